internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint accept CASE`
struct ComplaintAccept: Verb {
  static let configuration: CommandConfiguration = .command(
    "accept", "受理投诉", "accept a complaint",
    examples: [
      Example(
        "xiaobao complaint accept C-20260302-000007 --on 2026-03-02",
        "受理；有派单建议时一并按建议派单", "accept it; a proposed unit takes it over")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.accept, on: subject.id)
  }
}
