/// A file beside the ledger that a backup takes along, such as the site file.
public struct CompanionFile: Sendable, Equatable {
  /// Its path inside the backup.
  public var name: String
  /// Where it lies.
  public var path: String

  /// A file with its place in the backup.
  public init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

/// What a backup did.
public struct BackupReport: Sendable {
  /// What the backup now holds.
  public let manifest: BackupManifest
  /// Files and bytes that were copied; the rest stood there already.
  public internal(set) var copiedFileCount = 0
  /// Bytes of those files.
  public internal(set) var copiedByteCount: UInt64 = 0
}

extension Ledger {
  /// Copies a store while others write to it: no lock, nothing but reading. What was copied before and has
  /// not changed is not copied again.
  ///
  /// A crash at any moment leaves the backup before it usable. Keys are not copied: they have their own
  /// custody, else erasing a key would not erase.
  ///
  /// - Parameters:
  ///   - path: The `ledger` directory.
  ///   - directory: Where the backup stands or shall stand; it may hold an older one of the same store.
  ///   - companions: Further files, such as the site file.
  ///   - environment: The disk and the clock.
  /// - Returns: What the backup now holds, and how much was copied.
  /// - Throws: `notAStore`, `corrupt` when the record or the older backup is damaged, `noSpace`,
  ///   `readOnly`, `io`.
  public static func backUp(
    at path: String, to directory: String, companions: [CompanionFile] = [],
    environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> BackupReport {
    var backup = try LedgerBackup(path, directory, environment)
    return try backup.run(companions)
  }

  /// Checks every file of a backup against its manifest, and the chain of the record in it.
  ///
  /// - Throws: `corrupt` with the first file that differs, `notAStore` when there is no backup.
  @discardableResult
  public static func verifyBackup(
    at directory: String, environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) -> BackupManifest {
    try BackupReading(directory, environment).verified()
  }
}

/// Makes one backup.
struct LedgerBackup {
  private let location: StoreLocation
  private let directory: String
  private let environment: LedgerEnvironment
  private let store: StoreIdentity
  private let earlier: [String: BackupManifest.Entry]
  private var entries: [BackupManifest.Entry] = []
  private var copiedFileCount = 0
  private var copiedByteCount: UInt64 = 0
  private var made: Set<String> = []

  private var files: any FileSystem { environment.fileSystem }

