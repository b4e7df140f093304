import Foundation
import Synchronization

@testable import EventLedger

/// 2026-11-23T00:00:00.000Z, then a second later with each question.
final class StepClock: LedgerClock {
  private let time: Mutex<Int64>
  init(_ start: Int64 = 1_795_392_000_000) { time = Mutex(start) }
  func now() -> Int64 {
    time.withLock { time in
      time += 1_000
      return time - 1_000
    }
  }
  func set(_ value: Int64) { time.withLock { $0 = value } }
}

final class SeededRandomness: LedgerRandomness {
  private let generator: Mutex<SeededGenerator>
  init(_ seed: UInt64 = 7) { generator = Mutex(SeededGenerator(seed)) }
  func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    generator.withLock { generator in
      for place in buffer.indices { buffer[place] = UInt8(truncatingIfNeeded: generator.next()) }
    }
  }
}

/// Counts events by type, and keeps each matter's last type; with a removal now and then.
struct CountingProjection: Projection {
  var version: UInt32 = 3
  func project(_ line: LedgerLine, into view: inout some ProjectionView) {
    let count = Array("count/\(line.type)".utf8)
    let before = view.get(count).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    view.put(count, Array(String(before + 1).utf8))
    let last = Array("last/\(line.kind)/\(line.id)".utf8)
    if line.type.hasSuffix("closed") {
      view.delete(last)
    } else {
      view.put(last, Array(line.type.utf8))
    }
  }
}

/// A store on a simulated disk.
struct Bench {
  let disk: SimulatedFileSystem
  var environment: LedgerEnvironment
  let clock: StepClock
  var options = LedgerOptions()

  init(seed: UInt64 = 1, disk: SimulatedFileSystem? = nil) {
    self.disk = disk ?? SimulatedFileSystem(seed: seed)
    clock = StepClock()
    environment = LedgerEnvironment(
      fileSystem: self.disk, clock: clock, randomness: SeededRandomness(seed),
      identity: ProcessIdentity(processID: 4_711, host: "bench", bootID: "boot-1"))
    options.keyBlockCount = 4
    options.lockWaitMilliseconds = 0
  }

  func created() throws -> Bench {
    try Ledger.create(at: "/ledger", keysAt: "/keys", options: options, environment: environment)
    return self
  }

  func open(_ mode: WriterMode = .exclusive) throws -> Ledger {
    try Ledger.open(
      at: "/ledger", keysAt: "/keys", projection: CountingProjection(), mode: mode,
      options: options, environment: environment)
  }

  func reader(_ policy: LedgerReader.IndexPolicy = .rebuildInMemory) throws -> LedgerReader {
    try LedgerReader(
      at: "/ledger", keysAt: "/keys", projection: CountingProjection(), policy: policy,
      environment: environment)
  }

  func verify(_ level: VerifyLevel = .deep) throws -> VerifyReport {
    try Ledger.verify(
      at: "/ledger", keysAt: "/keys", projection: CountingProjection(), level: level,
      environment: environment)
  }

  /// The same disk after another start of the machine.
  func rebooted(_ number: Int = 2) -> Bench {
    var next = self
    next.environment.identity.bootID = "boot-\(number)"
    return next
  }
}

func matter(_ number: Int) -> MatterKey {
  MatterKey(kind: "complaint", id: "C-20261123-\(String(1_000_000 + number).dropFirst())")
}

func event(
  _ number: Int, _ type: String = "complaint.received", data: String = "{\"amount\":1}",
  sealed: [SealedPlaintext] = []
) -> NewEvent {
  NewEvent(
    matter: matter(number), type: type, typeVersion: 1, day: 20_780, zone: "Asia/Shanghai",
    organisation: "B-01", actor: "E-7", data: Array(data.utf8), sealed: sealed)
}

/// One event under its own key; the matter's version is `version` before.
func step(_ number: Int, version: Int = 0, _ type: String = "complaint.received") -> Transaction {
  Transaction(
    idempotencyKey: "k-\(number)-\(version)",
    expected: [Expectation(matter(number), version: version)],
    events: [event(number, type)])
}

/// Two events of two matters.
func pair(_ left: Int, _ right: Int, sealed: String? = nil) -> Transaction {
  let values =
    sealed.map {
      [SealedPlaintext(field: "narrative", bytes: Array($0.utf8), scope: .new("matter"))]
    } ?? []
  return Transaction(
    idempotencyKey: "p-\(left)-\(right)",
    expected: [Expectation(matter(left), version: 0), Expectation(matter(right), version: 0)],
    events: [event(left, sealed: values), event(right)])
}

/// What a reader can know: every line's bytes, and every entry of the index.
struct Knowledge: Equatable {
  var lines: [String] = []
  var entries: [String] = []

  init(_ view: LedgerView) throws {
    try view.scan { line in
      lines.append(String(decoding: line.bytes, as: UTF8.self))
      return true
    }
    entries = try view.index.entries(in: KeyRange()).map {
      String(decoding: $0.key + [0x3D] + $0.value, as: UTF8.self)
    }
  }

  /// Idempotency keys that the lines hold.
  var commands: Set<String> {
    Set(
      lines.compactMap { line in
        line.range(of: "\"cmd\":\"").flatMap { start in
          let rest = line[start.upperBound...]
          return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
        }
      }.filter { !$0.isEmpty })
  }
}

func code(_ error: (any Error)?) -> Finding.Code? {
  switch error as? LedgerError {
  case .corrupt(let finding), .indexDamaged(let finding): finding.code
  default: nil
  }
}

/// Collects text from several threads.
final class Notes: Sendable {
  private let texts = Mutex<[String]>([])
  func add(_ text: String) { texts.withLock { $0.append(text) } }
  var all: [String] { texts.withLock { $0 } }
}
