/// The base's state of the rows that a delta replaces, by column.
struct ReplacedRows {
  let rowCount: Int
  let columns: [[Int64]]
}

/// Counts of groups, sorted by their keys; in a delta the differences that are not zero.
struct CubeCounts {
  private(set) var keys: [[Int64]]
  private(set) var counts: [Int64] = []

  init(
    _ cube: CubeSchema, _ columns: [PackedColumn?], rowCount: Int, replaced: ReplacedRows?
  ) {
    keys = cube.keys.map { _ in [] }
    var table = GroupTable(keyCount: cube.keys.count)
    var group = [Int64](repeating: 0, count: cube.keys.count)
    var months = MonthCache()
    for row in 0..<rowCount {
      for (place, key) in cube.keys.enumerated() {
        group[place] = months.group(key, columns[key.column]?.value(row) ?? Absent.number)
      }
      table.add(group, 1)
    }
    if let replaced {
      let count = replaced.rowCount
      for row in 0..<count {
        for (place, key) in cube.keys.enumerated() {
          group[place] = months.group(key, replaced.columns[key.column][row])
        }
        table.add(group, -1)
      }
    }
    for (key, count) in table.sorted where count != 0 {
      for place in keys.indices { keys[place].append(key[place]) }
      counts.append(count)
    }
  }
}

/// Remembers the month of the last day: neighbouring rows mostly share it.
struct MonthCache {
  private var first = Int64.max
  private var end = Int64.min
  private var month: Int64 = 0

  @inline(__always)
  mutating func group(_ key: GroupKey, _ value: Int64) -> Int64 {
    if key.bucket == .value || value == Absent.number { return value }
    if value >= first, value < end { return month }
    month = CivilMonth.number(ofDay: value)
    first = CivilMonth.firstDay(of: month)
    end = CivilMonth.firstDay(of: month + 1)
    return month
  }
}

/// Adds up counts by groups of numbers.
struct GroupTable {
  let keyCount: Int
  private var slots = [Int32](repeating: -1, count: 64)
  private var keys: [Int64] = []
  private(set) var counts: [Int64] = []

  init(keyCount: Int) { self.keyCount = keyCount }

  mutating func add(_ group: [Int64], _ change: Int64) {
    let place = place(of: group)
    counts[place] += change
  }

  /// The place of a group, made when it is new.
  @inline(__always)
  mutating func place(of group: [Int64]) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for value in group { hash = KeyHash.mixed(hash ^ UInt64(bitPattern: value)) }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 20) & mask
    while slots[slot] >= 0 {
      let found = Int(slots[slot])
      if isSame(found, group) { return found }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(counts.count)
    keys.append(contentsOf: group)
    counts.append(0)
    if counts.count * 2 > slots.count { grow() }
    return counts.count - 1
  }

  @inline(__always)
  private func isSame(_ place: Int, _ group: [Int64]) -> Bool {
    let start = place * keyCount
    for part in 0..<keyCount where keys[start + part] != group[part] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    let mask = slots.count - 1
    for place in counts.indices {
      var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
      for part in 0..<keyCount {
        hash = KeyHash.mixed(hash ^ UInt64(bitPattern: keys[place * keyCount + part]))
      }
      var slot = Int(truncatingIfNeeded: hash >> 20) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(place)
    }
  }

  func key(_ place: Int) -> [Int64] {
    Array(keys[(place * keyCount)..<((place + 1) * keyCount)])
  }

  var sorted: [(key: [Int64], count: Int64)] {
    counts.indices.map { (key: key($0), count: counts[$0]) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }
}
