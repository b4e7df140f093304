import Testing

@testable import EventLedger

/// Calls that fail while the process lives: each of them, in each way, and then the writer goes on.
@Suite struct FaultSweepTests {
  /// A life that shrugs: what fails is left out, and a handle that refuses is opened anew.
  struct Stubborn {
    var acknowledged: [String] = []
    var errors: [LedgerError] = []

    mutating func run(_ bench: Bench) throws {
      var ledger = try? bench.open()
      for transaction in Life.script() {
        if ledger == nil { ledger = try? bench.open() }
        do {
          guard let open = ledger else { continue }
          _ = try open.append(transaction)
          acknowledged.append(transaction.idempotencyKey)
        } catch {
          if case .conflict = error { continue }
          errors.append(error)
          // Only a handle whose synchronisation failed has to go.
          switch error {
          case .outcomeUnknown, .poisoned:
            ledger?.close()
            ledger = nil
          default: break
          }
        }
      }
      ledger?.close()
    }
  }

  /// The lines that were acknowledged are there, in whole transactions, and every sealed text opens.
  static func expectKept(
    _ bench: Bench, _ acknowledged: [String], _ context: @autoclosure () -> String
  ) throws {
    do {
      let ledger = try bench.open()
      let view = ledger.view()
      let present = try Knowledge(view).commands
      #expect(acknowledged.filter { !present.contains($0) } == [], "\(context())")
      // Going on takes the next keys of the pool.
      _ = try ledger.append(pair(900, 901, sealed: "later"))
      try expectReadable(ledger.view(), context())
      ledger.close()
      let report = try bench.verify()
      #expect(report.findings == [], "\(context())")
    } catch {
      Issue.record("\(context()): \(error)")
    }
  }

  private static func expectReadable(_ view: LedgerView, _ context: String) throws {
    var lines: [LedgerLine] = []
    try view.scan { line in
      lines.append(line)
      return true
    }
    for line in lines {
      for entry in line.sealed {
        guard case .text = try view.unseal(entry, of: line) else {
          Issue.record("\(context): key \(entry.key) of line \(line.sequence) is gone")
          continue
        }
      }
    }
  }

  private static let callCount: Int = {
    guard let bench = try? Life.bench(seed: 1) else { return 0 }
    let before = bench.disk.callCount
    var life = Life()
    life.run(bench)
    return bench.disk.callCount - before
  }()

