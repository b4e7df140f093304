internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

extension Workspace {
  /// Why a complaint stands as it does.
  ///
  /// Values that a decision depended on are rebuilt from the record as of that decision and checked
  /// against its digest; no plugin is run.
  ///
  /// - Throws: `XB-002` when there is no such complaint.
  public func explain(_ id: String, as invocation: Invocation) throws(Failure) -> Explanation {
    let reference = MatterReference(Complaint.kind, id)
    let view = try currentView()
    let loader = MatterLoader(view: view, areas: Self.areas)
    let loaded = try loader.load(reference)
    guard let complaint = loaded.state?.matter(as: Complaint.self) else {
      throw Self.notFound(reference)
    }
    let records = loaded.lines.filter { $0.type == EngineEvent.decided }
    var decisions: [Explanation.Decision] = []
    for line in records {
      let then = try record(of: reference, before: line, records, loader, view)
      decisions.append(
        decision(line, then, invocation.language).withoutUnusedRoute(complaint.receipt.held))
    }
    do throws(LedgerError) {
      guard let row = try row(id, in: view) else { throw .notAStore(path: paths.ledger) }
      return Explanation(
        row: row, limits: limits(of: complaint, invocation, view), decisions: decisions,
        silent: try silent(loaded, decisions, view),
        sets: try sets(Set(decisions.map(\.set)), in: view))
    } catch {
      throw Failure(error)
    }
  }

  private func limits(
    of complaint: Complaint, _ invocation: Invocation, _ view: LedgerView
  ) -> [Explanation.Limit] {
    let hooks = HookContext(
      now: clock.now(), today: complaint.receivedOn, day: complaint.receivedOn,
      language: invocation.language, zone: site.zone, calendarID: site.policy.calendarID)
    var limits: [Explanation.Limit] = []
    for obligation in complaint.obligations {
      let years = obligation.start.year...(obligation.due.year + 1)
      let id = obligation.calendar?.id ?? site.policy.calendarID
      let calendar = obligation.calendar == nil ? nil : plugins.calendar(id, years, hooks)
      let known = calendar ?? Self.plainCalendar(id)
      limits.append(
        Explanation.Limit(
          obligation: obligation, count: obligation.derived(in: known),
          isCalendarNewer: obligation.calendar.map { $0.version != known.version } ?? false))
    }
    return limits.sorted {
      ($0.obligation.due, $0.obligation.rule) < ($1.obligation.due, $1.obligation.rule)
    }
  }

  /// The record that the hooks of an intake saw: the complaint as its first line made it, before any
  /// answer; the narrative's length only while it can be unsealed.
  private func record(
    of reference: MatterReference, before line: LedgerLine, _ records: [LedgerLine],
    _ loader: MatterLoader, _ view: LedgerView
  ) throws(Failure) -> ComplaintRecord? {
    let hook = (try? JSONReader.value(of: line.data))?["hook"]?.text ?? ""
    guard PluginRuntime.intakeHooks.contains(hook) else {
      // Later hooks saw the complaint as it stood at the position that their record names.
      let position = (try? JSONReader.value(of: line.data))?["position"]?.integer ?? 0
      return try loader.load(reference, through: UInt64(clamping: position))
        .state?.matter(as: Complaint.self).map { ComplaintRecord($0) }
    }
    let first = try loader.load(reference).lines.first { $0.type == ComplaintReceived.type }
    guard let first,
      let complaint = try loader.load(reference, through: first.sequence)
        .state?.matter(as: Complaint.self)
    else { return nil }
    var record = ComplaintRecord(complaint)
    do throws(LedgerError) {
      for entry in first.sealed where entry.field == "narrative" {
        if case .text(let bytes) = try view.unseal(entry, of: first) {
          record["narrative_length"] = .integer(
            Int64(String(decoding: bytes, as: UTF8.self).count))
        }
      }
    } catch {
      throw Failure(error)
    }
    guard ["complaint.check", "complaint.classify"].contains(hook) else { return record }
    return record.unclassified(by: Self.classified(in: records))
  }

  /// What `complaint.classify` decided at intake: the hooks before it saw these keys open.
  private static func classified(in records: [LedgerLine]) -> [(key: String, value: String)] {
    records.lazy.compactMap { try? JSONReader.value(of: $0.data) }
      .filter { $0["hook"]?.text == "complaint.classify" }
      .flatMap { $0["used"]?.array ?? [] }
      .compactMap { given in
        guard let key = given["answer"]?["key"]?.text, let value = given["answer"]?["value"]?.text
        else { return nil }
        return (key: key, value: value)
      }
  }

  /// Who was asked at intake and said nothing: the plugins of the set in force then, hook by hook, where
  /// no record stands.
  private func silent(
    _ loaded: LoadedMatter, _ decisions: [Explanation.Decision], _ view: LedgerView
  ) throws(LedgerError) -> [Explanation.Silent] {
    guard let received = loaded.lines.first?.sequence,
      let set = try view.history(of: EngineEvent.pluginSet).last(where: { $0.sequence < received }),
      let order = (try? JSONReader.value(of: set.data))?["order"]
    else { return [] }
    let known = Set(decisions.map(\.hook))
    return PluginRuntime.intakeHooks.compactMap { hook in
      let plugins = (order[hook]?.array ?? []).compactMap(\.text)
      return plugins.isEmpty || known.contains(hook)
        ? nil : Explanation.Silent(hook: hook, plugins: plugins)
    }
  }

  private func sets(
    _ numbers: Set<Int64>, in view: LedgerView
  ) throws(LedgerError) -> [Int64: [String]] {
    var sets: [Int64: [String]] = [:]
    for line in try view.history(of: EngineEvent.pluginSet) {
      guard numbers.contains(Int64(line.matterVersion)),
        let json = try? JSONReader.value(of: line.data)
      else { continue }
      sets[Int64(line.matterVersion)] = (json["plugins"]?.array ?? []).map { plugin in
        [plugin["id"]?.text, plugin["version"]?.text].compactMap(\.self).joined(separator: " ")
      }
    }
    return sets
  }

  private func decision(
    _ line: LedgerLine, _ then: ComplaintRecord?, _ language: Language
  ) -> Explanation.Decision {
    let json = (try? JSONReader.value(of: line.data)) ?? .null
    let reader = DecisionReader(json: json, then: then) { because, plugin in
      self.plugins.set.text(of: because, from: plugin, in: language)
    }
    return reader.decision(sequence: line.sequence)
  }
}
