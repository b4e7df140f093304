/// Finds the last complete transaction that may count, and makes the disk agree with it.
///
/// Runs under the writer's lock. Each rule is named after its step in the format's reference page.
struct Recovery {
  let location: StoreLocation
  let environment: LedgerEnvironment
  let store: StoreIdentity
  let rules: RecoveryRules
  private(set) var report = RecoveryReport()

  private var files: any FileSystem { environment.fileSystem }
  private var segments: SegmentFiles

  init(
    _ location: StoreLocation, _ environment: LedgerEnvironment, store: StoreIdentity,
    rules: RecoveryRules
  ) {
    self.location = location
    self.environment = environment
    self.store = store
    self.rules = rules
    segments = SegmentFiles(location, environment.fileSystem)
  }

  /// The head if nothing needs a look: same boot, no POISON, `HEAD` is the end of the last file.
  func fastHead(sharedBoot: Bool) throws(LedgerError) -> HeadFile? {
    guard sharedBoot || !rules.fastOpenNeedsSameBoot,
      let slot = try HeadFile.read(location, files),
      try Poison.read(location, files) == nil || !rules.fastOpenNeedsNoPoison
    else { return nil }
    let place = slot.head.position
    let fits = try segments.byteCount(place.segment) == UInt64(place.offset)
    guard fits || !rules.fastOpenNeedsLength, try segments.file(place.segment + 1) == nil,
      try segments.chain(endingAt: place) == slot.head.chain
    else { return nil }
    return slot
  }

  /// What a scan of the active segment found.
  private struct Scan {
    var keep: LedgerHead
    var last: LedgerHead
    var damage: Finding.Code?
    var unfinishedLineCount = 0
    var endsWithSeal = false
    var byteCount: UInt64
  }

  /// Steps 1 to 9. Afterwards the last segment ends with the head.
  mutating func run() throws(LedgerError) -> LedgerHead {
    let slot = try HeadFile.read(location, files)
    report.poisonText = try Poison.read(location, files)
    let active = try activeSegment()
    let scan = try scan(active, acknowledged: slot?.head)
    if report.removedSegment != nil, !scan.endsWithSeal, rules.needsSealBeforeRemovedSegment {
      throw corrupt(.unsealedSegment, active, 0)
    }
    try compare(scan, with: slot?.head)
    try compare(scan, withManifest: ())
    if rules.usesGroupField { try refuseDamageInSynchronised(scan) }
    try repair(scan, slot: slot)
    return scan.keep
  }

  /// Step 1: numbers without a gap; a last segment without a header goes.
  private mutating func activeSegment() throws(LedgerError) -> UInt32 {
    let numbers = try segments.numbers()
    guard let last = numbers.last,
      numbers.count == Int(last) || !rules.refusesMissingSegments
    else {
      let missing = (1...UInt32.max).first { !numbers.contains($0) } ?? 1
      throw corrupt(.missingSegment, missing, 0)
    }
    if try segments.header(last) != nil { return last }
    let start = LedgerPosition(segment: last, offset: 0)
    let block = try segments.read(LineFormat.byteCountMax, at: start)
    // The header is synchronised before any other line: with a readable line it was no torn one.
    guard last > 1, try segments.largestGroup(after: start) == 0 else {
      throw corrupt(.wrongSegment, last, 0)
    }
    if let head = try HeadFile.read(location, files)?.head, head.position.segment >= last {
      throw corrupt(.behindHead, last, 0)
    }
    report.removedSegment = StoreLocation.segmentName(last)
    if let block, block.count > 0 { try keepEvidence(Array(block.bytes)) }
    try onDisk(location.segment(last)) { () throws(FileError) in
      try files.unlink(location.segment(last))
      try files.fsyncDirectory(location.segments)
    }
    segments.forget(last)
    return last - 1
  }

  private func corrupt(
    _ code: Finding.Code, _ segment: UInt32, _ offset: UInt64, sequence: UInt64? = nil
  ) -> LedgerError {
    .corrupt(
      Finding(
        code, file: StoreLocation.segmentName(segment), offset: offset, sequence: sequence))
  }

