/// The first page of a run; written last, so that an unfinished file has none.
struct RunHeader: Equatable {
  static let byteCount = 4_096
  static let magic = Array("XBRUN\r\n2".utf8)

  var projectionVersion: UInt32
  var schemaChecksum: UInt32
  var store: [UInt8]
  /// The record up to here is covered by this run and the one below it.
  var covered: LedgerHead
  /// Whether the run holds changes over a base.
  var isDelta: Bool
  /// Number of the pool's key that is taken next.
  var nextKey: UInt64
  /// Where the directory stands, behind all sections.
  var directoryPlace: UInt64 = 0
  var sectionCount: UInt32 = 0
  /// CRC-32C of each KiB from the end of the header up to here; then those of the sums.
  var sumsPlace: UInt64 = 0
  var byteCount: UInt64 = 0
  /// CRC-32C of the second level of sums.
  var sumsChecksum: UInt32 = 0

  init(
    projectionVersion: UInt32, schemaChecksum: UInt32, store: [UInt8], covered: LedgerHead,
    isDelta: Bool, nextKey: UInt64
  ) {
    self.projectionVersion = projectionVersion
    self.schemaChecksum = schemaChecksum
    self.store = store
    self.covered = covered
    self.isDelta = isDelta
    self.nextKey = nextKey
  }

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(Self.magic)
    writer.append(projectionVersion)
    writer.append(schemaChecksum)
    writer.append(store)
    writer.append(covered.sequence)
    writer.append(covered.transaction)
    writer.append(covered.position.rawValue)
    writer.append(covered.at)
    writer.append(covered.chain.bytes)
    writer.append(UInt32(isDelta ? 1 : 0))
    writer.append(sectionCount)
    writer.append(nextKey)
    writer.append(directoryPlace)
    writer.append(sumsPlace)
    writer.append(byteCount)
    writer.append(sumsChecksum)
    writer.pad(to: Self.byteCount - 4)
    writer.append(CRC32C.checksum(writer.bytes))
    return writer.bytes
  }

  /// nil = damaged in any byte, or of another format.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    let sum = UInt32(
      littleEndian: bytes.loadUnaligned(fromByteOffset: Self.byteCount - 4, as: UInt32.self))
    guard sum == CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<(Self.byteCount - 4)]))
    else { return nil }
    var reader = ByteReader(bytes)
    guard reader.take(8) == Self.magic else { return nil }
    projectionVersion = reader.number()
    schemaChecksum = reader.number()
    store = reader.take(16)
    let sequence: UInt64 = reader.number()
    let transaction: UInt64 = reader.number()
    let position: UInt64 = reader.number()
    let at: Int64 = reader.number()
    guard let chain = ChainHash(reader.take(64)) else { return nil }
    covered = LedgerHead(
      sequence: sequence, transaction: transaction, position: LedgerPosition(rawValue: position),
      at: at, chain: chain)
    isDelta = reader.number(UInt32.self) == 1
    sectionCount = reader.number()
    nextKey = reader.number()
    directoryPlace = reader.number()
    sumsPlace = reader.number()
    byteCount = reader.number()
    sumsChecksum = reader.number()
  }
}

/// What a section holds; the numbers stand in files.
enum SectionKind: UInt16 {
  /// Of a text column (`a`: column), a dictionary (`a`: 0x8000 + its number) or the identifiers
  /// (`a`: 0xFFFF).
  case lengths = 1
  /// Where the text of every sixteenth row begins.
  case starts = 2
  case heap = 3
  case versions = 4
  /// Place of each matter's last line.
  case lasts = 5
  /// Row numbers of a delta's rows.
  case numbers = 6
  /// A number or code column (`a`: column).
  case column = 7
  /// Tuples of each row's list (`a`: list).
  case listCounts = 8
  /// Where the list of every sixteenth row begins.
  case listStarts = 9
  /// Parts of all tuples (`a`: list, `b`: part).
  case listColumn = 10
  /// Sorted places (`a`: order).
  case order = 11
  /// Sorted tuples (`a`: list, `b`: order).
  case listOrder = 12
  /// Identifiers by hash.
  case idSlots = 13
  /// Rows by the hash of a look-up (`a`: look-up).
  case lookupSlots = 14
  /// Groups (`a`: cube, `b`: key) and their counts.
  case cubeKey = 15
  case cubeCount = 16
  /// Idempotency keys by hash, and the places of their lines.
  case commandHashes = 17
  case commandPlaces = 18
  /// The projection's own entries.
  case entries = 19
  /// Of a text run: hashes of n-grams, sorted; where the rows of each begin; rows as differences.
  case grams = 20
  case gramStarts = 21
  case gramRows = 22
  /// Of a text run: keys of the pool, sorted, and the row that each sealed a text of.
  case textKeys = 23
  case textKeyRows = 24
}

/// One line of a run's directory.
struct SectionEntry: Equatable {
  static let byteCount = 56

  var table: UInt16
  var kind: UInt16
  var a: UInt16
  var b: UInt16
  var width: UInt8 = 0
  var isNullable = false
  var checksum: UInt32 = 0
  var offset: Int64 = 0
  var limit: UInt64 = 0
  var count: UInt64 = 0
  var place: UInt64 = 0
  var byteCount: UInt64 = 0

  init(_ table: Int, _ kind: SectionKind, _ a: Int, _ b: Int) {
    self.table = UInt16(truncatingIfNeeded: table)
    self.kind = kind.rawValue
    self.a = UInt16(truncatingIfNeeded: a)
    self.b = UInt16(truncatingIfNeeded: b)
  }

  func append(to writer: inout ByteWriter) {
    writer.append(table)
    writer.append(kind)
    writer.append(a)
    writer.append(b)
    writer.append(width)
    writer.append(UInt8(isNullable ? 1 : 0))
    writer.append(UInt16(0))
    writer.append(checksum)
    writer.append(offset)
    writer.append(limit)
    writer.append(count)
    writer.append(place)
    writer.append(byteCount)
  }

  init(_ reader: inout ByteReader) {
    table = reader.number()
    kind = reader.number()
    a = reader.number()
    b = reader.number()
    width = reader.number()
    isNullable = reader.number(UInt8.self) == 1
    _ = reader.number(UInt16.self)
    checksum = reader.number()
    offset = reader.number()
    limit = reader.number()
    count = reader.number()
    place = reader.number()
    byteCount = reader.number()
  }

  /// The same content, wherever it stands.
  func isSame(as other: SectionEntry) -> Bool {
    var moved = other
    moved.place = place
    return self == moved
  }
}
