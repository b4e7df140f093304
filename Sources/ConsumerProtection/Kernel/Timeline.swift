/// A value that changes on known days, such as a unit's name.
public struct Timeline<Value: Sendable & Equatable>: Sendable, Equatable {
  /// A value and the first day on which it holds.
  public struct Entry: Sendable, Equatable {
    /// The first day.
    public let from: CivilDay
    /// The value from then on.
    public let value: Value
  }

  /// The values in the order of their days, at most one a day.
  public private(set) var entries: [Entry] = []

  /// A timeline that begins with a value, or an empty one.
  public init(_ value: Value? = nil, from day: CivilDay = CivilDay(number: 0)) {
    if let value { entries = [Entry(from: day, value: value)] }
  }

  /// The value that holds on the day; before the first there is none.
  public func on(_ day: CivilDay) -> Value? {
    entries.last { $0.from <= day }?.value
  }

  /// The value that holds last.
  public var latest: Value? { entries.last?.value }

  /// Sets the value from a day on; what was said of the same day before is replaced.
  mutating func set(_ value: Value, from day: CivilDay) {
    let place = entries.firstIndex { $0.from >= day } ?? entries.endIndex
    let entry = Entry(from: day, value: value)
    if entries.indices.contains(place), entries[place].from == day {
      entries[place] = entry
    } else {
      entries.insert(entry, at: place)
    }
  }
}
