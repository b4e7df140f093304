/// How thoroughly `verify` looks.
public enum VerifyLevel: Sendable, Equatable {
  /// `HEAD`, `MANIFEST` and the last segment.
  case fast
  /// All chains, seals, numbers and checksums.
  case full
  /// All that, and the index compared with a rebuild, section by section.
  case deep
}

/// What `verify` found.
public struct VerifyReport: Sendable, Equatable {
  /// The level asked for.
  public var level: VerifyLevel
  /// Segments read.
  public var segmentCount = 0
  /// Lines read and checked.
  public var lineCount: UInt64 = 0
  /// Transactions among them.
  public var transactionCount: UInt64 = 0
  /// Sequence number of the last good line.
  public var sequence: UInt64 = 0
  /// Chain hash of the last good line, 64 hexadecimal characters.
  public var hash = ""
  /// Rows and entries of the index compared (deep only).
  public var comparedEntryCount: UInt64 = 0
  /// Everything found, in the order of the record; empty = sound.
  public var findings: [Finding] = []
  /// Whether nothing was found.
  public var isSound: Bool { findings.isEmpty }

  /// An empty report.
  public init(level: VerifyLevel) { self.level = level }
}

/// Counts and sizes of a store.
public struct LedgerStatistics: Sendable, Equatable {
  /// Identifier of the store.
  public var store: String
  /// When it was made: ms since the epoch, UTC.
  public var created: Int64
  /// The last line.
  public var head: LedgerHead
  /// Segments and their bytes together.
  public var segmentCount: Int
  /// Bytes of all segments.
  public var segmentByteCount: UInt64
  /// Lines not yet in a published run.
  public var tailLineCount: Int
  /// Runs on disk, oldest first.
  public var runs: [RunStatistics]
  /// Number of the key that is taken next.
  public var nextKey: UInt64
}

/// One run of the index.
public struct RunStatistics: Sendable, Equatable {
  /// File name inside `index/`.
  public var name: String
  /// Rows of all tables.
  public var rowCount: Int
  /// Size in bytes.
  public var byteCount: UInt64
}
