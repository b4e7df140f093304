extension KeyPool {
  /// What a sealed value is bound to: moved elsewhere it does not open.
  static func context(_ store: StoreIdentity, _ matter: MatterKey, _ type: String, _ field: String)
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    for part in [store.uuidText, matter.kind, matter.id, type, field] {
      bytes.append(contentsOf: part.utf8)
      bytes.append(0)
    }
    return bytes
  }

  /// Seals a field of an event under a key of the pool.
  func seal(
    _ plaintext: SealedPlaintext, key number: UInt64, event: NewEvent,
    randomness: any LedgerRandomness
  ) throws(LedgerError) -> SealedValue {
    let key: [UInt8]
    switch try slot(number) {
    case .key(let bytes): key = bytes
    case .erased: throw .invalid(.unknownKey(number))
    case .missing: throw .keysUnusable(path: path)
    }
    var nonce = [UInt8](repeating: 0, count: 12)
    nonce.withUnsafeMutableBytes { randomness.fill($0) }
    let context = Self.context(store, event.matter, event.type, plaintext.field)
    return SealedValue(
      field: plaintext.field, key: number, suite: KeyFileHeader.suite, nonce: nonce,
      ciphertext: Cipher.seal(plaintext.bytes, key: key, nonce: nonce, context: context))
  }

  func unseal(_ entry: SealedEntry, of line: LedgerLine) throws(LedgerError) -> UnsealedValue {
    // A suite that this build does not know: the value is there, but not for it.
    guard entry.suite == UInt64(KeyFileHeader.suite) else { return .keyMissing }
    switch try slot(entry.key) {
    case .erased: return .erased
    case .missing: return .keyMissing
    case .key(let key):
      let context = Self.context(store, line.matter, line.type, entry.field)
      let plain = Cipher.open(entry.ciphertext, key: key, nonce: entry.nonce, context: context)
      return plain.map { .text($0) } ?? .keyMissing
    }
  }
}
