/// A unit of the bank (机构、部门), effective-dated.
public struct Unit: Matter, Equatable {
  /// `unit`
  public static let kind = MatterKind("unit")

  /// Where the unit stands in the bank.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// The head office (总行).
    case headOffice = "head_office"
    /// A branch (分行).
    case branch
    /// A sub-branch (支行).
    case subBranch = "sub_branch"
    /// An outlet (网点).
    case outlet
    /// A department of the unit above it (部门).
    case department

    /// The level as people say it.
    public var title: Phrase {
      switch self {
      case .headOffice: Phrase("总行", "head office")
      case .branch: Phrase("分行", "branch")
      case .subBranch: Phrase("支行", "sub-branch")
      case .outlet: Phrase("网点", "outlet")
      case .department: Phrase("部门", "department")
      }
    }
  }

  /// What somebody wants done with a unit.
  public enum Command: Sendable, Equatable {
    /// Records a new unit; all but the head office stand under another.
    case establish(name: String, shortName: String?, level: Level, parent: String?, from: CivilDay)
    /// Changes the name from a day on.
    case rename(name: String, from: CivilDay)
    /// Puts the unit under another from a day on.
    case move(parent: String, from: CivilDay)
    /// Closes the unit; `from` is the first day without it.
    case close(from: CivilDay)
  }

  /// The identifier that the bank chose: 1 to 32 letters, digits, `-` and `.`.
  public let id: String
  /// Where the unit stands.
  public let level: Level
  /// The short name given at the start.
  public let shortName: String?
  /// The name, from day to day.
  public internal(set) var names: Timeline<String>
  /// The unit above, from day to day; empty for the head office.
  public internal(set) var parents: Timeline<String>
  /// The first day.
  public let from: CivilDay
  /// The first day without the unit; nil while nobody closed it.
  public internal(set) var closedFrom: CivilDay?

  /// Whether the unit is open on the day.
  public func isActive(on day: CivilDay) -> Bool {
    from <= day && closedFrom.map { day < $0 } ?? true
  }

  /// The name on the day; before the first day the first name.
  public func name(on day: CivilDay) -> String {
    names.on(day) ?? names.entries.first?.value ?? id
  }

  /// The unit above on the day; nil for the head office.
  public func parent(on day: CivilDay) -> String? { parents.on(day) }
}
