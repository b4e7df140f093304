/// Walks over days, counts those that count, and keeps the derivation.
struct DayCount {
  private let start: CivilDay
  private let calendar: WorkingCalendar
  private let pauses: [Pause]
  private var cursor: CivilDay
  private var derivation = Derivation()
  /// The days that the calendar was asked about and has no official answer for.
  private var unofficial: (from: CivilDay, through: CivilDay)?

  init(from start: CivilDay, in calendar: WorkingCalendar, pauses: [Pause]) {
    self.start = start
    self.calendar = calendar
    self.pauses = pauses.sorted { $0.from < $1.from }
    cursor = start
  }

  // MARK: forward

  mutating func advance(days: Int) {
    begin()
    var total = 0
    while total < days {
      cursor = cursor + 1
      if notePause() { continue }
      total += 1
      derivation.count(cursor, total: total)
    }
  }

  mutating func advance(workingDays days: Int) {
    begin()
    var total = 0
    // A calendar without any working day must not hang the count.
    var walked = 0
    while total < days, walked < days * 7 + 4000 {
      cursor = cursor + 1
      walked += 1
      if notePause() || noteRest() { continue }
      total += 1
      if calendar.kind(of: cursor) == .makeUpWorkday {
        derivation.steps.append(.madeUp(cursor, name: calendar.name(of: cursor), total: total))
      } else {
        derivation.count(cursor, total: total)
      }
    }
  }

  /// The same day of a later month; days on which the clock stood still are added behind it.
  mutating func advance(months: Int) {
    begin()
    let end = start.addingMonths(months)
    derivation.steps.append(.months(months, to: end))
    let counting = start.distance(to: end)
    var total = 0
    while total < counting {
      cursor = cursor + 1
      if notePause() { continue }
      total += 1
      if cursor > end { derivation.count(cursor, total: end.distance(to: cursor)) }
    }
  }

  mutating func rollOverHolidays() {
    while ask(about: cursor) == .holiday {
      derivation.steps.append(.rolled(cursor, name: calendar.name(of: cursor)))
      cursor = cursor + 1
    }
  }

  mutating func due(on day: CivilDay) -> DueDay {
    derivation.steps = [.named(day)]
    cursor = day
    return due()
  }

  mutating func due(minute: Int? = nil) -> DueDay {
    if let unofficial {
      derivation.steps.append(.unofficial(from: unofficial.from, through: unofficial.through))
    }
    derivation.steps.append(.due(cursor, minute: minute))
    return DueDay(
      day: cursor, minute: minute, isProvisional: unofficial != nil, derivation: derivation)
  }

  mutating func dueAfter(minutes: Int, from startMinute: Int, onlyOpen: Bool) -> DueDay {
    derivation.steps = [.started(start, minute: startMinute)]
    var (total, walked) = (0, 0)
    while walked < 366_000 {
      let open = openMinutes(onlyOpen: onlyOpen, from: walked == 0 ? startMinute : 0)
      if open.upperBound - open.lowerBound >= minutes - total {
        return due(atMinute: open.lowerBound + minutes - total, counted: minutes - total, minutes)
      }
      total += open.count
      if !open.isEmpty {
        derivation.steps.append(.minutes(cursor, counted: open.count, total: total))
      }
      cursor = cursor + 1
      walked += 1
    }
    return due()
  }

  /// Midnight at the end of a day is minute 0 of the next.
  private mutating func due(atMinute minute: Int, counted: Int, _ total: Int) -> DueDay {
    if counted > 0 {
      derivation.steps.append(.minutes(cursor, counted: counted, total: total))
    }
    if minute == 1440 { cursor = cursor + 1 }
    return due(minute: minute % 1440)
  }

  /// The minutes of the cursor's day that count; notes why when none do.
  private mutating func openMinutes(onlyOpen: Bool, from first: Int) -> Range<Int> {
    if notePause() || (onlyOpen && noteRest()) { return 0..<0 }
    guard onlyOpen else { return first..<1440 }
    let hours = calendar.hours
    return min(max(first, hours.opens), hours.closes)..<hours.closes
  }

  // MARK: backward

  func naturalDays(through end: CivilDay) -> Int {
    guard start < end else { return 0 }
    var counted = start.distance(to: end)
    var last = start
    for pause in pauses {
      let from = max(pause.from, last + 1)
      let through = min(pause.through, end)
      guard from <= through else { continue }
      counted -= from.distance(to: through) + 1
      last = through
    }
    return counted
  }

  func workingDays(through end: CivilDay) -> Int {
    guard start < end else { return 0 }
    return ((start + 1)...end).count { day in
      calendar.isWorkingDay(day) && !pauses.contains { $0.contains(day) }
    }
  }

  func months(through end: CivilDay) -> Int {
    // The paused days were added behind the month's day, so they are taken off before it.
    let counted = naturalDays(through: end)
    let plainEnd = start + counted
    guard start < plainEnd else { return 0 }
    var months = (plainEnd.year - start.year) * 12 + plainEnd.month - start.month
    if start.addingMonths(months) > plainEnd { months -= 1 }
    return months
  }

  func minutes(
    from startMinute: Int, through end: CivilDay, _ endMinute: Int, onlyOpen: Bool
  ) -> Int {
    guard start <= end else { return 0 }
    return (start...end).reduce(0) { total, day in
      if pauses.contains(where: { $0.contains(day) }) { return total }
      if onlyOpen, !calendar.isWorkingDay(day) { return total }
      var (from, through) = (day == start ? startMinute : 0, day == end ? endMinute : 1440)
      if onlyOpen {
        (from, through) = (max(from, calendar.hours.opens), min(through, calendar.hours.closes))
      }
      return total + max(0, through - from)
    }
  }

  // MARK: notes

  private mutating func begin() {
    derivation.steps.append(.started(start, minute: nil))
  }

  /// Whether the clock stands still on the cursor's day; writes it down.
  private mutating func notePause() -> Bool {
    guard let pause = pauses.first(where: { $0.contains(cursor) }) else { return false }
    derivation.steps.append(.paused(cursor, reason: pause.reason))
    return true
  }

  /// Whether the cursor's day is not worked; writes it down.
  private mutating func noteRest() -> Bool {
    let kind = ask(about: cursor)
    guard !kind.isWorking else { return false }
    derivation.steps.append(.skipped(cursor, kind: kind, name: calendar.name(of: cursor)))
    return true
  }

  private mutating func ask(about day: CivilDay) -> DayKind {
    if !calendar.isOfficial(day) {
      unofficial = (
        from: min(unofficial?.from ?? day, day), through: max(unofficial?.through ?? day, day)
      )
    }
    return calendar.kind(of: day)
  }
}
