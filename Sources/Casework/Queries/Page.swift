public import ConsumerProtection

/// A part of a list.
public struct Page<Item: Sendable>: Sendable {
  /// The items, in order.
  public let items: [Item]
  /// How many there are in all; nil where counting would read everything.
  public let total: Int?
  /// Give this back as `after` to go on; nil at the end.
  public let next: String?

  /// A page with its parts.
  public init(items: [Item], total: Int?, next: String?) {
    self.items = items
    self.total = total
    self.next = next
  }
}

/// What the due list shows.
public struct DueQuery: Sendable {
  /// The day it is made for; nil is today.
  public var on: CivilDay?
  /// How many days ahead.
  public var within = 7
  /// Only what is past its day.
  public var overdueOnly = false
  /// Only this unit's.
  public var unit: String?
  /// At most so many.
  public var limit = 100
  /// Go on behind this cursor.
  public var after: String?

  /// The coming week.
  public init() {}
}

/// One thing that falls due.
public struct DueRow: Sendable, Equatable {
  /// The matter.
  public let matter: MatterReference
  /// The obligation's name, e.g. `decision`.
  public let name: String
  /// The rule, e.g. `CN3.18.simple`.
  public let rule: String
  /// The last day in time.
  public let due: CivilDay
  /// The first due day, before extensions and moves.
  public let originalDue: CivilDay
  /// Days until then; negative once it has passed.
  public let daysLeft: Int
  /// The unit that owes it.
  public let unit: String
  /// The person who owes it.
  public let handler: String?
  /// The matter's stage.
  public let stage: String
  /// Whether official calendar data was missing.
  public let isProvisional: Bool
  /// Whether a sweep has recorded it as overdue.
  public let isMarked: Bool
  /// Whether its clock stands still: it is not overdue meanwhile.
  public let isPaused: Bool
  /// Whether it is a duty beside the way, such as a reminder.
  public let isDuty: Bool
  /// Whether the sweep reminded of it.
  public let isReminded: Bool
  /// The level of escalation that the sweep reached; 0 for none.
  public let level: Int
}
