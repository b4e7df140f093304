/// Rows in memory by the hash of a look-up's columns.
struct LookupImage: Sendable {
  /// The last row of each hash, + 1; the ones before it stand in `earlier`.
  private var last: [UInt64: UInt32] = [:]
  private var slots: [UInt32] = []
  private var earlier: [UInt32] = []
  /// By slot: the hash it was last entered with; 0 = none.
  private var current: [UInt64] = []

  /// Enters a row's present values; nil = it has none.
  mutating func set(_ slot: Int, _ hash: UInt64?) {
    while current.count <= slot { current.append(0) }
    guard let hash, current[slot] != hash else { return }
    current[slot] = hash
    slots.append(UInt32(slot))
    earlier.append(last.updateValue(UInt32(slots.count), forKey: hash) ?? 0)
  }

  /// Slots that may have a hash; each once.
  func find(_ hash: UInt64) -> [Int] {
    var found: [Int] = []
    var next = last[hash] ?? 0
    while next > 0 {
      let slot = Int(slots[Int(next) - 1])
      if !found.contains(slot) { found.append(slot) }
      next = earlier[Int(next) - 1]
    }
    return found
  }
}

extension TableImage {
  /// The hash of a row's look-up columns; nil = without a value in the first.
  func lookupHash(_ lookup: Int, _ slot: Int) -> UInt64? {
    var hash = LookupHash.start
    for (turn, column) in schema.lookups[lookup].columns.enumerated() {
      if schema.columns[column].type == .text {
        let isEmpty = texts[column].withBytes(slot) { text in
          hash = LookupHash.adding(text, to: hash)
          return text.isEmpty
        }
        if turn == 0, isEmpty { return nil }
      } else {
        let value = columns[column][slot]
        if turn == 0, value == Absent.number { return nil }
        hash = LookupHash.adding(value, to: hash)
      }
    }
    return hash
  }
}
