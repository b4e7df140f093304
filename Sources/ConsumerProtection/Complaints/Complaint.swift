/// A consumer's complaint (消费投诉), from the day it comes in to the day it ends.
public struct Complaint: Matter, Equatable {
  /// `complaint`
  public static let kind = MatterKind("complaint")

  /// The number, such as `C-20261123-000417`; never reused, never masked.
  public let id: String
  /// What came in, as it was recorded.
  public let receipt: ComplaintReceived
  /// How far it is, with the facts of that stage.
  public internal(set) var stage: Stage
  /// All that falls due on it, from every regime and from the bank's own table.
  public internal(set) var obligations: [Obligation]
  /// The business day of the last fact; no command may lie before it.
  public internal(set) var lastDay: CivilDay

  /// Values of the bank's own fields, and of `severity` and `tags`.
  public internal(set) var fields: [JSONValue.Member]
  /// The tasks that plugins planned.
  public internal(set) var tasks: [ComplaintTask]
  /// Where it was escalated, oldest first.
  public internal(set) var escalations: [ComplaintEscalated]
  /// What stands beside its way: stops of the clock, recusals, reviews, reminders, notes.
  public internal(set) var handling = Handling()
  /// The contacts with the complainant, oldest first.
  public internal(set) var contacts: [ComplaintContacted] = []
  /// What follows the closure.
  public internal(set) var aftercare = Aftercare()

  /// What is known from intake and what was added to it.
  public internal(set) var intake: Intake

  /// The day of receipt, day 0 of its limits.
  public var receivedOn: CivilDay { receipt.envelope.day }

  /// The open obligation that falls due first; nil when nothing is owed.
  public var binding: Obligation? { obligations.binding }

  /// Whether it still waits for somebody.
  public var isOpen: Bool {
    switch stage {
    case .received, .accepted, .assigned, .investigating, .decided, .replied: true
    case .closed, .withdrawn: false
    }
  }

  /// Whether it waits in the manual queue because a plugin failed at intake.
  public var isHeld: Bool {
    if case .received = stage { !receipt.held.isEmpty } else { false }
  }

  /// Who handled it: none of them calls back or checks it.
  public var handledBy: [String] { handling.handled.sorted() }

  /// The unit that handles it: the assigned or proposed one, before that the receiving one.
  public var handlingUnit: String { assignment?.unit ?? receipt.unit }

  /// Who handles it, where a person was named.
  public var handler: String? { assignment?.person }

  /// Where it was assigned, or where a plugin proposes to send it.
  public var assignment: ComplaintAssigned? {
    switch stage {
    case .received(let proposal): proposal
    case .accepted(_, let assignment): assignment
    case .assigned(let assignment): assignment
    case .investigating(let investigation): investigation.assignment
    case .decided(let decided): decided.investigation.assignment
    case .replied(let answered): answered.decided.investigation.assignment
    case .closed(.answered(let answered, _)): answered.decided.investigation.assignment
    case .withdrawn(_, let assignment): assignment
    case .closed(.archived): nil
    case .closed(.atIntake(_, let assignment)): assignment
    }
  }

  /// The customer's feedback, where it was recorded.
  public var feedback: ComplaintFeedbackRecorded? {
    switch stage {
    case .replied(let answered), .closed(.answered(let answered, _)): answered.feedback
    case .received, .accepted, .assigned, .investigating, .decided, .closed, .withdrawn: nil
    }
  }

  /// The business day on which it ended; nil while it is open.
  public var endedOn: CivilDay? {
    switch stage {
    case .closed(.answered(_, let closing)): closing.envelope.day
    case .closed(.archived(let archiving)): archiving.envelope.day
    case .closed(.atIntake(let ending, _)): ending.day
    case .withdrawn(let withdrawal, _): withdrawal.envelope.day
    case .received, .accepted, .assigned, .investigating, .decided, .replied: nil
    }
  }
}
