/// Brings a backup up to date beside a working writer.
///
/// Files are never overwritten: what still changes gets the backup's number behind its name.
/// Until the new manifest is in place the old one describes files that are all still there.
struct BackupRun {
  let location: StoreLocation
  let directory: String
  let withKeys: Bool
  let companions: [CompanionFile]
  let environment: LedgerEnvironment
  private let segments: SegmentFiles
  private var manifest: BackupManifest
  private var before: BackupManifest?
  private var copiedFileCount = 0
  private var copiedByteCount: UInt64 = 0

  private var files: any FileSystem { environment.fileSystem }

  init(
    _ location: StoreLocation, into directory: String, withKeys: Bool,
    companions: [CompanionFile], _ environment: LedgerEnvironment
  ) throws(LedgerError) {
    self.location = location
    self.directory = directory
    self.withKeys = withKeys
    self.companions = companions
    self.environment = environment
    let files = environment.fileSystem
    let store = try StoreIdentity.read(location, files)
    segments = SegmentFiles(location, files)
    let head = try AcknowledgedHead.read(location, segments)
    before = try BackupManifest.read(directory, files)
    if let before, before.store != store.uuidText {
      throw .otherBackup(path: directory, store: before.store)
    }
    manifest = BackupManifest(
      store: store.uuidText, number: (before?.number ?? 0) + 1, made: environment.clock.now(),
      head: head, hasKeys: withKeys)
    self.head = head
  }

  /// The end of what is copied: acknowledged, and thereby durable.
  private let head: LedgerHead

  mutating func run() throws(LedgerError) -> BackupReport {
    try refuseDivergence()
    try makeDirectories()
    try copyRecord()
    try copyRest()
    for companion in companions { try copy(companion) }
    if withKeys { try copyKeys() }
    try finish()
    return BackupReport(
      store: manifest.store, number: manifest.number, sequence: manifest.sequence,
      hash: manifest.hash, fileCount: manifest.entries.count,
      byteCount: manifest.entries.reduce(0) { $0 + $1.byteCount },
      copiedFileCount: copiedFileCount, copiedByteCount: copiedByteCount, hasKeys: withKeys)
  }

  /// A store that lacks what its backup holds was cut off or written anew: the good copy stays.
  private func refuseDivergence() throws(LedgerError) {
    guard let before else { return }
    guard before.sequence <= head.sequence,
      try segments.chain(endingAt: before.position)?.text == before.hash
    else {
      throw diverges(
        Finding(
          .behindHead, file: StoreLocation.segmentName(before.position.segment),
          offset: UInt64(before.position.offset), sequence: before.sequence))
    }
  }

  private func diverges(_ finding: Finding) -> LedgerError {
    .backupDiverges(path: directory, finding: finding)
  }

  private var subdirectories: [String] {
    ["segments", "checkpoints", "files"] + (withKeys ? ["keys"] : [])
  }

  private func makeDirectories() throws(LedgerError) {
    try onDisk(directory) { () throws(FileError) in
      try files.makeDirectories(directory)
      for name in subdirectories {
        let path = directory + "/" + name
        try files.makeDirectory(path, permissions: name == "keys" ? 0o700 : 0o755)
      }
      try files.fsyncDirectory(directory)
    }
  }

  // MARK: Files

  /// The entry of the last backup, when its file is still there with its size.
  private func kept(_ name: String) throws(LedgerError) -> BackupManifest.Entry? {
    guard let entry = before?.entries.first(where: { $0.name == name }) else { return nil }
    do {
      let file = try OpenFile(files, directory + "/" + entry.file, .read)
      return try file.status().byteCount == entry.byteCount ? entry : nil
    } catch {
      if error.errno == ErrorNumber.noEntry { return nil }
      throw error.ledgerError(directory + "/" + entry.file)
    }
  }

  private mutating func note(_ name: String, _ file: String, _ result: FileCopy.Result) {
    manifest.entries.append(
      BackupManifest.Entry(
        name: name, file: file, byteCount: result.byteCount, digest: result.digest))
    copiedFileCount += 1
    copiedByteCount += result.byteCount
  }

