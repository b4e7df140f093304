import ConsumerProtection
import EventLedger
import Testing
import XiaobaoTestSupport

@testable import Casework

/// Every fault that the ledger reports becomes a sentence under the code of its page.
@Suite struct LedgerFailureTests {
  private static let finding = Finding(
    .brokenChain, file: "000001.jsonl", offset: 7, sequence: 3)
  private static let matter = MatterKey(kind: "complaint", id: "C-20260302-000007")

  static let faults: [(error: LedgerError, code: String, exit: Failure.Exit)] = [
    (.locked(LockHolder(processID: 7, host: "h", since: 0)), "XB-201", .busy),
    (.corrupt(finding), "XB-202", .damaged),
    (.indexDamaged(finding), "XB-203", .damaged),
    (.notAStore(path: "/w"), "XB-204", .refused),
    (.alreadyAStore(path: "/w"), "XB-204", .refused),
    (.newerFormat(path: "/w", found: 9, supported: 1), "XB-205", .refused),
    (.keysUnusable(path: "/k"), "XB-206", .damaged),
    (.poisoned(path: "/w", detail: ""), "XB-207", .unknown),
    (.outcomeUnknown(operation: "fdatasync", errno: 5), "XB-208", .unknown),
    (.clockStep(last: 2_000_000_000_000, now: 1_000_000_000_000), "XB-210", .refused),
    (.readOnly(path: "/w"), "XB-211", .refused),
    (.networkFileSystem(path: "/w", type: 0x6969), "XB-212", .refused),
    (.io(operation: "write", path: "/w", errno: 5), "XB-213", .fault),
    (.invalid(.noEvents), "XB-290", .fault),
    (.backupDiverges(path: "/b", finding: finding), "XB-234", .damaged),
  ]

  @Test func `a record of a later program is named, and nothing else is lost`() async throws {
    typealias Bank = SampleWorkspace
    let bank = try await Bank()
    let office = try bank.open()
    let mine = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
    ).matter
    let other = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
    ).matter
    await office.close()
    let key = MatterKey(kind: "complaint", id: mine.id)
    let ledger = try Ledger.open(
      at: bank.paths.ledger, keysAt: bank.paths.keys, projection: CaseworkProjection())
    let version = try ledger.view().version(of: key)
    _ = try ledger.append(
      Transaction(
        idempotencyKey: "later", expected: [Expectation(key, version: version)],
        events: [
          NewEvent(
            matter: key, type: "complaint.extended", typeVersion: 99, day: 20_514,
            zone: "Asia/Shanghai", data: Array("{}".utf8))
        ]))
    ledger.close()
    let later = try bank.open()
    let asker = Bank.by(Bank.head, "2026-03-02")
    let failure = await #expect(throws: Failure.self) {
      try await later.complaint(mine.id, as: asker)
    }
    #expect(failure?.code == "XB-220" && failure?.exit == .damaged)
    #expect(failure?.problem.en.contains("complaint.extended version 99") == true)
    #expect(try await later.complaint(other.id, as: asker).row.id == other.id)
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }

  @Test(arguments: faults.indices)
  func `a fault has its code, a remedy and both languages`(place: Int) {
    let (error, code, exit) = Self.faults[place]
    let failure = Failure(error)
    #expect(failure.code == code, "\(error)")
    #expect(failure.exit == exit, "\(error)")
    #expect(!failure.problem.zh.isEmpty && failure.problem.zh != failure.problem.en)
    #expect(!failure.remedy.zh.isEmpty && failure.remedy.zh != failure.remedy.en)
  }
}
