public import ConsumerProtection
public import PluginHost

/// What `plugin replay` asks: which rules, about which past cases, against what.
public struct ReplayQuestion: Sendable {
  /// The new rules.
  public enum Candidate: Sendable {
    /// A plugin's folder: it takes the place of the site's plugin of that name, or stands in front of
    /// all. Settings nil are those of the site file.
    case plugin(PluginFolder, settings: JSONValue?)
    /// A whole site file: its plugins, tables and limits.
    case site(SiteFile)
    /// Rule tables: each takes the place of the site's table of that name, or stands in front of all.
    case tables([RuleTable], file: String)
    /// The site as it is: what would be decided today.
    case current
  }

  /// What the new answers are held against.
  public enum Baseline: String, Sendable, CaseIterable {
    /// The decisions of then, as the ledger has them.
    case recorded
    /// What the site's rules of today would answer.
    case current
  }

  /// The new rules.
  public let candidate: Candidate
  /// The first day of receipt.
  public let from: CivilDay
  /// The last day of receipt.
  public let to: CivilDay
  /// What the answers are held against.
  public var baseline = Baseline.recorded
  /// How many changed decisions are told one by one.
  public var detailCountMax = 20

  /// A question about the cases received from one day to another.
  public init(_ candidate: Candidate, from: CivilDay, to: CivilDay) {
    self.candidate = candidate
    self.from = from
    self.to = to
  }
}
