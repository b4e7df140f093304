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
    try index.matterHead(matter)
  }

  /// The receipt of an idempotency key: the index knows lines whose key may be this one.
  func receipt(_ key: String) throws(LedgerError) -> Receipt? {
    guard !key.isEmpty else { return nil }
    var written: [UInt8] = []
    EnvelopeText.append(key, to: &written)
    let hash = written.withUnsafeBytes {
      KeyHash.hash(UnsafeRawBufferPointer(rebasing: $0[1..<($0.count - 1)]))
    }
    let places = index.commands(hash)
    try index.confirm()
    for place in places {
      let first = try line(at: place)
      if first.commandKey == key { return try receipt(first) }
    }
    return nil
  }

  private func receipt(_ first: LedgerLine) throws(LedgerError) -> Receipt {
    var last = first
    while !last.endsTransaction { last = try line(at: last.end) }
    return Receipt(
      transaction: first.transaction, firstSequence: first.sequence,
      lastSequence: last.sequence, position: first.position, repeated: true)
  }

  func nextKey() -> UInt64 { index.image.nextKey }

  /// Takes whole transactions that follow the head into account.
  mutating func take(_ transactions: [[LedgerLine]], projection: any Projection) {
    guard let last = transactions.last?.last else { return }
    let editor = ProjectionEditor(index)
    index = .none
    for lines in transactions {
      for (turn, line) in lines.enumerated() {
        editor.take(line, isFirst: turn == 0, projection: projection)
      }
    }
    index = editor.index
    head = LedgerHead(last)
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
    let keys = location.keyPath.map {
      KeyPool(path: $0, store: store, files: files, source: environment.workspaceKey)
    }
    var state = LedgerState(
      location: location, environment: environment, store: store, segments: segments,
      head: .origin, index: IndexSnapshot(projection.schema), keys: keys)
    let indexFiles = IndexFiles(
      location: location, files: files, store: store, schema: projection.schema)
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

  /// Walks on from the head; stops at the end, at damage, or behind line `limit`.
  func extended(
    projection: any Projection, limit: UInt64 = .max
  ) throws(LedgerError) -> LedgerState {
    var state = self
    var walker = LineWalker(
      segments, store: store, after: head, chunkByteCount: 64 << 10)
    var open: [LedgerLine] = []
    while walker.last.sequence < limit, case .line(let line) = try walker.next() {
      open.append(line)
      guard line.endsTransaction else { continue }
      state.take([open], projection: projection)
      open.removeAll(keepingCapacity: true)
    }
    try state.index.confirm()
    return state
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
