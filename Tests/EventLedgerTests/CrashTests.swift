import Testing

@testable import EventLedger

/// A short life of a store, cut at every call that changes something.
struct Life {
  /// Transactions in order; each is one commit.
  static func script() -> [Transaction] {
    var transactions: [Transaction] = []
    for number in 0..<4 {
      transactions.append(pair(number * 10, number * 10 + 1, sealed: "秘密 \(number)"))
      transactions.append(step(number * 10, version: 1))
      transactions.append(step(number * 10, version: 2, "complaint.closed"))
    }
    return transactions
  }

  static func bench(seed: UInt64) throws -> Bench {
    var bench = Bench(seed: seed)
    bench.options.segmentByteCount = 3_000
    bench.options.tailLineCountMax = 6
    return try bench.created()
  }

  var acknowledged: [String] = []
  var shown = 0

  /// Runs until the end or until something fails.
  mutating func run(_ bench: Bench) {
    guard let ledger = try? bench.open() else { return }
    for transaction in Self.script() {
      do {
        _ = try ledger.append(transaction)
        acknowledged.append(transaction.idempotencyKey)
      } catch {
        if case .conflict = error { continue }
        return
      }
    }
    ledger.close()
  }
}

/// After any crash: what was acknowledged is there, nothing is halved, nothing is called damaged.
func expectSound(
  _ bench: Bench, acknowledged: [String], _ context: @autoclosure () -> String
) throws {
  let ledger: Ledger
  do {
    ledger = try bench.open()
  } catch {
    Issue.record("\(context()): opening answered \(error)")
    return
  }
  let knowledge = try Knowledge(ledger.view())
  let missing = acknowledged.filter { !knowledge.commands.contains($0) }
  #expect(missing == [], "\(context())")
  let inOrder = Life.script().map(\.idempotencyKey)
  let present = inOrder.prefix { knowledge.commands.contains($0) }
  #expect(Set(present) == knowledge.commands, "a prefix: \(context())")
  for transaction in Life.script().prefix(present.count) {
    let receipt = try #require(
      try ledger.view().receipt(idempotencyKey: transaction.idempotencyKey))
    #expect(receipt.lastSequence - receipt.firstSequence + 1 == transaction.events.count)
  }
  // The store goes on from there.
  for transaction in Life.script() {
    do {
      _ = try ledger.append(transaction)
    } catch {
      Issue.record("\(context()): going on answered \(error)")
      return
    }
  }
  ledger.close()
  let report = try bench.verify()
  #expect(report.findings == [], "\(context())")
}

@Suite struct CrashTests {
  static let callCount: Int = {
    guard let bench = try? Life.bench(seed: 1) else { return 0 }
    let before = bench.disk.callCount
    var life = Life()
    life.run(bench)
    return bench.disk.callCount - before
  }()

  @Test func `a process killed at any call loses nothing that was acknowledged`() throws {
    #expect(Self.callCount > 50)
    for call in 0..<Self.callCount {
      let bench = try Life.bench(seed: 1)
      bench.disk.arrange(.killed, atCall: bench.disk.callCount + call)
      var life = Life()
      life.run(bench)
      bench.disk.restart()
      try expectSound(bench, acknowledged: life.acknowledged, "killed at call \(call)")
    }
  }

  @Test func `a power loss at any call loses nothing that was acknowledged`() throws {
    for call in 0..<Self.callCount {
      for seed in Soak.seeds(2) {
        let bench = try Life.bench(seed: seed)
        bench.disk.arrange(.killed, atCall: bench.disk.callCount + call)
        var life = Life()
        life.run(bench)
        bench.disk.losePower()
        try expectSound(
          bench.rebooted(), acknowledged: life.acknowledged, "power at call \(call) seed \(seed)")
      }
    }
  }

  @Test func `a second crash during recovery loses nothing either`() throws {
    for call in stride(from: 3, to: Self.callCount, by: 7) {
      for second in 0..<(8 * min(4, Soak.factor)) {
        let seed = Soak.base &+ UInt64(call * 31 + second)
        let bench = try Life.bench(seed: seed)
        bench.disk.arrange(.killed, atCall: bench.disk.callCount + call)
        var life = Life()
        life.run(bench)
        bench.disk.losePower()
        bench.disk.arrange(.killed, atCall: bench.disk.callCount + second)
        let again = bench.rebooted(2)
        if let ledger = try? again.open() { ledger.close() }
        bench.disk.losePower()
        try expectSound(
          bench.rebooted(3), acknowledged: life.acknowledged,
          "power at call \(call), then at \(second), seed \(seed)")
      }
    }
  }

