import Casework
import ConsumerProtection
import EventLedger
import Testing
import XiaobaoTestSupport

/// What the person at the desk sees when the disk misbehaves, and that nothing acknowledged is lost.
@Suite struct DiskTests {
  private typealias Bank = SampleWorkspace

  private static func environment(_ disk: SimulatedFileSystem) -> LedgerEnvironment {
    var environment = LedgerEnvironment.posix()
    environment.fileSystem = disk
    return environment
  }

  @Test func `a full disk refuses the complaint, keeps the record, and goes on once there is room`()
    async throws
  {
    let disk = SimulatedFileSystem()
    let bank = try await Bank(environment: Self.environment(disk))
    let office = try bank.open()
    _ = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    disk.limit(byteCount: disk.byteCount + 100)
    let failure = await #expect(throws: Failure.self) {
      try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    }
    #expect(failure?.code == "XB-209")
    #expect(failure?.exit == .busy)
    #expect(try await office.complaints(ComplaintQuery()).total == 1)
    disk.limit(byteCount: nil)
    let next = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    #expect(next.matter.id == "C-20260302-000002")
    #expect(try await office.complaints(ComplaintQuery()).total == 2)
  }

  @Test
  func `a failed synchronisation says that the outcome is unknown, and the repeat is stored once`()
    async throws
  {
    let disk = SimulatedFileSystem()
    let bank = try await Bank(environment: Self.environment(disk))
    let office = try bank.open()
    // The first submit also records the plugin set; what comes after is one commit.
    _ = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    let invocation = Invocation(
      actor: Bank.head, on: Bank.day("2026-03-02"), idempotencyKey: "again", reason: "test")
    disk.arrange(.fails(5), at: "fdatasync")
    let failure = await #expect(throws: Failure.self) {
      try await office.submit(LifeCycleTests.draft(), as: invocation)
    }
    #expect(failure?.exit == .unknown)
    let poisoned = await #expect(throws: Failure.self) {
      try await office.submit(LifeCycleTests.draft(), as: invocation)
    }
    #expect(poisoned?.exit == .unknown)
    let reopened = try bank.open()
    let repeated = try await reopened.submit(LifeCycleTests.draft(), as: invocation)
    #expect(repeated.matter.id == "C-20260302-000002")
    #expect(try await reopened.complaints(ComplaintQuery()).total == 2)
  }

  @Test func `a power loss after the acknowledgement loses no complaint`() async throws {
    for seed in UInt64(1)...8 {
      let disk = SimulatedFileSystem(seed: seed)
      let bank = try await Bank(environment: Self.environment(disk))
      let office = try bank.open()
      var ids: [String] = []
      for _ in 0..<3 {
        ids.append(
          try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
            .matter.id)
      }
      disk.losePower()
      let reopened = try bank.open()
      var query = ComplaintQuery()
      query.newestFirst = false
      #expect(try await reopened.complaints(query).items.map(\.id) == ids, "seed \(seed)")
    }
  }
}
