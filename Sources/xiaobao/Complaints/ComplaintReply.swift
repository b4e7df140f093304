internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint reply CASE --manner MANNER --sent DAY --file FILE`
struct ComplaintReply: Verb {
  static let configuration: CommandConfiguration = .command(
    "reply", "登记对投诉人的答复", "record that, how and when the complainant was told",
    detail: Phrase(
      "答复须载明核实情况、依据、理由和救济途径（《银行业保险业消费投诉处理管理办法》第十九条）。文本取自 JSON 文件"
        + " {\"findings\": …, \"basis\": …, \"reasons\": …, \"proof\": …}，或在终端录入。",
      "A reply states findings, basis, reasons and the ways that stay open (CBIRC Order 2020 No. 3,"
        + " art. 19). The texts come from a JSON file {\"findings\": …, \"basis\": …, \"reasons\": …,"
        + " \"proof\": …} or are typed at the terminal."),
    examples: [
      Example(
        "xiaobao complaint reply C-20260302-000007 --manner posted --sent 2026-03-10"
          + " --file reply.json",
        "2026-03-10 邮寄答复", "the reply was posted on 2026-03-10")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say("告知方式", "how the complainant was told", value: Phrase("方式", "manner")))
  var manner: MannerChoice

  @Option(
    help: .say(
      "送交、寄出、发出或拨打之日；缺省为业务日",
      "the day it was handed over, sent or dialled; else the"
        + " business day", value: Phrase("日期", "day")))
  var sent: String?

  @Option(
    help: .say(
      "告知的救济途径，逗号分隔：review 核查、mediation 调解、arbitration 仲裁、litigation 诉讼、appeal 申诉；缺省为全部可用的（见 complaint remedies）",
      "the ways that stay open, separated by commas: review, mediation, arbitration, litigation,"
        + " appeal; else all that are open (see complaint remedies)",
      value: Phrase("途径", "remedies")))
  var remedies: String?

  @Option(
    help: .say(
      "答复文本的 JSON 文件；- 为标准输入", "the texts as JSON; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let named = try remedies.map { text throws(Failure) in
      try OptionValue.choices(text, "--remedies", of: Reply.Remedy.self)
    }
    let texts = try TextInput(session, file: file).fields([
      TextField("findings", Phrase("核实情况", "findings"), isRequired: true),
      TextField("basis", Phrase("依据", "basis"), isRequired: true),
      TextField("reasons", Phrase("理由", "reasons"), isRequired: true),
      TextField("proof", Phrase("告知凭证（邮单号、录音编号等）", "proof of notice (postal number, recording)")),
    ])
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let sentOn = try session.day(sent, "--sent")
    let ways: [Reply.Remedy]
    if let named {
      ways = named
    } else {
      ways = try await workspace.openRemedies(of: subject.id, as: invocation).map(\.remedy.remedy)
    }
    let reply = Reply(
      manner: manner.manner, sentOn: sentOn, findings: texts["findings"] ?? "",
      basis: texts["basis"] ?? "", reasons: texts["reasons"] ?? "", remedies: ways,
      proof: texts["proof"] ?? "")
    let done = try await workspace.perform(.reply(reply), on: subject.id, as: invocation)
    return session.show(done)
  }
}

/// The manners as `--manner` takes them.
struct MannerChoice: ExpressibleByArgument, CaseIterable {
  let manner: Reply.Manner

  static let allCases = Reply.Manner.allCases.map { MannerChoice(manner: $0) }
  static let allValueStrings = Reply.Manner.allCases.map(\.rawValue)

  var defaultValueDescription: String { manner.rawValue }

  init(manner: Reply.Manner) { self.manner = manner }

  init?(argument: String) {
    guard let manner = Reply.Manner(rawValue: argument) else { return nil }
    self.manner = manner
  }
}
