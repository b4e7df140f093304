/// The name of a matter: anything with a numbered history of events.
public struct MatterKey: Hashable, Sendable, Comparable {
  /// The kind, such as `complaint`.
  public let kind: String
  /// The identifier, unique inside its kind.
  public let id: String

  /// A matter of a kind.
  public init(kind: String, id: String) {
    self.kind = kind
    self.id = id
  }

  /// By kind, then identifier.
  public static func < (left: MatterKey, right: MatterKey) -> Bool {
    (left.kind, left.id) < (right.kind, right.id)
  }
}

/// A matter with the version a decision was made for.
public struct Expectation: Hashable, Sendable {
  /// The matter that was decided or looked up.
  public let matter: MatterKey
  /// Number of its events; 0 = it must not exist.
  public let version: Int

  /// The matter must have exactly `version` events.
  public init(_ matter: MatterKey, version: Int) {
    self.matter = matter
    self.version = version
  }
}

/// Where a line begins, or where the record ends.
public struct LedgerPosition: Hashable, Sendable, Comparable {
  /// Segment number, from 1.
  public let segment: UInt32
  /// Byte offset in the segment.
  public let offset: UInt32

  /// A place in a segment.
  public init(segment: UInt32, offset: UInt32) {
    self.segment = segment
    self.offset = offset
  }

  /// `segment << 32 | offset`, as lines write it.
  public var rawValue: UInt64 { UInt64(segment) << 32 | UInt64(offset) }

  /// From `segment << 32 | offset`.
  public init(rawValue: UInt64) {
    self.init(
      segment: UInt32(truncatingIfNeeded: rawValue >> 32),
      offset: UInt32(truncatingIfNeeded: rawValue))
  }

  /// In the order of the record.
  public static func < (left: LedgerPosition, right: LedgerPosition) -> Bool {
    left.rawValue < right.rawValue
  }
}
