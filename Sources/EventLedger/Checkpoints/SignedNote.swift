internal import Crypto

/// A text with Ed25519 signatures, in the form of C2SP signed-note.
public struct SignedNote: Sendable, Equatable {
  /// The whole note, byte for byte.
  public let text: String
  /// What it states.
  public let checkpoint: Checkpoint
  /// Key names with the four bytes of key hash and the signature.
  private let signatures: [Signature]

  private struct Signature: Sendable, Equatable {
    let name: String
    let keyHash: [UInt8]
    let bytes: [UInt8]
  }

  /// A note longer than this is none of ours.
  static let byteCountMax = 1 << 16
  private static let mark = "\u{2014} "

  /// Reads a note; the signature is not checked here.
  ///
  /// - Throws: `noteRefused(.unreadable)`.
  public init(_ bytes: [UInt8]) throws(LedgerError) {
    guard bytes.count <= Self.byteCountMax, let text = String(validating: bytes, as: UTF8.self),
      let gap = text.firstRange(of: "\n\n")
    else { throw .noteRefused(.unreadable) }
    let body = String(text[..<gap.lowerBound]) + "\n"
    var signatures: [Signature] = []
    let lines = text[gap.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, lines.last?.isEmpty == true else { throw .noteRefused(.unreadable) }
    for line in lines.dropLast() {
      guard let signature = Self.signature(line) else { throw .noteRefused(.unreadable) }
      signatures.append(signature)
    }
    guard let checkpoint = Checkpoint(body: body) else { throw .noteRefused(.unreadable) }
    self.text = text
    self.checkpoint = checkpoint
    self.signatures = signatures
  }

  private static func signature(_ line: Substring) -> Signature? {
    guard line.hasPrefix(mark) else { return nil }
    let words = line.dropFirst(mark.count).split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, !words[0].isEmpty,
      let bytes = Array(words[1].utf8).withUnsafeBytes({ TextCoding.bytes(base64: $0) }),
      bytes.count > 4
    else { return nil }
    return Signature(
      name: String(words[0]), keyHash: Array(bytes[..<4]), bytes: Array(bytes[4...]))
  }

  /// Signs a statement.
  init(_ checkpoint: Checkpoint, signer: NoteSigner) throws(LedgerError) {
    let body = checkpoint.body
    let bytes = try signer.signature(Array(body.utf8))
    var encoded: [UInt8] = []
    TextCoding.appendBase64(signer.key.keyHash + bytes, to: &encoded)
    text =
      "\(body)\n\(Self.mark)\(signer.key.name) \(String(decoding: encoded, as: UTF8.self))\n"
    self.checkpoint = checkpoint
    signatures = [Signature(name: signer.key.name, keyHash: signer.key.keyHash, bytes: bytes)]
  }

  /// The note is what the holder of the key signed.
  ///
  /// - Throws: `noteRefused(.unknownKey)` when no signature is of this key, `.wrongSignature` when
  ///   one is and does not fit the text.
  public func check(by key: NoteKey) throws(LedgerError) {
    guard
      let signature = signatures.first(where: {
        $0.name == key.name && $0.keyHash == key.keyHash
      })
    else { throw .noteRefused(.unknownKey(key.name)) }
    guard key.accepts(signature.bytes, of: Array(checkpoint.body.utf8)) else {
      throw .noteRefused(.wrongSignature)
    }
  }
}

/// Why a signed note can not be used.
public enum NoteFault: Sendable, Equatable {
  /// The text is no note of a ledger.
  case unreadable
  /// No signature on it is of the key given (its name).
  case unknownKey(String)
  /// The text was changed after it was signed.
  case wrongSignature
  /// It speaks of another store (identifier).
  case otherStore(String)
  /// The text is no public key.
  case badKey
}

/// A public key with its name, as `name+hash+base64`.
public struct NoteKey: Sendable, Equatable {
  /// Name of the key: that of the log it signs for.
  public let name: String
  private let key: [UInt8]

  /// The kind of key in the form's first byte.
  static let algorithm: UInt8 = 1
  private static let byteCount = 32

  init(name: String, key: [UInt8]) {
    self.name = name
    self.key = key
  }

  /// Reads `name+hash+base64`; space around it does not count.
  ///
  /// - Throws: `noteRefused(.badKey)`.
  public init(_ text: String) throws(LedgerError) {
    let bare = text.split(whereSeparator: \.isWhitespace)
    let parts = bare.first?.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard bare.count == 1, let parts, parts.count == 3, !parts[0].isEmpty,
      let bytes = Array(parts[2].utf8).withUnsafeBytes({ TextCoding.bytes(base64: $0) }),
      bytes.count == Self.byteCount + 1, bytes[0] == Self.algorithm
    else { throw .noteRefused(.badKey) }
    self.init(name: String(parts[0]), key: Array(bytes[1...]))
    guard TextCoding.hexText(keyHash) == parts[1] else { throw .noteRefused(.badKey) }
  }

  /// The first four bytes of SHA-256 over name, line feed, algorithm and key.
  var keyHash: [UInt8] {
    Array(SHA256.hash(data: Array(name.utf8) + [0x0A, Self.algorithm] + key).prefix(4))
  }

  /// `name+hash+base64`, as people hand it on.
  public var text: String {
    var encoded: [UInt8] = []
    TextCoding.appendBase64([Self.algorithm] + key, to: &encoded)
    return "\(name)+\(TextCoding.hexText(keyHash))+\(String(decoding: encoded, as: UTF8.self))"
  }

  func accepts(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
    return key.isValidSignature(signature, for: bytes)
  }
}
