/// A unit was set up.
///
/// | version | since | payload |
/// | --- | --- | --- |
/// | 1 | 0.1 | `name`, `short_name`?, `level`, `parent`?, `from` |
public struct UnitEstablished: Sendable, Equatable {
  /// `unit.established`
  public static let type = "unit.established"
  /// The full name.
  public let name: String
  /// The short name, where there is one.
  public let shortName: String?
  /// Where the unit stands.
  public let level: Unit.Level
  /// The unit above; nil for the head office.
  public let parent: String?
  /// The first day.
  public let from: CivilDay
  /// The unit, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(
    name: String, shortName: String?, level: Unit.Level, parent: String?, from: CivilDay,
    envelope: EventEnvelope
  ) {
    self.name = name
    self.shortName = shortName
    self.level = level
    self.parent = parent
    self.from = from
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    name = try payload.text("name")
    shortName = try payload.optionalText("short_name")
    guard let level = Unit.Level(rawValue: try payload.text("level")) else {
      throw .badValue("level")
    }
    self.level = level
    parent = try payload.optionalText("parent")
    from = try payload.day("from")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("short_name", shortName)
    payload.write("level", level.rawValue)
    payload.write("parent", parent)
    payload.write("from", from)
  }
}
