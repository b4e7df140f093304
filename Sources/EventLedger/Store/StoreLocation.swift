/// Names inside a store.
struct StoreLocation: Sendable {
  let path: String
  let keyPath: String?

  var storeFile: String { path + "/STORE" }
  var lockFile: String { path + "/LOCK" }
  var headFile: String { path + "/HEAD" }
  var poisonFile: String { path + "/POISON" }
  var segments: String { path + "/segments" }
  var index: String { path + "/index" }
  var checkpoints: String { path + "/checkpoints" }
  var manifestFile: String { index + "/MANIFEST" }
  var texts: String { index + "/texts" }
  var textManifestFile: String { texts + "/MANIFEST" }

  /// `segments/000001.jsonl`, as findings and reports write it.
  static func segmentName(_ number: UInt32) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, 6 - digits.utf8.count))
    return "segments/" + zeros + digits + ".jsonl"
  }

  func segment(_ number: UInt32) -> String { path + "/" + Self.segmentName(number) }

  /// The number in `000001.jsonl`, or nil.
  static func segmentNumber(_ name: String) -> UInt32? {
    guard name.hasSuffix(".jsonl"), let number = UInt32(name.dropLast(6)), number > 0,
      segmentName(number) == "segments/" + name
    else { return nil }
    return number
  }
}

/// What `STORE` says.
struct StoreIdentity: Sendable, Equatable {
  let uuid: [UInt8]
  let created: Int64

  var uuidText: String {
    let hex = TextCoding.hex(uuid)
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return parts.map { String(decoding: hex[$0], as: UTF8.self) }.joined(separator: "-")
  }

  /// A version 4 identifier.
  init(random: any LedgerRandomness, created: Int64) {
    var bytes = [UInt8](repeating: 0, count: 16)
    bytes.withUnsafeMutableBytes { random.fill($0) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    uuid = bytes
    self.created = created
  }

  /// The file's one line; the checksum covers what stands before it.
  var encoded: [UInt8] {
    var text = Array("{\"format\":1,\"store\":\"\(uuidText)\",\"created\":\"".utf8)
    Timestamp.append(created, to: &text)
    let sum = CRC32C.checksum(text)
    text.append(contentsOf: "\",\"crc32c\":\"".utf8)
    text.append(contentsOf: TextCoding.hex(Self.bigEndian(sum)))
    text.append(contentsOf: "\"}\n".utf8)
    return text
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  init(decoding bytes: [UInt8], path: String) throws(LedgerError) {
    if let format = Self.format(bytes), format > LineFormat.version {
      throw .newerFormat(path: path, found: format, supported: LineFormat.version)
    }
    let head = "{\"format\":1,\"store\":\"".utf8.count
    guard bytes.count > head + 36 + 24,
      let uuid = TextCoding.bytes(
        hex: bytes[head..<(head + 36)].filter { $0 != 0x2D }), uuid.count == 16
    else { throw .corrupt(Finding(.wrongStore, file: "STORE", detail: "unreadable")) }
    let dateStart = head + 36 + "\",\"created\":\"".utf8.count
    let date = bytes[dateStart...].prefix(24)
    guard let created = Array(date).withUnsafeBytes({ Timestamp.milliseconds($0) }) else {
      throw .corrupt(Finding(.wrongStore, file: "STORE", detail: "unreadable date"))
    }
    self.uuid = uuid
    self.created = created
    guard encoded == bytes else {
      throw .corrupt(Finding(.wrongStore, file: "STORE", detail: "checksum"))
    }
  }

  /// The format number, read leniently so that a newer file is called newer, not damaged.
  private static func format(_ bytes: [UInt8]) -> Int? {
    let prefix = Array("{\"format\":".utf8)
    guard bytes.starts(with: prefix) else { return nil }
    let digits = bytes.dropFirst(prefix.count).prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  static func read(
    _ location: StoreLocation, _ files: any FileSystem
  ) throws(LedgerError) -> StoreIdentity {
    let found: [UInt8]?
    do {
      found = try files.contents(location.storeFile)
    } catch {
      if error.errno == ErrorNumber.notDirectory { throw .notAStore(path: location.path) }
      throw error.ledgerError(location.storeFile)
    }
    guard let bytes = found else { throw .notAStore(path: location.path) }
    return try StoreIdentity(decoding: bytes, path: location.storeFile)
  }
}
