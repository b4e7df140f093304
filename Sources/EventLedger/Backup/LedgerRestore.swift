/// A backup that is read.
struct BackupReading {
  let directory: String
  let environment: LedgerEnvironment

  private var files: any FileSystem { environment.fileSystem }

  init(_ directory: String, _ environment: LedgerEnvironment) {
    self.directory = directory
    self.environment = environment
  }

  /// The manifest, after every file was read and found as it says.
  func verified() throws(LedgerError) -> BackupManifest {
    guard let manifest = try BackupManifest.read(directory, files) else {
      throw .notAStore(path: directory)
    }
    for entry in manifest.files {
      let path = directory + "/" + entry.place
      guard !entry.name.split(separator: "/").contains(".."), !entry.name.hasPrefix("/") else {
        throw damaged(entry)
      }
      let file: OpenFile
      do {
        file = try OpenFile(files, path, .read)
      } catch {
        if error.errno == ErrorNumber.noEntry { throw damaged(entry) }
        throw error.ledgerError(path)
      }
      let size = try onDisk(path) { () throws(FileError) in try file.status().byteCount }
      guard size >= entry.byteCount, try Copying.digest(file, entry.byteCount) == entry.digest
      else { throw damaged(entry) }
    }
    return manifest
  }

  private func damaged(_ entry: BackupManifest.Entry) -> LedgerError {
    .corrupt(Finding(.wrongBackup, file: entry.name))
  }

  /// Copies all files to a new directory, as they were at the backup.
  func copy(_ manifest: BackupManifest, to target: String) throws(LedgerError) {
    var made: Set<String> = []
    for entry in manifest.files {
      var folder = target
      for part in entry.name.split(separator: "/").dropLast() {
        folder += "/" + part
        guard made.insert(folder).inserted else { continue }
        try onDisk(folder) { () throws(FileError) in
          try files.makeDirectory(folder, permissions: 0o755)
        }
      }
      let path = target + "/" + entry.name
      try onDisk(path) { () throws(FileError) in
        let source = try OpenFile(files, directory + "/" + entry.place, .read)
        let copy = try OpenFile(files, path, .createNew(permissions: 0o644))
        try Copying.copy(source, entry.byteCount, to: copy)
        try copy.synchronise()
      }
    }
    try onDisk(target) { () throws(FileError) in
      for path in made.sorted() { try files.fsyncDirectory(path) }
      try files.fsyncDirectory(target)
    }
  }
}

extension Ledger {
  /// Makes a directory from a backup: everything is checked first, built aside, checked again with its
  /// chain, given an index, and only then gets its name.
  ///
  /// - Parameters:
  ///   - backup: The backup's directory.
  ///   - directory: Where it shall stand; it must not exist.
  ///   - keyPath: Name, inside the new directory, where the keys will stand, such as `keys`.
  ///   - projection: What the index holds.
  ///   - environment: The disk.
  ///   - progress: Called now and then with the lines read so far.
  /// - Returns: The manifest of what was restored.
  /// - Throws: `notAStore` when there is no backup, `corrupt` when it differs from its manifest or its
  ///   record is damaged, `alreadyAStore` when the directory exists, `noSpace`, `io`.
  public static func restore(
    _ backup: String, to directory: String, keysNamed keyPath: String,
    projection: any Projection, environment: LedgerEnvironment = .posix(),
    progress: @Sendable (UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> BackupManifest {
    let files = environment.fileSystem
    guard (try? files.list(directory)) == nil else { throw .alreadyAStore(path: directory) }
    let reading = BackupReading(backup, environment)
    let manifest = try reading.verified()
    let aside = directory + ".restoring"
    guard (try? files.list(aside)) == nil else { throw .alreadyAStore(path: aside) }
    try onDisk(aside) { () throws(FileError) in try files.mkdir(aside, permissions: 0o755) }
    try reading.copy(manifest, to: aside)
    let ledger = aside + "/ledger"
    try onDisk(ledger) { () throws(FileError) in
      let segments = try files.list(ledger + "/segments").sorted()
      for name in segments.dropLast() {
        try files.chmod(ledger + "/segments/" + name, permissions: 0o444)
      }
      for name in ["index", "checkpoints"] {
        try files.makeDirectory(ledger + "/" + name, permissions: 0o755)
      }
    }
    let report = try verify(
      at: ledger, projection: projection, level: .full, environment: environment,
      progress: progress)
    // `HEAD` is made by the first opening.
    let expected: [Finding.Code] = [.poisoned, .unreadableHead]
    if let finding = report.findings.first(where: { !expected.contains($0.code) }) {
      throw .corrupt(finding)
    }
    guard report.sequence == manifest.sequence, report.hash == manifest.hash else {
      throw .corrupt(Finding(.wrongBackup, file: BackupManifest.fileName))
    }
    // The keys come later, from their own custody: texts are indexed by the first `reindex` with them.
    let writer = try Ledger.open(
      at: ledger, keysAt: aside + "/" + keyPath, projection: projection, environment: environment)
    try writer.rebuildIndex(progress: progress)
    writer.close()
    try onDisk(directory) { () throws(FileError) in
      try files.rename(aside, to: directory)
    }
    return manifest
  }
}
