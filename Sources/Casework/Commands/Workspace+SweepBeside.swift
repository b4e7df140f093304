internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

// What a sweep makes good beside complaints: boxes that nobody opened, notices that a crash lost.

extension Workspace {
  /// Records every suggestion box and book whose day has passed, once for each day.
  ///
  /// - Returns: What was recorded now, and what was recorded before and is still late.
  func sweepBoxes(
    _ invocation: Invocation, _ moment: Moment
  ) throws(Failure) -> (marked: [DueRow], still: [DueRow]) {
    var query = DueQuery()
    query.on = moment.businessDay
    query.overdueOnly = true
    query.limit = .max - 1
    let late = try otherDue(
      query, on: moment.businessDay, before: moment.businessDay, in: currentView()
    ).filter { $0.matter.kind == SuggestionBox.kind && $0.due < moment.businessDay }
    var marked: [DueRow] = []
    for row in late where !row.isMarked {
      if try store(SuggestionBox.Command.markOverdue, on: row.matter, invocation, moment) {
        marked.append(row)
      }
    }
    return (marked, late.filter(\.isMarked))
  }

  /// Tells the leadership group of every open emergency of which it was not told: what a crash between
  /// the commit and the outbox left out.
  ///
  /// - Returns: The emergencies whose notices were written now.
  func tellUntold(_ invocation: Invocation, _ moment: Moment) throws(Failure) -> [String] {
    var waiting: [String] = []
    let view = try currentView()
    do throws(LedgerError) {
      try view.table(Emergency.kind.text)?.scan { row in
        if row.number(EmergencyColumn.closedOn.rawValue) == nil,
          row.number(EmergencyColumn.toldOn.rawValue) == nil
        {
          waiting.append(row.id)
        }
        return true
      }
    } catch {
      throw Failure(error)
    }
    var told: [String] = []
    for id in waiting {
      let emergency = try emergency(id)
      guard emergency.told == nil, !emergency.opened.notified.isEmpty else { continue }
      if tellLeadership([emergency], as: invocation, at: moment) == 1 { told.append(id) }
    }
    return told
  }
}
