/// Fixed facts of the line format, version 1.
enum LineFormat {
  /// The store's format and the envelope's version.
  static let version = 1
  /// The longest line, its line feed included.
  static let byteCountMax = 1 << 20
  /// `,"h":"` + 64 characters + `"}`.
  static let hashTailCount = 72
  /// The kind of the store's own matter, whose lines frame the segments.
  static let storeKind = "ledger"
  static let storeMatter = MatterKey(kind: storeKind, id: "store")
  static let segmentType = "segment"
  static let sealType = "seal"
  static let recoveredType = "recovered"
}

/// A part of a line.
struct ByteRange: Sendable, Equatable {
  var start: Int
  var count: Int
  static let none = ByteRange(start: 0, count: 0)
}

/// Numbers and places of a line's fields, relative to its first byte.
struct LineFields: Sendable {
  var version = 0
  var sequence: UInt64 = 0
  var group: UInt64 = 0
  var transaction: UInt64 = 0
  var endsTransaction = false
  var at: Int64 = 0
  var day = 0
  var matterVersion = 0
  var typeVersion = 0
  var previous: Int64 = -1
  var zone = ByteRange.none
  var kind = ByteRange.none
  var id = ByteRange.none
  var type = ByteRange.none
  var command = ByteRange.none
  var organisation = ByteRange.none
  var actor = ByteRange.none
  var data = ByteRange.none
  /// Between the brackets of `sealed`; empty when there is none.
  var sealed = ByteRange.none
}

extension LedgerLine {
  func text(_ range: ByteRange) -> String {
    EnvelopeText.string(chunk.slice(start + range.start, range.count))
  }

  func bytes(_ range: ByteRange) -> UnsafeRawBufferPointer {
    chunk.slice(start + range.start, range.count)
  }

  /// Everything the hash covers besides the hash before.
  var body: UnsafeRawBufferPointer { chunk.slice(start, count - LineFormat.hashTailCount) }

  var chainHash: ChainHash {
    ChainHash(chunk.slice(start + count - 66, 64)) ?? .origin
  }

  /// Whether its hash is the one behind another line.
  func follows(_ line: LedgerLine) -> Bool {
    ChainHash.isHash(storedHash, of: body, after: line.storedHash)
  }

  private var storedHash: UnsafeRawBufferPointer { chunk.slice(start + count - 66, 64) }

  /// Where the next line begins.
  var end: LedgerPosition {
    LedgerPosition(segment: position.segment, offset: position.offset + UInt32(count) + 1)
  }

  /// Whether the line belongs to the store itself.
  var isStoreLine: Bool { fields.kind.count == 6 && kind == LineFormat.storeKind }

  func sealedEntries() -> [SealedEntry] {
    guard fields.sealed.count > 0 else { return [] }
    return SealedScanner.entries(bytes(fields.sealed)) ?? []
  }
}

/// Strings of the envelope: escaped as little as JSON allows.
enum EnvelopeText {
  static func append(_ text: String, to line: inout [UInt8]) {
    line.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C:
        line.append(0x5C)
        line.append(byte)
      case 0..<0x20:
        line.append(contentsOf: "\\u00".utf8)
        line.append(TextCoding.hexDigits[Int(byte >> 4)])
        line.append(TextCoding.hexDigits[Int(byte & 15)])
      default: line.append(byte)
      }
    }
    line.append(0x22)
  }

  /// The text between the quotes, or nil when it is not what `append` would have written.
  static func end(of bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var syntax = JSONSyntax(bytes, at: start - 1)
    guard syntax.passString() else { return nil }
    let end = syntax.offset - 1
    var place = start
    while place < end {
      if bytes[place] == 0x5C {
        guard isCanonicalEscape(bytes, at: place, end: end) else { return nil }
        place += bytes[place + 1] == 0x75 ? 6 : 2
      } else {
        place += 1
      }
    }
    return end
  }

  private static func isCanonicalEscape(
    _ bytes: UnsafeRawBufferPointer, at place: Int, end: Int
  ) -> Bool {
    switch bytes[place + 1] {
    case 0x22, 0x5C: return true
    case 0x75:
      guard place + 6 <= end, bytes[place + 2] == 0x30, bytes[place + 3] == 0x30,
        let high = TextCoding.hexValue(bytes[place + 4]), high < 2,
        let low = TextCoding.hexValue(bytes[place + 5])
      else { return false }
      return high << 4 | low > 0
    default: return false
    }
  }

  static func string(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.contains(0x5C) else { return String(decoding: bytes, as: UTF8.self) }
    var plain: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] != 0x5C {
        plain.append(bytes[place])
        place += 1
      } else if bytes[place + 1] == 0x75 {
        let high = TextCoding.hexValue(bytes[place + 4]) ?? 0
        let low = TextCoding.hexValue(bytes[place + 5]) ?? 0
        plain.append(high << 4 | low)
        place += 6
      } else {
        plain.append(bytes[place + 1])
        place += 2
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
