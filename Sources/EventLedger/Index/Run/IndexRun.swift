/// A run opened for reading.
final class IndexRun: Sendable {
  let bytes: RunBytes
  let tables: [RunTable]
  /// Idempotency keys: the upper half of their hashes, sorted, and where their lines begin.
  let commandHashes: PackedSection
  let commandPlaces: PackedSection
  /// The projection's own entries.
  let entries: RunEntries
  let directory: [SectionEntry]

  var name: String { bytes.name }
  var header: RunHeader { bytes.header }
  var byteCount: UInt64 { bytes.header.byteCount }

  /// nil = damaged, or of another store or schema.
  init?(
    _ path: String, name: String, store: StoreIdentity, schema: IndexSchema,
    files: any FileSystem
  ) throws(FileError) {
    let file = try OpenFile(files, path, .read)
    let size = Int(try file.status().byteCount)
    guard size >= RunHeader.byteCount else { return nil }
    let mapped = try files.map(file.handle, byteCount: size)
    guard let bytes = RunBytes(mapped, name: name), bytes.header.store == store.uuid,
      bytes.header.projectionVersion == schema.version,
      bytes.header.schemaChecksum == schema.checksum, let directory = bytes.directory()
    else { return nil }
    self.bytes = bytes
    self.directory = directory
    let sections = SectionTable(directory)
    var tables: [RunTable] = []
    for (place, schema) in schema.allTables.enumerated() {
      guard let table = RunTable(place, schema, bytes, sections) else { return nil }
      tables.append(table)
    }
    self.tables = tables
    let finder = SectionFinder(table: 0xFFFF, bytes: bytes, sections: sections)
    guard let hashes = finder.packed(.commandHashes), let places = finder.packed(.commandPlaces),
      hashes.count == places.count, let own = sections[0xFFFF, .entries, 0, 0]
    else { return nil }
    commandHashes = hashes
    commandPlaces = places
    entries = RunEntries(bytes, own)
  }

  /// Places of lines whose idempotency key may be the one with this hash.
  func commands(_ hash: UInt64) -> [LedgerPosition] {
    let wanted = Int64(hash >> 32)
    var place = commandHashes.nearLowerBound(wanted)
    var found: [LedgerPosition] = []
    while place < commandHashes.count, commandHashes.value(place) == wanted {
      found.append(
        LedgerPosition(rawValue: UInt64(bitPattern: commandPlaces.value(place))))
      place += 1
    }
    return found
  }
}

extension PackedSection {
  /// Like `lowerBound` where the numbers are spread evenly over 32 bits: few steps.
  fileprivate func nearLowerBound(_ value: Int64) -> Int {
    guard count > 64 else { return lowerBound(value) }
    let guess = Int((UInt64(value) &* UInt64(count)) >> 32)
    var reach = 32
    while true {
      let low = max(0, guess - reach)
      let high = min(count - 1, guess + reach)
      let isBelow = low == 0 || self.value(low) < value
      let isAbove = high == count - 1 || self.value(high) >= value
      if isBelow && isAbove {
        var (low, high) = (low, high + 1)
        while low < high {
          let middle = (low + high) / 2
          if self.value(middle) < value { low = middle + 1 } else { high = middle }
        }
        return low
      }
      reach *= 4
    }
  }
}
