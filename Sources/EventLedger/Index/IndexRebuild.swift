/// Makes the index from the whole record; a pure function of record and projection.
struct IndexRebuild {
  /// Lines between two layers, and bytes of layers between two temporary runs.
  private static let layerLineCount = 16_384
  private static let spillByteCount = 64 << 20

  let files: IndexFiles
  let state: LedgerState
  let projection: any Projection

  /// One run over everything, published.
  func run(progress: (UInt64) -> Void) throws(LedgerError) -> IndexSnapshot {
    let all = try gathered(progress: progress)
    let run = try files.write(
      all.sources(), from: 1, upTo: state.head, dropsRemoved: true)
    return try files.publish([run], covered: state.head)
  }

  /// All entries, in temporary runs and in memory, as of the head.
  private func gathered(progress: (UInt64) -> Void) throws(LedgerError) -> IndexSnapshot {
    var building = state
    building.head = .origin
    building.index = .empty
    var transactions: [[LedgerLine]] = []
    var open: [LedgerLine] = []
    var lineCount = 0
    var walker = LineWalker(state.segments, store: state.store, after: .origin)
    while walker.last.sequence < state.head.sequence {
      guard case .line(let line) = try walker.next() else {
        throw state.damage(.brokenChain, walker.last.position, walker.last.sequence + 1)
      }
      open.append(line)
      guard line.endsTransaction else { continue }
      transactions.append(open)
      lineCount += open.count
      open = []
      guard lineCount >= Self.layerLineCount else { continue }
      building = try spilled(building.adding(transactions, projection: projection))
      progress(building.head.sequence)
      transactions = []
      lineCount = 0
    }
    return try building.adding(transactions, projection: projection).index
  }

  private func spilled(_ building: LedgerState) throws(LedgerError) -> LedgerState {
    let byteCount = building.index.layers.reduce(0) { $0 + $1.storage.count }
    guard byteCount >= Self.spillByteCount else { return building }
    var next = building
    let name = "rebuild-\(building.head.sequence).run"
    let run = try files.write(
      building.index.layers.map { IndexCursor(layer: $0) },
      from: 1, upTo: building.head, dropsRemoved: false, name: name)
    next.index = IndexSnapshot(
      runs: building.index.runs + [run], layers: [], covered: building.head)
    return next
  }
}
