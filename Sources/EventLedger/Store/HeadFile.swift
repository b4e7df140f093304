/// `HEAD`: two slots of 128 bytes, written in turn, never synchronised.
///
/// A valid slot says: at least this much was acknowledged.
struct HeadFile {
  static let slotByteCount = 128
  static let magic = Array("XBHEAD1\n".utf8)

  /// Rises by one with each write; its parity chooses the slot.
  var generation: UInt64
  var head: LedgerHead

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(Self.magic)
    writer.append(generation)
    writer.append(head.sequence)
    writer.append(head.transaction)
    writer.append(head.position.rawValue)
    writer.append(head.at)
    writer.append(TextCoding.bytes(hex: head.chain.bytes) ?? [])
    writer.pad(to: Self.slotByteCount - 4)
    writer.append(CRC32C.checksum(writer.bytes))
    return writer.bytes
  }

  init(generation: UInt64, head: LedgerHead) {
    self.generation = generation
    self.head = head
  }

  init?(slot: UnsafeRawBufferPointer) {
    guard slot.count == Self.slotByteCount else { return nil }
    var reader = ByteReader(slot)
    guard reader.take(8) == Self.magic else { return nil }
    generation = reader.number()
    let sequence: UInt64 = reader.number()
    let transaction: UInt64 = reader.number()
    let position: UInt64 = reader.number()
    let at: Int64 = reader.number()
    guard let chain = ChainHash(TextCoding.hex(reader.take(32))) else { return nil }
    head = LedgerHead(
      sequence: sequence, transaction: transaction, position: LedgerPosition(rawValue: position),
      at: at, chain: chain)
    guard encoded.withUnsafeBytes({ compareBytes($0, slot) }) == 0 else { return nil }
  }

  /// The newest valid slot; nil when there is none.
  static func read(
    _ location: StoreLocation, _ files: any FileSystem
  ) throws(LedgerError) -> HeadFile? {
    let found = try onDisk(location.headFile) { () throws(FileError) in
      try files.contents(location.headFile)
    }
    guard let bytes = found else { return nil }
    return bytes.withUnsafeBytes { bytes in
      var newest: HeadFile?
      for start in [0, slotByteCount] where start + slotByteCount <= bytes.count {
        let slot = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + slotByteCount)])
        if let candidate = HeadFile(slot: slot),
          candidate.generation > newest?.generation ?? 0
        {
          newest = candidate
        }
      }
      return newest
    }
  }

  /// Writes the slot of this generation. It is a hint: the caller may go on after a failure.
  func write(_ file: OpenFile) throws(FileError) {
    try encoded.lend { bytes throws(FileError) in
      try file.write(bytes, at: generation % 2 * UInt64(Self.slotByteCount))
    }
  }
}
