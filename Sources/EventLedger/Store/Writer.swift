/// The one who writes. All of it runs under `WriterCore`'s mutex.
final class Writer {
  let location: StoreLocation
  let environment: LedgerEnvironment
  let options: LedgerOptions
  let projection: any Projection
  let mode: WriterMode
  let lock: WriterLock
  let keys: KeyPool
  private(set) var state: LedgerState
  /// What everybody else may look at.
  let shown = ShownView()
  private(set) var report = RecoveryReport()
  /// Set once a synchronisation failed: nothing is written by this process any more.
  private(set) var refusal: LedgerError?
  private var active: OpenFile?
  private var headFile: OpenFile?
  private var generation: UInt64 = 0
  private var isBulk = false
  /// The last line that is known to be no seal.
  private var ordinaryEnd: UInt64?
  /// Up to where n-grams are written, as far as this process knows.
  private var textCovered: UInt64?

  private var files: any FileSystem { environment.fileSystem }

  init(
    _ location: StoreLocation, projection: any Projection, mode: WriterMode,
    options: LedgerOptions, environment: LedgerEnvironment
  ) throws(LedgerError) {
    self.location = location
    self.environment = environment
    self.options = options
    self.projection = projection
    self.mode = mode
    let store = try StoreIdentity.read(location, environment.fileSystem)
    if !options.allowsNetworkFileSystem {
      try NetworkFileSystem.refuse(location.path, environment.fileSystem)
    }
    keys = KeyPool(
      path: location.keyPath ?? "", store: store, files: environment.fileSystem,
      source: environment.workspaceKey)
    lock = try WriterLock(location, environment)
    state = LedgerState(
      location: location, environment: environment, store: store,
      segments: SegmentFiles(location, environment.fileSystem), head: .origin,
      index: IndexSnapshot(projection.schema), keys: keys)
    try open()
    shown.show(state)
  }

  private var indexFiles: IndexFiles {
    IndexFiles(
      location: location, files: files, store: state.store, schema: projection.schema)
  }

  /// A command line handle opens like a reader; only a misfit of the index takes the lock.
  private func open() throws(LedgerError) {
    if mode == .perCommit {
      do {
        state = try LedgerState.reading(
          location, projection: projection, policy: .mustExist, environment: environment)
        state.keys = keys
        return
      } catch {
        switch error {
        case .indexDamaged, .corrupt: break
        default: throw error
        }
      }
    }
    try begin()
    defer { end() }
    indexFiles.removeAll(except: state.index.runs.map(\.name))
  }

  // MARK: Holding the lock

  /// Takes the lock when it is not held, and catches up with the record.
  func begin() throws(LedgerError) {
    if let refusal { throw refusal }
    if lock.isHeld { return }
    try lock.acquire(waiting: options.lockWaitMilliseconds, options.rules)
    do {
      try synchronise()
    } catch {
      lock.release()
      throw error
    }
  }

  func end() {
    if mode == .perCommit { lock.release() }
  }

  /// Makes the state that of the record on disk; repairs the record when it needs to be.
  private func synchronise() throws(LedgerError) {
    var recovery = Recovery(location, environment, store: state.store, rules: options.rules)
    let target: LedgerHead
    if let slot = try recovery.fastHead(sharedBoot: lock.lastWriterSharedBoot) {
      report = RecoveryReport()
      report.fastOpen = true
      target = slot.head
      generation = slot.generation
    } else {
      target = try recovery.run()
      report = recovery.report
      generation = try HeadFile.read(location, files)?.generation ?? 1
    }
    active = nil
    // A recovery, here or in another process, may have put a copy in the place of the last segment.
    state.segments.forget(target.position.segment)
    if target != state.head { try load(target) }
    if report.cutByteCount > 0 || report.removedSegment != nil, options.rules.notesRecovery {
      try mendingIndex { () throws(LedgerError) in try noteRecovery() }
    }
  }

  /// From the record as it was seen before, if that is still part of it; else from the index.
  private func load(_ target: LedgerHead) throws(LedgerError) {
    state.segments.forget(state.head.position.segment)
    state.segments.forget(target.position.segment)
    let found = try state.segments.chain(endingAt: state.head.position)
    let isPart = state.head.sequence <= target.sequence && found == state.head.chain
    if !isPart || state.head == .origin { try loadIndex() }
    try extend(to: target)
  }

