public import ConsumerProtection
internal import EventLedger

extension Workspace {
  /// Complaints, newest first unless told otherwise.
  ///
  /// - Throws: `XB-009` when texts or a person are looked for by somebody who may not, `XB-007` for a text
  ///   that is too short.
  public func complaints(
    _ query: ComplaintQuery, as invocation: Invocation? = nil
  ) throws(Failure) -> Page<ComplaintRow> {
    let view = try currentView()
    var items: [ComplaintRow] = []
    var next: String?
    try scan(query, as: invocation, in: view) { row in
      guard items.count < query.limit else {
        next = items.last?.id
        return false
      }
      items.append(ComplaintRow(row))
      return true
    }
    do throws(LedgerError) {
      let table = try Self.complaints(in: view)
      try table.confirm()
      return Page(items: items, total: query.isFiltered ? nil : table.count, next: next)
    } catch {
      throw Failure(error)
    }
  }

  /// Hands the rows of a query over, in its order and without a bound, until `body` returns false.
  func scan(
    _ query: ComplaintQuery, as invocation: Invocation?, in view: LedgerView,
    _ body: (IndexRow) -> Bool
  ) throws(Failure) {
    if query.looksIntoTexts {
      try authorise(SearchTexts(), as: invocation ?? Invocation(actor: ""), in: view)
    }
    do throws(LedgerError) {
      let table = try Self.complaints(in: view)
      guard var plan = ListPlan(query, table) else { return }
      let after = try query.after.flatMap { id throws(LedgerError) in try table.row(id: id) }
      if query.looksIntoTexts {
        let rows = try candidates(query, plan, in: view)
        return Self.deliver(rows, behind: after, query, body)
      }
      guard plan.isSorted else {
        var rows: [IndexRow] = []
        try table.scan(order: plan.order.rawValue, plan.range) { row in
          if plan.admits(row) { rows.append(row) }
          return true
        }
        return Self.deliver(rows, behind: after, query, body)
      }
      if let after { plan.go(behind: after) }
      try table.scan(order: plan.order.rawValue, plan.range) { row in
        plan.admits(row) ? body(row) : true
      }
    } catch {
      throw Failure(error)
    }
  }

  /// Rows that an order does not give sorted: as many as pass, and no more, are held.
  private static func deliver(
    _ rows: [IndexRow], behind after: IndexRow?, _ query: ComplaintQuery,
    _ body: (IndexRow) -> Bool
  ) {
    let column = query.sort.column.rawValue
    func key(_ row: IndexRow) -> (Int64, Int) { (row.number(column) ?? Int64.min, row.number) }
    func isBefore(_ one: (Int64, Int), _ other: (Int64, Int)) -> Bool {
      query.isDescending ? one > other : one < other
    }
    var keyed = rows.map { (key: key($0), row: $0) }
    if query.sort != .received { keyed.removeAll { $0.key.0 == Int64.min } }
    keyed.sort { isBefore($0.key, $1.key) }
    let last = after.map(key)
    for (key, row) in keyed {
      if let last, !isBefore(last, key) { continue }
      if !body(row) { return }
    }
  }

  /// Rows by what is sealed: from the index, then opened and compared.
  private func candidates(
    _ query: ComplaintQuery, _ plan: ListPlan, in view: LedgerView
  ) throws(LedgerError) -> [IndexRow] {
    var rows: [IndexRow]
    if let person = query.person {
      rows = try persons(person, in: view).map(\.row)
    } else {
      rows = try view.rows(of: Complaint.kind.text, mayContain: query.text ?? "")
    }
    rows = rows.filter { row in
      plan.admits(row) && row.number(ComplaintColumn.restricted.rawValue) == nil
    }
    guard let text = query.text else { return rows }
    let wanted = TextGrams.folded(text)
    var found: [IndexRow] = []
    for row in rows where try contains(wanted, row, in: view) { found.append(row) }
    return found
  }
}
