// How a complaint ends, and what a sweep finds missed.

extension Complaint {
  func closing(_ answered: Answered, in context: Context) throws(Refusal) -> Outcome<Event> {
    guard answered.feedback != nil else {
      throw Refusal(
        .feedbackMissing,
        problem: Phrase(
          "投诉 \(id) 没有客户意见和满意度", "the complaint \(id) has no customer's opinion and satisfaction"),
        remedy: Phrase(
          "登记反馈：xiaobao complaint feedback \(id) --satisfaction …；客户未反馈的：--not-given --reason …",
          "record it: xiaobao complaint feedback \(id) --satisfaction …; where the customer gave "
            + "none: --not-given --reason …"))
    }
    return Outcome(
      .closed(
        ComplaintClosed(
          settles: owed() + taken(answered.feedback?.satisfaction, in: context),
          envelope: context.envelope(of: id))))
  }

  /// The procedure ends on the day the withdrawal arrives (CN3 art. 15).
  func withdrawing(_ reason: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    try TextCheck.notEmpty(reason, Phrase("撤回原因", "reason of the withdrawal"))
    try TextCheck.size(reason, Phrase("撤回原因", "reason of the withdrawal"))
    return Outcome(
      .withdrawn(
        ComplaintWithdrawn(
          reason: .plain(reason), settles: owed(), envelope: context.envelope(of: id))))
  }

  /// Only a record of another system, and only while nothing but its receipt is known.
  func archiving(_ outcome: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("原系统处理结果", "outcome in the other system")
    try TextCheck.notEmpty(outcome, field)
    try TextCheck.size(outcome, field, max: TextCheck.shortMax)
    guard receipt.sourceSystem != nil else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "投诉 \(id) 不是从其他系统导入的，不能归档",
          "the complaint \(id) was not imported from another system and cannot be archived"),
        remedy: nextStep)
    }
    return Outcome(
      .archived(
        ComplaintArchived(outcome: outcome, settles: owed(), envelope: context.envelope(of: id))))
  }

  func markingOverdue(_ limit: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    let named = obligations.filter { $0.rule == limit || $0.name == limit }
    guard !named.isEmpty else { throw noLimit(limit) }
    let missed = named.filter { $0.isOpen && $0.hasPassed(in: context) }
    guard let first = missed.first(where: { $0.overdueMarkedOn == nil }) else {
      throw Refusal(
        .notAdmitted,
        problem: missed.isEmpty
          ? Phrase(
            "投诉 \(id) 的“\(limit)”在 \(context.businessDay.iso) 没有逾期",
            "`\(limit)` of the complaint \(id) is not overdue on \(context.businessDay.iso)")
          : Phrase(
            "投诉 \(id) 的“\(limit)”逾期已登记",
            "the overdue of `\(limit)` on the complaint \(id) is already recorded"),
        remedy: Phrase("无需处理；用 xiaobao due 查看", "nothing is to be done; see xiaobao due"))
    }
    return Outcome(
      .overdueMarked(
        ComplaintOverdueMarked(
          name: first.name, rule: first.rule, due: first.due, envelope: context.envelope(of: id))))
  }

  /// The refusal of a limit that the case does not have.
  func noLimit(_ limit: String) -> Refusal {
    let known = obligations.map { "\($0.name) (\($0.rule))" }.joined(separator: ", ")
    return Refusal(
      .unknownIdentifier,
      problem: Phrase("投诉 \(id) 没有时限“\(limit)”", "the complaint \(id) has no limit `\(limit)`"),
      remedy: known.isEmpty
        ? Phrase("用 xiaobao explain \(id) 查看", "see xiaobao explain \(id)")
        : Phrase("可用：\(known)", "it has: \(known)"))
  }
}

extension Obligation {
  /// Whether the last day, or for limits in hours the last minute, lies before the business day.
  func hasPassed(in context: Context) -> Bool {
    if isPaused || isOpportunity { return false }
    if due == context.businessDay, extensions.isEmpty, agreedDue == nil, let dueMinute,
      let now = context.businessMinute
    {
      return dueMinute < now
    }
    return due < context.businessDay
  }
}
