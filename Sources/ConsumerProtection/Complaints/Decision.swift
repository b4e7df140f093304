/// What the bank decides on a complaint (处理决定).
public struct Decision: Sendable, Equatable {
  /// How it ends for the complainant.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// The complaint is right.
    case upheld
    /// The complaint is right in part.
    case partlyUpheld = "partly_upheld"
    /// The complaint is not right.
    case rejected
    /// Bank and complainant agreed.
    case settled

    /// The outcome as people say it.
    public var title: Phrase {
      switch self {
      case .upheld: Phrase("支持诉求", "upheld")
      case .partlyUpheld: Phrase("部分支持", "partly upheld")
      case .rejected: Phrase("不予支持", "rejected")
      case .settled: Phrase("协商解决", "settled")
      }
    }
  }

  /// How it ends.
  public var outcome: Outcome
  /// What the bank pays, where it pays.
  public var amount: Money?
  /// What was verified; empty leaves it to the investigation.
  public var findings: String
  /// The provisions or terms it rests on.
  public var basis: String
  /// Why; never empty.
  public var reasons: String

  /// A decision with its parts.
  public init(
    _ outcome: Outcome, amount: Money? = nil, findings: String = "", basis: String = "",
    reasons: String
  ) {
    self.outcome = outcome
    self.amount = amount
    self.findings = findings
    self.basis = basis
    self.reasons = reasons
  }
}
