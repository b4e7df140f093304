extension LedgerState {
  func damage(
    _ code: Finding.Code, _ position: LedgerPosition, _ sequence: UInt64? = nil
  ) -> LedgerError {
    .corrupt(
      Finding(
        code, file: StoreLocation.segmentName(position.segment), offset: UInt64(position.offset),
        sequence: sequence))
  }

  /// The first guess of a line's size; longer lines are read again.
  private static let lineByteCountGuess = 2_048

  /// The line at a position, its hash checked against the line before it.
  func line(at position: LedgerPosition) throws(LedgerError) -> LedgerLine {
    guard position < head.position else { throw damage(.wrongPrevious, position) }
    let lead = position.offset == 0 ? 0 : 67
    guard position.offset == 0 || position.offset > lead else {
      throw damage(.wrongPrevious, position)
    }
    let start = LedgerPosition(
      segment: position.segment, offset: position.offset - UInt32(lead))
    for size in [Self.lineByteCountGuess, lead + LineFormat.byteCountMax] {
      guard let block = try segments.read(size, at: start), block.count > lead else { break }
      if let count = offsetOfLineFeed(block.slice(lead, block.count - lead)) {
        return try line(block, lead, count, position)
      }
    }
    throw damage(.unreadableLine, position)
  }

  private func line(
    _ block: ByteBlock, _ lead: Int, _ count: Int, _ position: LedgerPosition
  ) throws(LedgerError) -> LedgerLine {
    guard let fields = try? LineScanner.scan(block.slice(lead, count)) else {
      throw damage(.unreadableLine, position)
    }
    let line = LedgerLine(
      chunk: block, start: lead, count: count, fields: fields, position: position)
    let before: ChainHash?
    if lead == 0 {
      before = try SegmentHeader(line, path: location.segment(position.segment))?.previous
    } else {
      let closes =
        block.bytes[64] == 0x22 && block.bytes[65] == 0x7D && block.bytes[66] == 0x0A
      before = closes ? ChainHash(block.slice(0, 64)) : nil
    }
    guard let before, before.next(line.body) == line.chainHash else {
      throw damage(.brokenChain, position, line.sequence)
    }
    return line
  }

  func history(_ matter: MatterKey) throws(LedgerError) -> [LedgerLine] {
    guard let last = try matterHead(matter) else { return [] }
    var lines: [LedgerLine] = []
    var next: LedgerPosition? = last.position
    var version = last.version
    while let position = next {
      let line = try line(at: position)
      guard line.matterVersion == version, line.matter == matter else {
        throw damage(.wrongPrevious, position, line.sequence)
      }
      lines.append(line)
      next = line.previous
      version -= 1
      guard (next == nil) == (version == 0), next.map({ $0 < position }) ?? true else {
        throw damage(.wrongPrevious, position, line.sequence)
      }
    }
    return lines.reversed()
  }

  /// The segment that holds a line: its header is the last not beyond it.
  private func segment(holding sequence: UInt64) throws(LedgerError) -> UInt32 {
    var low: UInt32 = 1
    var high = head.position.segment
    while low < high {
      let middle = low + (high - low + 1) / 2
      guard let header = try segments.header(middle) else {
        throw damage(.wrongSegment, LedgerPosition(segment: middle, offset: 0))
      }
      if header.line.sequence <= sequence { low = middle } else { high = middle - 1 }
    }
    return low
  }

  func scan(from sequence: UInt64, _ body: (LedgerLine) -> Bool) throws(LedgerError) {
    guard sequence <= head.sequence else { return }
    let number = try segment(holding: max(1, sequence))
    let place = LedgerPosition(segment: number, offset: 0)
    guard let header = try segments.header(number) else { throw damage(.wrongSegment, place) }
    let line = header.line
    var walker = LineWalker(
      segments, store: store,
      after: LedgerHead(
        sequence: line.sequence - 1, transaction: line.transaction - 1, position: place,
        at: line.at, chain: header.previous))
    while walker.last.sequence < head.sequence {
      let position = walker.last.position
      switch try walker.next() {
      case .line(let line):
        if line.sequence >= sequence, !body(line) { return }
      case .end: throw damage(.unreadableLine, position)
      case .damaged(let code): throw damage(code, position)
      }
    }
  }

  func statistics() throws(LedgerError) -> LedgerStatistics {
    var byteCount: UInt64 = 0
    for number in 1...head.position.segment {
      byteCount +=
        number == head.position.segment
        ? UInt64(head.position.offset) : try segments.byteCount(number)
    }
    return LedgerStatistics(
      store: store.uuidText, created: store.created, head: head,
      segmentCount: Int(head.position.segment), segmentByteCount: byteCount,
      tailLineCount: tailLineCount,
      runs: index.runs.map { run in
        RunStatistics(
          name: run.name, rowCount: run.tables.reduce(0) { $0 + $1.count }, byteCount: run.byteCount
        )
      },
      nextKey: nextKey())
  }
}
