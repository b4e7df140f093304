/// Walks the record in order from a known place, checking form, numbers and chain of each line.
struct LineWalker {
  enum Step {
    case line(LedgerLine)
    /// The record ends here: nothing, or an unfinished line, follows.
    case end
    /// What follows is no valid next line.
    case damaged(Finding.Code)
  }

  let segments: SegmentFiles
  let store: StoreIdentity
  /// The last line seen; its position is where the next line begins.
  private(set) var last: LedgerHead
  private var chunk: ByteBlock?
  private var chunkStart: UInt64 = 0
  private var isSealed = false
  private var group: UInt64 = 0
  private var isInsideTransaction = false
  private var chunkByteCount: Int
  /// Whether each line's hash is computed; else somebody else does so (`LinePump`).
  var checksChain = true

  /// Begins behind a line that ended a transaction.
  init(
    _ segments: SegmentFiles, store: StoreIdentity, after last: LedgerHead,
    chunkByteCount: Int = 256 << 10
  ) {
    self.segments = segments
    self.store = store
    self.last = last
    self.chunkByteCount = chunkByteCount
  }

  mutating func next() throws(LedgerError) -> Step {
    var found = try nextBytes()
    if found == nil || isSealed, try moveToNextSegment() {
      found = try nextBytes()
    } else if isSealed {
      return found == nil ? .end : .damaged(.wrongSegment)
    }
    guard let (block, start, count) = found else { return .end }
    let fields: LineFields
    do {
      fields = try LineScanner.scan(block.slice(start, count))
    } catch {
      if case .newer(let version) = error {
        throw .newerFormat(
          path: segments.location.segment(last.position.segment), found: version,
          supported: LineFormat.version)
      }
      return .damaged(.unreadableLine)
    }
    let line = LedgerLine(
      chunk: block, start: start, count: count, fields: fields, position: last.position)
    if let fault = fault(line) { return .damaged(fault) }
    take(line)
    return .line(line)
  }

  private mutating func take(_ line: LedgerLine) {
    last = LedgerHead(line)
    group = line.group
    isInsideTransaction = !line.endsTransaction
    isSealed = SegmentSeal(line) != nil
  }

  private func fault(_ line: LedgerLine) -> Finding.Code? {
    guard line.sequence == last.sequence + 1 else { return .wrongNumber }
    let fault = checksChain ? nil : faultBehindChain(line)
    if checksChain || fault != nil {
      guard last.chain.next(line.body) == line.chainHash else { return .brokenChain }
    }
    return checksChain ? faultBehindChain(line) : fault
  }

  private func faultBehindChain(_ line: LedgerLine) -> Finding.Code? {
    guard line.group == line.sequence || (line.group == group || group == 0),
      line.group <= line.sequence
    else { return .wrongNumber }
    let transaction = isInsideTransaction ? last.transaction : last.transaction + 1
    guard line.transaction == transaction else { return .wrongNumber }
    guard line.position.offset == 0 || line.type != LineFormat.segmentType || !line.isStoreLine
    else { return .wrongSegment }
    return line.position.offset == 0 ? headerFault(line) : nil
  }

  private func headerFault(_ line: LedgerLine) -> Finding.Code? {
    guard
      let header = try? SegmentHeader(line, path: ""),
      header.number == line.position.segment, header.previous == last.chain
    else { return .wrongSegment }
    return header.store == store.uuidText ? nil : .wrongStore
  }

  /// To the segment that follows, when this one is read to its end and the other has begun.
  private mutating func moveToNextSegment() throws(LedgerError) -> Bool {
    let number = last.position.segment + 1
    guard try segments.file(number) != nil, try segments.header(number) != nil else { return false }
    guard try segments.byteCount(number - 1) == UInt64(last.position.offset) else { return false }
    last.position = LedgerPosition(segment: number, offset: 0)
    chunk = nil
    isSealed = false
    return true
  }

  /// The next line's bytes up to its line feed; nil when there is no complete line.
  private mutating func nextBytes() throws(LedgerError) -> (ByteBlock, Int, Int)? {
    let offset = UInt64(last.position.offset)
    if let block = chunk, let found = line(in: block, from: Int(offset - chunkStart)) {
      return found
    }
    for size in [chunkByteCount, LineFormat.byteCountMax + 1] {
      guard let block = try segments.read(size, at: last.position) else { return nil }
      chunk = block
      chunkStart = offset
      if let found = line(in: block, from: 0) { return found }
      if block.count < size { return nil }
    }
    return nil
  }

  private func line(in block: ByteBlock, from start: Int) -> (ByteBlock, Int, Int)? {
    guard start <= block.count, start >= 0,
      let count = offsetOfLineFeed(block.slice(start, block.count - start))
    else { return nil }
    return (block, start, count)
  }
}
