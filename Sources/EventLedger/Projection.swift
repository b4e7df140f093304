/// Derives the index from lines: rows of tables, and a few entries of its own. A pure function of
/// the lines in order.
public protocol Projection: Sendable {
  /// What the index holds. Raise its version when the same lines give other rows or entries.
  var schema: IndexSchema { get }
  /// Takes one line of the record into account; called once for each line except the store's own.
  ///
  /// The editor stands at the row of the line's matter, before the line.
  func project(_ line: LedgerLine, into row: ProjectionEditor)
}

/// No rows or entries of its own: only matters and idempotency keys are indexed.
public struct EmptyProjection: Projection {
  /// No tables.
  public var schema: IndexSchema { IndexSchema(version: 0) }
  /// Nothing to derive.
  public init() {}
  /// Does nothing.
  public func project(_ line: LedgerLine, into row: ProjectionEditor) {}
}

/// Sorted entries as of one ledger position. Keys sort by unsigned bytes.
public protocol StateIndex: Sendable {
  /// The value under a key, or nil.
  func get(_ key: [UInt8]) throws(LedgerError) -> [UInt8]?
  /// Calls `body` with each entry of a range in order until it returns false.
  ///
  /// The buffers are valid only during the call.
  func scan(
    _ range: KeyRange, reversed: Bool,
    _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool
  ) throws(LedgerError)
}

/// A half-open range of keys.
public struct KeyRange: Sendable, Equatable {
  /// The first key inside; empty = from the beginning.
  public let lower: [UInt8]
  /// The first key beyond; nil = to the end.
  public let upper: [UInt8]?

  /// Keys from `lower` up to, without, `upper`.
  public init(from lower: [UInt8] = [], to upper: [UInt8]? = nil) {
    self.lower = lower
    self.upper = upper
  }

  /// All keys that begin with `prefix`.
  public init(prefix: [UInt8]) {
    lower = prefix
    upper = KeyRange.successor(ofPrefix: prefix)
  }

  /// The first key beyond all that begin with `prefix`; nil when there is none.
  public static func successor(ofPrefix prefix: [UInt8]) -> [UInt8]? {
    var bytes = prefix
    while let last = bytes.popLast() {
      if last < 0xFF {
        bytes.append(last + 1)
        return bytes
      }
    }
    return nil
  }
}

extension StateIndex {
  /// Up to `limit` entries of a range, copied.
  public func entries(
    in range: KeyRange, reversed: Bool = false, limit: Int = .max
  ) throws(LedgerError) -> [(key: [UInt8], value: [UInt8])] {
    var found: [(key: [UInt8], value: [UInt8])] = []
    guard limit > 0 else { return found }
    try scan(range, reversed: reversed) { key, value in
      found.append((Array(key), Array(value)))
      return found.count < limit
    }
    return found
  }
}
