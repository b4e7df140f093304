/// How long an obligation may take (时限).
///
/// Counts run from the day of the trigger, which is day 0 and not counted (民法典 art. 201).
public enum Budget: Sendable, Hashable {
  /// So many of a unit, such as 15 natural days.
  case span(Int, Unit)
  /// The next such day after the trigger, or the one in the next calendar year; 29 February is
  /// 28 February in other years.
  case yearly(month: Int, day: Int, inNextYear: Bool)
  /// One day, whatever the trigger.
  case fixed(CivilDay)

  /// What is counted.
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    /// Every day counts (日, 自然日).
    case naturalDays = "natural_days"
    /// Only days that the calendar calls worked count (工作日).
    case workingDays = "working_days"
    /// Hours of the clock, day and night (小时).
    case hours
    /// Hours in which the office is open (工作小时).
    case businessHours = "business_hours"
    /// Seven natural days each (周).
    case weeks
    /// The same day of a later month, or that month's last (个月).
    case calendarMonths = "calendar_months"
  }

  /// The largest count that a budget may have.
  public static let countMax = 100_000

  /// So many natural days.
  public static func naturalDays(_ count: Int) -> Budget { .span(count, .naturalDays) }
  /// So many working days.
  public static func workingDays(_ count: Int) -> Budget { .span(count, .workingDays) }
  /// So many hours of the clock.
  public static func hours(_ count: Int) -> Budget { .span(count, .hours) }
  /// So many hours in which the office is open.
  public static func businessHours(_ count: Int) -> Budget { .span(count, .businessHours) }
  /// So many weeks.
  public static func weeks(_ count: Int) -> Budget { .span(count, .weeks) }
  /// So many calendar months.
  public static func calendarMonths(_ count: Int) -> Budget { .span(count, .calendarMonths) }
}

/// Why a text is not a budget.
public struct BudgetError: Error, Sendable, Equatable {
  /// What was read.
  public let text: String
  /// What is wrong with it.
  public let problem: Phrase
}

// The form of data files.
extension Budget {
  /// Reads `15 natural_days`, `7 working_days`, `72 hours`, `8 business_hours`, `8 weeks`,
  /// `3 calendar_months`, `by 01-31`, `by 01-31 next_year` or `by 2027-01-31`.
  public init(_ text: String) throws(BudgetError) {
    let words = text.split(separator: " ").map(String.init)
    if words.first == "by" {
      self = try Self.date(words, of: text)
      return
    }
    guard words.count == 2 else { throw Self.error(text, Self.forms) }
    guard let unit = Unit(rawValue: words[1]) else { throw Self.unknownUnit(words[1], of: text) }
    guard words[0].utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(words[0]),
      count <= Self.countMax
    else {
      throw Self.error(
        text,
        Phrase(
          "数量须为 0 至 \(Self.countMax) 的整数", "the count is a whole number, 0 to \(Self.countMax)"))
    }
    self = .span(count, unit)
  }

  /// The text that reads back as this budget.
  public var text: String {
    switch self {
    case .span(let count, let unit): "\(count) \(unit.rawValue)"
    case .yearly(let month, let day, let inNextYear):
      "by \(Self.two(month))-\(Self.two(day))\(inNextYear ? " next_year" : "")"
    case .fixed(let day): "by \(day.iso)"
    }
  }

  /// The budget as people say it, such as 15 日（自然日） / 15 calendar days.
  public var title: Phrase {
    switch self {
    case .span(let count, let unit): unit.title(count)
    case .yearly(let month, let day, let inNextYear):
      Phrase(
        "\(inNextYear ? "次年 " : "")\(month) 月 \(day) 日前（含当日）",
        "by \(Self.two(month))-\(Self.two(day))\(inNextYear ? " of the next year" : "")")
    case .fixed(let day): Phrase("\(day.iso) 前（含当日）", "by \(day.iso)")
    }
  }

  private static let forms = Phrase(
    "应写作“15 natural_days”或“by 01-31”", "write `15 natural_days` or `by 01-31`")

  private static func date(_ words: [String], of text: String) throws(BudgetError) -> Budget {
    guard words.count == 2 || (words.count == 3 && words[2] == "next_year") else {
      throw error(text, forms)
    }
    if words.count == 2, let day = CivilDay(iso: words[1]) { return .fixed(day) }
    // 2028 is a leap year, so 29 February is possible.
    guard words[1].utf8.count == 5, let day = CivilDay(iso: "2028-\(words[1])") else {
      throw error(text, Phrase("没有这一天：\(words[1])", "there is no such day: \(words[1])"))
    }
    return .yearly(month: day.month, day: day.day, inNextYear: words.count == 3)
  }

  private static func unknownUnit(_ word: String, of text: String) -> BudgetError {
    let names = Unit.allCases.map(\.rawValue)
    let hint = Nearest.match(of: word, in: names)
    let list = names.joined(separator: ", ")
    return error(
      text,
      Phrase(
        "没有单位“\(word)”；\(hint.map { "是否为 \($0)？" } ?? "")可用：\(list)",
        "there is no unit `\(word)`; \(hint.map { "did you mean \($0)? " } ?? "")units: \(list)"))
  }

  private static func error(_ text: String, _ problem: Phrase) -> BudgetError {
    BudgetError(text: text, problem: problem)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Budget.Unit {
  fileprivate func title(_ count: Int) -> Phrase {
    let plural = count == 1 ? "" : "s"
    return switch self {
    case .naturalDays: Phrase("\(count) 日（自然日）", "\(count) calendar day\(plural)")
    case .workingDays: Phrase("\(count) 个工作日", "\(count) working day\(plural)")
    case .hours: Phrase("\(count) 小时", "\(count) hour\(plural)")
    case .businessHours: Phrase("\(count) 个工作小时", "\(count) business hour\(plural)")
    case .weeks: Phrase("\(count) 周", "\(count) week\(plural)")
    case .calendarMonths: Phrase("\(count) 个月", "\(count) calendar month\(plural)")
    }
  }
}
