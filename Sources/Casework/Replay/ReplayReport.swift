public import ConsumerProtection
public import PluginHost

/// What new rules would have changed in past decisions.
public struct ReplayReport: Sendable, Equatable {
  /// One decision, in words.
  public struct Said: Sendable, Equatable {
    /// The decision: a unit, a due day with its rule, the codes of objections.
    public let decision: Phrase
    /// Who said so: plugin and place; empty for no opinion.
    public let source: String
    /// Why.
    public let because: Phrase?
  }

  /// One decision that changes.
  public struct Change: Sendable, Equatable {
    /// The complaint.
    public let id: String
    /// The day of receipt.
    public let receivedOn: CivilDay
    /// The hook.
    public let hook: String
    /// What was decided.
    public let before: Said
    /// What would be decided.
    public let after: Said
    /// What it would have meant for a deadline; nil where it means nothing.
    public let outcome: Outcome?
  }

  /// What another due day would have meant, by the day on which the matter was settled.
  public enum Outcome: String, Sendable, Equatable {
    /// Kept then, missed under the new rules.
    case missed
    /// Missed then, kept under the new rules.
    case gained
  }

  /// How often one decision becomes another.
  public struct Transition: Sendable, Equatable {
    /// The hook.
    public let hook: String
    /// What was decided.
    public let before: Phrase
    /// What would be decided.
    public let after: Phrase
    /// How often.
    public internal(set) var count: Int
  }

  /// The cases of one unit.
  public struct Load: Sendable, Equatable {
    /// The unit.
    public let unit: String
    /// Cases that went there.
    public let before: Int
    /// Cases that would go there.
    public let after: Int
  }

  /// Failures of the new rules with one code.
  public struct Failed: Sendable, Equatable {
    /// The code.
    public let code: String
    /// How many cases.
    public internal(set) var count: Int
    /// The first one.
    public let first: PluginFailure
  }

  /// The first and last day of receipt.
  public let from: CivilDay
  /// The last day of receipt.
  public let to: CivilDay
  /// What was asked, for people: plugin and version, or the file.
  public let candidate: String
  /// The digest of the plugin that was asked.
  public let digest: String?
  /// What the answers are held against.
  public let baseline: ReplayQuestion.Baseline
  /// The hooks that were asked.
  public let hooks: [String]
  /// The last line of the ledger that was looked at.
  public internal(set) var position: UInt64 = 0
  /// Its hash.
  public internal(set) var hash = ""
  /// Cases that were asked about.
  public internal(set) var cases = 0
  /// Cases with at least one changed decision.
  public internal(set) var changedCases = 0
  /// Changed decisions by hook.
  public internal(set) var changed: [String: Int] = [:]
  /// Which decisions become which, the most frequent first.
  public internal(set) var transitions: [Transition] = []
  /// Units whose number of cases changes.
  public internal(set) var load: [Load] = []
  /// Deadlines kept then that would have been missed.
  public internal(set) var missed = 0
  /// Deadlines missed then that would have been kept.
  public internal(set) var gained = 0
  /// The first changed decisions, in the order of the ledger.
  public internal(set) var changes: [Change] = []
  /// Failures of the new rules.
  public internal(set) var failures: [Failed] = []
  /// Cases whose new answer read sealed personal texts: what it would be cannot be known.
  public internal(set) var undetermined = 0
  /// Cases counted in the calendar of today because the one then in force was not kept.
  public internal(set) var calendarsNotKept = 0
  /// Whether some of the cases are invented.
  public internal(set) var hasSynthetic = false

  init(_ question: ReplayQuestion, candidate: String, digest: String?, hooks: [String]) {
    from = question.from
    to = question.to
    baseline = question.baseline
    self.candidate = candidate
    self.digest = digest
    self.hooks = hooks
  }
}
