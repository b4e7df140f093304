import Testing

@testable import EventLedger

@Suite struct BackupTests {
  private func filled() throws -> (Bench, Ledger) {
    var bench = Bench()
    bench.options.segmentByteCount = 3_000
    bench.options.tailLineCountMax = 6
    bench = try bench.created()
    bench.disk.replace("/site.yaml", Array("version: 1\n".utf8))
    let ledger = try bench.open()
    for number in 0..<20 { _ = try ledger.append(step(number)) }
    return (bench, ledger)
  }

  private func backUp(_ bench: Bench) throws -> BackupReport {
    try Ledger.backUp(
      at: "/ledger", to: "/backup",
      companions: [CompanionFile(name: "xiaobao.yaml", path: "/site.yaml")],
      environment: bench.environment)
  }

  private func restored(_ bench: Bench, to path: String = "/again") throws -> Knowledge {
    _ = try Ledger.restore(
      "/backup", to: path, keysNamed: "keys", projection: CountingProjection(),
      environment: bench.environment)
    return try Knowledge(
      LedgerReader(
        at: path + "/ledger", projection: CountingProjection(), environment: bench.environment
      ).view())
  }

  @Test func `a backup taken while somebody writes is restored to what it saw`() throws {
    let (bench, ledger) = try filled()
    let first = try backUp(bench)
    #expect(first.copiedFileCount > 3)
    let seen = try Knowledge(ledger.view())
    #expect(
      try Ledger.verifyBackup(at: "/backup", environment: bench.environment) == first.manifest)
    _ = try ledger.append(step(50))
    #expect(try restored(bench) == seen)
    #expect(bench.disk.bytes(of: "/again/xiaobao.yaml") == Array("version: 1\n".utf8))
    #expect(bench.disk.bytes(of: "/backup/keys/workspace.key") == nil)
    // Incremental: sealed segments are not copied again.
    let second = try backUp(bench)
    #expect(second.copiedFileCount < 3)
    #expect(second.manifest.sequence == first.manifest.sequence + 1)
    #expect(try restored(bench, to: "/third") == Knowledge(ledger.view()))
    let report = try Ledger.verify(
      at: "/third/ledger", projection: CountingProjection(), level: .deep,
      environment: bench.environment)
    #expect(report.findings == [])
  }

  @Test func `a restored store goes on`() throws {
    let (bench, _) = try filled()
    _ = try backUp(bench)
    _ = try restored(bench)
    for name in try bench.disk.list("/keys") {
      let bytes = try #require(bench.disk.bytes(of: "/keys/" + name))
      try? bench.disk.mkdir("/again/keys", permissions: 0o700)
      bench.disk.replace("/again/keys/" + name, bytes)
    }
    let again = try Ledger.open(
      at: "/again/ledger", keysAt: "/again/keys", projection: CountingProjection(),
      options: bench.options, environment: bench.environment)
    _ = try again.append(step(70))
    again.close()
    #expect(
      try Ledger.verify(
        at: "/again/ledger", keysAt: "/again/keys", projection: CountingProjection(), level: .deep,
        environment: bench.environment
      ).findings == [])
  }

  @Test func `each damaged or missing file of a backup is named, and nothing is restored`() throws {
    let (bench, _) = try filled()
    let report = try backUp(bench)
    for entry in report.manifest.files {
      let path = "/backup/" + entry.place
      let whole = try #require(bench.disk.bytes(of: path))
      var changed = whole
      changed[changed.count / 2] ^= 4
      bench.disk.replace(path, changed)
      #expect(throws: LedgerError.corrupt(Finding(.wrongBackup, file: entry.name))) {
        try restored(bench)
      }
      bench.disk.remove(path)
      #expect(throws: LedgerError.corrupt(Finding(.wrongBackup, file: entry.name))) {
        try Ledger.verifyBackup(at: "/backup", environment: bench.environment)
      }
      bench.disk.replace(path, whole)
    }
    var manifest = try #require(bench.disk.bytes(of: "/backup/BACKUP.json"))
    manifest[40] ^= 1
    bench.disk.replace("/backup/BACKUP.json", manifest)
    #expect(throws: LedgerError.self) { try restored(bench) }
    #expect(bench.disk.bytes(of: "/again/ledger/STORE") == nil)
    bench.disk.remove("/backup/BACKUP.json")
    #expect(throws: LedgerError.notAStore(path: "/backup")) { try restored(bench) }
  }

  @Test func `nothing that stands is overwritten by a restore`() throws {
    let (bench, _) = try filled()
    _ = try backUp(bench)
    try bench.disk.mkdir("/again", permissions: 0o755)
    #expect(throws: LedgerError.alreadyAStore(path: "/again")) { try restored(bench) }
  }

  /// Test group 4: power is lost at each call; the backup before it stays whole.
  @Test func `a crash at any call of a backup leaves a backup that can be restored`() throws {
    let (bench, ledger) = try filled()
    _ = try backUp(bench)
    let first = try Knowledge(ledger.view())
    for number in 60..<75 { _ = try ledger.append(step(number)) }
    let second = try Knowledge(ledger.view())
    ledger.close()
    var call = 0
    var isDone = false
    while !isDone {
      let disk = bench.disk.copy(seed: UInt64(call + 1))
      var trial = bench
      trial.environment.fileSystem = disk
      disk.arrange(.killed, atCall: disk.callCount + call)
      do {
        _ = try Ledger.backUp(
          at: "/ledger", to: "/backup",
          companions: [CompanionFile(name: "xiaobao.yaml", path: "/site.yaml")],
          environment: trial.environment)
        isDone = true
      } catch {
        disk.losePower()
        disk.restart()
      }
      trial.environment.fileSystem = disk.copy()
      let after = try Knowledge(
        {
          _ = try Ledger.restore(
            "/backup", to: "/again", keysNamed: "keys", projection: CountingProjection(),
            environment: trial.environment)
          return try LedgerReader(
            at: "/again/ledger", projection: CountingProjection(), environment: trial.environment
          ).view()
        }())
      #expect(after == first || after == second, "call \(call)")
      call += 1
    }
    #expect(call > 20)
  }
}
