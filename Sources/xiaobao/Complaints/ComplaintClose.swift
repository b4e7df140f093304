internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint close CASE`
struct ComplaintClose: Verb {
  static let configuration: CommandConfiguration = .command(
    "close", "办结投诉（须已答复并登记反馈）", "close a complaint, after reply and feedback",
    examples: [
      Example(
        "xiaobao complaint close C-20260302-000007 --on 2026-03-12", "于 2026-03-12 办结",
        "closed on 2026-03-12")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.close, on: subject.id)
  }
}
