extension DataSubject {
  /// What happened to a person's data.
  public enum Event: RecordedEvent {
    /// It was opened.
    case revealed(SubjectRevealed)
    /// A legal hold began.
    case held(SubjectHeld)
    /// The hold ended.
    case released(SubjectReleased)
    /// Somebody asked that it be erased.
    case erasureRequested(SubjectErasureRequested)
    /// The request was taken back.
    case erasureCancelled(SubjectErasureCancelled)
    /// It is stored and used for nothing else until a day.
    case restricted(SubjectRestricted)
    /// Its keys were destroyed.
    case erased(SubjectErased)

    /// The stored type.
    public var type: String {
      switch self {
      case .revealed: SubjectRevealed.type
      case .held: SubjectHeld.type
      case .released: SubjectReleased.type
      case .erasureRequested: SubjectErasureRequested.type
      case .erasureCancelled: SubjectErasureCancelled.type
      case .restricted: SubjectRestricted.type
      case .erased: SubjectErased.type
      }
    }

    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// The person, the business day and the actor.
    public var envelope: EventEnvelope {
      switch self {
      case .revealed(let fact): fact.envelope
      case .held(let fact): fact.envelope
      case .released(let fact): fact.envelope
      case .erasureRequested(let fact): fact.envelope
      case .erasureCancelled(let fact): fact.envelope
      case .restricted(let fact): fact.envelope
      case .erased(let fact): fact.envelope
      }
    }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      switch self {
      case .revealed(let fact): fact.write(to: &payload)
      case .held(let fact): payload.seal("reason", fact.reason)
      case .released(let fact): payload.seal("reason", fact.reason)
      case .erasureRequested(let fact): payload.seal("reason", fact.reason)
      case .erasureCancelled(let fact): payload.seal("reason", fact.reason)
      case .restricted(let fact): fact.write(to: &payload)
      case .erased(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      switch type {
      case SubjectRevealed.type:
        self = .revealed(try SubjectRevealed(payload: payload, envelope: envelope))
      case SubjectHeld.type:
        self = .held(SubjectHeld(reason: try payload.reason(), envelope: envelope))
      case SubjectReleased.type:
        self = .released(SubjectReleased(reason: try payload.reason(), envelope: envelope))
      case SubjectErasureRequested.type:
        self = .erasureRequested(
          SubjectErasureRequested(reason: try payload.reason(), envelope: envelope))
      case SubjectErasureCancelled.type:
        self = .erasureCancelled(
          SubjectErasureCancelled(reason: try payload.reason(), envelope: envelope))
      case SubjectRestricted.type:
        self = .restricted(try SubjectRestricted(payload: payload, envelope: envelope))
      case SubjectErased.type:
        self = .erased(try SubjectErased(payload: payload, envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}

extension Payload {
  fileprivate func reason() throws(PayloadError) -> PersonalText {
    guard let text = sealed("reason") else { throw .missing("reason") }
    return text
  }
}
