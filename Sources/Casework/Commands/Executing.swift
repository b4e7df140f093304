internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// What a command did.
struct Executed {
  let reference: MatterReference
  let receipt: Receipt
  /// The matter's version after it.
  let version: Int
  let intake: IntakeAnswers?
  /// What it ordered of other matters.
  var carried = CarriedOrders()
  /// Plugins that failed to observe it.
  var observed: [PluginFailure] = []
}

/// A decided command, ready for the ledger.
struct PreparedCommand {
  let transaction: Transaction
  let reference: MatterReference
  let version: Int
  let intake: IntakeAnswers?
  /// What it ordered of other matters, in the same transaction.
  var carried = CarriedOrders()

  /// Who failed at this intake; nil where nobody was asked.
  var outcomes: PluginOutcomes? {
    if let opened = carried.complaint {
      return PluginOutcomes(caseID: opened.id, failures: opened.intake.failures)
    }
    return intake.map { PluginOutcomes(caseID: reference.id, failures: $0.failures) }
  }
}

extension Workspace {
  /// How often a decision is made anew after somebody else changed a matter.
  private static let attemptsMax = 3

  /// Decides a command and stores what follows, durably.
  ///
  /// No identifier opens a complaint under the next case number and asks the intake hooks. Throws the
  /// refusal, or what the ledger reports: `XB-015` after three conflicts in a row.
  func execute<M: Matter>(
    _ command: M.Command, on id: String?, of _: M.Type, as invocation: Invocation
  ) throws(Failure) -> Executed {
    try execute(on: id, of: M.self, as: invocation, asks: plugins.isAsked(beside: command)) {
      _, _ in [command]
    }
  }

  /// The same of several commands on one matter, all or none, made when the numbers are known.
  func execute<M: Matter>(
    on id: String?, of _: M.Type, as invocation: Invocation, asks: Bool,
    _ making: (inout CaseNumbers, Moment) throws(Failure) -> [M.Command]
  ) throws(Failure) -> Executed {
    var last: LedgerError?
    for _ in 0..<Self.attemptsMax {
      var view = try currentView()
      if let repeated = try repeated(invocation, in: view) { return repeated }
      let moment = try moment(of: invocation)
      var setNumber: Int64?
      if id == nil || asks {
        let activated = try activatedSet(as: invocation, at: moment, in: view)
        (setNumber, view) = (activated.number, activated.view)
      }
      var numbers = CaseNumbers(view: view)
      let given: String
      if let id {
        given = id
      } else {
        given = try numbers.next(on: moment.businessDay, of: M.kind)
      }
      let commands = try making(&numbers, moment)
      let reference = MatterReference(M.kind, given)
      let prepared = try prepare(
        commands, on: reference, as: invocation, at: moment, in: view, setNumber: setNumber)
      do throws(LedgerError) {
        let receipt = try store.append(prepared.transaction)
        note([prepared].compactMap(\.outcomes), as: invocation, at: moment)
        let observed = commands.flatMap { command in
          observe([prepared.reference], command, as: invocation, at: moment)
        }
        tellLeadership(prepared.carried.emergencies, as: invocation, at: moment)
        return Executed(
          reference: reference, receipt: receipt, version: prepared.version,
          intake: prepared.intake, carried: prepared.carried, observed: observed)
      } catch {
        guard case .conflict = error else { throw Failure(error) }
        last = error
      }
    }
    throw Failure(last ?? .poisoned(path: paths.ledger, detail: ""))
  }

