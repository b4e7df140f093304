/// The newest state of the rows of one table out of up to three sources, in order of row numbers:
/// what a run is written from.
struct MergedTable {
  enum Source {
    case run(RunTable)
    case image(TableImage)
  }

  let schema: TableSchema
  let sources: [Source]
  /// Row numbers; nil = from 0 without gaps.
  let numbers: [UInt32]?
  /// Which source (upper 2 bits) and which slot there, by row.
  let plan: [UInt32]
  /// Dictionary entries to write, by dictionary.
  let dictionaries: [TextColumn]

  private static let slotBits: UInt32 = 30
  private static let slotMask: UInt32 = (1 << 30) - 1

  var count: Int { plan.count }

  /// Everything of a snapshot's table, as a base holds it.
  init(all snapshot: IndexSnapshot, _ table: Int) {
    let image = snapshot.image.tables[table]
    schema = image.schema
    var sources: [Source] = []
    var plan = [UInt32](repeating: 0, count: image.rowCount)
    if let base = snapshot.base?.tables[table] {
      for slot in 0..<base.count { plan[slot] = UInt32(slot) }
      sources.append(.run(base))
    }
    if let delta = snapshot.delta?.tables[table], delta.count > 0 {
      let mark = UInt32(sources.count) << Self.slotBits
      for (slot, number) in delta.rowNumbers.enumerated() { plan[number] = mark | UInt32(slot) }
      sources.append(.run(delta))
    }
    let mark = UInt32(sources.count) << Self.slotBits
    for slot in 0..<image.count { plan[image.number(slot)] = mark | UInt32(slot) }
    sources.append(.image(image))
    (self.sources, self.plan) = (sources, plan)
    numbers = nil
    dictionaries = schema.dictionaryColumns.indices.map { place in
      let older = snapshot.runs.map { $0.tables[table].dictionaries[place] }
      return Self.dictionary(older, image.dictionaries[place])
    }
  }

  /// What changed over the base of a snapshot, as a delta holds it.
  init(changes snapshot: IndexSnapshot, _ table: Int) {
    let image = snapshot.image.tables[table]
    schema = image.schema
    var rows: [(number: UInt32, place: UInt32)] = []
    var sources: [Source] = []
    if let delta = snapshot.delta?.tables[table], delta.count > 0 {
      for (slot, number) in delta.rowNumbers.enumerated()
      where image.slot(ofNumber: number) == nil {
        rows.append((UInt32(number), UInt32(slot)))
      }
      sources.append(.run(delta))
    }
    let mark = UInt32(sources.count) << Self.slotBits
    for slot in 0..<image.count {
      rows.append((UInt32(image.number(slot)), mark | UInt32(slot)))
    }
    sources.append(.image(image))
    rows.sort { $0.number < $1.number }
    self.sources = sources
    plan = rows.map(\.place)
    numbers = rows.map(\.number)
    dictionaries = schema.dictionaryColumns.indices.map { place in
      let older = [snapshot.delta].compactMap(\.self).map { $0.tables[table].dictionaries[place] }
      return Self.dictionary(older, image.dictionaries[place])
    }
  }

  /// A run as it stands, to derive its sorted sections once more.
  init(run: RunTable) {
    schema = run.schema
    sources = [.run(run)]
    numbers = run.numbers.map { $0.values().map { UInt32(truncatingIfNeeded: $0) } }
    plan = (0..<UInt32(run.count)).map { $0 }
    dictionaries = run.dictionaries.map { Self.dictionary([$0], DictionaryImage([])) }
  }

  private static func dictionary(
    _ older: [TextSection], _ image: DictionaryImage
  ) -> TextColumn {
    var column = TextColumn()
    for section in older {
      for place in 0..<section.count { column.append(section.bytes(place)) }
    }
    let added = image.added
    column.heap.append(contentsOf: added.heap)
    column.lengths.append(contentsOf: added.lengths)
    return column
  }

  // MARK: Values by row

  /// One number of each row.
  private func gathered(_ values: (Source) -> [Int64]) -> [Int64] {
    let parts = sources.map(values)
    return [Int64](unsafeUninitializedCapacity: plan.count) { buffer, filled in
      for (row, place) in plan.enumerated() {
        buffer[row] = parts[Int(place >> Self.slotBits)][Int(place & Self.slotMask)]
      }
      filled = plan.count
    }
  }

  var versions: [Int64] {
    gathered { source in
      switch source {
      case .run(let run): run.versions.values()
      case .image(let image): image.versions.values
      }
    }
  }

  var lasts: [Int64] {
    gathered { source in
      switch source {
      case .run(let run): run.lasts.values()
      case .image(let image): image.lasts.values
      }
    }
  }

  func column(_ column: Int) -> [Int64] {
    gathered { source in
      switch source {
      case .run(let run): run.columns[column]?.values() ?? []
      case .image(let image): image.columns[column].values
      }
    }
  }

  var ids: TextColumn {
    var column = TextColumn()
    column.lengths.reserveCapacity(plan.count)
    for place in plan {
      let slot = Int(place & Self.slotMask)
      switch sources[Int(place >> Self.slotBits)] {
      case .run(let run): column.append(run.ids.bytes(slot))
      case .image(let image): image.ids.withBytes(slot) { column.append($0) }
      }
    }
    return column
  }

  func text(_ number: Int) -> TextColumn {
    var column = TextColumn()
    column.lengths.reserveCapacity(plan.count)
    for place in plan {
      let slot = Int(place & Self.slotMask)
      switch sources[Int(place >> Self.slotBits)] {
      case .run(let run): if let text = run.texts[number] { column.append(text.bytes(slot)) }
      case .image(let image): image.texts[number].withBytes(slot) { column.append($0) }
      }
    }
    return column
  }

  /// How many tuples each row has.
  func counts(ofList list: Int) -> [Int64] {
    plan.map { place in
      let slot = Int(place & Self.slotMask)
      switch sources[Int(place >> Self.slotBits)] {
      case .run(let run): return run.lists[list].counts.value(slot)
      case .image(let image): return Int64(image.lists[list].count(slot))
      }
    }
  }

  /// One part of all tuples, row by row.
  func values(ofList list: Int, part: Int) -> [Int64] {
    let starts = sources.map { source -> [Int] in
      guard case .run(let run) = source else { return [] }
      return run.lists[list].allStarts
    }
    var values: [Int64] = []
    values.reserveCapacity(max(plan.count, starts.reduce(0) { $0 + ($1.last ?? 0) }))
    for place in plan {
      let slot = Int(place & Self.slotMask)
      let source = Int(place >> Self.slotBits)
      switch sources[source] {
      case .run(let run):
        let section = run.lists[list].parts[part]
        for tuple in starts[source][slot]..<starts[source][slot + 1] {
          values.append(section.value(tuple))
        }
      case .image(let image):
        let list = image.lists[list]
        for tuple in 0..<list.count(slot) { values.append(list.value(slot, tuple, part)) }
      }
    }
    return values
  }
}

extension RunTable {
  var rowNumbers: [Int] {
    numbers?.values().map { Int(truncatingIfNeeded: $0) } ?? Array(0..<count)
  }
}

extension ListSection {
  /// Where each row's tuples begin, and where the last end; never beyond what there is.
  var allStarts: [Int] {
    let total = parts.first?.count ?? 0
    var starts = [0]
    starts.reserveCapacity(counts.count + 1)
    for count in counts.values() {
      starts.append(min(total, max(0, (starts.last ?? 0) + Int(truncatingIfNeeded: count))))
    }
    return starts
  }
}
