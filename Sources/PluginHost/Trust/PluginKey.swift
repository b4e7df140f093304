internal import Crypto

/// The public half of a key that signs plugin packages: Ed25519.
public struct PluginKey: Sendable, Hashable, CustomStringConvertible {
  /// The 32 bytes of the key.
  let bytes: [UInt8]

  /// Reads `ed25519:` and 64 lower-case hexadecimal digits.
  public init?(_ text: String) {
    guard text.hasPrefix("ed25519:"),
      let bytes = Hexadecimal.bytes(of: text.dropFirst(8), count: 32)
    else { return nil }
    self.bytes = bytes
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// `ed25519:` and the digits.
  public var description: String { "ed25519:" + Hexadecimal.text(of: bytes) }

  /// Whether this key signed the message.
  func isSigner(of message: [UInt8], _ signature: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
      return false
    }
    return key.isValidSignature(signature, for: message)
  }
}

/// A key that signs plugin packages. Its holder answers for what is signed.
public struct PluginSigningKey: Sendable {
  private let secret: Curve25519.Signing.PrivateKey

  /// Makes a key by the system's random numbers.
  public init() { secret = Curve25519.Signing.PrivateKey() }

  /// Reads the text of a key file: `ed25519-secret:` and 64 hexadecimal digits.
  public init?(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).first ?? ""
    guard line.hasPrefix("ed25519-secret:"),
      let bytes = Hexadecimal.bytes(of: line.dropFirst(15), count: 32),
      let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
    else { return nil }
    self.secret = secret
  }

  /// What a key file holds.
  public var text: String {
    "ed25519-secret:" + Hexadecimal.text(of: secret.rawRepresentation) + "\n"
  }

  /// The half that others may have.
  public var publicKey: PluginKey { PluginKey(bytes: Array(secret.publicKey.rawRepresentation)) }

  /// Signs a message; nil only where the library refuses the key.
  func signature(of message: [UInt8]) -> [UInt8]? {
    (try? secret.signature(for: message)).map { Array($0) }
  }
}

/// A key that a site trusts.
public struct TrustedKey: Sendable, Equatable {
  /// What the site calls its holder.
  public let name: String
  /// The key.
  public let key: PluginKey

  /// A key by its name.
  public init(name: String, key: PluginKey) {
    self.name = name
    self.key = key
  }
}
