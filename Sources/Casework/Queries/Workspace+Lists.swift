internal import ConsumerProtection
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
    let others = try otherDue(query, on: day, before: end, in: view)
    do throws(LedgerError) {
      let table = try Self.complaints(in: view)
      var range = OrderRange(to: Int64(end.number))
      var order = ObligationOrder.due
      if let unit = query.unit {
        guard let code = table.code(list: 0, column: ObligationPart.unit.rawValue, unit) else {
          return Self.page([], others, query.limit)
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
    guard others.isEmpty else { return Self.page(items, others, query.limit, more: next != nil) }
    return Page(items: items, total: nil, next: next)
  }

  /// Complaints and other matters in one order; of one day complaints come first.
  private static func page(
    _ items: [DueRow], _ others: [DueRow], _ limit: Int, more: Bool = false
  ) -> Page<DueRow> {
    let all = (items.map { (0, $0) } + others.map { (1, $0) }).enumerated().sorted {
      let (left, right) = ($0.element, $1.element)
      if left.1.due != right.1.due { return left.1.due < right.1.due }
      return left.0 == right.0 ? $0.offset < $1.offset : left.0 < right.0
    }.map(\.element.1)
    let shown = Array(all.prefix(limit))
    let isCut = more || all.count > shown.count
    return Page(items: shown, total: nil, next: isCut ? shown.last.map { cursor($0) } : nil)
  }

  /// What falls due on matters that are no complaints, behind the query's cursor. Boxes and petitions
  /// are few: all of theirs up to the last day are read.
  func otherDue(
    _ query: DueQuery, on day: CivilDay, before end: CivilDay, in view: LedgerView
  ) throws(Failure) -> [DueRow] {
    var rows: [DueRow] = []
    let after = query.after.map { text in
      text.split(separator: "/", maxSplits: 2).map(String.init)
    }
    do throws(LedgerError) {
      for kind in CaseworkSchema.otherOwing {
        guard let table = view.table(kind.text) else { continue }
        try table.scan(
          list: 0, order: ObligationOrder.due.rawValue, OrderRange(to: Int64(end.number))
        ) {
          indexed, tuple in
          let open = ComplaintRow.OpenObligation(indexed, indexed.tuples(list: 0), tuple)
          let unit = indexed.code(
            kind == IntakeContact.kind ? ContactColumn.unit.rawValue : BoxColumn.unit.rawValue)
          if let wanted = query.unit, wanted != unit { return true }
          rows.append(
            DueRow(
              matter: MatterReference(kind, indexed.id), name: open.name, rule: open.rule,
              due: open.due, originalDue: open.originalDue, daysLeft: day.distance(to: open.due),
              unit: unit ?? "",
              handler: nil, stage: "", isProvisional: open.isProvisional, isMarked: open.isMarked,
              isPaused: false, isDuty: false,
              isReminded: false, level: 0))
          return true
        }
      }
    } catch {
      throw Failure(error)
    }
    rows.sort { ($0.due, $0.matter.id) < ($1.due, $1.matter.id) }
    guard let after, after.count == 3, let last = CivilDay(iso: after[0]) else { return rows }
    let isOther = !after[1].hasPrefix("C-")
    return rows.filter { row in
      row.due > last || row.due == last && (!isOther || row.matter.id > after[1])
    }
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
    // Behind a matter that is no complaint all complaints of its day were shown.
    if !parts[1].hasPrefix("C-") {
      return OrderCursor(key: prefix + [Int64(day.number)], number: .max)
    }
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
