// Counting anew: only on command, because a due day that was told to somebody never moves by itself.

/// What counting a case anew gives (重新计算).
public struct Recount: Sendable, Equatable {
  /// The limits that move, each with why.
  public internal(set) var moves: [ObligationMove] = []
  /// The limits that the bank's rules put on such a case now, and that this one does not have.
  public internal(set) var added: [Obligation] = []
  /// The rules of the limits that would move and are left as they were agreed or told.
  public internal(set) var kept: [String] = []

  /// Whether nothing changes.
  public var isEmpty: Bool { moves.isEmpty && added.isEmpty }
}

extension Complaint {
  /// Where the open limits would fall with today's rules, calendar and roll-over, and with what
  /// `complaint.deadline` answers now (`Answers.recounted`; nil where nobody was asked).
  ///
  /// What the parties agreed on, what was told to the complainant and what stands still stays. A limit
  /// of the bank's own that nobody sets any more stays too: it was promised to somebody.
  public func recounted(in context: Context) -> Recount {
    var recount = Recount()
    let fresh = limitsOfToday(in: context)
    for limit in obligations
    where limit.isOpen && !limit.isOpportunity && !limit.isPaused && limit.owner == nil {
      let now = fresh.flatMap { counterpart(of: limit, among: $0) }
      guard let move = limit.recomputed(by: now, receivedOn: receivedOn, in: context) else {
        continue
      }
      if limit.isAgreedOrTold {
        recount.kept.append(limit.rule)
      } else {
        recount.moves.append(move)
      }
    }
    recount.added = missing(fresh ?? [], in: context)
    return recount
  }

  func recomputing(_ reason: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("重新计算的原因", "reason of counting anew")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    let recount = recounted(in: context)
    guard !recount.isEmpty else {
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
            moves: recount.moves, obligations: recount.added,
            calendarVersion: context.calendar(nil).version, reason: .plain(reason),
            envelope: context.envelope(of: id)))))
  }

  /// The limits that an intake would put on the case now, counted from its receipt.
  private func limitsOfToday(in context: Context) -> [Obligation]? {
    guard let answers = context.answers.recounted else { return nil }
    return Obligation.opening(
      answers, in: context.ordered(id, on: receivedOn, minute: receipt.minute))
  }

  /// The same limit today: of that rule, or the only one of its name and kind under another.
  private func counterpart(of limit: Obligation, among fresh: [Obligation]) -> Obligation? {
    if let same = fresh.first(where: { $0.rule == limit.rule && $0.name == limit.name }) {
      return same
    }
    func isKin(_ other: Obligation) -> Bool {
      other.name == limit.name && other.isRegime == limit.isRegime && other.owner == nil
    }
    let (now, before) = (fresh.filter(isKin), obligations.filter(isKin))
    return now.count == 1 && before.count == 1 ? now.first : nil
  }

  /// What is new, while the complainant has no answer; what would be missed from its first day on is
  /// not put on anybody.
  private func missing(_ fresh: [Obligation], in context: Context) -> [Obligation] {
    switch stage {
    case .received, .accepted, .assigned, .investigating, .decided: break
    case .replied, .closed, .withdrawn: return []
    }
    guard receipt.sourceSystem == nil else { return [] }
    return fresh.filter { now in
      let kin = obligations.filter { $0.name == now.name }
      return !now.isOpportunity && !now.hasPassed(in: context)
        && !obligations.contains { $0.rule == now.rule } && kin.allSatisfy(\.isOpen)
        && !kin.contains { counterpart(of: $0, among: fresh)?.rule == now.rule }
    }
  }
}

extension Obligation {
  /// Whether its day was agreed on with the complainant, or told as the day of an extension.
  fileprivate var isAgreedOrTold: Bool {
    agreedDue != nil || extensions.contains { $0.notifiedOn != nil }
  }

  /// The move to where it would fall now; nil where neither day nor budget changes.
  fileprivate func recomputed(
    by now: Obligation?, receivedOn day: CivilDay, in context: Context
  ) -> ObligationMove? {
    let row = context.lookUps.limit(currentRule, named: name, onReceipt: day)
    let answered = extensions.isEmpty ? now?.budget : nil
    let budget = answered ?? row ?? currentBudget
    let rolling: LastDay = context.policy.rollsOverHolidays ? .overHolidays : .strict
    let id = (extensions.isEmpty ? now?.calendar?.id : nil) ?? calendar?.id
    let count = budget.due(
      from: start, minute: startMinute, in: context.calendar(id), pauses: pauses,
      lastDay: rolling)
    guard count.day != (agreedDue ?? due) || budget != currentBudget else { return nil }
    var causes: [ObligationMove.Cause] = []
    if budget != currentBudget { causes.append(answered != nil && isPlugins ? .plugin : .rule) }
    if rolling != lastDay, self.count(budget, lastDay, id, in: context) != count.day {
      causes.append(.rollOver)
    }
    let before = self.count(currentBudget, lastDay, id, in: context)
    if before != due, agreedDue == nil { causes.append(.calendar) }
    return ObligationMove(
      name: name, rule: rule, fromDue: due, toDue: count.day, toMinute: count.minute,
      isProvisional: count.isProvisional, budget: budget == currentBudget ? nil : budget,
      lastDay: rolling == lastDay ? nil : rolling, causes: causes)
  }

  /// Whether a plugin of the bank's own set it, and not the table of its site file.
  private var isPlugins: Bool { !isRegime && rule != "site" && !rule.hasPrefix("site.") }

  private func count(
    _ budget: Budget, _ lastDay: LastDay, _ calendar: String?, in context: Context
  ) -> CivilDay {
    budget.due(
      from: start, minute: startMinute, in: context.calendar(calendar), pauses: pauses,
      lastDay: lastDay
    ).day
  }
}
