/// Makes the index from the whole record; a pure function of record and projection.
struct IndexRebuild {
  /// Lines between two reports of progress.
  private static let reportLineCount: UInt64 = 65_536

  let files: IndexFiles
  let state: LedgerState
  let projection: any Projection

  /// One base over everything, published.
  func run(progress: (UInt64) -> Void) throws(LedgerError) -> IndexSnapshot {
    let all = try derived(upTo: state.head.sequence, progress: progress)
    return try files.publishedWhole(all, upTo: state.head)
  }

  /// All rows in memory, as of a line.
  func derived(
    upTo limit: UInt64, progress: (UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> IndexSnapshot {
    var empty = IndexSnapshot(projection.schema)
    empty.image.commands = CommandImage(keepsTable: false)
    let editor = ProjectionEditor(empty, answersQuestions: false)
    var walker = LineWalker(state.segments, store: state.store, after: .origin)
    var isFirst = true
    while walker.last.sequence < limit {
      guard case .line(let line) = try walker.next() else {
        throw state.damage(.brokenChain, walker.last.position, walker.last.sequence + 1)
      }
      editor.take(line, isFirst: isFirst, projection: projection)
      isFirst = line.endsTransaction
      if line.sequence % Self.reportLineCount == 0 { progress(line.sequence) }
    }
    return editor.index
  }
}
