internal import ConsumerProtection
internal import EventLedger

/// How a list is read: one way through the index, and what that way does not see to.
struct ListPlan {
  /// A part of a sorted order.
  struct Way {
    /// Whose tuples the order sorts; nil = the rows.
    var list: Int?
    var order: Int
    var range: OrderRange
    /// Whether it gives the rows as the list wants them.
    var isSorted: Bool
    /// About how many rows it gives.
    var count = 0
  }

  /// The way that is taken; nil = the rows that were found by their texts or persons are few.
  private(set) var way: Way?
  private let query: ComplaintQuery
  private var codes: [(column: ComplaintColumn, values: Set<Int64>)] = []
  private var marks: [Int64] = []
  /// Whether a value of the bank's own is too long to have a mark.
  private var looksIntoFields = false

  /// What is collected and sorted at most, rather than read in order.
  private static let collectedMax = 100_000

  /// nil = nothing can pass.
  ///
  /// - Parameters:
  ///   - query: What is wanted.
  ///   - table: The rows.
  ///   - isBounded: Whether no more than the query's limit is read.
  ///   - found: How many rows were found by their texts or persons.
  init?(_ query: ComplaintQuery, _ table: TableView, isBounded: Bool, found: Int?) {
    self.query = query
    guard takeCodes(table), takeMarks(table) else { return nil }
    var ways = self.ways()
    for place in ways.indices {
      let way = ways[place]
      ways[place].count = table.estimate(list: way.list, order: way.order, way.range)
    }
    let sorted = ways.filter(\.isSorted).min { $0.count < $1.count }
    let other = ways.filter { !$0.isSorted }.min { $0.count < $1.count }
    guard let sorted else { return nil }
    way = sorted
    // In order, one reads until the page is full: the sooner, the more of all rows pass.
    let least = max(1, min(ways.map(\.count).min() ?? 1, found ?? .max))
    let (limit, rows) = (Double(query.limit + 1), Double(table.count))
    let inOrder =
      isBounded ? min(Double(sorted.count), limit * rows / Double(least)) : Double(sorted.count)
    let collected = min(other?.count ?? .max, found ?? .max)
    guard collected <= Self.collectedMax, 2 * Double(collected) < inOrder else { return }
    way = found.map { $0 <= collected } ?? false ? nil : other
  }

  // MARK: Conditions

  private mutating func takeCodes(_ table: TableView) -> Bool {
    let wanted: [(ComplaintColumn, String?, CodeTable?)] = [
      (.stage, query.stage, nil), (.unit, query.unit, nil), (.handler, query.handler, nil),
      (.businessClass, query.businessClass, .businessClass), (.cause, query.cause, .cause),
      (.intakeChannel, query.channel, nil),
    ]
    for (column, word, tree) in wanted {
      guard let word else { continue }
      let keys = tree.map { $0.keys(below: word) } ?? [word]
      let values = Set(keys.compactMap { table.code(column.rawValue, $0) })
      guard !values.isEmpty else { return false }
      codes.append((column, values))
    }
    return true
  }

  private mutating func takeMarks(_ table: TableView) -> Bool {
    let field = query.field.map { ComplaintMark.field($0) }
    looksIntoFields = field.map { $0 == nil } ?? false
    let wanted: [String?] = [
      query.openOnly ? ComplaintMark.open : nil,
      query.urgency.map { ComplaintMark.urgency($0.rawValue) },
      query.sensitivity.map(ComplaintMark.sensitivity),
      query.vulnerableGroup.map(ComplaintMark.vulnerable),
      query.escalatedOnly ? ComplaintMark.escalated : nil,
      query.escalatedTo.map { ComplaintMark.escalated(to: $0.rawValue) },
      query.suspectedAgentOnly ? ComplaintMark.agent : nil, query.tag.map(ComplaintMark.tag),
      field.flatMap(\.self),
    ]
    for mark in wanted.compactMap(\.self) {
      guard let code = table.code(list: ComplaintMark.list, column: 0, mark) else { return false }
      marks.append(code)
    }
    return true
  }

  // MARK: Ways

  private func ways() -> [Way] {
    byReceipt() + byDue() + byAmount()
      + [way(.closed, [], nil, nil, for: .closed)].filter { $0.isSorted }
  }

