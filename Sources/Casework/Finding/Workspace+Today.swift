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
  /// What they are reminded of, supervised in or asked for, on their own cases and on those of others.
  public let asked: [DueRow]
  /// What waits for somebody's approval on their cases, with who is asked: an amount, an extension.
  public let waiting: [DueRow]
}

extension DayList {
  /// Whether somebody asks for it: a reminder (催办), a supervision (督办), an assistance (协办), an
  /// approval (审批), a task.
  static func isAsked(_ open: ComplaintRow.OpenObligation) -> Bool { open.isDuty }

  /// Whether somebody else's approval is owed on the case.
  static func isWaiting(_ open: ComplaintRow.OpenObligation, for handler: String) -> Bool {
    open.isDuty && open.person != nil && open.person != handler
      && ["approval.", "extension."].contains { open.name.hasPrefix($0) }
  }
}

extension Workspace {
  /// What a handler has on the desk on a day: by the index of their open cases, never by all cases.
  public func today(
    of handler: String, on day: CivilDay, within days: Int
  ) throws(Failure) -> DayList {
    let view = try currentView()
    var query = ComplaintQuery()
    query.handler = handler
    query.sort = .due
    var (overdue, due, soon): ([ComplaintRow], [ComplaintRow], [ComplaintRow]) = ([], [], [])
    var later = 0
    var waiting: [DueRow] = []
    var asked = try asked(of: handler, on: day, in: view)
    try scan(query, as: nil, in: view) { indexed in
      let row = ComplaintRow(indexed)
      for open in row.open where open.person == nil && DayList.isAsked(open) {
        asked.append(DueRow(open, of: indexed, on: day))
      }
      for open in row.open where DayList.isWaiting(open, for: handler) {
        waiting.append(DueRow(open, of: indexed, on: day))
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
    do throws(LedgerError) {
      try Self.complaints(in: view).confirm()
    } catch {
      throw Failure(error)
    }
    func sorted(_ rows: [DueRow]) -> [DueRow] {
      rows.sorted { ($0.due, $0.matter.id, $0.rule) < ($1.due, $1.matter.id, $1.rule) }
    }
    return DayList(
      day: day, overdue: overdue, due: due, soon: soon, later: later, asked: sorted(asked),
      waiting: sorted(waiting))
  }

  /// What a person owes by name, whoever handles the case.
  private func asked(
    of person: String, on day: CivilDay, in view: LedgerView
  ) throws(Failure) -> [DueRow] {
    var asked: [DueRow] = []
    do throws(LedgerError) {
      let table = try Self.complaints(in: view)
      guard let code = table.code(list: 0, column: ObligationPart.person.rawValue, person) else {
        return []
      }
      try table.scan(
        list: 0, order: ObligationOrder.personDue.rawValue, OrderRange(prefix: [code])
      ) { indexed, tuple in
        let open = ComplaintRow.OpenObligation(indexed, indexed.tuples(list: 0), tuple)
        asked.append(DueRow(open, of: indexed, on: day))
        return true
      }
    } catch {
      throw Failure(error)
    }
    return asked
  }
}
