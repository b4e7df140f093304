public import ConsumerProtection
internal import EventLedger
public import PluginHost

/// One case whose due days fall elsewhere with today's rules and calendar.
public struct RecomputedCase: Sendable, Equatable {
  /// The complaint.
  public let matter: MatterReference
  /// The unit that handles it.
  public let unit: String
  /// The limits that move, each with why.
  public let moves: [ObligationMove]
  /// The limits that the case gets.
  public let added: [Obligation]
}

/// What counting anew found, or did.
public struct RecomputeResult: Sendable, Equatable {
  /// The day it was made for.
  public let day: CivilDay
  /// How many open cases were counted.
  public let counted: Int
  /// The cases that move, in the order of their numbers.
  public let cases: [RecomputedCase]
  /// How many of them were stored; 0 for a preview.
  public let stored: Int
  /// How many limits would move and stay as they were agreed or told.
  public let kept: Int
  /// The plugins that could not be asked; their limits stay.
  public let failures: [PluginFailure]
}

extension Workspace {
  /// Counts the open limits anew, with the rows, the plugins' answers, the calendar and the roll-over of
  /// today.
  ///
  /// A due day never moves by itself: without `confirmed` this only shows which would.
  ///
  /// - Parameters:
  ///   - id: One complaint; nil is every open one.
  ///   - confirmed: Whether the moves are stored; needs a reason.
  ///   - invocation: Who counts, when and why.
  /// - Returns: What would move, or did.
  /// - Throws: `XB-002` when there is no such complaint, `XB-009` when the actor may not.
  public func recompute(
    _ id: String? = nil, confirmed: Bool, as invocation: Invocation
  ) throws(Failure) -> RecomputeResult {
    let moment = try moment(of: invocation)
    let view = try currentView()
    let ids: [String]
    if let id { ids = [id] } else { ids = try owing(in: view) }
    let found = try moving(ids, invocation, moment, view)
    var stored = 0
    if confirmed {
      for batch in stride(from: 0, to: found.cases.count, by: Self.recomputeBatch) {
        let cases = found.cases[batch..<min(batch + Self.recomputeBatch, found.cases.count)]
        stored += try recompute(cases.map(\.matter), invocation, moment)
      }
    }
    return RecomputeResult(
      day: moment.businessDay, counted: ids.count, cases: found.cases, stored: stored,
      kept: found.kept, failures: found.failures)
  }

  /// How many cases are stored by one synchronisation.
  private static let recomputeBatch = 256

  private func recompute(
    _ matters: [MatterReference], _ invocation: Invocation, _ moment: Moment
  ) throws(Failure) -> Int {
    // What the plugins answer stands in the record beside the moves.
    let (setNumber, view) = try activatedSet(as: invocation, at: moment, in: currentView())
    var transactions: [Transaction] = []
    let command = Complaint.Command.handling(.recompute(reason: invocation.reason ?? ""))
    for matter in matters {
      transactions.append(
        try prepare(
          [command], on: matter, as: invocation, at: moment, in: view, setNumber: setNumber
        ).transaction)
    }
    var stored = 0
    do throws(LedgerError) {
      for outcome in try store.append(batch: transactions) {
        switch outcome {
        case .success: stored += 1
        // Somebody worked on the case meanwhile: the next preview shows it again.
        case .failure(.conflict): continue
        case .failure(let error): throw error
        }
      }
    } catch {
      throw Failure(error)
    }
    return stored
  }

  /// The complaints that owe something, sorted.
  private func owing(in view: LedgerView) throws(Failure) -> [String] {
    var ids: Set<String> = []
    do throws(LedgerError) {
      try Self.complaints(in: view).scan(
        list: 0, order: ObligationOrder.due.rawValue, OrderRange()
      ) { indexed, _ in
        ids.insert(indexed.id)
        return true
      }
    } catch {
      throw Failure(error)
    }
    return ids.sorted()
  }

  private func moving(
    _ ids: [String], _ invocation: Invocation, _ moment: Moment, _ view: LedgerView
  ) throws(Failure) -> (cases: [RecomputedCase], kept: Int, failures: [PluginFailure]) {
    let loader = MatterLoader(view: view, areas: Self.areas)
    var complaints: [Complaint] = []
    for id in ids {
      let reference = MatterReference(Complaint.kind, id)
      guard let complaint = try loader.load(reference).state?.matter(as: Complaint.self) else {
        throw Self.notFound(reference)
      }
      complaints.append(complaint)
    }
    let hooks = hookContext("", invocation, moment, 0, view)
    let years = moment.years(since: complaints.map(\.receivedOn).min())
    let calendar = plugins.calendar(years, hooks)
    let lookUps = EngineLookUps(
      loader: loader, calendars: calendar.map { [$0.id: $0] } ?? [:], regimes: plugins.regimes,
      siteLimits: site.limits)
    let context = Context(
      now: moment.now, today: moment.today, businessDay: moment.businessDay,
      businessMinute: moment.businessMinute, zone: site.zone, actor: invocation.actor,
      lookUps: lookUps, policy: site.policy)
    var cases: [RecomputedCase] = []
    var (kept, failures) = (0, [PluginFailure]())
    for complaint in complaints {
      let asked = plugins.askDeadlinesAgain(
        ComplaintRecord(complaint), hookContext(complaint.id, invocation, moment, 0, view),
        calendar: calendar ?? Self.plainCalendar(site.policy.calendarID))
      failures += asked.failures
      let recount = complaint.recounted(in: context.with(answers: asked.answers))
      kept += recount.kept.count
      guard !recount.isEmpty else { continue }
      cases.append(
        RecomputedCase(
          matter: MatterReference(Complaint.kind, complaint.id), unit: complaint.handlingUnit,
          moves: recount.moves, added: recount.added))
    }
    if let failure = lookUps.failure { throw failure }
    return (cases, kept, failures)
  }
}
