/// The first page of a run.
struct RunHeader: Equatable {
  static let byteCount = 4_096
  static let magic = Array("XBRUN\r\n1".utf8)

  var projectionVersion: UInt32
  var store: [UInt8]
  /// The record up to here is covered by this run and those before it.
  var covered: LedgerHead
  var entryCount: UInt64
  var removedCount: UInt64
  /// Where the root page stands, and its size with checksum; size 0 = no entries.
  var rootOffset: UInt64
  var rootByteCount: UInt32
  /// Pages from the root to a leaf, both counted.
  var depth: UInt32
  /// Pages lie between the header and here; then the filter.
  var filterOffset: UInt64
  var filterBlockCount: UInt64

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(Self.magic)
    writer.append(projectionVersion)
    writer.append(depth)
    writer.append(store)
    writer.append(covered.sequence)
    writer.append(covered.transaction)
    writer.append(covered.position.rawValue)
    writer.append(covered.at)
    writer.append(covered.chain.bytes)
    writer.append(entryCount)
    writer.append(removedCount)
    writer.append(rootOffset)
    writer.append(rootByteCount)
    writer.append(UInt32(0))
    writer.append(filterOffset)
    writer.append(filterBlockCount)
    writer.pad(to: Self.byteCount - 4)
    writer.append(CRC32C.checksum(writer.bytes))
    return writer.bytes
  }

  init(projectionVersion: UInt32, store: [UInt8], covered: LedgerHead) {
    self.projectionVersion = projectionVersion
    self.store = store
    self.covered = covered
    entryCount = 0
    removedCount = 0
    rootOffset = 0
    rootByteCount = 0
    depth = 0
    filterOffset = 0
    filterBlockCount = 0
  }

  /// nil = damaged in any byte, or of another format.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    var reader = ByteReader(bytes)
    guard reader.take(8) == Self.magic else { return nil }
    projectionVersion = reader.number()
    depth = reader.number()
    store = reader.take(16)
    let sequence: UInt64 = reader.number()
    let transaction: UInt64 = reader.number()
    let position: UInt64 = reader.number()
    let at: Int64 = reader.number()
    guard let chain = ChainHash(reader.take(64)) else { return nil }
    covered = LedgerHead(
      sequence: sequence, transaction: transaction, position: LedgerPosition(rawValue: position),
      at: at, chain: chain)
    entryCount = reader.number()
    removedCount = reader.number()
    rootOffset = reader.number()
    rootByteCount = reader.number()
    let reserved: UInt32 = reader.number()
    filterOffset = reader.number()
    filterBlockCount = reader.number()
    guard reserved == 0, encoded.withUnsafeBytes({ compareBytes($0, bytes) }) == 0 else {
      return nil
    }
  }
}
