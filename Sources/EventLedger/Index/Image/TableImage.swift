/// Rows of one table in memory: those changed since the runs, or all of them during a rebuild.
///
/// A slot is the place of a row here; its number is its place among all rows of the table.
struct TableImage: Sendable {
  let schema: TableSchema
  /// Rows that the runs below know; new rows are numbered from here.
  let runCount: Int
  /// By slot.
  private(set) var ids = ByteTable()
  private(set) var numbers = GrowingColumn()
  /// Slots of new rows, by number less `runCount`.
  private(set) var newSlots: [UInt32] = []
  /// Slots of rows that a run holds too.
  private(set) var replaced: [UInt32: UInt32] = [:]
  var versions = GrowingColumn()
  var lasts = GrowingColumn()
  /// By column; a text column has an empty one.
  var columns: [GrowingColumn]
  /// By column; only text columns are used.
  var texts: [TextImage]
  var lists: [ListImage]
  var dictionaries: [DictionaryImage]
  var lookups: [LookupImage]
  /// By column: which dictionary; nil where it is no code.
  let columnDictionaries: [Int?]
  let listDictionaries: [[Int?]]

  init(_ schema: TableSchema, runCount: Int, dictionaries: [DictionaryImage]) {
    self.schema = schema
    self.runCount = runCount
    columns = schema.columns.map { _ in GrowingColumn() }
    texts = schema.columns.map { _ in TextImage() }
    lists = schema.lists.map { ListImage(partCount: $0.columns.count) }
    self.dictionaries = dictionaries
    lookups = schema.lookups.map { _ in LookupImage() }
    let places = schema.dictionaryColumns
    columnDictionaries = schema.columns.indices.map { column in
      places.firstIndex(of: DictionaryColumn(list: nil, column: column))
    }
    listDictionaries = schema.lists.enumerated().map { list, schema in
      schema.columns.indices.map { column in
        places.firstIndex(of: DictionaryColumn(list: list, column: column))
      }
    }
  }

  /// Rows here.
  var count: Int { ids.count }
  /// Rows of the table.
  var rowCount: Int { runCount + newSlots.count }

  func find(_ id: UnsafeRawBufferPointer) -> Int? { ids.find(id) }

  func number(_ slot: Int) -> Int { Int(truncatingIfNeeded: numbers[slot]) }

  /// The slot of a row number, when it is here.
  func slot(ofNumber number: Int) -> Int? {
    if number >= runCount {
      let place = number - runCount
      return place < newSlots.count ? Int(newSlots[place]) : nil
    }
    return replaced[UInt32(truncatingIfNeeded: number)].map { Int($0) }
  }

  /// A new row, all of it absent.
  mutating func addRow(_ id: UnsafeRawBufferPointer) -> Int {
    let slot = ids.insert(id).number
    numbers.append(Int64(runCount + newSlots.count))
    newSlots.append(UInt32(slot))
    versions.append(0)
    lasts.append(0)
    for column in columns.indices where schema.columns[column].type != .text {
      columns[column].append(Absent.number)
    }
    for column in texts.indices where schema.columns[column].type == .text {
      texts[column].append()
    }
    for list in lists.indices { lists[list].append() }
    return slot
  }

  /// A row of a run, taken over with its values.
  mutating func takeRow(_ run: RunTable, slot: Int) -> Int {
    let number = run.number(slot)
    let here = ids.insert(run.ids.bytes(slot)).number
    numbers.append(Int64(number))
    replaced[UInt32(truncatingIfNeeded: number)] = UInt32(here)
    versions.append(run.versions.value(slot))
    lasts.append(run.lasts.value(slot))
    for column in columns.indices {
      if let section = run.columns[column] { columns[column].append(section.value(slot)) }
      if let section = run.texts[column] {
        texts[column].append()
        texts[column].set(here, section.bytes(slot))
      }
    }
    for (list, section) in run.lists.enumerated() {
      lists[list].append()
      lists[list].set(here, section.tuples(slot))
    }
    enterLookups(here)
    return here
  }
}

extension TableImage {
  /// Makes a row's present values found by its look-ups.
  mutating func enterLookups(_ slot: Int) {
    for place in lookups.indices { lookups[place].set(slot, lookupHash(place, slot)) }
  }
}

/// Texts of rows in memory. A changed text is written anew behind the others.
struct TextImage: Sendable {
  private var heap: [UInt8] = []
  private var starts: [UInt32] = []
  private var lengths: [UInt32] = []

  mutating func append() {
    starts.append(0)
    lengths.append(0)
  }

  mutating func set(_ slot: Int, _ text: UnsafeRawBufferPointer) {
    starts[slot] = UInt32(heap.count)
    lengths[slot] = UInt32(text.count)
    heap.append(contentsOf: text)
  }

  func withBytes<R>(_ slot: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    let start = Int(starts[slot])
    return try heap.withUnsafeBytes {
      try body(UnsafeRawBufferPointer(rebasing: $0[start..<(start + Int(lengths[slot]))]))
    }
  }

  func bytes(_ slot: Int) -> [UInt8] {
    let start = Int(starts[slot])
    return Array(heap[start..<(start + Int(lengths[slot]))])
  }
}

/// Lists of rows in memory. A list that grows is written anew behind the others.
struct ListImage: Sendable {
  let partCount: Int
  private var arena = GrowingColumn()
  private var starts: [UInt32] = []
  private var counts: [UInt16] = []
  private var rooms: [UInt16] = []

  init(partCount: Int) { self.partCount = partCount }

  mutating func append() {
    starts.append(0)
    counts.append(0)
    rooms.append(0)
  }

  /// Tuples of a row.
  func count(_ slot: Int) -> Int { Int(counts[slot]) }

  /// One part of one tuple.
  func value(_ slot: Int, _ tuple: Int, _ part: Int) -> Int64 {
    arena[Int(starts[slot]) + tuple * partCount + part]
  }

  /// All parts of a row's tuples, one tuple behind the other.
  func tuples(_ slot: Int) -> [Int64] {
    let start = Int(starts[slot])
    return (0..<(Int(counts[slot]) * partCount)).map { arena[start + $0] }
  }

  mutating func set(_ slot: Int, _ tuples: [Int64]) {
    let count = min(tuples.count / partCount, Int(UInt16.max))
    if count > Int(rooms[slot]) {
      starts[slot] = UInt32(arena.count)
      rooms[slot] = UInt16(count)
      for value in tuples.prefix(count * partCount) { arena.append(value) }
    } else {
      let start = Int(starts[slot])
      for place in 0..<(count * partCount) { arena.set(start + place, tuples[place]) }
    }
    counts[slot] = UInt16(count)
  }
}

extension ListSection {
  /// All parts of a row's tuples, one tuple behind the other.
  func tuples(_ slot: Int) -> [Int64] {
    let range = range(slot)
    var values: [Int64] = []
    for tuple in range {
      for part in parts { values.append(part.value(tuple)) }
    }
    return values
  }
}
