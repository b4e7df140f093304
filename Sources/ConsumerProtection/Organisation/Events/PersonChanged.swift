/// A person was recorded. Version 1, since 0.1: `from`; sealed `person.name`.
public struct PersonRecorded: Sendable, Equatable {
  /// `person.recorded`
  public static let type = "person.recorded"
  /// The name; nil only after an erasure took its key's record away.
  public let name: PersonalText?
  /// The first day of service.
  public let from: CivilDay
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(name: PersonalText?, from: CivilDay, envelope: EventEnvelope) {
    self.name = name
    self.from = from
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    name = payload.sealed("person.name")
    from = try payload.day("from")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("from", from)
    payload.seal("person.name", name)
  }
}

/// A person was posted to a unit. Version 1, since 0.1: `unit`, `position`?, `from`.
public struct PersonPosted: Sendable, Equatable {
  /// `person.posted`
  public static let type = "person.posted"
  /// The unit.
  public let unit: String
  /// The position, in the bank's own words.
  public let position: String?
  /// The first day there.
  public let from: CivilDay
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(unit: String, position: String?, from: CivilDay, envelope: EventEnvelope) {
    self.unit = unit
    self.position = position
    self.from = from
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    unit = try payload.text("unit")
    position = try payload.optionalText("position")
    from = try payload.day("from")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("unit", unit)
    payload.write("position", position)
    payload.write("from", from)
  }
}

/// A person left. Version 1, since 0.1: `from`, the first day after the service.
public struct PersonLeft: Sendable, Equatable {
  /// `person.left`
  public static let type = "person.left"
  /// The first day after the service.
  public let from: CivilDay
  /// The person, the business day and the actor.
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
