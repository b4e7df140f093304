/// What happens when a period's last day is a statutory holiday.
public enum LastDay: String, Sendable, Hashable, CaseIterable {
  /// The day stays the last one: the strict reading, and the default everywhere.
  case strict
  /// The first day after the holiday is the last one (民法典 art. 203(1)).
  case overHolidays = "over_holidays"
}

/// When a period ends, and how that day was found.
public struct DueDay: Sendable, Equatable {
  /// The last day on which the obligation is in time.
  public let day: CivilDay
  /// For limits in hours the minute of that day, 0 to 1439; nil is the end of the day.
  public let minute: Int?
  /// Whether a day outside the calendar's official years, or a disputed one, was consulted.
  public let isProvisional: Bool
  /// The count, step by step.
  public let derivation: Derivation
}

/// How a due day was found: what `xiaobao explain` prints.
public struct Derivation: Sendable, Equatable {
  /// One line of the count.
  public enum Step: Sendable, Equatable {
    /// The day of the trigger, day 0; for limits in hours with its minute.
    case started(CivilDay, minute: Int?)
    /// Days that counted without interruption, and the count after the last of them.
    case counted(from: CivilDay, through: CivilDay, total: Int)
    /// A day of rest that is worked, and the count after it.
    case madeUp(CivilDay, name: Phrase?, total: Int)
    /// A day that the calendar says is not worked.
    case skipped(CivilDay, kind: DayKind, name: Phrase?)
    /// A day on which the clock stood still.
    case paused(CivilDay, reason: Phrase?)
    /// Calendar months went by to the same day of the month, or to its last.
    case months(Int, to: CivilDay)
    /// Hours counted on that day, and the minutes counted after it.
    case minutes(CivilDay, counted: Int, total: Int)
    /// The last day was a holiday and moved behind it.
    case rolled(CivilDay, name: Phrase?)
    /// The rule names the day itself.
    case named(CivilDay)
    /// The calendar has no announced holidays for these days, or its sources contradict.
    case unofficial(from: CivilDay, through: CivilDay)
    /// The last day, and for limits in hours its minute.
    case due(CivilDay, minute: Int?)
  }

  /// The steps in the order of the days.
  public internal(set) var steps: [Step] = []

  /// One line a step.
  public func lines(in language: Language) -> [String] {
    steps.map { $0.phrase.text(in: language) }
  }
}

extension Derivation {
  /// Joins a counted day to the run before it.
  mutating func count(_ day: CivilDay, total: Int) {
    if case .counted(let from, let through, _)? = steps.last, through + 1 == day {
      steps[steps.count - 1] = .counted(from: from, through: day, total: total)
    } else {
      steps.append(.counted(from: day, through: day, total: total))
    }
  }
}

extension Derivation.Step {
  /// The step in words.
  public var phrase: Phrase {
    switch self {
    case .started(let day, let minute):
      let time = Self.written(day, minute)
      return Phrase("\(time)　起算日（第 0 日，不计入）", "\(time)  trigger, day 0, not counted")
    case .counted(let from, let through, let total):
      return Self.run(from, through, total)
    case .madeUp(let day, let name, let total):
      return Phrase(
        "\(Self.zh(day))　调休上班\(Self.zh(in: name))，计入，累计 \(total)",
        "\(Self.en(day))  make-up working day\(Self.en(in: name)), counted: \(total)")
    case .skipped(let day, let kind, let name):
      return Phrase(
        "\(Self.zh(day))　\(kind.title.zh)\(Self.zh(in: name))，不计入",
        "\(Self.en(day))  \(kind.title.en)\(Self.en(in: name)), not counted")
    case .paused(let day, let reason):
      return Phrase(
        "\(Self.zh(day))　时限中止\(Self.zh(in: reason))，不计入",
        "\(Self.en(day))  clock stopped\(Self.en(in: reason)), not counted")
    case .months(let count, let day):
      return Phrase(
        "\(Self.zh(day))　满 \(count) 个月", "\(Self.en(day))  \(count) calendar months on")
    case .minutes(let day, let counted, let total):
      return Phrase(
        "\(Self.zh(day))　计 \(Self.hours(counted))，累计 \(Self.hours(total))",
        "\(Self.en(day))  \(Self.hours(counted)) counted: \(Self.hours(total))")
    case .rolled(let day, let name):
      return Phrase(
        "\(Self.zh(day))　末日为节假日\(Self.zh(in: name))，顺延",
        "\(Self.en(day))  the last day is a holiday\(Self.en(in: name)), moved on")
    case .named(let day):
      return Phrase("\(Self.zh(day))　规定的日期", "\(Self.en(day))  the day that the rule names")
    case .unofficial(let from, let through):
      return Phrase(
        "\(from.iso) 至 \(through.iso)　尚无正式日历或来源不一，结果待定",
        "\(from.iso) to \(through.iso)  no official or undisputed calendar, so provisional")
    case .due(let day, let minute):
      let time = Self.written(day, minute)
      return Phrase("\(time)　到期", "\(time)  due")
    }
  }

  private static func run(_ from: CivilDay, _ through: CivilDay, _ total: Int) -> Phrase {
    if from == through {
      return Phrase("\(zh(from))　计入，累计 \(total)", "\(en(from))  counted: \(total)")
    }
    let days = from.distance(to: through) + 1
    return Phrase(
      "\(from.iso) 至 \(through.iso)　计 \(days) 日，累计 \(total)",
      "\(from.iso) to \(through.iso)  \(days) days counted: \(total)")
  }

  private static func zh(_ day: CivilDay) -> String {
    let names = ["一", "二", "三", "四", "五", "六", "日"]
    return "\(day.iso)（周\(names[day.isoWeekday - 1])）"
  }

  private static func en(_ day: CivilDay) -> String {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return "\(day.iso) (\(names[day.isoWeekday - 1]))"
  }

  private static func zh(in name: Phrase?) -> String { name.map { "（\($0.zh)）" } ?? "" }

  private static func en(in name: Phrase?) -> String { name.map { " (\($0.en))" } ?? "" }

  private static func written(_ day: CivilDay, _ minute: Int?) -> String {
    guard let minute else { return day.iso }
    return "\(day.iso) \(clock(minute))"
  }

  private static func hours(_ minutes: Int) -> String { clock(minutes) }

  private static func clock(_ minutes: Int) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
