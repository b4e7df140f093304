/// An emergency was opened. Version 1, since 0.1: `level`, `complaint`, `headcount`, `ground`?,
/// `threshold`?, `rule`?, `notified`?.
public struct EmergencyOpened: Sendable, Equatable {
  /// `emergency.opened`
  public static let type = "emergency.opened"
  /// How it is ranked.
  public let level: Emergency.Level
  /// The complaint.
  public let complaint: String
  /// How many complain.
  public let headcount: Int
  /// What makes it major, where it is not the number alone.
  public let ground: Particulars.MajorGround?
  /// The number from which on it counts as a group.
  public let threshold: Int?
  /// The row that sets the number.
  public let rule: String?
  /// Who is told.
  public let notified: [String]
  /// The emergency, the business day and the actor.
  public let envelope: EventEnvelope

  init(_ opening: Emergency.Opening, envelope: EventEnvelope) {
    level = opening.level
    complaint = opening.complaint
    headcount = opening.headcount
    ground = opening.ground
    threshold = opening.threshold?.value
    rule = opening.threshold?.id
    notified = opening.notified
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    level = try payload.choice("level")
    complaint = try payload.text("complaint")
    headcount = Int(try payload.integer("headcount"))
    ground = try payload.optionalChoice("ground")
    threshold = try payload.optionalInteger("threshold").map { Int($0) }
    rule = try payload.optionalText("rule")
    notified = try payload.texts("notified")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("level", level.rawValue)
    payload.write("complaint", complaint)
    payload.write("headcount", headcount)
    payload.write("ground", ground?.rawValue)
    payload.write("threshold", threshold.map(Int64.init))
    payload.write("rule", rule)
    payload.write("notified", notified)
  }
}

/// The notices for the leadership group stand in the outbox. Version 1, since 0.3: `to`.
public struct EmergencyTold: Sendable, Equatable {
  /// `emergency.told`
  public static let type = "emergency.told"
  /// Who is told.
  public let to: [String]
  /// The emergency, the business day and the actor.
  public let envelope: EventEnvelope

  init(to: [String], envelope: EventEnvelope) {
    self.to = to
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    to = try payload.texts("to")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) { payload.write("to", to) }
}

/// An emergency ended. Version 1, since 0.1: sealed `outcome`.
public struct EmergencyClosed: Sendable, Equatable {
  /// `emergency.closed`
  public static let type = "emergency.closed"
  /// How it ended.
  public let outcome: PersonalText?
  /// The emergency, the business day and the actor.
  public let envelope: EventEnvelope

  init(outcome: String, envelope: EventEnvelope) {
    self.outcome = .plain(outcome)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    outcome = payload.sealed("outcome")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) { payload.seal("outcome", outcome) }
}

extension Emergency {
  /// What happened to an emergency.
  public enum Event: RecordedEvent {
    /// It was opened.
    case opened(EmergencyOpened)
    /// The leadership group is told.
    case told(EmergencyTold)
    /// It ended.
    case closed(EmergencyClosed)

    /// The stored type.
    public var type: String {
      switch self {
      case .opened: EmergencyOpened.type
      case .told: EmergencyTold.type
      case .closed: EmergencyClosed.type
      }
    }

    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      switch self {
      case .opened(let fact): fact.write(to: &payload)
      case .told(let fact): fact.write(to: &payload)
      case .closed(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      switch type {
      case EmergencyOpened.type:
        self = .opened(try EmergencyOpened(payload: payload, envelope: envelope))
      case EmergencyTold.type:
        self = .told(try EmergencyTold(payload: payload, envelope: envelope))
      case EmergencyClosed.type:
        self = .closed(try EmergencyClosed(payload: payload, envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}
