internal import ConsumerProtection
public import EventLedger

extension Workspace {
  /// Signs what the ledger has acknowledged, and writes the note into further folders, too.
  public static func checkpoint(
    _ paths: WorkspacePaths, into folders: [String] = []
  ) throws(Failure) -> CheckpointReceipt {
    try reporting { () throws(LedgerError) in
      try Ledger.checkpoint(at: paths.ledger, keysAt: paths.keys, into: folders)
    }
  }

  /// The public key of the ledger's checkpoints; the pair is made when there is none.
  public static func checkpointKey(_ paths: WorkspacePaths) throws(Failure) -> NoteKey {
    try reporting { () throws(LedgerError) in
      try Ledger.checkpointKey(at: paths.ledger, keysAt: paths.keys)
    }
  }

  /// Checks the ledger, and that it contains what a note states.
  ///
  /// - Parameters:
  ///   - paths: The workspace.
  ///   - level: How thoroughly.
  ///   - note: The note's file.
  ///   - key: The public key, as text or as a file; nil = the one that lies beside the secret.
  ///   - progress: Called now and then with the lines read so far.
  /// - Returns: Everything found, and what the note states.
  /// - Throws: `XB-230` for a note that was changed or is of another key or ledger; `XB-110`.
  public static func verify(
    _ paths: WorkspacePaths, level: VerifyLevel, against note: String, key: String?,
    progress: (UInt64) -> Void = { _ in }
  ) throws(Failure) -> (report: VerifyReport, checkpoint: Checkpoint) {
    let bytes = try Files.read(note, byteCountMax: 1 << 20)
    let keyText: String
    if let key, key.contains("+"), !Files.isReadable(key) {
      keyText = key
    } else {
      keyText = try Files.readText(key ?? "\(paths.keys)/checkpoint.pub", byteCountMax: 1 << 16)
    }
    return try reporting { () throws(LedgerError) in
      let note = try SignedNote(bytes)
      try note.check(by: NoteKey(keyText))
      let report = try Ledger.verify(
        at: paths.ledger, keysAt: paths.keys, projection: CaseworkProjection(), level: level,
        against: note, progress: progress)
      return (report, note.checkpoint)
    }
  }

  /// The checkpoint of today, where the site file names a folder and it holds none of today yet.
  ///
  /// - Returns: The one that was made now; nil when nothing was to do.
  public func dailyCheckpoint() throws(Failure) -> CheckpointReceipt? {
    guard let named = site.checkpointFolder else { return nil }
    let folder = named.hasPrefix("/") ? named : "\(paths.root)/\(named)"
    let store = store.view.store
    let newest = try Self.reporting { () throws(LedgerError) in
      try Ledger.newestCheckpoint(of: store, in: folder)
    }
    let today = clock.civil(clock.now()).day
    if let newest, clock.civil(Instant(milliseconds: newest.time)).day == today { return nil }
    return try Self.checkpoint(paths, into: [folder])
  }

  /// What stands beside the record: POISON, evidence, checkpoints, keys.
  public static func status(_ paths: WorkspacePaths) throws(Failure) -> StoreStatus {
    try reporting { () throws(LedgerError) in
      try StoreStatus(at: paths.ledger, keysAt: paths.keys)
    }
  }

  /// Reads acknowledged lines as they stand, and goes on reading.
  public static func lines(
    _ paths: WorkspacePaths, from start: RecordFollower.Start
  ) throws(Failure) -> RecordFollower {
    try reporting { () throws(LedgerError) in try RecordFollower(at: paths.ledger, from: start) }
  }

  /// What this process had to repair in the record; nil = nothing.
  public nonisolated var repair: RecoveryReport? { store.repair }

  /// Puts the ledger's errors into words.
  static func reporting<R>(_ body: () throws(LedgerError) -> R) throws(Failure) -> R {
    do throws(LedgerError) {
      return try body()
    } catch {
      throw Failure(error)
    }
  }
}
