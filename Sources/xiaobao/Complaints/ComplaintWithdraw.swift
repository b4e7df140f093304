internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint withdraw CASE --reason TEXT`
struct ComplaintWithdraw: Verb {
  static let configuration: CommandConfiguration = .command(
    "withdraw", "登记投诉人撤回投诉", "end a complaint because the complainant withdraws it",
    examples: [
      Example(
        "xiaobao complaint withdraw C-20260302-000007 --reason 双方已和解", "投诉人撤回",
        "the complainant withdraws")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.withdraw(reason: global.reason ?? ""), on: subject.id)
  }
}
