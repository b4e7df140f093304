internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint restart CASE --approved-by STAFF --reason TEXT`
struct ComplaintRestart: Verb {
  static let configuration: CommandConfiguration = .command(
    "restart", "有新的事实和理由，时限重新起算", "begin the clock anew with new facts and reasons",
    detail: Phrase(
      "先以 attach --purpose new_material 添加材料，并由第二人批准（第十八条第三款）。原到期日保留；对人民银行的答复时限不变。",
      "Attach the material first with --purpose new_material; a second person approves (art. 18(3)). The"
        + " first due day stays on record; the answer to the People's Bank keeps its own clock."),
    examples: [
      Example(
        "xiaobao complaint restart C-20260302-000007 --approved-by 10001 --reason 客户补交新的流水",
        "收到新材料", "new material came in")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say("批准人，不得为本人", "who approved, never yourself", value: Phrase("工号", "staff number")))
  var approvedBy: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .intake(.restart(reason: global.reason ?? "", second: approvedBy ?? "")), on: subject.id)
  }
}
