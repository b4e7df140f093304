/// Runs and the layers of the tail above them, as of one position.
struct IndexSnapshot: Sendable {
  /// Oldest first.
  var runs: [RunFile]
  /// Oldest first, each newer than every run.
  var layers: [SortedBlock]
  /// What the runs cover.
  var covered: LedgerHead

  static let empty = IndexSnapshot(runs: [], layers: [], covered: .origin)

  /// The projection's part of the keys.
  var user: UserIndex { UserIndex(snapshot: self) }

  func get(_ key: [UInt8]) throws(LedgerError) -> [UInt8]? {
    try key.lend { key throws(LedgerError) in
      for layer in layers.reversed() {
        if let place = layer.find(key) { return layer.value(place).map(Array.init) }
      }
      guard !runs.isEmpty else { return nil }
      let hash = BloomFilter.hash(key)
      for run in runs.reversed() {
        if let (page, place) = try run.find(key, hash: hash) {
          return page.value(place).map(Array.init)
        }
      }
      return nil
    }
  }

  func sources() -> [IndexCursor] {
    runs.map { IndexCursor(run: $0) } + layers.map { IndexCursor(layer: $0) }
  }

  func scan(
    _ range: KeyRange, reversed: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(LedgerError) {
    var merged = try MergedCursor(sources(), range: range, reversed: reversed)
    while try merged.next(), let key = merged.key {
      if reversed {
        if range.lower.withUnsafeBytes({ compareBytes(key, $0) }) < 0 { return }
      } else if let upper = range.upper,
        upper.withUnsafeBytes({ compareBytes(key, $0) }) >= 0
      {
        return
      }
      guard let value = merged.value else { continue }
      if !body(key, value) { return }
    }
  }

  /// With one more layer; small neighbours are merged, so that few remain.
  func adding(_ layer: SortedBlock) throws(LedgerError) -> IndexSnapshot {
    var next = self
    next.layers.append(layer)
    while next.layers.count >= 2 {
      let (older, newer) = (next.layers[next.layers.count - 2], next.layers[next.layers.count - 1])
      guard older.storage.count <= 2 * newer.storage.count else { break }
      next.layers.removeLast(2)
      next.layers.append(try Self.merged([older, newer]))
    }
    return next
  }

  static func merged(_ layers: [SortedBlock]) throws(LedgerError) -> SortedBlock {
    var builder = SortedBlockBuilder()
    var cursor = try MergedCursor(
      layers.map { IndexCursor(layer: $0) }, range: KeyRange(), reversed: false)
    while try cursor.next(), let key = cursor.key { builder.append(key, cursor.value) }
    return builder.finishedBlock()
  }
}

/// What the projection wrote, without the ledger's own keys.
struct UserIndex: StateIndex {
  let snapshot: IndexSnapshot

  func get(_ key: [UInt8]) throws(LedgerError) -> [UInt8]? {
    try snapshot.get(IndexKey.user(key))
  }

  func scan(
    _ range: KeyRange, reversed: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(LedgerError) {
    let inner = KeyRange(
      from: IndexKey.user(range.lower), to: range.upper.map(IndexKey.user) ?? IndexKey.userEnd)
    try snapshot.scan(inner, reversed: reversed) { key, value in
      body(UnsafeRawBufferPointer(rebasing: key[1...]), value)
    }
  }
}

/// Keys of the two spaces: 0 = the ledger's own, 1 = the projection's.
enum IndexKey {
  static func user(_ key: [UInt8]) -> [UInt8] { [1] + key }
  static let userEnd: [UInt8] = [2]
  static let nextKey: [UInt8] = [0, 0x6B]

  static func matter(_ kind: String, _ id: String) -> [UInt8] {
    var key: [UInt8] = [0, 0x6D]
    key.append(contentsOf: kind.utf8)
    key.append(0)
    key.append(contentsOf: id.utf8)
    return key
  }

  static func command(_ text: String) -> [UInt8] { [0, 0x63] + Array(text.utf8) }
}

/// A matter's last line.
struct MatterHead: Equatable {
  var version: UInt64
  var position: LedgerPosition
  var sequence: UInt64

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(version)
    writer.append(position.rawValue)
    writer.append(sequence)
    return writer.bytes
  }

  init(version: UInt64, position: LedgerPosition, sequence: UInt64) {
    self.version = version
    self.position = position
    self.sequence = sequence
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.count == 24 else { return nil }
    let numbers = bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      return (reader.number(UInt64.self), reader.number(UInt64.self), reader.number(UInt64.self))
    }
    self.init(
      version: numbers.0, position: LedgerPosition(rawValue: numbers.1), sequence: numbers.2)
  }
}

extension Receipt {
  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(transaction)
    writer.append(firstSequence)
    writer.append(lastSequence)
    writer.append(position.rawValue)
    return writer.bytes
  }

  init?(repeated bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    let numbers = bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      return (0..<4).map { _ in reader.number(UInt64.self) }
    }
    self.init(
      transaction: numbers[0], firstSequence: numbers[1], lastSequence: numbers[2],
      position: LedgerPosition(rawValue: numbers[3]), repeated: true)
  }
}
