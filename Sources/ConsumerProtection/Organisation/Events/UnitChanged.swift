/// A unit's name changed. Version 1, since 0.1: `name`, `from`.
public struct UnitRenamed: Sendable, Equatable {
  /// `unit.renamed`
  public static let type = "unit.renamed"
  /// The new name.
  public let name: String
  /// The first day on which it holds.
  public let from: CivilDay
  /// The unit, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(name: String, from: CivilDay, envelope: EventEnvelope) {
    self.name = name
    self.from = from
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    name = try payload.text("name")
    from = try payload.day("from")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("from", from)
  }
}

/// A unit came to stand under another. Version 1, since 0.1: `parent`, `from`.
public struct UnitMoved: Sendable, Equatable {
  /// `unit.moved`
  public static let type = "unit.moved"
  /// The unit above from then on.
  public let parent: String
  /// The first day.
  public let from: CivilDay
  /// The unit, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(parent: String, from: CivilDay, envelope: EventEnvelope) {
    self.parent = parent
    self.from = from
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    parent = try payload.text("parent")
    from = try payload.day("from")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("parent", parent)
    payload.write("from", from)
  }
}

/// A unit was closed. Version 1, since 0.1: `from`, the first day without it.
public struct UnitClosed: Sendable, Equatable {
  /// `unit.closed`
  public static let type = "unit.closed"
  /// The first day without the unit.
  public let from: CivilDay
  /// The unit, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(from: CivilDay, envelope: EventEnvelope) {
    self.from = from
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    from = try payload.day("from")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("from", from)
  }
}