  private func loadIndex() throws(LedgerError) {
    state.head = .origin
    state.index = IndexSnapshot(projection.schema)
    do {
      state.index = try indexFiles.open(state.segments)
    } catch {
      guard case .indexDamaged = error else { throw error }
      report.rebuiltIndex = true
    }
    state.head = state.index.covered
  }

  private func extend(to target: LedgerHead) throws(LedgerError) {
    do {
      state = try state.extended(projection: projection, limit: target.sequence)
    } catch {
      guard case .indexDamaged = error else { throw error }
      report.rebuiltIndex = true
      state.head = .origin
      state.index = IndexSnapshot(projection.schema)
      state = try state.extended(projection: projection, limit: target.sequence)
    }
    guard state.head == target else {
      throw state.damage(.brokenChain, state.head.position, state.head.sequence + 1)
    }
    if report.rebuiltIndex { try publishIfLong(always: true) }
  }

  private func noteRecovery() throws(LedgerError) {
    if try lastLineIsSeal() { try createNext(state.head.position.segment) }
    let evidence = report.evidence.joined(separator: " ")
    let position = report.cutAt?.rawValue ?? 0
    let data = Array(
      """
      {"cut":\(report.cutByteCount),"position":\(position),\
      "lines":\(report.unfinishedLineCount),"evidence":"\(evidence)"}
      """.utf8)
    try commitOwn(LineFormat.recoveredType, data)
  }

  // MARK: Committing

  /// Stores what can be stored of the requests; every request gets its results.
  func commit(_ requests: [CommitQueue.Request]) {
    do throws(LedgerError) {
      try begin()
      defer { end() }
      isBulk = requests.contains { $0.isBulk }
      try mendingIndex { () throws(LedgerError) in try commitGroup(requests) }
    } catch {
      for request in requests {
        request.results = request.transactions.map { _ in .failure(error) }
      }
    }
  }

  /// Runs something that has written nothing when it finds the index damaged; then once more.
  private func mendingIndex(_ body: () throws(LedgerError) -> Void) throws(LedgerError) {
    do throws(LedgerError) {
      try body()
    } catch {
      guard case .indexDamaged = error else { throw error }
      try rebuildIndex { _ in }
      try body()
    }
  }

  private func commitGroup(_ requests: [CommitQueue.Request]) throws(LedgerError) {
    try rollIfLong()
    try store(try planned(requests))
  }

  private func planned(_ requests: [CommitQueue.Request]) throws(LedgerError) -> PlannedGroup {
    var plan = try GroupPlan(
      after: state, keys: keys, options: options, environment: environment)
    for request in requests {
      request.results = []
      for transaction in request.transactions {
        do {
          request.results.append(.success(try plan.add(transaction)))
        } catch {
          if case .indexDamaged = error { throw error }
          request.results.append(.failure(error))
        }
      }
    }
    return try plan.finished()
  }

  /// One event of the store's own matter, in a group of its own.
  private func commitOwn(_ type: String, _ data: [UInt8]) throws(LedgerError) {
    let now = max(environment.clock.now(), state.head.at)
    var ownOptions = options
    ownOptions.allowsClockStep = true
    var plan = try GroupPlan(
      after: state, keys: keys, options: ownOptions, environment: environment)
    _ = try plan.add(StoreEvent.event(type, data, at: now))
    try store(try plan.finished())
  }

  /// Write, synchronise, note in `HEAD`, then show.
  private func store(_ group: PlannedGroup) throws(LedgerError) {
    guard let head = group.head else { return }
    if !options.rules.writesHeadAfterSynchronising { writeHead(head) }
    try write(group.bytes)
    writeHead(head)
    // Nobody holds the old view meanwhile, so the index is changed where it stands.
    shown.replace {
      state.take(group.transactions, projection: projection)
      return state
    }
    if let last = group.transactions.last?.last, !last.isStoreLine { ordinaryEnd = last.sequence }
    do {
      try state.index.confirm()
      try publishIfLong(always: false)
    } catch {
      // Any other failure leaves the old runs and the tail, which are valid.
      if case .indexDamaged = error { remakeIndex() }
    }
  }

