extension Obligation {
  /// The obligations that resolved limits put on a case. The rule identifies each on the case, so
  /// one that two limits share gets the obligation's name behind it.
  static func opening(_ answers: [DeadlineAnswer], in context: Context) -> [Obligation] {
    var taken: Set<String> = []
    return answers.map { answer in
      var rule = answer.rule
      if taken.contains(rule) { rule += ".\(answer.name)" }
      while !taken.insert(rule).inserted { rule += "+" }
      return opening(answer, as: rule, in: context)
    }
  }

  /// The obligation that a resolved limit puts on a case.
  ///
  /// A calendar that nobody provides counts Saturdays and Sundays as rest and makes the result
  /// provisional; it is never silently "weekday".
  private static func opening(
    _ answer: DeadlineAnswer, as rule: String, in context: Context
  ) -> Obligation {
    let calendar = context.calendar(answer.calendar)
    let lastDay: LastDay = context.policy.rollsOverHolidays ? .overHolidays : .strict
    let due = answer.budget.due(
      from: context.businessDay, minute: context.businessMinute, in: calendar, lastDay: lastDay)
    let asks = answer.budget.asksCalendar || lastDay == .overHolidays
    var obligation = Obligation(
      name: answer.name, rule: rule, isRegime: answer.isRegime, start: context.businessDay,
      startMinute: answer.budget.countsMinutes ? context.businessMinute : nil,
      budget: answer.budget,
      calendar: asks ? CalendarReference(id: calendar.id, version: calendar.version) : nil,
      lastDay: lastDay, originalDue: due.day, dueMinute: due.minute,
      isProvisional: due.isProvisional, basis: answer.basis)
    obligation.exempts = answer.exempts
    return obligation
  }

  /// The due day as the calendar gives it now, with the count: what `explain` prints.
  ///
  /// - Parameter calendar: The calendar in the version that the obligation names.
  /// - Returns: The count of the budget that applies now, from the obligation's start.
  public func derived(in calendar: WorkingCalendar) -> DueDay {
    if let agreedDue { return Budget.fixed(agreedDue).due(from: start, in: calendar) }
    return currentBudget.due(
      from: start, minute: startMinute, in: calendar, pauses: pauses, lastDay: lastDay)
  }

  /// An obligation that begins with the command itself: a reminder, a review.
  static func starting(
    _ name: String, rule: String, _ budget: Budget, isRegime: Bool = false, basis: Citation,
    owner: ObligationOwner?, in context: Context
  ) -> Obligation {
    let calendar = context.calendar(nil)
    let lastDay: LastDay = context.policy.rollsOverHolidays ? .overHolidays : .strict
    let due = budget.due(
      from: context.businessDay, minute: context.businessMinute, in: calendar, lastDay: lastDay)
    let asks = budget.asksCalendar || lastDay == .overHolidays
    var obligation = Obligation(
      name: name, rule: rule, isRegime: isRegime, start: context.businessDay,
      startMinute: budget.countsMinutes ? context.businessMinute : nil, budget: budget,
      calendar: asks ? CalendarReference(id: calendar.id, version: calendar.version) : nil,
      lastDay: lastDay, originalDue: due.day, dueMinute: due.minute,
      isProvisional: due.isProvisional, basis: basis)
    obligation.owner = owner
    return obligation
  }
}

extension Budget {
  /// Whether the count asks which days are worked.
  var asksCalendar: Bool {
    switch self {
    case .span(_, .workingDays), .span(_, .businessHours): true
    case .span, .yearly, .fixed: false
    }
  }

  /// Whether the count needs the minute of the trigger.
  var countsMinutes: Bool {
    switch self {
    case .span(_, .hours), .span(_, .businessHours): true
    case .span, .yearly, .fixed: false
    }
  }
}

extension Context {
  /// The calendar of that identifier, or the institution's; a plain week without official years
  /// where nobody provides it.
  func calendar(_ id: String?) -> WorkingCalendar {
    let id = id ?? policy.calendarID
    return lookUps.calendar(id)
      ?? WorkingCalendar(id: id, version: "", officialYears: [], days: [])
  }
}
