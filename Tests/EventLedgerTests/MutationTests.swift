import Testing

@testable import EventLedger

/// Each rule switched off must do harm that the crash tests would see.
@Suite struct MutationTests {
  /// Lives with crashes, failed synchronisations and mutated rules; the harm found.
  static func harm(
    seeds: Range<UInt64>, _ change: @Sendable (inout RecoveryRules) -> Void
  ) throws -> [String] {
    var found: [String] = []
    for seed in seeds {
      var bench = Bench(seed: seed)
      bench.options.segmentByteCount = 3_000
      change(&bench.options.rules)
      bench = try bench.created()
      var acknowledged: [String] = []
      var random = SeededGenerator(seed)
      for life in 0..<4 {
        let isFailing = random.next() % 2 == 0
        let call = Int(random.next() % 40)
        if isFailing {
          bench.disk.arrange(.fails(5), at: "fdatasync", number: Int(random.next() % 4))
          // Dies before it can write POISON.
          if random.next() % 2 == 0 { bench.disk.arrange(.killed, at: "create") }
        } else {
          bench.disk.arrange(.killed, atCall: bench.disk.callCount + call)
        }
        if let ledger = try? bench.open() {
          for transaction in Life.script() {
            if let receipt = try? ledger.append(transaction) {
              if !receipt.repeated { acknowledged.append(transaction.idempotencyKey) }
            } else {
              break
            }
          }
        }
        if random.next() % 3 == 0 {
          bench.disk.restart()
        } else {
          bench.disk.losePower()
          bench = bench.rebooted(life + 2)
        }
      }
      bench.disk.restart()
      found += harmFound(bench, acknowledged, seed)
    }
    return found
  }

  private static func harmFound(
    _ bench: Bench, _ acknowledged: [String], _ seed: UInt64
  ) -> [String] {
    do {
      let ledger = try bench.open()
      let knowledge = try Knowledge(ledger.view())
      let script = Life.script()
      let lost = Set(acknowledged).subtracting(knowledge.commands)
      if !lost.isEmpty { return ["seed \(seed): lost \(lost.sorted())"] }
      for transaction in script where knowledge.commands.contains(transaction.idempotencyKey) {
        let count = knowledge.lines.count {
          $0.contains("\"cmd\":\"\(transaction.idempotencyKey)\"")
        }
        if count != transaction.events.count { return ["seed \(seed): a half transaction"] }
      }
      return []
    } catch {
      return ["seed \(seed): \(error)"]
    }
  }

  @Test func `with all rules on no life does harm`() throws {
    let harm = try Self.harm(seeds: 1..<(150 * UInt64(Soak.factor))) { _ in }
    #expect(harm == [])
  }

  /// Switching a rule off must be noticed; the run says by what.
  private static func expectHarm(
    _ rule: String, seeds: Range<UInt64>, _ change: @Sendable (inout RecoveryRules) -> Void
  ) throws {
    let found = try harm(seeds: seeds, change)
    #expect(!found.isEmpty)
    show(rule, found.first ?? "nothing", found.count)
  }

  private static func show(_ rule: String, _ first: String, _ count: Int) {
    print("rule off: \(rule): \(count) lives harmed, the first by \(first)")
  }

  @Test func `without keeping evidence what was cut off is gone`() throws {
    func evidence(_ keeps: Bool) throws -> Int {
      var bench = try Bench().created()
      bench.options.rules.keepsEvidence = keeps
      let ledger = try bench.open()
      _ = try ledger.append(step(1))
      ledger.close()
      let path = "/ledger/segments/000001.jsonl"
      let bytes = try #require(bench.disk.bytes(of: path))
      bench.disk.replace(path, bytes + Array("{\"v\":1,\"seq\":3,".utf8))
      let again = try bench.rebooted().open()
      #expect(again.recovery.cutByteCount == 15)
      return try bench.disk.list("/ledger").count { $0.hasPrefix("torn-") }
    }
    #expect(try evidence(true) == 1)
    #expect(try evidence(false) == 0)
    Self.show("keepsEvidence", "no torn-*.bin", 1)
  }

