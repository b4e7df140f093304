public import ConsumerProtection
internal import EventLedger

/// A handler's day: their open complaints, the most urgent first.
public struct DayList: Sendable {
  /// The day it is made for.
  public let day: CivilDay
  /// Past their day.
  public let overdue: [ComplaintRow]
  /// Due on the day.
  public let due: [ComplaintRow]
  /// Due within the days ahead that were asked for.
  public let soon: [ComplaintRow]
  /// Their complaints that fall due later.
  public let later: Int
  /// What they are reminded of, supervised in or asked for, on their own cases and on those of others;
  /// what names only a unit, and no handler, is for all of its people who handle complaints.
  public let asked: [DueRow]
  /// What waits for somebody's approval on their cases, with who is asked: an amount, an extension.
  public let waiting: [DueRow]
  /// For whom they stand in on the day (AB角): that is on the list, too.
  public let covers: [String]
}

extension DayList {
  /// Whether somebody asks for it: a reminder (催办), a supervision (督办), an assistance (协办), an
  /// approval (审批), a task.
  static func isAsked(_ open: ComplaintRow.OpenObligation) -> Bool { open.isDuty }

  /// Whether somebody else's approval is owed on the case.
  static func isWaiting(_ open: ComplaintRow.OpenObligation, for desk: [String]) -> Bool {
    guard open.isApproval, let person = open.person else { return false }
    return !desk.contains(person)
  }
}

extension Workspace {
  /// What a handler has on the desk on a day: by the index of their open cases, never by all cases.
  public func today(
    of handler: String, on day: CivilDay, within days: Int
  ) throws(Failure) -> DayList {
    let view = try currentView()
    let desk = try desk(of: handler, on: day, in: view)
    var (overdue, due, soon): ([ComplaintRow], [ComplaintRow], [ComplaintRow]) = ([], [], [])
    var later = 0
    var (asked, waiting) = (Asked(day: day), Asked(day: day))
    for person in desk.persons {
      try scanOwed(by: person, in: view) { asked.take($1, of: $0) }
      var query = ComplaintQuery()
      query.handler = person
      query.sort = .due
      try scan(query, as: nil, in: view) { indexed in
        let row = ComplaintRow(indexed)
        for open in row.open where open.person == nil && DayList.isAsked(open) {
          asked.take(open, of: indexed)
        }
        for open in row.open where DayList.isWaiting(open, for: desk.persons) {
          waiting.take(open, of: indexed)
        }
        guard let last = row.due else { return true }
        switch day.distance(to: last) {
        case ..<0: overdue.append(row)
        case 0: due.append(row)
        case 1...max(1, days): soon.append(row)
        default: later += 1
        }
        return true
      }
    }
    for unit in desk.units {
      try scanAsked(of: unit, in: view) { indexed, open in
        // A case with a handler is the handler's where the unit that is asked is the case's own.
        let isOwn = indexed.code(ComplaintColumn.unit.rawValue) == unit
        let who = isOwn ? indexed.code(ComplaintColumn.handler.rawValue) : nil
        if who.map(desk.persons.contains) ?? true { asked.take(open, of: indexed) }
      }
    }
    do throws(LedgerError) {
      try Self.complaints(in: view).confirm()
    } catch {
      throw Failure(error)
    }
    func sorted(_ rows: [ComplaintRow]) -> [ComplaintRow] {
      desk.persons.count == 1
        ? rows : rows.sorted { ($0.due?.number ?? 0, $0.id) < ($1.due?.number ?? 0, $1.id) }
    }
    return DayList(
      day: day, overdue: sorted(overdue), due: sorted(due), soon: sorted(soon), later: later,
      asked: asked.sorted, waiting: waiting.sorted, covers: Array(desk.persons.dropFirst()))
  }

  /// The duties on complaints that a person owes by name, whoever handles the case.
  private func scanOwed(
    by person: String, in view: LedgerView,
    _ body: (IndexRow, ComplaintRow.OpenObligation) -> Void
  ) throws(Failure) {
    try scanObligations(.personDue, .person, person, in: view, body)
  }

  /// The duties of a unit that name no person.
  private func scanAsked(
    of unit: String, in view: LedgerView,
    _ body: (IndexRow, ComplaintRow.OpenObligation) -> Void
  ) throws(Failure) {
    try scanObligations(.deskDue, .desk, unit, in: view, body)
  }

  private func scanObligations(
    _ order: ObligationOrder, _ part: ObligationPart, _ text: String, in view: LedgerView,
    _ body: (IndexRow, ComplaintRow.OpenObligation) -> Void
  ) throws(Failure) {
    do throws(LedgerError) {
      let table = try Self.complaints(in: view)
      guard let code = table.code(list: 0, column: part.rawValue, text) else { return }
      try table.scan(
        list: 0, order: order.rawValue, OrderRange(prefix: [code])
      ) { indexed, tuple in
        body(indexed, ComplaintRow.OpenObligation(indexed, indexed.tuples(list: 0), tuple))
        return true
      }
    } catch {
      throw Failure(error)
    }
  }
}

/// What is asked of a desk, each duty once.
private struct Asked {
  let day: CivilDay
  private var rows: [DueRow] = []

  init(day: CivilDay) { self.day = day }

  mutating func take(_ open: ComplaintRow.OpenObligation, of indexed: IndexRow) {
    let row = DueRow(open, of: indexed, on: day)
    if !rows.contains(row) { rows.append(row) }
  }

  /// The most urgent first.
  var sorted: [DueRow] {
    rows.sorted { ($0.due, $0.matter.id, $0.rule) < ($1.due, $1.matter.id, $1.rule) }
  }
}
