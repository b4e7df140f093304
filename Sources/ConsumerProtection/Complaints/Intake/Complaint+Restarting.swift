// New facts and reasons: the clock begins anew on their receipt.

extension Complaint {
  /// CN3 art. 18(3): with new facts and reasons the period counts from the receipt of the new material.
  ///
  /// Only the obligations that the regime's row names: the answer to a transferring regulator keeps
  /// its own clock. The material must be attached, and a second person agrees, since a new clock is an
  /// easy way to hide a late case.
  func restarting(
    _ reason: String, _ second: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    switch stage {
    case .received, .accepted, .assigned, .investigating: break
    case .decided, .replied, .closed, .withdrawn:
      throw notAdmitted(.intake(.restart(reason: reason, second: second)))
    }
    let field = Phrase("新的事实和理由", "new facts and reasons")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    try context.checkSecond(second)
    let used = Set(intake.restarts.flatMap(\.material))
    let fresh = intake.attachments.filter {
      $0.purpose == .newMaterial && !used.contains($0.digest)
    }
    let rules = context.lookUps.clockRules(onReceipt: receivedOn).filter { $0.effect == .restart }
    guard let rule = rules.first else { throw noRestart(nil) }
    guard !fresh.isEmpty else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "投诉 \(id) 没有（新的）材料，不能重新起算",
          "no (further) new material is attached to \(id): its clock does not begin anew"),
        remedy: Phrase(
          "先添加材料：xiaobao complaint attach \(id) FILE --purpose new_material",
          "attach it first: xiaobao complaint attach \(id) FILE --purpose new_material"),
        basis: rule.citation)
    }
    let moves = obligations.compactMap { obligation -> ObligationMove? in
      guard obligation.isOpen, !obligation.hasPassed(in: context),
        rule.obligations.contains(obligation.name)
      else { return nil }
      let count = obligation.budget.due(
        from: context.businessDay, minute: context.businessMinute,
        in: context.calendar(obligation.calendar?.id), lastDay: obligation.lastDay)
      return ObligationMove(
        name: obligation.name, rule: obligation.rule, fromDue: obligation.due, toDue: count.day,
        toMinute: count.minute, isProvisional: count.isProvisional)
    }
    guard !moves.isEmpty else { throw noRestart(rule) }
    return noted(
      .restarted(
        ComplaintRestarted(
          step: rule.id, second: second, material: fresh.map(\.digest),
          minute: context.businessMinute, moves: moves, reason: reason,
          envelope: context.envelope(of: id))))
  }

  private func noRestart(_ rule: ClockRule?) -> Refusal {
    Refusal(
      .noExtension,
      problem: rule == nil
        ? Phrase(
          "投诉 \(id) 收到之日适用的规则不允许重新起算",
          "the rules in force on the receipt of \(id) let no clock begin anew")
        : Phrase(
          "投诉 \(id) 的时限已过，不能以重新起算补救",
          "the limit of \(id) has passed, and a new clock does not heal that"),
      remedy: Phrase(
        "新的事实和理由另行登记：xiaobao complaint submit",
        "register new facts and reasons as a new complaint: xiaobao complaint submit"),
      basis: rule?.citation)
  }

  /// Applies a restart: the day of the new material is day 0, and the steps before it are history.
  mutating func take(_ fact: ComplaintRestarted) {
    for move in fact.moves {
      for place in obligations.indices where obligations[place].rule == move.rule {
        obligations[place].take(move)
        obligations[place].start = fact.envelope.day
        obligations[place].startMinute =
          obligations[place].startMinute == nil ? nil : fact.minute
        obligations[place].extensions = []
        obligations[place].pauses = []
        obligations[place].recomputedBudget = nil
        obligations[place].agreedDue = nil
      }
    }
  }
}
