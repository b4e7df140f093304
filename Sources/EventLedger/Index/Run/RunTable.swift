/// One table of a run. Slots are row numbers in a base; in a delta they are places in `numbers`.
final class RunTable: Sendable {
  let schema: TableSchema
  let bytes: RunBytes
  let count: Int
  let ids: TextSection
  let idSlots: PackedSection
  let versions: PackedSection
  let lasts: PackedSection
  /// nil in a base.
  let numbers: PackedSection?
  /// By column; nil where the column is a text.
  let columns: [PackedSection?]
  /// By column; nil where the column is not a text.
  let texts: [TextSection?]
  let lists: [ListSection]
  /// By order.
  let orders: [PackedSection]
  /// In the order of `TableSchema.dictionaryColumns`; a delta holds what it adds.
  let dictionaries: [TextSection]
  let lookups: [PackedSection]
  let cubes: [CubeSection]

  /// nil = a section is missing or has another size.
  init?(_ place: Int, _ schema: TableSchema, _ bytes: RunBytes, _ sections: SectionTable) {
    self.schema = schema
    self.bytes = bytes
    let finder = SectionFinder(table: place, bytes: bytes, sections: sections)
    guard let ids = finder.text(SectionText.ids), let versions = finder.packed(.versions),
      let lasts = finder.packed(.lasts), let idSlots = finder.packed(.idSlots)
    else { return nil }
    (self.ids, self.versions, self.lasts, self.idSlots) = (ids, versions, lasts, idSlots)
    count = ids.count
    numbers = finder.packed(.numbers)
    columns = schema.columns.enumerated().map { column, schema in
      schema.type == .text ? nil : finder.packed(.column, column)
    }
    texts = schema.columns.enumerated().map { column, schema in
      schema.type == .text ? finder.text(column) : nil
    }
    lists = schema.lists.enumerated().compactMap { finder.list($0, $1) }
    orders = schema.orders.indices.compactMap { finder.packed(.order, $0) }
    lookups = schema.lookups.indices.compactMap { finder.packed(.lookupSlots, $0) }
    cubes = schema.cubes.enumerated().compactMap { finder.cube($0, $1) }
    dictionaries = schema.dictionaryColumns.indices.compactMap {
      finder.text(SectionText.dictionary($0))
    }
    guard bytes.header.isDelta == (numbers != nil), isComplete else { return nil }
  }

  private var isComplete: Bool {
    for column in schema.columns.indices {
      guard columns[column]?.count ?? texts[column]?.count == count else { return false }
    }
    return lists.count == schema.lists.count && orders.count == schema.orders.count
      && lookups.count == schema.lookups.count && cubes.count == schema.cubes.count
      && dictionaries.count == schema.dictionaryColumns.count && versions.count == count
      && lasts.count == count && numbers?.count ?? count == count
      && lists.allSatisfy { $0.counts.count == count }
  }

  /// The slot of an identifier.
  func find(_ id: UnsafeRawBufferPointer) -> Int? {
    let slotCount = idSlots.count
    guard slotCount > 0 else { return nil }
    var slot = KeyHash.slot(KeyHash.hash(id), of: slotCount)
    for _ in 0..<slotCount {
      let found = Int(truncatingIfNeeded: idSlots.stored(slot))
      if found == 0 { return nil }
      if compareBytes(ids.bytes(found - 1), id) == 0 { return found - 1 }
      slot = slot + 1 == slotCount ? 0 : slot + 1
    }
    return nil
  }

  /// The row number of a slot.
  func number(_ slot: Int) -> Int { numbers?.index(slot) ?? slot }

  /// The slot of a row number in a delta.
  func slot(ofNumber number: Int) -> Int? {
    guard let numbers else { return number < count ? number : nil }
    let slot = numbers.lowerBound(Int64(number))
    return slot < count && numbers.index(slot) == number ? slot : nil
  }

  /// A number or a code; absence where the column is a text.
  func value(_ column: Int, _ slot: Int) -> Int64 { columns[column]?.value(slot) ?? Absent.number }
}

/// Counts of groups inside a run, sorted by the groups.
struct CubeSection: Sendable {
  let keys: [PackedSection]
  let counts: PackedSection
}

/// Which text section of a table is meant.
enum SectionText {
  static let ids = 0xFFFF
  static func dictionary(_ place: Int) -> Int { 0x8000 + place }
  /// How many texts share a start.
  static func stride(_ a: Int) -> Int { a >= 0x8000 && a != ids ? 1 : TextSection.stride }
}

/// A directory by table, kind and the two further numbers.
struct SectionTable {
  private struct Key: Hashable {
    var table: UInt16
    var kind: UInt16
    var a: UInt16
    var b: UInt16
  }

  private var entries: [Key: SectionEntry] = [:]

  init(_ list: [SectionEntry]) {
    entries.reserveCapacity(list.count)
    for entry in list {
      entries[Key(table: entry.table, kind: entry.kind, a: entry.a, b: entry.b)] = entry
    }
  }

  subscript(table: Int, kind: SectionKind, a: Int, b: Int) -> SectionEntry? {
    entries[
      Key(table: UInt16(table), kind: kind.rawValue, a: UInt16(a), b: UInt16(b))]
  }
}

/// Makes readers of sections.
struct SectionFinder {
  let table: Int
  let bytes: RunBytes
  let sections: SectionTable

  func packed(_ kind: SectionKind, _ a: Int = 0, _ b: Int = 0) -> PackedSection? {
    sections[table, kind, a, b].flatMap { PackedSection(bytes, $0) }
  }

  func text(_ a: Int) -> TextSection? {
    TextSection(
      lengths: packed(.lengths, a), starts: packed(.starts, a),
      heap: sections[table, .heap, a, 0], stride: SectionText.stride(a))
  }

  func list(_ list: Int, _ schema: ListSchema) -> ListSection? {
    let parts = schema.columns.indices.compactMap { packed(.listColumn, list, $0) }
    let orders = schema.orders.indices.compactMap { packed(.listOrder, list, $0) }
    guard let counts = packed(.listCounts, list), let starts = packed(.listStarts, list),
      parts.count == schema.columns.count, orders.count == schema.orders.count,
      parts.allSatisfy({ $0.count == parts[0].count })
    else { return nil }
    return ListSection(counts: counts, starts: starts, parts: parts, orders: orders)
  }

  func cube(_ cube: Int, _ schema: CubeSchema) -> CubeSection? {
    let keys = schema.keys.indices.compactMap { packed(.cubeKey, cube, $0) }
    guard let counts = packed(.cubeCount, cube), keys.count == schema.keys.count,
      keys.allSatisfy({ $0.count == counts.count })
    else { return nil }
    return CubeSection(keys: keys, counts: counts)
  }
}
