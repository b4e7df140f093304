internal import Crypto

/// A chain hash as its 64 hexadecimal characters, the form in which it is hashed on.
struct ChainHash: Sendable, Equatable {
  private var characters: SIMD64<UInt8>

  /// Before the first line: 64 zeros.
  static let origin = ChainHash(characters: SIMD64(repeating: 0x30))

  private init(characters: SIMD64<UInt8>) { self.characters = characters }

  /// From 64 lower-case hexadecimal characters.
  init?(_ text: UnsafeRawBufferPointer) {
    guard text.count == 64 else { return nil }
    for digit in text where TextCoding.hexValue(digit) == nil { return nil }
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

  private init(digest: SHA256.Digest) {
    var text = SIMD64<UInt8>()
    var place = 0
    digest.withUnsafeBytes { bytes in
      for byte in bytes {
        let high = byte >> 4
        let low = byte & 15
        text[place] = high < 10 ? 0x30 + high : 0x57 + high
        text[place + 1] = low < 10 ? 0x30 + low : 0x57 + low
        place += 2
      }
    }
    characters = text
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
