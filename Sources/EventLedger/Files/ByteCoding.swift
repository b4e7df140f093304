/// Appends little-endian numbers.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func append<T: FixedWidthInteger>(_ number: T) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  /// Zeros up to a size.
  mutating func pad(to count: Int) {
    precondition(bytes.count <= count, "padding only makes longer")
    bytes.append(contentsOf: [UInt8](repeating: 0, count: count - bytes.count))
  }
}

/// Reads little-endian numbers; beyond the end everything is zero and `isValid` false.
struct ByteReader {
  let bytes: UnsafeRawBufferPointer
  var offset = 0
  var isValid = true

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func number<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T {
    let size = MemoryLayout<T>.size
    guard offset + size <= bytes.count else {
      isValid = false
      return 0
    }
    defer { offset += size }
    return T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
  }

  mutating func take(_ count: Int) -> [UInt8] {
    guard offset + count <= bytes.count else {
      isValid = false
      return []
    }
    defer { offset += count }
    return Array(bytes[offset..<(offset + count)])
  }
}

/// CRC-32C (Castagnoli), eight tables.
enum CRC32C {
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
      tables[byte] = crc
    }
    for byte in 0..<256 {
      for slice in 1..<8 {
        let before = tables[(slice - 1) * 256 + byte]
        tables[slice * 256 + byte] = (before >> 8) ^ tables[Int(before & 0xFF)]
      }
    }
    return tables
  }()

  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      var crc = ~UInt32(0)
      var offset = 0
      while offset + 8 <= bytes.count {
        let low =
          UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) ^ crc
        let high = UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self))
        crc =
          tables[1792 + Int(low & 0xFF)] ^ tables[1536 + Int(low >> 8 & 0xFF)]
          ^ tables[1280 + Int(low >> 16 & 0xFF)] ^ tables[1024 + Int(low >> 24)]
          ^ tables[768 + Int(high & 0xFF)] ^ tables[512 + Int(high >> 8 & 0xFF)]
          ^ tables[256 + Int(high >> 16 & 0xFF)] ^ tables[Int(high >> 24)]
        offset += 8
      }
      while offset < bytes.count {
        crc = (crc >> 8) ^ tables[Int((crc ^ UInt32(bytes[offset])) & 0xFF)]
        offset += 1
      }
      return ~crc
    }
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes { checksum($0) } }
}

/// Hexadecimal and base64, both strict.
enum TextCoding {
  static let hexDigits = Array("0123456789abcdef".utf8)
  private static let base64Digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func hex(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.flatMap { [hexDigits[Int($0 >> 4)], hexDigits[Int($0 & 15)]] }
  }

  static func hexText(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: hex(bytes), as: UTF8.self)
  }

  /// The value of a lower-case hexadecimal digit, or nil.
  static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }

  static func bytes(hex text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 2 == 0 else { return nil }
    var result: [UInt8] = []
    var high: UInt8?
    for digit in text {
      guard let value = hexValue(digit) else { return nil }
      if let upper = high {
        result.append(upper << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return result
  }

  static func appendBase64(_ bytes: [UInt8], to text: inout [UInt8]) {
    var offset = 0
    while offset < bytes.count {
      let left = bytes.count - offset
      let a = bytes[offset]
      let b = left > 1 ? bytes[offset + 1] : 0
      let c = left > 2 ? bytes[offset + 2] : 0
      text.append(base64Digits[Int(a >> 2)])
      text.append(base64Digits[Int((a & 3) << 4 | b >> 4)])
      text.append(left > 1 ? base64Digits[Int((b & 15) << 2 | c >> 6)] : 0x3D)
      text.append(left > 2 ? base64Digits[Int(c & 63)] : 0x3D)
      offset += 3
    }
  }

  private static let base64Values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, digit) in base64Digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// How many bytes a text stands for; nil where `bytes(base64:)` is nil.
  static func byteCount(base64 text: UnsafeRawBufferPointer) -> Int? {
    guard text.count % 4 == 0 else { return nil }
    var padding = 0
    if text.count > 0, text[text.count - 1] == 0x3D { padding += 1 }
    if text.count > 1, text[text.count - 2] == 0x3D { padding += 1 }
    var last: UInt8 = 0
    let isSound = base64Values.withUnsafeBufferPointer { values in
      for place in 0..<(text.count - padding) {
        last = values[Int(text[place])]
        if last == 0xFF { return false }
      }
      return true
    }
    // The bits that the padding leaves over are zero.
    guard isSound, last & (padding == 0 ? 0 : padding == 1 ? 0b11 : 0b1111) == 0 else { return nil }
    guard padding == 0 || text.count > padding else { return nil }
    return text.count / 4 * 3 - padding
  }

  /// Strict: whole groups, canonical padding.
  static func bytes(base64 text: UnsafeRawBufferPointer) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3)
    var padding = 0
    if text.count > 0, text[text.count - 1] == 0x3D { padding += 1 }
    if text.count > 1, text[text.count - 2] == 0x3D { padding += 1 }
    for group in stride(from: 0, to: text.count, by: 4) {
      var word: UInt32 = 0
      for place in 0..<4 {
        let isPadding = group + place >= text.count - padding
        let value = isPadding ? 0 : base64Values[Int(text[group + place])]
        guard value != 0xFF else { return nil }
        word = word << 6 | UInt32(value)
      }
      result.append(UInt8(word >> 16 & 0xFF))
      result.append(UInt8(word >> 8 & 0xFF))
      result.append(UInt8(word & 0xFF))
    }
    let spare = result.suffix(padding)
    guard spare.allSatisfy({ $0 == 0 }) else { return nil }
    result.removeLast(padding)
    return result
  }
}
