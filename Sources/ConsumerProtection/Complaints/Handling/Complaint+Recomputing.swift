// Counting anew: only on command, because a due day that was told to somebody never moves by itself.

extension Complaint {
  /// Where the open limits would fall with today's rules and calendar.
  ///
  /// - Returns: The obligations that move; empty where everything stays.
  public func recomputed(in context: Context) -> [ObligationMove] {
    obligations.filter {
      $0.isOpen && !$0.isOpportunity && !$0.isPaused && $0.agreedDue == nil && $0.owner == nil
    }
    .compactMap { $0.recomputed(receivedOn: receivedOn, in: context) }
  }

  func recomputing(_ reason: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("重新计算的原因", "reason of counting anew")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    let moves = recomputed(in: context)
    guard !moves.isEmpty else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "按现行规则和日历，投诉 \(id) 的到期日不变",
          "with the rules and the calendar of today no due day of \(id) moves"),
        remedy: Phrase("无需处理", "nothing is to be done"))
    }
    return Outcome(
      .handling(
        .recomputed(
          ComplaintRecomputed(
            moves: moves, calendarVersion: context.calendar(nil).version, reason: .plain(reason),
            envelope: context.envelope(of: id)))))
  }
}

extension Obligation {
  fileprivate func recomputed(receivedOn day: CivilDay, in context: Context) -> ObligationMove? {
    let now = context.lookUps.limit(currentRule, named: name, onReceipt: day) ?? currentBudget
    let count = now.due(
      from: start, minute: startMinute, in: context.calendar(calendar?.id), pauses: pauses,
      lastDay: lastDay)
    guard count.day != due || now != currentBudget else { return nil }
    return ObligationMove(
      name: name, rule: rule, fromDue: due, toDue: count.day, toMinute: count.minute,
      isProvisional: count.isProvisional, budget: now == currentBudget ? nil : now)
  }
}
