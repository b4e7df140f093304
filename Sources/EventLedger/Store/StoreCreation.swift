/// Makes an empty store; `STORE` is written last, so that a half-made one is none.
struct StoreCreation {
  let location: StoreLocation
  let options: LedgerOptions
  let environment: LedgerEnvironment

  private var files: any FileSystem { environment.fileSystem }

  func run() throws(LedgerError) {
    let exists = try? StoreIdentity.read(location, files)
    guard exists == nil else { throw .alreadyAStore(path: location.path) }
    try makeDirectories()
    if !options.allowsNetworkFileSystem {
      try NetworkFileSystem.refuse(location.path, files)
    }
    try refuseLeftovers()
    let now = environment.clock.now()
    let store = StoreIdentity(random: environment.randomness, created: now)
    guard let keyPath = location.keyPath else { throw .keysUnusable(path: "") }
    let keys = KeyPool(
      path: keyPath, store: store, files: files, source: environment.workspaceKey)
    try keys.create(environment.randomness)
    try keys.provide(1, blockCount: options.keyBlockCount, randomness: environment.randomness)
    let head = try writeFirstSegment(store, at: now)
    try onDisk(location.path) { () throws(FileError) in
      let headFile = try OpenFile(files, location.headFile, .createOrUpdate(permissions: 0o644))
      try HeadFile(generation: 1, head: head).write(headFile)
      try files.publish(store.encoded, at: location.storeFile, in: location.path)
    }
  }

  private func makeDirectories() throws(LedgerError) {
    try onDisk(location.path) { () throws(FileError) in
      for path in [location.path, location.segments, location.index, location.checkpoints] {
        try files.makeDirectory(path, permissions: 0o755)
      }
      try files.fsyncDirectory(location.path)
    }
  }

  /// A creation that was interrupted leaves at most one segment of one line, and fresh keys.
  private func refuseLeftovers() throws(LedgerError) {
    let segments = SegmentFiles(location, files)
    let numbers = try segments.numbers()
    guard numbers.isEmpty || numbers == [1], try segments.byteCount(1) < 4_096 else {
      throw .alreadyAStore(path: location.path)
    }
    try onDisk(location.path) { () throws(FileError) in
      try files.removeIfPresent(location.segment(1))
      try files.removeIfPresent(location.headFile)
      try files.removeIfPresent(location.manifestFile)
      if let keyPath = location.keyPath, try exists(keyPath + "/" + KeyPool.fileName(1)) {
        // Keys are never removed: they may be those of another store.
        let name = keyPath + "/" + KeyPool.fileName(1)
        try files.rename(name, to: name + ".before-\(environment.clock.now())")
      }
    }
  }

  private func exists(_ path: String) throws(FileError) -> Bool {
    try files.contents(path) != nil
  }

  private func writeFirstSegment(
    _ store: StoreIdentity, at now: Int64
  ) throws(LedgerError) -> LedgerHead {
    var line: [UInt8] = []
    let event = StoreEvent.segment(
      store: store, number: 1, previous: .origin, fileDigest: ChainHash.origin.text, at: now)
    let chain = LineWriter.append(
      event,
      Envelope(
        sequence: 1, group: 1, transaction: 1, endsTransaction: true, at: now, matterVersion: 1,
        previous: nil, command: ""),
      sealed: [], after: .origin, to: &line)
    try onDisk(location.segment(1)) { () throws(FileError) in
      let file = try OpenFile(files, location.segment(1), .createNew(permissions: 0o644))
      try line.lend { bytes throws(FileError) in try file.append(bytes) }
      try file.synchronise()
      try files.fsyncDirectory(location.segments)
    }
    return LedgerHead(
      sequence: 1, transaction: 1, position: LedgerPosition(segment: 1, offset: UInt32(line.count)),
      at: now, chain: chain)
  }
}

/// Events of the store's own matter.
enum StoreEvent {
  static func event(_ type: String, _ data: [UInt8], at now: Int64) -> NewEvent {
    let day = Int((now - ((now % 86_400_000) + 86_400_000) % 86_400_000) / 86_400_000)
    return NewEvent(
      matter: LineFormat.storeMatter, type: type, typeVersion: 1, day: day, zone: "UTC",
      data: data)
  }

  static func segment(
    store: StoreIdentity, number: UInt32, previous: ChainHash, fileDigest: String, at now: Int64
  ) -> NewEvent {
    event(
      LineFormat.segmentType,
      SegmentHeader.data(
        store: store.uuidText, number: number, previous: previous, fileDigest: fileDigest),
      at: now)
  }
}

/// File systems on which a lock or a synchronisation may not mean what it says.
enum NetworkFileSystem {
  /// NFS, SMB (three numbers), 9p, AFS, Ceph, Coda, FUSE.
  private static let types: Set<UInt64> = [
    0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x5346_414F, 0x00C3_6400,
    0x7375_7245, 0x6573_5546,
  ]

  static func refuse(_ path: String, _ files: any FileSystem) throws(LedgerError) {
    let type = try onDisk(path) { () throws(FileError) in try files.statfs(path) }
    if types.contains(type & 0xFFFF_FFFF) { throw .networkFileSystem(path: path, type: type) }
  }
}
