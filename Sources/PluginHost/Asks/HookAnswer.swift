public import ConsumerProtection

/// What the plugins together say to one hook.
public struct HookAnswer<Value: Sendable>: Sendable {
  /// The combined answer.
  public let value: Value
  /// Codes for `Answers.held`: the case waits in the manual queue, e.g. `route_failed`.
  public let held: [String]
  /// What goes into the ledger; nil when nobody answered, disagreed or failed.
  public let record: DecisionRecord?
  /// Every failure, in the order of asking.
  public let failures: [PluginFailure]
  /// Everyone who was asked, where the hook tells; also when nothing goes on record.
  var asked: [DecisionRecord.Asked] = []

  /// The fields that somebody read.
  public var reads: Set<String> { Set(asked.flatMap(\.reads)) }
}

/// What an importer makes of a row.
public enum ImportedRow: Sendable, Equatable {
  /// A draft.
  case draft(ImportDraft)
  /// The row is not taken in.
  case rejected(ImportRejection)
}

/// Why an importer does not take a row in.
public struct ImportRejection: Sendable, Equatable {
  /// The plugin's code for it.
  public var code: String
  /// The column as the file names it; empty where it is the whole row.
  public var column: String
  /// What stands there; empty where it must not be repeated.
  public var value: String
  /// Why.
  public var reason: Phrase
}

/// A row that an importer made.
public struct ImportDraft: Sendable, Equatable {
  /// The row's identifier in its source; makes a second import find it again.
  public var sourceID: String
  /// The day of receipt.
  public var receivedOn: CivilDay
  /// The intake channel's standard key.
  public var intakeChannel: String?
  /// The intake channel as the source names it.
  public var intakeLabel: String?
  /// The product or service.
  public var product: String?
  /// The business class's standard key.
  public var businessClass: String?
  /// The business class as the source names it.
  public var businessClassLabel: String?
  /// The cause's standard key.
  public var cause: String?
  /// The cause as the source names it.
  public var causeLabel: String?
  /// The region's standard key.
  public var region: String?
  /// The region as the source names it.
  public var regionLabel: String?
  /// The amount in dispute.
  public var amount: Money?
  /// What the complainant wrote.
  public var narrative: String?
  /// How many people complain.
  public var headcount: Int64?
  /// Who transferred it.
  public var transferredBy: String?
  /// The outcome in the earlier system: the complaint is archived at once.
  public var archive: String?
  /// The business channel's standard key.
  public var businessChannel: String?
  /// The business channel as the source names it.
  public var businessChannelLabel: String?
  /// The receiving unit; nil is the head office.
  public var unit: String?
  /// The unit complained about.
  public var respondentUnit: String?
  /// Its numbers elsewhere.
  public var outsideNumbers: [String] = []
  /// What the complainant wants.
  public var demand: String?
  /// The complainant's name.
  public var complainantName: String?
  /// The complainant's telephone number.
  public var complainantPhone: String?
  /// The number of the complainant's identity document.
  public var complainantIDNumber: String?
  /// The complainant's address.
  public var complainantAddress: String?
  /// The source's own days, kept as they are.
  public var dates: [SourceDate] = []
  /// Where these days contradict each other.
  public var contradictions: [Phrase] = []

  /// A day that the source names.
  public struct SourceDate: Sendable, Equatable {
    /// The source's or the mapping's name for it.
    public var name: String
    /// The day.
    public var day: CivilDay
  }
}