  @Test func `without writing again beyond HEAD acknowledged data is lost`() throws {
    // The synchronisation fails, the pages look clean, and the process dies before POISON.
    func losses(_ rewrites: Bool) throws -> Int {
      var count = 0
      for seed in UInt64(1)...20 {
        var bench = Bench(seed: seed)
        bench.options.rules.rewritesBeyondHead = rewrites
        bench = try bench.created()
        let first = try bench.open()
        bench.disk.arrange(.fails(5), at: "fdatasync")
        bench.disk.arrange(.killed, at: "create")
        _ = try? first.append(pair(1, 2))
        bench.disk.restart()
        let second = try bench.open()
        _ = try second.append(step(3))
        bench.disk.losePower()
        let third = try? bench.rebooted().open()
        let commands = try third.map { try Knowledge($0.view()).commands }
        if commands?.contains("k-3-0") != true { count += 1 }
      }
      return count
    }
    #expect(try losses(true) == 0)
    let lost = try losses(false)
    #expect(lost > 0)
    Self.show("rewritesBeyondHead", "acknowledged data lost", lost)
  }

  @Test func `without synchronising before the answer acknowledged data is lost`() throws {
    try Self.expectHarm("synchronisesBeforeAcknowledging", seeds: 1..<60) {
      $0.synchronisesBeforeAcknowledging = false
    }
  }

  @Test func `with HEAD before the synchronisation a sound store is called damaged`() throws {
    try Self.expectHarm("writesHeadAfterSynchronising", seeds: 1..<60) {
      $0.writesHeadAfterSynchronising = false
    }
  }

  @Test func `without dropping an unfinished transaction a half one stays`() throws {
    try Self.expectHarm("dropsUnfinishedTransaction", seeds: 1..<150) {
      $0.dropsUnfinishedTransaction = false
    }
  }

  @Test func `without synchronising the directory a whole segment is lost`() throws {
    try Self.expectHarm("synchronisesDirectories", seeds: 1..<150) {
      $0.synchronisesDirectories = false
    }
  }

  @Test func `without the group field damage in the middle is taken for a torn tail`() throws {
    func outcome(_ usesGroupField: Bool) throws -> Bool {
      var bench = try Bench().created()
      bench.options.rules.usesGroupField = usesGroupField
      let ledger = try bench.open()
      for number in 0..<6 { _ = try ledger.append(step(number)) }
      ledger.close()
      let path = "/ledger/segments/000001.jsonl"
      var bytes = try #require(bench.disk.bytes(of: path))
      bytes[bytes.count / 2] ^= 1
      bench.disk.replace(path, bytes)
      bench.disk.remove("/ledger/HEAD")
      do {
        _ = try bench.rebooted().open()
        return false
      } catch {
        return true
      }
    }
    #expect(try outcome(true))
    #expect(try !outcome(false))
    Self.show("usesGroupField", "damage in the middle taken for a torn tail", 1)
  }

  @Test func `without HEAD's word a record that was cut short looks whole`() throws {
    func isReported(_ checksHead: Bool) throws -> Bool {
      var bench = try Bench().created()
      bench.options.rules.checksHead = checksHead
      let ledger = try bench.open()
      for number in 0..<6 { _ = try ledger.append(step(number)) }
      ledger.close()
      let path = "/ledger/segments/000001.jsonl"
      let bytes = try #require(bench.disk.bytes(of: path))
      let end = try #require(bytes.dropLast().lastIndex(of: 0x0A))
      bench.disk.replace(path, Array(bytes[...end]))
      do {
        _ = try bench.rebooted().open()
        return false
      } catch {
        return code(error) == .behindHead
      }
    }
    #expect(try isReported(true))
    #expect(try !isReported(false))
    Self.show("checksHead", "a record cut short looks whole", 1)
  }
}
