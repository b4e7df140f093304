/// Which part of a sorted order is looked at.
public struct OrderRange: Sendable {
  /// The first columns equal these.
  public var prefix: [Int64]
  /// The next column is at least this.
  public var lower: Int64?
  /// The next column is below this.
  public var upper: Int64?
  /// The greatest first.
  public var reversed: Bool
  /// Only what comes behind a place that was seen before.
  public var after: OrderCursor?

  /// A part; everything by default.
  public init(
    prefix: [Int64] = [], from lower: Int64? = nil, to upper: Int64? = nil, reversed: Bool = false,
    after: OrderCursor? = nil
  ) {
    self.prefix = prefix
    self.lower = lower
    self.upper = upper
    self.reversed = reversed
    self.after = after
  }
}

/// A place in a sorted order.
public struct OrderCursor: Sendable, Equatable {
  /// The columns' values.
  public var key: [Int64]
  /// The row's number.
  public var number: Int
  /// The tuple's place in the row's list; 0 in an order of rows.
  public var tuple: Int

  /// A place.
  public init(key: [Int64], number: Int, tuple: Int = 0) {
    self.key = key
    self.number = number
    self.tuple = tuple
  }
}

extension TableView {
  /// Rows in a sorted order, until `body` returns false.
  public func scan(
    order: Int, _ range: OrderRange = OrderRange(), _ body: (IndexRow) -> Bool
  ) throws(LedgerError) {
    var merge = OrderMerge(self, list: nil, order: order, range)
    while let entry = merge.next() {
      if !body(IndexRow(holder: holder, place: entry.place)) { break }
    }
    try confirm()
  }

  /// Tuples of a list in a sorted order, each with its row, until `body` returns false.
  public func scan(
    list: Int, order: Int, _ range: OrderRange = OrderRange(),
    _ body: (_ row: IndexRow, _ tuple: Int) -> Bool
  ) throws(LedgerError) {
    var merge = OrderMerge(self, list: list, order: order, range)
    while let entry = merge.next() {
      let row = IndexRow(holder: holder, place: entry.place)
      if !body(row, entry.tuple) { break }
    }
    try confirm()
  }
}

extension TableView {
  /// About how many entries of an order a range has; what stands in memory is not counted.
  public func estimate(list: Int? = nil, order: Int, _ range: OrderRange) -> Int {
    var count = 0
    if let base = holder.base {
      count += OrderSource(base, isDelta: false, list: list, order: order).count(in: range)
    }
    if let delta = holder.delta, delta.count > 0 {
      count += OrderSource(delta, isDelta: true, list: list, order: order).count(in: range)
    }
    return count
  }
}

/// Base, delta and memory as one sorted order; replaced rows are passed over.
struct OrderMerge {
  struct Entry {
    var place: IndexSnapshot.Place
    var tuple: Int
  }

  private let view: TableView
  private let isReversed: Bool
  private var sources: [OrderSource]

  init(_ view: TableView, list: Int?, order: Int, _ range: OrderRange) {
    self.view = view
    isReversed = range.reversed
    sources = []
    if let base = view.holder.base {
      sources.append(OrderSource(base, isDelta: false, list: list, order: order))
    }
    if let delta = view.holder.delta, delta.count > 0 {
      sources.append(OrderSource(delta, isDelta: true, list: list, order: order))
    }
    if view.holder.image.count > 0 {
      sources.append(OrderSource(view.image, list: list, order: order, range))
    }
    for place in sources.indices { sources[place].narrow(to: range) }
  }

  mutating func next() -> Entry? {
    while let best = best() {
      let entry = sources[best].entry
      sources[best].step(isReversed)
      switch entry.place {
      case .base(let slot): if view.isHidden(baseSlot: slot) { continue }
      case .delta(let slot): if view.isHidden(deltaSlot: slot) { continue }
      case .image: break
      }
      return entry
    }
    return nil
  }

  private func best() -> Int? {
    var best: Int?
    for place in sources.indices where !sources[place].isEmpty {
      guard let leader = best else {
        best = place
        continue
      }
      if sources[place].isBefore(sources[leader]) != isReversed { best = place }
    }
    return best
  }
}
