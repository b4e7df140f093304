internal import Casework
internal import ConsumerProtection
internal import EventLedger
internal import Glibc

/// Durable submits per second: Casework with the shipped plugins, the ledger alone, and SQLite, one
/// client, one commit each, on the same disk.
struct Submits {
  let bank: SampleBank
  let scratch: String
  let rounds: Int
  private static let blockCount = 40

  func run(_ results: Results) async throws(BenchError) {
    let paths = try await bank.makeWorkspace(at: "\(scratch)/submits")
    let casework = try CaseworkSubmits(bank: bank, paths: paths)
    let events = try await casework.exampleEvents(Self.blockCount)
    let ledger = try LedgerSubmits(scratch: scratch, examples: events)
    let sqlite = try SQLiteSubmits(scratch: scratch, bank: bank, examples: events)
    let floor = try DiskFloor(scratch: scratch, byteCount: casework.byteCountOfOne)
    results.section(
      "submits: one client, one durable commit each; \(casework.lineCountOfOne) lines and"
        + " \(casework.byteCountOfOne) bytes of ledger a submit")
    var processor = [Samples(), Samples(), Samples(), Samples()]
    let blocks: [(Int) async throws(BenchError) -> Void] = [
      casework.submit, ledger.submit, sqlite.submit, floor.submit,
    ]
    let sides = blocks.enumerated().map { place, block in
      Side(name: "\(place)") { () throws(BenchError) in
        let (wall, own) = (Clock.now(), Clock.processor())
        try await block(Self.blockCount)
        processor[place].add(Double(Clock.processor() - own) / Double(Self.blockCount) / 1e3)
        return 1e9 * Double(Self.blockCount) / Double(Clock.now() - wall)
      }
    }
    let samples = try await Interleaving.run(sides, warmUp: 2, rounds: rounds)
    report(samples, processor, to: results)
    await casework.close()
    ledger.close()
  }

  private func report(_ samples: [Samples], _ processor: [Samples], to results: Results) {
    func add(_ name: String, _ ours: Samples, _ theirs: Samples, _ unit: String) {
      results.add(
        Figure(
          name: name, ours: ours.median, theirs: theirs.median, unit: unit,
          note: "\(ours.spread); \(theirs.spread)"))
    }
    add("durable submits, Casework beside SQLite", samples[0], samples[2], "/s")
    add("durable submits, ledger alone beside SQLite", samples[1], samples[2], "/s")
    add("durable submits, Casework beside ledger alone", samples[0], samples[1], "/s")
    add("ledger alone beside one write and fdatasync", samples[1], samples[3], "/s")
    add("processor time, Casework beside SQLite", processor[0], processor[2], "us")
    add("processor time, ledger alone beside SQLite", processor[1], processor[2], "us")
  }
}

/// Submits through the engine: plugins asked, decision recorded, personal fields sealed.
final class CaseworkSubmits {
  private let bank: SampleBank
  private let paths: WorkspacePaths
  private let workspace: Workspace
  private var number = 0
  private(set) var lineCountOfOne = 0
  private(set) var byteCountOfOne = 0

  init(bank: SampleBank, paths: WorkspacePaths) throws(BenchError) {
    self.bank = bank
    self.paths = paths
    do throws(Failure) {
      workspace = try Workspace(opening: paths, access: .writing)
    } catch {
      throw BenchError(error)
    }
  }

  func submit(_ count: Int) async throws(BenchError) {
    for _ in 0..<count { _ = try await submitOne() }
  }

  private func submitOne() async throws(BenchError) -> String {
    defer { number += 1 }
    do throws(Failure) {
      let invocation = Invocation(
        actor: SampleBank.actor, idempotencyKey: "bench-\(number)")
      let performed = try await workspace.submit(bank.draft(number), as: invocation)
      if let failure = performed.failures.first { throw Failure(failure) }
      return performed.matter.id
    } catch {
      throw BenchError(error)
    }
  }

  /// Submits a few and reads back what was stored, opened, so that others can store the same.
  func exampleEvents(_ count: Int) async throws(BenchError) -> [[NewEvent]] {
    var ids: [String] = []
    for _ in 0..<count { ids.append(try await submitOne()) }
    do throws(LedgerError) {
      let view = try LedgerReader(
        at: paths.ledger, keysAt: paths.keys, projection: EmptyProjection(),
        policy: .rebuildInMemory
      ).view()
      var events: [[NewEvent]] = []
      var (lines, bytes) = (0, 0)
      for id in ids {
        let history = try view.history(of: MatterKey(kind: Complaint.kind.text, id: id))
        lines += history.count
        bytes += history.reduce(0) { $0 + $1.bytes.count + 1 }
        var opened: [NewEvent] = []
        for line in history { opened.append(try Self.opened(line, in: view)) }
        events.append(opened)
      }
      lineCountOfOne = lines / count
      byteCountOfOne = bytes / count
      return events
    } catch {
      throw BenchError(error)
    }
  }

  private static func opened(
    _ line: LedgerLine, in view: LedgerView
  ) throws(LedgerError) -> NewEvent {
    var sealed: [SealedPlaintext] = []
    for entry in line.sealed {
      guard case .text(let bytes) = try view.unseal(entry, of: line) else { continue }
      sealed.append(
        SealedPlaintext(field: entry.field, bytes: bytes, scope: .new("\(entry.key)")))
    }
    return NewEvent(
      matter: line.matter, type: line.type, typeVersion: line.typeVersion, day: line.day,
      zone: line.zone, organisation: line.organisation, actor: line.actor, data: line.data,
      sealed: sealed)
  }

  func close() async { await workspace.close() }
}

/// The same events, appended without an engine.
final class LedgerSubmits {
  private let ledger: Ledger
  private let examples: [[NewEvent]]
  private var number = 0

  init(scratch: String, examples: [[NewEvent]]) throws(BenchError) {
    self.examples = examples
    let (path, keys) = ("\(scratch)/alone/ledger", "\(scratch)/alone/keys")
    try Files.makeFolders(of: path)
    do throws(LedgerError) {
      try Ledger.create(at: path, keysAt: keys)
      ledger = try Ledger.open(at: path, keysAt: keys, projection: EmptyProjection())
    } catch {
      throw BenchError(error)
    }
  }

  func submit(_ count: Int) throws(BenchError) {
    for _ in 0..<count {
      let key = MatterKey(kind: Complaint.kind.text, id: "C-20240101-\(100_000 + number)")
      var events = examples[number % examples.count]
      for place in events.indices { events[place].matter = key }
      let transaction = Transaction(
        idempotencyKey: "bench-\(number)", expected: [Expectation(key, version: 0)], events: events)
      do throws(LedgerError) {
        _ = try ledger.append(transaction)
      } catch {
        throw BenchError(error)
      }
      number += 1
    }
  }

  func close() { ledger.close() }
}
