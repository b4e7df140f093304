public import ConsumerProtection

/// What plugins and tables in shadow answered, beside what was decided.
public struct ShadowReport: Sendable, Equatable {
  /// One plugin on one hook.
  public struct Line: Sendable, Equatable {
    /// The plugin or table.
    public let plugin: String
    /// The hook.
    public let hook: String
    /// Cases on which it was asked in shadow.
    public internal(set) var asked = 0
    /// Cases without an opinion.
    public internal(set) var silent = 0
    /// Cases where its answer is what was decided.
    public internal(set) var same = 0
    /// Cases where it is not.
    public internal(set) var different = 0
    /// Cases where it answered and nobody else decided.
    public internal(set) var alone = 0
    /// Cases on which it failed.
    public internal(set) var failed = 0
  }

  /// One answer in shadow that is not what was decided.
  public struct Case: Sendable, Equatable {
    /// The complaint.
    public let id: String
    /// The day of receipt.
    public let receivedOn: CivilDay
    /// The plugin or table.
    public let plugin: String
    /// The hook.
    public let hook: String
    /// What was decided; nil for no opinion.
    public let decided: JSONValue?
    /// Who decided, with the place.
    public let decidedBy: String
    /// What the plugin in shadow said.
    public let shadow: JSONValue
    /// Where it said so.
    public let place: String
    /// Why.
    public let because: Phrase?
  }

  /// The first day of receipt.
  public let from: CivilDay
  /// The last day of receipt.
  public let to: CivilDay
  /// By plugin and hook.
  public internal(set) var lines: [Line] = []
  /// The first cases where the answers differ, in the order of the ledger.
  public internal(set) var cases: [Case] = []
  /// The last line of the ledger that was looked at.
  public internal(set) var position: UInt64 = 0
  /// Its hash.
  public internal(set) var hash = ""
}
