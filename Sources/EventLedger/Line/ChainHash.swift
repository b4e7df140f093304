internal import Crypto

/// A chain hash as its 64 hexadecimal characters, the form in which it is hashed on.
struct ChainHash: Sendable, Equatable {
  private var characters: SIMD64<UInt8>

  /// Before the first line: 64 zeros.
  static let origin = ChainHash(characters: SIMD64(repeating: 0x30))

  private init(characters: SIMD64<UInt8>) { self.characters = characters }

  /// From 64 lower-case hexadecimal characters.
  init?(_ text: UnsafeRawBufferPointer) {
    guard Self.isValid(text) else { return nil }
    characters = text.loadUnaligned(as: SIMD64<UInt8>.self)
  }

  init?(_ text: [UInt8]) {
    guard let hash = text.withUnsafeBytes({ ChainHash($0) }) else { return nil }
    self = hash
  }

  /// The hash of a line whose bytes up to `,"h":` are `body`.
  func next(_ body: UnsafeRawBufferPointer) -> ChainHash {
    var hasher = SHA256()
    Swift.withUnsafeBytes(of: characters) { hasher.update(bufferPointer: $0) }
    hasher.update(bufferPointer: body)
    return ChainHash(digest: hasher.finalize())
  }

  /// Whether 64 characters are the hash of a line behind another's 64; nothing is copied.
  static func isHash(
    _ stored: UnsafeRawBufferPointer, of body: UnsafeRawBufferPointer,
    after previous: UnsafeRawBufferPointer
  ) -> Bool {
    var hasher = SHA256()
    hasher.update(bufferPointer: previous)
    hasher.update(bufferPointer: body)
    return hasher.finalize().withUnsafeBytes { bytes in
      pairs.withUnsafeBufferPointer { pairs in
        var difference: UInt16 = 0
        for (place, byte) in bytes.enumerated() {
          let pair = stored.loadUnaligned(fromByteOffset: place * 2, as: UInt16.self)
          difference |= pairs[Int(byte)] ^ pair
        }
        return difference == 0
      }
    }
  }

  private init(digest: SHA256.Digest) {
    var text = SIMD64<UInt8>()
    digest.withUnsafeBytes { bytes in
      withUnsafeMutableBytes(of: &text) { text in
        Self.pairs.withUnsafeBufferPointer { pairs in
          for (place, byte) in bytes.enumerated() {
            text.storeBytes(of: pairs[Int(byte)], toByteOffset: place * 2, as: UInt16.self)
          }
        }
      }
    }
    characters = text
  }

  /// The two characters of each byte, as they stand in memory.
  private static let pairs: [UInt16] = (0...255).map { byte in
    UInt16(TextCoding.hexDigits[byte >> 4]) | UInt16(TextCoding.hexDigits[byte & 15]) << 8
  }.map(\.littleEndian)

  /// 0 for a lower-case hexadecimal character, 1 for any other.
  private static let faults: [UInt8] = (0...255).map { TextCoding.hexValue($0) == nil ? 1 : 0 }

  /// Whether 64 characters are lower-case hexadecimal.
  static func isValid(_ text: UnsafeRawBufferPointer) -> Bool {
    faults.withUnsafeBufferPointer { faults in
      var fault: UInt8 = 0
      for character in text { fault |= faults[Int(character)] }
      return fault == 0 && text.count == 64
    }
  }

  func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    Swift.withUnsafeBytes(of: characters) { body($0) }
  }

  var bytes: [UInt8] { withBytes { Array($0) } }
  var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  /// SHA-256 of bytes that are fed in parts, as for whole files.
  struct Digest {
    private var hasher = SHA256()
    mutating func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }
    func text() -> String { ChainHash(digest: hasher.finalize()).text }
  }
}
