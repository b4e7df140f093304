/// Strict JSON syntax over raw bytes, without building anything.
///
/// Beyond the grammar: valid UTF-8, no line feed or carriage return anywhere, no NUL even when
/// escaped, at most 64 levels.
struct JSONSyntax {
  static let depthMax = 64
  let bytes: UnsafeRawBufferPointer
  var offset: Int

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Passes one object; false leaves `offset` at the fault.
  mutating func passObject() -> Bool { peek() == 0x7B && passValue(depth: 1) }

  private func peek() -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  private mutating func passSpace() {
    while peek() == 0x20 || peek() == 0x09 { offset += 1 }
  }

  private mutating func passValue(depth: Int) -> Bool {
    switch peek() {
    case 0x22: return passString()
    case 0x7B: return passMembers(depth: depth, close: 0x7D, named: true)
    case 0x5B: return passMembers(depth: depth, close: 0x5D, named: false)
    case 0x74: return pass("true")
    case 0x66: return pass("false")
    case 0x6E: return pass("null")
    default: return passNumber()
    }
  }

  private mutating func passMembers(depth: Int, close: UInt8, named: Bool) -> Bool {
    guard depth <= Self.depthMax else { return false }
    offset += 1
    passSpace()
    if peek() == close {
      offset += 1
      return true
    }
    while true {
      if named {
        guard passString() else { return false }
        passSpace()
        guard peek() == 0x3A else { return false }
        offset += 1
        passSpace()
      }
      guard passValue(depth: depth + 1) else { return false }
      passSpace()
      let next = peek()
      guard next == 0x2C || next == close else { return false }
      offset += 1
      if next == close { return true }
      passSpace()
    }
  }

  /// Passes a string with its quotes.
  mutating func passString() -> Bool {
    guard peek() == 0x22 else { return false }
    offset += 1
    while offset < bytes.count {
      passPlain()
      guard offset < bytes.count else { return false }
      let byte = bytes[offset]
      if byte == 0x22 {
        offset += 1
        return true
      }
      if byte == 0x5C {
        guard passEscape() else { return false }
      } else if byte < 0x20 {
        return false
      } else if byte < 0x80 {
        offset += 1
      } else {
        guard passMultibyte() else { return false }
      }
    }
    return false
  }

  /// Passes what needs no second look: eight characters of ASCII at a time, and the characters of three
  /// bytes that most Chinese text is made of.
  @inline(__always)
  private mutating func passPlain() {
    guard let base = bytes.baseAddress else { return }
    while offset + 8 <= bytes.count {
      let word = UInt64(littleEndian: (base + offset).loadUnaligned(as: UInt64.self))
      let special = Self.special(word)
      if special == 0 {
        offset += 8
        continue
      }
      offset += special.trailingZeroBitCount >> 3
      // E1 to EC: any two continuation bytes follow.
      guard offset + 3 <= bytes.count,
        base.load(fromByteOffset: offset, as: UInt8.self) &- 0xE1 < 12
      else { return }
      let second = base.load(fromByteOffset: offset + 1, as: UInt8.self)
      let third = base.load(fromByteOffset: offset + 2, as: UInt8.self)
      guard second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return }
      offset += 3
    }
  }

  /// The upper bit of each byte that is no plain ASCII: control, quote, backslash or beyond 7F. Exact up
  /// to the first such byte.
  @inline(__always)
  private static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let control = (word &- ones &* 0x20) & ~word
    let quotes = (quote &- ones) & ~quote
    let backslashes = (backslash &- ones) & ~backslash
    return (word | control | quotes | backslashes) & highs
  }

  private mutating func passEscape() -> Bool {
    guard offset + 1 < bytes.count else { return false }
    switch bytes[offset + 1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
      offset += 2
      return true
    case 0x75:
      guard let unit = codeUnit(at: offset + 2), unit != 0 else { return false }
      if unit & 0xFC00 == 0xDC00 { return false }
      if unit & 0xFC00 == 0xD800 {
        guard offset + 7 < bytes.count, bytes[offset + 6] == 0x5C, bytes[offset + 7] == 0x75,
          let low = codeUnit(at: offset + 8), low & 0xFC00 == 0xDC00
        else { return false }
        offset += 6
      }
      offset += 6
      return true
    default: return false
    }
  }

  private func codeUnit(at start: Int) -> UInt16? {
    guard start + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for place in start..<(start + 4) {
      let digit = bytes[place]
      let lower = (0x41...0x46).contains(digit) ? digit | 0x20 : digit
      guard let value = TextCoding.hexValue(lower) else { return nil }
      unit = unit << 4 | UInt16(value)
    }
    return unit
  }

  /// One character of two to four bytes: shortest form, no surrogates, at most U+10FFFF.
  private mutating func passMultibyte() -> Bool {
    let lead = bytes[offset]
    let count: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: count = 2
    case 0xE0...0xEF:
      count = 3
      if lead == 0xE0 { low = 0xA0 }
      if lead == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      count = 4
      if lead == 0xF0 { low = 0x90 }
      if lead == 0xF4 { high = 0x8F }
    default: return false
    }
    guard offset + count <= bytes.count else { return false }
    for place in 1..<count {
      guard (low...high).contains(bytes[offset + place]) else { return false }
      low = 0x80
      high = 0xBF
    }
    offset += count
    return true
  }

  private mutating func passNumber() -> Bool {
    if peek() == 0x2D { offset += 1 }
    if peek() == 0x30 {
      offset += 1
    } else if !passDigits() {
      return false
    }
    if peek() == 0x2E {
      offset += 1
      guard passDigits() else { return false }
    }
    if peek() | 0x20 == 0x65 {
      offset += 1
      if peek() == 0x2B || peek() == 0x2D { offset += 1 }
      guard passDigits() else { return false }
    }
    return true
  }

  private mutating func passDigits() -> Bool {
    let start = offset
    while (0x30...0x39).contains(peek()) { offset += 1 }
    return offset > start
  }

  /// Passes exactly these characters.
  mutating func pass(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= bytes.count, let base = bytes.baseAddress,
      systemCompare(base + offset, UnsafeRawPointer(text.utf8Start), count) == 0
    else { return false }
    offset += count
    return true
  }
}
