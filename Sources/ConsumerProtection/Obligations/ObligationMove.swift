/// A due day that moves for another reason than an extension: the clock stood still, the parties
/// agreed, or a rule or calendar changed.
public struct ObligationMove: Sendable, Equatable {
  /// The obligation's name.
  public let name: String
  /// The obligation's first rule, which identifies it on the case.
  public let rule: String
  /// The due day before.
  public let fromDue: CivilDay
  /// The due day after.
  public let toDue: CivilDay
  /// For limits in hours the minute after.
  public let toMinute: Int?
  /// Whether the calendar had no official answer for a day of the count.
  public let isProvisional: Bool
  /// The whole budget from the start, where the rule behind it changed.
  public let budget: Budget?
  /// What happens to a last day on a holiday from now on, where the bank changed that.
  public let lastDay: LastDay?
  /// Why it moves, where it was counted anew.
  public let causes: [Cause]

  /// Why a limit falls elsewhere when it is counted anew.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    /// The row of the regime or of the bank's table has another budget (规则变更).
    case rule
    /// A plugin of the bank's own answers with another budget (插件结果变更).
    case plugin
    /// The calendar calls other days worked (日历变更).
    case calendar
    /// The bank's choice about a last day on a holiday changed (顺延设置变更).
    case rollOver = "roll_over"

    /// The cause as people say it.
    public var title: Phrase {
      switch self {
      case .rule: Phrase("规则变更", "rule")
      case .plugin: Phrase("插件结果变更", "plugin")
      case .calendar: Phrase("日历变更", "calendar")
      case .rollOver: Phrase("节假日顺延设置变更", "roll-over")
      }
    }
  }

  /// A move with its parts.
  public init(
    name: String, rule: String, fromDue: CivilDay, toDue: CivilDay, toMinute: Int? = nil,
    isProvisional: Bool = false, budget: Budget? = nil, lastDay: LastDay? = nil,
    causes: [Cause] = []
  ) {
    self.name = name
    self.rule = rule
    self.fromDue = fromDue
    self.toDue = toDue
    self.toMinute = toMinute
    self.isProvisional = isProvisional
    self.budget = budget
    self.lastDay = lastDay
    self.causes = causes
  }

  init(payload: Payload) throws(PayloadError) {
    name = try payload.text("name")
    rule = try payload.text("rule")
    fromDue = try payload.day("from_due")
    toDue = try payload.day("to_due")
    toMinute = try payload.minute("to_minute")
    isProvisional = try payload.flag("provisional")
    budget = payload.has("budget") ? try payload.budget("budget") : nil
    lastDay = try payload.optionalChoice("last_day")
    causes = try payload.texts("causes").compactMap(Cause.init)
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("rule", rule)
    payload.write("from_due", fromDue)
    payload.write("to_due", toDue)
    payload.write("to_minute", toMinute.map(Int64.init))
    payload.write("provisional", flag: isProvisional)
    payload.write("budget", budget?.text)
    payload.write("last_day", lastDay?.rawValue)
    payload.write("causes", causes.map(\.rawValue))
  }
}

extension Payload {
  /// The moves of an event; none when it is left out.
  func moves(_ name: String) throws(PayloadError) -> [ObligationMove] {
    var moves: [ObligationMove] = []
    for object in try objects(name) { moves.append(try ObligationMove(payload: object)) }
    return moves
  }
}

extension Obligation {
  /// Takes a move: the new due day stands, the original one is kept.
  mutating func take(_ move: ObligationMove) {
    if due < move.toDue { overdueMarkedOn = nil }
    movedDue = move.toDue
    if move.toMinute != nil { dueMinute = move.toMinute }
    isProvisional = move.isProvisional
    if let budget = move.budget { recomputedBudget = budget }
    if let lastDay = move.lastDay { self.lastDay = lastDay }
  }

  /// The move to another count's day; nil where the day stays.
  func move(to count: DueDay) -> ObligationMove? {
    guard (count.day, count.minute) != (due, dueMinute) else { return nil }
    return ObligationMove(
      name: name, rule: rule, fromDue: due, toDue: count.day, toMinute: count.minute,
      isProvisional: count.isProvisional)
  }
}

/// Who owes an obligation, where it is not whoever handles the case.
public struct ObligationOwner: Sendable, Hashable {
  /// The unit.
  public let unit: String
  /// The person there.
  public let person: String?

  /// A unit, or a person there.
  public init(unit: String, person: String? = nil) {
    self.unit = unit
    self.person = person
  }
}
