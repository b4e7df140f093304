internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

extension Workspace {
  /// Asks rules about past cases as they stood at their intake: the facts then known, the instant and
  /// business day of then, the calendar then in force. Nothing is written.
  ///
  /// The record is walked once, so that a year costs little more than a day. Personal texts stay sealed:
  /// cases whose new answer reads them are counted as undetermined.
  ///
  /// - Parameters:
  ///   - question: Which rules, about which cases, against what.
  ///   - invocation: Its language is that of the context.
  ///   - progress: Called now and then with the cases asked so far.
  /// - Returns: What changes.
  /// - Throws: `LUA-1xx` when the new rules cannot be used; whatever the ledger reports.
  public func replay(
    _ question: ReplayQuestion, as invocation: Invocation,
    progress: (Int) -> Void = { _ in }
  ) throws(Failure) -> ReplayReport {
    let view = try currentView()
    let sets = try ReplaySets(question, site: site, paths: paths)
    var run = ReplayRun(question, sets, site: site, paths: paths, view: view)
    try walk(&run, view, invocation, progress)
    let today = clock.civil(clock.now()).day
    let loader = MatterLoader(view: view, areas: Self.areas)
    var last: (id: String, complaint: Complaint?)?
    for moved in run.moved {
      if last?.id != moved.id {
        let loaded = try loader.load(MatterReference(Complaint.kind, moved.id))
        last = (moved.id, loaded.state?.matter(as: Complaint.self))
      }
      let settled = last?.complaint?.obligations.first { $0.name == moved.name }?.settledOn
      run.settle(moved, on: settled, today: today)
    }
    return run.finished()
  }

  /// Walks the record once: sets as they were activated, receipts of the period, and what was decided
  /// in the same transaction.
  private func walk(
    _ run: inout ReplayRun, _ view: LedgerView, _ invocation: Invocation,
    _ progress: (Int) -> Void
  ) throws(Failure) {
    guard let area = Self.areas[Complaint.kind] else { return }
    let days = Int(run.question.from.number)...Int(run.question.to.number)
    let countsNarrative = [run.sets.current, run.sets.candidate].contains {
      $0.reads("narrative_length", on: run.sets.hooks)
    }
    let readsLimits = run.sets.hooks.contains("complaint.deadline")
    let readsSealed = ComplaintFields.all.contains { field in
      field.isPersonal
        && [run.sets.current, run.sets.candidate].contains {
          $0.reads(field.name, on: run.sets.hooks)
        }
    }
    var waiting: ReplayCase?
    var failure: Failure?
    func finish(_ run: inout ReplayRun) {
      guard let replayed = waiting else { return }
      waiting = nil
      run.ask(replayed, context(of: replayed, invocation))
      if run.report.cases % 1000 == 0 { progress(run.report.cases) }
    }
    do throws(LedgerError) {
      var unsealing: LedgerError?
      try view.scan { line in
        if let replayed = waiting, line.transaction != replayed.line.transaction { finish(&run) }
        if line.hasType("complaint.received") {
          guard days.contains(line.day) else { return true }
          do throws(Failure) {
            waiting = try ReplayCase(
              line, area: area, readsLimits: readsLimits, readsSealed: readsSealed)
          } catch {
            failure = error
            return false
          }
          if countsNarrative {
            do throws(LedgerError) {
              try waiting?.countNarrative(in: view)
            } catch {
              unsealing = error
              return false
            }
          }
        } else if line.hasType("decided"), waiting != nil {
          if let hook = ReceiptRecord.hook(of: line),
            run.sets.hooks.contains(hook) || hook == "complaint.classify",
            let json = try? JSONReader.value(of: line.data)
          {
            waiting?.decided[hook] = json
          }
        } else if line.hasType("plugins.activated") {
          run.calendars.activate(line)
        }
        return true
      }
      if let unsealing { throw unsealing }
    } catch {
      throw Failure(error)
    }
    if let failure { throw failure }
    finish(&run)
    progress(run.report.cases)
  }

  private func context(of replayed: ReplayCase, _ invocation: Invocation) -> HookContext {
    let now = Instant(milliseconds: replayed.line.at)
    return HookContext(
      now: now, today: clock.civil(now).day, day: replayed.day, language: invocation.language,
      caseID: replayed.id, zone: site.zone,
      position: Int64(replayed.line.sequence) - 1, calendarID: site.policy.calendarID)
  }
}
