/// Derives index entries from lines. A pure function of the lines in order.
///
/// Raise `version` when the entries for the same lines change: the index is then rebuilt.
public protocol Projection: Sendable {
  /// Version of the entries.
  var version: UInt32 { get }
  /// Takes one line of the record into account; called once for each line except the store's own.
  func project(_ line: LedgerLine, into view: inout some ProjectionView)
}

/// What a projection sees and changes: the state before its line, with its own changes.
public protocol ProjectionView {
  /// The value under a key, or nil.
  mutating func get(_ key: [UInt8]) -> [UInt8]?
  /// Sets a value.
  mutating func put(_ key: [UInt8], _ value: [UInt8])
  /// Removes a key; removing an absent key is nothing.
  mutating func delete(_ key: [UInt8])
}

/// No entries of its own: only matters and idempotency keys are indexed.
public struct EmptyProjection: Projection {
  /// Always 0.
  public var version: UInt32 { 0 }
  /// Nothing to derive.
  public init() {}
  /// Does nothing.
  public func project(_ line: LedgerLine, into view: inout some ProjectionView) {}
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