  /// Copies what never changes under its own name, unless it is there.
  private mutating func copyFixed(_ name: String, from path: String) throws(LedgerError) {
    if let entry = try kept(name), entry.file == name {
      manifest.entries.append(entry)
      return
    }
    let result = try FileCopy.copy(
      path, to: directory + "/" + name, files, permissions: 0o444)
    note(name, name, result)
  }

  /// Copies what changes under a name of its own.
  private mutating func copyChanging(
    _ name: String, from path: String, limit: UInt64 = .max, permissions: UInt32 = 0o444
  ) throws(LedgerError) -> FileCopy.Result {
    let file = "\(name).\(manifest.number)"
    let result = try FileCopy.copy(
      path, to: directory + "/" + file, files, limit: limit, permissions: permissions)
    note(name, file, result)
    return result
  }

  /// Sealed segments are compared by the digest that their successor's first line holds.
  private mutating func copyRecord() throws(LedgerError) {
    for number in 1..<head.position.segment {
      let name = StoreLocation.segmentName(number)
      guard let header = try segments.header(number + 1) else {
        throw .corrupt(
          Finding(.wrongSegment, file: StoreLocation.segmentName(number + 1), offset: 0))
      }
      if let entry = try kept(name), entry.file == name {
        guard entry.digest == header.fileDigest else {
          throw diverges(Finding(.wrongFile, file: name))
        }
        manifest.entries.append(entry)
        continue
      }
      try copyFixed(name, from: location.segment(number))
      guard manifest.entries.last?.digest == header.fileDigest else {
        throw .corrupt(Finding(.wrongSegment, file: name, detail: "file digest"))
      }
    }
    try checkActive()
    let name = StoreLocation.segmentName(head.position.segment)
    let result = try copyChanging(
      name, from: location.segment(head.position.segment), limit: UInt64(head.position.offset))
    guard result.byteCount == UInt64(head.position.offset) else {
      throw .corrupt(Finding(.behindHead, file: name, offset: result.byteCount))
    }
  }

  /// The chain of the segment that is still written, up to the head: the sealed ones are covered
  /// by their digests, which stand in this chain.
  private func checkActive() throws(LedgerError) {
    let number = head.position.segment
    let name = StoreLocation.segmentName(number)
    guard let header = try segments.header(number) else {
      throw .corrupt(Finding(.wrongSegment, file: name, offset: 0))
    }
    let store = try StoreIdentity.read(location, files)
    var walker = LineWalker(
      segments, store: store,
      after: LedgerHead(
        sequence: header.line.sequence - 1, transaction: header.line.transaction - 1,
        position: LedgerPosition(segment: number, offset: 0), at: header.line.at,
        chain: header.previous))
    while walker.last.position < head.position {
      let place = walker.last
      switch try walker.next() {
      case .line: continue
      case .end:
        throw .corrupt(
          Finding(
            .behindHead, file: name, offset: UInt64(place.position.offset),
            sequence: head.sequence))
      case .damaged(let code):
        throw .corrupt(
          Finding(
            code, file: name, offset: UInt64(place.position.offset),
            sequence: place.sequence + 1))
      }
    }
    guard walker.last == head else {
      throw .corrupt(
        Finding(
          .behindHead, file: name, offset: UInt64(head.position.offset), sequence: head.sequence))
    }
  }

  /// Identity, the head that fits the copy, evidence, notes.
  private mutating func copyRest() throws(LedgerError) {
    try copyFixed("STORE", from: location.storeFile)
    let slot = HeadFile(generation: 1, head: head).encoded
    let bytes = [UInt8](repeating: 0, count: HeadFile.slotByteCount) + slot
    let file = "HEAD.\(manifest.number)"
    note(
      "HEAD", file,
      try FileCopy.write(bytes, to: directory + "/" + file, files, permissions: 0o444))
    if try Poison.read(location, files) != nil {
      _ = try copyChanging("POISON", from: location.poisonFile)
    }
    let names = try onDisk(location.path) { () throws(FileError) in
      try files.list(location.path)
    }
    for name in names where name.hasPrefix("torn-") && name.hasSuffix(".bin") {
      try copyFixed(name, from: location.path + "/" + name)
    }
    let notes = CheckpointFolder(path: location.checkpoints, files: files)
    for name in try notes.names() where BackupManifest.isPlain(name) {
      try copyFixed("checkpoints/" + name, from: location.checkpoints + "/" + name)
    }
    let key = "checkpoints/" + NoteSigner.publicName
    if try exists(location.path + "/" + key) {
      _ = try copyChanging(key, from: location.path + "/" + key)
    }
  }

