internal import Crypto

/// SHA-256 over a plugin's files, what the site file pins.
///
/// The digested text has, for each file in the order of the paths' bytes, the three lines path, byte
/// length and SHA-256 in hexadecimal. Tests, `README` files and dot files are left out: they do
/// not run.
public struct PluginDigest: Sendable, Hashable, CustomStringConvertible {
  /// 64 hexadecimal digits.
  public let hex: String

  /// Reads `sha256:` and 64 lower-case hexadecimal digits.
  public init?(_ text: String) {
    guard text.hasPrefix("sha256:") else { return nil }
    let hex = String(text.dropFirst(7))
    guard hex.utf8.count == 64,
      hex.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.hex = hex
  }

  init(of files: [PluginFolder.File]) {
    var text: [UInt8] = []
    for file in files where Self.counts(file.path) {
      text += Array("\(file.path)\n\(file.bytes.count)\n\(SHA256.hex(of: file.bytes))\n".utf8)
    }
    hex = SHA256.hex(of: text)
  }

  /// `sha256:` and the digits.
  public var description: String { "sha256:\(hex)" }

  /// Whether a file belongs to what is approved.
  public static func counts(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let first = parts.first, let last = parts.last else { return false }
    return first != "tests" && !last.hasPrefix("README")
      && !parts.contains { $0.hasPrefix(".") }
  }
}

/// SHA-256 over bytes, by which attachments are kept.
public enum ContentDigest {
  /// 64 lower-case hexadecimal digits.
  public static func hex(of bytes: [UInt8]) -> String { SHA256.hex(of: bytes) }
}

extension SHA256 {
  /// The digest in hexadecimal.
  static func hex(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in hash.finalize() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
