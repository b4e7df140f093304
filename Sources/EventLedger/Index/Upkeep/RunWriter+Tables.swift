extension RunWriter {
  /// All sections of a table, in the fixed order of the format. `replaced` is, for a delta, the
  /// base's state of the rows it replaces: the counts hold the difference.
  mutating func add(
    table: Int, _ rows: MergedTable, replaced: ReplacedRows? = nil
  ) throws(FileError) {
    let schema = rows.schema
    let ids = rows.ids
    try add(table, SectionText.ids, ids)
    try add(SectionEntry(table, .versions, 0, 0), PackedColumn(rows.versions))
    try add(SectionEntry(table, .lasts, 0, 0), PackedColumn(rows.lasts))
    if let numbers = rows.numbers {
      try add(SectionEntry(table, .numbers, 0, 0), PackedColumn(numbers.map(Int64.init)))
    }
    var columns: [PackedColumn?] = []
    for (column, description) in schema.columns.enumerated() {
      if description.type == .text {
        columns.append(nil)
        try add(table, column, rows.text(column))
      } else {
        let packed = PackedColumn(rows.column(column))
        columns.append(packed)
        try add(SectionEntry(table, .column, column, 0), packed)
      }
    }
    for list in schema.lists.indices { try add(table, list: list, schema.lists[list], rows) }
    for (place, dictionary) in rows.dictionaries.enumerated() {
      try add(table, SectionText.dictionary(place), dictionary)
    }
    try add(SectionEntry(table, .idSlots, 0, 0), HashSlots.packed(ids))
    for (place, order) in schema.orders.enumerated() {
      let sorted = Sorting.places(by: order.columns.compactMap { columns[$0] }, count: rows.count)
      try add(SectionEntry(table, .order, place, 0), PackedColumn(sorted.map(Int64.init)))
    }
    for (place, lookup) in schema.lookups.enumerated() {
      let hashes = lookupHashes(lookup, rows, columns)
      try add(SectionEntry(table, .lookupSlots, place, 0), HashSlots.packed(hashes))
    }
    for (place, cube) in schema.cubes.enumerated() {
      let counts = CubeCounts(cube, columns, rowCount: rows.count, replaced: replaced)
      for (key, values) in counts.keys.enumerated() {
        try add(SectionEntry(table, .cubeKey, place, key), PackedColumn(values))
      }
      try add(SectionEntry(table, .cubeCount, place, 0), PackedColumn(counts.counts))
    }
  }

  private mutating func add(_ table: Int, _ a: Int, _ text: TextColumn) throws(FileError) {
    let lengths = PackedColumn(text.lengths)
    try add(SectionEntry(table, .lengths, a, 0), lengths)
    if lengths.width > 0 {
      try add(
        SectionEntry(table, .starts, a, 0),
        PackedColumn(Self.starts(text.lengths, stride: SectionText.stride(a))))
    }
    try add(SectionEntry(table, .heap, a, 0), text.heap)
  }

  private static func starts(
    _ lengths: [Int64], stride: Int = TextSection.stride
  ) -> [Int64] {
    var starts: [Int64] = []
    starts.reserveCapacity(lengths.count / stride + 1)
    var place: Int64 = 0
    for (row, length) in lengths.enumerated() {
      if row % stride == 0 { starts.append(place) }
      place += length
    }
    return starts
  }

  private mutating func add(
    _ table: Int, list: Int, _ schema: ListSchema, _ rows: MergedTable
  ) throws(FileError) {
    let counts = rows.counts(ofList: list)
    try add(SectionEntry(table, .listCounts, list, 0), PackedColumn(counts))
    try add(SectionEntry(table, .listStarts, list, 0), PackedColumn(Self.starts(counts)))
    let packed = schema.columns.indices.map { PackedColumn(rows.values(ofList: list, part: $0)) }
    for (part, column) in packed.enumerated() {
      try add(SectionEntry(table, .listColumn, list, part), column)
    }
    for (place, order) in schema.orders.enumerated() {
      let sorted = Sorting.places(
        by: order.columns.map { packed[$0] }, count: packed.first?.count ?? 0)
      try add(SectionEntry(table, .listOrder, list, place), PackedColumn(sorted.map(Int64.init)))
    }
  }

  /// nil for a row without a value in the first column.
  private func lookupHashes(
    _ lookup: LookupSchema, _ rows: MergedTable, _ columns: [PackedColumn?]
  ) -> [UInt64?] {
    var hashes = [UInt64?](repeating: LookupHash.start, count: rows.count)
    for (turn, column) in lookup.columns.enumerated() {
      if let packed = columns[column] {
        for row in 0..<rows.count {
          let value = packed.value(row)
          if turn == 0, value == Absent.number { hashes[row] = nil }
          if let hash = hashes[row] { hashes[row] = LookupHash.adding(value, to: hash) }
        }
      } else {
        let text = rows.text(column)
        var start = 0
        text.heap.withUnsafeBytes { heap in
          for row in 0..<rows.count {
            let count = Int(text.lengths[row])
            if turn == 0, count == 0 { hashes[row] = nil }
            if let hash = hashes[row] {
              let bytes = UnsafeRawBufferPointer(rebasing: heap[start..<(start + count)])
              hashes[row] = LookupHash.adding(bytes, to: hash)
            }
            start += count
          }
        }
      }
    }
    return hashes
  }
}

/// The hash of several columns' values.
enum LookupHash {
  static let start: UInt64 = 0x51_7C_C1_B7_27_22_0A_95
  static func adding(_ value: Int64, to hash: UInt64) -> UInt64 {
    KeyHash.mixed(hash ^ UInt64(bitPattern: value))
  }
  static func adding(_ bytes: UnsafeRawBufferPointer, to hash: UInt64) -> UInt64 {
    KeyHash.mixed(hash ^ KeyHash.hash(bytes))
  }
}

/// Open-addressed slots that hold a row's place + 1.
enum HashSlots {
  static func packed(_ ids: TextColumn) -> PackedColumn {
    var start = 0
    return ids.heap.withUnsafeBytes { heap in
      packed(
        ids.lengths.map { length -> UInt64? in
          defer { start += Int(length) }
          return KeyHash.hash(
            UnsafeRawBufferPointer(rebasing: heap[start..<(start + Int(length))]))
        })
    }
  }

  static func packed(_ hashes: [UInt64?]) -> PackedColumn {
    let used = hashes.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
    let slotCount = used == 0 ? 0 : used * 10 / 7 + 1
    var slots = [Int64](repeating: 0, count: slotCount)
    for (row, hash) in hashes.enumerated() {
      guard let hash else { continue }
      var slot = KeyHash.slot(hash, of: slotCount)
      while slots[slot] != 0 { slot = slot + 1 == slotCount ? 0 : slot + 1 }
      slots[slot] = Int64(row + 1)
    }
    // Offset 0, so that what is stored is the place itself.
    return PackedColumn(slots, offset: 0)
  }
}
