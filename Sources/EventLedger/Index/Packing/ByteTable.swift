/// Gives each distinct byte string a number, from 0 in order of arrival. Open addressing; the
/// strings stand in one piece of memory.
struct ByteTable {
  private var arena: [UInt8] = []
  private var ends: [UInt32] = []
  private var hashes: [UInt32] = []
  private var slots = [UInt32](repeating: 0, count: 16)

  var count: Int { ends.count }
  /// Bytes of all strings.
  var byteCount: Int { arena.count }

  /// The number of a string that was seen before.
  func find(_ key: UnsafeRawBufferPointer) -> Int? {
    let hash = KeyHash.hash(key)
    let found = slots[slot(of: key, hash)]
    return found == 0 ? nil : Int(found) - 1
  }

  /// The number of a string, and whether it is new.
  mutating func insert(_ key: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
    let hash = KeyHash.hash(key)
    let place = slot(of: key, hash)
    if slots[place] != 0 { return (Int(slots[place]) - 1, false) }
    arena.append(contentsOf: key)
    ends.append(UInt32(arena.count))
    hashes.append(UInt32(hash >> 32))
    slots[place] = UInt32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return (ends.count - 1, true)
  }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  /// The slot that holds the string, or the empty one where it belongs.
  private func slot(of key: UnsafeRawBufferPointer, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    let upper = UInt32(hash >> 32)
    var place = Int(upper) & mask
    while slots[place] != 0 {
      let number = Int(slots[place]) - 1
      if hashes[number] == upper {
        let range = range(number)
        let same =
          range.count == key.count
          && arena.withUnsafeBytes {
            compareBytes(UnsafeRawBufferPointer(rebasing: $0[range]), key) == 0
          }
        if same { return place }
      }
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for number in hashes.indices {
      var place = Int(hashes[number]) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = UInt32(number + 1)
    }
  }

  /// Lends a string; valid only during the call.
  func withBytes<R>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try arena.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range(number)])) }
  }

  func bytes(_ number: Int) -> [UInt8] { Array(arena[range(number)]) }

  /// All strings as one column, from a number on.
  func column(from first: Int = 0) -> TextColumn {
    var column = TextColumn()
    for number in first..<max(first, count) {
      withBytes(number) { column.append($0) }
    }
    return column
  }
}

/// Texts of many rows, one behind the other.
struct TextColumn {
  var heap: [UInt8] = []
  var lengths: [Int64] = []

  mutating func append(_ text: UnsafeRawBufferPointer) {
    heap.append(contentsOf: text)
    lengths.append(Int64(text.count))
  }

  mutating func append(_ text: [UInt8]) { text.withUnsafeBytes { append($0) } }
}
