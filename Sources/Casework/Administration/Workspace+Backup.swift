public import EventLedger

extension Workspace {
  /// Copies the ledger beside its working writer, up to the last acknowledged line, and with it the site
  /// file, the plugins and the attachments.
  public static func backup(
    _ paths: WorkspacePaths, into directory: String, withKeys: Bool
  ) throws(Failure) -> BackupReport {
    var companions = [CompanionFile(name: SiteFile.fileName, path: paths.siteFile)]
    for (name, folder) in [("plugins", paths.plugins), ("attachments", paths.attachments)] {
      companions += files(in: folder, named: name)
    }
    return try reporting { () throws(LedgerError) in
      try Ledger.backup(
        at: paths.ledger, keysAt: withKeys ? paths.keys : nil, into: directory,
        companions: companions, environment: environment(paths))
    }
  }

  private static func files(in folder: String, named name: String) -> [CompanionFile] {
    Files.names(in: folder).flatMap { entry -> [CompanionFile] in
      let (path, inside) = ("\(folder)/\(entry)", "\(name)/\(entry)")
      return Files.isFolder(path)
        ? files(in: path, named: inside) : [CompanionFile(name: inside, path: path)]
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

  /// Makes a workspace from a backup, where none is.
  public static func restore(
    _ backup: String, to folder: String, progress: @Sendable (UInt64) -> Void = { _ in }
  ) throws(Failure) -> RestoreReport {
    try reporting { () throws(LedgerError) in
      try Ledger.restore(
        backup, to: folder, projection: CaseworkProjection(), progress: progress)
    }
  }
}
