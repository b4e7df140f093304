internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// What a command ordered of other matters.
struct CarriedOrders {
  /// Every matter that an order reached, in order.
  var references: [MatterReference] = []
  /// The complaint that an order opened, with what the plugins said.
  var complaint: (id: String, intake: IntakeAnswers)?
  /// The emergencies that it opened.
  var emergencies: [Emergency] = []
}

/// What carrying out orders needs and gathers; one a command.
struct OrderRun {
  var builder: TransactionBuilder
  let loader: MatterLoader
  let lookUps: EngineLookUps
  let context: Context
  let invocation: Invocation
  let moment: Moment
  let view: LedgerView
  let calendar: WorkingCalendar?
  let setNumber: Int64?
  var carried = CarriedOrders()
  /// Matters that this transaction changed already.
  var states: [MatterReference: (loaded: LoadedMatter, state: Area.State?)] = [:]
}

extension Workspace {
  /// No chain of orders is longer; a longer one is a mistake of an area.
  private static let ordersMax = 32

  /// Decides what was ordered of other matters, in the same transaction: all of it stands, or nothing.
  func carry(_ orders: [Order], in run: inout OrderRun) throws(Failure) {
    var waiting = orders[...]
    var count = 0
    while let order = waiting.popFirst() {
      count += 1
      precondition(count <= Self.ordersMax, "orders go in a circle: \(order.matter)")
      waiting += try carry(order, in: &run)
    }
    if let failure = run.lookUps.failure { throw failure }
  }

  private func carry(_ order: Order, in run: inout OrderRun) throws(Failure) -> [Order] {
    let reference = order.matter
    let known: (loaded: LoadedMatter, state: Area.State?)
    if let seen = run.states[reference] {
      known = seen
    } else {
      let loaded = try run.loader.load(reference)
      known = (loaded, loaded.state)
    }
    let moment = Moment(
      now: run.moment.now, today: run.moment.today,
      businessDay: order.time?.day ?? run.moment.businessDay,
      businessMinute: order.time.map(\.minute) ?? run.moment.businessMinute)
    let context = run.context.ordered(
      reference.id, on: moment.businessDay, minute: moment.businessMinute)
    var decided = try decide(order.command, reference.kind, known.state, context)
    if let setNumber = run.setNumber, known.loaded.version == 0,
      let complaint = decided.state?.matter(as: Complaint.self)
    {
      let hooks = hookContext(reference.id, run.invocation, moment, setNumber, run.view)
      let asked = plugins.askIntake(
        ComplaintRecord(complaint), hooks, site: site,
        calendar: run.calendar ?? Self.plainCalendar(site.policy.calendarID))
      decided = try decide(
        order.command, reference.kind, known.state, context.with(answers: asked.answers))
      run.builder.add(decided.events, to: known.loaded, on: moment.businessDay)
      run.builder.add(asked.records, to: known.loaded, on: moment.businessDay)
      run.carried.complaint = (reference.id, asked)
    } else {
      run.builder.add(decided.events, to: known.loaded, on: moment.businessDay)
    }
    run.states[reference] = (known.loaded, decided.state)
    run.carried.references.append(reference)
    if known.loaded.version == 0, let emergency = decided.state?.matter(as: Emergency.self) {
      run.carried.emergencies.append(emergency)
    }
    return decided.orders
  }

  /// Puts a notice for each of the leadership group into the outbox, after the emergency was stored, and
  /// records that it is there. Where one of the two fails the sweep does it again: a notice may come
  /// twice, for one emergency, and never not at all.
  ///
  /// - Returns: How many emergencies were told of.
  @discardableResult
  func tellLeadership(
    _ emergencies: [Emergency], as invocation: Invocation, at moment: Moment
  ) -> Int {
    var count = 0
    for emergency in emergencies where !emergency.opened.notified.isEmpty {
      let opened = emergency.opened
      let ground = opened.ground.map { site.language == .zh ? $0.title.zh : $0.title.en } ?? ""
      let subject = Phrase(
        "启动应急：\(opened.level.title.zh) \(opened.complaint)",
        "emergency: \(opened.level.title.en) \(opened.complaint)")
      let text = Phrase(
        "投诉 \(opened.complaint)，人数 \(opened.headcount)。\(ground)",
        "complaint \(opened.complaint), \(opened.headcount) people. \(ground)")
      var bytes: [UInt8] = []
      for to in opened.notified {
        var writer = ConsumerProtection.JSONWriter()
        writer.write(
          .object([
            .init("at", .text(moment.now.iso)), .init("matter", .text(opened.complaint)),
            .init("sequence", .integer(Int64(store.view.head.sequence))),
            .init("command", .text("emergency")), .init("plugin", .text("xiaobao")),
            .init("to", .text(to)), .init("subject", .text(subject.text(in: site.language))),
            .init("text", .text(text.text(in: site.language))),
          ]))
        bytes += writer.bytes + [0x0A]
      }
      do throws(Failure) {
        try Files.append(bytes, to: "\(paths.outbox)/notices.jsonl", in: paths.outbox)
        // Its own act: the key of the command that opened it must not answer for this one.
        let telling = Invocation(
          actor: invocation.actor, on: invocation.on, language: invocation.language,
          reason: invocation.reason)
        _ = try execute(.markTold, on: emergency.id, of: Emergency.self, as: telling)
        count += 1
      } catch {
        plugins.set.log("outbox", "warn", error.description)
      }
    }
    return count
  }
}
