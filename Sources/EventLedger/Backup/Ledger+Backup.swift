extension Ledger {
  /// Copies a store beside its working writer, up to the last acknowledged line; takes no lock on it.
  ///
  /// Sealed segments that the directory holds are not copied again. A crash at any moment leaves
  /// the backup before this one as it was.
  ///
  /// - Parameters:
  ///   - path: The `ledger` directory.
  ///   - keyPath: The `keys` directory; nil = no keys are copied.
  ///   - directory: The backup; made when absent.
  ///   - companions: Files beside the store that go along; one that is not there is passed over.
  ///   - environment: Disk, clock.
  /// - Returns: What the backup holds, and how much of it was copied now.
  /// - Throws: `corrupt` when the record is damaged, `backupDiverges` when it lacks what the backup
  ///   holds, `targetNotEmpty` when the directory holds something else, `otherBackup`, `locked` while
  ///   another backup runs there, `noSpace`, `io`.
  public static func backup(
    at path: String, keysAt keyPath: String? = nil, into directory: String,
    companions: [CompanionFile] = [], environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> BackupReport {
    let location = StoreLocation(path: path, keyPath: keyPath)
    _ = try StoreIdentity.read(location, environment.fileSystem)
    let lock = try BackupLock(directory, environment.fileSystem)
    defer { lock.release() }
    var run = try BackupRun(
      location, into: directory, withKeys: keyPath != nil, companions: companions,
      environment)
    return try run.run()
  }

  /// Compares every file of a backup with its manifest, and checks the chain itself.
  ///
  /// - Throws: `notABackup`, `backupDamaged` when its manifest is unreadable, `newerFormat` or `io`;
  ///   any other damage is a finding.
  public static func verifyBackup(
    _ directory: String, environment: LedgerEnvironment = .posix(),
    progress: (_ lineCount: UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> BackupCheck {
    try BackupVerification(directory, environment).run(progress: progress)
  }

  /// Makes a folder from a backup: `ledger`, `keys` where the backup holds them, and what stood beside.
  ///
  /// Everything is checked first, built beside the target, indexed, and moved into place by one rename.
  /// Without keys the index leaves sealed texts out until it is made anew with them.
  ///
  /// - Parameters:
  ///   - backup: The backup's directory.
  ///   - target: The new folder: absent or empty.
  ///   - projection: The entries of the index.
  ///   - environment: Disk, clock, chance.
  ///   - progress: Called now and then with the lines read so far.
  /// - Returns: What is in place now.
  /// - Throws: `notABackup`, `backupDamaged`, `targetNotEmpty`, `noSpace`, `io`. Nothing is at the target
  ///   then.
  public static func restore(
    _ backup: String, to target: String, projection: any Projection,
    environment: LedgerEnvironment = .posix(),
    progress: @Sendable (_ lineCount: UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> RestoreReport {
    try RestoreRun(
      backup: backup, target: target, projection: projection, environment: environment
    ).run(progress: progress)
  }
}
