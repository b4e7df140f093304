extension Complaint {
  /// What happened beside a complaint's way from intake to closure.
  public enum HandlingEvent: Sendable, Equatable {
    /// The clock stands still.
    case paused(ComplaintClockPaused)
    /// It runs again.
    case resumed(ComplaintClockResumed)
    /// The parties agreed on another day.
    case agreed(ComplaintClockAgreed)
    /// Limits were counted anew.
    case recomputed(ComplaintRecomputed)

    private static let titles: [String: Phrase] = [
      ComplaintClockPaused.type: Phrase("时限中止", "clock stopped"),
      ComplaintClockResumed.type: Phrase("时限恢复", "clock runs again"),
      ComplaintClockAgreed.type: Phrase("双方约定期限", "limit agreed"),
      ComplaintRecomputed.type: Phrase("重新计算时限", "limits counted anew"),
    ]

    /// The title of a stored type; nil for one of another part.
    static func title(of type: String) -> Phrase? { titles[type] }

    /// The stored type.
    var type: String {
      switch self {
      case .paused: ComplaintClockPaused.type
      case .resumed: ComplaintClockResumed.type
      case .agreed: ComplaintClockAgreed.type
      case .recomputed: ComplaintRecomputed.type
      }
    }

    /// The complaint, the business day and the actor.
    var envelope: EventEnvelope {
      switch self {
      case .paused(let fact): fact.envelope
      case .resumed(let fact): fact.envelope
      case .agreed(let fact): fact.envelope
      case .recomputed(let fact): fact.envelope
      }
    }

    /// Writes the payload.
    func write(to payload: inout PayloadWriter) {
      switch self {
      case .paused(let fact): fact.write(to: &payload)
      case .resumed(let fact): fact.write(to: &payload)
      case .agreed(let fact): fact.write(to: &payload)
      case .recomputed(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    init(type: String, payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
      switch type {
      case ComplaintClockPaused.type:
        self = .paused(try ComplaintClockPaused(payload: payload, envelope: envelope))
      case ComplaintClockResumed.type:
        self = .resumed(try ComplaintClockResumed(payload: payload, envelope: envelope))
      case ComplaintClockAgreed.type:
        self = .agreed(try ComplaintClockAgreed(payload: payload, envelope: envelope))
      case ComplaintRecomputed.type:
        self = .recomputed(try ComplaintRecomputed(payload: payload, envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}