  /// Steps 2 and 3.
  private func scan(_ active: UInt32, acknowledged: LedgerHead?) throws(LedgerError) -> Scan {
    guard let header = try segments.header(active) else { throw corrupt(.wrongSegment, active, 0) }
    guard header.store == store.uuidText else { throw corrupt(.wrongStore, active, 0) }
    if rules.checksPredecessor { try checkPredecessor(header, active) }
    let before = LedgerHead(
      sequence: header.line.sequence - 1, transaction: header.line.transaction - 1,
      position: LedgerPosition(segment: active, offset: 0), at: header.line.at,
      chain: header.previous)
    var walker = LineWalker(segments, store: store, after: before)
    var scan = Scan(
      keep: before, last: before, byteCount: try segments.byteCount(active))
    while true {
      switch try walker.next() {
      case .line(let line):
        scan.last = walker.last
        scan.endsWithSeal = SegmentSeal(line) != nil
        scan.unfinishedLineCount = line.endsTransaction ? 0 : scan.unfinishedLineCount + 1
        if line.endsTransaction || !rules.dropsUnfinishedTransaction { scan.keep = walker.last }
        if line.sequence == acknowledged?.sequence, rules.checksHead,
          walker.last.position != acknowledged?.position
            || walker.last.chain != acknowledged?.chain
        {
          throw corrupt(.behindHead, active, UInt64(line.position.offset), sequence: line.sequence)
        }
        continue
      case .end: return scan
      case .damaged(let code):
        scan.damage = code
        return scan
      }
    }
  }

  private func checkPredecessor(_ header: SegmentHeader, _ active: UInt32) throws(LedgerError) {
    guard active > 1 else {
      guard header.previous == .origin, header.line.sequence == 1 else {
        throw corrupt(.wrongSegment, active, 0)
      }
      return
    }
    let size = try segments.byteCount(active - 1)
    let end = LedgerPosition(segment: active - 1, offset: UInt32(truncatingIfNeeded: size))
    guard try segments.chain(endingAt: end) == header.previous else {
      throw corrupt(.wrongSegment, active, 0)
    }
  }

  /// Step 4: what `HEAD` calls acknowledged must be there.
  private func compare(_ scan: Scan, with head: LedgerHead?) throws(LedgerError) {
    guard let head, rules.checksHead else { return }
    let isBehind = scan.last.sequence < head.sequence
    let isElsewhere =
      head.position.segment < scan.last.position.segment
      ? try segments.chain(endingAt: head.position) != head.chain
      : head.position.segment > scan.last.position.segment
    if isBehind || isElsewhere {
      throw corrupt(
        .behindHead, scan.last.position.segment, UInt64(scan.last.position.offset),
        sequence: head.sequence)
    }
  }

  /// Step 4, the same for what the index covers. An unreadable MANIFEST says nothing.
  private func compare(_ scan: Scan, withManifest: Void) throws(LedgerError) {
    guard let covered = try Manifest.read(location.manifestFile, files)?.covered,
      rules.checksManifest, covered.sequence > 0
    else { return }
    guard try Manifest.read(location.manifestFile, files)?.store == store.uuidText else { return }
    guard covered.sequence <= scan.last.sequence,
      try segments.chain(endingAt: covered.position) == covered.chain
    else {
      throw corrupt(
        .behindHead, scan.last.position.segment, UInt64(scan.last.position.offset),
        sequence: covered.sequence)
    }
  }

  /// Step 5: a readable line behind the damage that was written when the damaged place had
  /// already been synchronised means damage, not a torn tail.
  private func refuseDamageInSynchronised(_ scan: Scan) throws(LedgerError) {
    guard let damage = scan.damage else { return }
    let later = try segments.largestGroup(after: scan.last.position)
    if later > scan.last.sequence + 1 {
      throw corrupt(
        damage, scan.last.position.segment, UInt64(scan.last.position.offset),
        sequence: scan.last.sequence + 1)
    }
  }

