extension Unit {
  /// What happened to a unit.
  public enum Event: RecordedEvent {
    /// The unit was set up.
    case established(UnitEstablished)
    /// Its name changed.
    case renamed(UnitRenamed)
    /// It came to stand under another unit.
    case moved(UnitMoved)
    /// It was closed.
    case closed(UnitClosed)

    /// The stored type.
    public var type: String {
      switch self {
      case .established: UnitEstablished.type
      case .renamed: UnitRenamed.type
      case .moved: UnitMoved.type
      case .closed: UnitClosed.type
      }
    }

    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      switch self {
      case .established(let fact): fact.write(to: &payload)
      case .renamed(let fact): fact.write(to: &payload)
      case .moved(let fact): fact.write(to: &payload)
      case .closed(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      switch type {
      case UnitEstablished.type:
        self = .established(try UnitEstablished(payload: payload, envelope: envelope))
      case UnitRenamed.type: self = .renamed(try UnitRenamed(payload: payload, envelope: envelope))
      case UnitMoved.type: self = .moved(try UnitMoved(payload: payload, envelope: envelope))
      case UnitClosed.type: self = .closed(try UnitClosed(payload: payload, envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}

extension Payload {
  /// Refuses a version that this build does not know.
  func check(type: String, version: Int, max: Int) throws(PayloadError) {
    guard (1...max).contains(version) else {
      throw .newerThanThisBuild(type: type, version: version)
    }
  }
}
