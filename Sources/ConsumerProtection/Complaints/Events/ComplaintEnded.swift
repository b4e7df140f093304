// How a complaint ends.

/// The complaint was closed after reply and feedback. Version 1, since 0.1: `settles`.
public struct ComplaintClosed: Sendable, Equatable {
  /// `complaint.closed`
  public static let type = "complaint.closed"
  /// The rules of the obligations that end with it.
  public let settles: [String]
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(settles: [String], envelope: EventEnvelope) {
    self.settles = settles
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    settles = try payload.texts("settles")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("settles", settles)
  }
}

/// The complainant withdrew. Version 1, since 0.1: `settles`; sealed `reason`.
public struct ComplaintWithdrawn: Sendable, Equatable {
  /// `complaint.withdrawn`
  public static let type = "complaint.withdrawn"
  /// The rules of the obligations that end with it.
  public let settles: [String]
  /// Why, in the complainant's or the handler's words.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(reason: PersonalText?, settles: [String], envelope: EventEnvelope) {
    self.reason = reason
    self.settles = settles
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    settles = try payload.texts("settles")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("settles", settles)
    payload.seal("reason", reason)
  }
}

/// A record of another system was archived as it ended there. Version 1, since 0.1: `outcome`,
/// `settles`.
public struct ComplaintArchived: Sendable, Equatable {
  /// `complaint.archived`
  public static let type = "complaint.archived"
  /// The outcome, in the other system's words.
  public let outcome: String
  /// The rules of the obligations that end with it.
  public let settles: [String]
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(outcome: String, settles: [String], envelope: EventEnvelope) {
    self.outcome = outcome
    self.settles = settles
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    outcome = try payload.text("outcome")
    settles = try payload.texts("settles")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("outcome", outcome)
    payload.write("settles", settles)
  }
}
