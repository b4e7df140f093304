/// Reads everything a level asks for and notes what does not fit.
struct Verification {
  let location: StoreLocation
  let projection: any Projection
  let level: VerifyLevel
  let environment: LedgerEnvironment
  var report: VerifyReport
  private var heads: [MatterKey: MatterHead] = [:]
  private var keysUsed: Set<UInt64> = []
  private var last = LedgerHead.origin
  /// Where lines that `HEAD` and MANIFEST name were seen to end.
  private var acknowledged: HeadFile?
  private var sawAcknowledged = false
  private var isUnbroken = true

  private var files: any FileSystem { environment.fileSystem }

  init(
    location: StoreLocation, projection: any Projection, level: VerifyLevel,
    environment: LedgerEnvironment
  ) {
    self.location = location
    self.projection = projection
    self.level = level
    self.environment = environment
    report = VerifyReport(level: level)
  }

  mutating func run(progress: (UInt64) -> Void) throws(LedgerError) -> VerifyReport {
    let store: StoreIdentity
    do {
      store = try StoreIdentity.read(location, files)
    } catch {
      guard case .corrupt(let finding) = error else { throw error }
      report.findings.append(finding)
      return report
    }
    if try Poison.read(location, files) != nil { find(.poisoned, "POISON") }
    acknowledged = try HeadFile.read(location, files)
    if acknowledged == nil { find(.unreadableHead, "HEAD") }
    let segments = SegmentFiles(location, files)
    try checkSegments(segments, store, progress: progress)
    try compareHead(segments)
    try checkIndex(segments, store)
    if level != .fast { try checkKeys(store) }
    return report
  }

  private mutating func find(
    _ code: Finding.Code, _ file: String, _ offset: UInt64? = nil, _ sequence: UInt64? = nil,
    detail: String = ""
  ) {
    report.findings.append(
      Finding(code, file: file, offset: offset, sequence: sequence, detail: detail))
  }

  // MARK: Segments

  private mutating func checkSegments(
    _ segments: SegmentFiles, _ store: StoreIdentity, progress: (UInt64) -> Void
  ) throws(LedgerError) {
    let numbers = try segments.numbers()
    guard let highest = numbers.last else { return find(.missingSegment, "segments/000001.jsonl") }
    for number in 1...highest where !numbers.contains(number) {
      find(.missingSegment, StoreLocation.segmentName(number))
      isUnbroken = false
    }
    for number in numbers where level != .fast || number == highest {
      try checkSegment(number, isLast: number == highest, segments, store)
      report.segmentCount += 1
      progress(report.lineCount)
    }
  }

  private mutating func checkSegment(
    _ number: UInt32, isLast: Bool, _ segments: SegmentFiles, _ store: StoreIdentity
  ) throws(LedgerError) {
    let name = StoreLocation.segmentName(number)
    guard let header = try segments.header(number) else {
      // A crash between creating a segment and writing its header leaves this; nothing is lost.
      find(isLast && number > 1 ? .tornTail : .wrongSegment, name, 0, detail: "header")
      isUnbroken = isUnbroken && isLast
      return
    }
    guard header.store == store.uuidText, header.number == number else {
      isUnbroken = false
      return find(.wrongStore, name, 0, header.line.sequence)
    }
    try checkJoint(header, number, segments)
    try walk(header, number, isLast: isLast, segments, store)
  }

  /// The header must build on the segment before: its last hash and its whole file.
  private mutating func checkJoint(
    _ header: SegmentHeader, _ number: UInt32, _ segments: SegmentFiles
  ) throws(LedgerError) {
    let name = StoreLocation.segmentName(number)
    guard number > 1 else {
      if header.previous != .origin || header.line.sequence != 1 { find(.wrongSegment, name, 0) }
      return
    }
    let size = try segments.byteCount(number - 1)
    let end = LedgerPosition(segment: number - 1, offset: UInt32(truncatingIfNeeded: size))
    let followsBefore = level == .fast || last.chain == header.previous
    guard try segments.chain(endingAt: end) == header.previous, followsBefore else {
      isUnbroken = false
      return find(.wrongSegment, name, 0, header.line.sequence, detail: "previous")
    }
    guard level != .fast else { return }
    if try segments.digest(number - 1) != header.fileDigest {
      isUnbroken = false
      find(.wrongSegment, StoreLocation.segmentName(number - 1), detail: "file digest")
    }
  }

