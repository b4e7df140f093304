internal import ConsumerProtection
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
    try scan(query, as: invocation, in: view, isBounded: true) { row in
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
  ///
  /// `isBounded` says that `body` takes no more than the query's limit: another way may be shorter.
  func scan(
    _ query: ComplaintQuery, as invocation: Invocation?, in view: LedgerView,
    isBounded: Bool = false, _ body: (IndexRow) -> Bool
  ) throws(Failure) {
    if query.looksIntoTexts {
      try authorise(SearchTexts(), as: invocation ?? Invocation(actor: ""), in: view)
    }
    do throws(LedgerError) {
      try CaseScan(self, query, view, isBounded: isBounded).run(body)
    } catch {
      throw Failure(error)
    }
  }
}

/// One reading of a list.
private struct CaseScan {
  let workspace: Workspace
  let query: ComplaintQuery
  let view: LedgerView
  let table: TableView
  let isBounded: Bool
  /// Those found by text; the texts are still to be opened.
  private var words: FoundCases?
  /// Those found by text and person.
  private var found: FoundCases?

  init(
    _ workspace: Workspace, _ query: ComplaintQuery, _ view: LedgerView, isBounded: Bool
  ) throws(LedgerError) {
    (self.workspace, self.query, self.view) = (workspace, query, view)
    self.isBounded = isBounded
    table = try Workspace.complaints(in: view)
    if let text = query.text {
      words = try FoundCases(
        view.rowNumbers(of: Complaint.kind.text, mayContain: text), table)
      found = words
    }
    if let person = query.person {
      let restricted = ComplaintColumn.restricted.rawValue
      let rows = try workspace.persons(person, in: view).map(\.row)
        .filter { $0.number(restricted) == nil }
      let persons = try FoundCases(rows.map(\.number), table)
      if found == nil { found = persons } else { found?.formIntersection(persons) }
    }
  }

  func run(_ body: (IndexRow) -> Bool) throws(LedgerError) {
    guard var plan = ListPlan(query, table, isBounded: isBounded, found: found?.count) else {
      return
    }
    let after = try query.after.flatMap { id throws(LedgerError) in try table.row(id: id) }
    var failure: LedgerError?
    /// Texts are opened one case after another, until the page is full.
    func deliver(_ row: IndexRow) -> Bool {
      do throws(LedgerError) {
        return try hasText(row) ? body(row) : true
      } catch {
        failure = error
        return false
      }
    }
    if let way = plan.way, way.isSorted {
      if let after { plan.go(behind: after) }
      try read(plan) { row in plan.admits(row) && isFound(row) ? deliver(row) : true }
    } else {
      var rows: [IndexRow] = []
      if plan.way != nil {
        try read(plan) { row in
          if plan.admits(row), isFound(row) { rows.append(row) }
          return true
        }
      } else {
        rows = (found?.numbers ?? []).compactMap { table.row(number: $0) }.filter(plan.admits)
      }
      sorted(rows, behind: after, deliver)
    }
    if let failure { throw failure }
  }

  private func read(
    _ plan: ListPlan, _ body: (IndexRow) -> Bool
  ) throws(LedgerError) {
    guard let way = plan.way else { return }
    guard let list = way.list else {
      return try table.scan(order: way.order, way.range, body)
    }
    try table.scan(list: list, order: way.order, way.range) { row, _ in body(row) }
  }

  private func isFound(_ row: IndexRow) -> Bool { found?.contains(row.number) ?? true }

  /// Rows that a way does not give sorted.
  private func sorted(
    _ rows: [IndexRow], behind after: IndexRow?, _ body: (IndexRow) -> Bool
  ) {
    let column = query.sort.column.rawValue
    func key(_ row: IndexRow) -> (Int64, Int) { (row.number(column) ?? Int64.min, row.number) }
    func isBefore(_ one: (Int64, Int), _ other: (Int64, Int)) -> Bool {
      query.isDescending ? one > other : one < other
    }
    var keyed = rows.map { (key: key($0), row: $0) }
    keyed.removeAll { $0.key.0 == Int64.min }
    keyed.sort { isBefore($0.key, $1.key) }
    let last = after.map(key)
    for (key, row) in keyed {
      if let last, !isBefore(last, key) { continue }
      if !body(row) { return }
    }
  }

  /// Whether the case as it stands has the text: itself, or one that was merged into it.
  private func hasText(_ row: IndexRow) throws(LedgerError) -> Bool {
    guard let text = query.text, let words else { return true }
    let wanted = TextGrams.folded(text)
    if words.isOwn(row.number), try workspace.contains(wanted, row, in: view) { return true }
    for other in words.merged[row.number] ?? [] {
      if try workspace.contains(wanted, other, in: view) { return true }
    }
    return false
  }
}
