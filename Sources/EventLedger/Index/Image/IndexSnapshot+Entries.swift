extension IndexSnapshot {
  /// The projection's part.
  var user: UserIndex { UserIndex(snapshot: self) }

  /// The value of one of the projection's own entries.
  func entry(_ key: [UInt8]) -> [UInt8]? {
    if let changed = image.entries[key] { return changed }
    return key.withUnsafeBytes { key in
      for run in [delta, base].compactMap(\.self) {
        let block = run.entries.sorted()
        if let place = block.find(key) { return block.value(place).map(Array.init) }
      }
      return nil
    }
  }

  /// All of a range, the newest of each key, removed ones as nil; sorted.
  func mergedEntries(_ range: KeyRange, isOverBase: Bool) -> [(key: [UInt8], value: [UInt8]?)] {
    var found: [[UInt8]: [UInt8]?] = [:]
    for run in isOverBase ? [delta].compactMap(\.self) : runs {
      let block = run.entries.sorted()
      var place = range.lower.withUnsafeBytes { block.lowerBound($0) }
      while place < block.count {
        let key = Array(block.key(place))
        if let upper = range.upper, !Self.isBelow(key, upper) { break }
        found.updateValue(block.value(place).map(Array.init), forKey: key)
        place += 1
      }
    }
    for (key, value) in image.entries where !Self.isBelow(key, range.lower) {
      if let upper = range.upper, !Self.isBelow(key, upper) { continue }
      found.updateValue(value, forKey: key)
    }
    return found.sorted { Self.isBelow($0.key, $1.key) }.map { (key: $0.key, value: $0.value) }
  }

  private static func isBelow(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { compareBytes(left, $0) < 0 } }
  }
}

/// What the projection wrote beside the rows.
struct UserIndex: StateIndex {
  let snapshot: IndexSnapshot

  func get(_ key: [UInt8]) throws(LedgerError) -> [UInt8]? {
    let found = snapshot.entry(key)
    try snapshot.confirm()
    return found
  }

  func scan(
    _ range: KeyRange, reversed: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(LedgerError) {
    var entries = snapshot.mergedEntries(range, isOverBase: false)
    try snapshot.confirm()
    if reversed { entries.reverse() }
    for (key, value) in entries {
      guard let value else { continue }
      let goesOn = key.withUnsafeBytes { key in value.withUnsafeBytes { body(key, $0) } }
      if !goesOn { return }
    }
  }
}
