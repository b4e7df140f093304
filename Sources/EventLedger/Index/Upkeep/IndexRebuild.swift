/// Makes the index from the whole record; a pure function of record and projection.
struct IndexRebuild {
  /// Lines between two reports of progress.
  private static let reportLineCount: UInt64 = 65_536

  let files: IndexFiles
  let state: LedgerState
  let projection: any Projection

  /// One base over everything, published; the sealed texts are collected on the way.
  func run(
    texts: inout TextCollector?, progress: (UInt64) -> Void
  ) throws(LedgerError) -> IndexSnapshot {
    let all = try derived(upTo: state.head.sequence, texts: &texts, progress: progress)
    return try files.publishedWhole(all, upTo: state.head)
  }

  /// All rows in memory, as of a line.
  func derived(upTo limit: UInt64) throws(LedgerError) -> IndexSnapshot {
    var none: TextCollector?
    return try derived(upTo: limit, texts: &none) { _ in }
  }

  private func derived(
    upTo limit: UInt64, texts: inout TextCollector?, progress: (UInt64) -> Void
  ) throws(LedgerError) -> IndexSnapshot {
    var empty = IndexSnapshot(projection.schema)
    empty.image.commands = CommandImage(keepsTable: false)
    let editor = ProjectionEditor(empty, answersQuestions: false)
    let pump = LinePump(
      LineWalker(state.segments, store: state.store, after: .origin), limit: limit)
    defer { pump.abandon() }
    var isFirst = true
    var last: UInt64 = 0
    while let batch = pump.next() {
      for line in batch {
        editor.take(line, isFirst: isFirst, projection: projection)
        if line.fields.sealed.count > 0 {
          try texts?.take(line, table: editor.table, row: editor.rowNumber)
        }
        isFirst = line.endsTransaction
        last = line.sequence
        if last % Self.reportLineCount == 0 { progress(last) }
      }
    }
    if case .failure(let error) = pump.finish() { throw error }
    guard last >= limit else {
      throw state.damage(.brokenChain, pump.last.position, last + 1)
    }
    return editor.index
  }
}
