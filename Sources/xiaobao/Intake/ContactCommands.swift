internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao contact …`
struct ContactCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "contact", "来访来电来信：先登记，再分投诉、咨询、建议、表扬、举报、信访",
    "who came, called or wrote: registered first, whatever it is",
    verbs: [
      ContactRegister.self, ContactList.self, ContactShow.self, ContactHistory.self,
      ContactRelabel.self, ContactFinish.self, ContactCount.self,
    ])
}

/// The contact's number, the first argument of most verbs.
struct ContactArgument: ParsableArguments {
  @Argument(
    help: .say(
      "登记编号，如 K-20260302-000001", "the contact's number, e.g. K-20260302-000001",
      value: Phrase("登记编号", "contact")))
  var id: String
}

/// `xiaobao contact register --kind KIND`
struct ContactRegister: Verb {
  static let configuration: CommandConfiguration = .command(
    "register", "登记一次来访、来电或来信", "register a contact",
    detail: Phrase(
      "六种性质：complaint 投诉、enquiry 咨询、suggestion 建议、praise 表扬、report 举报、petition 信访。"
        + "投诉随即开立并计时；其他不计投诉时限。文件的字段与投诉相同。",
      "Six kinds: complaint, enquiry, suggestion, praise, report (of wrongdoing), petition. A complaint is"
        + " opened at once and runs its clock; the others do not. The file has the members of a complaint."
    ),
    examples: [
      Example("xiaobao contact register --kind enquiry --file visit.json", "登记一次咨询", "an enquiry"),
      Example(
        "xiaobao contact register --kind complaint --file case.json", "登记并开立投诉",
        "a complaint, opened at once"),
    ])

  @Option(help: .say("性质", "what it is", value: Phrase("性质", "kind")))
  var kind: String

  @Option(
    help: .say(
      "内容的 JSON 文件；- 为标准输入", "the contents as JSON; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file(extensions: ["json"]))
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let kind = try OptionValue.choice(kind, "--kind", of: ContactKind.self)
    let json: JSONValue
    if let file {
      json = try InputFile.json(file)
    } else {
      json = try ask(in: session)
    }
    let invocation = try session.invocation()
    let workspace = try session.open(.writing)
    return session.show(try await workspace.register(kind, json, as: invocation))
  }

  private func ask(in session: Session) throws(Failure) -> JSONValue {
    guard session.isInteractive else {
      throw Failure(
        "XB-310",
        problem: Phrase(
          "缺少内容，且没有可以询问的终端", "The contents are missing and there is no terminal to ask at"),
        remedy: Phrase("用 --file FILE.json；- 为标准输入", "give --file FILE.json; - is standard input"),
        exit: .usage)
    }
    let questions = Questions(session)
    var object = ObjectBuilder()
    object.add("narrative", try questions.requiredParagraph(Phrase("内容", "What was said")))
    var person = ObjectBuilder()
    person.add("name", try questions.line(Phrase("姓名", "Name")))
    person.add("phone", try questions.line(Phrase("联系电话", "Telephone")))
    if !person.members.isEmpty { object.add("complainant", value: person.object) }
    object.add(
      "intake_channel",
      try questions.line(Phrase("渠道", "Channel"), hint: Phrase("如 来访、电话", "e.g. visit, phone")))
    return object.object
  }
}

/// `xiaobao contact list`
struct ContactList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出登记，最新在前", "list the contacts, newest first",
    examples: [Example("xiaobao contact list --kind petition", "只列信访", "petitions only")])

  @Option(help: .say("只列此性质的", "only this kind", value: Phrase("性质", "kind")))
  var kind: String?
  @OptionGroup var period: PeriodOptions
  @OptionGroup var list: ListOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let kind = try kind.map { text throws(Failure) in
      try OptionValue.choice(text, "--kind", of: ContactKind.self)
    }
    let contacts = try await session.open(.reading).contacts(
      kind, from: period.first(), to: period.last(), limit: list.count())
    if session.isJSON {
      Output.print(
        JSONText.list(contacts.map { JSONValue($0) }, total: nil, next: nil))
    } else {
      for contact in contacts { session.print(session.line(contact)) }
      if contacts.isEmpty { session.print(session.say("没有登记", "no contacts")) }
    }
    return .done
  }
}

/// The days that a list or a count is limited to.
struct PeriodOptions: ParsableArguments {
  @Option(help: .say("自此日起", "from this day on", value: Phrase("日期", "day")))
  var from: String?
  @Option(help: .say("至此日止", "up to this day", value: Phrase("日期", "day")))
  var to: String?

  func first() throws(Failure) -> CivilDay? { try OptionValue.day(from, "--from") }
  func last() throws(Failure) -> CivilDay? { try OptionValue.day(to, "--to") }
}

/// `xiaobao contact show CONTACT`
struct ContactShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "查看一条登记", "show one contact",
    examples: [
      Example(
        "xiaobao contact show K-20260302-000001", "性质、变更与开立的投诉", "its kind, changes and complaint")
    ])

  @OptionGroup var subject: ContactArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let contact = try await session.open(.reading).contact(subject.id)
    if session.isJSON {
      Output.print(JSONText.envelope([.init("contact", JSONValue(contact))]))
      return .done
    }
    var facts = [
      Fact("编号", "Contact", contact.id),
      Fact("性质", "Kind", session.say(contact.current.title)),
      Fact("登记日", "Received", contact.receivedOn.iso),
      Fact("受理机构", "Received by", contact.receipt.unit),
      Fact("首问责任人", "First contact", contact.receipt.owner),
      Fact("投诉", "Complaint", contact.complaint),
      Fact("办结日", "Done with", contact.finishedOn?.iso),
    ]
    facts += contact.changes.map { change in
      Fact(
        "变更", "Changed",
        "\(session.say(change.from.title)) → \(session.say(change.to.title))  \(change.envelope.day.iso)  "
          + "\(change.envelope.actor) / \(change.second)")
    }
    facts += contact.obligations.filter(\.isOpen).map { open in
      Fact(
        "到期", "Due",
        "\(open.due.iso)  \(session.say(ObligationWord.title(open.name)))  \(open.rule)")
    }
    session.print(facts: facts)
    return .done
  }
}

/// `xiaobao contact history CONTACT`
struct ContactHistory: Verb {
  static let configuration: CommandConfiguration = .command(
    "history", "列出一条登记的全部经过", "everything that happened to a contact",
    examples: [
      Example("xiaobao contact history K-20260302-000001", "何日何人做了什么", "who did what on which day")
    ])

  @OptionGroup var subject: ContactArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.showHistory(of: MatterReference(IntakeContact.kind, subject.id))
  }
}

/// `xiaobao contact relabel CONTACT --to KIND`
struct ContactRelabel: Verb {
  static let configuration: CommandConfiguration = .command(
    "relabel", "变更性质（须说明理由并由第二人批准，计数）", "change the kind: a reason, a second person, counted",
    detail: Phrase(
      "首次登记的日期和时刻不变：改为投诉的，时限自首次登记之日起算；投诉改为其他的，投诉终结并计入变更数。",
      "The first receipt stays: what becomes a complaint has its limits from that day; a complaint that"
        + " becomes something else ends and is counted."),
    examples: [
      Example(
        "xiaobao contact relabel K-20260302-000001 --to complaint --approved-by 10001 --reason 客户明确要求按投诉处理",
        "咨询改为投诉", "an enquiry becomes a complaint")
    ])

  @OptionGroup var subject: ContactArgument

  @Option(help: .say("改为何种性质", "the new kind", value: Phrase("性质", "kind")))
  var to: String

  @Option(
    help: .say("批准人，不得为本人", "who approved, never yourself", value: Phrase("工号", "staff number")))
  var approvedBy: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let kind = try OptionValue.choice(to, "--to", of: ContactKind.self)
    let invocation = try session.invocation()
    let workspace = try session.open(.writing)
    // A complaint that was registered without a contact is relabelled itself.
    if subject.id.hasPrefix("C-") {
      return session.show(
        try await workspace.perform(
          .intake(.relabel(to: kind, reason: global.reason ?? "", second: approvedBy ?? "")),
          on: subject.id, as: invocation))
    }
    return session.show(
      try await workspace.relabel(
        subject.id, to: kind, second: approvedBy ?? "", as: invocation))
  }
}

/// `xiaobao contact finish CONTACT --file FILE`
struct ContactFinish: Verb {
  static let configuration: CommandConfiguration = .command(
    "finish", "登记答复或处理情况", "record what was done about it",
    examples: [
      Example(
        "xiaobao contact finish K-20260302-000001 --file answer.txt", "已答复咨询",
        "the enquiry was answered")
    ])

  @OptionGroup var subject: ContactArgument

  @Option(
    help: .say(
      "UTF-8 文本文件；- 为标准输入", "UTF-8 text; - is standard input", value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let answer = try TextInput(session, file: file).text(Phrase("答复或处理情况", "what was done"))
    let invocation = try session.invocation()
    let workspace = try session.open(.writing)
    return session.show(try await workspace.finish(subject.id, answer: answer, as: invocation))
  }
}

/// `xiaobao contact count`
struct ContactCount: Verb {
  static let configuration: CommandConfiguration = .command(
    "count", "按性质统计，并列出性质变更数", "count by kind, with every change of the kind",
    examples: [
      Example("xiaobao contact count --from 2026-01-01 --to 2026-03-31", "一季度", "the first quarter")
    ])

  @OptionGroup var period: PeriodOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let counts = try await session.open(.reading).contactCounts(
      from: period.first(), to: period.last())
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: counts)))
      return .done
    }
    for kind in ContactKind.allCases {
      session.print(
        session.say(
          "\(kind.title.zh)  现为 \(counts.byKind[kind] ?? 0)  登记时 \(counts.byFirstKind[kind] ?? 0)",
          "\(kind.title.en)  now \(counts.byKind[kind] ?? 0)  as registered \(counts.byFirstKind[kind] ?? 0)"
        ))
    }
    session.print(
      session.say(
        "未经来访登记直接登记的投诉  \(counts.directComplaints)",
        "complaints registered at once  \(counts.directComplaints)"))
    session.print(
      session.say("性质变更  \(counts.changeCount) 次", "changes of the kind  \(counts.changeCount)"))
    for change in counts.changes {
      session.print(
        "  \(session.say(change.from.title)) → \(session.say(change.to.title))  \(change.count)")
    }
    return .done
  }

  private static func members(of counts: ContactCounts) -> [JSONValue.Member] {
    func table(_ numbers: [ContactKind: Int]) -> JSONValue {
      .object(
        ContactKind.allCases.map { .init($0.rawValue, .integer(Int64(numbers[$0] ?? 0))) })
    }
    return [
      .init("by_kind", table(counts.byKind)), .init("by_first_kind", table(counts.byFirstKind)),
      .init("direct_complaints", .integer(Int64(counts.directComplaints))),
      .init("change_count", .integer(Int64(counts.changeCount))),
      .init(
        "changes",
        .array(
          counts.changes.map { change in
            var object = ObjectBuilder()
            object.add("from", change.from.rawValue)
            object.add("to", change.to.rawValue)
            object.add("count", change.count)
            return object.object
          })),
    ]
  }
}

extension Session {
  /// What became of a contact, and of the complaint that it opened.
  func show(_ done: ContactDone) -> Ending {
    if isJSON {
      var members = [JSONValue.Member("contact", JSONValue(done.contact))]
      if let opened = done.opened {
        members.append(.init("opened", .object(Self.members(of: opened))))
      }
      Output.print(JSONText.envelope(members))
      return .done
    }
    print(line(done.contact))
    if let opened = done.opened { return show(opened) }
    return .done
  }

  /// One contact in a line.
  func line(_ contact: IntakeContact) -> String {
    let channel = CodeTable.intakeChannel.name(of: contact.receipt.intakeChannel)
    return "\(contact.id)  \(say(contact.current.title))  \(contact.receivedOn.iso)  "
      + "\(contact.receipt.unit)  \(say(channel))" + (contact.complaint.map { "  \($0)" } ?? "")
  }
}

extension JSONValue {
  /// A contact: `{id, kind, first_kind, received_on, unit, owner?, intake_channel, complaint?, changes,
  /// open_obligations, finished_on?}`.
  init(_ contact: IntakeContact) {
    var object = ObjectBuilder()
    object.add("id", contact.id)
    object.add("kind", contact.current.rawValue)
    object.add("first_kind", contact.receipt.kind.rawValue)
    object.add("received_on", contact.receivedOn)
    object.add("unit", contact.receipt.unit)
    object.add("owner", contact.receipt.owner)
    object.add("intake_channel", contact.receipt.intakeChannel)
    object.add("complaint", contact.complaint)
    object.add(
      "changes",
      value: .array(
        contact.changes.map { change in
          var item = ObjectBuilder()
          item.add("from", change.from.rawValue)
          item.add("to", change.to.rawValue)
          item.add("day", change.envelope.day)
          item.add("actor", change.envelope.actor)
          item.add("second", change.second)
          return item.object
        }))
    object.add(
      "open_obligations",
      value: .array(
        contact.obligations.filter(\.isOpen).map { open in
          var item = ObjectBuilder()
          item.add("name", open.name)
          item.add("rule", open.rule)
          item.add("due", open.due)
          return item.object
        }))
    object.add("finished_on", contact.finishedOn)
    self = object.object
  }
}
