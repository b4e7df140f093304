internal import Synchronization

/// A run opened for reading: pages are read when needed, checked, and a few kept.
final class RunFile: Sendable {
  let name: String
  let header: RunHeader
  let byteCount: UInt64
  private let file: OpenFile
  private let pages = Mutex<[UInt64: SortedBlock]>([:])
  private static let pageCountMax = 256

  /// nil = the file is damaged or not of this store and projection.
  init?(
    _ path: String, name: String, store: StoreIdentity, projectionVersion: UInt32,
    files: any FileSystem
  ) throws(FileError) {
    file = try OpenFile(files, path, .read)
    self.name = name
    let status = try file.status()
    byteCount = status.byteCount
    let page = try file.read(RunHeader.byteCount, at: 0)
    guard let header = withExtendedLifetime(page, { RunHeader(page.bytes) }),
      header.store == store.uuid, header.projectionVersion == projectionVersion,
      header.filterOffset + header.filterBlockCount * UInt64(BloomFilter.blockByteCount)
        == byteCount
    else { return nil }
    self.header = header
  }

  func damage(_ offset: UInt64) -> LedgerError {
    .indexDamaged(Finding(.wrongIndex, file: "index/" + name, offset: offset, detail: "page"))
  }

  private func read(_ count: Int, at offset: UInt64) throws(LedgerError) -> ByteBlock {
    let block = try onDisk(file.path) { () throws(FileError) in
      try file.read(count, at: offset)
    }
    guard block.count == count else { throw damage(offset) }
    return block
  }

  func page(_ offset: UInt64, _ byteCount: UInt32) throws(LedgerError) -> SortedBlock {
    if let page = pages.withLock({ $0[offset] }) { return page }
    guard byteCount > 8, offset + UInt64(byteCount) <= header.filterOffset else {
      throw damage(offset)
    }
    let block = try read(Int(byteCount), at: offset)
    let content = block.slice(0, block.count - 4)
    let sum = UInt32(
      littleEndian: block.bytes.loadUnaligned(fromByteOffset: block.count - 4, as: UInt32.self))
    guard sum == CRC32C.checksum(content), let page = SortedBlock(ByteBlock(Array(content))) else {
      throw damage(offset)
    }
    pages.withLock { pages in
      if pages.count >= Self.pageCountMax { pages.removeAll(keepingCapacity: true) }
      pages[offset] = page
    }
    return page
  }

  /// Where an inner page's entry points.
  func child(_ page: SortedBlock, _ place: Int) throws(LedgerError) -> SortedBlock {
    guard let value = page.value(place), value.count == 12 else { throw damage(0) }
    var reader = ByteReader(value)
    let offset: UInt64 = reader.number()
    let byteCount: UInt32 = reader.number()
    return try self.page(offset, byteCount)
  }

  func root() throws(LedgerError) -> SortedBlock? {
    header.rootByteCount == 0 ? nil : try page(header.rootOffset, header.rootByteCount)
  }

  /// The page with the key, and its place there; nil = this run says nothing about the key.
  func find(
    _ key: UnsafeRawBufferPointer, hash: UInt64
  ) throws(LedgerError) -> (SortedBlock, Int)? {
    guard try mayContain(hash), var page = try root() else { return nil }
    for _ in 1..<max(1, header.depth) { page = try child(page, Self.descend(page, key)) }
    return page.find(key).map { (page, $0) }
  }

  /// The child that would hold a key.
  static func descend(_ page: SortedBlock, _ key: UnsafeRawBufferPointer) -> Int {
    let place = page.lowerBound(key)
    if place < page.count, compareBytes(page.key(place), key) == 0 { return place }
    return max(0, place - 1)
  }

  private func mayContain(_ hash: UInt64) throws(LedgerError) -> Bool {
    guard header.filterBlockCount > 0 else { return false }
    let number = BloomFilter.block(hash, of: header.filterBlockCount)
    let offset = header.filterOffset + number * UInt64(BloomFilter.blockByteCount)
    let block = try read(BloomFilter.blockByteCount, at: offset)
    guard BloomFilter.isSound(block.bytes) else { throw damage(offset) }
    return BloomFilter.mayContain(block.bytes, hash)
  }

  /// Reads every page and filter block; the number of entries seen.
  func check() throws(LedgerError) -> UInt64 {
    for number in 0..<header.filterBlockCount {
      let offset = header.filterOffset + number * UInt64(BloomFilter.blockByteCount)
      let block = try read(BloomFilter.blockByteCount, at: offset)
      guard withExtendedLifetime(block, { BloomFilter.isSound(block.bytes) }) else {
        throw damage(offset)
      }
    }
    var count: UInt64 = 0
    var cursor = IndexCursor(run: self)
    try cursor.seekFirst(notBelow: [])
    var before: [UInt8]?
    while let key = cursor.key {
      if let before, before.withUnsafeBytes({ compareBytes($0, key) }) >= 0 { throw damage(0) }
      before = Array(key)
      count += 1
      try cursor.advance()
    }
    guard count == header.entryCount else { throw damage(0) }
    return count
  }
}
