internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao explain CASE`
struct ExplainCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "explain", "说明一件投诉的时限与插件决定的来由",
    "why a complaint's deadlines and the plugins' answers are what they are",
    detail: Phrase(
      "逐日推算每个时限并注明依据；列出每个插件答复了什么、读取了哪些字段、何者生效及原因。不运行任何插件。",
      "Counts every limit day by day with its provision, and shows what each plugin answered and read,"
        + " what stands and why. No plugin is run."),
    examples: [
      Example("xiaobao explain C-20260302-000007", "时限与决定", "limits and answers"),
      Example(
        "xiaobao explain C-20260302-000007 --show-input", "另列插件读取的字段值",
        "also the values that plugins read"),
    ])

  @OptionGroup var subject: CaseArgument

  @Flag(help: .say("列出插件读取的字段值", "also show the values that plugins read"))
  var showInput = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let invocation = try session.invocation()
    let explanation = try await workspace.explain(subject.id, as: invocation)
    if session.isJSON {
      Output.print(JSONText.envelope(explanation.members))
    } else {
      let page = ExplanationPage(
        explanation: explanation, language: session.language, showsInput: showInput)
      Output.print(page.lines.map { $0 + "\n" }.joined())
    }
    return .done
  }
}
