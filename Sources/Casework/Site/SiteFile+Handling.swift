internal import ConsumerProtection
internal import Yams

// `handling` of the site file: what the bank itself decides about handling.

extension SiteFileReader {
  private static let handlingKeys = [
    "appeal", "authority", "approval", "reminder", "remind_days_before", "supervision",
    "escalation", "extension",
  ]

  mutating func handling(_ node: Node?) -> HandlingPolicy {
    guard let node, let map = mapping(node, "handling") else { return HandlingPolicy() }
    refuseUnknown(map, Self.handlingKeys)
    var policy = HandlingPolicy()
    policy.appeal = budget(map["appeal"])
    policy.approval = budget(map["approval"])
    policy.reminder = budget(map["reminder"])
    policy.supervision = budget(map["supervision"])
    policy.remindDaysBefore = map["remind_days_before"].flatMap { count($0, in: 0...60) }
    policy.tiers = sequence(map["authority"]).compactMap { tier($0) }
    policy.extensions = sequence(map["extension"]).compactMap { step($0) }
    policy.levels = sequence(map["escalation"]).compactMap { level($0) }
    for (place, level) in policy.levels.enumerated() where 0 < place {
      let before = policy.levels[place - 1]
      guard level.level <= before.level || level.daysLate <= before.daysLate else { continue }
      note(
        map["escalation"] ?? node, "层级和天数须逐级递增",
        "each level is higher and begins later than the one before it")
      break
    }
    return policy
  }

  private mutating func budget(_ node: Node?) -> Budget? {
    guard let node, let text = text(node) else { return nil }
    do throws(BudgetError) {
      return try Budget(text)
    } catch {
      note(node, error.problem.zh, error.problem.en)
      return nil
    }
  }

  private mutating func count(_ node: Node, in range: ClosedRange<Int>) -> Int? {
    if let number = Self.integer(node), range.contains(number) { return number }
    note(
      node, "应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
      "a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
    return nil
  }

  /// `{role: handler, up_to: "500.00"}`, or `up_to: unlimited`.
  private mutating func tier(_ node: Node) -> HandlingPolicy.Tier? {
    guard let map = mapping(node, "authority") else { return nil }
    refuseUnknown(map, ["role", "up_to"])
    guard let roleNode = map["role"], let amountNode = map["up_to"],
      let amount = amountNode.string
    else {
      note(node, "权限须有 role 与 up_to", "a tier needs role and up_to")
      return nil
    }
    let word = choice(roleNode, Role.allCases.map(\.rawValue), "")
    guard let role = Role(rawValue: word) else { return nil }
    if amount == "unlimited" { return HandlingPolicy.Tier(role: role, upTo: nil) }
    guard let money = Money(amount), .zero < money else {
      note(
        amountNode, "up_to 应为金额（元）如 \"500.00\"，或 unlimited",
        "up_to is an amount in yuan such as \"500.00\", or unlimited")
      return nil
    }
    return HandlingPolicy.Tier(role: role, upTo: money)
  }

  /// `{step: CN3.18.complex, approvers: [complaint_head]}`
  private mutating func step(_ node: Node) -> HandlingPolicy.Step? {
    guard let map = mapping(node, "extension") else { return nil }
    refuseUnknown(map, ["step", "approvers"])
    let approvers = sequence(map["approvers"]).compactMap {
      Limit.Approver(rawValue: choice($0, Limit.Approver.allCases.map(\.rawValue), ""))
    }
    guard let row = map["step"]?.string, !row.isEmpty, !approvers.isEmpty else {
      note(node, "须有 step 与 approvers", "it needs step and approvers")
      return nil
    }
    return HandlingPolicy.Step(row: row, approvers: approvers)
  }

  /// `{level: 1, days_late: 1}`
  private mutating func level(_ node: Node) -> HandlingPolicy.Level? {
    guard let map = mapping(node, "escalation") else { return nil }
    refuseUnknown(map, ["level", "days_late"])
    guard let level = map["level"], let days = map["days_late"] else {
      note(node, "层级须有 level 与 days_late", "a level needs level and days_late")
      return nil
    }
    guard let height = count(level, in: 1...9), let late = count(days, in: 1...3660) else {
      return nil
    }
    return HandlingPolicy.Level(level: height, daysLate: late)
  }
}
