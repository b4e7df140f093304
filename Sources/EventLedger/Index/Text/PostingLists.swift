/// Which rows hold which n-grams, in memory: what a text run is written from.
struct PostingLists {
  /// Rows by the n-gram's number.
  private(set) var rows: [UInt32: [UInt32]] = [:]
  /// Keys that sealed a text of a row.
  private(set) var keys: [(key: UInt64, row: UInt32)] = []
  /// Numbers of n-grams that were hashed before.
  private var known: [UInt64: UInt32] = [:]

  mutating func add(_ grams: [UInt64], row: UInt32, key: UInt64, _ workspace: WorkspaceKey) {
    for gram in grams {
      let number: UInt32
      if let found = known[gram] {
        number = found
      } else {
        number = workspace.gramHash(gram)
        known[gram] = number
      }
      add(number, row)
    }
    keys.append((key, row))
  }

  /// Hashes of whole values that a row holds.
  mutating func add(_ numbers: [UInt32], row: UInt32, key: UInt64) {
    for number in numbers { add(number, row) }
    keys.append((key, row))
  }

  private mutating func add(_ number: UInt32, _ row: UInt32) {
    // A row's later texts come after other rows', so equal neighbours only are seen here.
    if rows[number]?.last != row { rows[number, default: []].append(row) }
  }

  /// What a run holds, without the rows of some.
  mutating func add(_ run: TextRun, table: Int, without hidden: Set<UInt32>) {
    guard let section = run.tables[table] else { return }
    for place in 0..<section.grams.count {
      let found = section.rows(place).filter { !hidden.contains($0) }
      guard !found.isEmpty else { continue }
      let number = UInt32(truncatingIfNeeded: section.grams.value(place))
      rows[number, default: []].append(contentsOf: found)
    }
    for place in 0..<section.keys.count {
      let row = UInt32(truncatingIfNeeded: section.keyRows.value(place))
      if !hidden.contains(row) {
        keys.append((UInt64(bitPattern: section.keys.value(place)), row))
      }
    }
  }

  var isEmpty: Bool { rows.isEmpty && keys.isEmpty }

  /// Sections in the fixed order of the format.
  func write(table: Int, to writer: inout RunWriter) throws(FileError) {
    let numbers = rows.keys.sorted()
    var starts: [Int64] = []
    var heap: [UInt8] = []
    for number in numbers {
      starts.append(Int64(heap.count))
      Self.append(Set(rows[number] ?? []).sorted(), to: &heap)
    }
    starts.append(Int64(heap.count))
    try writer.add(SectionEntry(table, .grams, 0, 0), PackedColumn(numbers.map(Int64.init)))
    try writer.add(SectionEntry(table, .gramStarts, 0, 0), PackedColumn(starts))
    try writer.add(SectionEntry(table, .gramRows, 0, 0), heap)
    let sorted = keys.sorted { ($0.key, $0.row) < ($1.key, $1.row) }
    var keys: [(key: UInt64, row: UInt32)] = []
    for entry in sorted where keys.last.map({ $0 != entry }) ?? true { keys.append(entry) }
    try writer.add(
      SectionEntry(table, .textKeys, 0, 0), PackedColumn(keys.map { Int64(bitPattern: $0.key) }))
    try writer.add(
      SectionEntry(table, .textKeyRows, 0, 0), PackedColumn(keys.map { Int64($0.row) }))
  }

  /// Differences, seven bits a byte, the last with the upper bit clear.
  private static func append(_ rows: [UInt32], to heap: inout [UInt8]) {
    var before: UInt32 = 0
    for row in rows {
      var difference = row &- before
      before = row
      while difference >= 0x80 {
        heap.append(UInt8(truncatingIfNeeded: difference) | 0x80)
        difference >>= 7
      }
      heap.append(UInt8(difference))
    }
  }
}
