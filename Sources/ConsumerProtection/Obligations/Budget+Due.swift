extension Budget {
  /// The last day of a period that starts on `start`.
  ///
  /// - Parameters:
  ///   - start: The civil day of the trigger, day 0 of the count (民法典 art. 201: the first day
  ///     is not counted).
  ///   - minute: The minute of that day, 0 to 1439, for limits in hours; nil counts from its
  ///     first minute, so that a limit never comes out too late.
  ///   - calendar: Official working days; asking it about a day beyond its official years makes
  ///     the result provisional.
  ///   - pauses: Stop-clock intervals in civil days; the order does not matter.
  ///   - lastDay: What happens to a last day on a holiday; limits in hours and named days stay.
  /// - Returns: The due day and the derivation, one line a day where a day was skipped.
  /// - Source: 银行业保险业消费投诉处理管理办法 (银保监会令2020年第3号), art. 43: 日 are natural
  ///   days, 工作日 as said; 民法典 art. 201 to 203.
  public func due(
    from start: CivilDay, minute: Int? = nil, in calendar: WorkingCalendar, pauses: [Pause] = [],
    lastDay: LastDay = .strict
  ) -> DueDay {
    var count = DayCount(from: start, in: calendar, pauses: pauses)
    switch self {
    case .span(let hours, .hours):
      return count.dueAfter(minutes: hours * 60, from: minute ?? 0, onlyOpen: false)
    case .span(let hours, .businessHours):
      return count.dueAfter(minutes: hours * 60, from: minute ?? 0, onlyOpen: true)
    case .span(let days, .naturalDays):
      count.advance(days: days)
    case .span(let weeks, .weeks):
      count.advance(days: weeks * 7)
    case .span(let days, .workingDays):
      count.advance(workingDays: days)
    case .span(let months, .calendarMonths):
      count.advance(months: months)
    case .yearly(let month, let day, let inNextYear):
      return count.due(on: Self.next(month, day, inNextYear: inNextYear, after: start))
    case .fixed(let day):
      return count.due(on: day)
    }
    if lastDay == .overHolidays { count.rollOverHolidays() }
    return count.due()
  }

  /// The next such day strictly after `start`, or the one of the next calendar year.
  private static func next(
    _ month: Int, _ day: Int, inNextYear: Bool, after start: CivilDay
  ) -> CivilDay {
    func date(in year: Int) -> CivilDay {
      CivilDay(year: year, month: month, day: day)
        ?? CivilDay(year: year, month: month, day: 28) ?? start
    }
    let inSameYear = date(in: start.year)
    return !inNextYear && start < inSameYear ? inSameYear : date(in: start.year + 1)
  }
}

extension Budget.Unit {
  /// How many whole units went by: the inverse of `Budget.due` with a strict last day, so that
  /// `elapsed(from: start, to: due(from: start, n)) == n`.
  ///
  /// - Parameters:
  ///   - start: The civil day of the trigger, day 0.
  ///   - startMinute: The minute of that day for units of hours; nil is its first minute.
  ///   - end: The day up to which is counted, included.
  ///   - endMinute: The minute of that day for units of hours; nil is its first minute.
  ///   - calendar: Official working days.
  ///   - pauses: Stop-clock intervals, which do not count.
  /// - Returns: The whole units; 0 when `end` does not come after `start`.
  public func elapsed(
    from start: CivilDay, minute startMinute: Int? = nil, to end: CivilDay,
    minute endMinute: Int? = nil, in calendar: WorkingCalendar, pauses: [Pause] = []
  ) -> Int {
    let count = DayCount(from: start, in: calendar, pauses: pauses)
    switch self {
    case .naturalDays: return count.naturalDays(through: end)
    case .weeks: return count.naturalDays(through: end) / 7
    case .workingDays: return count.workingDays(through: end)
    case .calendarMonths: return count.months(through: end)
    case .hours, .businessHours:
      let minutes = count.minutes(
        from: startMinute ?? 0, through: end, endMinute ?? 0, onlyOpen: self == .businessHours)
      return minutes / 60
    }
  }
}
