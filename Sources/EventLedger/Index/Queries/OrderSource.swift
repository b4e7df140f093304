/// One sorted order of one source, and the part of it that is still to come.
struct OrderSource {
  private enum Kind {
    case run(
      sorted: PackedSection, columns: [PackedSection], list: ListSection?, table: RunTable,
      isDelta: Bool)
    case image([Item])
  }

  /// A row or tuple in memory with its key.
  private struct Item {
    var key: [Int64]
    var number: Int
    var slot: Int
    var tuple: Int
  }

  private let kind: Kind
  private let partCount: Int
  private var low = 0
  private var high: Int
  /// Key, number and tuple where the source stands.
  private var current: [Int64] = []

  init(_ run: RunTable, isDelta: Bool, list: Int?, order: Int) {
    let sorted: PackedSection
    let columns: [PackedSection]
    if let list {
      sorted = run.lists[list].orders[order]
      columns = run.schema.lists[list].orders[order].columns.map { run.lists[list].parts[$0] }
    } else {
      sorted = run.orders[order]
      columns = run.schema.orders[order].columns.compactMap { run.columns[$0] }
    }
    kind = .run(
      sorted: sorted, columns: columns, list: list.map { run.lists[$0] }, table: run,
      isDelta: isDelta)
    partCount = columns.count
    high = sorted.count
  }

  init(_ image: TableImage, list: Int?, order: Int, _ range: OrderRange) {
    let columns =
      list.map { image.schema.lists[$0].orders[order].columns }
      ?? image.schema.orders[order].columns
    partCount = columns.count
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
    kind = .image(items)
    high = items.count
  }

  var isEmpty: Bool { low >= high }

  /// One part of the key at a place.
  @inline(__always)
  private func part(_ place: Int, _ part: Int) -> Int64 {
    switch kind {
    case .image(let items): items[place].key[part]
    case .run(let sorted, let columns, _, _, _): columns[part].value(sorted.index(place))
    }
  }

  /// The row's number and the tuple's place in its list.
  private func owner(_ place: Int) -> (number: Int, tuple: Int) {
    switch kind {
    case .image(let items): return (items[place].number, items[place].tuple)
    case .run(let sorted, _, let list, let table, _):
      let found = sorted.index(place)
      guard let list else { return (table.number(found), 0) }
      let slot = list.owner(found)
      return (table.number(slot), found - list.range(slot).lowerBound)
    }
  }

  /// Where the source stands.
  private var place: Int { isReversed ? high - 1 : low }
  private var isReversed = false

  var entry: OrderMerge.Entry {
    switch kind {
    case .image(let items):
      return OrderMerge.Entry(place: .image(slot: items[place].slot), tuple: items[place].tuple)
    case .run(let sorted, _, let list, _, let isDelta):
      let found = sorted.index(place)
      let slot = list?.owner(found) ?? found
      let tuple = list.map { found - $0.range(slot).lowerBound } ?? 0
      return OrderMerge.Entry(place: isDelta ? .delta(slot: slot) : .base(slot: slot), tuple: tuple)
    }
  }

  mutating func step(_ reversed: Bool) {
    if reversed { high -= 1 } else { low += 1 }
    load()
  }

  private mutating func load() {
    current.removeAll(keepingCapacity: true)
    guard !isEmpty else { return }
    for part in 0..<partCount { current.append(self.part(place, part)) }
    let owner = owner(place)
    current.append(Int64(owner.number))
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
    var high: Int
    switch kind {
    case .image(let items): high = items.count
    case .run(let sorted, _, _, _, _): high = sorted.count
    }
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
        value = Int64(turn == partCount ? owner.number : owner.tuple)
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
