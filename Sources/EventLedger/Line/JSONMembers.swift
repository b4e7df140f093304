/// Walks the members of a JSON object, or the elements of an array, where they stand: no copy, no
/// tree. Only for JSON that the ledger has accepted, such as a line's `data`.
public struct JSONMembers {
  private let bytes: UnsafeRawBufferPointer
  private var place: Int

  /// Over the members of an object or the elements of an array.
  public init(_ value: UnsafeRawBufferPointer) {
    bytes = value
    place = 0
    skipSpace()
    place += 1
  }

  /// The next member's name (between its quotes) and value; nil at the end.
  public mutating func next() -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)? {
    skipSpace()
    if place < bytes.count, bytes[place] == 0x2C {
      place += 1
      skipSpace()
    }
    guard place < bytes.count, bytes[place] == 0x22 else { return nil }
    let start = place + 1
    passString()
    let name = part(start, place - 1)
    skipSpace()
    place += 1
    skipSpace()
    return (name, value())
  }

  /// The next element of an array; nil at the end.
  public mutating func nextElement() -> UnsafeRawBufferPointer? {
    skipSpace()
    if place < bytes.count, bytes[place] == 0x2C {
      place += 1
      skipSpace()
    }
    guard place < bytes.count, bytes[place] != 0x5D else { return nil }
    return value()
  }

  private func part(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      rebasing: bytes[min(start, bytes.count)..<min(max(start, end), bytes.count)])
  }

  private mutating func skipSpace() {
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
  }

  /// From an opening quote to behind the closing one.
  private mutating func passString() {
    place += 1
    while place < bytes.count, bytes[place] != 0x22 {
      place += bytes[place] == 0x5C ? 2 : 1
    }
    place += 1
  }

  private mutating func value() -> UnsafeRawBufferPointer {
    let start = place
    guard place < bytes.count else { return part(start, start) }
    switch bytes[place] {
    case 0x22: passString()
    case 0x7B, 0x5B: passNested()
    default:
      while place < bytes.count, !Self.endsScalar(bytes[place]) { place += 1 }
    }
    return part(start, place)
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x7D || byte == 0x5D || byte <= 0x20
  }

  private mutating func passNested() {
    var depth = 0
    while place < bytes.count {
      switch bytes[place] {
      case 0x22:
        passString()
        continue
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D: depth -= 1
      default: break
      }
      place += 1
      if depth == 0 { return }
    }
  }
}

/// Reads one JSON value where it stands.
public enum JSONRaw {
  /// A whole number without fraction and exponent; nil = another value.
  public static func integer(_ value: UnsafeRawBufferPointer) -> Int64? {
    guard let first = value.first else { return nil }
    let isNegative = first == 0x2D
    var number: Int64 = 0
    let digits = isNegative ? value.dropFirst() : value[...]
    guard !digits.isEmpty else { return nil }
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, isBeyond) = product.subtractingReportingOverflow(Int64(digit - 0x30))
      if isTooLarge || isBeyond { return nil }
      number = sum
    }
    // Counted downwards, because the least number has no positive twin.
    if isNegative { return number }
    return number == Int64.min ? nil : -number
  }

  /// Whether the value is `true`.
  public static func isTrue(_ value: UnsafeRawBufferPointer) -> Bool {
    value.count == 4 && value[0] == 0x74
  }

  /// Lends the text of a string value, unescaped; nil = another value.
  public static func withText<R>(
    _ value: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> R
  ) -> R? {
    guard value.count >= 2, value[0] == 0x22 else { return nil }
    let inner = UnsafeRawBufferPointer(rebasing: value[1..<(value.count - 1)])
    guard inner.contains(0x5C) else { return body(inner) }
    return unescaped(inner).withUnsafeBytes { body($0) }
  }

  /// The text of a string value; nil = another value.
  public static func text(_ value: UnsafeRawBufferPointer) -> String? {
    withText(value) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a name or inner text is this one.
  @inline(__always)
  public static func isEqual(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    bytes.count == text.utf8CodeUnitCount
      && compareBytes(bytes, UnsafeRawBufferPointer(start: text.utf8Start, count: bytes.count)) == 0
  }

  private static func unescaped(_ inner: UnsafeRawBufferPointer) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(inner.count)
    var place = 0
    while place < inner.count {
      guard inner[place] == 0x5C, place + 1 < inner.count else {
        plain.append(inner[place])
        place += 1
        continue
      }
      let mark = inner[place + 1]
      place += 2
      switch mark {
      case 0x62: plain.append(0x08)
      case 0x66: plain.append(0x0C)
      case 0x6E: plain.append(0x0A)
      case 0x72: plain.append(0x0D)
      case 0x74: plain.append(0x09)
      case 0x75: appendEscape(inner, &place, &plain)
      default: plain.append(mark)
      }
    }
    return plain
  }

  private static func appendEscape(
    _ inner: UnsafeRawBufferPointer, _ place: inout Int, _ plain: inout [UInt8]
  ) {
    guard let high = unit(inner, place) else { return }
    place += 4
    var scalar = UInt32(high)
    if (0xD800..<0xDC00).contains(high), place + 1 < inner.count, inner[place] == 0x5C,
      inner[place + 1] == 0x75, let low = unit(inner, place + 2), (0xDC00..<0xE000).contains(low)
    {
      scalar = 0x1_0000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
      place += 6
    }
    plain.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }

  private static func unit(_ inner: UnsafeRawBufferPointer, _ place: Int) -> UInt16? {
    guard place + 4 <= inner.count else { return nil }
    var number: UInt16 = 0
    for digit in inner[place..<(place + 4)] {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x41...0x46: value = digit - 0x41 + 10
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      number = number << 4 | UInt16(value)
    }
    return number
  }
}
