public import ConsumerProtection
internal import LuaBridge

/// Who said what to one hook, and why one answer stands: an event's payload beside the decision.
public struct DecisionRecord: Sendable, Equatable {
  /// One answer with the place in the plugin's source that gave it.
  public struct Given: Sendable, Equatable {
    /// The plugin.
    public let plugin: String
    /// `main.lua:14`: where the answering function is defined.
    public let at: String
    /// The answer, in the shape of the hook, without `because`.
    public let answer: JSONValue
    /// Why, as the plugin put it.
    public let because: Because?
    /// Why it does not stand; nil for an answer that stands.
    public let reason: Phrase?
  }

  /// Two plugins that answered differently.
  public struct Conflict: Sendable, Equatable {
    /// What they disagree on: `unit`, a limit's name, a day.
    public let about: String
    /// The answer that stands.
    public let kept: Given
    /// The answer that does not.
    public let other: Given
    /// Why the first one stands.
    public let reason: Phrase
  }

  /// A plugin that failed.
  public struct Failed: Sendable, Equatable {
    /// The plugin.
    public let plugin: String
    /// The failure's code.
    public let code: PluginFailure.Code
    /// `main.lua:14`, where it is known.
    public let at: String?
  }

  /// A plugin that was asked, and what its answer depends on.
  public struct Asked: Sendable, Equatable {
    /// The plugin.
    public let plugin: String
    /// The digest of the files that answered; nil for a rule table, which stands in the site file.
    public let digest: PluginDigest?
    /// How far its answer counts.
    public let enforcement: SitePlugin.Enforcement
    /// The names of the fields that it read, in the order of the declaration.
    public var reads: [String] { read.names }
    /// The fields of the context that it read, e.g. `today`.
    public var contextReads: [String] { readOfContext.names }
    /// SHA-256 in hexadecimal of the canonical JSON list of what it read; nil when nothing was read.
    ///
    /// Computed when it is asked for, from the record that was read.
    public var readsDigest: String? {
      if read.isEmpty { return nil }
      let reads = reads
      return subject.map { $0.digest(of: reads) } ?? record.digest(of: reads)
    }
    /// Instructions used.
    public let instructions: Int
    let record: ComplaintRecord
    /// What was read where it was no complaint.
    let subject: JSONValue?
    private let read: LuaReads
    private let readOfContext: LuaReads

    init(
      plugin: String, digest: PluginDigest?, enforcement: SitePlugin.Enforcement, read: LuaReads,
      readOfContext: LuaReads, record: ComplaintRecord, subject: JSONValue? = nil, instructions: Int
    ) {
      self.subject = subject
      self.plugin = plugin
      self.digest = digest
      self.enforcement = enforcement
      self.read = read
      self.readOfContext = readOfContext
      self.record = record
      self.instructions = instructions
    }

    init(
      plugin: String, digest: PluginDigest?, enforcement: SitePlugin.Enforcement, reads: [String],
      contextReads: [String], record: ComplaintRecord, subject: JSONValue? = nil, instructions: Int
    ) {
      self.init(
        plugin: plugin, digest: digest, enforcement: enforcement, read: LuaReads(reads),
        readOfContext: LuaReads(contextReads), record: record, subject: subject,
        instructions: instructions)
    }

    /// Whether both say the same: of the record counts only what was read.
    public static func == (left: Asked, right: Asked) -> Bool {
      left.plugin == right.plugin && left.digest == right.digest
        && left.enforcement == right.enforcement
        && left.reads == right.reads && left.contextReads == right.contextReads
        && left.instructions == right.instructions && left.readsDigest == right.readsDigest
    }
  }

  /// The hook.
  public let hook: String
  /// The number of the plugin set.
  public let setNumber: Int64
  /// The ledger position that the answers rest on.
  public let position: Int64
  /// The answers that stand, in order; one for `complaint.route`.
  public let used: [Given]
  /// The answers that do not, each with the reason.
  public let losers: [Given]
  /// Disagreements.
  public let conflicts: [Conflict]
  /// Failures.
  public let failures: [Failed]
  /// Everyone who was asked.
  public let asked: [Asked]

  /// The answer that decides, for hooks with one.
  public var winner: Given? { used.first }
}
