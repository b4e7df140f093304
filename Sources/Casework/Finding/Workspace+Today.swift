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
  /// The handler's other open complaints, and those with nothing that falls due.
  public let later: Int
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
    try scan(query, as: nil, in: view) { indexed in
      let row = ComplaintRow(indexed)
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
    return DayList(day: day, overdue: overdue, due: due, soon: soon, later: later)
  }
}
