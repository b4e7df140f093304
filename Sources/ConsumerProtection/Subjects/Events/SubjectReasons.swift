// Facts about a person's data that say no more than why.

/// A legal hold began. Version 1, since 0.4; sealed: `reason`.
public struct SubjectHeld: Sendable, Equatable {
  /// `subject.held`
  public static let type = "subject.held"
  /// Why.
  public let reason: PersonalText
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope
}

/// A legal hold ended. Version 1, since 0.4; sealed: `reason`.
public struct SubjectReleased: Sendable, Equatable {
  /// `subject.released`
  public static let type = "subject.released"
  /// Why.
  public let reason: PersonalText
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope
}

/// Somebody asked that a person's data be erased. Version 1, since 0.4; sealed: `reason`.
public struct SubjectErasureRequested: Sendable, Equatable {
  /// `subject.erasure_requested`
  public static let type = "subject.erasure_requested"
  /// Why.
  public let reason: PersonalText
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope
}

/// A request to erase was taken back. Version 1, since 0.4; sealed: `reason`.
public struct SubjectErasureCancelled: Sendable, Equatable {
  /// `subject.erasure_cancelled`
  public static let type = "subject.erasure_cancelled"
  /// Why.
  public let reason: PersonalText
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope
}
