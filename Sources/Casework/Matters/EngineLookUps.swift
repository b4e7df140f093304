internal import ConsumerProtection
internal import EventLedger
internal import PluginHost
internal import Synchronization

/// Serves a decision's look-ups from one view of the ledger, and remembers what was looked up.
final class EngineLookUps: LookUps {
  private struct Seen {
    var loaded: [MatterReference: LoadedMatter] = [:]
    var failure: Failure?
  }

  private let loader: MatterLoader
  private let calendars: [String: WorkingCalendar]
  private let regimes: [RegimeTable]
  private let siteLimits: [SiteLimit]
  private let seen = Mutex(Seen())

  init(
    loader: MatterLoader, calendars: [String: WorkingCalendar], regimes: [RegimeTable],
    siteLimits: [SiteLimit] = []
  ) {
    self.loader = loader
    self.calendars = calendars
    self.regimes = regimes
    self.siteLimits = siteLimits
  }

  func unit(_ id: String) -> Unit? {
    load(MatterReference(Unit.kind, id))?.matter(as: Unit.self)
  }

  func person(_ id: String) -> Person? {
    load(MatterReference(Person.kind, id))?.matter(as: Person.self)
  }

  func calendar(_ id: String) -> WorkingCalendar? { calendars[id] }

  func limit(extending rule: String, onReceipt day: CivilDay) -> Limit? {
    for regime in regimes {
      if let next = regime.next(after: rule, onReceipt: day) { return next }
    }
    return nil
  }

  func limit(_ rule: String, named name: String, onReceipt day: CivilDay) -> Budget? {
    for regime in regimes {
      if let row = regime.row(rule, onReceipt: day) {
        // A day that a message stated is not counted again.
        return row.terms.statedDay == .counted ? row.budget : nil
      }
    }
    guard rule == SiteLimit.rule else { return nil }
    return siteLimits.first { $0.name == name && $0.isInForce(on: day) }?.budget
  }

  func limits(startedBy trigger: Limit.Trigger, onReceipt day: CivilDay) -> [Limit] {
    regimes.flatMap { regime in
      regime.rows(inForceOn: day).filter { $0.trigger == trigger && $0.extends == nil }
    }
  }

  func clockRules(onReceipt day: CivilDay) -> [ClockRule] {
    regimes.flatMap(\.clock).filter { $0.isInForce(on: day) }
  }

  func staff() -> [String] {
    do throws(LedgerError) {
      guard let table = loader.view.table(Person.kind.text) else { return [] }
      var numbers: [String] = []
      for place in 0..<table.count {
        if let row = table.row(number: place) { numbers.append(row.id) }
      }
      try table.confirm()
      return numbers.sorted()
    } catch {
      seen.withLock { $0.failure = $0.failure ?? Failure(error) }
      return []
    }
  }

  func quantity(_ name: String, on day: CivilDay) -> Quantity? {
    let known = regimes.lazy.flatMap(\.quantities).filter {
      $0.name == name && $0.isInForce(on: day)
    }
    return known.min { $0.value < $1.value }
  }

  func complaint(_ id: String) -> Complaint? {
    load(MatterReference(Complaint.kind, id))?.matter(as: Complaint.self)
  }

  func isNamed(_ person: String, in complaint: Complaint) -> Bool {
    let receipt = complaint.receipt
    let plain = [receipt.narrative, receipt.demand].compactMap { $0?.plain }
    if !plain.isEmpty { return isNamed(person, inTexts: plain) }
    return isNamed(
      person,
      inTexts: opened(["narrative", "demand"], of: MatterReference(Complaint.kind, complaint.id)))
  }

  func isNamed(_ person: String, inTexts texts: [String]) -> Bool {
    guard !texts.isEmpty,
      let name = opened(["person.name"], of: MatterReference(Person.kind, person)).first
    else { return false }
    return NameMention.isFound(name: name, number: person, in: texts)
  }

  /// Sealed fields of a matter as they stand; what was erased or has no key here is left out.
  private func opened(_ fields: [String], of reference: MatterReference) -> [String] {
    guard load(reference) != nil, let lines = seen.withLock({ $0.loaded[reference]?.lines })
    else { return [] }
    do throws(LedgerError) {
      var texts: [String] = []
      for field in fields {
        guard let (line, entry) = lines.standing(field) else { continue }
        if case .text(let bytes) = try loader.view.unseal(entry, of: line) {
          texts.append(String(decoding: bytes, as: UTF8.self))
        }
      }
      return texts
    } catch {
      seen.withLock { $0.failure = $0.failure ?? Failure(error) }
      return []
    }
  }

  /// The matters that were looked up with the versions they had: the append expects them.
  var expectations: [Expectation] {
    seen.withLock { state in
      state.loaded.values.map { Expectation($0.key, version: $0.version) }
    }
  }

  /// A failure to read; the decision made meanwhile is void.
  var failure: Failure? { seen.withLock { $0.failure } }

  private func load(_ reference: MatterReference) -> Area.State? {
    seen.withLock { state in
      if let known = state.loaded[reference] { return known.state }
      do throws(Failure) {
        let loaded = try loader.load(reference)
        state.loaded[reference] = loaded
        return loaded.state
      } catch {
        state.failure = state.failure ?? error
        return nil
      }
    }
  }
}
