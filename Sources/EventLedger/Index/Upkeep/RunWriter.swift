/// Writes a run from front to back, each KiB with its sum, the header last. Without a file it only
/// makes the directory: what the run would hold.
struct RunWriter {
  private let file: OpenFile?
  private let updating: OpenFile?
  private var header: RunHeader
  private(set) var directory: [SectionEntry] = []
  private var buffer: [UInt8] = []
  private var place = UInt64(RunHeader.byteCount)
  private var sums: [UInt32] = []
  private var failure: FileError?

  /// The same file twice: opened for appending, and for writing the header at its place.
  init(_ header: RunHeader, appendingTo file: OpenFile? = nil, updating: OpenFile? = nil)
    throws(FileError)
  {
    self.header = header
    self.file = file
    self.updating = updating
    if let file {
      let zeros = [UInt8](repeating: 0, count: RunHeader.byteCount)
      try zeros.lend { bytes throws(FileError) in try file.append(bytes) }
    }
  }

  mutating func add(_ entry: SectionEntry, _ column: PackedColumn) throws(FileError) {
    var entry = entry
    entry.width = UInt8(column.width)
    entry.isNullable = column.isNullable
    entry.offset = column.offset
    entry.limit = column.limit
    entry.count = UInt64(column.count)
    try add(entry, column.bytes)
  }

  mutating func add(_ entry: SectionEntry, _ bytes: [UInt8]) throws(FileError) {
    var entry = entry
    entry.place = place
    entry.byteCount = UInt64(bytes.count)
    entry.checksum = CRC32C.checksum(bytes)
    directory.append(entry)
    guard file != nil else { return }
    try append(bytes)
    try append([UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8))
  }

  private mutating func append(_ bytes: [UInt8]) throws(FileError) {
    buffer.append(contentsOf: bytes)
    place += UInt64(bytes.count)
    if buffer.count >= 1 << 20 { try flush(keeping: buffer.count % RunBytes.blockByteCount) }
  }

  private mutating func flush(keeping rest: Int) throws(FileError) {
    let whole = buffer.count - rest
    buffer.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: whole, by: RunBytes.blockByteCount) {
        let end = min(whole, start + RunBytes.blockByteCount)
        sums.append(CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
      }
    }
    try buffer.lend { bytes throws(FileError) in
      try file?.append(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
    }
    buffer.removeFirst(whole)
  }

  /// Directory, sums, header; then everything is synchronised.
  mutating func finish() throws(FileError) {
    guard let file, let updating else { return }
    header.directoryPlace = place
    header.sectionCount = UInt32(directory.count)
    var lines = ByteWriter()
    for entry in directory { entry.append(to: &lines) }
    try append(lines.bytes)
    try flush(keeping: 0)
    header.sumsPlace = place
    var lower = ByteWriter()
    for sum in sums { lower.append(sum) }
    var upper = ByteWriter()
    lower.bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: RunBytes.blockByteCount) {
        let end = min(bytes.count, start + RunBytes.blockByteCount)
        upper.append(CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
      }
    }
    header.sumsChecksum = CRC32C.checksum(upper.bytes)
    header.byteCount = place + UInt64(lower.bytes.count + upper.bytes.count)
    try (lower.bytes + upper.bytes).lend { bytes throws(FileError) in try file.append(bytes) }
    try file.synchronise()
    try header.encoded.lend { bytes throws(FileError) in try updating.write(bytes, at: 0) }
    try file.synchronise()
  }
}
