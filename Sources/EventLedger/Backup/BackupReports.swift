/// What a backup did.
public struct BackupReport: Sendable, Equatable {
  /// Identifier of the store.
  public var store: String
  /// Number of this backup in its directory, from 1.
  public var number: UInt64
  /// The last line it holds.
  public var sequence: UInt64
  /// Its chain hash.
  public var hash: String
  /// Files the backup consists of.
  public var fileCount: Int
  /// Bytes of all of them.
  public var byteCount: UInt64
  /// Files copied by this run.
  public var copiedFileCount: Int
  /// Bytes copied by this run.
  public var copiedByteCount: UInt64
  /// Whether keys are part of it.
  public var hasKeys: Bool
}

/// What a check of a backup found.
public struct BackupCheck: Sendable, Equatable {
  /// Identifier of the store.
  public var store: String
  /// Number of the backup in its directory.
  public var number: UInt64
  /// When it was finished: ms since the epoch, UTC.
  public var made: Int64
  /// The last line it holds.
  public var sequence: UInt64
  /// Its chain hash.
  public var hash: String
  /// Whether keys are part of it.
  public var hasKeys: Bool
  /// Files compared with the manifest.
  public var fileCount: Int
  /// Bytes of all of them.
  public var byteCount: UInt64
  /// Lines whose chain was checked.
  public var lineCount: UInt64
  /// Everything found; empty = sound.
  public var findings: [Finding]
  /// Whether nothing was found.
  public var isSound: Bool { findings.isEmpty }
}

/// What a restore put in place.
public struct RestoreReport: Sendable, Equatable {
  /// Identifier of the store.
  public var store: String
  /// The last line.
  public var sequence: UInt64
  /// Its chain hash.
  public var hash: String
  /// Segments restored.
  public var segmentCount: Int
  /// Bytes restored.
  public var byteCount: UInt64
  /// Whether keys were restored.
  public var hasKeys: Bool
}
