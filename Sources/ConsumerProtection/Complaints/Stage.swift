extension Complaint {
  /// How far a complaint is; each stage carries the facts that exist then.
  public enum Stage: Sendable, Equatable {
    /// It came in; acceptance stays a human act, a plugin may propose a unit.
    case received(proposal: ComplaintAssigned?)
    /// Somebody accepted it (受理), with the proposed unit where there was one.
    case accepted(ComplaintAccepted, assignment: ComplaintAssigned?)
    /// It was sent to a unit, or a person there (派单).
    case assigned(ComplaintAssigned)
    /// Somebody looks into it (调查).
    case investigating(Investigation)
    /// It was decided (处理决定), and the complainant does not know yet.
    case decided(Decided)
    /// The complainant was told (答复).
    case replied(Answered)
    /// It ended (办结).
    case closed(Ending)
    /// The complainant withdrew it (撤回), from whoever handled it.
    case withdrawn(ComplaintWithdrawn, assignment: ComplaintAssigned?)
  }

  /// What was found so far, and by whom it is handled.
  public struct Investigation: Sendable, Equatable {
    /// The handling unit or person.
    public internal(set) var assignment: ComplaintAssigned
    /// The findings, in order.
    public internal(set) var findings: [ComplaintInvestigated]
  }

  /// A decision and what it rests on.
  public struct Decided: Sendable, Equatable {
    /// What was found.
    public let investigation: Investigation
    /// The decision.
    public let decision: ComplaintDecided
  }

  /// A decision that was told.
  public struct Answered: Sendable, Equatable {
    /// What was decided.
    public let decided: Decided
    /// What was told, how and when.
    public let reply: ComplaintReplied
    /// What the customer said to it; the last word stands.
    public internal(set) var feedback: ComplaintFeedbackRecorded?
  }

  /// How a complaint was closed.
  public enum Ending: Sendable, Equatable {
    /// After the reply and the customer's feedback.
    case answered(Answered, ComplaintClosed)
    /// It was handled in an earlier system.
    case archived(ComplaintArchived)
    /// At intake: settled, declined, merged, or no complaint at all; with whoever had it.
    case atIntake(IntakeEnding, assignment: ComplaintAssigned?)
  }
}

extension Complaint.Stage {
  /// A stage without its facts, as lists and records write it.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    /// Came in.
    case received
    /// Accepted.
    case accepted
    /// Sent to a unit.
    case assigned
    /// Looked into.
    case investigating
    /// Decided, not told.
    case decided
    /// Told.
    case replied
    /// Ended.
    case closed
    /// Withdrawn by the complainant.
    case withdrawn

    /// The stage as people say it.
    public var title: Phrase {
      switch self {
      case .received: Phrase("已登记", "received")
      case .accepted: Phrase("已受理", "accepted")
      case .assigned: Phrase("已派单", "assigned")
      case .investigating: Phrase("调查中", "under investigation")
      case .decided: Phrase("已作处理决定", "decided")
      case .replied: Phrase("已答复", "replied")
      case .closed: Phrase("已办结", "closed")
      case .withdrawn: Phrase("已撤回", "withdrawn")
      }
    }
  }

  /// The stage without its facts.
  public var name: Name {
    switch self {
    case .received: .received
    case .accepted: .accepted
    case .assigned: .assigned
    case .investigating: .investigating
    case .decided: .decided
    case .replied: .replied
    case .closed: .closed
    case .withdrawn: .withdrawn
    }
  }
}
