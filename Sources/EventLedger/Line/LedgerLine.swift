/// One line of the record: a view over its bytes as they stand in the file.
///
/// Strings are made when asked for; bytes of `data` and of the line are never re-serialised.
public struct LedgerLine: Sendable {
  let chunk: ByteBlock
  let start: Int
  let count: Int
  let fields: LineFields
  /// Where the line begins.
  public let position: LedgerPosition

  /// Version of the envelope (`v`).
  public var version: Int { fields.version }
  /// Number of the line, +1 for each line of the store (`seq`).
  public var sequence: UInt64 { fields.sequence }
  /// Number of the first line of its commit group (`g`).
  public var group: UInt64 { fields.group }
  /// Number of its transaction (`tx`).
  public var transaction: UInt64 { fields.transaction }
  /// Whether it is the last line of its transaction (`end`).
  public var endsTransaction: Bool { fields.endsTransaction }
  /// When it was written: ms since the epoch, UTC (`at`).
  public var at: Int64 { fields.at }
  /// Civil day number on which it happened (`day`).
  public var day: Int { fields.day }
  /// The matter's version after this line (`n`).
  public var matterVersion: Int { fields.matterVersion }
  /// Version of the payload (`tv`).
  public var typeVersion: Int { fields.typeVersion }
  /// Where the matter's line before begins; nil for its first (`pp`).
  public var previous: LedgerPosition? {
    fields.previous < 0 ? nil : LedgerPosition(rawValue: UInt64(fields.previous))
  }
  /// Zone of the day (`zone`).
  public var zone: String { text(fields.zone) }
  /// Kind of the matter (`kind`).
  public var kind: String { text(fields.kind) }
  /// Identifier of the matter (`id`).
  public var id: String { text(fields.id) }
  /// The matter it belongs to.
  public var matter: MatterKey { MatterKey(kind: kind, id: id) }
  /// Type of the event (`type`).
  public var type: String { text(fields.type) }
  /// Idempotency key of the command (`cmd`); may be empty.
  public var commandKey: String { text(fields.command) }
  /// Unit that acted (`org`); may be empty.
  public var organisation: String { text(fields.organisation) }
  /// Who acted (`actor`); may be empty.
  public var actor: String { text(fields.actor) }
  /// The JSON object `data`, byte for byte.
  public var data: [UInt8] { withData { Array($0) } }
  /// The whole line without its line feed, byte for byte.
  public var bytes: [UInt8] { withBytes { Array($0) } }
  /// The chain hash, 64 hexadecimal characters (`h`).
  public var hash: String {
    withBytes { String(decoding: $0[(count - 66)..<(count - 2)], as: UTF8.self) }
  }
  /// The sealed values in the order of the line.
  public var sealed: [SealedEntry] { sealedEntries() }

  /// Lends the bytes of `data`; valid only during the call.
  public func withData<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try chunk.withBytes(start + fields.data.start, fields.data.count, body)
  }

  /// Lends the bytes of the line without its line feed; valid only during the call.
  public func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try chunk.withBytes(start, count, body)
  }
}

/// A sealed value as the line holds it.
public struct SealedEntry: Sendable, Equatable {
  /// Name of the field (`f`).
  public let field: String
  /// Number of its key in the pool (`k`).
  public let key: UInt64
  /// What sealed it (`s`); 1 = AES-256-GCM.
  public let suite: UInt64
  /// The nonce, 12 bytes (`n`).
  public let nonce: [UInt8]
  /// Ciphertext with its 16-byte tag (`c`).
  public let ciphertext: [UInt8]
  /// The entry's own JSON, byte for byte.
  public let raw: [UInt8]
}

/// A sealed value, opened.
public enum UnsealedValue: Sendable, Equatable {
  /// The bytes that were sealed.
  case text([UInt8])
  /// The key was destroyed: the value is erased for good. Not an error.
  case erased
  /// The key file is missing or damaged: an incident.
  case keyMissing
}