  /// The lines are stored, whatever becomes of the index.
  private func remakeIndex() {
    do {
      try rebuildIndex { _ in }
    } catch {
      refusal = error
    }
  }

  private func activeFile() throws(LedgerError) -> OpenFile {
    if let active { return active }
    let path = location.segment(state.head.position.segment)
    let file = try onDisk(path) { () throws(FileError) in
      try OpenFile(files, path, .append)
    }
    active = file
    return file
  }

  private func write(_ bytes: [UInt8]) throws(LedgerError) {
    let file = try activeFile()
    do {
      try bytes.lend { bytes throws(FileError) in try file.append(bytes) }
    } catch {
      try takeBack(file, after: error)
    }
    guard options.rules.synchronisesBeforeAcknowledging else { return }
    do {
      try file.synchronise()
    } catch {
      throw refuseFromNowOn(error)
    }
  }

  /// Nothing of a failed write may stay; then it can be said that nothing was stored.
  private func takeBack(_ file: OpenFile, after failure: FileError) throws(LedgerError) {
    do {
      if options.rules.takesBackFailedWrite {
        try file.truncate(to: UInt64(state.head.position.offset))
      }
      try file.synchronise()
    } catch {
      throw refuseFromNowOn(error)
    }
    throw failure.ledgerError(file.path)
  }

  private func refuseFromNowOn(_ error: FileError) -> LedgerError {
    if options.rules.writesPoison { Poison.write(location, environment, error) }
    if options.rules.refusesAfterFailedSynchronisation {
      refusal = .poisoned(
        path: location.path, detail: "\(error.operation) errno \(error.errno)")
    }
    return .outcomeUnknown(operation: error.operation, errno: error.errno)
  }

  /// A hint only: a failure is no reason to doubt what was synchronised.
  private func writeHead(_ head: LedgerHead) {
    generation += 1
    let slot = HeadFile(generation: generation, head: head)
    do {
      let file: OpenFile
      if let headFile {
        file = headFile
      } else {
        file = try OpenFile(files, location.headFile, .createOrUpdate(permissions: 0o644))
        headFile = file
      }
      try slot.write(file)
    } catch {
      headFile = nil
    }
  }

  // MARK: Segments

  private func rollIfLong() throws(LedgerError) {
    let place = state.head.position
    let isSealed = try lastLineIsSeal()
    guard isSealed || Int(place.offset) >= options.segmentByteCount else { return }
    if !isSealed { try seal(place) }
    try createNext(place.segment)
  }

  /// Only after a crash, or a full disk, between seal and successor.
  private func lastLineIsSeal() throws(LedgerError) -> Bool {
    if ordinaryEnd == state.head.sequence { return false }
    guard let head = try state.matterHead(LineFormat.storeMatter) else { return false }
    let line = try state.line(at: head.position)
    let isSeal = line.sequence == state.head.sequence && SegmentSeal(line) != nil
    if !isSeal { ordinaryEnd = state.head.sequence }
    return isSeal
  }

  private func seal(_ place: LedgerPosition) throws(LedgerError) {
    guard let header = try state.segments.header(place.segment) else {
      throw state.damage(.wrongSegment, LedgerPosition(segment: place.segment, offset: 0))
    }
    let seal = SegmentSeal(
      segment: UInt64(place.segment), lines: state.head.sequence - header.line.sequence + 1,
      bytes: UInt64(place.offset), first: header.line.sequence, last: state.head.sequence)
    try commitOwn(LineFormat.sealType, seal.data)
  }

  private func createNext(_ segment: UInt32) throws(LedgerError) {
    let digest = try state.segments.digest(segment)
    let path = location.segment(segment + 1)
    let now = max(environment.clock.now(), state.head.at)
    var ahead = state
    ahead.head.position = LedgerPosition(segment: segment + 1, offset: 0)
    var ownOptions = options
    ownOptions.allowsClockStep = true
    var plan = try GroupPlan(
      after: ahead, keys: keys, options: ownOptions, environment: environment)
    _ = try plan.add(
      StoreEvent.segment(
        store: state.store, number: segment + 1, previous: state.head.chain, fileDigest: digest,
        at: now))
    let group = try plan.finished()
    guard let head = group.head else { return }
    try writeNewSegment(segment, path, group.bytes)
    writeHead(head)
    state.take(group.transactions, projection: projection)
  }

