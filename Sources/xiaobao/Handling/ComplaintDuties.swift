internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// What a reminder, a supervision or an assistance is asked with.
struct DutyOptions: ParsableArguments {
  @Option(
    help: .say(
      "承办机构；缺省为主办机构", "the unit that owes it; else the leading one", value: Phrase("机构", "unit")))
  var unit: String?

  @Option(help: .say("承办人", "the person who owes it", value: Phrase("工号", "staff number")))
  var person: String?

  @Option(
    help: .say(
      "期限，如 2_working_days；缺省为站点文件 handling 的规定",
      "how long, e.g. 2_working_days; else as `handling` of the site file says",
      value: Phrase("期限", "budget")))
  var within: String?

  @Option(
    help: .say(
      "内容，UTF-8 文本；- 为标准输入", "what is asked, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  /// The request that the options make.
  func request(_ kind: DutyRequest.Kind, in session: Session) throws(Failure) -> DutyRequest {
    let words = try TextInput(session, file: file).text(
      Phrase("\(kind.title.zh)内容", "what is asked"))
    return DutyRequest(
      kind, unit: unit, person: person, within: try OptionValue.budget(within, "--within"),
      words: words)
  }
}

extension OptionValue {
  /// A budget, such as `2_working_days` or `2 working_days`; nil when the option was not given.
  static func budget(_ text: String?, _ option: String) throws(Failure) -> Budget? {
    guard let text else { return nil }
    do throws(BudgetError) {
      // The space of data files would need quotes in a shell.
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      let rest = text.dropFirst(digits.count)
      return try Budget(rest.first == "_" ? "\(digits) \(rest.dropFirst())" : text)
    } catch {
      throw Failure(
        "XB-305",
        problem: Phrase(
          "\(option) 的值“\(text)”无效：\(error.problem.zh)",
          "the value `\(text)` of \(option) is not valid: \(error.problem.en)"),
        remedy: Phrase("写作 \(option) \"2 working_days\"", "write \(option) \"2 working_days\""),
        exit: .usage)
    }
  }
}

/// `xiaobao complaint remind CASE --file FILE`
struct ComplaintRemind: Verb {
  static let configuration: CommandConfiguration = .command(
    "remind", "催办：提醒经办人并要求回复", "remind whoever handles it, with an answer that falls due",
    examples: [
      Example(
        "xiaobao complaint remind C-20260302-000007 --within 1_working_days --file reminder.txt",
        "一个工作日内回复", "to be answered within a working day")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup var duty: DutyOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .handling(.openDuty(try duty.request(.reminder, in: session))), on: subject.id)
  }
}

/// `xiaobao complaint supervise CASE --file FILE`
struct ComplaintSupervise: Verb {
  static let configuration: CommandConfiguration = .command(
    "supervise", "督办：上级机构要求限期回复", "a superior demands an answer by a day",
    detail: Phrase(
      "由上级机构人员、投诉处理工作负责人或高级管理人员办理。",
      "By somebody of a superior unit, the head of complaint handling or a senior executive."),
    examples: [
      Example(
        "xiaobao complaint supervise C-20260302-000007 --within 3_working_days --file notice.txt",
        "三个工作日内回复", "to be answered within three working days")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup var duty: DutyOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .handling(.openDuty(try duty.request(.supervision, in: session))), on: subject.id)
  }
}

/// `xiaobao complaint assist CASE --unit UNIT --within BUDGET --file FILE`
struct ComplaintAssist: Verb {
  static let configuration: CommandConfiguration = .command(
    "assist", "协办：请其他机构或人员协助", "ask another unit or person to assist the leading one",
    examples: [
      Example(
        "xiaobao complaint assist C-20260302-000007 --unit HQ-OPS --within 2_working_days"
          + " --file task.txt", "请 HQ-OPS 调取流水", "HQ-OPS fetches the transactions")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup var duty: DutyOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .handling(.openDuty(try duty.request(.assistance, in: session))), on: subject.id)
  }
}

/// `xiaobao complaint respond CASE NAME --file FILE`
struct ComplaintRespond: Verb {
  static let configuration: CommandConfiguration = .command(
    "respond", "回复催办、督办或协办", "answer a reminder, a supervision or an assistance",
    detail: Phrase("由承办人或承办机构的人员回复；提出者不能代为回复。", "By whoever owes it, never by who asked."),
    examples: [
      Example(
        "xiaobao complaint respond C-20260302-000007 supervision.1 --file answer.txt", "回复督办",
        "the supervision is answered")
    ])

  @OptionGroup var subject: CaseArgument
  @Argument(help: .say("代号，如 reminder.1", "the name, e.g. reminder.1", value: Phrase("代号", "name")))
  var name: String

  @Option(
    help: .say(
      "回复，UTF-8 文本；- 为标准输入", "the answer, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let words = try TextInput(session, file: file).text(Phrase("回复", "answer"))
    return try await session.perform(.handling(.answerDuty(name, words: words)), on: subject.id)
  }
}

/// `xiaobao complaint note CASE --file FILE`
struct ComplaintNoteVerb: Verb {
  static let configuration: CommandConfiguration = .command(
    "note", "登记内部工作记录", "keep an internal note",
    detail: Phrase(
      "工作记录只供内部使用，不进入答复和函件；与投诉人的联系另行登记。",
      "Notes are internal: no reply or letter takes them; contacts with the complainant are kept apart."
    ),
    examples: [
      Example("xiaobao complaint note C-20260302-000007 --file note.txt", "登记一条", "one note")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "内容，UTF-8 文本；- 为标准输入", "the note, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let note = try TextInput(session, file: file).text(Phrase("工作记录", "note"))
    return try await session.perform(.handling(.note(note)), on: subject.id)
  }
}

/// `xiaobao complaint hand-off CASE --unit UNIT --person STAFF --reason TEXT`
struct ComplaintHandOff: Verb {
  static let configuration: CommandConfiguration = .command(
    "hand-off", "移交给其他机构或人员", "give the case to another unit or person",
    detail: Phrase("移交前后的机构、人员和原因都留在经过中。", "Who had it, who gets it and why stay in the history."),
    examples: [
      Example(
        "xiaobao complaint hand-off C-20260302-000007 --unit HQ-CARD --person 10024 --reason 休假",
        "移交给 10024", "to 10024")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("机构", "the unit", value: Phrase("机构", "unit")))
  var unit: String

  @Option(help: .say("经办人", "the person there", value: Phrase("工号", "staff number")))
  var person: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .handling(.handOff(unit: unit, person: person, reason: global.reason ?? "")), on: subject.id)
  }
}
