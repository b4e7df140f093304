public import ConsumerProtection

/// What `plugin.yaml` says; read without running anything of the plugin.
public struct PluginManifest: Sendable, Equatable {
  /// Names the plugin everywhere: lower-case words, digits and `-`, joined by dots, e.g. `acme.cards`.
  public let id: String
  /// The plugin's own version.
  public let version: PluginVersion
  /// The level of the Lua API that it was written for.
  public let api: APILevel
  /// What people call it.
  public let title: Phrase
  /// What it does, in a sentence or two.
  public let summary: Phrase?
  /// Its licence.
  public let license: String?
  /// Who wrote it.
  public let author: String?
  /// The hooks that it answers, in the order of the file.
  public let hooks: [Hook]
  /// What it asks to be allowed.
  public let permissions: [Permission]
  /// The plugins that it needs, admits or excludes.
  public let depends: [PluginDependency]
  /// Budgets that differ from the defaults of its hooks.
  public let limits: Limits
  /// The calendar that it feeds, when it answers `calendar.days`.
  public let calendar: Calendar?
  /// The regime that it brings as data.
  public let regime: Regime?
  /// The formats that it imports, one for each hook `importer.<id>`.
  public let importers: [Importer]
  /// The reports that it makes, one for each hook `report.<id>`.
  public let reports: [Report]
  /// The verbs that it adds to the command line, one for each hook `command.<name>`.
  public var commands: [Report] = []
  /// The formats that it writes, one for each hook `writer.<format>`.
  public var writers: [Report] = []
  /// The schemes that it scores, one for each hook `score.<scheme>`.
  public var scores: [Report] = []
  /// Whether a new workspace leaves it out unless its site file names it, as the rules of another country.
  public var isOptional = false

  /// One hook of the plugin.
  public struct Hook: Sendable, Equatable {
    /// The hook's name, e.g. `complaint.route`.
    public let name: String
    /// Plugins that answer before this one.
    public let after: [String]
    /// Plugins that answer after this one.
    public let before: [String]
    /// The record fields that the hook may read.
    public let reads: [String]
    /// The line in the manifest.
    public var line: Int?
  }

  /// What a plugin may ask to be allowed.
  public enum Permission: String, Sendable, Hashable, CaseIterable {
    /// Counts over the ledger (`host.query`).
    case queryAggregate = "query.aggregate"
    /// Personal fields, masked.
    case personalDataMasked = "personal_data.masked"
    /// Personal fields in full.
    case personalDataFull = "personal_data.full"
    /// Reports.
    case reportWrite = "report.write"
  }

  /// Budgets of a call; nil keeps the hook's default.
  public struct Limits: Sendable, Equatable {
    /// VM instructions and charged work together.
    public let instructions: Int?
    /// Memory of the plugin's machine, in KiB.
    public let memoryKiB: Int?
    /// Wall-clock milliseconds.
    public let wallMilliseconds: Int?

    /// No differences.
    public static let none = Limits(instructions: nil, memoryKiB: nil, wallMilliseconds: nil)
  }

  /// The working calendar that a plugin feeds.
  public struct Calendar: Sendable, Equatable {
    /// The calendar's identifier, e.g. `cn`.
    public let id: String
    /// What people call it.
    public let title: Phrase
    /// The weekly days of rest after ISO 8601; 1 is Monday.
    public let restDays: Set<Int>
  }

  /// The regime that a plugin brings.
  public struct Regime: Sendable, Equatable {
    /// The regime's identifier, e.g. `CN`.
    public let id: String
    /// Its data file inside the folder.
    public let file: String
  }

  /// One import format.
  public struct Importer: Sendable, Equatable {
    /// The format's identifier, e.g. `cfpb`.
    public let id: String
    /// What people call it.
    public let title: Phrase
    /// The columns that a file must have, each with the names it may bear.
    public let required: [[String]]
  }

  /// One report; a verb, a format and a scheme are declared alike.
  public struct Report: Sendable, Equatable {
    /// The report's identifier, e.g. `summary`.
    public let id: String
    /// What people call it.
    public let title: Phrase
    /// What may be asked of it, in the order of the file.
    public let parameters: [Parameter]
  }

  /// One parameter of a report.
  public struct Parameter: Sendable, Equatable {
    /// What the parameter holds.
    public enum Kind: String, Sendable, CaseIterable {
      /// Free text.
      case text
      /// Texts, on the command line separated by commas.
      case list
      /// A civil day.
      case day
      /// A whole number.
      case integer
      /// `true` or `false`.
      case boolean
    }

    /// The name, e.g. `by`.
    public let name: String
    /// What it holds.
    public let kind: Kind
    /// What it holds when nothing is given.
    public let initial: JSONValue?
    /// What people call it.
    public let title: Phrase?

    /// A parameter with its parts.
    public init(name: String, kind: Kind, initial: JSONValue?, title: Phrase?) {
      self.name = name
      self.kind = kind
      self.initial = initial
      self.title = title
    }
  }

  /// The hook of that name, when the plugin answers it.
  public func hook(_ name: String) -> Hook? { hooks.first { $0.name == name } }

  /// Whether the text may name a plugin.
  public static func isIdentifier(_ text: String) -> Bool {
    guard (1...64).contains(text.utf8.count) else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
      guard let first = word.utf8.first, (97...122).contains(first) else { return false }
      return word.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
      }
    }
  }
}
