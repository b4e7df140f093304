internal import Synchronization

/// The pool of keys beside the ledger: fixed slots, written and synchronised ahead of use.
final class KeyPool: Sendable {
  static let slotsInFile: UInt64 = 65_536

  let path: String
  let store: StoreIdentity
  let files: any FileSystem
  private let source: (any WorkspaceKeySource)?
  private let workspace = Mutex<WorkspaceKey?>(nil)
  private let open = Mutex<[UInt64: OpenFile]>([:])

  init(
    path: String, store: StoreIdentity, files: any FileSystem,
    source: (any WorkspaceKeySource)? = nil
  ) {
    self.path = path
    self.store = store
    self.files = files
    self.source = source
  }

  var workspaceFile: String { path + "/workspace.key" }
  /// Where the workspace key comes from, for errors.
  var workspacePlace: String { source?.place ?? workspaceFile }

  static func fileName(_ number: UInt64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits + ".keys"
  }

  /// File number, from 1, and slot in it of a key.
  static func place(_ key: UInt64) -> (file: UInt64, slot: UInt64) {
    ((key - 1) / slotsInFile + 1, (key - 1) % slotsInFile)
  }

  /// The workspace key; nil = its file is missing or has another size.
  func workspaceKey() throws(LedgerError) -> WorkspaceKey? {
    if let key = workspace.withLock({ $0 }) { return key }
    let found: [UInt8]?
    if let source {
      found = source.contents()
    } else {
      found = try onDisk(workspaceFile) { () throws(FileError) in
        try files.contents(workspaceFile)
      }
    }
    guard let bytes = found.flatMap({ WorkspaceKeyText.bytes(of: $0) }) else { return nil }
    let key = WorkspaceKey(bytes)
    workspace.withLock { $0 = key }
    return key
  }

  func requireWorkspaceKey() throws(LedgerError) -> WorkspaceKey {
    guard let key = try workspaceKey() else { throw .keysUnusable(path: workspacePlace) }
    return key
  }

  func lookupHash(scope: String, _ bytes: [UInt8]) throws(LedgerError) -> [UInt8] {
    try requireWorkspaceKey().lookupHash(scope: scope, bytes)
  }

  /// Makes directory and workspace key where they are absent.
  func create(_ randomness: any LedgerRandomness) throws(LedgerError) {
    try onDisk(path) { () throws(FileError) in
      try files.makeDirectory(path, permissions: 0o700)
      if source == nil, try files.contents(workspaceFile) == nil {
        var bytes = [UInt8](repeating: 0, count: WorkspaceKey.byteCount)
        bytes.withUnsafeMutableBytes { randomness.fill($0) }
        try files.publish(bytes, at: workspaceFile, in: path, permissions: 0o600)
      }
    }
  }

  /// The key file, or nil when it is missing.
  private func file(_ number: UInt64) throws(LedgerError) -> OpenFile? {
    if let file = open.withLock({ $0[number] }) { return file }
    let name = path + "/" + Self.fileName(number)
    do {
      let file = try OpenFile(files, name, .read)
      open.withLock { $0[number] = file }
      return file
    } catch {
      if error.errno == ErrorNumber.noEntry { return nil }
      throw error.ledgerError(name)
    }
  }

  func header(_ file: OpenFile) throws(LedgerError) -> KeyFileHeader? {
    let bytes = try onDisk(file.path) { () throws(FileError) in
      try file.read(KeyFileHeader.regionByteCount, at: 0)
    }
    return KeyFileHeader.newest(bytes.bytes, store: store)
  }

  enum Slot: Equatable {
    case key([UInt8])
    case erased
    case missing
  }

  /// What the slot of a key holds.
  func slot(_ key: UInt64) throws(LedgerError) -> Slot {
    guard key > 0, let workspace = try workspaceKey() else { return .missing }
    let (number, slot) = Self.place(key)
    guard let file = try file(number) else { return .missing }
    let block = try onDisk(file.path) { () throws(FileError) in
      try file.read(KeySlot.byteCount, at: KeySlot.offset(slot))
    }
    guard block.count == KeySlot.byteCount else { return .missing }
    return KeySlot.open(Array(block.bytes), key: key, store: store, workspace: workspace)
  }

