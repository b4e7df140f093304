public import ConsumerProtection

/// Why a complaint stands as it does: every limit with its count, every answer with its reason.
public struct Explanation: Sendable {
  /// One limit, counted day by day.
  public struct Limit: Sendable {
    /// The obligation as the complaint has it.
    public let obligation: Obligation
    /// The count of the budget that applies now.
    public let count: DueDay
    /// Whether the calendar's data differ from those of the decision; the recorded day stands.
    public let isCalendarNewer: Bool
  }

  /// One answer, as a decision record keeps it.
  public struct Given: Sendable, Equatable {
    /// The plugin.
    public let plugin: String
    /// `main.lua:14`
    public let place: String
    /// The answer.
    public let answer: JSONValue
    /// The plugin's reason, in words of the plugin's locale files.
    public let because: String?
    /// Why it does not stand.
    public let reason: Phrase?
  }

  /// A plugin that was asked.
  public struct Asked: Sendable, Equatable {
    /// The plugin.
    public let plugin: String
    /// The digest of the files that answered, `sha256:…`; nil for a rule table, and for a decision of
    /// a time when it was not recorded.
    public let digest: String?
    /// The fields that it read with the values of then; personal ones stay sealed.
    public let reads: [(name: String, value: String)]
    /// Whether the values of then give the recorded digest; nil where it read nothing or sealed data
    /// are gone.
    public let isConfirmed: Bool?
    /// Instructions used.
    public let instructions: Int64

    /// Equal in every part.
    public static func == (left: Asked, right: Asked) -> Bool {
      left.plugin == right.plugin && left.digest == right.digest
        && left.isConfirmed == right.isConfirmed
        && left.instructions == right.instructions
        && left.reads.elementsEqual(right.reads) { $0 == $1 }
    }
  }

  /// What one hook's plugins said at one moment.
  public struct Decision: Sendable {
    /// The line in the ledger.
    public let sequence: UInt64
    /// The hook.
    public let hook: String
    /// The number of the plugin set.
    public let set: Int64
    /// The answers that stand.
    public let used: [Given]
    /// The answers that do not.
    public let losers: [Given]
    /// Why one of two different answers stands.
    public let conflicts: [Phrase]
    /// Failures: plugin, code and place.
    public let failures: [(plugin: String, code: String, place: String)]
    /// Everyone who was asked.
    public let asked: [Asked]
  }

  /// Plugins that were asked at intake and had no opinion: no record is written for them.
  public struct Silent: Sendable, Equatable {
    /// The hook.
    public let hook: String
    /// The plugins, in the order of asking.
    public let plugins: [String]
  }

  /// The complaint as lists see it.
  public let row: ComplaintRow
  /// Its limits, the binding one first.
  public let limits: [Limit]
  /// What plugins answered, in order.
  public let decisions: [Decision]
  /// Hooks of the intake that were asked without an answer, conflict or failure.
  public let silent: [Silent]
  /// The plugins of each set that a decision names: number, then `id version` texts.
  public let sets: [Int64: [String]]
}
