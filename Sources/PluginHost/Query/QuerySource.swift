public import ConsumerProtection

/// A question to the counts: how many complaints, by which dimensions, under which conditions.
public struct CountRequest: Sendable, Equatable {
  /// One condition; all must hold.
  public struct Condition: Sendable, Equatable {
    /// The dimension.
    public let dimension: String
    /// The value that it must have.
    public let value: FieldValue

    /// A condition.
    public init(dimension: String, value: FieldValue) {
      self.dimension = dimension
      self.value = value
    }
  }

  /// The dimensions to group by, in order; empty counts the whole.
  public let by: [String]
  /// The first day of receipt; nil from the first.
  public let from: CivilDay?
  /// The last day of receipt, itself included; nil to the last.
  public let to: CivilDay?
  /// Conditions, sorted by dimension.
  public let conditions: [Condition]
  /// The language of standard names in dimensions `*_label`.
  public let language: Language

  /// A question with its parts.
  public init(
    by: [String], from: CivilDay? = nil, to: CivilDay? = nil, conditions: [Condition] = [],
    language: Language = .zh
  ) {
    self.by = by
    self.from = from
    self.to = to
    self.conditions = conditions
    self.language = language
  }
}

/// One group of a count.
public struct CountRow: Sendable, Equatable {
  /// The group's values, one a dimension of the request.
  public let keys: [FieldValue]
  /// How many.
  public let count: Int64

  /// A group.
  public init(keys: [FieldValue], count: Int64) {
    self.keys = keys
    self.count = count
  }
}

/// The answer to a count; the host sorts the rows by their keys.
public struct CountTable: Sendable, Equatable {
  /// The groups that are not empty.
  public let rows: [CountRow]
  /// How many in all.
  public let total: Int64
  /// How many of them are invented data.
  public let synthetic: Int64

  /// An answer with its parts.
  public init(rows: [CountRow], total: Int64, synthetic: Int64 = 0) {
    self.rows = rows
    self.total = total
    self.synthetic = synthetic
  }
}

/// Why a count was refused.
public struct QueryError: Error, Sendable, Equatable {
  /// What is wrong.
  public let problem: Phrase

  /// A refusal.
  public init(_ problem: Phrase) { self.problem = problem }
}

/// Where a report's figures come from.
public struct QueryProvenance: Sendable, Equatable {
  /// The institution that reports.
  public let institution: String
  /// The last event the figures rest on.
  public let sequence: Int64?
  /// The chain hash at that event, in hexadecimal.
  public let hash: String?

  /// A provenance with its parts.
  public init(institution: String, sequence: Int64? = nil, hash: String? = nil) {
    self.institution = institution
    self.sequence = sequence
    self.hash = hash
  }
}

/// Counts at one ledger position; the engine conforms, and `FixedQuery` does for plugin tests.
public protocol QuerySource {
  /// The dimensions that may be asked for.
  var dimensions: [String] { get }
  /// Where the figures come from.
  var provenance: QueryProvenance { get }
  /// Counts; the host has already checked that every dimension is declared.
  func count(_ request: CountRequest) throws(QueryError) -> CountTable
}
