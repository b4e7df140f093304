/// One sorted order of one source, and the part of it that is still to come.
struct OrderSource {
  /// A row or tuple in memory with its key.
  private struct Item {
    var key: [Int64]
    var number: Int
    var slot: Int
    var tuple: Int
  }

  /// nil in memory.
  private let run: RunTable?
  private let isDelta: Bool
  private let sorted: PackedSection?
  private let columns: [PackedSection]
  private let list: ListSection?
  private let items: [Item]
  private let partCount: Int
  private let count: Int
  private var isReversed = false
  private var low = 0
  private var high: Int
  /// Key, number and tuple where the source stands.
  private var current: [Int64] = []
  private var slot = 0

  init(_ run: RunTable, isDelta: Bool, list: Int?, order: Int) {
    let sorted: PackedSection
    if let list {
      sorted = run.lists[list].orders[order]
      columns = run.schema.lists[list].orders[order].columns.map { run.lists[list].parts[$0] }
    } else {
      sorted = run.orders[order]
      columns = run.schema.orders[order].columns.compactMap { run.columns[$0] }
    }
    self.run = run
    self.isDelta = isDelta
    self.sorted = sorted
    self.list = list.map { run.lists[$0] }
    items = []
    partCount = columns.count
    count = sorted.count
    high = sorted.count
  }

  init(_ image: TableImage, list: Int?, order: Int, _ range: OrderRange) {
    let columns =
      list.map { image.schema.lists[$0].orders[order].columns }
      ?? image.schema.orders[order].columns
    var items: [Item] = []
    for slot in 0..<image.count {
      let tupleCount = list.map { image.lists[$0].count(slot) } ?? 1
      for tuple in 0..<tupleCount {
        let key = columns.map { column in
          list.map { image.lists[$0].value(slot, tuple, column) } ?? image.columns[column][slot]
        }
        guard key[0] != Absent.number, range.admits(key) else { continue }
        items.append(Item(key: key, number: image.number(slot), slot: slot, tuple: tuple))
      }
    }
    items.sort { left, right in
      if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
      return (left.number, left.tuple) < (right.number, right.tuple)
    }
    (run, isDelta, sorted, self.columns, self.list) = (nil, false, nil, [], nil)
    self.items = items
    partCount = columns.count
    count = items.count
    high = items.count
  }

  var isEmpty: Bool { low >= high }

  /// One part of the key at a place.
  @inline(__always)
  private func part(_ place: Int, _ part: Int) -> Int64 {
    guard let sorted else { return items[place].key[part] }
    return columns[part].value(sorted.index(place))
  }

  /// The slot of a place and the tuple's place in its list.
  private func owner(_ place: Int) -> (slot: Int, tuple: Int) {
    guard let sorted else { return (items[place].slot, items[place].tuple) }
    let found = sorted.index(place)
    guard let list else { return (found, 0) }
    return list.owner(found)
  }

  private func number(_ place: Int, _ slot: Int) -> Int {
    run.map { $0.number(slot) } ?? items[place].number
  }

  /// Where the source stands.
  var entry: OrderMerge.Entry {
    let place: IndexSnapshot.Place =
      run == nil ? .image(slot: slot) : isDelta ? .delta(slot: slot) : .base(slot: slot)
    return OrderMerge.Entry(place: place, tuple: Int(truncatingIfNeeded: current[partCount + 1]))
  }

  /// How many entries lie in a range.
  func count(in range: OrderRange) -> Int {
    let low = bound(range.prefix + (range.lower.map { [$0] } ?? []), isUpper: false)
    let high =
      range.upper.map { bound(range.prefix + [$0], isUpper: false) }
      ?? bound(range.prefix, isUpper: true)
    return max(0, high - low)
  }

  mutating func step(_ reversed: Bool) {
    if reversed { high -= 1 } else { low += 1 }
    load()
  }

  private mutating func load() {
    current.removeAll(keepingCapacity: true)
    guard !isEmpty else { return }
    let place = isReversed ? high - 1 : low
    for part in 0..<partCount { current.append(self.part(place, part)) }
    let owner = owner(place)
    slot = owner.slot
    current.append(Int64(number(place, owner.slot)))
    current.append(Int64(owner.tuple))
  }

  func isBefore(_ other: OrderSource) -> Bool {
    current.lexicographicallyPrecedes(other.current)
  }

  /// To the part that a range admits.
  mutating func narrow(to range: OrderRange) {
    isReversed = range.reversed
    let lower = range.prefix + (range.lower.map { [$0] } ?? [])
    low = bound(lower, isUpper: false)
    if let upper = range.upper {
      high = bound(range.prefix + [upper], isUpper: false)
    } else {
      high = bound(range.prefix, isUpper: true)
    }
    if let after = range.after {
      let key = after.key + [Int64(after.number), Int64(after.tuple)]
      if range.reversed {
        high = min(high, bound(key, isUpper: false))
      } else {
        low = max(low, bound(key, isUpper: true))
      }
    }
    load()
  }

  /// The first place not before a key, or with `isUpper` the first beyond it; a short key counts for
  /// all that begin with it.
  private func bound(_ key: [Int64], isUpper: Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let order = compare(middle, key)
      if order < 0 || (isUpper && order == 0) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func compare(_ place: Int, _ key: [Int64]) -> Int {
    for (turn, wanted) in key.enumerated() {
      let value: Int64
      if turn < partCount {
        value = part(place, turn)
      } else {
        let owner = owner(place)
        value = Int64(turn == partCount ? number(place, owner.slot) : owner.tuple)
      }
      if value != wanted { return value < wanted ? -1 : 1 }
    }
    return 0
  }
}

extension OrderRange {
  /// Whether a key lies inside, apart from `after`.
  func admits(_ key: [Int64]) -> Bool {
    for (turn, value) in prefix.enumerated() where key[turn] != value { return false }
    guard prefix.count < key.count else { return true }
    let value = key[prefix.count]
    return (lower.map { value >= $0 } ?? true) && (upper.map { value < $0 } ?? true)
  }
}
