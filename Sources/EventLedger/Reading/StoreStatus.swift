/// What a store's files say besides the record: for `stat`, without a lock.
public struct StoreStatus: Sendable, Equatable {
  /// The text of `POISON`, when a synchronisation failed and nobody has written since.
  public var poison: String?
  /// Evidence that recoveries cut off.
  public var evidence: [String]
  /// The newest signed note in the store; its signature is not checked here.
  public var checkpoint: Checkpoint?
  /// How long ago it was made (ms); 0 where the clock stands before it.
  public var checkpointAge: Int64?
  /// Keys that are durable in the pool, used or not; nil = the pool is not readable.
  public var keyCount: UInt64?
  /// Destroyed ones among them.
  public var destroyedKeyCount: UInt64?
  /// Bytes of the index.
  public var indexByteCount: UInt64

  /// Reads it.
  ///
  /// - Throws: `notAStore`, `newerFormat`, `corrupt` or `io`.
  public init(
    at path: String, keysAt keyPath: String? = nil, environment: LedgerEnvironment = .posix()
  ) throws(LedgerError) {
    let location = StoreLocation(path: path, keyPath: keyPath)
    let files = environment.fileSystem
    let store = try StoreIdentity.read(location, files)
    poison = try Poison.read(location, files)
    evidence = try onDisk(path) { () throws(FileError) in
      try files.list(path).filter { $0.hasPrefix("torn-") && $0.hasSuffix(".bin") }
    }
    checkpoint = try CheckpointFolder(path: location.checkpoints, files: files)
      .newest { $0.checkpoint.store == store.uuidText }?.checkpoint
    let now = environment.clock.now()
    checkpointAge = checkpoint.map { max(0, now - $0.time) }
    let runs = try Self.byteCount(in: location.index, files)
    indexByteCount = try runs + Self.byteCount(in: location.texts, files)
    if let keyPath {
      let pool = KeyPool(path: keyPath, store: store, files: files)
      let counts = try? pool.counts()
      keyCount = counts?.durable
      destroyedKeyCount = counts?.destroyed
    }
  }

  private static func byteCount(
    in path: String, _ files: any FileSystem
  ) throws(LedgerError) -> UInt64 {
    do {
      var sum: UInt64 = 0
      for name in try files.list(path) where name != "texts" {
        // A run may be replaced while it is counted.
        if let file = try? OpenFile(files, path + "/" + name, .read) {
          sum += try file.status().byteCount
        }
      }
      return sum
    } catch {
      if error.errno == ErrorNumber.noEntry { return 0 }
      throw error.ledgerError(path)
    }
  }
}

extension KeyPool {
  /// Durable slots of all files, and how many of them were destroyed.
  func counts() throws(LedgerError) -> (durable: UInt64, destroyed: UInt64) {
    var durable: UInt64 = 0
    var destroyed: UInt64 = 0
    var number: UInt64 = 1
    while true {
      let name = path + "/" + Self.fileName(number)
      let bytes = try onDisk(name) { () throws(FileError) in try files.contents(name) }
      guard let bytes else { return (durable, destroyed) }
      guard let header = bytes.withUnsafeBytes({ KeyFileHeader.newest($0, store: store) }) else {
        throw .keysUnusable(path: name)
      }
      durable += header.count
      for slot in 0..<header.count {
        let start = Int(KeySlot.offset(slot))
        guard start + KeySlot.byteCount <= bytes.count else { throw .keysUnusable(path: name) }
        if KeySlot.isErased(bytes[start..<(start + KeySlot.byteCount)]) { destroyed += 1 }
      }
      number += 1
    }
  }
}
