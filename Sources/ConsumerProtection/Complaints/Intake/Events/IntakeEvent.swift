extension Complaint {
  /// What happened around intake; see `Event.intake`.
  public enum IntakeEvent: RecordedEvent {
    /// It ended by an agreement.
    case settled(ComplaintSettled)
    /// It is not handled.
    case declined(ComplaintDeclined)
    /// It goes on in another.
    case merged(ComplaintMerged)
    /// It was no complaint.
    case relabelled(ComplaintRelabelled)
    /// It was completed.
    case supplemented(ComplaintSupplemented)
    /// Material was asked for.
    case materialAsked(ComplaintMaterialAsked)
    /// The complainant was contacted first.
    case firstAnswered(ComplaintFirstAnswered)
    /// The first-contact owner changed.
    case handedOver(ComplaintHandedOver)
    /// A file was added.
    case attached(ComplaintAttached)
    /// A number elsewhere was added.
    case numberAdded(ComplaintNumberAdded)
    /// A regulator does not take it.
    case regulatorRefused(ComplaintRegulatorRefused)
    /// A regulator was told.
    case answeredBack(ComplaintAnsweredBack)
    /// Another was taken in.
    case mergeTaken(ComplaintMergeTaken)
    /// Its clock began anew.
    case restarted(ComplaintRestarted)
    /// It repeats an earlier one.
    case repeatLinked(ComplaintRepeatLinked)

    private var parts: (type: String, envelope: EventEnvelope, write: (inout PayloadWriter) -> Void)
    {
      switch self {
      case .settled(let fact): (ComplaintSettled.type, fact.envelope, fact.write)
      case .declined(let fact): (ComplaintDeclined.type, fact.envelope, fact.write)
      case .merged(let fact): (ComplaintMerged.type, fact.envelope, fact.write)
      case .relabelled(let fact): (ComplaintRelabelled.type, fact.envelope, fact.write)
      case .supplemented(let fact): (ComplaintSupplemented.type, fact.envelope, fact.write)
      case .materialAsked(let fact): (ComplaintMaterialAsked.type, fact.envelope, fact.write)
      case .firstAnswered(let fact): (ComplaintFirstAnswered.type, fact.envelope, fact.write)
      case .handedOver(let fact): (ComplaintHandedOver.type, fact.envelope, fact.write)
      case .attached(let fact): (ComplaintAttached.type, fact.envelope, fact.write)
      case .numberAdded(let fact): (ComplaintNumberAdded.type, fact.envelope, fact.write)
      case .regulatorRefused(let fact): (ComplaintRegulatorRefused.type, fact.envelope, fact.write)
      case .answeredBack(let fact): (ComplaintAnsweredBack.type, fact.envelope, fact.write)
      case .mergeTaken(let fact): (ComplaintMergeTaken.type, fact.envelope, fact.write)
      case .restarted(let fact): (ComplaintRestarted.type, fact.envelope, fact.write)
      case .repeatLinked(let fact): (ComplaintRepeatLinked.type, fact.envelope, fact.write)
      }
    }

    /// The stored type.
    public var type: String { parts.type }
    /// The payload's version that this build writes.
    public var version: Int { 1 }
    /// The complaint, the business day and the actor.
    public var envelope: EventEnvelope { parts.envelope }
    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) { parts.write(&payload) }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      guard let event = try Self.known(type, payload, envelope) else { throw .unknownType(type) }
      self = event
    }

    /// The event of that type; nil when it belongs to another part of complaints.
    static func known(
      _ type: String, _ payload: Payload, _ envelope: EventEnvelope
    ) throws(PayloadError) -> Self? {
      switch type {
      case ComplaintSettled.type:
        .settled(try ComplaintSettled(payload: payload, envelope: envelope))
      case ComplaintDeclined.type:
        .declined(try ComplaintDeclined(payload: payload, envelope: envelope))
      case ComplaintMerged.type: .merged(try ComplaintMerged(payload: payload, envelope: envelope))
      case ComplaintRelabelled.type:
        .relabelled(try ComplaintRelabelled(payload: payload, envelope: envelope))
      case ComplaintSupplemented.type:
        .supplemented(try ComplaintSupplemented(payload: payload, envelope: envelope))
      case ComplaintMaterialAsked.type:
        .materialAsked(try ComplaintMaterialAsked(payload: payload, envelope: envelope))
      case ComplaintFirstAnswered.type:
        .firstAnswered(try ComplaintFirstAnswered(payload: payload, envelope: envelope))
      case ComplaintHandedOver.type:
        .handedOver(try ComplaintHandedOver(payload: payload, envelope: envelope))
      case ComplaintAttached.type:
        .attached(try ComplaintAttached(payload: payload, envelope: envelope))
      case ComplaintNumberAdded.type:
        .numberAdded(try ComplaintNumberAdded(payload: payload, envelope: envelope))
      case ComplaintRegulatorRefused.type:
        .regulatorRefused(try ComplaintRegulatorRefused(payload: payload, envelope: envelope))
      case ComplaintAnsweredBack.type:
        .answeredBack(try ComplaintAnsweredBack(payload: payload, envelope: envelope))
      case ComplaintMergeTaken.type:
        .mergeTaken(try ComplaintMergeTaken(payload: payload, envelope: envelope))
      case ComplaintRestarted.type:
        .restarted(try ComplaintRestarted(payload: payload, envelope: envelope))
      case ComplaintRepeatLinked.type:
        .repeatLinked(try ComplaintRepeatLinked(payload: payload, envelope: envelope))
      default: nil
      }
    }
  }
}
