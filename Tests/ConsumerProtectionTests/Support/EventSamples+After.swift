@testable import ConsumerProtection

extension EventSamples {
  /// What is recorded beside and behind a complaint's way.
  var after: [Complaint.Event] {
    let envelope = envelope("C-20260302-000007")
    let facts: [Complaint.AfterEvent] = [
      .contacted(
        ComplaintContacted(
          direction: .outgoing, means: .phone, isReached: true, minute: 570, recording: "R-0042",
          note: text("客户要求退费"), envelope: envelope)),
      .calledBack(
        ComplaintCalledBack(
          isReached: true, satisfaction: .satisfied, isSettled: false, settles: ["callback"],
          opinion: text("尚可"), envelope: envelope)),
      .inspected(ComplaintInspected(isPassed: true, remark: text("告知及时"), envelope: envelope)),
      .liabilityFound(
        ComplaintLiabilityFound(
          isLiable: true, unit: "S1", persons: ["88002"], cause: text("未公示"),
          accountability: text("扣减绩效"), envelope: envelope)),
      .rectificationOrdered(
        ComplaintRectificationOrdered(
          number: 1, owner: "88002",
          obligation: Obligation(
            name: "rectification", rule: "rectification.1", isRegime: false,
            start: day("2026-03-02"), startMinute: nil, budget: .fixed(day("2026-04-30")),
            calendar: nil, lastDay: .strict, originalDue: day("2026-04-30"), dueMinute: nil,
            isProvisional: false, basis: citation),
          measure: text("公示价目"), envelope: envelope)),
      .rectified(
        ComplaintRectified(
          number: 1, settles: ["rectification.1"], evidence: text("公示照片 3 张"),
          envelope: envelope)),
      .suggestionMade(
        ComplaintSuggestionMade(product: "示例卡", suggestion: text("首年免费"), envelope: envelope)),
      .deductionRequested(
        ComplaintDeductionRequested(
          ground: "非本行客户", materials: ["账户查询结果"], explanation: text("未开户"),
          envelope: envelope)),
      .deductionAnswered(
        ComplaintDeductionAnswered(isAccepted: true, number: "复〔2026〕12号", envelope: envelope)),
    ]
    return facts.map { .after($0) }
  }
}
