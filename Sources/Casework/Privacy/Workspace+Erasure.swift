public import ConsumerProtection
internal import EventLedger

/// What an erasure came to.
public enum ErasureResult: Sendable, Equatable {
  /// It waits for a second person.
  case requested(String)
  /// The keys are destroyed.
  case erased(String, keys: Int)
  /// A period of law runs: stored and used for nothing else until then.
  case storedOnly(String, until: CivilDay)
}

extension Workspace {
  /// Carries out hold, release, request and its taking back on a person's data.
  public func perform(
    _ command: DataSubject.Command, on id: String, as invocation: Invocation
  ) throws(Failure) -> Performed {
    let key = try subjectKey(id, in: currentView())
    return try performed(
      execute(
        command, on: DataSubject.identifier(ofKey: key), of: DataSubject.self, as: invocation),
      invocation)
  }

  /// The second person's consent: destroys the person's key and the keys of what was written about their
  /// complaints, or, while a retention runs, restricts the data to being stored (PIPL art. 47).
  ///
  /// The fact is durable before a key is destroyed, so that an interrupted erasure is finished by the next
  /// sweep and never forgotten.
  ///
  /// - Throws: `XB-010` without a second person or compliance, `XB-001` under a hold or with an open case.
  public func confirmErasure(
    of id: String, as invocation: Invocation
  ) throws(Failure) -> ErasureResult {
    let result = try decideErasure(of: id, as: invocation)
    if case .erased = result { try finishErasures(as: invocation) }
    return result
  }

  /// Decides and records; the keys are still there.
  func decideErasure(
    of id: String, as invocation: Invocation
  ) throws(Failure) -> ErasureResult {
    let view = try currentView()
    let key = try subjectKey(id, in: view)
    let person = try subjectView(key, in: view)
    if case .open(let open) = person.retention { throw Self.stillOpen(open) }
    let moment = try moment(of: invocation)
    let keys = try keys(of: person, key, in: view)
    let prepared = try prepare(
      [
        DataSubject.Command.confirmErasure(
          keptUntil: person.retention.lastDay, keys: keys, cases: person.cases.map(\.id))
      ], on: MatterReference(DataSubject.kind, person.id), as: invocation, at: moment, in: view,
      setNumber: nil)
    let isErased = prepared.transaction.events.contains { $0.type == SubjectErased.type }
    var transaction = prepared.transaction
    try note(
      isErased ? EngineEvent.dataErased : EngineEvent.dataRestricted, of: person,
      in: &transaction, moment, invocation, view)
    do throws(LedgerError) {
      _ = try store.append(transaction)
    } catch {
      throw Failure(error)
    }
    guard isErased else {
      return .storedOnly(person.id, until: person.retention.lastDay ?? moment.businessDay)
    }
    return .erased(person.id, keys: keys.count)
  }

  /// Destroys the keys of erasures that were decided and not carried out yet.
  func finishErasures(as invocation: Invocation) throws(Failure) {
    let view = try currentView()
    var waiting: [String] = []
    do throws(LedgerError) {
      guard let table = view.table(DataSubject.kind.text),
        let code = table.code(SubjectColumn.state.rawValue, SubjectColumn.erasing)
      else { return }
      try table.scan(order: 0, OrderRange(prefix: [code])) { row in
        waiting.append(row.id)
        return true
      }
    } catch {
      throw Failure(error)
    }
    for id in waiting { try finishErasure(of: id, as: invocation, in: view) }
  }

  private func finishErasure(
    of id: String, as invocation: Invocation, in view: LedgerView
  ) throws(Failure) {
    let loaded = try MatterLoader(view: view, areas: Self.areas)
      .load(MatterReference(DataSubject.kind, id))
    let moment = try moment(of: invocation)
    var builder = TransactionBuilder(moment: moment, zone: site.zone, actor: invocation.actor)
    var keys: [UInt64] = []
    for line in loaded.lines where line.type == SubjectErased.type {
      let json = try? JSONReader.value(of: line.data)
      keys += (json?["keys"]?.array ?? []).compactMap { $0.text.flatMap { UInt64($0) } }
    }
    builder.add([Area.EncodedEvent(KeysDestroyed())], to: loaded)
    do throws(LedgerError) {
      for key in keys { try store.destroyKey(key) }
      _ = try store.append(builder.transaction(idempotencyKey: ""))
    } catch {
      throw Failure(error)
    }
  }

  /// The person's key, and those of everything sealed about their complaints.
  private func keys(
    of person: SubjectView, _ key: UInt64, in view: LedgerView
  ) throws(Failure) -> [UInt64] {
    var keys: Set<UInt64> = [key]
    for row in person.cases {
      let loaded = try MatterLoader(view: view, areas: Self.areas)
        .load(MatterReference(Complaint.kind, row.id))
      keys.formUnion(loaded.keys.values)
    }
    return keys.sorted()
  }

  /// Each complaint's own history says what became of its data.
  private func note(
    _ type: String, of person: SubjectView, in transaction: inout Transaction, _ moment: Moment,
    _ invocation: Invocation, _ view: LedgerView
  ) throws(Failure) {
    var data = PayloadWriter()
    data.write("subject", person.id)
    if type == EngineEvent.dataRestricted { data.write("until", person.retention.lastDay) }
    for row in person.cases {
      let key = MatterKey(kind: Complaint.kind.text, id: row.id)
      do throws(LedgerError) {
        transaction.expected.append(Expectation(key, version: try view.version(of: key)))
      } catch {
        throw Failure(error)
      }
      transaction.events.append(
        NewEvent(
          matter: key, type: type, typeVersion: 1, day: Int(moment.businessDay.number),
          zone: site.zone, actor: invocation.actor, data: data.data))
    }
  }

  private static func stillOpen(_ id: String) -> Failure {
    Failure(
      Refusal.Code.notAdmitted.text,
      problem: Phrase(
        "投诉 \(id) 尚未办结，不能删除个人信息", "the complaint \(id) is still open: its data is needed"),
      remedy: Phrase("办结或撤回后再确认删除", "close or withdraw it, then confirm the erasure"))
  }
}

/// The keys of an erasure were destroyed. Version 1, since 0.4; no payload.
private struct KeysDestroyed: RecordedEvent {
  var type: String { EngineEvent.keysDestroyed }
  var version: Int { 1 }

  init() {}

  init(
    type: String, version: Int, payload: Payload, envelope: EventEnvelope
  ) throws(PayloadError) {
    guard type == EngineEvent.keysDestroyed else { throw .unknownType(type) }
  }

  func write(to payload: inout PayloadWriter) {}
}
