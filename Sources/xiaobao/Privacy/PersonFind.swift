internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao person find --file FILE`
struct PersonFind: Verb {
  static let configuration: CommandConfiguration = .command(
    "find", "按证件号、电话、账号或姓名查找投诉人", "find a complainant by document, telephone, account or name",
    detail: Phrase(
      "要查找的内容取自文件、标准输入或终端，不写在命令行上：一行文字，或 JSON 对象（id_number、phone、account、name）。"
        + "按整值查找（加密摘要），不显示明文。一人一个编号（P-…）；导入的数据可能有多个。",
      "What is looked for comes from a file, standard input or the terminal, never from the command line:"
        + " one line, or a JSON object (id_number, phone, account, name). Whole values are found by a keyed"
        + " hash; nothing is shown in plain. One person has one number (P-…); imported data may have several."
    ),
    examples: [
      Example("xiaobao person find", "在终端输入", "asked at the terminal"),
      Example("xiaobao person find --file id.txt --json", "取自文件", "from a file"),
    ])

  @OptionGroup var identity: IdentityOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let wanted = try identity.identity(in: session)
    let workspace = try session.open(.reading)
    SubjectTable.show(
      try await workspace.subjects(wanted, as: session.invocation()), in: session)
    return .done
  }
}

/// Who is looked for; never on the command line.
struct IdentityOptions: ParsableArguments {
  @Option(
    help: .say(
      "要查找的人：文件；- 为标准输入", "who is looked for: a file; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  func identity(in session: Session) throws(Failure) -> PersonalIdentity {
    try PersonalIdentity(
      text: TextInput(session, file: file).text(
        Phrase("证件号、电话、账号或姓名", "Document, telephone, account or name")))
  }
}

/// Persons and their complaints, for people or programs.
enum SubjectTable {
  static func show(_ subjects: [SubjectView], in session: Session) {
    guard !session.isJSON else {
      return Output.print(
        JSONText.list(subjects.map { JSONValue($0) }, total: subjects.count, next: nil))
    }
    guard !subjects.isEmpty else { return session.print(session.say("没有找到", "nobody was found")) }
    session.print(
      TextTable(
        columns: [
          .init(session.say("编号", "Person")),
          .init(session.say("投诉", "Cases"), minimumWidth: 18, priority: 5),
          .init(session.say("保存至", "Kept until"), priority: 4),
          .init(session.say("状态", "State"), priority: 3),
        ],
        rows: subjects.map { subject in
          [
            subject.id, subject.cases.map(\.id).joined(separator: " "),
            session.say(subject.retention.phrase), session.say(subject.state),
          ]
        }))
  }
}

extension Retention {
  /// The last day, or why there is none.
  var phrase: Phrase {
    switch self {
    case .open(let id): Phrase("\(id) 未办结", "\(id) is open")
    case .until(let day, let rule): Phrase(same: "\(day.iso) (\(rule))")
    case .none: Phrase("无规定期限", "no period stated")
    }
  }
}

extension SubjectView {
  /// What was recorded of the person's data.
  var state: Phrase {
    guard let subject else { return Phrase(same: "") }
    if let day = subject.erasedOn { return Phrase("已删除 \(day.iso)", "erased \(day.iso)") }
    var states: [Phrase] = []
    if subject.isHeld { states.append(Phrase("法律保全", "legal hold")) }
    if let day = subject.storedOnlyUntil {
      states.append(Phrase("仅存储至 \(day.iso)", "stored only until \(day.iso)"))
    } else if let request = subject.request {
      states.append(Phrase("待确认删除（\(request.actor)）", "erasure asked for by \(request.actor)"))
    }
    return Phrase(
      states.map(\.zh).joined(separator: "、"), states.map(\.en).joined(separator: ", "))
  }
}

extension JSONValue {
  /// A person's complaints: `{id, cases, kept_until?, rule?, held, requested_by?, stored_only_until?,
  /// erased_on?}`.
  init(_ view: SubjectView) {
    var object = ObjectBuilder()
    object.add("id", view.id)
    object.add("cases", value: JSONValue(view.cases.map(\.id)))
    if case .open(let id) = view.retention { object.add("open_case", id) }
    if case .until(let day, let rule) = view.retention {
      object.add("kept_until", day)
      object.add("rule", rule)
    }
    object.add("held", view.subject?.isHeld ?? false)
    object.add("requested_by", view.subject?.request?.actor)
    object.add("stored_only_until", view.subject?.storedOnlyUntil)
    object.add("erased_on", view.subject?.erasedOn)
    self = object.object
  }
}
