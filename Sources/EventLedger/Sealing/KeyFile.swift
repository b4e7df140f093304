internal import Crypto

/// The header of a key file, twice: at 0 and at 512. The one with the larger count holds.
struct KeyFileHeader: Equatable {
  static let regionByteCount = 4_096
  static let magic = Array("XBKEYS1\n".utf8)
  static let byteCount = 64
  /// AES-256-GCM wraps the slots and seals the values.
  static let suite: UInt32 = 1

  var store: [UInt8]
  /// Number of the key in the first slot.
  var first: UInt64
  /// Durable slots.
  var count: UInt64
  /// Tells the workspace key apart without revealing it.
  var mark: [UInt8]

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(Self.magic)
    writer.append(Self.suite)
    writer.append(UInt32(KeySlot.byteCount))
    writer.append(store)
    writer.append(first)
    writer.append(count)
    writer.append(mark)
    writer.pad(to: Self.byteCount - 4)
    writer.append(CRC32C.checksum(writer.bytes))
    return writer.bytes
  }

  private static func read(_ bytes: UnsafeRawBufferPointer, store: StoreIdentity) -> Self? {
    var reader = ByteReader(bytes)
    guard reader.take(8) == magic, reader.number(UInt32.self) == suite,
      reader.number(UInt32.self) == UInt32(KeySlot.byteCount)
    else { return nil }
    let header = KeyFileHeader(
      store: reader.take(16), first: reader.number(), count: reader.number(),
      mark: reader.take(8))
    guard header.store == store.uuid,
      header.encoded.withUnsafeBytes({ compareBytes($0, bytes) }) == 0
    else { return nil }
    return header
  }

  private static func both(_ bytes: UnsafeRawBufferPointer, store: StoreIdentity) -> [Self?] {
    [0, 512].map { start in
      guard start + byteCount <= bytes.count else { return nil }
      return read(
        UnsafeRawBufferPointer(rebasing: bytes[start..<(start + byteCount)]), store: store)
    }
  }

  static func newestPlace(_ bytes: UnsafeRawBufferPointer, store: StoreIdentity) -> Int? {
    let counts = both(bytes, store: store).map { $0?.count }
    guard let largest = counts.compactMap({ $0 }).max() else { return nil }
    return counts.firstIndex { $0 == largest }
  }

  static func newest(_ bytes: UnsafeRawBufferPointer, store: StoreIdentity) -> Self? {
    newestPlace(bytes, store: store).flatMap { both(bytes, store: store)[$0] }
  }

  func place(after place: Int) -> Int { 1 - place }

  func write(_ file: OpenFile, place: Int) throws(FileError) {
    try encoded.lend { bytes throws(FileError) in try file.write(bytes, at: UInt64(place) * 512) }
  }
}

/// One key of the pool: state, nonce, wrapped key, tag. 64 bytes, never across a sector.
enum KeySlot {
  static let byteCount = 64
  private static let live: UInt8 = 1
  private static let destroyed: UInt8 = 0xE5

  static func offset(_ slot: UInt64) -> UInt64 {
    UInt64(KeyFileHeader.regionByteCount) + slot * UInt64(byteCount)
  }

  /// A destroyed key: the mark everywhere, so that no single flipped bit brings doubt.
  static let erased = [UInt8](repeating: destroyed, count: byteCount)

  static func isErased(_ slot: some Sequence<UInt8>) -> Bool {
    slot.count(where: { $0 == destroyed }) > byteCount / 2
  }

  private static func context(_ key: UInt64, _ store: StoreIdentity) -> [UInt8] {
    Array("\(store.uuidText) key \(key)".utf8)
  }

  /// A new key, wrapped.
  static func fresh(
    key: UInt64, store: StoreIdentity, workspace: WorkspaceKey, randomness: any LedgerRandomness
  ) -> [UInt8] {
    var random = [UInt8](repeating: 0, count: 44)
    random.withUnsafeMutableBytes { randomness.fill($0) }
    let nonce = Array(random[0..<12])
    let wrapped = Cipher.seal(
      Array(random[12...]), key: workspace.wrapping, nonce: nonce, context: context(key, store))
    var slot: [UInt8] = [live, 0, 0, 0]
    slot += nonce
    slot += wrapped
    return slot
  }

  static func open(
    _ slot: [UInt8], key: UInt64, store: StoreIdentity, workspace: WorkspaceKey
  ) -> KeyPool.Slot {
    if isErased(slot) { return .erased }
    guard Array(slot[0..<4]) == [live, 0, 0, 0],
      let plain = Cipher.open(
        Array(slot[16...]), key: workspace.wrapping, nonce: Array(slot[4..<16]),
        context: context(key, store))
    else { return .missing }
    return .key(plain)
  }
}

/// The key under which the pool is wrapped, and what is derived from it.
struct WorkspaceKey: Sendable {
  static let byteCount = 32
  let wrapping: [UInt8]
  private let lookup: SymmetricKey
  private let gram: SymmetricKey
  let mark: [UInt8]

  init(_ bytes: [UInt8]) {
    let root = SymmetricKey(data: bytes)
    wrapping = Self.derive(root, "xiaobao 1 wrap")
    lookup = SymmetricKey(data: Self.derive(root, "xiaobao 1 look-up"))
    gram = SymmetricKey(data: Self.derive(root, "xiaobao 1 gram"))
    mark = Array(Self.derive(root, "xiaobao 1 mark").prefix(8))
  }

  private static func derive(_ key: SymmetricKey, _ label: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(label.utf8), using: key))
  }

  /// The number of an n-gram in text runs: says nothing to whoever has no key.
  func gramHash(_ gram: UInt64) -> UInt32 {
    var hash: UInt32 = 0
    let message =
      StoreIdentity.bigEndian(UInt32(gram >> 32))
      + StoreIdentity.bigEndian(UInt32(truncatingIfNeeded: gram))
    for byte in HMAC<SHA256>.authenticationCode(for: message, using: self.gram).prefix(4) {
      hash = hash << 8 | UInt32(byte)
    }
    return hash
  }

  /// The number of a whole value in text runs. Other values may have the same: whoever finds by it opens
  /// the text and looks.
  func matchHash(_ value: String, field: String) -> UInt32 {
    lookupHash(scope: field, Array(value.utf8)).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  func lookupHash(scope: String, _ bytes: [UInt8]) -> [UInt8] {
    let message = Array(scope.utf8) + [0] + bytes
    return Array(HMAC<SHA256>.authenticationCode(for: message, using: lookup))
  }
}

/// AES-256-GCM; the tag follows the ciphertext.
enum Cipher {
  static func seal(
    _ plain: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]
  ) -> [UInt8] {
    do {
      let box = try AES.GCM.seal(
        plain, using: SymmetricKey(data: key), nonce: AES.GCM.Nonce(data: nonce),
        authenticating: context)
      return Array(box.ciphertext) + Array(box.tag)
    } catch {
      preconditionFailure("a key of 32 bytes and a nonce of 12 always seal")
    }
  }

  /// nil = wrong key, or changed bytes.
  static func open(
    _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]
  ) -> [UInt8]? {
    guard sealed.count >= 16,
      let box = try? AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: nonce), ciphertext: sealed.dropLast(16),
        tag: sealed.suffix(16)),
      let plain = try? AES.GCM.open(box, using: SymmetricKey(data: key), authenticating: context)
    else { return nil }
    return Array(plain)
  }
}
