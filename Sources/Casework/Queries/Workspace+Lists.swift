public import ConsumerProtection
internal import EventLedger

extension Workspace {
  /// What falls due, earliest first, over all areas.
  public func due(_ query: DueQuery) throws(Failure) -> Page<DueRow> {
    try due(query, in: currentView())
  }

  func due(_ query: DueQuery, in view: LedgerView) throws(Failure) -> Page<DueRow> {
    let day = query.on ?? clock.civil(clock.now()).day
    let end = query.overdueOnly ? day : day + (query.within + 1)
    var (items, next): ([DueRow], String?) = ([], nil)
    do throws(LedgerError) {
      let table = try Self.complaints(in: view)
      var range = OrderRange(to: Int64(end.number))
      var order = ObligationOrder.due
      if let unit = query.unit {
        guard let code = table.code(list: 0, column: ObligationPart.unit.rawValue, unit) else {
          return Page(items: [], total: nil, next: nil)
        }
        range.prefix = [code]
        order = .unitDue
      }
      if let after = query.after { range.after = try Self.cursor(after, range.prefix, table) }
      try table.scan(list: 0, order: order.rawValue, range) { indexed, tuple in
        let tuples = indexed.tuples(list: 0)
        let flags = tuples[
          tuple * ObligationPart.allCases.count + ObligationPart.flags.rawValue]
        // One entry for each name: of several regimes the earliest binds.
        guard flags & ObligationPart.following == 0 else { return true }
        if query.overdueOnly, flags & ObligationPart.paused != 0 { return true }
        guard items.count < query.limit else {
          next = items.last.map { Self.cursor($0) }
          return false
        }
        items.append(
          DueRow(
            ComplaintRow.OpenObligation(indexed, tuples, tuple), of: indexed, on: day))
        return true
      }
    } catch {
      throw Failure(error)
    }
    return Page(items: items, total: nil, next: next)
  }

  /// The rows of complaints.
  static func complaints(in view: LedgerView) throws(LedgerError) -> TableView {
    guard let table = view.table(Complaint.kind.text) else {
      throw .indexDamaged(Finding(.wrongIndex, file: "index/MANIFEST"))
    }
    return table
  }

  /// The row of one complaint: one look-up.
  func row(_ id: String, in view: LedgerView) throws(LedgerError) -> ComplaintRow? {
    let table = try Self.complaints(in: view)
    guard let found = try table.row(id: id),
      found.number(ComplaintColumn.receivedOn.rawValue) != nil
    else { return nil }
    let row = ComplaintRow(found)
    try table.confirm()
    return row
  }

  /// A due row as a text that is safe on a command line.
  private static func cursor(_ row: DueRow) -> String {
    "\(row.due.iso)/\(row.matter.id)/\(row.name)"
  }

  private static func cursor(
    _ text: String, _ prefix: [Int64], _ table: TableView
  ) throws(LedgerError) -> OrderCursor? {
    let parts = text.split(separator: "/", maxSplits: 2).map(String.init)
    guard parts.count == 3, let day = CivilDay(iso: parts[0]) else { return nil }
    // Where the case is unknown or has no such obligation any more, behind its day's earlier ones.
    guard let row = try table.row(id: parts[1]) else {
      return OrderCursor(key: prefix + [Int64(day.number)], number: -1)
    }
    let tuple = ComplaintRow.OpenObligation.all(of: row).firstIndex {
      $0.name == parts[2] && $0.due == day
    }
    return OrderCursor(
      key: prefix + [Int64(day.number)], number: row.number, tuple: tuple ?? -1)
  }
}