  /// Group 2 and 3: every call of the script, whatever it is.
  @Test(arguments: [5, 28] as [Int32])
  func `any call that fails once loses nothing that was acknowledged, before or after`(
    number: Int32
  ) throws {
    var failures: [String: Int] = [:]
    for call in 0..<Self.callCount {
      for ending in 0..<2 {
        let seed = Soak.base &+ UInt64(call)
        let bench = try Life.bench(seed: seed)
        let fault = bench.disk.callCount + call
        bench.disk.arrange(.fails(number), atCall: fault)
        var life = Stubborn()
        try life.run(bench)
        if fault < bench.disk.callCount { failures[bench.disk.calls[fault], default: 0] += 1 }
        if ending == 0 { bench.disk.restart() } else { bench.disk.losePower() }
        try Self.expectKept(
          ending == 0 ? bench : bench.rebooted(), life.acknowledged,
          "errno \(number) at call \(call), power lost \(ending == 1), seed \(seed)")
      }
    }
    print("failed once with errno \(number):", failures.sorted { $0.key < $1.key })
    #expect(
      Set(failures.keys).isSuperset(of: [
        "write", "pwrite", "fdatasync", "fsync", "rename", "create", "chmod",
      ]))
  }

  /// Group 2: pages marked clean, half of them written, evicted, the process gone before POISON.
  @Test func `a failed synchronisation whose pages are evicted loses nothing either`() throws {
    for number in 0..<30 {
      for seed in Soak.seeds(3) {
        for isSilent in [false, true] {
          let bench = try Life.bench(seed: seed)
          bench.disk.arrange(.fails(5), at: "fdatasync", number: number)
          if isSilent { bench.disk.arrange(.killed, at: "create") }
          var life = Life()
          life.run(bench)
          bench.disk.evict()
          bench.disk.restart()
          let context = "sync \(number) seed \(seed) silent \(isSilent)"
          // A process of the same boot goes on, then the power is lost.
          var second = Life()
          second.run(bench)
          bench.disk.evict()
          bench.disk.losePower()
          try Self.expectKept(
            bench.rebooted(), life.acknowledged + second.acknowledged, context)
        }
      }
    }
  }

  /// Group 3: a group that is cut short by any number of bytes, then the disk is full.
  @Test func `a write that stops after any byte of a group stores nothing of it`() throws {
    let bench = try Bench().created()
    let first = try bench.open()
    _ = try first.append(step(1))
    first.close()
    let start = try #require(bench.disk.bytes(of: "/ledger/segments/000001.jsonl")).count
    let whole = Bench(disk: bench.disk.copy())
    _ = try whole.open().append(pair(2, 3))
    let end = try #require(whole.disk.bytes(of: "/ledger/segments/000001.jsonl")).count
    #expect(end - start > 600)
    for taken in 0..<(end - start) {
      let copy = Bench(disk: bench.disk.copy())
      let ledger = try copy.open()
      copy.disk.arrange(.short(taken), at: "write")
      copy.disk.arrange(.fails([28, 122, 27][taken % 3]), at: "write", number: 1)
      #expect(throws: LedgerError.self, "after \(taken) bytes") { try ledger.append(pair(2, 3)) }
      let bytes = try #require(copy.disk.bytes(of: "/ledger/segments/000001.jsonl"))
      #expect(bytes.count == start, "after \(taken) bytes")
      #expect(try ledger.append(pair(2, 3)).lastSequence == 4, "after \(taken) bytes")
      ledger.close()
      guard taken % 40 == 0 else { continue }
      #expect(try copy.verify().findings == [], "after \(taken) bytes")
    }
  }

  /// A key file's count is synchronised after its slots; the failure of either must cost no key.
  @Test func `a synchronisation of the key file that fails costs no key that a line names`() throws
  {
    for number in 0..<28 {
      for seed in Soak.seeds(4) {
        var bench = Bench(seed: seed)
        bench.options.keyBlockCount = 2
        bench = try bench.created()
        bench.disk.arrange(.fails(5), at: "fdatasync", number: number)
        var acknowledged: [String] = []
        for life in 0..<3 {
          guard let ledger = try? bench.open() else { continue }
          for turn in 0..<4 {
            let transaction = pair(
              life * 100 + turn * 2, life * 100 + turn * 2 + 1, sealed: "第\(turn)件")
            if (try? ledger.append(transaction)) != nil {
              acknowledged.append(transaction.idempotencyKey)
            }
          }
          ledger.close()
        }
        bench.disk.losePower()
        try Self.expectKept(
          bench.rebooted(), acknowledged, "sync \(number) seed \(seed)")
      }
    }
  }

  /// A file of the pool is begun once in 65,536 keys: a crash there must not end all sealing.
  @Test func `a crash while the next key file is begun is got over`() throws {
    let next = KeyPool.slotsInFile + 1
    func pool(_ bench: Bench) throws -> KeyPool {
      let store = try StoreIdentity.read(
        StoreLocation(path: "/ledger", keyPath: "/keys"), bench.disk)
      return KeyPool(path: "/keys", store: store, files: bench.disk)
    }
    func isKey(_ slot: KeyPool.Slot) -> Bool {
      if case .key = slot { true } else { false }
    }
    for call in 0..<9 {
      for ending in 0..<2 {
        let bench = try Bench(seed: Soak.base &+ UInt64(call)).created()
        bench.disk.arrange(.killed, atCall: bench.disk.callCount + call)
        try? pool(bench).provide(next, blockCount: 3, randomness: SeededRandomness())
        if ending == 0 { bench.disk.restart() } else { bench.disk.losePower() }
        try pool(bench).provide(next, blockCount: 3, randomness: SeededRandomness(8))
        bench.disk.losePower()
        for key in next..<(next + 3) {
          #expect(
            try isKey(pool(bench).slot(key)), "killed at \(call), power \(ending), key \(key)")
        }
      }
    }
  }
}
