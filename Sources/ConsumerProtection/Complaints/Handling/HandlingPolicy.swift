/// What the bank itself decides about handling: `handling` of the site file.
///
/// Empty where the bank has decided nothing: no number here is law.
public struct HandlingPolicy: Sendable, Equatable {
  /// How much whoever has a role may settle without asking.
  public struct Tier: Sendable, Equatable {
    /// The role.
    public let role: Role
    /// The largest amount; nil is without bound.
    public let upTo: Money?

    /// A tier of a role.
    public init(role: Role, upTo: Money?) {
      self.role = role
      self.upTo = upTo
    }
  }

  /// A level of escalation up the unit tree.
  public struct Level: Sendable, Equatable {
    /// How many units up, 1 to 9.
    public let level: Int
    /// From how many days after the last day on.
    public let daysLate: Int

    /// A level with the day it begins.
    public init(level: Int, daysLate: Int) {
      self.level = level
      self.daysLate = daysLate
    }
  }

  /// Whom the bank wants to allow a step of a limit, beside those whom the text names.
  public struct Step: Sendable, Equatable {
    /// The row that gives the time, such as `CN3.18.complex`.
    public let row: String
    /// Any of them is enough.
    public let approvers: [Limit.Approver]

    /// A step with whoever allows it.
    public init(row: String, approvers: [Limit.Approver]) {
      self.row = row
      self.approvers = approvers
    }
  }

  /// How long the bank's own, voluntary appeal (申诉) is open; nil = the bank has none.
  public var appeal: Budget?
  /// The tiers of settlement; empty = no amount needs an approval.
  public var tiers: [Tier] = []
  /// How long an approver has for a quick approval (快速审批); nil = nothing falls due.
  public var approval: Budget?
  /// How long whoever is reminded (催办) has to answer; nil = the reminder says it.
  public var reminder: Budget?
  /// How many days before the last day the sweep reminds whoever handles the case; nil = never.
  public var remindDaysBefore: Int?
  /// How long whoever is supervised (督办) has to answer; nil = the notice says it.
  public var supervision: Budget?
  /// The steps of limits that the bank itself wants approved; empty = only what the text asks for.
  public var extensions: [Step] = []
  /// The levels of escalation for what is missed.
  public var levels: [Level] = []

  /// A bank that has decided nothing.
  public init() {}

  /// Whom the bank's own table names for a step; empty where it names nobody.
  public func approvers(of row: String) -> [Limit.Approver] {
    extensions.first { $0.row == row }?.approvers ?? []
  }

  /// The level that something so late has reached; 0 for none.
  public func level(daysLate: Int) -> Int {
    levels.filter { $0.daysLate <= daysLate }.map(\.level).max() ?? 0
  }
}

extension Citation {
  /// A rule of the bank's own, where nobody named its document.
  static let ownRule = Citation(
    instrument: Phrase("本行规定", "the bank's own rule"), provision: Phrase("", ""))
}
