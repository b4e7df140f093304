extension LedgerState {
  /// Rows that may hold a text, newest first, and how far the n-grams reach. The caller opens the texts
  /// and looks.
  ///
  /// Lines that the runs do not cover yet are candidates by themselves.
  func candidates(table: Int, _ query: String) throws(LedgerError) -> [Int] {
    let grams = TextGrams.grams(ofQuery: query)
    guard !grams.isEmpty else { throw .invalid(.shortQuery) }
    let workspace = try workspaceKey()
    let searched = index.schema.tables[table].searched
    return try rows(table: table, having: grams.map { workspace.gramHash($0) }) { entry in
      searched.contains(entry.field)
    }
  }

  /// Rows that may have a value in a field, newest first; of lines that the runs do not cover, those
  /// that do have it.
  func candidates(table: Int, field: String, value: String) throws(LedgerError) -> [Int] {
    guard let matched = index.schema.tables[table].matched(field) else { return [] }
    let workspace = try workspaceKey()
    var rows: Set<Int> = []
    for value in matched.values(of: value) {
      rows.formUnion(
        try self.rows(table: table, having: [workspace.matchHash(value, field: field)]) { entry in
          entry.field == field
        })
    }
    return rows.sorted(by: >)
  }

  /// Rows that a key sealed a text of that is looked for, newest first.
  func rows(table: Int, sealedBy key: UInt64) throws(LedgerError) -> [Int] {
    let texts = try textRuns()
    var rows: Set<Int> = []
    for run in texts.runs {
      guard let section = run.tables[table] else { continue }
      rows.formUnion(section.rows(ofKey: key).map { Int($0) })
      try run.bytes.confirm()
    }
    try addUncovered(table, after: texts.covered.sequence, to: &rows) { $0.key == key }
    return rows.sorted(by: >)
  }

  private func workspaceKey() throws(LedgerError) -> WorkspaceKey {
    guard let keys else { throw .keysUnusable(path: location.keyPath ?? "") }
    return try keys.requireWorkspaceKey()
  }

  /// The runs, as long as what they do not cover can be read.
  private func textRuns() throws(LedgerError) -> TextFiles.Snapshot {
    guard let keys else { throw .keysUnusable(path: location.keyPath ?? "") }
    let files = TextFiles(
      index: IndexFiles(location: location, files: files, store: store, schema: index.schema),
      keys: keys)
    let texts = try files.open(segments)
    guard head.sequence - min(head.sequence, texts.covered.sequence) <= Self.uncoveredLineCountMax
    else {
      throw .indexDamaged(Finding(.wrongIndex, file: "index/texts", detail: "lags behind"))
    }
    return texts
  }

  private func rows(
    table: Int, having numbers: [UInt32], _ isWanted: (SealedEntry) -> Bool
  ) throws(LedgerError) -> [Int] {
    let texts = try textRuns()
    var rows: [UInt32] = []
    for run in texts.runs {
      guard let section = run.tables[table] else { continue }
      rows += Self.common(numbers.map { section.rows(ofGram: $0) })
      try run.bytes.confirm()
    }
    // A row whose texts lie in two runs has its n-grams in both; each text is whole in one.
    var uncovered: Set<Int> = []
    try addUncovered(table, after: texts.covered.sequence, to: &uncovered, isWanted)
    rows += uncovered.map { UInt32(truncatingIfNeeded: $0) }
    // A common word has as many rows as there are: nothing is hashed here.
    rows.sort(by: >)
    var found: [Int] = []
    found.reserveCapacity(rows.count)
    for row in rows where found.last != Int(row) { found.append(Int(row)) }
    return found
  }

  /// A search reads this many lines one by one at most.
  static let uncoveredLineCountMax: UInt64 = 200_000

  private func addUncovered(
    _ table: Int, after sequence: UInt64, to rows: inout Set<Int>,
    _ isWanted: (SealedEntry) -> Bool
  ) throws(LedgerError) {
    let schema = index.schema
    try scan(from: sequence + 1) { line in
      if line.fields.sealed.count > 0, schema.place(ofKind: line.bytes(line.fields.kind)) == table,
        line.sealed.contains(where: isWanted), let row = index.number(table: table, of: line)
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
