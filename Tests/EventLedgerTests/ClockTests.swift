import Testing

@testable import EventLedger

/// Group 11: the wall clock steps. Order is the line's number; `at` is what the clock said.
@Suite struct ClockTests {
  private static let second: Int64 = 1_000
  private static let hour: Int64 = 3_600_000
  private static let tenYears: Int64 = 3_652 * 86_400_000

  /// A store with one event; its clock stands at the last line's time.
  private static func store() throws -> (Bench, Ledger, Int64) {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(step(1))
    return (bench, ledger, ledger.view().head.at)
  }

  @Test(arguments: [
    (0 as Int64, true), (-second, true), (-300 * second, true), (-300 * second - 1, false),
    (-hour, false), (-tenYears, false), (hour, true), (tenYears, true),
  ])
  func `the clock may run ahead and a little behind`(step change: Int64, isAdmitted: Bool) throws {
    let (bench, ledger, last) = try Self.store()
    bench.clock.set(last + change)
    if isAdmitted {
      #expect(try ledger.append(step(2)).firstSequence == 3)
      #expect(ledger.view().head.at == last + change)
    } else {
      #expect(throws: LedgerError.clockStep(last: last, now: last + change)) {
        try ledger.append(step(2))
      }
      #expect(ledger.view().head.sequence == 2)
    }
    ledger.close()
    #expect(try bench.verify().findings == [])
  }

  @Test func `a clock that ran ten years ahead and was put right is admitted only on demand`()
    throws
  {
    let (bench, ledger, last) = try Self.store()
    bench.clock.set(last + Self.tenYears)
    _ = try ledger.append(step(2))
    bench.clock.set(last)
    #expect(throws: LedgerError.clockStep(last: last + Self.tenYears, now: last)) {
      try ledger.append(step(3))
    }
    ledger.close()
    var lenient = bench
    lenient.options.allowsClockStep = true
    bench.clock.set(last)
    let again = try lenient.open()
    _ = try again.append(step(3))
    #expect(try again.view().tail(2).map(\.at) == [last + Self.tenYears, again.view().head.at])
    #expect(again.view().head.at < last + Self.hour)
    again.close()
    #expect(try bench.verify().findings == [])
  }

  @Test func `recovery and sealing do not depend on the clock`() throws {
    var bench = Bench()
    bench.options.segmentByteCount = 2_000
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<3 { _ = try ledger.append(step(number)) }
    let last = ledger.view().head.at
    ledger.close()
    let path = "/ledger/segments/000001.jsonl"
    let bytes = try #require(bench.disk.bytes(of: path))
    bench.disk.replace(path, bytes + Array("{\"v\":1,".utf8))
    bench.clock.set(last - Self.tenYears)
    let again = try bench.rebooted().open()
    #expect(again.recovery.cutByteCount == 7)
    // The store's own lines never go back.
    #expect(try again.view().tail(1).first?.at == last)
    again.close()
    bench.options.allowsClockStep = true
    bench.clock.set(last - Self.tenYears)
    let third = try bench.rebooted(3).open()
    for number in 10..<20 { _ = try third.append(step(number)) }
    third.close()
    #expect(bench.disk.bytes(of: "/ledger/segments/000002.jsonl") != nil)
    #expect(try bench.verify().findings == [])
  }

  @Test func `a second of sixty is no instant`() {
    let text = Array("2016-12-31T23:59:60.000Z".utf8)
    #expect(text.withUnsafeBytes { Timestamp.milliseconds($0) } == nil)
  }
}
