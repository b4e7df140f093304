public import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// What a sweep found.
public struct SweepResult: Sendable {
  /// The day it was made for.
  public let day: CivilDay
  /// What it recorded as overdue now.
  public let marked: [DueRow]
  /// What had been recorded before and is still open.
  public let stillOverdue: [DueRow]
  /// What falls due within three days.
  public let dueSoon: [DueRow]
}

extension Workspace {
  /// How many cases are marked by one synchronisation.
  private static let sweepBatch = 256

  /// Records every obligation whose last day has passed, once each.
  public func sweep(as invocation: Invocation) throws(Failure) -> SweepResult {
    let moment = try moment(of: invocation)
    let day = moment.businessDay
    try finishErasures(as: invocation)
    var view = try currentView()
    let overdue = try overdueRows(before: day, in: view)
    let fresh = overdue.filter { !$0.isMarked }
    var marked: [DueRow] = []
    // A plugin may escalate what is marked; its set stands in the record.
    var setNumber: Int64?
    if !fresh.isEmpty, plugins.set.answers("complaint.escalate") {
      let activated = try activatedSet(as: invocation, at: moment, in: view)
      (setNumber, view) = (activated.number, activated.view)
    }
    var rest = fresh[...]
    while !rest.isEmpty {
      let batch = rest.prefix(Self.sweepBatch)
      rest = rest.dropFirst(batch.count)
      // Two obligations of one case go into two commits: each expects the version before it.
      var seen: Set<MatterReference> = []
      let now = batch.filter { seen.insert($0.matter).inserted }
      rest = batch.filter { row in !now.contains(row) } + rest
      let done = try mark(now, invocation, moment, view, setNumber)
      _ = observe(
        done.map(\.matter), Complaint.Command.markOverdue(""), as: invocation, at: moment)
      marked += done
      view = try currentView()
    }
    var soon = DueQuery()
    soon.on = day
    soon.within = 3
    soon.limit = .max - 1
    return SweepResult(
      day: day, marked: marked, stillOverdue: overdue.filter(\.isMarked),
      dueSoon: try due(soon, in: view).items.filter { $0.daysLeft >= 0 })
  }

  private func mark(
    _ rows: [DueRow], _ invocation: Invocation, _ moment: Moment, _ view: LedgerView,
    _ setNumber: Int64?
  ) throws(Failure) -> [DueRow] {
    var transactions: [Transaction] = []
    for row in rows {
      transactions.append(
        try prepare(
          [Complaint.Command.markOverdue(row.rule)]
            + (setNumber == nil ? [] : [.escalate(reason: "", rule: row.rule)]),
          on: row.matter, as: invocation, at: moment, in: view, setNumber: setNumber
        ).transaction)
    }
    var marked: [DueRow] = []
    do throws(LedgerError) {
      for (row, outcome) in zip(rows, try store.append(batch: transactions)) {
        switch outcome {
        case .success: marked.append(row)
        // Somebody worked on the case meanwhile; the next sweep looks again.
        case .failure(.conflict): continue
        case .failure(let error): throw error
        }
      }
    } catch {
      throw Failure(error)
    }
    return marked
  }

  /// Every open obligation, of every regime, whose last day lies before `day`.
  private func overdueRows(before day: CivilDay, in view: LedgerView) throws(Failure) -> [DueRow] {
    var rows: [DueRow] = []
    var seen: Set<Int> = []
    do throws(LedgerError) {
      let range = OrderRange(to: Int64(day.number))
      try Self.complaints(in: view).scan(
        list: 0, order: ObligationOrder.due.rawValue, range
      ) { indexed, _ in
        guard seen.insert(indexed.number).inserted else { return true }
        rows += ComplaintRow.OpenObligation.all(of: indexed).filter { $0.due < day && !$0.isPaused }
          .map { DueRow($0, of: indexed, on: day) }
        return true
      }
    } catch {
      throw Failure(error)
    }
    return rows
  }
}

extension DueRow {
  init(_ open: ComplaintRow.OpenObligation, of row: IndexRow, on day: CivilDay) {
    self.init(
      matter: MatterReference(Complaint.kind, row.id), name: open.name, rule: open.rule,
      due: open.due, originalDue: open.originalDue, daysLeft: day.distance(to: open.due),
      unit: open.unit ?? row.code(ComplaintColumn.unit.rawValue) ?? "",
      handler: open.person
        ?? (open.unit == nil ? row.code(ComplaintColumn.handler.rawValue) : nil),
      stage: row.code(ComplaintColumn.stage.rawValue) ?? "", isProvisional: open.isProvisional,
      isMarked: open.isMarked, isPaused: open.isPaused)
  }
}
