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

/// Counts events by type, and keeps each matter's last type; with a removal now and then. Complaints
/// have a row with one of everything.
struct CountingProjection: Projection {
  var version: UInt32 = 3
  var schema: IndexSchema {
    IndexSchema(
      version: version,
      tables: [
        TableSchema(
          kind: "complaint",
          columns: [
            ColumnSchema("type", .code), ColumnSchema("events", .number),
            ColumnSchema("day", .number), ColumnSchema("note", .text),
          ],
          lists: [
            ListSchema(
              "open", columns: [ColumnSchema("due", .number), ColumnSchema("name", .code)],
              orders: [OrderSchema("due", by: [0])])
          ],
          orders: [OrderSchema("type", by: [0, 1]), OrderSchema("day", by: [2])],
          lookups: [LookupSchema("note", by: [3])],
          cubes: [CubeSchema(by: [.value(0), .month(2)]), CubeSchema(by: [.value(1)])],
          searched: ["narrative"])
      ])
  }

  func project(_ line: LedgerLine, into row: ProjectionEditor) {
    let count = Array("count/\(line.type)".utf8)
    let before = row.get(count).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    row.put(count, Array(String(before + 1).utf8))
    let last = Array("last/\(line.kind)/\(line.id)".utf8)
    if line.type.hasSuffix("closed") {
      row.delete(last)
    } else {
      row.put(last, Array(line.type.utf8))
    }
    guard line.kind == "complaint" else { return }
    row.setCode(0, line.type)
    row.set(1, (row.number(1) ?? 0) + 1)
    row.set(2, Int64(line.day) - Int64(line.sequence % 90))
    Array("note of \(line.id)".utf8).withUnsafeBytes { row.setText(3, $0) }
    let name = Array("answer".utf8).withUnsafeBytes { row.code(list: 0, column: 1, $0) }
    let isOpen = !line.type.hasSuffix("closed")
    row.set(list: 0, isOpen ? [Int64(line.day) + Int64(line.sequence % 7), name] : [])
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
    guard let table = view.table("complaint") else { return }
    try table.scan { row in
      entries.append(row.summary)
      return true
    }
    for order in 0..<2 {
      try table.scan(order: order) { row in
        entries.append("order \(order) \(row.id)")
        return true
      }
    }
    try table.scan(list: 0, order: 0) { row, tuple in
      entries.append("due \(row.id) \(tuple)")
      return true
    }
    for group in try table.count(by: [.value(0), .month(2)]) {
      entries.append(
        "\(table.text(0, code: group.key[0] ?? -1)) \(group.key[1] ?? -1): \(group.count)")
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

extension IndexRow {
  /// Everything that the counting projection wrote.
  var summary: String {
    "\(number) \(id) \(version) \(code(0) ?? "") \(number(1) ?? -1) \(number(2) ?? -1) \(text(3)) "
      + tuples(list: 0).map(String.init).joined(separator: ",")
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
