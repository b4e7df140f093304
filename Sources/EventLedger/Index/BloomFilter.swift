/// Says of most absent keys that they are absent, with one small read.
///
/// Blocks of 512 bytes: 508 bytes of bits, then their CRC-32C. A key sets six bits of one block.
enum BloomFilter {
  static let blockByteCount = 512
  static let bitCount: UInt64 = 508 * 8
  static let keysInBlock = 400
  private static let probeCount = 6

  static func blockCount(keyCount: UInt64) -> UInt64 {
    (keyCount + UInt64(keysInBlock) - 1) / UInt64(keysInBlock)
  }

  /// FNV-1a with a final mix; the same in every process and on every machine.
  static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }

  static func block(_ hash: UInt64, of count: UInt64) -> UInt64 { (hash >> 32) % count }

  private static func bit(_ hash: UInt64, _ probe: Int) -> Int {
    let low = hash & 0xFFFF_FFFF
    let step = (hash >> 17 & 0xFFFF) | 1
    return Int((low &+ UInt64(probe) &* step) % bitCount)
  }

  /// The filter's bytes for all keys of a run.
  static func encoded(hashes: [UInt64]) -> [UInt8] {
    let count = blockCount(keyCount: UInt64(hashes.count))
    var bytes = [UInt8](repeating: 0, count: Int(count) * blockByteCount)
    for hash in hashes {
      let start = Int(block(hash, of: count)) * blockByteCount
      for probe in 0..<probeCount {
        let bit = bit(hash, probe)
        bytes[start + bit / 8] |= 1 << UInt8(bit % 8)
      }
    }
    for start in stride(from: 0, to: bytes.count, by: blockByteCount) {
      let sum = bytes.withUnsafeBytes {
        CRC32C.checksum(UnsafeRawBufferPointer(rebasing: $0[start..<(start + 508)]))
      }
      withUnsafeBytes(of: sum.littleEndian) {
        for (place, byte) in $0.enumerated() { bytes[start + 508 + place] = byte }
      }
    }
    return bytes
  }

  static func isSound(_ block: UnsafeRawBufferPointer) -> Bool {
    block.count == blockByteCount
      && UInt32(littleEndian: block.loadUnaligned(fromByteOffset: 508, as: UInt32.self))
        == CRC32C.checksum(UnsafeRawBufferPointer(rebasing: block[0..<508]))
  }

  static func mayContain(_ block: UnsafeRawBufferPointer, _ hash: UInt64) -> Bool {
    for probe in 0..<probeCount {
      let bit = bit(hash, probe)
      if block[bit / 8] & 1 << UInt8(bit % 8) == 0 { return false }
    }
    return true
  }
}
