internal import ConsumerProtection
internal import EventLedger

/// How a list is read: one sorted order, a part of it, and what the order does not see to.
struct ListPlan {
  /// The order, its part, and whether it gives the rows as the list wants them.
  var order: ComplaintOrder
  var range: OrderRange
  var isSorted: Bool
  private let query: ComplaintQuery
  private var codes: [(column: ComplaintColumn, values: Set<Int64>)] = []

  /// nil = nothing can pass.
  init?(_ query: ComplaintQuery, _ table: TableView) {
    self.query = query
    range = OrderRange()
    order = query.sort.order
    isSorted = true
    let wanted: [(ComplaintColumn, String?, CodeTable?)] = [
      (.stage, query.stage, nil), (.unit, query.unit, nil), (.handler, query.handler, nil),
      (.businessClass, query.businessClass, .businessClass), (.cause, query.cause, .cause),
      (.intakeChannel, query.channel, nil),
    ]
    for (column, word, tree) in wanted {
      guard let word else { continue }
      let keys = tree.map { $0.keys(below: word) } ?? [word]
      let values = Set(keys.compactMap { table.code(column.rawValue, $0) })
      guard !values.isEmpty else { return nil }
      codes.append((column, values))
    }
    choose()
  }

  private func code(_ column: ComplaintColumn) -> Int64? {
    guard let found = codes.first(where: { $0.column == column }), found.values.count == 1 else {
      return nil
    }
    return found.values.first
  }

  /// The order with the fewest entries that is known to hold all that is wanted.
  private mutating func choose() {
    range.reversed = query.isDescending
    switch query.sort {
    case .received: chooseReceived()
    case .due:
      if let handler = code(.handler) {
        (order, range.prefix) = (.handlerDue, [handler])
      } else if let stage = code(.stage) {
        (order, range.prefix) = (.stageDue, [stage])
      }
      bound(query.dueFrom.map { Int64($0.number) }, query.dueTo.map { Int64($0.number) })
    case .amount: bound(query.amountFrom?.fen, query.amountTo?.fen)
    case .closed: bound(nil, nil)
    }
  }

  private mutating func chooseReceived() {
    let marked: [(ComplaintOrder, Int64?)] = [
      // The rarest marks first, so that their order is the one that is read.
      (.heldReceived, query.heldOnly ? 1 : nil), (.overdueReceived, query.overdueOnly ? 1 : nil),
      (.handlerReceived, code(.handler)), (.causeReceived, code(.cause)),
      (.classReceived, code(.businessClass)), (.channelReceived, code(.intakeChannel)),
      (.unitReceived, code(.unit)), (.stageReceived, code(.stage)),
    ]
    if let (order, value) = marked.lazy.compactMap({ order, value in value.map { (order, $0) } })
      .first
    {
      (self.order, range.prefix) = (order, [value])
    } else if query.dueFrom != nil || query.dueTo != nil {
      (order, isSorted) = (.due, false)
      return bound(query.dueFrom.map { Int64($0.number) }, query.dueTo.map { Int64($0.number) })
    } else if query.amountFrom != nil {
      (order, isSorted) = (.amount, false)
      return bound(query.amountFrom?.fen, query.amountTo?.fen)
    }
    bound(query.from.map { Int64($0.number) }, query.to.map { Int64($0.number) })
  }

  /// What has no value comes first in an order: never in a list that is sorted by it.
  private mutating func bound(_ lower: Int64?, _ through: Int64?) {
    range.lower = lower ?? Int64.min + 1
    range.upper = through.map { $0 + 1 }
  }

  /// Begins behind a case of the page before.
  mutating func go(behind row: IndexRow) {
    let value = row.number(query.sort.column.rawValue) ?? Int64.min
    range.after = OrderCursor(key: range.prefix + [value], number: row.number)
  }

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
      !query.openOnly || row.number(ComplaintColumn.closedOn.rawValue) == nil,
      lies(.receivedOn, query.from.map { Int64($0.number) }, query.to.map { Int64($0.number) }),
      lies(.due, query.dueFrom.map { Int64($0.number) }, query.dueTo.map { Int64($0.number) }),
      lies(.amount, query.amountFrom?.fen, query.amountTo?.fen)
    else { return false }
    if let field = query.field, !CustomFieldValues.has(field, row) { return false }
    if let tag = query.tag, !CustomFieldValues.tags(of: row).contains(tag) { return false }
    return true
  }
}

extension ComplaintSort {
  var order: ComplaintOrder {
    switch self {
    case .received: .received
    case .due: .due
    case .amount: .amount
    case .closed: .closed
    }
  }

  var column: ComplaintColumn {
    switch self {
    case .received: .receivedOn
    case .due: .due
    case .amount: .amount
    case .closed: .closedOn
    }
  }
}
