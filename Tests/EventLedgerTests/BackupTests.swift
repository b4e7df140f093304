import Foundation
import Testing

@testable import EventLedger

@Suite struct BackupTests {
  /// Two sealed segments, a note, evidence of a torn tail, and sealed values.
  static func bench() throws -> Bench {
    var bench = Bench(seed: 11)
    bench.options.segmentByteCount = 1_500
    bench.options.tailLineCountMax = 6
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<5 { _ = try ledger.append(pair(number * 2, number * 2 + 1, sealed: "密")) }
    ledger.close()
    _ = try bench.checkpoint()
    bench.disk.replace("/ledger/torn-1.bin", Array("evidence".utf8))
    return bench
  }

  @Test func `a backup restores to the same lines, and the store goes on`() throws {
    let bench = try Self.bench()
    let report = try bench.backup()
    let check = try bench.checkBackup()
    #expect(check.findings == [])
    #expect(check.sequence == report.sequence && check.hash == report.hash)
    #expect(check.fileCount == report.fileCount && check.byteCount == report.byteCount)
    let restored = try bench.restore(to: "/new")
    #expect(restored.sequence == report.sequence && restored.hash == report.hash)
    let before = try Knowledge(bench.reader().view())
    let reader = try LedgerReader(
      at: "/new/ledger", keysAt: "/keys", projection: CountingProjection(),
      environment: bench.environment)
    #expect(try Knowledge(reader.view()) == before)
    #expect(bench.disk.bytes(of: "/new/ledger/torn-1.bin") == Array("evidence".utf8))
    #expect(bench.disk.bytes(of: "/new/ledger/index/MANIFEST") != nil)
    let ledger = try Ledger.open(
      at: "/new/ledger", keysAt: "/keys", projection: CountingProjection(), options: bench.options,
      environment: bench.environment)
    _ = try ledger.append(step(100))
    ledger.close()
    let whole = try Ledger.verify(
      at: "/new/ledger", keysAt: "/keys", projection: CountingProjection(), level: .deep,
      environment: bench.environment)
    #expect(whole.findings == [])
  }

  @Test func `sealed segments are copied once`() throws {
    let bench = try Self.bench()
    let first = try bench.backup()
    #expect(first.copiedFileCount == first.fileCount)
    let sealed = bench.disk.paths.filter {
      $0.hasPrefix("/backup/segments/") && $0.hasSuffix(".jsonl")
    }
    #expect(sealed.count > 1)
    let ledger = try bench.open()
    _ = try ledger.append(step(50))
    ledger.close()
    let second = try bench.backup()
    #expect(second.number == 2)
    #expect(second.sequence > first.sequence)
    // The active segment and the two files that always change.
    #expect(second.copiedFileCount == 3)
    #expect(try bench.checkBackup().findings == [])
    #expect(!bench.disk.paths.contains { $0.hasPrefix("/backup/") && $0.hasSuffix(".1") })
  }