  private func writeNewSegment(
    _ sealed: UInt32, _ path: String, _ bytes: [UInt8]
  ) throws(LedgerError) {
    active = nil
    try onDisk(path) { () throws(FileError) in
      try files.chmod(location.segment(sealed), permissions: 0o444)
    }
    var created: OpenFile?
    do {
      let file = try OpenFile(files, path, .createNew(permissions: 0o644))
      created = file
      try bytes.lend { bytes throws(FileError) in try file.append(bytes) }
      try file.synchronise()
      if options.rules.synchronisesDirectories { try files.fsyncDirectory(location.segments) }
    } catch {
      if error.operation.hasPrefix("f") && error.operation.contains("sync") {
        throw refuseFromNowOn(error)
      }
      if created != nil { try? files.unlink(path) }
      throw error.ledgerError(path)
    }
    active = created
  }

  // MARK: Index

  private func publishIfLong(always: Bool) throws(LedgerError) {
    guard always || isTailLong else { return }
    guard state.tailLineCount > 0 || always else { return }
    state.index = try indexFiles.published(state.index, upTo: state.head)
    try publishTexts()
  }

  private var textFiles: TextFiles { TextFiles(index: indexFiles, keys: keys) }

  /// N-grams may lag behind: a search reads the lines that they do not cover.
  private func publishTexts() throws(LedgerError) {
    guard options.keepsTexts, textFiles.isWanted else { return }
    let covered: UInt64
    if let textCovered {
      covered = textCovered
    } else {
      let found = try textFiles.open(state.segments)
      if found.isMisfit { try textFiles.rebuilt(state) }
      covered = found.isMisfit ? state.head.sequence : found.covered.sequence
    }
    let limit = isBulk ? bulkLineCount(over: covered) : 0
    let lag = state.head.sequence - min(state.head.sequence, covered)
    guard lag >= UInt64(max(options.textLineCountMax, limit)) else {
      textCovered = covered
      return
    }
    try textFiles.published(state)
    textCovered = state.head.sequence
  }

  /// A bulk load publishes seldom: each time costs what the changed rows cost.
  private var isTailLong: Bool {
    if isBulk {
      return state.tailLineCount >= bulkLineCount(over: state.index.covered.sequence)
    }
    return state.tailLineCount >= options.tailLineCountMax
      || state.tailByteCount >= UInt64(options.tailByteCountMax)
  }

  private func bulkLineCount(over covered: UInt64) -> Int {
    max(
      options.tailLineCountMax * options.bulkFactor,
      min(options.bulkLineCountMax, Int(covered) / options.bulkShare))
  }

  /// Before closing: what a reader would otherwise have to read as its tail.
  func publishBeforeClosing() {
    isBulk = false
    guard refusal == nil, state.tailLineCount >= options.tailLineCountMax else { return }
    do {
      try begin()
      try publishIfLong(always: false)
    } catch {
      // The old index stays valid; the next writer publishes.
    }
    end()
  }

  func rebuildIndex(progress: (UInt64) -> Void) throws(LedgerError) {
    let rebuild = IndexRebuild(files: indexFiles, state: state, projection: projection)
    var texts = options.keepsTexts ? try textFiles.collector() : nil
    state.index = try rebuild.run(texts: &texts, progress: progress)
    if let texts { try textFiles.publish(texts.lists, over: [], upTo: state.head) }
    textCovered = nil
    report.rebuiltIndex = true
  }

  func refresh() throws(LedgerError) {
    if lock.isHeld { return }
    state = try state.refreshed(projection: projection)
  }

  func destroyKey(_ number: UInt64) throws(LedgerError) {
    guard number > 0, number < state.nextKey() else { throw .invalid(.unknownKey(number)) }
    try keys.destroy(number)
    try textFiles.forgetting(key: number, state)
  }

  func close() {
    publishBeforeClosing()
    lock.release()
    active = nil
    headFile = nil
    refusal = refusal ?? .readOnly(path: location.path)
  }
}
