import Testing

@testable import EventLedger

@Suite struct AppendTests {
  @Test func `an appended transaction is read back with numbers, time and places`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    let receipt = try ledger.append(pair(1, 2))
    #expect(receipt.transaction == 2)
    #expect(receipt.firstSequence == 2)
    #expect(receipt.lastSequence == 3)
    #expect(!receipt.repeated)
    let lines = try ledger.view().tail(2)
    #expect(lines.map(\.sequence) == [2, 3])
    #expect(lines.map(\.group) == [2, 2])
    #expect(lines.map(\.endsTransaction) == [false, true])
    #expect(lines.map(\.matter) == [matter(1), matter(2)])
    #expect(lines.map(\.matterVersion) == [1, 1])
    #expect(lines.map(\.previous) == [nil, nil])
    #expect(lines.map(\.commandKey) == ["p-1-2", "p-1-2"])
    #expect(lines[0].day == 20_780 && lines[0].zone == "Asia/Shanghai")
    #expect(lines[0].organisation == "B-01" && lines[0].actor == "E-7")
    #expect(lines[0].position == receipt.position)
    #expect(String(decoding: lines[0].data, as: UTF8.self) == "{\"amount\":1}")
    #expect(ledger.view().head.hash == lines[1].hash)
    #expect(try ledger.view().line(sequence: 3)?.bytes == lines[1].bytes)
    #expect(try ledger.view().line(sequence: 4) == nil)
  }

  @Test func `a matter's history follows pp, oldest first`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    for version in 0..<4 {
      _ = try ledger.append(step(1, version: version))
      _ = try ledger.append(step(2, version: version))
    }
    let history = try ledger.view().history(of: matter(1))
    #expect(history.map(\.matterVersion) == [1, 2, 3, 4])
    #expect(history.map(\.sequence) == [2, 4, 6, 8])
    #expect(try ledger.view().history(of: matter(9)).isEmpty)
    #expect(try ledger.view().version(of: matter(1)) == 4)
    #expect(try ledger.view().version(of: matter(9)) == 0)
  }

  @Test func `a version that moved on refuses the whole transaction`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(step(1))
    let before = try Knowledge(ledger.view())
    #expect(throws: LedgerError.conflict(matter: matter(1), expected: 0, found: 1)) {
      try ledger.append(pair(2, 1))
    }
    var lookedUp = step(3)
    lookedUp.expected.append(Expectation(matter(1), version: 2))
    #expect(throws: LedgerError.conflict(matter: matter(1), expected: 2, found: 1)) {
      try ledger.append(lookedUp)
    }
    #expect(try Knowledge(ledger.view()) == before)
    lookedUp.expected[1] = Expectation(matter(1), version: 1)
    #expect(try ledger.append(lookedUp).firstSequence == 3)
  }

  @Test func `an idempotency key stores once and answers the first receipt again`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    let first = try ledger.append(step(1))
    let again = try ledger.append(step(1))
    #expect(again.repeated)
    #expect(again.transaction == first.transaction)
    #expect(again.position == first.position)
    #expect(ledger.view().head.sequence == 2)
    ledger.close()
    let reopened = try bench.open(.perCommit)
    #expect(try reopened.append(step(1)) == again)
    #expect(try reopened.view().receipt(idempotencyKey: "k-1-0") == again)
    #expect(try reopened.view().receipt(idempotencyKey: "k-2-0") == nil)
  }

  @Test func `a batch is one group in which each transaction has its own outcome`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    let before = bench.disk.calls.count(where: { $0 == "fdatasync" })
    let results = ledger.append(batch: [step(1), step(1, version: 5), step(1), step(2)])
    #expect(bench.disk.calls.count(where: { $0 == "fdatasync" }) == before + 1)
    #expect(try results[0].get().firstSequence == 2)
    #expect(results[1] == .failure(.conflict(matter: matter(1), expected: 5, found: 1)))
    #expect(try results[2].get().repeated)
    #expect(try results[3].get().firstSequence == 3)
    #expect(try ledger.view().tail(2).map(\.group) == [2, 2])
    #expect(ledger.append(batch: []).isEmpty)
  }

  @Test func `what can never be stored is refused and names the fault`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    func refusal(_ change: (inout Transaction) -> Void) -> LedgerError? {
      var transaction = step(1)
      change(&transaction)
      do {
        _ = try ledger.append(transaction)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal { $0.events = [] } == .invalid(.noEvents))
    #expect(refusal { $0.expected = [] } == .invalid(.missingExpectation(matter(1))))
    #expect(
      refusal { $0.expected.append(Expectation(matter(1), version: 3)) }
        == .invalid(.contradictoryExpectation(matter(1))))
    #expect(refusal { $0.events[0].type = "" } == .invalid(.badText(field: "type")))
    #expect(refusal { $0.events[0].zone = "a\0b" } == .invalid(.badText(field: "zone")))
    #expect(
      refusal { $0.events[0].data = Array("{\"a\":1}x".utf8) }
        == .invalid(.badData(type: "complaint.received", offset: 7)))
    #expect(
      refusal { $0.events[0].data = Array("{\"a\":\n1}".utf8) }
        == .invalid(.badData(type: "complaint.received", offset: 5)))
    #expect(
      refusal { $0.events[0].data = [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D] }
        == .invalid(.badData(type: "complaint.received", offset: 2)))
    #expect(
      refusal { $0.events[0].matter = MatterKey(kind: "ledger", id: "store") }
        == .invalid(.reservedKind))
    #expect(
      refusal {
        $0.events[0].sealed = [SealedPlaintext(field: "f", bytes: [1], scope: .key(1))]
      } == .invalid(.unknownKey(1)))
    #expect(refusal { _ in } == nil)
  }

  @Test func `a line of a mebibyte is stored and one byte more is refused`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    func transaction(_ number: Int, _ count: Int) -> Transaction {
      var transaction = step(number)
      let text = String(repeating: "x", count: count)
      transaction.events[0].data = Array("{\"t\":\"\(text)\"}".utf8)
      return transaction
    }
    _ = try ledger.append(transaction(1, 1))
    let overhead = try #require(ledger.view().tail(1).first).bytes.count
    let most = LineFormat.byteCountMax - overhead
    // `pp`, `seq` and the matter's name have the same length in both lines.
    #expect(throws: LedgerError.tooLong(byteCount: (1 << 20) + 1, byteCountMax: 1 << 20)) {
      try ledger.append(transaction(2, most + 1))
    }
    _ = try ledger.append(transaction(2, most))
    #expect(try #require(ledger.view().tail(1).first).bytes.count + 1 == 1 << 20)
    #expect(try ledger.view().history(of: matter(2)).count == 1)
    #expect(try bench.verify().isSound)
  }

  @Test func `a clock five minutes back is admitted and one millisecond more is not`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(step(1))
    let last = ledger.view().head.at
    bench.clock.set(last - 300_000)
    _ = try ledger.append(step(2))
    let next = ledger.view().head.at
    #expect(next == last - 300_000)
    bench.clock.set(next - 300_001)
    #expect(throws: LedgerError.clockStep(last: next, now: next - 300_001)) {
      try ledger.append(step(3))
    }
    ledger.close()
    var lenient = bench
    lenient.options.allowsClockStep = true
    bench.clock.set(next - 300_001)
    #expect(try lenient.open().append(step(3)).firstSequence == 4)
  }

  @Test func `many threads share commit groups and every transaction is stored once`() async throws
  {
    let bench = try Bench().created()
    let ledger = try bench.open()
    let failures = Notes()
    await withTaskGroup(of: Void.self) { group in
      for thread in 0..<8 {
        group.addTask {
          for turn in 0..<25 {
            do {
              _ = try ledger.append(step(thread * 100 + turn))
            } catch {
              failures.add("\(error)")
            }
          }
        }
      }
    }
    #expect(failures.all == [])
    #expect(ledger.view().head.sequence == 201)
    let report = try bench.verify()
    #expect(report.findings == [])
    #expect(report.transactionCount == 201)
  }

  @Test func `a long record rolls into sealed segments that history and scan cross`() throws {
    var bench = Bench()
    bench.options.segmentByteCount = 2_000
    bench.options.tailLineCountMax = 7
    bench = try bench.created()
    let ledger = try bench.open()
    for version in 0..<40 { _ = try ledger.append(step(1, version: version)) }
    let statistics = try ledger.view().statistics()
    #expect(statistics.segmentCount > 5)
    #expect(try ledger.view().history(of: matter(1)).map(\.matterVersion) == Array(1...40))
    for sequence in 1...ledger.view().head.sequence {
      #expect(try ledger.view().line(sequence: sequence)?.sequence == sequence)
    }
    let report = try bench.verify()
    #expect(report.findings == [])
    #expect(report.segmentCount == statistics.segmentCount)
    #expect(report.lineCount == ledger.view().head.sequence)
    #expect(try Knowledge(bench.reader(.mustExist).view()) == Knowledge(ledger.view()))
  }
}
