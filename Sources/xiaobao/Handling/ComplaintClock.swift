internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint pause CASE --ground GROUND --file FILE`
struct ComplaintPause: Verb {
  static let configuration: CommandConfiguration = .command(
    "pause", "中止时限（外部鉴定、调解）", "stop the clock for an appraisal or a mediation",
    detail: Phrase(
      "自业务日起不计入，恢复之日起计入。可用的事由、是否须告知或经同意，由时限插件的 limits.yaml 规定。文本取自 JSON 文件"
        + " {\"reason\": …, \"proof\": …}，或在终端录入。",
      "The business day does not count, the day on which it is resumed does. Which grounds there are,"
        + " and whether notice or consent is needed, stands in limits.yaml of the regime's plugin. The"
        + " texts come from a JSON file {\"reason\": …, \"proof\": …} or are typed at the terminal."
    ),
    examples: [
      Example(
        "xiaobao complaint pause C-20260302-000007 --ground mediation --consented --file pause.json",
        "投诉人同意调解", "the complainant agreed to mediation"),
      Example(
        "xiaobao complaint pause C-20260302-000007 --ground appraisal --notified 2026-03-05"
          + " --manner sms --file pause.json",
        "委托鉴定，已短信告知", "an appraisal, told by text message"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("事由", "why the clock stops", value: Phrase("事由", "ground")))
  var ground: GroundChoice

  @Flag(help: .say("投诉人已同意", "the complainant agreed"))
  var consented = false

  @OptionGroup var notice: NoticeOptions

  @Option(
    help: .say(
      "中止事由和告知凭证的 JSON 文件；- 为标准输入", "the texts as JSON; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let texts = try TextInput(session, file: file).fields([
      TextField("reason", Phrase("等待的事项", "what is awaited"), isRequired: true),
      TextField("proof", Phrase("告知凭证（邮单号、录音编号等）", "proof of notice (postal number, recording)")),
    ])
    let request = PauseRequest(
      ground.ground, reason: texts["reason"] ?? "", isConsented: consented,
      notice: try notice.notice(proof: texts["proof"] ?? ""))
    return try await session.perform(.handling(.pause(request)), on: subject.id)
  }
}

/// `xiaobao complaint resume CASE --file FILE`
struct ComplaintResume: Verb {
  static let configuration: CommandConfiguration = .command(
    "resume", "恢复时限", "let the clock run again",
    detail: Phrase(
      "业务日起重新计入，到期日按未计入的天数后移；原到期日保留。",
      "The business day counts again, and the due day moves by the days that did not; the first due day"
        + " is kept."),
    examples: [
      Example(
        "xiaobao complaint resume C-20260302-000007 --on 2026-03-15 --file result.txt",
        "调解终结", "the mediation has ended")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "中止结果，UTF-8 文本；- 为标准输入", "what came of it, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let result = try TextInput(session, file: file).text(Phrase("中止结果", "what came of it"))
    return try await session.perform(.handling(.resume(result: result)), on: subject.id)
  }
}

/// `xiaobao complaint agree CASE --until DAY --file FILE`
struct ComplaintAgree: Verb {
  static let configuration: CommandConfiguration = .command(
    "agree", "登记双方对期限的约定", "record what bank and complainant agreed on for a limit",
    detail: Phrase(
      "约定优先于法定期限（《银行业保险业消费投诉处理管理办法》第二十一条）；原到期日保留。文本须写明约定内容和凭证。",
      "The agreement prevails (CBIRC Order 2020 No. 3, art. 21); the first due day is kept. The text"
        + " says what was agreed and what proves it."),
    examples: [
      Example(
        "xiaobao complaint agree C-20260302-000007 --until 2026-04-20 --file terms.txt",
        "约定 2026-04-20 前答复", "to be answered by 2026-04-20")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("约定的最后一日", "the agreed last day", value: Phrase("日期", "day")))
  var until: String

  @Option(
    help: .say(
      "时限名称或规则编号", "the limit's name or rule", value: Phrase("时限", "limit")))
  var limit: String?

  @Option(
    help: .say(
      "约定内容和凭证，UTF-8 文本；- 为标准输入", "terms and proof, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let terms = try TextInput(session, file: file).text(
      Phrase("约定内容和凭证", "terms and proof of the agreement"))
    guard let day = try OptionValue.day(until, "--until") else { return .done }
    return try await session.perform(
      .handling(.agree(AgreementRequest(limit: limit, until: day, terms: terms))), on: subject.id)
  }
}

/// The grounds as `--ground` takes them.
struct GroundChoice: ExpressibleByArgument, CaseIterable {
  let ground: ClockRule.Ground

  static let allCases = ClockRule.Ground.allCases.map { GroundChoice(ground: $0) }
  static let allValueStrings = ClockRule.Ground.allCases.map(\.rawValue)

  var defaultValueDescription: String { ground.rawValue }

  init(ground: ClockRule.Ground) { self.ground = ground }

  init?(argument: String) {
    guard let ground = ClockRule.Ground(rawValue: argument) else { return nil }
    self.ground = ground
  }
}
