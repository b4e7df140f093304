public import ConsumerProtection

/// What the site file says about one plugin; its place in the list is part of the order.
public struct SitePlugin: Sendable, Equatable {
  /// How far the plugin's answers count.
  public enum Enforcement: String, Sendable, CaseIterable {
    /// Not asked.
    case off
    /// Asked and recorded, not used.
    case shadow
    /// Used; a person may decide otherwise.
    case advisory
    /// Used.
    case mandatory
  }

  /// What the plugin is to the site.
  public enum Role: String, Sendable, CaseIterable {
    /// A rule of the bank's own: it may only tighten.
    case overlay
    /// Law: it selects the statutory rows.
    case regime
  }

  /// Where the plugin's Lua runs.
  public enum Isolation: String, Sendable, CaseIterable {
    /// In this process, in the strict sandbox.
    case inProcess = "inprocess"
    /// The same in a process of its own that can reach no file, no socket and no other process.
    case worker
  }

  /// The plugin's identifier.
  public let id: String
  /// The approved digest; nil means that nobody approved the plugin.
  public let digest: PluginDigest?
  /// How far its answers count where `hookEnforcement` says nothing else.
  public let enforcement: Enforcement
  /// How far its answers to single hooks count.
  public let hookEnforcement: [String: Enforcement]
  /// What it is to the site.
  public let role: Role
  /// Its settings as given, an object; nil when there are none.
  public let settings: JSONValue?
  /// Where it runs; nil where the site file leaves it open.
  public var isolation: Isolation?
  /// The line in the site file, for messages.
  public let line: Int?
  /// The rule table that stands here instead of a folder.
  private(set) var table: RuleTable?

  /// An entry with its parts.
  public init(
    id: String, digest: PluginDigest?, enforcement: Enforcement = .mandatory,
    role: Role = .overlay, settings: JSONValue? = nil, isolation: Isolation? = nil,
    line: Int? = nil, hookEnforcement: [String: Enforcement] = [:]
  ) {
    self.id = id
    self.digest = digest
    self.enforcement = enforcement
    self.role = role
    self.settings = settings
    self.isolation = isolation
    self.line = line
    self.hookEnforcement = hookEnforcement
  }

  /// How far its answers to a hook count.
  public func enforcement(of hook: String) -> Enforcement {
    enforcement == .off || hookEnforcement.isEmpty
      ? enforcement : hookEnforcement[hook] ?? enforcement
  }
}

/// A limit of the bank's own table in the site file; it may only be shorter than law.
public struct SiteLimit: Sendable, Equatable {
  /// The obligation's name, e.g. `decision`.
  public let name: String
  /// How long, from the same start as the statutory limit.
  public let budget: Budget
  /// The bank's own rule.
  public let basis: Phrase
  /// The first day of receipt that it applies to; nil from ever.
  public let from: CivilDay?
  /// The first day of receipt that it no longer applies to; nil while it is in force.
  public let until: CivilDay?
  /// The line in the site file, for messages.
  public let line: Int?

  /// A limit with its parts.
  public init(
    name: String, budget: Budget, basis: Phrase, from: CivilDay? = nil, until: CivilDay? = nil,
    line: Int? = nil
  ) {
    self.name = name
    self.budget = budget
    self.basis = basis
    self.from = from
    self.until = until
    self.line = line
  }
}

extension SitePlugin {
  /// The entry under which a table of the site file stands among the plugins.
  public init(_ table: RuleTable) {
    self.init(
      id: table.id, digest: nil, enforcement: table.enforcement, settings: table.json,
      line: table.line)
    self.table = table
  }
}
