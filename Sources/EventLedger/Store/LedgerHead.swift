/// The last line of a view of the record.
public struct LedgerHead: Sendable, Equatable {
  /// Its sequence number; 0 before the first line.
  public var sequence: UInt64
  /// Its transaction's number.
  public var transaction: UInt64
  /// Its chain hash, 64 hexadecimal characters.
  public var hash: String { chain.text }
  /// Where the next line would begin.
  public var position: LedgerPosition
  /// When it was written: ms since the epoch, UTC.
  public var at: Int64
  var chain: ChainHash

  /// Before the first line of a store.
  static let origin = LedgerHead(
    sequence: 0, transaction: 0, position: LedgerPosition(segment: 1, offset: 0), at: 0,
    chain: .origin)
}

extension LedgerHead {
  /// Behind a line.
  init(_ line: LedgerLine) {
    self.init(
      sequence: line.sequence, transaction: line.transaction, position: line.end, at: line.at,
      chain: line.chainHash)
  }
}

/// What an opening for writing had to repair.
public struct RecoveryReport: Sendable, Equatable {
  /// No scan was needed: `HEAD`, size, boot and last line agreed.
  public var fastOpen = false
  /// Bytes cut off after the last complete transaction.
  public var cutByteCount: UInt64 = 0
  /// Where the cut was made.
  public var cutAt: LedgerPosition?
  /// Complete lines of an unfinished transaction among the bytes cut.
  public var unfinishedLineCount = 0
  /// File names, inside the store, of the evidence kept.
  public var evidence: [String] = []
  /// Bytes written again because the page cache may have lied about them.
  public var rewrittenByteCount: UInt64 = 0
  /// The active segment was copied anew (no valid `HEAD`, or `POISON`).
  public var copiedSegment = false
  /// A last segment without a complete header was removed.
  public var removedSegment: String?
  /// `POISON` had been there.
  public var poisonText: String?
  /// The index was made anew from the record.
  public var rebuiltIndex = false

  /// Something was cut off, removed, or written again after a failed synchronisation.
  public var repairedRecord: Bool {
    cutByteCount > 0 || removedSegment != nil || poisonText != nil
  }

  /// Nothing to repair.
  public init() {}
}
