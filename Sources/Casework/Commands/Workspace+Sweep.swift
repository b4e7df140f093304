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
  /// What its handler was reminded of now (催办).
  public let reminded: [DueRow]
  /// What was escalated now: the row with the level that it reached.
  public let escalated: [DueRow]
  /// Emergencies of which the leadership group is told now, since the notice was lost.
  public let told: [String]
  /// The business day of the sweep before; nil when this is the first.
  public let previous: CivilDay?

  /// The days between the two for which no sweep was made.
  public var missedDays: Int { previous.map { max(0, $0.distance(to: day) - 1) } ?? 0 }
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
    let previous = try recordSweep(invocation, moment, view)
    view = try currentView()
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
    let still = overdue.filter(\.isMarked)
    let escalated = try escalate(marked + still, invocation, moment)
    let reminded = try remind(invocation, moment)
    let boxes = try sweepBoxes(invocation, moment)
    let told = try tellUntold(invocation, moment)
    view = try currentView()
    var soon = DueQuery()
    soon.on = day
    soon.within = 3
    soon.limit = .max - 1
    return SweepResult(
      day: day, marked: marked + boxes.marked, stillOverdue: still + boxes.still,
      dueSoon: try due(soon, in: view).items.filter { $0.daysLeft >= 0 }, reminded: reminded,
      escalated: escalated, told: told, previous: previous)
  }

  /// Records that a sweep was made for the business day, once a day, and gives the day of the one
  /// before, so that a sweep that nobody started is noticed by the next.
  private func recordSweep(
    _ invocation: Invocation, _ moment: Moment, _ view: LedgerView
  ) throws(Failure) -> CivilDay? {
    let lookUps = EngineLookUps(
      loader: MatterLoader(view: view, areas: Self.areas), calendars: [:], regimes: [])
    try authorise(
      [Complaint.Command.markOverdue("")], by: invocation, at: moment, lookUps, in: view)
    do throws(LedgerError) {
      let last = try view.index.get(IndexKey.sweep).map {
        CivilDay(indexed: Int64(storedBytes: $0))
      }
      if let last, moment.businessDay <= last { return last == moment.businessDay ? nil : last }
      let event = NewEvent(
        matter: EngineEvent.sweep, type: EngineEvent.swept, typeVersion: 1,
        day: Int(moment.businessDay.number), zone: site.zone, actor: invocation.actor,
        data: Array("{}".utf8))
      let version = try view.version(of: EngineEvent.sweep)
      _ = try store.append(
        Transaction(
          idempotencyKey: "", expected: [Expectation(EngineEvent.sweep, version: version)],
          events: [event]))
      return last
    } catch {
      // Another sweep of the same day was quicker: that one stands.
      if case .conflict = error { return nil }
      throw Failure(error)
    }
  }

  /// Reminds whoever handles a case of what falls due soon, once for each last day.
  private func remind(
    _ invocation: Invocation, _ moment: Moment
  ) throws(Failure) -> [DueRow] {
    let policy = site.policy.handling
    guard let days = policy.remindDaysBefore, policy.reminder != nil else { return [] }
    var query = DueQuery()
    query.on = moment.businessDay
    query.within = days
    query.limit = .max - 1
    let rows = try due(query, in: currentView()).items.filter { row in
      row.matter.kind == Complaint.kind && 0 <= row.daysLeft && !row.isPaused && !row.isDuty
        && !row.isReminded
        && !["closed", "withdrawn"].contains(row.stage)
    }
    var reminded: [DueRow] = []
    for row in rows {
      let words = Phrase(
        "\(row.rule) 将于 \(row.due.iso) 到期", "\(row.rule) falls due on \(row.due.iso)")
      let command = Complaint.Command.handling(
        .remindOf(rule: row.rule, words: words.text(in: site.language)))
      if try store(command, on: row.matter, invocation, moment) { reminded.append(row) }
    }
    return reminded
  }

  /// Stores what a command of the sweep decides; false where it decides nothing, or somebody worked on
  /// the case meanwhile: the next sweep looks again.
  func store(
    _ command: some Sendable, on matter: MatterReference, _ invocation: Invocation,
    _ moment: Moment
  ) throws(Failure) -> Bool {
    let prepared = try prepare(
      [command], on: matter, as: invocation, at: moment, in: currentView(), setNumber: nil)
    guard !prepared.transaction.events.isEmpty else { return false }
    do throws(LedgerError) {
      _ = try store.append(prepared.transaction)
      return true
    } catch {
      if case .conflict = error { return false }
      throw Failure(error)
    }
  }

  /// Escalates what has reached a further level of the bank's, each level once.
  private func escalate(
    _ rows: [DueRow], _ invocation: Invocation, _ moment: Moment
  ) throws(Failure) -> [DueRow] {
    let policy = site.policy.handling
    guard !policy.levels.isEmpty else { return [] }
    var escalated: [DueRow] = []
    for row in rows where row.level < policy.level(daysLate: -row.daysLeft) {
      let command = Complaint.Command.escalate(reason: "", rule: row.rule)
      if try store(command, on: row.matter, invocation, moment) { escalated.append(row) }
    }
    return escalated
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
      isMarked: open.isMarked, isPaused: open.isPaused,
      isDuty: open.isDuty, isReminded: open.isReminded, level: open.level)
  }
}