  /// What stands beside the store lies under its digest: equal bytes are there once.
  private mutating func copy(_ companion: CompanionFile) throws(LedgerError) {
    for _ in 0..<Self.attemptCountMax {
      guard let found = try FileCopy.measure(companion.path, files) else { return }
      let file = "files/" + found.digest
      let entry = BackupManifest.Entry(
        name: companion.encodedName, file: file, byteCount: found.byteCount, digest: found.digest)
      if try isThere(file) {
        manifest.entries.append(entry)
        return
      }
      let copy = try FileCopy.copy(
        companion.path, to: directory + "/" + file, files, permissions: 0o444)
      // Somebody saved it between the two readings.
      guard copy == found else { continue }
      note(entry.name, file, copy)
      return
    }
    throw .io(operation: "copy", path: companion.path, errno: ErrorNumber.io)
  }

  private static let attemptCountMax = 5

  /// Whether a file of this digest was copied now, or by the backup before.
  private func isThere(_ file: String) throws(LedgerError) -> Bool {
    if manifest.entries.contains(where: { $0.file == file }) { return true }
    guard let entry = before?.entries.first(where: { $0.file == file }) else { return false }
    return try kept(entry.name)?.file == file
  }

  private func exists(_ path: String) throws(LedgerError) -> Bool {
    try onDisk(path) { () throws(FileError) in try files.contents(path) } != nil
  }

  /// After the head was chosen: keys are durable before a line names them.
  private mutating func copyKeys() throws(LedgerError) {
    guard let path = location.keyPath else { throw .keysUnusable(path: "") }
    let names = try onDisk(path) { () throws(FileError) in try files.list(path) }
    guard environment.workspaceKey != nil || names.contains("workspace.key") else {
      throw .keysUnusable(path: path)
    }
    for name in names where BackupManifest.isPlain(name) && !name.hasSuffix(".tmp") {
      _ = try copyChanging("keys/" + name, from: path + "/" + name, permissions: 0o600)
    }
  }

  // MARK: The end

  /// Names durable, then the manifest, and only then what nobody names any more goes.
  private func finish() throws(LedgerError) {
    try onDisk(directory) { () throws(FileError) in
      for name in subdirectories { try files.fsyncDirectory(directory + "/" + name) }
      try files.fsyncDirectory(directory)
      try files.publish(
        manifest.encoded, at: directory + "/" + BackupManifest.fileName, in: directory,
        permissions: 0o600)
      try removeUnnamed()
    }
  }

  private func removeUnnamed() throws(FileError) {
    let named = Set(manifest.entries.map(\.file))
    for folder in ["", "segments/", "checkpoints/", "files/", "keys/"] {
      let path = directory + "/" + folder.dropLast()
      let names: [String]
      do {
        names = try files.list(folder.isEmpty ? directory : path)
      } catch {
        if error.errno == ErrorNumber.noEntry { continue }
        throw error
      }
      for name in names where Self.isOurs(folder + name) && !named.contains(folder + name) {
        try files.unlink(directory + "/" + folder + name)
      }
    }
  }

  /// Only what a backup writes is ever removed from the directory.
  private static func isOurs(_ name: String) -> Bool {
    let bare = name.hasSuffix(".tmp") ? String(name.dropLast(4)) : name
    let first = bare.split(separator: "/")[0]
    switch first {
    case "segments", "checkpoints", "files", "keys": return bare.contains("/")
    default:
      return ["STORE", "HEAD", "POISON"].contains { bare == $0 || bare.hasPrefix($0 + ".") }
        || bare.hasPrefix("torn-")
    }
  }
}
