internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint assign CASE --unit UNIT`
struct ComplaintAssign: Verb {
  static let configuration: CommandConfiguration = .command(
    "assign", "派单：交由机构或人员办理", "send a complaint to a unit or a person",
    examples: [
      Example(
        "xiaobao complaint assign C-20260302-000007 --unit HQ-CARD --person 10023",
        "交由 HQ-CARD 的 10023 办理", "10023 of HQ-CARD handles it")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("办理机构", "the unit that handles it", value: Phrase("机构", "unit")))
  var unit: String

  @Option(
    help: .say("办理人员", "the person who handles it", value: Phrase("工号", "staff number")))
  var person: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.assign(unit: unit, person: person), on: subject.id)
  }
}
