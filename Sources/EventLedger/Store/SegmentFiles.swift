internal import Synchronization

/// The segments of a store, opened for reading when first needed.
final class SegmentFiles: Sendable {
  let location: StoreLocation
  let files: any FileSystem
  private let open = Mutex<[UInt32: OpenFile]>([:])
  private static let openCountMax = 32

  init(_ location: StoreLocation, _ files: any FileSystem) {
    self.location = location
    self.files = files
  }

  /// The segment, or nil when there is none of this number.
  func file(_ number: UInt32) throws(LedgerError) -> OpenFile? {
    if let file = open.withLock({ $0[number] }) { return file }
    let file: OpenFile
    do {
      file = try OpenFile(files, location.segment(number), .read)
    } catch {
      if error.errno == ErrorNumber.noEntry { return nil }
      throw error.ledgerError(location.segment(number))
    }
    open.withLock { open in
      if open.count >= Self.openCountMax { open.removeAll() }
      open[number] = file
    }
    return file
  }

  /// Forgets an open file, since the segment may have been replaced under its name.
  func forget(_ number: UInt32) { open.withLock { $0[number] = nil } }

  /// Numbers on disk in order, whether or not they are complete.
  func numbers() throws(LedgerError) -> [UInt32] {
    let names = try onDisk(location.segments) { () throws(FileError) in
      try files.list(location.segments)
    }
    return names.compactMap(StoreLocation.segmentNumber).sorted()
  }

  func byteCount(_ number: UInt32) throws(LedgerError) -> UInt64 {
    guard let file = try file(number) else { return 0 }
    return try onDisk(file.path) { () throws(FileError) in try file.status().byteCount }
  }

  /// SHA-256 of a whole segment, as hexadecimal text.
  func digest(_ number: UInt32) throws(LedgerError) -> String {
    var digest = ChainHash.Digest()
    var offset: UInt32 = 0
    while let block = try read(1 << 20, at: LedgerPosition(segment: number, offset: offset)),
      block.count > 0
    {
      digest.update(block.bytes)
      offset += UInt32(block.count)
    }
    return digest.text()
  }

  func read(
    _ count: Int, at position: LedgerPosition
  ) throws(LedgerError) -> ByteBlock? {
    guard let file = try file(position.segment) else { return nil }
    return try onDisk(file.path) { () throws(FileError) in
      try file.read(count, at: UInt64(position.offset))
    }
  }

  /// The chain hash of the line that ends at a position, as the file has it; nil when no line
  /// ends there. At the start of a record the hash is the origin.
  func chain(endingAt position: LedgerPosition) throws(LedgerError) -> ChainHash? {
    if position == LedgerHead.origin.position { return .origin }
    guard position.offset >= 67,
      let block = try read(
        67, at: LedgerPosition(segment: position.segment, offset: position.offset - 67)),
      block.count == 67, block.bytes[64] == 0x22, block.bytes[65] == 0x7D, block.bytes[66] == 0x0A
    else { return nil }
    return ChainHash(block.slice(0, 64))
  }

  /// The first line of a segment with the hash it builds on, or nil when it is incomplete.
  func header(_ number: UInt32) throws(LedgerError) -> SegmentHeader? {
    let start = LedgerPosition(segment: number, offset: 0)
    guard let block = try read(4_096, at: start), let end = offsetOfLineFeed(block.bytes) else {
      return nil
    }
    let fields: LineFields
    do {
      fields = try LineScanner.scan(block.slice(0, end))
    } catch {
      if case .newer(let version) = error {
        throw .newerFormat(
          path: location.segment(number), found: version, supported: LineFormat.version)
      }
      return nil
    }
    let line = LedgerLine(chunk: block, start: 0, count: end, fields: fields, position: start)
    return try SegmentHeader(line, path: location.segment(number))
  }
}

/// The first line of a segment.
struct SegmentHeader {
  let line: LedgerLine
  let store: String
  let number: UInt32
  let previous: ChainHash
  let fileDigest: String

  /// nil = not a header, or its hash does not match.
  init?(_ line: LedgerLine, path: String) throws(LedgerError) {
    guard line.isStoreLine, line.type == LineFormat.segmentType else { return nil }
    let data = FlatObject(line.data)
    if let format = data.number("format"), format > UInt64(LineFormat.version) {
      throw .newerFormat(path: path, found: Int(format), supported: LineFormat.version)
    }
    guard let store = data.text("store"), let number = data.number("segment"),
      let text = data.text("previous"), let previous = ChainHash(Array(text.utf8)),
      let digest = data.text("file"), previous.next(line.body) == line.chainHash,
      number <= UInt64(UInt32.max)
    else { return nil }
    self.line = line
    self.store = store
    self.number = UInt32(number)
    self.previous = previous
    fileDigest = digest
  }

  static func data(
    store: String, number: UInt32, previous: ChainHash, fileDigest: String
  ) -> [UInt8] {
    Array(
      """
      {"format":1,"store":"\(store)","segment":\(number),"previous":"\(previous.text)",\
      "file":"\(fileDigest)","suite":"sha256"}
      """.utf8)
  }
}

/// The last line of a segment that has a successor.
struct SegmentSeal: Equatable {
  var segment: UInt64
  var lines: UInt64
  var bytes: UInt64
  var first: UInt64
  var last: UInt64

  var data: [UInt8] {
    Array(
      """
      {"segment":\(segment),"lines":\(lines),"bytes":\(bytes),"first":\(first),"last":\(last),\
      "suite":"sha256"}
      """.utf8)
  }

  init(segment: UInt64, lines: UInt64, bytes: UInt64, first: UInt64, last: UInt64) {
    self.segment = segment
    self.lines = lines
    self.bytes = bytes
    self.first = first
    self.last = last
  }

  init?(_ line: LedgerLine) {
    guard line.isStoreLine, line.type == LineFormat.sealType else { return nil }
    let data = FlatObject(line.data)
    guard let segment = data.number("segment"), let lines = data.number("lines"),
      let bytes = data.number("bytes"), let first = data.number("first"),
      let last = data.number("last")
    else { return nil }
    self.init(segment: segment, lines: lines, bytes: bytes, first: first, last: last)
  }
}

/// Reads the store's own small objects: text and number members, no escapes, one level.
struct FlatObject {
  private var members: [String: String] = [:]

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    for member in text.split(separator: ",") {
      let parts = member.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].hasPrefix("\""), parts[0].hasSuffix("\"") else { continue }
      members[String(parts[0].dropFirst().dropLast())] = String(parts[1])
    }
  }

  func number(_ name: String) -> UInt64? { members[name].flatMap { UInt64($0) } }

  func text(_ name: String) -> String? {
    guard let value = members[name], value.hasPrefix("\""), value.hasSuffix("\""),
      value.utf8.count >= 2
    else { return nil }
    return String(value.dropFirst().dropLast())
  }
}
