/// Changes of some lines over a snapshot, before they become a layer.
struct ProjectionBuffer: ProjectionView {
  private let snapshot: IndexSnapshot
  private var changes: [[UInt8]: [UInt8]?] = [:]
  /// The first failed read; whatever was derived after it is void.
  private(set) var failure: LedgerError?
  private(set) var byteCount = 0

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  var isEmpty: Bool { changes.isEmpty }

  mutating func get(_ key: [UInt8]) -> [UInt8]? { own(IndexKey.user(key)) }
  mutating func put(_ key: [UInt8], _ value: [UInt8]) { change(IndexKey.user(key), value) }
  mutating func delete(_ key: [UInt8]) { change(IndexKey.user(key), nil) }

  private mutating func own(_ key: [UInt8]) -> [UInt8]? {
    if let changed = changes[key] { return changed }
    do {
      return try snapshot.get(key)
    } catch {
      if failure == nil { failure = error }
      return nil
    }
  }

  private mutating func change(_ key: [UInt8], _ value: [UInt8]?) {
    byteCount += key.count + (value?.count ?? 0) + 16
    changes.updateValue(value, forKey: key)
  }

  /// Takes one whole transaction into account.
  mutating func take(_ lines: [LedgerLine], projection: any Projection) {
    guard let first = lines.first, let last = lines.last else { return }
    for line in lines {
      takeOwn(line)
      if !line.isStoreLine { projection.project(line, into: &self) }
    }
    if first.fields.command.count > 0 {
      let receipt = Receipt(
        transaction: first.transaction, firstSequence: first.sequence,
        lastSequence: last.sequence, position: first.position, repeated: true)
      change(IndexKey.command(first.commandKey), receipt.encoded)
    }
  }

  private mutating func takeOwn(_ line: LedgerLine) {
    let head = MatterHead(
      version: UInt64(line.matterVersion), position: line.position, sequence: line.sequence)
    change(IndexKey.matter(line.kind, line.id), head.encoded)
    guard line.fields.sealed.count > 0 else { return }
    let used = line.sealed.map(\.key).max() ?? 0
    if used >= NextKey.decode(own(IndexKey.nextKey)) {
      change(IndexKey.nextKey, NextKey.encode(used + 1))
    }
  }

  /// The changes as a layer of their own, sorted.
  func layer() -> SortedBlock {
    var builder = SortedBlockBuilder()
    let sorted = changes.sorted { left, right in
      left.key.withUnsafeBytes { a in right.key.withUnsafeBytes { compareBytes(a, $0) < 0 } }
    }
    for (key, value) in sorted {
      key.withUnsafeBytes { key in
        if let value {
          value.withUnsafeBytes { builder.append(key, $0) }
        } else {
          builder.append(key, nil)
        }
      }
    }
    return builder.finishedBlock()
  }
}

/// The number of the key that is taken next, as the index keeps it; 1 at first.
enum NextKey {
  static func encode(_ number: UInt64) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(number)
    return writer.bytes
  }

  static func decode(_ bytes: [UInt8]?) -> UInt64 {
    guard let bytes, bytes.count == 8 else { return 1 }
    return bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      return reader.number()
    }
  }
}