  @Test func `a failed synchronisation is never followed by another write`() throws {
    for number in 0..<40 {
      for loses in [false, true] {
        let bench = try Life.bench(seed: UInt64(number + 1))
        let ledger = try bench.open()
        bench.disk.arrange(.fails(5), at: "fdatasync", number: number)
        var acknowledged: [String] = []
        var unknown: LedgerError?
        for transaction in Life.script() {
          do {
            _ = try ledger.append(transaction)
            acknowledged.append(transaction.idempotencyKey)
          } catch {
            if case .outcomeUnknown = error { unknown = error }
            break
          }
        }
        if let unknown {
          #expect(unknown == .outcomeUnknown(operation: "fdatasync", errno: 5))
          let before = bench.disk.callCount
          #expect(
            throws: LedgerError.poisoned(path: "/ledger", detail: "fdatasync errno 5")
          ) { try ledger.append(step(99)) }
          #expect(bench.disk.callCount == before)
          #expect(bench.disk.bytes(of: "/ledger/POISON") != nil)
          let shown = try bench.reader().view()
          #expect(try Knowledge(shown).commands.isSuperset(of: acknowledged))
        }
        if loses { bench.disk.losePower() } else { bench.disk.restart() }
        try expectSound(
          loses ? bench.rebooted() : bench, acknowledged: acknowledged,
          "sync \(number) loses \(loses)")
      }
    }
  }

  @Test(arguments: [28, 122, 27, 5] as [Int32])
  func `a write that fails stores nothing and the store stays usable`(number: Int32) throws {
    for taken in [0, 1, 100, 600] {
      let bench = try Bench().created()
      let ledger = try bench.open()
      _ = try ledger.append(step(1))
      let before = try Knowledge(ledger.view())
      if taken > 0 {
        bench.disk.arrange(.short(taken), at: "write")
        bench.disk.arrange(.fails(number), at: "write", number: 1)
      } else {
        bench.disk.arrange(.fails(number), at: "write")
      }
      let error = #expect(throws: LedgerError.self) { try ledger.append(pair(2, 3)) }
      if number == 5 {
        #expect(error == .io(operation: "write", path: "/ledger/segments/000001.jsonl", errno: 5))
      } else {
        #expect(error == .noSpace(path: "/ledger/segments/000001.jsonl", errno: number))
      }
      #expect(try Knowledge(ledger.view()) == before)
      #expect(try Knowledge(bench.reader().view()) == before)
      #expect(try ledger.append(pair(2, 3)).firstSequence == 3)
      #expect(try bench.verify().findings == [])
    }
  }

  @Test func `short and interrupted writes are continued`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    for taken in [1, 2, 511, 512, 513] {
      bench.disk.arrange(.short(taken), at: "write")
      _ = try ledger.append(step(taken))
      bench.disk.arrange(.fails(4), at: "write")
      _ = try ledger.append(step(taken, version: 1))
    }
    #expect(ledger.view().head.sequence == 11)
    #expect(try bench.verify().findings == [])
  }

  @Test func `a disk that fills up refuses, and goes on once there is room`() throws {
    var bench = Bench()
    bench.options.segmentByteCount = 4_000
    bench.options.tailLineCountMax = 5
    bench = try bench.created()
    let ledger = try bench.open()
    bench.disk.limit(byteCount: bench.disk.byteCount + 9_000)
    var stored = 0
    while stored < 1_000 {
      do {
        _ = try ledger.append(step(stored))
        stored += 1
      } catch {
        guard case .noSpace = error else { throw error }
        break
      }
    }
    #expect(stored > 0 && stored < 100)
    #expect(try Knowledge(bench.reader().view()).commands.count == stored)
    bench.disk.limit(byteCount: nil)
    for number in stored..<(stored + 20) { _ = try ledger.append(step(number)) }
    let report = try bench.verify()
    #expect(report.findings == [])
    #expect(try Knowledge(bench.reader().view()).commands.count == stored + 20)
  }
}
