internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// Puts what was decided into one transaction of the ledger.
struct TransactionBuilder {
  let moment: Moment
  let zone: String
  let actor: String
  private(set) var events: [NewEvent] = []
  private(set) var expected: [MatterKey: Int] = [:]

  init(moment: Moment, zone: String, actor: String) {
    self.moment = moment
    self.zone = zone
    self.actor = actor
  }

  /// Adds the facts of a decision about a loaded matter.
  mutating func add(
    _ decided: [Area.EncodedEvent], to loaded: LoadedMatter, on day: CivilDay? = nil
  ) {
    let day = day ?? moment.businessDay
    expected[loaded.key] = loaded.version
    events += decided.map { event in
      NewEvent(
        matter: loaded.key, type: event.type, typeVersion: event.version,
        day: Int(day.number), zone: zone, actor: actor, data: event.data,
        sealed: event.sealed.map { Self.sealed($0, loaded) })
    }
  }

  /// Adds what the plugins said, beside the facts.
  mutating func add(
    _ records: [DecisionRecord], to loaded: LoadedMatter, on day: CivilDay? = nil
  ) {
    let day = day ?? moment.businessDay
    events += records.map { record in
      NewEvent(
        matter: loaded.key, type: EngineEvent.decided, typeVersion: 1,
        day: Int(day.number), zone: zone, actor: actor, data: record.json)
    }
  }

  /// Expects the versions of what was looked up.
  mutating func expect(_ expectations: [Expectation]) {
    for expectation in expectations where expected[expectation.matter] == nil {
      expected[expectation.matter] = expectation.version
    }
  }

  func transaction(idempotencyKey: String) -> Transaction {
    Transaction(
      idempotencyKey: idempotencyKey,
      expected: expected.map { Expectation($0.key, version: $0.value) }.sorted {
        $0.matter < $1.matter
      }, events: events)
  }

  /// A scope keeps its key for good, so that destroying one key erases all it sealed.
  private static func sealed(
    _ sealed: PayloadWriter.Sealed, _ loaded: LoadedMatter
  ) -> SealedPlaintext {
    let scope: SealedPlaintext.Scope =
      loaded.keys[sealed.scope].map { .key($0) } ?? .new("\(loaded.reference.id)/\(sealed.scope)")
    return SealedPlaintext(field: sealed.field, bytes: Array(sealed.text.utf8), scope: scope)
  }
}
