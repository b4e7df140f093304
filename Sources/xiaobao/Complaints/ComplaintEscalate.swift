internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint escalate CASE --reason TEXT`
struct ComplaintEscalate: Verb {
  static let configuration: CommandConfiguration = .command(
    "escalate", "升级一件投诉", "escalate a complaint",
    detail: Phrase(
      "升级给谁由插件（complaint.escalate）决定；没有插件或插件失败时升级至上级机构。逾期时 sweep 也询问同一钩子。",
      "Plugins (complaint.escalate) say to whom; without one, or when one fails, it goes to the unit"
        + " above. The sweep asks the same hook about what it marks overdue."),
    examples: [
      Example(
        "xiaobao complaint escalate C-20260302-000007 --reason 客户要求总行处理", "升级并说明原因",
        "escalate it and say why")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .escalate(reason: global.reason ?? "", rule: nil), on: subject.id)
  }
}

/// `xiaobao complaint plan CASE`
struct ComplaintPlan: Verb {
  static let configuration: CommandConfiguration = .command(
    "plan", "请插件安排任务", "ask the plugins for tasks",
    detail: Phrase(
      "受理时自动安排一次；情况变化后可再次安排，已有的任务不变。",
      "Acceptance plans once; plan again when things have changed. Tasks that are there stay."),
    examples: [
      Example("xiaobao complaint plan C-20260302-000007", "再次安排任务", "plan again")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.plan, on: subject.id)
  }
}

/// `xiaobao complaint task CASE NAME`
struct ComplaintTaskVerb: Verb {
  static let configuration: CommandConfiguration = .command(
    "task", "登记任务完成", "record that a task was done",
    examples: [
      Example(
        "xiaobao complaint task C-20260302-000007 callback", "任务 callback 已完成", "callback is done")
    ])

  @OptionGroup var subject: CaseArgument
  @Argument(help: .say("任务代号", "the task's name", value: Phrase("任务", "task")))
  var name: String
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.finishTask(name), on: subject.id)
  }
}
