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
  ///   - environment: Disk, clock.
  /// - Returns: What the backup holds, and how much of it was copied now.
  /// - Throws: `corrupt` when the record is damaged, `backupDiverges` when it lacks what the backup
  ///   holds, `targetNotEmpty` when the directory holds something else, `otherBackup`, `locked` while
  ///   another backup runs there, `noSpace`, `io`.
  public static func backup(
    at path: String, keysAt keyPath: String? = nil, into directory: String,
    environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> BackupReport {
    let location = StoreLocation(path: path, keyPath: keyPath)
    _ = try StoreIdentity.read(location, environment.fileSystem)
    let lock = try BackupLock(directory, environment.fileSystem)
    defer { lock.release() }
    var run = try BackupRun(
      location, into: directory, withKeys: keyPath != nil, environment)
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

  /// Puts a backup in place of a store that is not there: everything is checked first, built beside
  /// the target, indexed, and moved into place by one rename.
  ///
  /// - Parameters:
  ///   - backup: The backup's directory.
  ///   - target: The new `ledger` directory: absent or empty.
  ///   - keyTarget: The new `keys` directory, absent or empty; nil = keys are not restored.
  ///   - keyPath: Keys that stand already; without any the index leaves the sealed texts out until
  ///     it is made anew with them.
  ///   - projection: The entries of the index.
  ///   - environment: Disk, clock, chance.
  ///   - progress: Called now and then with the lines read so far.
  /// - Returns: What is in place now.
  /// - Throws: `notABackup`, `backupDamaged`, `targetNotEmpty`, `keysUnusable` when keys are asked
  ///   for that the backup does not hold, `noSpace`, `io`. Nothing is at the target then.
  public static func restore(
    _ backup: String, to target: String, keysTo keyTarget: String? = nil,
    keysAt keyPath: String? = nil, projection: any Projection,
    environment: LedgerEnvironment = .posix(),
    progress: @Sendable (_ lineCount: UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> RestoreReport {
    try RestoreRun(
      backup: backup, target: target, keyTarget: keyTarget, keyPath: keyPath,
      projection: projection,
      environment: environment
    ).run(progress: progress)
  }
}