  init(
    _ path: String, _ directory: String, _ environment: LedgerEnvironment
  ) throws(LedgerError) {
    location = StoreLocation(path: path, keyPath: nil)
    self.directory = directory
    self.environment = environment
    store = try StoreIdentity.read(location, environment.fileSystem)
    let before = try BackupManifest.read(directory, environment.fileSystem)
    guard before == nil || before?.store == store.uuidText else {
      throw .corrupt(Finding(.wrongStore, file: BackupManifest.fileName))
    }
    earlier = Dictionary(
      (before?.files ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func run(_ companions: [CompanionFile]) throws(LedgerError) -> BackupReport {
    let segments = SegmentFiles(location, files)
    let head = try end(segments)
    for number in 1...head.position.segment {
      let isLast = number == head.position.segment
      let count = isLast ? UInt64(head.position.offset) : try segments.byteCount(number)
      try copy(
        location.segment(number), "ledger/" + StoreLocation.segmentName(number), byteCount: count,
        isSealed: !isLast)
    }
    try copy(location.storeFile, "ledger/STORE")
    for name in try list(location.path) where name.hasPrefix("torn-") || name == "POISON" {
      try copy(location.path + "/" + name, "ledger/" + name)
    }
    for name in try list(location.checkpoints) where !name.hasSuffix(".tmp") {
      try copy(location.checkpoints + "/" + name, "ledger/checkpoints/" + name)
    }
    for file in companions { try copy(file.path, file.name) }
    let manifest = BackupManifest(
      store: store.uuidText, head: head, at: environment.clock.now(), files: entries)
    try onDisk(directory) { () throws(FileError) in
      for path in made.sorted() { try files.fsyncDirectory(path) }
      try files.publish(
        manifest.encoded, at: directory + "/" + BackupManifest.fileName, in: directory)
    }
    removeObjects(except: Set(entries.map(\.place)))
    return BackupReport(
      manifest: manifest, copiedFileCount: copiedFileCount, copiedByteCount: copiedByteCount)
  }

  /// Leftovers are harmless, so a failure to remove one is, too.
  private func removeObjects(except kept: Set<String>) {
    for name in (try? files.list(directory + "/" + BackupManifest.objects)) ?? [] {
      let place = BackupManifest.objects + "/" + name
      if !kept.contains(place) { try? files.unlink(directory + "/" + place) }
    }
  }

  private func list(_ path: String) throws(LedgerError) -> [String] {
    do {
      return try files.list(path)
    } catch {
      if error.errno == ErrorNumber.noEntry { return [] }
      throw error.ledgerError(path)
    }
  }

  /// The last complete transaction, as a reader without an index sees it.
  private func end(_ segments: SegmentFiles) throws(LedgerError) -> LedgerHead {
    let numbers = try segments.numbers()
    for number in numbers.reversed() {
      guard let header = try segments.header(number) else { continue }
      let line = header.line
      var walker = LineWalker(
        segments, store: store,
        after: LedgerHead(
          sequence: line.sequence - 1, transaction: line.transaction - 1,
          position: LedgerPosition(segment: number, offset: 0), at: line.at,
          chain: header.previous))
      var end: LedgerHead?
      let isPoisoned = try Poison.read(location, files) != nil
      let acknowledged = try HeadFile.read(location, files)?.head
      while case .line(let line) = try walker.next() {
        if isPoisoned, let acknowledged, line.sequence > acknowledged.sequence { break }
        if line.endsTransaction { end = walker.last }
      }
      guard let end, end.sequence >= acknowledged?.sequence ?? 0 else {
        throw .corrupt(Finding(.behindHead, file: StoreLocation.segmentName(number)))
      }
      return end
    }
    throw .corrupt(Finding(.missingSegment, file: "segments/000001.jsonl"))
  }

  private mutating func folder(of name: String) throws(LedgerError) -> String {
    var path = directory
    try make(path)
    for part in name.split(separator: "/").dropLast() {
      path += "/" + part
      try make(path)
    }
    return path
  }

  private mutating func make(_ path: String) throws(LedgerError) {
    guard made.insert(path).inserted else { return }
    try onDisk(path) { () throws(FileError) in
      try files.makeDirectory(path, permissions: 0o700)
    }
  }

  /// Copies the first bytes of a file, unless they stand there. A sealed segment never changes, so its
  /// size is enough; of any other file the digest decides.
  private mutating func copy(
    _ from: String, _ name: String, byteCount: UInt64? = nil, isSealed: Bool = false
  ) throws(LedgerError) {
    let source = try onDisk(from) { () throws(FileError) in try OpenFile(files, from, .read) }
    let size = try onDisk(from) { () throws(FileError) in try source.status().byteCount }
    let count = min(byteCount ?? size, size)
    if isSealed, let before = earlier[name], before.byteCount == count,
      try self.size(directory + "/" + before.place) ?? 0 >= count
    {
      return entries.append(before)
    }
    let entry = BackupManifest.Entry(
      name: name, byteCount: count, digest: try Copying.digest(source, count))
    entries.append(entry)
    if earlier[name] == entry, try self.size(directory + "/" + entry.place) == count { return }
    let folder = try folder(of: entry.place)
    let target = directory + "/" + entry.place
    try onDisk(target) { () throws(FileError) in
      try files.removeIfPresent(target + ".tmp")
      let copy = try OpenFile(files, target + ".tmp", .createNew(permissions: 0o600))
      try Copying.copy(source, count, to: copy)
      try copy.synchronise()
      try files.rename(target + ".tmp", to: target)
      try files.fsyncDirectory(folder)
    }
    copiedFileCount += 1
    copiedByteCount += count
  }

  private func size(_ path: String) throws(LedgerError) -> UInt64? {
    do {
      return try OpenFile(files, path, .read).status().byteCount
    } catch {
      if error.errno == ErrorNumber.noEntry { return nil }
      throw error.ledgerError(path)
    }
  }
}

/// Reads files in pieces.
enum Copying {
  private static let pieceByteCount = 1 << 20

  static func digest(_ file: OpenFile, _ byteCount: UInt64) throws(LedgerError) -> String {
    try onDisk(file.path) { () throws(FileError) in
      var digest = ChainHash.Digest()
      try pieces(file, byteCount) { piece throws(FileError) in digest.update(piece) }
      return digest.text()
    }
  }

  static func copy(
    _ file: OpenFile, _ byteCount: UInt64, to copy: OpenFile
  ) throws(FileError) {
    try pieces(file, byteCount) { piece throws(FileError) in try copy.append(piece) }
  }

  private static func pieces(
    _ file: OpenFile, _ byteCount: UInt64,
    _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
  ) throws(FileError) {
    var done: UInt64 = 0
    while done < byteCount {
      let block = try file.read(Int(min(UInt64(pieceByteCount), byteCount - done)), at: done)
      guard block.count > 0 else { return }
      try block.withBytes(0, block.count, body)
      done += UInt64(block.count)
    }
  }
}