  /// Steps 6 to 9.
  private mutating func repair(_ scan: Scan, slot: HeadFile?) throws(LedgerError) {
    let active = scan.keep.position.segment
    let keep = UInt64(scan.keep.position.offset)
    if scan.byteCount > keep {
      report.cutByteCount = scan.byteCount - keep
      report.cutAt = scan.keep.position
      report.unfinishedLineCount = scan.unfinishedLineCount
      let count = Int(scan.byteCount - keep)
      let tail = try segments.read(count, at: scan.keep.position)
      if rules.keepsEvidence, let tail { try keepEvidence(Array(tail.bytes)) }
    }
    do {
      if slot == nil || report.poisonText != nil, rules.copiesWhenInDoubt {
        try copyActive(active, upTo: keep)
      } else {
        try rewrite(active, from: slot, upTo: keep)
      }
    } catch {
      if error.operation == "fdatasync" { Poison.write(location, environment, error) }
      throw error.operation == "fdatasync"
        ? LedgerError.poisoned(path: location.path, detail: "recovery: errno \(error.errno)")
        : error.ledgerError(location.segment(active))
    }
    try finish(scan, slot: slot)
  }

  /// Step 7.
  private mutating func keepEvidence(_ bytes: [UInt8]) throws(LedgerError) {
    let stem = "torn-\(environment.clock.now())"
    var name = stem + ".bin"
    var turn = 1
    let names = try onDisk(location.path) { () throws(FileError) in
      try files.list(location.path)
    }
    while names.contains(name) {
      turn += 1
      name = stem + "-\(turn).bin"
    }
    try onDisk(location.path) { () throws(FileError) in
      let file = try OpenFile(
        files, location.path + "/" + name, .createNew(permissions: 0o444))
      try bytes.lend { bytes throws(FileError) in try file.append(bytes) }
      try file.synchronise()
      try files.fsyncDirectory(location.path)
    }
    report.evidence.append(name)
  }

  /// Step 8: cut, then write again what was not known to be durable, so that it becomes so.
  private mutating func rewrite(
    _ active: UInt32, from slot: HeadFile?, upTo keep: UInt64
  ) throws(FileError) {
    let file = try OpenFile(files, location.segment(active), .update)
    if try file.status().byteCount > keep { try file.truncate(to: keep) }
    var start: UInt64 = 0
    if let place = slot?.head.position, place.segment == active { start = UInt64(place.offset) }
    if start < keep, rules.rewritesBeyondHead {
      let bytes = try file.read(Int(keep - start), at: start)
      try file.write(bytes.bytes, at: start)
      report.rewrittenByteCount = keep - start
    }
    if rules.synchronisesRepair { try file.synchronise() }
    // The segment's name may be as young as its bytes.
    if rules.synchronisesDirectories { try files.fsyncDirectory(location.segments) }
  }

  /// Step 8 without a trustworthy start: a new file takes the segment's place.
  private mutating func copyActive(_ active: UInt32, upTo keep: UInt64) throws(FileError) {
    let path = location.segment(active)
    let temporary = path + ".tmp"
    try files.removeIfPresent(temporary)
    let bytes = try OpenFile(files, path, .read).read(Int(keep), at: 0)
    let copy = try OpenFile(files, temporary, .createNew(permissions: 0o644))
    try copy.append(bytes.bytes)
    if rules.synchronisesRepair { try copy.synchronise() }
    try files.rename(temporary, to: path)
    try files.fsyncDirectory(location.segments)
    report.copiedSegment = true
  }

  /// Step 9, except for the index and the `recovered` line.
  private func finish(_ scan: Scan, slot: HeadFile?) throws(LedgerError) {
    try onDisk(location.headFile) { () throws(FileError) in
      if rules.writesHeadAfterRecovery {
        let file = try OpenFile(files, location.headFile, .createOrUpdate(permissions: 0o644))
        try HeadFile(generation: (slot?.generation ?? 0) + 1, head: scan.keep).write(file)
      }
      if report.poisonText != nil, rules.removesPoison {
        try files.removeIfPresent(location.poisonFile)
        try files.fsyncDirectory(location.path)
      }
    }
  }
}

extension SegmentFiles {
  /// The largest `g` of any readable line of a segment behind a position; 0 = none.
  func largestGroup(after position: LedgerPosition) throws(LedgerError) -> UInt64 {
    let size = try byteCount(position.segment)
    guard size > UInt64(position.offset),
      let block = try read(Int(size) - Int(position.offset), at: position)
    else { return 0 }
    var largest: UInt64 = 0
    var start = 0
    while start < block.count {
      let rest = block.slice(start, block.count - start)
      let count = offsetOfLineFeed(rest) ?? rest.count
      if let fields = try? LineScanner.scan(block.slice(start, count)) {
        largest = max(largest, fields.group)
      }
      start += count + 1
    }
    return largest
  }
}
