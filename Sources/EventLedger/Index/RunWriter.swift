/// Writes a run: leaves first, then the pages above them, then the filter, the header last.
///
/// The same entries give the same bytes.
struct RunWriter {
  static let pageByteCount = 4_096

  private let file: OpenFile
  private let appending: OpenFile
  private var header: RunHeader
  private var offset = UInt64(RunHeader.byteCount)
  private var buffer: [UInt8]
  private var leaf = SortedBlockBuilder()
  private var firstKey: [UInt8] = []
  private var lastKey: [UInt8] = []
  private var children: [(key: [UInt8], offset: UInt64, byteCount: UInt32)] = []
  private var hashes: [UInt64] = []

  /// The same file twice: opened for writing at offsets, and for appending.
  init(_ file: OpenFile, appendingTo appending: OpenFile, header: RunHeader) {
    self.file = file
    self.appending = appending
    self.header = header
    buffer = [UInt8](repeating: 0, count: RunHeader.byteCount)
  }

  mutating func append(
    _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?
  ) throws(FileError) {
    if leaf.byteCount >= Self.pageByteCount { try closeLeaf() }
    if leaf.isEmpty { firstKey = Self.separator(after: lastKey, key) }
    leaf.append(key, value)
    lastKey.removeAll(keepingCapacity: true)
    lastKey.append(contentsOf: key)
    hashes.append(BloomFilter.hash(key))
    header.entryCount += 1
    if value == nil { header.removedCount += 1 }
  }

  /// Finishes and synchronises the file; answers its header and size.
  mutating func finish() throws(FileError) -> (RunHeader, UInt64) {
    if !leaf.isEmpty { try closeLeaf() }
    try writeUpperPages()
    header.filterOffset = offset
    let filter = BloomFilter.encoded(hashes: hashes)
    header.filterBlockCount = UInt64(filter.count / BloomFilter.blockByteCount)
    buffer.append(contentsOf: filter)
    offset += UInt64(filter.count)
    try flush()
    try header.encoded.lend { bytes throws(FileError) in try file.write(bytes, at: 0) }
    try file.synchronise()
    return (header, offset)
  }

  /// The shortest beginning of `key` that lies above `before`.
  private static func separator(after before: [UInt8], _ key: UnsafeRawBufferPointer) -> [UInt8] {
    var count = 0
    while count < before.count, count < key.count, before[count] == key[count] { count += 1 }
    return Array(key.prefix(count + 1))
  }

  private mutating func closeLeaf() throws(FileError) {
    let place = try writePage(leaf.finish())
    children.append((firstKey, place.offset, place.byteCount))
  }

  private mutating func writePage(
    _ page: [UInt8]
  ) throws(FileError) -> (offset: UInt64, byteCount: UInt32) {
    let start = offset
    buffer.append(contentsOf: page)
    let sum = CRC32C.checksum(page)
    withUnsafeBytes(of: sum.littleEndian) { buffer.append(contentsOf: $0) }
    offset += UInt64(page.count + 4)
    if buffer.count >= 1 << 20 { try flush() }
    return (start, UInt32(page.count + 4))
  }

  private mutating func writeUpperPages() throws(FileError) {
    guard !children.isEmpty else { return }
    header.depth = 1
    while children.count > 1 {
      var parents: [(key: [UInt8], offset: UInt64, byteCount: UInt32)] = []
      var page = SortedBlockBuilder()
      var first: [UInt8] = []
      for child in children {
        if page.isEmpty { first = child.key }
        var value = ByteWriter()
        value.append(child.offset)
        value.append(child.byteCount)
        child.key.withUnsafeBytes { key in
          value.bytes.withUnsafeBytes { page.append(key, $0) }
        }
        if page.byteCount >= Self.pageByteCount {
          let place = try writePage(page.finish())
          parents.append((first, place.offset, place.byteCount))
        }
      }
      if !page.isEmpty {
        let place = try writePage(page.finish())
        parents.append((first, place.offset, place.byteCount))
      }
      children = parents
      header.depth += 1
    }
    header.rootOffset = children[0].offset
    header.rootByteCount = children[0].byteCount
  }

  private mutating func flush() throws(FileError) {
    try buffer.lend { bytes throws(FileError) in try appending.append(bytes) }
    buffer.removeAll(keepingCapacity: true)
  }
}
