/// A finished report as data: what every writer prints and what a report plugin returns.
///
/// The model knows no ledger and no complaint. Days are integers (days since 1970-01-01,
/// proleptic Gregorian calendar), money is integer fen, shares are kept as their two counts.
/// Two equal documents are written to the same bytes by the same writer.
public struct Document: Sendable, Equatable {
  /// Stable name of the report, e.g. `annual-disclosure`; ASCII, used for file names.
  public var id: String
  /// The main heading.
  public var title: String
  /// A second line below the title.
  public var subtitle: String?
  /// The language of the text; chooses the fixed words of the writers.
  public var language: Language
  /// The days the report covers, both included; nil when it covers no period.
  public var period: Period?
  /// What was counted, in words: units, kinds of matter, filters. Empty prints nothing.
  public var scope: String
  /// Headings, paragraphs, tables and figures in reading order.
  public var blocks: [Block]
  /// Notes printed at the end, numbered from 1.
  public var notes: [Note]
  /// Equations that must hold before the document is issued.
  public var checks: [Check]
  /// Where the figures came from, so that the report can be reproduced to the byte.
  public var provenance: Provenance

  /// Makes a document; nothing is verified here, see `problems()` and `evaluateChecks()`.
  public init(
    id: String, title: String, subtitle: String? = nil, language: Language = .zh,
    period: Period? = nil, scope: String = "", blocks: [Block] = [], notes: [Note] = [],
    checks: [Check] = [], provenance: Provenance
  ) {
    self.id = id
    self.title = title
    self.subtitle = subtitle
    self.language = language
    self.period = period
    self.scope = scope
    self.blocks = blocks
    self.notes = notes
    self.checks = checks
    self.provenance = provenance
  }

  /// The tables in reading order; a writer's "table 1" is the first of them.
  public var tables: [Table] {
    blocks.compactMap { block in
      if case .table(let table) = block { table } else { nil }
    }
  }
}

extension Document {
  /// The language of a document's text and of the writers' fixed words.
  public enum Language: String, Sendable, Equatable, CaseIterable {
    /// Chinese, the main case.
    case zh
    /// English.
    case en
  }

  /// A span of civil days, both ends included; days since 1970-01-01.
  public struct Period: Sendable, Equatable {
    /// The first day.
    public var from: Int
    /// The last day, itself included.
    public var to: Int

    /// Makes a period of days since 1970-01-01, both ends included.
    public init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  /// One piece of the body, in reading order.
  public enum Block: Sendable, Equatable {
    /// A heading below the title; level 1 to 4, other levels print as the nearest of these.
    case heading(level: Int, text: String)
    /// One paragraph of running text; a line feed inside it is kept as a line break.
    case paragraph(String)
    /// A table of typed columns.
    case table(Table)
    /// A chart of counts.
    case figure(Figure)
  }

  /// A remark printed at the end, with the source it rests on.
  public struct Note: Sendable, Equatable {
    /// The remark.
    public var text: String
    /// Where it comes from: a provision, a publication, a file.
    public var source: String?

    /// Makes a note.
    public init(text: String, source: String? = nil) {
      self.text = text
      self.source = source
    }
  }

  /// Where a document's figures came from.
  public struct Provenance: Sendable, Equatable {
    /// The institution that reports.
    public var institution: String
    /// The last event the figures rest on; nil when they rest on no ledger.
    public var ledgerSequence: Int64?
    /// The chain hash at that event, in hexadecimal.
    public var ledgerHash: String?
    /// Whether repeats of one complaint count once; nil when the question does not arise.
    public var repeatsMerged: Bool?
    /// The plugin that made the document; nil for one made by the program itself.
    public var pluginID: String?
    /// That plugin's version.
    public var pluginVersion: String?
    /// A sentence that says the data are invented; nil for real data. Writers print it with
    /// the fixed words "Synthetic data" at the foot and, where it fits, at the head.
    public var syntheticMarker: String?

    /// Makes a provenance.
    public init(
      institution: String, ledgerSequence: Int64? = nil, ledgerHash: String? = nil,
      repeatsMerged: Bool? = nil, pluginID: String? = nil, pluginVersion: String? = nil,
      syntheticMarker: String? = nil
    ) {
      self.institution = institution
      self.ledgerSequence = ledgerSequence
      self.ledgerHash = ledgerHash
      self.repeatsMerged = repeatsMerged
      self.pluginID = pluginID
      self.pluginVersion = pluginVersion
      self.syntheticMarker = syntheticMarker
    }
  }
}
