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

  /// A move with its parts.
  public init(
    name: String, rule: String, fromDue: CivilDay, toDue: CivilDay, toMinute: Int? = nil,
    isProvisional: Bool = false, budget: Budget? = nil
  ) {
    self.name = name
    self.rule = rule
    self.fromDue = fromDue
    self.toDue = toDue
    self.toMinute = toMinute
    self.isProvisional = isProvisional
    self.budget = budget
  }

  init(payload: Payload) throws(PayloadError) {
    name = try payload.text("name")
    rule = try payload.text("rule")
    fromDue = try payload.day("from_due")
    toDue = try payload.day("to_due")
    toMinute = try payload.minute("to_minute")
    isProvisional = try payload.flag("provisional")
    budget = payload.has("budget") ? try payload.budget("budget") : nil
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("rule", rule)
    payload.write("from_due", fromDue)
    payload.write("to_due", toDue)
    payload.write("to_minute", toMinute.map(Int64.init))
    payload.write("provisional", flag: isProvisional)
    payload.write("budget", budget?.text)
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
