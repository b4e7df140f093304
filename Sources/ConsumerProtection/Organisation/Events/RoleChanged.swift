/// A role was granted. Version 1, since 0.1: `role`, `unit`?, `from`, `until`?.
public struct RoleGranted: Sendable, Equatable {
  /// `person.role_granted`
  public static let type = "person.role_granted"
  /// The role.
  public let role: Role
  /// The unit that it is limited to; nil for the whole bank.
  public let unit: String?
  /// The first day.
  public let from: CivilDay
  /// The first day without it.
  public let until: CivilDay?
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(
    role: Role, unit: String?, from: CivilDay, until: CivilDay?, envelope: EventEnvelope
  ) {
    self.role = role
    self.unit = unit
    self.from = from
    self.until = until
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    role = try payload.role()
    unit = try payload.optionalText("unit")
    from = try payload.day("from")
    until = try payload.optionalDay("until")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("role", role.rawValue)
    payload.write("unit", unit)
    payload.write("from", from)
    payload.write("until", until)
  }
}

/// A role ended in all units. Version 1, since 0.1: `role`, `from`, the first day without it.
public struct RoleEnded: Sendable, Equatable {
  /// `person.role_ended`
  public static let type = "person.role_ended"
  /// The role.
  public let role: Role
  /// The first day without it.
  public let from: CivilDay
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(role: Role, from: CivilDay, envelope: EventEnvelope) {
    self.role = role
    self.from = from
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    role = try payload.role()
    from = try payload.day("from")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("role", role.rawValue)
    payload.write("from", from)
  }
}

extension Payload {
  fileprivate func role() throws(PayloadError) -> Role {
    guard let role = Role(rawValue: try text("role")) else { throw .badValue("role") }
    return role
  }
}
