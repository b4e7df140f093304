internal import Crypto

/// The private key that signs checkpoints, beside the pool of keys.
struct CheckpointKey {
  static let fileName = "checkpoint.key"
  let verifier: CheckpointVerifier
  private let key: Curve25519.Signing.PrivateKey

  private init(_ bytes: [UInt8], store: StoreIdentity) throws(LedgerError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else {
      throw .keysUnusable(path: Self.fileName)
    }
    self.key = key
    verifier = CheckpointVerifier(
      name: "xiaobao-" + store.uuidText.prefix(8), key: Array(key.publicKey.rawRepresentation))
  }

  /// The key of a store; nil = none was made yet.
  static func read(
    _ keyPath: String, _ store: StoreIdentity, _ files: any FileSystem
  ) throws(LedgerError) -> CheckpointKey? {
    let path = keyPath + "/" + fileName
    let found = try onDisk(path) { () throws(FileError) in try files.contents(path) }
    return try found.map { bytes throws(LedgerError) in try CheckpointKey(bytes, store: store) }
  }

  /// The key of a store, made on first use and readable by its owner only.
  static func provided(
    _ keyPath: String, _ store: StoreIdentity, _ environment: LedgerEnvironment
  ) throws(LedgerError) -> CheckpointKey {
    let files = environment.fileSystem
    if let key = try read(keyPath, store, files) { return key }
    var bytes = [UInt8](repeating: 0, count: 32)
    bytes.withUnsafeMutableBytes { environment.randomness.fill($0) }
    let made = try CheckpointKey(bytes, store: store)
    try onDisk(keyPath) { () throws(FileError) in
      try files.publish(bytes, at: keyPath + "/" + fileName, in: keyPath, permissions: 0o600)
    }
    return made
  }

  /// The note of a checkpoint: its text, an empty line, the signature.
  func note(_ checkpoint: Checkpoint) throws(LedgerError) -> String {
    let text = checkpoint.text
    guard let signature = try? key.signature(for: Array(text.utf8)) else {
      throw .keysUnusable(path: Self.fileName)
    }
    var base64: [UInt8] = []
    TextCoding.appendBase64(verifier.keyID + Array(signature), to: &base64)
    return text + "\n\u{2014} \(verifier.name) \(String(decoding: base64, as: UTF8.self))\n"
  }
}