  private mutating func walk(
    _ header: SegmentHeader, _ number: UInt32, isLast: Bool, _ segments: SegmentFiles,
    _ store: StoreIdentity
  ) throws(LedgerError) {
    let name = StoreLocation.segmentName(number)
    let before = LedgerHead(
      sequence: header.line.sequence - 1, transaction: header.line.transaction - 1,
      position: LedgerPosition(segment: number, offset: 0), at: header.line.at,
      chain: header.previous)
    var walker = LineWalker(segments, store: store, after: before)
    var sealed = false
    var complete = before
    let size = try segments.byteCount(number)
    while UInt64(walker.last.position.offset) < size, walker.last.position.segment == number {
      let place = walker.last
      let step = try walker.next()
      guard case .line(let line) = step else {
        if case .damaged(let code) = step {
          try damaged(code, name, place, isLast: isLast, segments)
        } else {
          find(isLast ? .tornTail : .unreadableLine, name, UInt64(place.position.offset))
          isUnbroken = isUnbroken && isLast
        }
        break
      }
      if line.position.segment != number { break }
      take(line, name)
      if line.endsTransaction { complete = walker.last }
      sealed = checkSeal(line, number, header, name) || sealed
      if UInt64(walker.last.position.offset) == size { break }
    }
    if isLast, complete.sequence < last.sequence {
      find(.tornTail, name, UInt64(complete.position.offset), detail: "unfinished transaction")
    }
    if !isLast { try checkSealed(number, sealed, segments, name) }
  }

  private mutating func damaged(
    _ code: Finding.Code, _ name: String, _ place: LedgerHead, isLast: Bool,
    _ segments: SegmentFiles
  ) throws(LedgerError) {
    let later = try segments.largestGroup(after: place.position)
    let isTorn =
      isLast && later <= place.sequence + 1
      && acknowledged.map { $0.head.sequence <= place.sequence } ?? false
    find(
      isTorn ? .tornTail : code, name, UInt64(place.position.offset), place.sequence + 1)
    if !isTorn { isUnbroken = false }
  }

  private mutating func checkSealed(
    _ number: UInt32, _ sealed: Bool, _ segments: SegmentFiles, _ name: String
  ) throws(LedgerError) {
    guard let file = try segments.file(number) else { return }
    let status = try onDisk(file.path) { () throws(FileError) in try file.status() }
    if !sealed {
      find(.unsealedSegment, name, detail: "seal")
    } else if status.permissions & 0o222 != 0 {
      find(.unsealedSegment, name, detail: "mode")
    }
  }

  private mutating func checkSeal(
    _ line: LedgerLine, _ number: UInt32, _ header: SegmentHeader, _ name: String
  ) -> Bool {
    guard let seal = SegmentSeal(line) else { return false }
    let first = header.line.sequence
    let wanted = SegmentSeal(
      segment: UInt64(number), lines: line.sequence - first, bytes: UInt64(line.position.offset),
      first: first, last: line.sequence - 1)
    if seal != wanted {
      find(.wrongSegment, name, UInt64(line.position.offset), line.sequence, detail: "seal")
    }
    return true
  }

  private mutating func take(_ line: LedgerLine, _ name: String) {
    report.lineCount += 1
    if line.endsTransaction { report.transactionCount += 1 }
    last = LedgerHead(line)
    report.sequence = line.sequence
    report.hash = last.hash
    if let head = acknowledged?.head, head.sequence == line.sequence {
      sawAcknowledged = head.position == last.position && head.chain == last.chain
    }
    if level != .fast { checkMatter(line, name) }
  }

  private mutating func checkMatter(_ line: LedgerLine, _ name: String) {
    let matter = line.matter
    let before = heads[matter]
    let offset = UInt64(line.position.offset)
    if isUnbroken {
      if UInt64(line.matterVersion) != (before?.version ?? 0) + 1 {
        find(.wrongNumber, name, offset, line.sequence, detail: "n")
      }
      if line.previous != before?.position {
        find(.wrongPrevious, name, offset, line.sequence)
      }
    }
    heads[matter] = MatterHead(
      version: UInt64(line.matterVersion), position: line.position)
    for entry in line.sealed { keysUsed.insert(entry.key) }
  }

  private mutating func compareHead(_ segments: SegmentFiles) throws(LedgerError) {
    guard let head = acknowledged?.head, isUnbroken else { return }
    if last.sequence < head.sequence || !sawAcknowledged {
      let found = try segments.chain(endingAt: head.position)
      if last.sequence < head.sequence || found != head.chain {
        find(
          .behindHead, StoreLocation.segmentName(head.position.segment),
          UInt64(head.position.offset), head.sequence)
      }
    }
  }

  // MARK: Keys

  private mutating func checkKeys(_ store: StoreIdentity) throws(LedgerError) {
    guard let path = location.keyPath, !keysUsed.isEmpty else { return }
    let pool = KeyPool(
      path: path, store: store, files: files, source: environment.workspaceKey)
    guard try pool.workspaceKey() != nil else { return find(.missingKey, "workspace.key") }
    for key in keysUsed.sorted() where try pool.slot(key) == .missing {
      find(.missingKey, KeyPool.fileName(KeyPool.place(key).file), detail: "key \(key)")
    }
  }

  // MARK: Index

  private mutating func checkIndex(
    _ segments: SegmentFiles, _ store: StoreIdentity
  ) throws(LedgerError) {
    guard try exists(location.manifestFile) else { return }
    try checkRows(segments, store)
    do throws(LedgerError) {
      try checkTexts(segments, store)
    } catch {
      try note(error)
    }
  }

