/// Builds a folder from a backup beside its place, then moves it there.
struct RestoreRun {
  let backup: String
  let target: String
  let projection: any Projection
  let environment: LedgerEnvironment

  init(
    backup: String, target: String, projection: any Projection, environment: LedgerEnvironment
  ) {
    self.backup = backup
    // What is built stands beside the target, not in it.
    var path = target
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.target = path
    self.projection = projection
    self.environment = environment
  }

  private var files: any FileSystem { environment.fileSystem }
  /// Left behind by an interrupted restore, and used again by the next one.
  private var aside: String { target + ".restoring" }

  func run(progress: @Sendable (UInt64) -> Void) throws(LedgerError) -> RestoreReport {
    try refuseOccupied(target)
    let verification = try BackupVerification(backup, environment)
    let manifest = verification.manifest
    let check = try verification.run(progress: progress)
    guard check.isSound else { throw .backupDamaged(path: backup, findings: check.findings) }
    try build(manifest)
    let head = try index(manifest, progress: progress)
    try onDisk(target) { () throws(FileError) in
      try files.rename(aside, to: target)
      try files.fsyncDirectory(type(of: files).parent(of: target))
    }
    return RestoreReport(
      store: manifest.store, sequence: head.sequence, hash: head.hash,
      segmentCount: Int(manifest.position.segment), byteCount: check.byteCount,
      hasKeys: manifest.hasKeys)
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

  private static let folders = [
    "/ledger", "/ledger/segments", "/ledger/index", "/ledger/index/texts", "/ledger/checkpoints",
  ]

  private func build(_ manifest: BackupManifest) throws(LedgerError) {
    var made: Set<String> = [aside]
    try onDisk(aside) { () throws(FileError) in
      try files.makeDirectories(aside)
      try clear(aside)
      for folder in Self.folders {
        try files.makeDirectory(aside + folder, permissions: 0o755)
        made.insert(aside + folder)
      }
    }
    for entry in manifest.entries {
      guard let place = try place(of: entry, manifest) else { continue }
      let path = aside + "/" + place.name
      let folder = type(of: files).parent(of: path)
      if made.insert(folder).inserted {
        try onDisk(folder) { () throws(FileError) in
          try files.makeDirectories(
            folder, permissions: place.name.hasPrefix("keys/") ? 0o700 : 0o755)
        }
      }
      let result = try FileCopy.copy(
        backup + "/" + entry.file, to: path, files, permissions: place.permissions)
      // Read a second time: what was checked must be what was copied.
      guard result == FileCopy.Result(byteCount: entry.byteCount, digest: entry.digest) else {
        throw .backupDamaged(path: backup, findings: [Finding(.wrongFile, file: entry.file)])
      }
    }
    try onDisk(aside) { () throws(FileError) in
      for folder in made.sorted() { try files.fsyncDirectory(folder) }
    }
  }

  /// Removes what an interrupted restore left; empty folders stay.
  private func clear(_ path: String) throws(FileError) {
    for name in try files.list(path) {
      let inside = path + "/" + name
      if (try? files.list(inside)) != nil {
        try clear(inside)
      } else {
        try files.unlink(inside)
      }
    }
  }

  /// Where a file of the backup goes; nil = nowhere. `POISON` stays behind: it tells of another disk.
  private func place(
    of entry: BackupManifest.Entry, _ manifest: BackupManifest
  ) throws(LedgerError) -> (name: String, permissions: UInt32)? {
    let name = entry.name
    if name == "POISON" { return nil }
    if name.hasPrefix("keys/") { return (name, 0o600) }
    if name.hasPrefix(CompanionFile.lead) {
      guard let path = CompanionFile.path(decoding: name), !Self.isTaken(path) else {
        throw .backupDamaged(
          path: backup, findings: [Finding(.wrongFile, file: BackupManifest.fileName)])
      }
      return (path, 0o644)
    }
    let isActive = name == StoreLocation.segmentName(manifest.position.segment)
    let changes = isActive || name == "HEAD" || name == "STORE" || name.hasSuffix(".pub")
    return ("ledger/" + name, changes ? 0o644 : 0o444)
  }

  /// What stands beside the store never lands in it, nor among the keys.
  private static func isTaken(_ path: String) -> Bool {
    ["ledger", "keys"].contains { path == $0 || path.hasPrefix($0 + "/") }
  }

  /// Opens the new store as its first writer, and makes the index.
  private func index(
    _ manifest: BackupManifest, progress: @Sendable (UInt64) -> Void
  ) throws(LedgerError) -> LedgerHead {
    // No event is appended here, so no key is needed.
    let ledger = try Ledger.open(
      at: aside + "/ledger", keysAt: aside + "/keys", projection: projection, mode: .exclusive,
      environment: environment)
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
}
