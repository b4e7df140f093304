/// A run of n-grams opened for reading; it covers the lines of a part of the record.
final class TextRun: Sendable {
  let bytes: RunBytes
  /// By table; nil where nothing is searched.
  let tables: [TextTable?]
  let directory: [SectionEntry]

  var name: String { bytes.name }

  /// nil = damaged, or of another store or schema.
  init?(
    _ path: String, name: String, store: StoreIdentity, schema: IndexSchema,
    files: any FileSystem
  ) throws(FileError) {
    let file = try OpenFile(files, path, .read)
    let mapped = try files.map(file.handle, byteCount: Int(try file.status().byteCount))
    guard let bytes = RunBytes(mapped, name: "texts/" + name), bytes.header.store == store.uuid,
      bytes.header.projectionVersion == schema.version,
      bytes.header.schemaChecksum == schema.checksum, let directory = bytes.directory()
    else { return nil }
    self.bytes = bytes
    self.directory = directory
    let sections = SectionTable(directory)
    tables = schema.tables.indices.map { table in
      TextTable(SectionFinder(table: table, bytes: bytes, sections: sections))
    }
    for (table, schema) in schema.tables.enumerated() {
      guard !schema.looksIntoTexts || tables[table] != nil else { return nil }
    }
  }
}

/// The n-grams of one table in a text run.
struct TextTable: Sendable {
  let grams: PackedSection
  let starts: PackedSection
  let heapPlace: Int
  let heapCount: Int
  let keys: PackedSection
  let keyRows: PackedSection

  init?(_ finder: SectionFinder) {
    guard let grams = finder.packed(.grams), let starts = finder.packed(.gramStarts),
      let keys = finder.packed(.textKeys), let keyRows = finder.packed(.textKeyRows),
      let heap = finder.sections[finder.table, .gramRows, 0, 0],
      starts.count == grams.count + 1, keys.count == keyRows.count
    else { return nil }
    (self.grams, self.starts, self.keys, self.keyRows) = (grams, starts, keys, keyRows)
    heapPlace = Int(heap.place)
    heapCount = Int(heap.byteCount)
  }

  /// The rows of the n-gram at a place, sorted.
  func rows(_ place: Int) -> [UInt32] {
    let (start, end) = (starts.index(place), starts.index(place + 1))
    guard start >= 0, start <= end, end <= heapCount else {
      grams.bytes.noteDamage(heapPlace)
      return []
    }
    if start == end { return [] }
    grams.bytes.check(heapPlace + start, end - start)
    let bytes = UnsafeRawBufferPointer(
      start: grams.bytes.pointer(heapPlace + start), count: end - start)
    var rows: [UInt32] = []
    var (row, difference, shift): (UInt32, UInt32, UInt32) = (0, 0, 0)
    for byte in bytes {
      difference |= UInt32(byte & 0x7F) << shift
      if byte & 0x80 != 0 {
        shift += 7
        continue
      }
      row &+= difference
      rows.append(row)
      (difference, shift) = (0, 0)
    }
    return rows
  }

  /// The rows of an n-gram.
  func rows(ofGram number: UInt32) -> [UInt32] {
    let place = grams.lowerBound(Int64(number))
    return place < grams.count && grams.value(place) == Int64(number) ? rows(place) : []
  }

  /// The rows that a key sealed a text of.
  func rows(ofKey key: UInt64) -> [UInt32] {
    var place = keys.lowerBound(Int64(bitPattern: key))
    var rows: [UInt32] = []
    while place < keys.count, UInt64(bitPattern: keys.value(place)) == key {
      rows.append(UInt32(truncatingIfNeeded: keyRows.value(place)))
      place += 1
    }
    return rows
  }
}
