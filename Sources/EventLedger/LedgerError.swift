/// What went wrong in the record, as data: the caller turns a case into a sentence in its language.
public enum LedgerError: Error, Sendable, Equatable {
  /// No readable `STORE` file under this path.
  case notAStore(path: String)
  /// `create` found a record that holds something already.
  case alreadyAStore(path: String)
  /// The store, a segment or a line was written by a newer build.
  case newerFormat(path: String, found: Int, supported: Int)
  /// Another process writes and did not finish within the wait.
  case locked(LockHolder)
  /// A matter is at another version than the decision was made for; nothing was stored.
  case conflict(matter: MatterKey, expected: Int, found: Int)
  /// The record itself is damaged; nothing may be written before it is restored.
  case corrupt(Finding)
  /// The index is damaged or missing; the record is not. `Ledger.rebuildIndex` makes it anew.
  case indexDamaged(Finding)
  /// A synchronisation failed in this process, or `POISON` says so: nothing is written any more.
  case poisoned(path: String, detail: String)
  /// The disk is full; nothing was stored, the store stays usable.
  case noSpace(path: String, errno: Int32)
  /// The group was written, but not known to be durable. Repeat with the same idempotency key.
  case outcomeUnknown(operation: String, errno: Int32)
  /// The handle, directory or file system admits no writing.
  case readOnly(path: String)
  /// A system call failed; nothing was stored.
  case io(operation: String, path: String, errno: Int32)
  /// The wall clock, `now`, stands more than five minutes before `last` (ms since the epoch, UTC).
  case clockStep(last: Int64, now: Int64)
  /// The directory lies on a network or unknown user-space file system (`statfs` type).
  case networkFileSystem(path: String, type: UInt64)
  /// A line would have `byteCount` bytes; `byteCountMax` are admitted. Nothing was stored.
  case tooLong(byteCount: Int, byteCountMax: Int)
  /// The transaction is not admissible whatever the state of the record; nothing was stored.
  case invalid(InvalidTransaction)
  /// The key directory lacks its workspace key, or a key file has another store's header.
  case keysUnusable(path: String)
  /// A signed note can not be used; nothing was compared.
  case noteRefused(NoteFault)
  /// No readable `BACKUP.json` under this path.
  case notABackup(path: String)
  /// The directory holds the backup of another store (its identifier); nothing was written.
  case otherBackup(path: String, store: String)
  /// A backup fails its check; nothing was restored.
  case backupDamaged(path: String, findings: [Finding])
  /// The store differs from what its own backup holds; the backup was left as it is.
  case backupDiverges(path: String, finding: Finding)
  /// The target of a restore exists and is not empty.
  case targetNotEmpty(path: String)
}

/// Why a transaction can not be stored.
public enum InvalidTransaction: Sendable, Equatable {
  /// A transaction needs at least one event.
  case noEvents
  /// Each matter that an event belongs to needs its expected version.
  case missingExpectation(MatterKey)
  /// Two expectations for one matter differ.
  case contradictoryExpectation(MatterKey)
  /// The named text is empty where it must not be, or holds NUL.
  case badText(field: String)
  /// `data` is no JSON object in one line of valid UTF-8 (byte offset of the fault).
  case badData(type: String, offset: Int)
  /// The kind `ledger` belongs to the store.
  case reservedKind
  /// `.key(number)` names a key that was never taken.
  case unknownKey(UInt64)
  /// A text to look for needs one ideograph or three letters in a row.
  case shortQuery
}

/// The process that holds the writer's lock, as it wrote itself down.
public struct LockHolder: Sendable, Equatable {
  /// Process number; 0 when the lock file is unreadable.
  public let processID: Int32
  /// Host name.
  public let host: String
  /// Start of the hold, ms since the epoch, UTC.
  public let since: Int64

  /// A holder as read from the lock file.
  public init(processID: Int32, host: String, since: Int64) {
    self.processID = processID
    self.host = host
    self.since = since
  }
}

/// One thing that a check found, with its place.
public struct Finding: Sendable, Equatable {
  /// What is the case; stable names, rendered by the caller.
  public enum Code: String, Sendable {
    /// A line can not be parsed.
    case unreadableLine
    /// The chain hash does not match the bytes.
    case brokenChain
    /// A sequence number, group, transaction or version is not the next one.
    case wrongNumber
    /// `pp` does not point to the matter's line before.
    case wrongPrevious
    /// A segment number is missing.
    case missingSegment
    /// A segment's header or seal contradicts its content or its neighbour.
    case wrongSegment
    /// A segment that has a successor bears no seal, or is not read-only.
    case unsealedSegment
    /// The record is shorter than what was acknowledged, or differs from it there.
    case behindHead
    /// Both slots of `HEAD` are unreadable.
    case unreadableHead
    /// Bytes after the last complete transaction.
    case tornTail
    /// `STORE` is damaged, or belongs to another store.
    case wrongStore
    /// `MANIFEST` or a run fails its checksum, or does not fit the record.
    case wrongIndex
    /// An entry of the index differs from what the record says.
    case wrongEntry
    /// A key file, or a key in use, is missing.
    case missingKey
    /// `POISON` is present.
    case poisoned
    /// The record is shorter than a signed note says, or differs from it there.
    case behindCheckpoint
    /// A file of a backup is missing.
    case missingFile
    /// A file of a backup has another size or digest than its manifest says.
    case wrongFile
  }

  /// What was found.
  public let code: Code
  /// File name inside the store, such as `segments/000001.jsonl`.
  public let file: String
  /// Byte offset in that file, when known.
  public let offset: UInt64?
  /// Sequence number of the line, when known.
  public let sequence: UInt64?
  /// A few words in English for the log; not for people at the desk.
  public let detail: String

  /// A finding at a place.
  public init(
    _ code: Code, file: String, offset: UInt64? = nil, sequence: UInt64? = nil, detail: String = ""
  ) {
    self.code = code
    self.file = file
    self.offset = offset
    self.sequence = sequence
    self.detail = detail
  }
}
