/// Reads a whole backup.
struct BackupVerification {
  let directory: String
  let environment: LedgerEnvironment
  let manifest: BackupManifest

  private var files: any FileSystem { environment.fileSystem }

  init(_ directory: String, _ environment: LedgerEnvironment) throws(LedgerError) {
    self.directory = directory
    self.environment = environment
    guard let manifest = try BackupManifest.read(directory, environment.fileSystem) else {
      throw .notABackup(path: directory)
    }
    self.manifest = manifest
  }

  func run(progress: (UInt64) -> Void) throws(LedgerError) -> BackupCheck {
    var check = BackupCheck(
      store: manifest.store, number: manifest.number, made: manifest.made,
      sequence: manifest.sequence, hash: manifest.hash, hasKeys: manifest.hasKeys,
      fileCount: manifest.entries.count,
      byteCount: manifest.entries.reduce(0) { $0 + $1.byteCount }, lineCount: 0, findings: [])
    check.findings = try compareFiles()
    let report = try chain(progress: progress)
    check.lineCount = report.lineCount
    // POISON tells of the disk that was copied from; the copy itself is not under its doubt.
    check.findings += report.findings.filter { $0.code != .poisoned }
    if report.findings.isEmpty, report.sequence != manifest.sequence || report.hash != manifest.hash
    {
      check.findings.append(
        Finding(.behindHead, file: BackupManifest.fileName, sequence: manifest.sequence))
    }
    return check
  }

  private func compareFiles() throws(LedgerError) -> [Finding] {
    var findings: [Finding] = []
    for entry in manifest.entries {
      let found = try FileCopy.measure(directory + "/" + entry.file, files)
      if let found {
        if found != FileCopy.Result(byteCount: entry.byteCount, digest: entry.digest) {
          findings.append(Finding(.wrongFile, file: entry.file))
        }
      } else {
        findings.append(Finding(.missingFile, file: entry.file))
      }
    }
    return findings
  }

  /// The store's own check, on the backup under the store's names.
  private func chain(progress: (UInt64) -> Void) throws(LedgerError) -> VerifyReport {
    var view = environment
    view.fileSystem = BackupFileSystem(manifest, in: directory, files)
    do {
      // A backup holds no index.
      return try Ledger.verify(
        at: BackupFileSystem.path, projection: EmptyProjection(), level: .full, environment: view,
        progress: progress)
    } catch {
      // A manifest without STORE, or files that went missing, end up here; the findings name them.
      guard case .notAStore = error else { throw error }
      var report = VerifyReport(level: .full)
      report.findings.append(Finding(.wrongStore, file: "STORE"))
      return report
    }
  }
}
