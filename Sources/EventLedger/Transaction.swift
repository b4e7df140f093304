/// Events that are stored together or not at all.
public struct Transaction: Sendable {
  /// Repeating a key returns the earlier receipt and stores nothing; empty = never repeated.
  public var idempotencyKey: String
  /// The version of every matter that was decided *or looked up*.
  public var expected: [Expectation]
  /// At least one event; each event's matter stands in `expected`.
  public var events: [NewEvent]

  /// A transaction under a key.
  public init(idempotencyKey: String, expected: [Expectation], events: [NewEvent]) {
    self.idempotencyKey = idempotencyKey
    self.expected = expected
    self.events = events
  }
}

/// A fact to be stored. The ledger adds number, position, time and hash.
public struct NewEvent: Sendable {
  /// The matter it happened to.
  public var matter: MatterKey
  /// Type, such as `complaint.received`.
  public var type: String
  /// Version of the payload, from 1.
  public var typeVersion: Int
  /// Civil day number on which it happened (days since 1970-01-01).
  public var day: Int
  /// Time zone of that day, such as `Asia/Shanghai`.
  public var zone: String
  /// Unit that acted; may be empty.
  public var organisation: String
  /// Person or role that acted; may be empty. Never a customer's name.
  public var actor: String
  /// A JSON object in one line of UTF-8, kept byte for byte. No personal data.
  public var data: [UInt8]
  /// Personal data and free text; only its ciphertext reaches the disk.
  public var sealed: [SealedPlaintext]

  /// An event of a matter.
  public init(
    matter: MatterKey, type: String, typeVersion: Int, day: Int, zone: String,
    organisation: String = "", actor: String = "", data: [UInt8], sealed: [SealedPlaintext] = []
  ) {
    self.matter = matter
    self.type = type
    self.typeVersion = typeVersion
    self.day = day
    self.zone = zone
    self.organisation = organisation
    self.actor = actor
    self.data = data
    self.sealed = sealed
  }
}

/// A value that is encrypted before it is written.
public struct SealedPlaintext: Sendable {
  /// Which key seals it.
  public enum Scope: Sendable, Hashable {
    /// The next key of the pool; equal labels inside one transaction share it.
    case new(String)
    /// A key that an earlier line names.
    case key(UInt64)
  }

  /// Name of the field, such as `narrative`.
  public var field: String
  /// The value's bytes.
  public var bytes: [UInt8]
  /// The key.
  public var scope: Scope

  /// A field's value under a key.
  public init(field: String, bytes: [UInt8], scope: Scope) {
    self.field = field
    self.bytes = bytes
    self.scope = scope
  }
}

/// Proof of a stored transaction.
public struct Receipt: Sendable, Equatable {
  /// Number of the transaction.
  public let transaction: UInt64
  /// Sequence number of its first line.
  public let firstSequence: UInt64
  /// Sequence number of its last line.
  public let lastSequence: UInt64
  /// Where its first line begins.
  public let position: LedgerPosition
  /// The key had been used before: nothing was written now.
  public let repeated: Bool

  /// A receipt; made by the ledger and by its doubles in tests.
  public init(
    transaction: UInt64, firstSequence: UInt64, lastSequence: UInt64, position: LedgerPosition,
    repeated: Bool
  ) {
    self.transaction = transaction
    self.firstSequence = firstSequence
    self.lastSequence = lastSequence
    self.position = position
    self.repeated = repeated
  }
}
