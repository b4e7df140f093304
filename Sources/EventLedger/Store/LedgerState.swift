/// Everything a view needs: a position of the record and the index as of there.
struct LedgerState: Sendable {
  let location: StoreLocation
  let environment: LedgerEnvironment
  let store: StoreIdentity
  let segments: SegmentFiles
  var head: LedgerHead
  var index: IndexSnapshot
  var keys: KeyPool?

  var files: any FileSystem { environment.fileSystem }
  var tailLineCount: Int { Int(head.sequence - index.covered.sequence) }
  /// Bytes of the record beyond what the runs cover; other segments count as a whole one.
  var tailByteCount: UInt64 {
    head.position.segment == index.covered.position.segment
      ? UInt64(head.position.offset - index.covered.position.offset)
      : UInt64(head.position.segment - index.covered.position.segment) << 26
  }

  func matterHead(_ matter: MatterKey) throws(LedgerError) -> MatterHead? {
    try index.get(IndexKey.matter(matter.kind, matter.id)).flatMap { MatterHead($0) }
  }

  func receipt(_ key: String) throws(LedgerError) -> Receipt? {
    guard !key.isEmpty else { return nil }
    return try index.get(IndexKey.command(key)).flatMap { Receipt(repeated: $0) }
  }

  func nextKey() throws(LedgerError) -> UInt64 {
    NextKey.decode(try index.get(IndexKey.nextKey))
  }

  /// With one group of whole transactions that follow the head.
  func adding(
    _ transactions: [[LedgerLine]], projection: any Projection
  ) throws(LedgerError) -> LedgerState {
    guard let last = transactions.last?.last else { return self }
    var buffer = ProjectionBuffer(index)
    for lines in transactions { buffer.take(lines, projection: projection) }
    if let failure = buffer.failure { throw failure }
    var next = self
    if !buffer.isEmpty { next.index = try index.adding(buffer.layer()) }
    next.head = LedgerHead(
      sequence: last.sequence, transaction: last.transaction, position: last.end, at: last.at,
      chain: last.chainHash)
    return next
  }
}

extension LedgerState {
  static func reading(
    _ location: StoreLocation, projection: any Projection, policy: LedgerReader.IndexPolicy,
    environment: LedgerEnvironment
  ) throws(LedgerError) -> LedgerState {
    let files = environment.fileSystem
    let store = try StoreIdentity.read(location, files)
    let segments = SegmentFiles(location, files)
    let keys = location.keyPath.map { KeyPool(path: $0, store: store, files: files) }
    var state = LedgerState(
      location: location, environment: environment, store: store, segments: segments,
      head: .origin, index: .empty, keys: keys)
    let indexFiles = IndexFiles(
      location: location, files: files, store: store, projectionVersion: projection.version)
    do {
      state.index = try indexFiles.open(segments)
    } catch {
      guard case .indexDamaged = error, policy == .rebuildInMemory else { throw error }
    }
    state.head = state.index.covered
    return try state.caughtUp(projection: projection)
  }

  /// Up to the last complete transaction on disk, or to the acknowledged one beside POISON.
  func caughtUp(projection: any Projection) throws(LedgerError) -> LedgerState {
    let isPoisoned = try Poison.read(location, files) != nil
    let acknowledged = try HeadFile.read(location, files)?.head
    let limit = isPoisoned ? acknowledged?.sequence ?? head.sequence : UInt64.max
    let next = try extended(projection: projection, limit: limit)
    if let acknowledged { try next.check(acknowledged) }
    return next
  }

  /// The acknowledged line must be in the record, at its place, with its hash.
  func check(_ acknowledged: LedgerHead) throws(LedgerError) {
    let place = acknowledged.position
    let found = try segments.chain(endingAt: place)
    guard head.sequence >= acknowledged.sequence, found == acknowledged.chain else {
      throw .corrupt(
        Finding(
          .behindHead, file: StoreLocation.segmentName(place.segment),
          offset: UInt64(place.offset), sequence: acknowledged.sequence))
    }
  }

  /// Lines between two layers while reading a long tail.
  static let layerLineCount = 4_096

  /// Walks on from the head; stops at the end, at damage, or behind line `limit`.
  func extended(
    projection: any Projection, limit: UInt64 = .max
  ) throws(LedgerError) -> LedgerState {
    var state = self
    var walker = LineWalker(
      segments, store: store, after: head, chunkByteCount: 64 << 10)
    var transactions: [[LedgerLine]] = []
    var open: [LedgerLine] = []
    var lineCount = 0
    while walker.last.sequence < limit, case .line(let line) = try walker.next() {
      open.append(line)
      guard line.endsTransaction else { continue }
      transactions.append(open)
      lineCount += open.count
      open = []
      if lineCount >= Self.layerLineCount {
        state = try state.adding(transactions, projection: projection)
        transactions = []
        lineCount = 0
      }
    }
    return try state.adding(transactions, projection: projection)
  }

  /// A later state of the same record; made anew when this one is no longer part of it.
  func refreshed(projection: any Projection) throws(LedgerError) -> LedgerState {
    segments.forget(head.position.segment)
    guard try segments.chain(endingAt: head.position) == head.chain else {
      return try LedgerState.reading(
        location, projection: projection, policy: .rebuildInMemory, environment: environment)
    }
    return try caughtUp(projection: projection)
  }
}
