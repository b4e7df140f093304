/// What a person may do (角色).
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// Registers complaints (受理登记).
  case intake
  /// Handles complaints (投诉处理).
  case handler
  /// Leads the institution's complaint handling (投诉处理工作负责人).
  case complaintHead = "complaint_head"
  /// A senior executive (高级管理人员).
  case seniorExecutive = "senior_executive"
  /// Runs the system (系统管理员).
  case administrator
  /// Reads everything, changes nothing (审计).
  case auditor
  /// Takes in records of other systems (数据导入).
  case importer
  /// Guards personal data: second person of an erasure (合规).
  case compliance

  /// The role as people say it.
  public var title: Phrase {
    switch self {
    case .intake: Phrase("受理登记", "intake")
    case .handler: Phrase("投诉处理", "handler")
    case .complaintHead: Phrase("投诉处理工作负责人", "head of complaint handling")
    case .seniorExecutive: Phrase("高级管理人员", "senior executive")
    case .administrator: Phrase("系统管理员", "administrator")
    case .auditor: Phrase("审计", "auditor")
    case .importer: Phrase("数据导入", "importer")
    case .compliance: Phrase("合规", "compliance")
    }
  }
}

/// A role that a person has for some time.
public struct RoleGrant: Sendable, Hashable {
  /// The role.
  public let role: Role
  /// The unit that it is limited to; nil for the whole bank.
  public let unit: String?
  /// The first day.
  public let from: CivilDay
  /// The first day without it; nil while it is open-ended.
  public internal(set) var until: CivilDay?

  /// Whether the role holds on the day.
  public func holds(on day: CivilDay) -> Bool {
    from <= day && until.map { day < $0 } ?? true
  }
}

/// Where a person works.
public struct Posting: Sendable, Hashable {
  /// The unit.
  public let unit: String
  /// The position, in the bank's own words.
  public let position: String?

  /// A posting to a unit.
  public init(unit: String, position: String? = nil) {
    self.unit = unit
    self.position = position
  }
}