  /// Decides commands on one matter without storing anything; the first may open it.
  ///
  /// `setNumber` is the number of the plugin set; nil asks no hook. `recognises` looks for the person's
  /// key, which reads the lines that the index of texts does not cover yet.
  func prepare(
    _ commands: [any Sendable], on reference: MatterReference, as invocation: Invocation,
    at moment: Moment, in view: LedgerView, setNumber: Int64?, recognises: Bool = true
  ) throws(Failure) -> PreparedCommand {
    let loader = MatterLoader(view: view, areas: Self.areas)
    var loaded = try loader.load(reference)
    // One person, one key; an import looks nobody up.
    if recognises, setNumber != nil, loaded.version == 0,
      case .register(let draft)? = commands.first as? Complaint.Command
    {
      loaded.keys[Self.complainantScope] = try sharedKey(of: draft, in: view)
    }
    try check(moment, notBefore: loaded)
    let hooks = hookContext(reference.id, invocation, moment, setNumber ?? 0, view)
    let needs = CommandNeeds(commands, asksIntake: setNumber != nil, policy: site.policy)
    let years = moment.years(since: loaded.state?.matter(as: Complaint.self)?.receivedOn)
    let calendars = needs.calendar ? plugins.calendars(years, hooks) : [:]
    let calendar = calendars[site.policy.calendarID]
    let lookUps = EngineLookUps(
      loader: loader, calendars: calendars,
      regimes: needs.regimes ? plugins.regimes : [], siteLimits: site.limits)
    try authorise(commands, by: invocation, at: moment, lookUps, in: view)
    let context = Context(
      now: moment.now, today: moment.today, businessDay: moment.businessDay,
      businessMinute: moment.businessMinute, zone: site.zone, actor: invocation.actor,
      newIdentifier: reference.id, lookUps: lookUps, policy: site.policy)
    var builder = TransactionBuilder(moment: moment, zone: site.zone, actor: invocation.actor)
    var state = loaded.state
    var intake: IntakeAnswers?
    var orders: [Order] = []
    for (place, command) in commands.enumerated() {
      if setNumber != nil, let complaint = state?.matter(as: Complaint.self),
        let command = command as? Complaint.Command
      {
        let asking = Asking(
          complaint: complaint, command: command, invocation: invocation, hooks: hooks)
        let passed = try passGuard(asking, at: moment, lookUps, in: view)
        builder.add(passed.events, to: loaded)
        var asked =
          plugins.ask(
            beside: asking, calendar: calendar ?? Self.plainCalendar(site.policy.calendarID))
          ?? IntakeAnswers()
        asked.records = passed.records + asked.records
        let decided = try decide(
          command, reference.kind, state, context.with(answers: asked.answers))
        builder.add(decided.events, to: loaded)
        orders += decided.orders
        state = decided.state
        intake = asked.joined(behind: intake)
        continue
      }
      var decided = try decide(command, reference.kind, state, context)
      if place == 0, setNumber != nil, let complaint = decided.state?.matter(as: Complaint.self) {
        let asking = Asking(
          complaint: complaint, command: command as? Complaint.Command, invocation: invocation,
          hooks: hooks)
        let passed = try passGuard(asking, at: moment, lookUps, in: view)
        builder.add(passed.events, to: loaded)
        var asked = plugins.askIntake(
          ComplaintRecord(complaint), hooks, site: site,
          calendar: calendar ?? Self.plainCalendar(site.policy.calendarID))
        asked.records = passed.records + asked.records
        decided = try decide(
          command, reference.kind, state, context.with(answers: asked.answers))
        intake = asked
      }
      builder.add(decided.events, to: loaded)
      orders += decided.orders
      state = decided.state
    }
    if let failure = lookUps.failure { throw failure }
    builder.add(intake?.records ?? [], to: loaded)
    let version = loaded.version + builder.events.count
    var run = OrderRun(
      builder: builder, loader: loader, lookUps: lookUps, context: context, invocation: invocation,
      moment: moment, view: view, calendar: calendar, setNumber: setNumber)
    try carry(orders, in: &run)
    builder = run.builder
    builder.expect(lookUps.expectations)
    let key = invocation.idempotencyKey ?? ""
    return PreparedCommand(
      transaction: builder.transaction(idempotencyKey: key), reference: reference,
      version: version, intake: intake, carried: run.carried)
  }

  func decide(
    _ command: any Sendable, _ kind: MatterKind, _ state: Area.State?, _ context: Context
  ) throws(Failure) -> Area.Decided {
    guard let area = Self.areas[kind] else {
      preconditionFailure("no area is registered for \(kind)")
    }
    do throws(Refusal) {
      return try area.deciding(command, on: state, in: context)
    } catch {
      throw Failure(error)
    }
  }

  func hookContext(
    _ caseID: String, _ invocation: Invocation, _ moment: Moment, _ setNumber: Int64,
    _ view: LedgerView
  ) -> HookContext {
    HookContext(
      now: moment.now, today: moment.today, day: moment.businessDay,
      language: invocation.language, caseID: caseID, zone: site.zone, setNumber: setNumber,
      position: Int64(view.head.sequence), calendarID: site.policy.calendarID)
  }

  static func plainCalendar(_ id: String) -> WorkingCalendar {
    WorkingCalendar(id: id, version: "", officialYears: [], days: [])
  }

  /// The receipt of a command whose idempotency key was used before.
  private func repeated(
    _ invocation: Invocation, in view: LedgerView
  ) throws(Failure) -> Executed? {
    guard let key = invocation.idempotencyKey, !key.isEmpty else { return nil }
    do throws(LedgerError) {
      guard let receipt = try view.receipt(idempotencyKey: key) else { return nil }
      guard let line = try view.line(sequence: receipt.lastSequence) else { return nil }
      return Executed(
        reference: MatterReference(MatterKind(line.kind), line.id), receipt: receipt,
        version: line.matterVersion, intake: nil)
    } catch {
      throw Failure(error)
    }
  }
}

extension Moment {
  /// The years that a limit from this day on may touch.
  var years: ClosedRange<Int> { businessDay.year...(businessDay.year + 1) }

  /// The years that a limit of a matter received then may touch.
  func years(since received: CivilDay?) -> ClosedRange<Int> {
    min(received?.year ?? businessDay.year, businessDay.year)...(businessDay.year + 1)
  }
}
