import Testing

@testable import EventLedger

@Suite struct IndexTests {
  /// Random changes against a dictionary, through layers, runs and merges.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `every query equals a dictionary's for every split of tail and runs`(seed: UInt64) throws {
    let bench = try Bench().created()
    let store = try StoreIdentity.read(
      StoreLocation(path: "/ledger", keyPath: nil), bench.disk)
    let files = IndexFiles(
      location: StoreLocation(path: "/ledger", keyPath: nil), files: bench.disk, store: store,
      projectionVersion: 1)
    var random = SeededGenerator(seed)
    var model: [[UInt8]: [UInt8]] = [:]
    var snapshot = IndexSnapshot.empty
    for round in 1...60 {
      var buffer = ProjectionBuffer(snapshot)
      for _ in 0..<Int(random.next() % 40) {
        let key = Array("k\(random.next() % 300)".utf8)
        if random.next() % 4 == 0 {
          buffer.delete(key)
          model[key] = nil
        } else {
          let size = random.next() % 50 == 0 ? 9_000 : Int(random.next() % 40)
          let value = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
          buffer.put(key, value)
          model[key] = value
        }
        #expect(buffer.get(key) == model[key])
      }
      if !buffer.isEmpty { snapshot = try snapshot.adding(buffer.layer()) }
      if random.next() % 5 == 0 {
        var head = LedgerHead.origin
        head.sequence = UInt64(round)
        snapshot = try files.publish(snapshot, upTo: head)
      }
      try compare(snapshot.user, model, &random)
    }
  }

  private func compare(
    _ index: UserIndex, _ model: [[UInt8]: [UInt8]], _ random: inout SeededGenerator
  ) throws {
    let sorted = model.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for _ in 0..<5 {
      let key = Array("k\(random.next() % 300)".utf8)
      #expect(try index.get(key) == model[key])
      let lower = Array("k\(random.next() % 300)".utf8)
      let upper = random.next() % 4 == 0 ? nil : Array("k\(random.next() % 300)".utf8)
      let limit = random.next() % 2 == 0 ? Int.max : Int(random.next() % 5)
      let inside = sorted.filter { entry in
        !entry.key.lexicographicallyPrecedes(lower)
          && upper.map { entry.key.lexicographicallyPrecedes($0) } ?? true
      }
      let range = KeyRange(from: lower, to: upper)
      let forwards = try index.entries(in: range, limit: limit)
      #expect(forwards.map(\.key) == inside.prefix(limit).map(\.key))
      #expect(forwards.map(\.value) == inside.prefix(limit).map(\.value))
      let backwards = try index.entries(in: range, reversed: true, limit: limit)
      #expect(backwards.map(\.key) == inside.reversed().prefix(limit).map(\.key))
      let prefix = Array("k1".utf8)
      let prefixed = try index.entries(in: KeyRange(prefix: prefix))
      #expect(prefixed.map(\.key) == sorted.map(\.key).filter { $0.starts(with: prefix) })
    }
  }

  @Test func `a rebuild gives the same bytes twice and the same entries as upkeep`() throws {
    var bench = Bench()
    bench.options.tailLineCountMax = 10
    bench.options.segmentByteCount = 8_000
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<60 {
      _ = try ledger.append(step(number % 20, version: number / 20, types[number % 3]))
    }
    let kept = try Knowledge(ledger.view())
    #expect(try ledger.view().statistics().runs.count < 6)
    func rebuilt() throws -> [UInt8] {
      try ledger.rebuildIndex()
      let run = try #require(ledger.view().statistics().runs.first)
      #expect(try ledger.view().statistics().runs.count == 1)
      return try #require(bench.disk.bytes(of: "/ledger/index/" + run.name))
    }
    let first = try rebuilt()
    #expect(try rebuilt() == first)
    #expect(try Knowledge(ledger.view()) == kept)
    let report = try bench.verify(.deep)
    #expect(report.findings == [])
    #expect(report.comparedEntryCount > 60)
  }

  private let types = ["complaint.received", "complaint.assigned", "complaint.closed"]

  @Test func `deep verification names an entry that the record does not support`() throws {
    struct Lying: Projection {
      var version: UInt32 { 3 }
      func project(_ line: LedgerLine, into view: inout some ProjectionView) {
        view.put(Array("count/\(line.type)".utf8), [0x39])
      }
    }
    var bench = Bench()
    bench.options.tailLineCountMax = 2
    bench = try bench.created()
    let ledger = try Ledger.open(
      at: "/ledger", keysAt: "/keys", projection: Lying(), mode: .exclusive,
      options: bench.options, environment: bench.environment)
    for number in 0..<4 { _ = try ledger.append(step(number)) }
    ledger.close()
    #expect(try bench.verify(.full).findings == [])
    #expect(try bench.verify(.deep).findings.map(\.code) == [.wrongEntry])
  }

  @Test func `another projection version rebuilds for a writer and is refused to a reader`() throws
  {
    var bench = Bench()
    bench.options.tailLineCountMax = 2
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<4 { _ = try ledger.append(step(number)) }
    let truth = try Knowledge(ledger.view())
    ledger.close()
    let next = CountingProjection(version: 4)
    func reader(_ policy: LedgerReader.IndexPolicy) throws -> LedgerReader {
      try LedgerReader(
        at: "/ledger", projection: next, policy: policy, environment: bench.environment)
    }
    #expect(throws: LedgerError.self) { try reader(.mustExist) }
    #expect(try Knowledge(reader(.rebuildInMemory).view()) == truth)
    let writer = try Ledger.open(
      at: "/ledger", keysAt: "/keys", projection: next, mode: .perCommit, options: bench.options,
      environment: bench.environment)
    #expect(writer.recovery.rebuiltIndex)
    #expect(try Knowledge(reader(.mustExist).view()) == truth)
  }

  @Test func `a prefix has the next key as its end, unless it is all ones`() {
    #expect(KeyRange.successor(ofPrefix: [1, 2]) == [1, 3])
    #expect(KeyRange.successor(ofPrefix: [1, 0xFF]) == [2])
    #expect(KeyRange.successor(ofPrefix: [0xFF, 0xFF]) == nil)
    #expect(KeyRange.successor(ofPrefix: []) == nil)
  }
}
