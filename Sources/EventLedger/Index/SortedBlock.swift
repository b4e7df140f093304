/// Sorted entries in one piece of memory: a leaf or inner page of a run, or a layer of the tail.
///
/// Layout: entries (`u32` key size, `u32` value size or `0xFFFFFFFF` = removed, key, value), then
/// a `u32` offset for each entry, then the `u32` count.
final class SortedBlock: Sendable {
  static let removed = UInt32.max
  let storage: ByteBlock
  let count: Int
  private let table: Int

  /// nil = the bytes do not have this shape.
  init?(_ storage: ByteBlock) {
    self.storage = storage
    let bytes = storage.bytes
    guard bytes.count >= 4 else { return nil }
    let count = Int(
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)))
    guard count <= (bytes.count - 4) / 12 else { return nil }
    self.count = count
    table = bytes.count - 4 - count * 4
    var expected = 0
    for place in 0..<count {
      let start = offset(place)
      guard start == expected, start + 8 <= table else { return nil }
      let (keyCount, valueCount) = sizes(start)
      expected = start + 8 + keyCount + (valueCount ?? 0)
      guard expected <= table else { return nil }
    }
    guard expected == table else { return nil }
  }

  private func word(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: storage.bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  private func offset(_ place: Int) -> Int { Int(word(table + place * 4)) }

  private func sizes(_ start: Int) -> (key: Int, value: Int?) {
    let value = word(start + 4)
    return (Int(word(start)), value == Self.removed ? nil : Int(value))
  }

  func key(_ place: Int) -> UnsafeRawBufferPointer {
    let start = offset(place)
    return storage.slice(start + 8, Int(word(start)))
  }

  /// nil = the key was removed.
  func value(_ place: Int) -> UnsafeRawBufferPointer? {
    let start = offset(place)
    let (keyCount, valueCount) = sizes(start)
    return valueCount.map { storage.slice(start + 8 + keyCount, $0) }
  }

  /// The first place whose key is not below `key`.
  func lowerBound(_ key: UnsafeRawBufferPointer) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if compareBytes(self.key(middle), key) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The place of a key, or nil.
  func find(_ key: UnsafeRawBufferPointer) -> Int? {
    let place = lowerBound(key)
    return place < count && compareBytes(self.key(place), key) == 0 ? place : nil
  }
}

/// Collects entries in rising order of their keys.
struct SortedBlockBuilder {
  private(set) var bytes: [UInt8] = []
  private var offsets: [UInt32] = []

  var count: Int { offsets.count }
  var isEmpty: Bool { offsets.isEmpty }
  var byteCount: Int { bytes.count }

  mutating func append(_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) {
    offsets.append(UInt32(bytes.count))
    append(UInt32(key.count))
    append(value.map { UInt32($0.count) } ?? SortedBlock.removed)
    bytes.append(contentsOf: key)
    if let value { bytes.append(contentsOf: value) }
  }

  private mutating func append(_ number: UInt32) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// The finished block; the builder is empty again.
  mutating func finish() -> [UInt8] {
    for offset in offsets { append(offset) }
    append(UInt32(offsets.count))
    defer {
      bytes = []
      offsets = []
    }
    return bytes
  }

  mutating func finishedBlock() -> SortedBlock {
    guard let block = SortedBlock(ByteBlock(finish())) else {
      preconditionFailure("a builder makes well-formed blocks")
    }
    return block
  }
}
