extension Person {
  /// What happened to a person's record.
  public enum Event: RecordedEvent {
    /// The person was recorded.
    case recorded(PersonRecorded)
    /// The person was posted to a unit.
    case posted(PersonPosted)
    /// A role was granted.
    case roleGranted(RoleGranted)
    /// A role ended.
    case roleEnded(RoleEnded)
    /// Somebody stands in.
    case covered(PersonCovered)
    /// The person left.
    case left(PersonLeft)
    /// Authority to settle was given for some time.
    case authorityGranted(AuthorityGranted)

    /// The stored type.
    public var type: String {
      switch self {
      case .recorded: PersonRecorded.type
      case .posted: PersonPosted.type
      case .roleGranted: RoleGranted.type
      case .roleEnded: RoleEnded.type
      case .covered: PersonCovered.type
      case .left: PersonLeft.type
      case .authorityGranted: AuthorityGranted.type
      }
    }

    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      switch self {
      case .recorded(let fact): fact.write(to: &payload)
      case .posted(let fact): fact.write(to: &payload)
      case .roleGranted(let fact): fact.write(to: &payload)
      case .roleEnded(let fact): fact.write(to: &payload)
      case .covered(let fact): fact.write(to: &payload)
      case .left(let fact): fact.write(to: &payload)
      case .authorityGranted(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      switch type {
      case PersonRecorded.type:
        self = .recorded(try PersonRecorded(payload: payload, envelope: envelope))
      case PersonPosted.type:
        self = .posted(try PersonPosted(payload: payload, envelope: envelope))
      case RoleGranted.type:
        self = .roleGranted(try RoleGranted(payload: payload, envelope: envelope))
      case RoleEnded.type: self = .roleEnded(try RoleEnded(payload: payload, envelope: envelope))
      case PersonCovered.type:
        self = .covered(try PersonCovered(payload: payload, envelope: envelope))
      case PersonLeft.type: self = .left(try PersonLeft(payload: payload, envelope: envelope))
      case AuthorityGranted.type:
        self = .authorityGranted(try AuthorityGranted(payload: payload, envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}
