internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint decide CASE --outcome OUTCOME --file FILE`
struct ComplaintDecide: Verb {
  static let configuration: CommandConfiguration = .command(
    "decide", "作出处理决定", "decide a complaint",
    detail: Phrase(
      "理由等文本取自 JSON 文件 {\"reasons\": …, \"basis\": …, \"findings\": …}（reasons 必填），或在终端录入。",
      "The texts come from a JSON file {\"reasons\": …, \"basis\": …, \"findings\": …}, of which"
        + " reasons is needed, or are typed at the terminal."),
    examples: [
      Example(
        "xiaobao complaint decide C-20260302-000007 --outcome partly_upheld --amount 120.00"
          + " --file decision.json",
        "部分支持，退还 120 元", "partly upheld, 120 yuan are paid back")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "处理结果：upheld 支持诉求，partly_upheld 部分支持，rejected 不予支持，settled 协商解决",
      "how it ends for the complainant", value: Phrase("结果", "outcome")))
  var outcome: OutcomeChoice

  @Option(
    help: .say("退赔金额（元），如 120.00", "what the bank pays, in yuan", value: Phrase("金额", "amount")))
  var amount: String?

  @Option(
    help: .say(
      "理由等文本的 JSON 文件；- 为标准输入", "the texts as JSON; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let amount = try OptionValue.money(amount, "--amount")
    let texts = try TextInput(session, file: file).fields([
      TextField("reasons", Phrase("理由", "reasons"), isRequired: true),
      TextField("basis", Phrase("依据的条款", "basis in provisions or terms")),
      TextField(
        "findings", Phrase("核实情况（空则沿用调查结果）", "findings (empty: those of the investigation)")),
    ])
    let decision = Decision(
      outcome.outcome, amount: amount, findings: texts["findings"] ?? "",
      basis: texts["basis"] ?? "", reasons: texts["reasons"] ?? "")
    return try await session.perform(.decide(decision), on: subject.id)
  }
}

/// The outcomes as `--outcome` takes them.
struct OutcomeChoice: ExpressibleByArgument, CaseIterable {
  let outcome: Decision.Outcome

  static let allCases = Decision.Outcome.allCases.map { OutcomeChoice(outcome: $0) }
  static let allValueStrings = Decision.Outcome.allCases.map(\.rawValue)

  var defaultValueDescription: String { outcome.rawValue }

  init(outcome: Decision.Outcome) { self.outcome = outcome }

  init?(argument: String) {
    guard let outcome = Decision.Outcome(rawValue: argument) else { return nil }
    self.outcome = outcome
  }
}
