extension LedgerState {
  /// Rows that may hold a text, newest first, and how far the n-grams reach. The caller opens the texts
  /// and looks.
  ///
  /// Lines that the runs do not cover yet are candidates by themselves.
  func candidates(table: Int, _ query: String) throws(LedgerError) -> [Int] {
    guard let keys, let workspace = try keys.workspaceKey() else {
      throw .keysUnusable(path: location.keyPath ?? "")
    }
    let grams = TextGrams.grams(ofQuery: query)
    guard !grams.isEmpty else { throw .invalid(.shortQuery) }
    let files = TextFiles(
      index: IndexFiles(location: location, files: files, store: store, schema: index.schema),
      keys: keys)
    let texts = try files.open(segments)
    guard head.sequence - min(head.sequence, texts.covered.sequence) <= Self.uncoveredLineCountMax
    else {
      throw .indexDamaged(Finding(.wrongIndex, file: "index/texts", detail: "lags behind"))
    }
    let numbers = grams.map { workspace.gramHash($0) }
    var rows: Set<Int> = []
    for run in texts.runs {
      guard let section = run.tables[table] else { continue }
      rows.formUnion(Self.common(numbers.map { section.rows(ofGram: $0) }).map { Int($0) })
      try run.bytes.confirm()
    }
    // A row whose texts lie in two runs has its n-grams in both; each text is whole in one.
    try addUncovered(table, after: texts.covered.sequence, to: &rows)
    return rows.sorted(by: >)
  }

  /// A search reads this many lines one by one at most.
  static let uncoveredLineCountMax: UInt64 = 200_000

  private func addUncovered(
    _ table: Int, after sequence: UInt64, to rows: inout Set<Int>
  ) throws(LedgerError) {
    let schema = index.schema
    try scan(from: sequence + 1) { line in
      if line.fields.sealed.count > 0, schema.place(ofKind: line.bytes(line.fields.kind)) == table,
        let row = index.number(table: table, of: line)
      {
        rows.insert(row)
      }
      return true
    }
    try index.confirm()
  }

  /// What all sorted lists have.
  private static func common(_ lists: [[UInt32]]) -> [UInt32] {
    let sorted = lists.sorted { $0.count < $1.count }
    guard var common = sorted.first else { return [] }
    for list in sorted.dropFirst() {
      if common.isEmpty { break }
      var (kept, place): ([UInt32], Int) = ([], 0)
      for row in common {
        while place < list.count, list[place] < row { place += 1 }
        if place < list.count, list[place] == row { kept.append(row) }
      }
      common = kept
    }
    return common
  }
}