  /// Damage of the index is a finding; anything else means that the check could not be made.
  private mutating func note(_ error: LedgerError) throws(LedgerError) {
    switch error {
    case .indexDamaged(let finding), .corrupt(let finding): report.findings.append(finding)
    default: throw error
    }
  }

  private mutating func checkRows(
    _ segments: SegmentFiles, _ store: StoreIdentity
  ) throws(LedgerError) {
    let indexFiles = IndexFiles(
      location: location, files: files, store: store, schema: projection.schema)
    do throws(LedgerError) {
      let snapshot = try indexFiles.open(segments)
      if level != .fast { for run in snapshot.runs { try run.bytes.checkAll() } }
      if level == .deep, isUnbroken { try compareIndex(snapshot, indexFiles, segments, store) }
    } catch {
      try note(error)
    }
  }

  /// The n-grams: every block; with the keys, deep, all of them derived anew.
  private mutating func checkTexts(
    _ segments: SegmentFiles, _ store: StoreIdentity
  ) throws(LedgerError) {
    let indexFiles = IndexFiles(
      location: location, files: files, store: store, schema: projection.schema)
    let keys = KeyPool(
      path: location.keyPath ?? "", store: store, files: files,
      source: environment.workspaceKey)
    let texts = TextFiles(index: indexFiles, keys: keys)
    guard level != .fast, try exists(location.textManifestFile) else { return }
    let found = try texts.open(segments)
    guard !found.runs.isEmpty else {
      return find(.wrongIndex, "index/texts/MANIFEST", detail: "does not fit")
    }
    for run in found.runs { try run.bytes.checkAll() }
    guard level == .deep, isUnbroken, location.keyPath != nil else { return }
    var state = LedgerState(
      location: location, environment: environment, store: store, segments: segments,
      head: .origin, index: IndexSnapshot(projection.schema), keys: keys)
    state = try state.extended(projection: projection, limit: found.covered.sequence)
    guard let derived = try texts.derived(state, after: 0) else { return }
    var kept = derived.map { _ in PostingLists() }
    for table in kept.indices {
      for run in found.runs { kept[table].add(run, table: table, without: []) }
    }
    compare(
      try sections(indexFiles, state.index) { writer throws(FileError) in
        for (table, list) in derived.enumerated() { try list.write(table: table, to: &writer) }
      },
      try sections(indexFiles, state.index) { writer throws(FileError) in
        for (table, list) in kept.enumerated() { try list.write(table: table, to: &writer) }
      }, "index/texts/MANIFEST")
    for run in found.runs { try run.bytes.confirm() }
  }

  private func exists(_ path: String) throws(LedgerError) -> Bool {
    try onDisk(path) { () throws(FileError) in try files.contents(path) } != nil
  }

  /// Derives everything anew up to where the runs end; the sections of a base made of it, of one made
  /// of the runs, and of the runs themselves must be the same.
  private mutating func compareIndex(
    _ snapshot: IndexSnapshot, _ indexFiles: IndexFiles, _ segments: SegmentFiles,
    _ store: StoreIdentity
  ) throws(LedgerError) {
    let state = LedgerState(
      location: location, environment: environment, store: store, segments: segments,
      head: .origin, index: IndexSnapshot(projection.schema), keys: nil)
    let rebuild = IndexRebuild(files: indexFiles, state: state, projection: projection)
    let derived = try rebuild.derived(upTo: snapshot.covered.sequence)
    compare(
      try sections(indexFiles, derived) { writer throws(FileError) in
        try writer.addAll(of: derived)
      },
      try sections(indexFiles, snapshot) { writer throws(FileError) in
        try writer.addAll(of: snapshot)
      }, "index/MANIFEST")
    for run in snapshot.runs {
      let again = try sections(indexFiles, snapshot) { writer throws(FileError) in
        try writer.addAgain(run, over: run.header.isDelta ? snapshot.base : nil)
      }
      compare(again, run.directory, "index/" + run.name)
    }
    report.comparedEntryCount = UInt64(derived.changedRowCount + derived.image.entries.count)
    if derived.image.nextKey != snapshot.image.nextKey {
      find(.wrongEntry, "index/MANIFEST", detail: "next key")
    }
    try snapshot.confirm()
  }

  /// What a run would hold, without writing it.
  private func sections(
    _ indexFiles: IndexFiles, _ snapshot: IndexSnapshot,
    _ fill: (inout RunWriter) throws(FileError) -> Void
  ) throws(LedgerError) -> [SectionEntry] {
    try onDisk(location.index) { () throws(FileError) in
      var writer = try RunWriter(
        indexFiles.header(snapshot, snapshot.covered, isDelta: false))
      try fill(&writer)
      return writer.directory
    }
  }

  private mutating func compare(
    _ wanted: [SectionEntry], _ found: [SectionEntry], _ file: String
  ) {
    guard wanted.count == found.count else {
      return find(.wrongEntry, file, detail: "\(found.count) sections, not \(wanted.count)")
    }
    for (left, right) in zip(wanted, found) where !left.isSame(as: right) {
      return find(
        .wrongEntry, file,
        detail: "table \(left.table), section \(left.kind).\(left.a).\(left.b)")
    }
  }
}
