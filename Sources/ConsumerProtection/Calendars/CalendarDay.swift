/// One day on which a calendar differs from the plain week.
public struct CalendarDay: Sendable, Hashable {
  /// The day.
  public let day: CivilDay
  /// What the source says it is.
  public let kind: DayKind
  /// The holiday it belongs to, such as 劳动节 / Labour Day.
  public let name: Phrase?

  /// A day with its kind and the name of its holiday.
  public init(_ day: CivilDay, kind: DayKind, name: Phrase? = nil) {
    self.day = day
    self.kind = kind
    self.name = name
  }
}

/// Two sources call one day by two kinds; a person decides, not the order of the sources.
public struct CalendarClash: Sendable, Hashable {
  /// What was said first.
  public let first: CalendarDay
  /// What contradicts it.
  public let second: CalendarDay

  /// Two statements about the same day.
  public init(first: CalendarDay, second: CalendarDay) {
    self.first = first
    self.second = second
  }

  /// The contradiction as a sentence.
  public var problem: Phrase {
    Phrase(
      "\(first.day.iso) 有两种说法：\(first.kind.title.zh)、\(second.kind.title.zh)",
      "\(first.day.iso) is said to be both a \(first.kind.title.en) and a \(second.kind.title.en)")
  }
}
