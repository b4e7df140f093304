internal import Crypto

/// The key pair that signs checkpoints, beside the key pool.
struct NoteSigner {
  let key: NoteKey
  private let secret: Curve25519.Signing.PrivateKey

  static let secretName = "checkpoint.key"
  static let publicName = "checkpoint.pub"
  private static let lead = "PRIVATE+KEY+"
  private static let seedByteCount = 32

  private init?(name: String, seed: [UInt8]) {
    guard let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      return nil
    }
    self.secret = secret
    key = NoteKey(name: name, key: Array(secret.publicKey.rawRepresentation))
  }

  /// `PRIVATE+KEY+name+hash+base64` of algorithm and seed.
  private init?(_ text: String) {
    let bare = text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    guard bare.hasPrefix(Self.lead) else { return nil }
    let parts = bare.dropFirst(Self.lead.count).split(separator: "+", maxSplits: 2)
    guard parts.count == 3,
      let bytes = Array(parts[2].utf8).withUnsafeBytes({ TextCoding.bytes(base64: $0) }),
      bytes.count == Self.seedByteCount + 1, bytes[0] == NoteKey.algorithm
    else { return nil }
    self.init(name: String(parts[0]), seed: Array(bytes[1...]))
    guard TextCoding.hexText(key.keyHash) == parts[1] else { return nil }
  }

  private static func text(_ key: NoteKey, seed: [UInt8]) -> [UInt8] {
    var encoded: [UInt8] = []
    TextCoding.appendBase64([NoteKey.algorithm] + seed, to: &encoded)
    return Array("\(lead)\(key.name)+\(TextCoding.hexText(key.keyHash))+".utf8) + encoded + [0x0A]
  }

  /// The pair of a store; made when there is none yet.
  ///
  /// The secret is durable before anything is signed with it.
  static func provided(
    in keyPath: String, store: StoreIdentity, _ environment: LedgerEnvironment
  ) throws(LedgerError) -> NoteSigner {
    let path = keyPath + "/" + secretName
    let files = environment.fileSystem
    let found = try onDisk(path) { () throws(FileError) in try files.contents(path) }
    let name = Checkpoint.origin(store.uuidText)
    if let found {
      guard let signer = NoteSigner(String(decoding: found, as: UTF8.self)), signer.key.name == name
      else { throw .keysUnusable(path: path) }
      try signer.publish(in: keyPath, files)
      return signer
    }
    var seed = [UInt8](repeating: 0, count: seedByteCount)
    seed.withUnsafeMutableBytes { environment.randomness.fill($0) }
    guard let signer = NoteSigner(name: name, seed: seed) else { throw .keysUnusable(path: path) }
    try onDisk(path) { () throws(FileError) in
      try files.makeDirectory(keyPath, permissions: 0o700)
      try files.publish(text(signer.key, seed: seed), at: path, in: keyPath, permissions: 0o600)
    }
    try signer.publish(in: keyPath, files)
    return signer
  }

  /// Writes the public key into a folder, unless it stands there already.
  func publish(in folder: String, _ files: any FileSystem) throws(LedgerError) {
    let path = folder + "/" + Self.publicName
    let text = Array((key.text + "\n").utf8)
    try onDisk(path) { () throws(FileError) in
      if try files.contents(path) != text { try files.publish(text, at: path, in: folder) }
    }
  }

  func signature(_ bytes: [UInt8]) throws(LedgerError) -> [UInt8] {
    guard let signature = try? secret.signature(for: bytes) else {
      throw .keysUnusable(path: Self.secretName)
    }
    return Array(signature)
  }
}
