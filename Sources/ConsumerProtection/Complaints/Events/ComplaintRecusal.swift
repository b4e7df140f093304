// Recusal: who must keep out of a complaint, and since when.

/// Somebody has a direct interest in the complaint and keeps out of it.
/// Version 1, since 0.2: `person`, `ground`; sealed `detail`?.
public struct ComplaintInterestDeclared: Sendable, Equatable {
  /// `complaint.interest_declared`
  public static let type = "complaint.interest_declared"
  /// The staff number.
  public let person: String
  /// Why.
  public let ground: InterestGround
  /// Words about it.
  public let detail: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintInterestDeclared {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    person = try payload.text("person")
    ground = try payload.choice("ground")
    detail = payload.sealed("detail")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("person", person)
    payload.write("ground", ground.rawValue)
    payload.seal("detail", detail)
  }
}

/// An interest turned out to be none. Version 1, since 0.2: `person`; sealed `reason`.
public struct ComplaintInterestLifted: Sendable, Equatable {
  /// `complaint.interest_lifted`
  public static let type = "complaint.interest_lifted"
  /// The staff number.
  public let person: String
  /// Why.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintInterestLifted {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    person = try payload.text("person")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("person", person)
    payload.seal("reason", reason)
  }
}

/// The text names somebody else of that name (同名). Version 1, since 0.3: `person`; sealed `reason`.
public struct ComplaintNamesakeRecorded: Sendable, Equatable {
  /// `complaint.namesake_recorded`
  public static let type = "complaint.namesake_recorded"
  /// The staff number of whoever is not meant.
  public let person: String
  /// How that is known.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintNamesakeRecorded {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    person = try payload.text("person")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("person", person)
    payload.seal("reason", reason)
  }
}