  @Test func `a backup takes no lock and ends where the writer had acknowledged`() throws {
    let bench = try Self.bench()
    let ledger = try bench.open(.exclusive)
    _ = try ledger.append(step(60))
    let report = try bench.backup()
    #expect(report.sequence == ledger.view().head.sequence)
    // What is behind the acknowledged end belongs to nobody yet.
    let name = try #require(
      bench.disk.paths.last { $0.hasPrefix("/ledger/segments/") })
    let bytes = try #require(bench.disk.bytes(of: name))
    bench.disk.replace(name, bytes + Array("{\"v\":1,\"seq\":".utf8))
    #expect(try bench.backup().sequence == report.sequence)
    #expect(try bench.checkBackup().findings == [])
  }

  @Test func `backups taken at any time beside a writer restore to a prefix`() throws {
    var bench = Bench(seed: 3)
    bench.options.segmentByteCount = 1_200
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<12 {
      _ = try ledger.append(pair(number * 2, number * 2 + 1))
      let report = try bench.backup()
      #expect(report.sequence == ledger.view().head.sequence)
      #expect(try bench.restore(to: "/at-\(number)").hash == ledger.view().head.hash)
    }
  }

  @Test func `backups beside a busy writer are each a whole prefix`() throws {
    var bench = Bench(seed: 21)
    bench.options.segmentByteCount = 4_000
    bench = try bench.created()
    let ledger = try bench.open()
    let writer = Thread {
      for number in 0..<300 { _ = try? ledger.append(step(number)) }
    }
    writer.start()
    var before: UInt64 = 0
    var rounds = 0
    while !writer.isFinished || rounds == 0 {
      let report = try bench.backup()
      let check = try bench.checkBackup()
      #expect(check.findings == [] && check.sequence == report.sequence)
      #expect(report.sequence >= before)
      before = report.sequence
      rounds += 1
    }
    let last = try bench.backup()
    #expect(last.hash == ledger.view().head.hash)
    #expect(ledger.view().head.position.segment > 10)
    #expect(try bench.restore(to: "/new").hash == last.hash)
  }

  @Test func `a backup keeps POISON as evidence, and a restore leaves it there`() throws {
    let bench = try Self.bench()
    bench.disk.replace("/ledger/POISON", Array("fdatasync errno 5\n".utf8))
    _ = try bench.backup()
    #expect(bench.disk.bytes(of: "/backup/POISON.1") != nil)
    #expect(try bench.checkBackup().findings == [])
    _ = try bench.restore(to: "/new")
    #expect(bench.disk.bytes(of: "/new/ledger/POISON") == nil)
    // With the poison gone its copy goes, too.
    try bench.rebooted().open().close()
    _ = try bench.backup()
    #expect(!bench.disk.paths.contains { $0.hasPrefix("/backup/POISON") })
  }

  @Test func `keys go along only when asked for, and go with the next backup`() throws {
    let bench = try Self.bench()
    #expect(try bench.backup().hasKeys == false)
    #expect(!bench.disk.paths.contains { $0.hasPrefix("/backup/keys/") })
    #expect(try bench.backup(withKeys: true).hasKeys)
    #expect(try bench.checkBackup().hasKeys)
    _ = try bench.restore(to: "/new")
    for name in ["workspace.key", "000001.keys", "checkpoint.key"] {
      #expect(bench.disk.bytes(of: "/new/keys/\(name)") == bench.disk.bytes(of: "/keys/\(name)"))
      let file = try bench.disk.open("/new/keys/\(name)", .read)
      #expect(try bench.disk.fstat(file).permissions == 0o600)
    }
    let report = try Ledger.verify(
      at: "/new/ledger", keysAt: "/new/keys", projection: CountingProjection(), level: .full,
      environment: bench.environment)
    #expect(report.findings == [])
    _ = try bench.backup()
    #expect(!bench.disk.paths.contains { $0.hasPrefix("/backup/keys/") })
    #expect(try bench.restore(to: "/newer").hasKeys == false)
    #expect(!bench.disk.paths.contains { $0.hasPrefix("/newer/keys") })
  }

  @Test func `what stands beside the store goes along, and equal bytes are there once`() throws {
    let bench = try Self.bench()
    let files = ["site.yaml": "a: 1", "插件/某 件/.rc": "x", "p/q/r/s.lua": "x"]
    for (name, text) in files { bench.disk.replace("/w/" + name, Array(text.utf8)) }
    let first = try bench.backup(beside: files.keys.sorted() + ["gone"])
    #expect(bench.disk.paths.count { $0.hasPrefix("/backup/files/") } == 2)
    #expect(try bench.checkBackup().findings == [])
    _ = try bench.restore(to: "/new")
    for (name, text) in files {
      #expect(bench.disk.bytes(of: "/new/" + name) == Array(text.utf8), "\(name)")
    }
    bench.disk.replace("/w/site.yaml", Array("a: 2".utf8))
    let second = try bench.backup(beside: files.keys.sorted())
    #expect(second.fileCount == first.fileCount)
    #expect(second.copiedFileCount == 4)
    #expect(bench.disk.paths.count { $0.hasPrefix("/backup/files/") } == 2)
    _ = try bench.restore(to: "/newer")
    #expect(bench.disk.bytes(of: "/newer/site.yaml") == Array("a: 2".utf8))
  }

  @Test func `a companion's name never leads out, nor into the store`() throws {
    for name in ["a", "a.b/c", ".x", "..x/y", "é 消,\"\\保"] {
      let encoded = CompanionFile(name: name, path: "").encodedName
      #expect(BackupManifest.isPlain(encoded))
      #expect(CompanionFile.path(decoding: encoded) == name)
    }
    for name in ["beside/%2e%2e/x", "beside/%2e", "beside/a%2fb", "beside/%", "beside/%0", "x/a"] {
      #expect(CompanionFile.path(decoding: name) == nil, "\(name)")
    }
    let bench = try Self.bench()
    bench.disk.replace("/w/ledger/STORE", Array("x".utf8))
    _ = try bench.backup(beside: ["ledger/STORE"])
    #expect(throws: LedgerError.self) { try bench.restore(to: "/new") }
    #expect(!bench.disk.paths.contains { $0.hasPrefix("/new/") })
  }

  @Test func `every damaged or missing file of a backup is found and restores nothing`() throws {
    let whole = try Self.bench()
    _ = try whole.backup(withKeys: true)
    let files = whole.disk.paths.filter {
      $0.hasPrefix("/backup/") && !$0.hasSuffix("/BACKUP.lock")
    }
    #expect(files.count > 8)
    for path in files {
      let bytes = try #require(whole.disk.bytes(of: path))
      for damage in ["flip", "cut", "longer", "missing"] {
        let bench = whole.copied()
        switch damage {
        case "flip":
          var changed = bytes
          changed[bytes.count / 2] ^= 1
          bench.disk.replace(path, changed)
        case "cut": bench.disk.replace(path, Array(bytes.dropLast()))
        case "longer": bench.disk.replace(path, bytes + [0x0A])
        default: bench.disk.remove(path)
        }
        let findings = try? bench.checkBackup().findings
        if path.hasSuffix("/BACKUP.json") {
          #expect(findings == nil, "\(damage) \(path)")
        } else {
          let code = damage == "missing" ? Finding.Code.missingFile : .wrongFile
          let file = String(path.dropFirst("/backup/".count))
          #expect(
            findings?.contains { $0.code == code && $0.file == file } == true,
            "\(damage) \(path): \(String(describing: findings))")
        }
        #expect(throws: LedgerError.self, "\(damage) \(path)") { try bench.restore(to: "/new") }
        #expect(!bench.disk.paths.contains { $0.hasPrefix("/new") }, "\(damage) \(path)")
      }
    }
  }

  @Test func `a manifest made to fit damaged lines does not pass the chain`() throws {
    let bench = try Self.bench()
    _ = try bench.backup()
    let path = "/backup/segments/000001.jsonl"
    var bytes = try #require(bench.disk.bytes(of: path))
    bytes[bytes.count / 2] ^= 1
    bench.disk.replace(path, bytes)
    var manifest = try #require(try BackupManifest.read("/backup", bench.disk))
    let place = try #require(manifest.entries.firstIndex { $0.name == "segments/000001.jsonl" })
    manifest.entries[place].digest = try #require(
      try FileCopy.measure(path, bench.disk)
    ).digest
    bench.disk.replace("/backup/BACKUP.json", manifest.encoded)
    #expect(try bench.checkBackup().isSound == false)
    #expect(throws: LedgerError.self) { try bench.restore(to: "/new") }
  }

  @Test func `a damaged store does not get into its backup`() throws {
    let bench = try Self.bench()
    let report = try bench.backup()
    let ledger = try bench.open()
    _ = try ledger.append(step(70))
    ledger.close()
    let name = try #require(bench.disk.paths.last { $0.hasPrefix("/ledger/segments/") })
    var bytes = try #require(bench.disk.bytes(of: name))
    bytes[bytes.count / 2] ^= 1
    bench.disk.replace(name, bytes)
    #expect(throws: LedgerError.self) { try bench.backup() }
    let check = try bench.checkBackup()
    #expect(check.findings == [] && check.sequence == report.sequence)
  }

  @Test func `a store that was rolled back does not replace its backup`() throws {
    let bench = try Self.bench()
    let report = try bench.backup()
    let ledger = try bench.open()
    let early = try Bench(disk: bench.disk.copy()).rollback(ledger, to: 3)
    let error = #expect(throws: LedgerError.self) { try early.backup() }
    guard case .backupDiverges = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let check = try early.checkBackup()
    #expect(check.findings == [] && check.sequence == report.sequence)
  }

  @Test func `a backup goes into no directory that holds something else`() throws {
    let bench = try Self.bench()
    #expect(throws: LedgerError.targetNotEmpty(path: "/ledger")) {
      try bench.backup(into: "/ledger")
    }
    let other = try Bench(seed: 12, disk: bench.disk).other()
    _ = try bench.backup()
    let store = try bench.reader().view().store
    #expect(throws: LedgerError.otherBackup(path: "/backup", store: store)) {
      try Ledger.backup(at: other, into: "/backup", environment: bench.environment)
    }
  }

  @Test func `two backups into one directory take turns`() throws {
    let bench = try Self.bench()
    _ = try bench.backup()
    let lock = try BackupLock("/backup", bench.disk)
    let holder = LockHolder(processID: 0, host: "", since: 0)
    #expect(throws: LedgerError.locked(holder)) { try bench.backup() }
    lock.release()
    #expect(try bench.backup().number == 2)
  }

  @Test func `a restore refuses a target that holds something`() throws {
    let bench = try Self.bench()
    _ = try bench.backup()
    #expect(throws: LedgerError.targetNotEmpty(path: "/ledger")) {
      try bench.restore(to: "/ledger")
    }
    #expect(throws: LedgerError.notABackup(path: "/ledger")) {
      try Ledger.restore(
        "/ledger", to: "/new", projection: CountingProjection(), environment: bench.environment)
    }
    try bench.disk.mkdir("/empty", permissions: 0o755)
    #expect(try bench.restore(to: "/empty/").sequence > 0)
  }

  @Test func `a manifest can not lead out of its directory`() throws {
    for name in ["../STORE", "/STORE", "a/../../b", ".ssh", "segments/.x", "a//b", "a,b", ""] {
      #expect(!BackupManifest.isPlain(name), "\(name)")
    }
  }

  @Test func `on a real disk a backup restores, too`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "xb-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var options = LedgerOptions()
    options.segmentByteCount = 2_000
    options.keyBlockCount = 4
    let path = folder + "/ledger"
    try Ledger.create(at: path, keysAt: folder + "/keys", options: options)
    let ledger = try Ledger.open(
      at: path, keysAt: folder + "/keys", projection: CountingProjection(), options: options)
    for number in 0..<6 { _ = try ledger.append(pair(number * 2, number * 2 + 1, sealed: "密")) }
    let saved = folder + "/a/b/saved"
    for run in 1...2 {
      let report = try Ledger.backup(at: path, keysAt: folder + "/keys", into: saved)
      #expect(report.number == UInt64(run))
      #expect(try Ledger.verifyBackup(saved).findings == [])
      _ = try ledger.append(step(100 + run))
    }
    try FileManager.default.createDirectory(
      atPath: folder + "/new", withIntermediateDirectories: true)
    let restored = try Ledger.restore(
      saved, to: folder + "/new/", projection: CountingProjection())
    let report = try Ledger.verify(
      at: folder + "/new/ledger", keysAt: folder + "/new/keys", projection: CountingProjection(),
      level: .deep)
    #expect(report.findings == [] && report.hash == restored.hash)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 4)
    ledger.close()
  }

  @Test func `the reader printed in the format's page verifies a backup`() throws {
    let bench = try Self.bench()
    let report = try bench.backup()
    let script = try FormatPage.script("python", after: "## Backup")
    let folder = try FormatPage.folder(of: bench.disk, below: "/backup")
    defer { try? FileManager.default.removeItem(at: folder) }
    let sound = try FormatPage.run("python3", script, [folder.path], in: folder)
    #expect(sound == "\(report.sequence) \(report.hash)")
    let name = try #require(bench.disk.paths.first { $0.hasPrefix("/backup/segments/") })
    let file = folder.appending(path: String(name.dropFirst("/backup/".count)))
    try (Data(contentsOf: file) + [0]).write(to: file)
    #expect(try FormatPage.run("python3", script, [folder.path], in: folder).hasPrefix("differs:"))
  }

  // MARK: Crashes

  @Test func `a crash at any step of a backup leaves the one before, or the new one`() throws {
    let start = try Self.bench()
    let first = try start.backup(withKeys: true)
    let ledger = try start.open()
    for number in 10..<14 { _ = try ledger.append(pair(number * 2, number * 2 + 1)) }
    ledger.close()
    let end = try start.reader().view().head
    let calls = try start.copied().counting { try $0.backup(withKeys: true) }
    #expect(calls > 30)
    for call in 0..<calls {
      for losesPower in [false, true] {
        let bench = start.copied(seed: UInt64(call + 1))
        bench.disk.arrange(.killed, atCall: bench.disk.callCount + call)
        #expect(throws: LedgerError.self) { try bench.backup(withKeys: true) }
        if losesPower { bench.disk.losePower() } else { bench.disk.restart() }
        let check = try bench.checkBackup()
        #expect(check.findings == [], "call \(call) power \(losesPower)")
        #expect([first.hash, end.hash].contains(check.hash))
        // What stays behind is no hindrance and goes with the next run.
        #expect(try bench.backup().hash == end.hash)
        #expect(try bench.checkBackup().findings == [])
        let manifest = try #require(try BackupManifest.read("/backup", bench.disk))
        let named = Set(manifest.entries.map { "/backup/" + $0.file })
        let others = bench.disk.paths.filter { $0.hasPrefix("/backup/") && !named.contains($0) }
        #expect(others == ["/backup/BACKUP.json", "/backup/BACKUP.lock"])
      }
    }
  }

  @Test func `a crash at any step of a restore leaves nothing or the whole`() throws {
    let start = try Self.bench()
    let report = try start.backup()
    let calls = try start.copied().counting { try $0.restore(to: "/new") }
    #expect(calls > 30)
    for call in 0..<calls {
      for losesPower in [false, true] {
        let bench = start.copied(seed: UInt64(call + 1))
        bench.disk.arrange(.killed, atCall: bench.disk.callCount + call)
        _ = try? bench.restore(to: "/new")
        if losesPower { bench.disk.losePower() } else { bench.disk.restart() }
        if bench.disk.paths.contains(where: { $0.hasPrefix("/new/") }) {
          // The rename had happened: then everything else had, too.
        } else {
          _ = try bench.restore(to: "/new")
        }
        let found = try Ledger.verify(
          at: "/new/ledger", keysAt: "/keys", projection: CountingProjection(), level: .deep,
          environment: bench.environment)
        #expect(found.findings == [], "call \(call) power \(losesPower)")
        #expect(found.hash == report.hash)
        #expect(!bench.disk.paths.contains { $0.hasPrefix("/new.restoring") })
      }
    }
  }

  @Test func `a full disk fails a backup and harms nothing`() throws {
    let bench = try Self.bench()
    let first = try bench.backup()
    let ledger = try bench.open()
    for number in 10..<14 { _ = try ledger.append(pair(number * 2, number * 2 + 1)) }
    ledger.close()
    bench.disk.limit(byteCount: bench.disk.byteCount + 1_000)
    let error = #expect(throws: LedgerError.self) { try bench.backup() }
    guard case .noSpace = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try bench.checkBackup().hash == first.hash)
    #expect(try bench.checkBackup().findings == [])
    bench.disk.limit(byteCount: nil)
    #expect(try bench.backup().sequence > first.sequence)
  }
}

extension Bench {
  func backup(
    withKeys: Bool = false, into directory: String = "/backup", beside names: [String] = []
  ) throws -> BackupReport {
    try Ledger.backup(
      at: "/ledger", keysAt: withKeys ? "/keys" : nil, into: directory,
      companions: names.map { CompanionFile(name: $0, path: "/w/" + $0) }, environment: environment)
  }

  func checkBackup() throws -> BackupCheck {
    try Ledger.verifyBackup("/backup", environment: environment)
  }

  func restore(to target: String) throws -> RestoreReport {
    try Ledger.restore(
      "/backup", to: target, projection: CountingProjection(), environment: environment)
  }

  /// Another store on the same disk.
  func other() throws -> String {
    try Ledger.create(
      at: "/other", keysAt: "/other-keys", options: options, environment: environment)
    return "/other"
  }
}
