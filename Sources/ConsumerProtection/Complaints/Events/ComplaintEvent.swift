extension Complaint {
  /// What happened to a complaint.
  public enum Event: RecordedEvent {
    /// It came in.
    case received(ComplaintReceived)
    /// It was accepted.
    case accepted(ComplaintAccepted)
    /// It was sent to a unit, or a plugin proposed one.
    case assigned(ComplaintAssigned)
    /// Something was found.
    case investigated(ComplaintInvestigated)
    /// It was decided.
    case decided(ComplaintDecided)
    /// The complainant was told.
    case replied(ComplaintReplied)
    /// The customer's feedback was recorded.
    case feedbackRecorded(ComplaintFeedbackRecorded)
    /// It was closed.
    case closed(ComplaintClosed)
    /// An obligation got more time.
    case extended(ComplaintExtended)
    /// The complainant withdrew it.
    case withdrawn(ComplaintWithdrawn)
    /// A sweep found an obligation missed.
    case overdueMarked(ComplaintOverdueMarked)
    /// It ended in an earlier system.
    case archived(ComplaintArchived)
    /// Values of the bank's own fields.
    case fieldsSet(ComplaintFieldsSet)
    /// Tasks were planned.
    case planned(ComplaintPlanned)
    /// A task was done.
    case taskDone(ComplaintTaskDone)
    /// It was escalated.
    case escalated(ComplaintEscalated)
    /// What stands beside its way.
    case handling(Complaint.HandlingEvent)
    /// Something beside or behind its way.
    case after(AfterEvent)
    /// Something around intake.
    case intake(IntakeEvent)

    /// The stored type.
    public var type: String {
      switch self {
      case .received: ComplaintReceived.type
      case .accepted: ComplaintAccepted.type
      case .assigned: ComplaintAssigned.type
      case .investigated: ComplaintInvestigated.type
      case .decided: ComplaintDecided.type
      case .replied: ComplaintReplied.type
      case .feedbackRecorded: ComplaintFeedbackRecorded.type
      case .closed: ComplaintClosed.type
      case .extended: ComplaintExtended.type
      case .withdrawn: ComplaintWithdrawn.type
      case .overdueMarked: ComplaintOverdueMarked.type
      case .archived: ComplaintArchived.type
      case .fieldsSet: ComplaintFieldsSet.type
      case .planned: ComplaintPlanned.type
      case .taskDone: ComplaintTaskDone.type
      case .escalated: ComplaintEscalated.type
      case .handling(let event): event.type
      case .after(let fact): fact.type
      case .intake(let event): event.type
      }
    }

    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// The complaint, the business day and the actor.
    public var envelope: EventEnvelope {
      switch self {
      case .received(let fact): fact.envelope
      case .accepted(let fact): fact.envelope
      case .assigned(let fact): fact.envelope
      case .investigated(let fact): fact.envelope
      case .decided(let fact): fact.envelope
      case .replied(let fact): fact.envelope
      case .feedbackRecorded(let fact): fact.envelope
      case .closed(let fact): fact.envelope
      case .extended(let fact): fact.envelope
      case .withdrawn(let fact): fact.envelope
      case .overdueMarked(let fact): fact.envelope
      case .archived(let fact): fact.envelope
      case .fieldsSet(let fact): fact.envelope
      case .planned(let fact): fact.envelope
      case .taskDone(let fact): fact.envelope
      case .escalated(let fact): fact.envelope
      case .handling(let event): event.envelope
      case .after(let fact): fact.envelope
      case .intake(let event): event.envelope
      }
    }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      switch self {
      case .received(let fact): fact.write(to: &payload)
      case .accepted(let fact): fact.write(to: &payload)
      case .assigned(let fact): fact.write(to: &payload)
      case .investigated(let fact): fact.write(to: &payload)
      case .decided(let fact): fact.write(to: &payload)
      case .replied(let fact): fact.write(to: &payload)
      case .feedbackRecorded(let fact): fact.write(to: &payload)
      case .closed(let fact): fact.write(to: &payload)
      case .extended(let fact): fact.write(to: &payload)
      case .withdrawn(let fact): fact.write(to: &payload)
      case .overdueMarked(let fact): fact.write(to: &payload)
      case .archived(let fact): fact.write(to: &payload)
      case .fieldsSet(let fact): fact.write(to: &payload)
      case .planned(let fact): fact.write(to: &payload)
      case .taskDone(let fact): fact.write(to: &payload)
      case .escalated(let fact): fact.write(to: &payload)
      case .handling(let event): event.write(to: &payload)
      case .after(let fact): fact.write(to: &payload)
      case .intake(let event): event.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      switch type {
      case ComplaintReceived.type:
        self = .received(try ComplaintReceived(payload: payload, envelope: envelope))
      case ComplaintAccepted.type:
        self = .accepted(try ComplaintAccepted(payload: payload, envelope: envelope))
      case ComplaintAssigned.type:
        self = .assigned(try ComplaintAssigned(payload: payload, envelope: envelope))
      case ComplaintInvestigated.type:
        self = .investigated(try ComplaintInvestigated(payload: payload, envelope: envelope))
      case ComplaintDecided.type:
        self = .decided(try ComplaintDecided(payload: payload, envelope: envelope))
      case ComplaintReplied.type:
        self = .replied(try ComplaintReplied(payload: payload, envelope: envelope))
      case ComplaintFeedbackRecorded.type:
        self = .feedbackRecorded(
          try ComplaintFeedbackRecorded(payload: payload, envelope: envelope))
      case ComplaintClosed.type:
        self = .closed(try ComplaintClosed(payload: payload, envelope: envelope))
      case ComplaintExtended.type:
        self = .extended(try ComplaintExtended(payload: payload, envelope: envelope))
      case ComplaintWithdrawn.type:
        self = .withdrawn(try ComplaintWithdrawn(payload: payload, envelope: envelope))
      case ComplaintOverdueMarked.type:
        self = .overdueMarked(try ComplaintOverdueMarked(payload: payload, envelope: envelope))
      case ComplaintArchived.type:
        self = .archived(try ComplaintArchived(payload: payload, envelope: envelope))
      case ComplaintFieldsSet.type:
        self = .fieldsSet(try ComplaintFieldsSet(payload: payload, envelope: envelope))
      case ComplaintPlanned.type:
        self = .planned(try ComplaintPlanned(payload: payload, envelope: envelope))
      case ComplaintTaskDone.type:
        self = .taskDone(try ComplaintTaskDone(payload: payload, envelope: envelope))
      case ComplaintEscalated.type:
        self = .escalated(try ComplaintEscalated(payload: payload, envelope: envelope))
      default:
        if let fact = try AfterEvent(type: type, payload: payload, envelope: envelope) {
          self = .after(fact)
        } else if let event = try IntakeEvent.known(type, payload, envelope) {
          self = .intake(event)
        } else {
          self = .handling(
            try Complaint.HandlingEvent(type: type, payload: payload, envelope: envelope))
        }
      }
    }
  }
}
