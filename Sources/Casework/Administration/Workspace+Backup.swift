public import EventLedger

extension Workspace {
  /// Copies the ledger beside its working writer, up to the last acknowledged line.
  public static func backup(
    _ paths: WorkspacePaths, into directory: String, withKeys: Bool
  ) throws(Failure) -> BackupReport {
    try reporting { () throws(LedgerError) in
      try Ledger.backup(
        at: paths.ledger, keysAt: withKeys ? paths.keys : nil, into: directory)
    }
  }

  /// Compares every file of a backup with its manifest, and checks the chain itself.
  public static func verifyBackup(
    _ directory: String, progress: (UInt64) -> Void = { _ in }
  ) throws(Failure) -> BackupCheck {
    try reporting { () throws(LedgerError) in
      try Ledger.verifyBackup(directory, progress: progress)
    }
  }

  /// Puts a backup in place of a ledger that is not there. Keys that stand beside the target, as in a
  /// workspace, are used for the index of sealed texts.
  public static func restore(
    _ backup: String, to target: String, keysTo keyTarget: String?,
    progress: @Sendable (UInt64) -> Void = { _ in }
  ) throws(Failure) -> RestoreReport {
    let keys = keysBeside(target)
    return try reporting { () throws(LedgerError) in
      try Ledger.restore(
        backup, to: target, keysTo: keyTarget, keysAt: keys, projection: CaseworkProjection(),
        progress: progress)
    }
  }

  private static func keysBeside(_ target: String) -> String? {
    var folder = target
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
    let keys = "\(parent)/keys"
    return Files.isReadable("\(keys)/workspace.key") ? keys : nil
  }
}
