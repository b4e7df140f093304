/// A hash of bytes that is the same in every process and on every machine; not secret.
enum KeyHash {
  private static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let factor: UInt64 = 0xD6E8_FEB8_6659_FD93

  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = seed ^ UInt64(bytes.count) &* factor
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = mixed(
        hash ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    if offset < bytes.count {
      var rest: UInt64 = 0
      for place in (offset..<bytes.count).reversed() { rest = rest << 8 | UInt64(bytes[place]) }
      hash = mixed(hash ^ rest)
    }
    return mixed(hash)
  }

  static func hash(_ numbers: some Sequence<Int64>) -> UInt64 {
    var hash = seed
    for number in numbers { hash = mixed(hash ^ UInt64(bitPattern: number)) }
    return mixed(hash)
  }

  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low &+ (value >> 29)
  }

  /// A slot below `count`, from the hash's upper half.
  @inline(__always)
  static func slot(_ hash: UInt64, of count: Int) -> Int {
    Int(((hash >> 32) &* UInt64(count)) >> 32)
  }
}
