/// One row of a regime: how long something may take, under which provision (时限规则).
///
/// A row is data. An empty approver list means that the text names none; it is never filled by
/// a guess.
public struct Limit: Sendable, Equatable {
  /// What starts the count.
  public enum Trigger: String, Sendable, Hashable, CaseIterable {
    /// The institution receives the complaint.
    case received
    /// The institution receives a complaint that the People's Bank transferred.
    case transferredByCentralBank = "transferred_by_pbc"
    /// The institution receives a complaint that the financial regulator transferred.
    case transferredByRegulator = "transferred_by_nfra"
    /// The regulator receives a complaint.
    case receivedByRegulator = "received_by_regulator"
    /// The superior institution receives the application for review (核查申请).
    case reviewRequested = "review_requested"
    /// The complainant receives the decision.
    case decisionTold = "decision_told"
    /// The complainant withdraws.
    case withdrawn
    /// The complaint is closed (办结).
    case closed
    /// An event that must be reported happens.
    case incident
  }

  /// Who may allow the step.
  public enum Approver: String, Sendable, Hashable, CaseIterable {
    /// A person posted to a unit above the handling one (上级机构).
    case superiorUnit = "superior_unit"
    /// A senior executive of the head office (总行高级管理人员).
    case headOfficeExecutive = "head_office_executive"
    /// The institution's own head of complaint handling (投诉处理工作负责人).
    case complaintHead = "complaint_head"

    /// The approver as people say it.
    public var title: Phrase {
      switch self {
      case .superiorUnit: Phrase("上级机构人员", "somebody of a superior unit")
      case .headOfficeExecutive: Phrase("总行高级管理人员", "a senior executive of the head office")
      case .complaintHead: Phrase("投诉处理工作负责人", "the head of complaint handling")
      }
    }
  }

  /// The row's identifier, such as `CN3.18.simple`.
  public let id: String
  /// The obligation that it limits, such as `decision`.
  public let name: String
  /// How long, in all, from the trigger; a row that extends another counts from the same day.
  public let budget: Budget
  /// What starts the count.
  public let trigger: Trigger
  /// The row that this one lengthens; nil for a first step.
  public let extends: String?
  /// Who may allow it; any of them is enough, and empty means that the text names nobody.
  public let approvers: [Approver]
  /// Whether the complainant must be told of it.
  public let isNoticeRequired: Bool
  /// Whether the text asks for a reason.
  public let isReasonRequired: Bool
  /// The first day of receipt that the row applies to.
  public let inForceFrom: CivilDay
  /// The last day of receipt that the row applies to; nil while it is in force.
  public let inForceUntil: CivilDay?
  /// The provision.
  public let citation: Citation
  /// What a reader should know besides.
  public let note: Phrase?

  /// A row with its columns.
  public init(
    id: String, name: String, budget: Budget, trigger: Trigger = .received,
    extends: String? = nil, approvers: [Approver] = [], isNoticeRequired: Bool = false,
    isReasonRequired: Bool = false, inForceFrom: CivilDay, inForceUntil: CivilDay? = nil,
    citation: Citation, note: Phrase? = nil
  ) {
    self.id = id
    self.name = name
    self.budget = budget
    self.trigger = trigger
    self.extends = extends
    self.approvers = approvers
    self.isNoticeRequired = isNoticeRequired
    self.isReasonRequired = isReasonRequired
    self.inForceFrom = inForceFrom
    self.inForceUntil = inForceUntil
    self.citation = citation
    self.note = note
  }

  /// Whether the row applies to what was received on the day.
  public func isInForce(on day: CivilDay) -> Bool {
    inForceFrom <= day && day <= inForceUntil ?? day
  }
}
