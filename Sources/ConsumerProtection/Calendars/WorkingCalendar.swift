/// Which days are worked, as data: a plain week and the days that differ from it.
///
/// A look-up costs one array access. Outside the official years only the plain week is known, so
/// whoever asked must say that the answer is provisional (`isOfficial`).
public struct WorkingCalendar: Sendable, Equatable {
  /// The identifier that an obligation records, such as `cn.calendar`.
  public let id: String
  /// The version of the data that an obligation records, such as `1.0.0`.
  public let version: String
  /// The years whose holidays were announced.
  public let officialYears: Set<Int>
  /// The weekly days of rest after ISO 8601; 6 and 7 unless told.
  public let restWeekdays: Set<Int>
  /// When a working day opens and closes, for limits in business hours.
  public let hours: BusinessHours
  /// The days that differ from the plain week, each once, in order.
  public let exceptions: [CalendarDay]
  /// The contradictions among the sources. Such a day counts as worked, since a deadline may come
  /// out early but never late, and it is not official.
  public let clashes: [CalendarClash]

  /// One byte a day from the first exception to the last; `plain` where the week decides.
  private let table: [UInt8]
  private let firstNumber: Int32
  private let disputed: Set<CivilDay>
  private static let plain: UInt8 = 0

  /// A calendar from lists of days; the lists may overlap as long as they agree.
  public init(
    id: String, version: String, officialYears: some Sequence<Int>, days: [CalendarDay],
    restWeekdays: Set<Int> = [6, 7], hours: BusinessHours = .nineToFive
  ) {
    self.id = id
    self.version = version
    self.officialYears = Set(officialYears)
    self.restWeekdays = restWeekdays
    self.hours = hours
    let (exceptions, clashes) = Self.merged(days)
    self.exceptions = exceptions
    self.clashes = clashes
    disputed = Set(clashes.map(\.first.day))
    firstNumber = exceptions.first?.day.number ?? 0
    var table: [UInt8] = []
    if let last = exceptions.last {
      table = Array(repeating: Self.plain, count: Int(last.day.number - firstNumber) + 1)
    }
    for exception in exceptions {
      table[Int(exception.day.number - firstNumber)] = Self.code(of: exception.kind)
    }
    self.table = table
  }

  /// What the day is; outside the official years what the plain week says.
  public func kind(of day: CivilDay) -> DayKind {
    let place = Int(day.number) - Int(firstNumber)
    if table.indices.contains(place), let kind = Self.kind(of: table[place]) { return kind }
    return restWeekdays.contains(day.isoWeekday) ? .weekend : .workday
  }

  /// Whether people work on the day.
  public func isWorkingDay(_ day: CivilDay) -> Bool { kind(of: day).isWorking }

  /// Whether the day lies in an official year and nobody disputes it.
  public func isOfficial(_ day: CivilDay) -> Bool {
    officialYears.contains(day.year) && (disputed.isEmpty || !disputed.contains(day))
  }

  /// The name of the holiday that the day belongs to, where the data gives one.
  public func name(of day: CivilDay) -> Phrase? {
    var (low, high) = (0, exceptions.count)
    while low < high {
      let middle = (low + high) / 2
      if exceptions[middle].day < day { low = middle + 1 } else { high = middle }
    }
    guard exceptions.indices.contains(low), exceptions[low].day == day else { return nil }
    return exceptions[low].name
  }

  /// The days in order, each once; two kinds for one day are a clash and count as worked.
  private static func merged(_ days: [CalendarDay]) -> ([CalendarDay], [CalendarClash]) {
    var (kept, clashes): ([CalendarDay], [CalendarClash]) = ([], [])
    // The place in the list breaks ties, so the same lists always give the same calendar.
    let ordered = days.enumerated().sorted {
      ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
    }
    for (_, next) in ordered {
      guard let last = kept.last, last.day == next.day else {
        kept.append(next)
        continue
      }
      if let known = clashes.last?.first, known.day == next.day {
        if known.kind != next.kind { clashes.append(CalendarClash(first: known, second: next)) }
      } else if last.kind != next.kind {
        clashes.append(CalendarClash(first: last, second: next))
        kept[kept.count - 1] = CalendarDay(last.day, kind: .workday, name: last.name)
      }
    }
    return (kept, clashes)
  }

  private static func code(of kind: DayKind) -> UInt8 {
    switch kind {
    case .workday: 1
    case .weekend: 2
    case .holiday: 3
    case .makeUpWorkday: 4
    }
  }

  private static func kind(of code: UInt8) -> DayKind? {
    switch code {
    case 1: .workday
    case 2: .weekend
    case 3: .holiday
    case 4: .makeUpWorkday
    default: nil
    }
  }
}

/// The hours of a working day, in minutes since midnight.
public struct BusinessHours: Sendable, Hashable {
  /// The first minute that counts.
  public let opens: Int
  /// The minute at which counting stops.
  public let closes: Int

  /// From 09:00 to 17:00; a bank that opens at other hours says so in its calendar.
  public static let nineToFive = BusinessHours(opens: 540, closes: 1020)

  /// Hours of one day; `opens` comes before `closes`, both within 0 to 1440.
  public init(opens: Int, closes: Int) {
    precondition(0 <= opens && opens < closes && closes <= 1440, "a day opens before it closes")
    self.opens = opens
    self.closes = closes
  }

  /// How many minutes a working day has.
  public var minutes: Int { closes - opens }
}
