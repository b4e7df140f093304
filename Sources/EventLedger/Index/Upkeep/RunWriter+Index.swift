extension RunWriter {
  /// A base: everything of a snapshot.
  mutating func addAll(of snapshot: IndexSnapshot) throws(FileError) {
    for table in snapshot.image.tables.indices {
      try add(table: table, MergedTable(all: snapshot, table))
    }
    try addCommands(CommandMerge(snapshot.runs, snapshot.image.commands))
    try addEntries(
      snapshot.mergedEntries(KeyRange(), isOverBase: false).filter { $0.value != nil })
  }

  /// A delta: what changed over the base of a snapshot.
  mutating func addChanges(of snapshot: IndexSnapshot) throws(FileError) {
    for table in snapshot.image.tables.indices {
      let rows = MergedTable(changes: snapshot, table)
      let replaced = snapshot.base?.tables[table].state(of: rows.numbers ?? [])
      try add(table: table, rows, replaced: replaced)
    }
    let delta = [snapshot.delta].compactMap(\.self)
    try addCommands(CommandMerge(delta, snapshot.image.commands))
    try addEntries(snapshot.mergedEntries(KeyRange(), isOverBase: true))
  }

  /// What a run should hold by its own rows; for a delta over its base.
  mutating func addAgain(_ run: IndexRun, over base: IndexRun?) throws(FileError) {
    for (table, rows) in run.tables.enumerated() {
      let merged = MergedTable(run: rows)
      let replaced = base?.tables[table].state(of: merged.numbers ?? [])
      try add(table: table, merged, replaced: replaced)
    }
    try addCommands(CommandMerge([run], CommandImage()))
    let block = run.entries.sorted()
    try addEntries(
      (0..<block.count).map { (Array(block.key($0)), block.value($0).map(Array.init)) })
  }

  private mutating func addCommands(_ merge: CommandMerge) throws(FileError) {
    try add(SectionEntry(0xFFFF, .commandHashes, 0, 0), merge.hashes)
    try add(SectionEntry(0xFFFF, .commandPlaces, 0, 0), merge.places)
  }

  private mutating func addEntries(
    _ entries: [(key: [UInt8], value: [UInt8]?)]
  ) throws(FileError) {
    var builder = SortedBlockBuilder()
    for (key, value) in entries {
      key.withUnsafeBytes { key in
        if let value {
          value.withUnsafeBytes { builder.append(key, $0) }
        } else {
          builder.append(key, nil)
        }
      }
    }
    try add(SectionEntry(0xFFFF, .entries, 0, 0), builder.finish())
  }
}

extension RunTable {
  /// The columns of those rows that this base knows.
  func state(of numbers: [UInt32]) -> ReplacedRows {
    let known = numbers.prefix { Int($0) < count }
    return ReplacedRows(
      rowCount: known.count,
      columns: columns.map { column in
        guard let column else { return [] }
        return known.map { column.value(Int($0)) }
      })
  }
}
