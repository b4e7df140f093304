internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint approval …`
struct ComplaintApprovalCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "approval", "审批：超出本人权限的金额由有权限者批准",
    "approvals of amounts beyond the own authority",
    verbs: [ApprovalAsk.self, ApprovalGive.self, ApprovalRefuse.self])
}

/// `xiaobao complaint approval request CASE --amount AMOUNT --reason TEXT`
struct ApprovalAsk: Verb {
  static let configuration: CommandConfiguration = .command(
    "request", "申请审批", "ask to have an amount approved",
    detail: Phrase(
      "权限由站点文件 handling.authority 规定；handling.approval 给出审批时限的，审批人的时限列入到期事项（快速审批）。",
      "The tiers stand in handling.authority of the site file; where handling.approval gives a time, the"
        + " approver's duty falls due."),
    examples: [
      Example(
        "xiaobao complaint approval request C-20260302-000007 --amount 800.00 --reason 客户同意一次性了结",
        "申请赔付 800 元", "for 800 yuan")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("金额（元）", "the amount, in yuan", value: Phrase("金额", "amount")))
  var amount: String

  @Option(
    help: .say(
      "审批人；缺省为权限足够的人员中权限最小的", "who approves; else whoever has just enough authority",
      value: Phrase("工号", "staff number")))
  var to: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    guard let money = try OptionValue.money(amount, "--amount") else { return .done }
    let request = ApprovalRequest(amount: money, approver: to, reason: global.reason ?? "")
    return try await session.perform(.handling(.requestApproval(request)), on: subject.id)
  }
}

/// `xiaobao complaint approval give CASE --amount AMOUNT`
struct ApprovalGive: Verb {
  static let configuration: CommandConfiguration = .command(
    "give", "批准", "approve",
    detail: Phrase(
      "由有权限者本人办理；经办人和申请人不得批准。", "By whoever has the authority, never by the handler or who asked."),
    examples: [
      Example(
        "xiaobao complaint approval give C-20260302-000007 --amount 800.00", "批准 800 元",
        "800 yuan are approved")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("金额（元）", "the amount, in yuan", value: Phrase("金额", "amount")))
  var amount: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    guard let money = try OptionValue.money(amount, "--amount") else { return .done }
    return try await session.perform(
      .handling(.approve(money, isGranted: true, reason: global.reason ?? "")), on: subject.id)
  }
}

/// `xiaobao complaint approval refuse CASE --amount AMOUNT --reason TEXT`
struct ApprovalRefuse: Verb {
  static let configuration: CommandConfiguration = .command(
    "refuse", "不予批准", "do not approve",
    examples: [
      Example(
        "xiaobao complaint approval refuse C-20260302-000007 --amount 800.00 --reason 依据不足",
        "不予批准", "it is not approved")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("金额（元）", "the amount, in yuan", value: Phrase("金额", "amount")))
  var amount: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    guard let money = try OptionValue.money(amount, "--amount") else { return .done }
    return try await session.perform(
      .handling(.approve(money, isGranted: false, reason: global.reason ?? "")), on: subject.id)
  }
}

/// `xiaobao person authorise STAFF --up-to AMOUNT --until DAY --reason TEXT`
struct PersonAuthorise: Verb {
  static let configuration: CommandConfiguration = .command(
    "authorise", "临时授权处理金额", "give somebody authority to settle for some time",
    detail: Phrase(
      "授权人本人的权限须不低于该金额，且不得给自己授权；--unit 用于异地授权，限该机构办理的投诉。",
      "Whoever gives it has that authority and never gives it to the same person; with --unit it covers"
        + " that unit's cases only."),
    examples: [
      Example(
        "xiaobao person authorise 10023 --up-to 2000.00 --until 2026-04-01 --reason 主任外出",
        "至 3 月 31 日可处理 2000 元以内", "2,000 yuan until 31 March")
    ])

  @OptionGroup var subject: PersonArgument

  @Option(help: .say("最高金额（元）", "the largest amount, in yuan", value: Phrase("金额", "amount")))
  var upTo: String

  @Option(help: .say("限于此机构办理的投诉", "only this unit's cases", value: Phrase("机构", "unit")))
  var unit: String?

  @Option(help: .say("终止日（当日起无此权限）", "the first day without it", value: Phrase("日期", "day")))
  var until: String

  @OptionGroup var start: FromOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    guard let money = try OptionValue.money(upTo, "--up-to"),
      let end = try OptionValue.day(until, "--until")
    else { return .done }
    let reason = global.reason ?? ""
    return try await session.change(person: subject.id, from: start.from) { day in
      .authorise(upTo: money, unit: unit, from: day, until: end, reason: reason)
    }
  }
}