  /// How many slots of a file are durable. A file without a header was begun by somebody who died, or
  /// whose header was lost with the power: its slots may be in use all the same.
  private func durableCount(_ number: UInt64) throws(LedgerError) -> UInt64 {
    guard let file = try file(number) else { return 0 }
    if let header = try header(file) { return header.count }
    let region = try onDisk(file.path) { () throws(FileError) in
      try file.read(KeyFileHeader.regionByteCount, at: 0)
    }
    guard region.bytes.allSatisfy({ $0 == 0 }) else { throw .keysUnusable(path: file.path) }
    return 0
  }

  /// Makes sure that a key which no line names yet is durable. Under the writer's lock only.
  ///
  /// Slots before it may hold keys that lines name even when the header counts fewer, since the header's
  /// own synchronisation may have failed: they are never written again.
  func provide(
    _ key: UInt64, blockCount: Int, randomness: any LedgerRandomness
  ) throws(LedgerError) {
    let (number, slot) = Self.place(key)
    guard slot >= (try durableCount(number)) else { return }
    let workspace = try requireWorkspaceKey()
    let end = min(Self.slotsInFile, slot + UInt64(max(1, blockCount)))
    var bytes: [UInt8] = []
    let first = (number - 1) * Self.slotsInFile + 1
    for place in slot..<end {
      bytes += KeySlot.fresh(
        key: first + place, store: store, workspace: workspace, randomness: randomness)
    }
    try write(number, bytes, from: slot, to: end, workspace)
    open.withLock { $0[number] = nil }
  }

  /// Slots, synchronised, and the file's name; only then the header that counts them, because the next
  /// process may find it in the page cache and believe it.
  private func write(
    _ number: UInt64, _ bytes: [UInt8], from start: UInt64, to end: UInt64,
    _ workspace: WorkspaceKey
  ) throws(LedgerError) {
    let name = path + "/" + Self.fileName(number)
    let header = KeyFileHeader(
      store: store.uuid, first: (number - 1) * Self.slotsInFile + 1, count: end,
      mark: workspace.mark)
    try onDisk(name) { () throws(FileError) in
      let file = try OpenFile(files, name, .createOrUpdate(permissions: 0o600))
      try bytes.lend { bytes throws(FileError) in
        try file.write(bytes, at: KeySlot.offset(start))
      }
      try file.synchronise()
      let place = try headerPlace(file)
      if place == nil { try files.fsyncDirectory(path) }
      if start == 0 {
        // Both slots, so that one torn header never hides a file that is in use.
        try KeyFileHeader(store: store.uuid, first: header.first, count: 0, mark: workspace.mark)
          .write(file, place: 1)
      }
      try header.write(file, place: start == 0 ? 0 : header.place(after: place ?? 1))
      try file.synchronise()
    }
  }

  private func headerPlace(_ file: OpenFile) throws(FileError) -> Int? {
    let block = try file.read(KeyFileHeader.regionByteCount, at: 0)
    return KeyFileHeader.newestPlace(block.bytes, store: store)
  }

  /// Overwrites a slot and synchronises.
  func destroy(_ key: UInt64) throws(LedgerError) {
    let (number, slot) = Self.place(key)
    let name = path + "/" + Self.fileName(number)
    // What the file holds counts here, not its header: a lost header must not save a key from erasure.
    guard let found = try file(number) else { throw .invalid(.unknownKey(key)) }
    let size = try onDisk(name) { () throws(FileError) in try found.status().byteCount }
    guard size >= KeySlot.offset(slot + 1) else { throw .invalid(.unknownKey(key)) }
    try onDisk(name) { () throws(FileError) in
      let file = try OpenFile(files, name, .update)
      try KeySlot.erased.lend { bytes throws(FileError) in
        try file.write(bytes, at: KeySlot.offset(slot))
      }
      try file.synchronise()
    }
  }
}
