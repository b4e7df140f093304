/// Builds a store from a backup beside its place, then moves it there.
struct RestoreRun {
  let backup: String
  let target: String
  let keyTarget: String?
  /// Keys that stand already, for the index of sealed texts.
  let keyPath: String?
  let projection: any Projection
  let environment: LedgerEnvironment

  init(
    backup: String, target: String, keyTarget: String?, keyPath: String?,
    projection: any Projection, environment: LedgerEnvironment
  ) {
    self.backup = backup
    // What is built stands beside the target, not in it.
    self.target = Self.bare(target)
    self.keyTarget = keyTarget.map(Self.bare)
    self.keyPath = keyPath
    self.projection = projection
    self.environment = environment
  }

  private static func bare(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private var files: any FileSystem { environment.fileSystem }
  /// Left behind by an interrupted restore, and used again by the next one.
  private var aside: String { target + ".restoring" }
  private var keysAside: String? { keyTarget.map { $0 + ".restoring" } }

  func run(progress: @Sendable (UInt64) -> Void) throws(LedgerError) -> RestoreReport {
    for path in [target, keyTarget].compactMap(\.self) { try refuseOccupied(path) }
    let verification = try BackupVerification(backup, environment)
    let manifest = verification.manifest
    let check = try verification.run(progress: progress)
    guard check.isSound else { throw .backupDamaged(path: backup, findings: check.findings) }
    if let keyTarget, !manifest.hasKeys { throw .keysUnusable(path: keyTarget) }
    try build(manifest)
    let head = try index(manifest, progress: progress)
    try moveIntoPlace()
    return RestoreReport(
      store: manifest.store, sequence: head.sequence, hash: head.hash,
      segmentCount: Int(manifest.position.segment), byteCount: check.byteCount,
      hasKeys: keyTarget != nil)
  }

  private func refuseOccupied(_ path: String) throws(LedgerError) {
    let names: [String]
    do {
      names = try files.list(path)
    } catch {
      if error.errno == ErrorNumber.noEntry { return }
      if error.errno == ErrorNumber.notDirectory { throw .targetNotEmpty(path: path) }
      throw error.ledgerError(path)
    }
    guard names.isEmpty else { throw .targetNotEmpty(path: path) }
  }

  // MARK: Building

  private static let folders = ["", "/segments", "/index", "/index/texts", "/checkpoints"]

  private func build(_ manifest: BackupManifest) throws(LedgerError) {
    for folder in Self.folders { try clear(aside + folder, permissions: 0o755) }
    if let keysAside { try clear(keysAside, permissions: 0o700) }
    for entry in manifest.entries {
      guard let place = place(of: entry.name, manifest) else { continue }
      let result = try FileCopy.copy(
        backup + "/" + entry.file, to: place.path, files, permissions: place.permissions)
      // Read a second time: what was checked must be what was copied.
      guard result == FileCopy.Result(byteCount: entry.byteCount, digest: entry.digest) else {
        throw .backupDamaged(path: backup, findings: [Finding(.wrongFile, file: entry.file)])
      }
    }
    try onDisk(aside) { () throws(FileError) in
      for folder in Self.folders { try files.fsyncDirectory(aside + folder) }
      if let keysAside { try files.fsyncDirectory(keysAside) }
    }
  }

  /// An empty directory, whatever an interrupted restore left in it.
  private func clear(_ path: String, permissions: UInt32) throws(LedgerError) {
    try onDisk(path) { () throws(FileError) in
      try files.makeDirectories(path, permissions: permissions)
      for name in try files.list(path) where !isFolder(path + "/" + name) {
        try files.unlink(path + "/" + name)
      }
    }
  }

  private func isFolder(_ path: String) -> Bool {
    Self.folders.contains { aside + $0 == path }
  }

  /// Where a file of the backup goes; nil = nowhere. `POISON` stays behind: it tells of another disk.
  private func place(
    of name: String, _ manifest: BackupManifest
  ) -> (path: String, permissions: UInt32)? {
    if name == "POISON" { return nil }
    if name.hasPrefix("keys/") {
      return keysAside.map { ($0 + name.dropFirst(4), 0o600) }
    }
    let isActive = name == StoreLocation.segmentName(manifest.position.segment)
    let changes = isActive || name == "HEAD" || name == "STORE" || name.hasSuffix(".pub")
    return (aside + "/" + name, changes ? 0o644 : 0o444)
  }

  /// Opens the new store as its first writer, and makes the index.
  private func index(
    _ manifest: BackupManifest, progress: @Sendable (UInt64) -> Void
  ) throws(LedgerError) -> LedgerHead {
    // No event is appended here, so no key is needed; without keys the sealed texts stay unindexed.
    let ledger = try Ledger.open(
      at: aside, keysAt: keysAside ?? keyPath ?? aside + "/no-keys", projection: projection,
      mode: .exclusive, environment: environment)
    defer { ledger.close() }
    try ledger.rebuildIndex(progress: progress)
    let head = ledger.view().head
    guard head.sequence == manifest.sequence, head.hash == manifest.hash else {
      throw .backupDamaged(
        path: backup,
        findings: [Finding(.behindHead, file: "BACKUP.json", sequence: manifest.sequence)])
    }
    return head
  }

  private func moveIntoPlace() throws(LedgerError) {
    // Keys first: a store without its keys would look like one that lost them.
    if let keyTarget, let keysAside { try move(keysAside, to: keyTarget) }
    try move(aside, to: target)
  }

  private func move(_ from: String, to: String) throws(LedgerError) {
    try onDisk(to) { () throws(FileError) in
      try files.rename(from, to: to)
      try files.fsyncDirectory(type(of: files).parent(of: to))
    }
  }
}
