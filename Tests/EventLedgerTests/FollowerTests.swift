import Testing

@testable import EventLedger

@Suite struct FollowerTests {
  private func sequences(_ follower: inout RecordFollower) throws -> [UInt64] {
    var found: [UInt64] = []
    try follower.read { line in
      found.append(line.sequence)
      return true
    }
    return found
  }

  @Test func `a follower gives each acknowledged line once, across segments`() throws {
    var bench = Bench(seed: 2)
    bench.options.segmentByteCount = 1_500
    bench = try bench.created()
    let ledger = try bench.open()
    var follower = try RecordFollower(
      at: "/ledger", from: .sequence(1), environment: bench.environment)
    var seen = try sequences(&follower)
    for number in 0..<20 {
      _ = try ledger.append(pair(number * 2, number * 2 + 1))
      if number % 3 == 0 { seen += try sequences(&follower) }
    }
    seen += try sequences(&follower)
    #expect(seen == Array(1...ledger.view().head.sequence))
    #expect(ledger.view().head.position.segment > 3)
    #expect(try sequences(&follower) == [])
  }

  @Test func `it begins with any line, or with the last ones`() throws {
    var bench = Bench(seed: 2)
    bench.options.segmentByteCount = 1_500
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<8 { _ = try ledger.append(pair(number * 2, number * 2 + 1)) }
    let end = ledger.view().head.sequence
    for first in 1...end {
      var follower = try RecordFollower(
        at: "/ledger", from: .sequence(first), environment: bench.environment)
      #expect(try sequences(&follower) == Array(first...end))
    }
    for count in [UInt64(0), 1, 3, end, end + 9] {
      var follower = try RecordFollower(
        at: "/ledger", from: .last(count), environment: bench.environment)
      #expect(try sequences(&follower) == Array(1...end).suffix(Int(count)))
    }
  }

  @Test func `it stops where it is told to, and goes on there`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    for number in 0..<4 { _ = try ledger.append(step(number)) }
    var follower = try RecordFollower(
      at: "/ledger", from: .sequence(2), environment: bench.environment)
    var found: UInt64?
    try follower.read { line in
      found = line.sequence
      return false
    }
    #expect(found == 2)
    #expect(try sequences(&follower) == [3, 4, 5])
  }

  @Test func `it shows nothing that was not acknowledged, and survives a recovery`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(step(1))
    let head = try #require(bench.disk.bytes(of: "/ledger/HEAD"))
    _ = try ledger.append(step(2))
    let path = "/ledger/segments/000001.jsonl"
    let bytes = try #require(bench.disk.bytes(of: path))
    bench.disk.replace("/ledger/HEAD", head)
    bench.disk.replace(path, Array(bytes.dropLast(40)))
    var follower = try RecordFollower(
      at: "/ledger", from: .sequence(1), environment: bench.environment)
    #expect(try sequences(&follower) == [1, 2])
    bench.disk.restart()
    let next = try bench.rebooted().open()
    #expect(next.repair?.cutByteCount ?? 0 > 0)
    // The `recovered` line, then the new one.
    _ = try next.append(step(3))
    #expect(try sequences(&follower) == [3, 4])
    // What was repaired stays known after further commits of the handle.
    _ = try next.append(step(4))
    #expect(next.repair?.evidence.count == 1)
  }

  @Test func `damage before the acknowledged end is reported, not passed over`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    for number in 0..<4 { _ = try ledger.append(step(number)) }
    let path = "/ledger/segments/000001.jsonl"
    var bytes = try #require(bench.disk.bytes(of: path))
    bytes[bytes.count / 2] ^= 1
    bench.disk.replace(path, bytes)
    var follower = try RecordFollower(
      at: "/ledger", from: .sequence(1), environment: bench.environment)
    #expect(throws: LedgerError.self) { try sequences(&follower) }
  }

  @Test func `the status names what stands beside the record`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(pair(1, 2, sealed: "密"))
    ledger.close()
    var status = try bench.status()
    #expect(status.poison == nil && status.evidence == [] && status.checkpoint == nil)
    #expect(status.keyCount == 4 && status.destroyedKeyCount == 0)
    try bench.open().destroyKey(1)
    _ = try bench.checkpoint()
    bench.disk.replace("/ledger/torn-9.bin", [1])
    bench.disk.replace("/ledger/POISON", Array("fdatasync errno 5".utf8))
    status = try bench.status()
    #expect(status.destroyedKeyCount == 1)
    #expect(status.checkpoint?.sequence == 3)
    #expect(status.evidence == ["torn-9.bin"])
    #expect(status.poison == "fdatasync errno 5")
  }
}

extension Bench {
  func status() throws -> StoreStatus {
    try StoreStatus(at: "/ledger", keysAt: "/keys", environment: environment)
  }
}