  private func way(
    _ order: ComplaintOrder, _ prefix: [Int64], _ lower: Int64?, _ through: Int64?,
    for sort: ComplaintSort
  ) -> Way {
    Way(
      list: nil, order: order.rawValue,
      range: OrderRange(
        // What has no value comes first in an order: never in a list that is sorted by it.
        prefix: prefix, from: lower ?? Int64.min + 1, to: through.map { $0 + 1 },
        reversed: query.isDescending),
      isSorted: query.sort == sort)
  }

  private func byReceipt() -> [Way] {
    let (from, to) = (query.from.map { Int64($0.number) }, query.to.map { Int64($0.number) })
    var ways = [way(.received, [], from, to, for: .received)]
    let orders: [ComplaintColumn: ComplaintOrder] = [
      .stage: .stageReceived, .unit: .unitReceived, .handler: .handlerReceived,
      .businessClass: .classReceived, .cause: .causeReceived, .intakeChannel: .channelReceived,
    ]
    for (column, values) in codes {
      guard let order = orders[column], values.count == 1 else { continue }
      ways.append(way(order, Array(values), from, to, for: .received))
    }
    if query.heldOnly { ways.append(way(.heldReceived, [1], from, to, for: .received)) }
    if query.overdueOnly { ways.append(way(.overdueReceived, [1], from, to, for: .received)) }
    for mark in marks {
      var way = way(.received, [mark], from, to, for: .received)
      (way.list, way.order) = (ComplaintMark.list, 0)
      ways.append(way)
    }
    return ways
  }

  private func byDue() -> [Way] {
    guard query.sort == .due || query.dueFrom != nil || query.dueTo != nil else { return [] }
    let (from, to) = (
      query.dueFrom.map { Int64($0.number) }, query.dueTo.map { Int64($0.number) }
    )
    var ways = [way(.due, [], from, to, for: .due)]
    let orders: [(ComplaintColumn, ComplaintOrder)] = [
      (.handler, .handlerDue), (.stage, .stageDue),
    ]
    for (column, order) in orders {
      guard let values = codes.first(where: { $0.column == column })?.values, values.count == 1
      else { continue }
      ways.append(way(order, Array(values), from, to, for: .due))
    }
    return ways
  }

  private func byAmount() -> [Way] {
    guard query.sort == .amount || query.amountFrom != nil || query.amountTo != nil else {
      return []
    }
    return [way(.amount, [], query.amountFrom?.fen, query.amountTo?.fen, for: .amount)]
  }

  /// Begins behind a case of the page before.
  mutating func go(behind row: IndexRow) {
    guard let way else { return }
    let value = row.number(query.sort.column.rawValue) ?? Int64.min
    // A row has a mark once, wherever it stands in its list.
    let tuple = way.list == nil || query.isDescending ? 0 : Int.max
    self.way?.range.after = OrderCursor(
      key: way.range.prefix + [value], number: row.number, tuple: tuple)
  }

  // MARK: Rows

  /// Whether a row passes everything that rows say; texts and persons are looked at elsewhere.
  func admits(_ row: IndexRow) -> Bool {
    func has(_ column: ComplaintColumn, _ value: Int64) -> Bool {
      row.number(column.rawValue) == value
    }
    func lies(_ column: ComplaintColumn, _ lower: Int64?, _ upper: Int64?) -> Bool {
      guard lower != nil || upper != nil else { return true }
      guard let value = row.number(column.rawValue) else { return false }
      return lower.map { $0 <= value } ?? true && upper.map { value <= $0 } ?? true
    }
    for (column, values) in codes {
      guard let value = row.number(column.rawValue), values.contains(value) else { return false }
    }
    guard !query.overdueOnly || has(.overdue, 1), !query.heldOnly || has(.held, 1),
      lies(.receivedOn, query.from.map { Int64($0.number) }, query.to.map { Int64($0.number) }),
      lies(.due, query.dueFrom.map { Int64($0.number) }, query.dueTo.map { Int64($0.number) }),
      lies(.amount, query.amountFrom?.fen, query.amountTo?.fen),
      marks.allSatisfy({ ComplaintMark.has($0, row) })
    else { return false }
    if looksIntoFields, let field = query.field, !CustomFieldValues.has(field, row) {
      return false
    }
    return true
  }
}

extension ComplaintSort {
  var column: ComplaintColumn {
    switch self {
    case .received: .receivedOn
    case .due: .due
    case .amount: .amount
    case .closed: .closedOn
    }
  }
}
