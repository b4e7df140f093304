/// One row of a regime: how long something may take, under which provision (时限规则).
///
/// A row is data. An empty approver list means that the text names none; it is never filled by
/// a guess.
public struct Limit: Sendable, Equatable {
  /// What starts the count: the `start` of a row.
  public enum Trigger: String, Sendable, Hashable, CaseIterable {
    /// The institution receives the complaint, directly or by transfer.
    case receipt
    /// The regulator receives a complaint.
    case receivedByRegulator = "received_by_regulator"
    /// The superior institution receives the application for review (核查申请).
    case reviewRequested = "review_requested"
    /// The complainant receives the decision.
    case decisionTold = "decision_told"
    /// The complainant withdraws.
    case withdrawal
    /// The complaint is closed (办结).
    case closure
    /// An event that must be reported happens.
    case incident
    /// The institution receives a petition (信访).
    case petition
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
  /// The row applies only to complaints transferred by one of these; empty applies to all.
  public let transferredBy: [Transferor]
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
  /// The first day of receipt that the row no longer applies to; nil while it is in force.
  public let inForceUntil: CivilDay?
  /// The provision.
  public let citation: Citation
  /// What a reader should know besides.
  public let note: Phrase?
  /// Calendar, kind of step and exemptions.
  public var terms = LimitTerms()

  /// A row with its columns.
  public init(
    id: String, name: String, budget: Budget, trigger: Trigger = .receipt,
    transferredBy: [Transferor] = [], extends: String? = nil, approvers: [Approver] = [],
    isNoticeRequired: Bool = false,
    isReasonRequired: Bool = false, inForceFrom: CivilDay, inForceUntil: CivilDay? = nil,
    citation: Citation, note: Phrase? = nil
  ) {
    self.id = id
    self.name = name
    self.budget = budget
    self.trigger = trigger
    self.transferredBy = transferredBy
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
    inForceFrom <= day && inForceUntil.map { day < $0 } ?? true
  }

  /// Whether the row is meant for a complaint that came that way.
  ///
  /// - Parameter transferor: Who transferred the complaint; nil when it came directly.
  /// - Returns: True for a row without a condition.
  public func applies(transferredBy transferor: Transferor?) -> Bool {
    transferredBy.isEmpty || transferor.map(transferredBy.contains) ?? false
  }
}

/// Who handed a complaint over to the bank (转办).
public enum Transferor: String, Sendable, Hashable, CaseIterable {
  /// The People's Bank of China and its branches (中国人民银行).
  case centralBank = "pbc"
  /// The National Financial Regulatory Administration and its offices (国家金融监督管理总局).
  case regulator = "nfra"
  /// A government body or its hotline (政府部门).
  case government
  /// Anybody else.
  case other

  /// The transferor as people say it.
  public var title: Phrase {
    switch self {
    case .centralBank: Phrase("人民银行", "People's Bank of China")
    case .regulator: Phrase("金融监管总局", "National Financial Regulatory Administration")
    case .government: Phrase("政府部门", "government body")
    case .other: Phrase("其他", "other")
    }
  }
}
