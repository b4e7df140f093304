import Foundation
import Testing

@testable import EventLedger

@Suite struct CheckpointTests {
  /// Five transactions over several segments, and a note after the third.
  static func noted() throws -> (Bench, CheckpointReceipt) {
    var bench = Bench(seed: 5)
    bench.options.segmentByteCount = 1_500
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<3 { _ = try ledger.append(pair(number * 2, number * 2 + 1)) }
    let receipt = try bench.checkpoint()
    for number in 3..<5 { _ = try ledger.append(pair(number * 2, number * 2 + 1)) }
    ledger.close()
    return (bench, receipt)
  }

  @Test func `a note states the acknowledged end, and its key confirms it`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(pair(1, 2))
    let receipt = try bench.checkpoint(into: ["/outside/notes"])
    let head = ledger.view().head
    #expect(receipt.note.checkpoint.sequence == head.sequence)
    #expect(receipt.note.checkpoint.hash == head.hash)
    #expect(receipt.note.checkpoint.position == head.position)
    let name = "000000000003-20261123T000003Z.note"
    #expect(receipt.files == ["/ledger/checkpoints/\(name)", "/outside/notes/\(name)"])
    for file in receipt.files {
      let note = try SignedNote(try #require(bench.disk.bytes(of: file)))
      #expect(note == receipt.note)
      try note.check(by: receipt.key)
    }
    let text = try #require(bench.disk.bytes(of: "/outside/notes/checkpoint.pub"))
    #expect(try NoteKey(String(decoding: text, as: UTF8.self)) == receipt.key)
  }

  @Test func `the note has the lines that the format's page promises`() throws {
    let (bench, receipt) = try Self.noted()
    let lines = receipt.note.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let store = try bench.reader().view().store
    #expect(lines.count == 10)
    #expect(lines[0] == "xiaobao/\(store)")
    #expect(lines[1] == "\(receipt.note.checkpoint.sequence)")
    let hash = try #require(Data(base64Encoded: lines[2]))
    #expect(hash.map { String(format: "%02x", $0) }.joined() == receipt.note.checkpoint.hash)
    #expect(lines[3] == "store \(store)")
    #expect(lines[4].hasPrefix("segment "))
    #expect(lines[5].hasPrefix("time 2026-11-23T00:00:") && lines[5].hasSuffix("Z"))
    #expect(lines[6] == "suite sha256-ed25519")
    #expect(lines[7] == "")
    #expect(lines[8].hasPrefix("\u{2014} xiaobao/\(store) "))
    #expect(lines[9] == "")
  }

  @Test func `the pair is made once, the secret for its owner only`() throws {
    let bench = try Bench().created()
    let key = try bench.checkpoint().key
    let secret = try #require(bench.disk.bytes(of: "/keys/checkpoint.key"))
    #expect(String(decoding: secret, as: UTF8.self).hasPrefix("PRIVATE+KEY+xiaobao/"))
    let file = try bench.disk.open("/keys/checkpoint.key", .read)
    #expect(try bench.disk.fstat(file).permissions == 0o600)
    #expect(try bench.checkpoint().key == key)
    #expect(
      try Ledger.checkpointKey(at: "/ledger", keysAt: "/keys", environment: bench.environment)
        == key)
    #expect(bench.disk.bytes(of: "/keys/checkpoint.key") == secret)
    #expect(bench.disk.bytes(of: "/keys/checkpoint.pub") == Array((key.text + "\n").utf8))
    bench.disk.replace("/keys/checkpoint.key", Array("nonsense".utf8))
    #expect(throws: LedgerError.keysUnusable(path: "/keys/checkpoint.key")) {
      try bench.checkpoint()
    }
  }

  @Test func `a note with any byte changed is refused`() throws {
    let (_, receipt) = try Self.noted()
    let bytes = Array(receipt.note.text.utf8)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(throws: LedgerError.self, "byte \(place)") {
        try SignedNote(changed).check(by: receipt.key)
      }
    }
    for count in bytes.indices {
      #expect(throws: LedgerError.self, "cut at \(count)") {
        try SignedNote(Array(bytes[..<count])).check(by: receipt.key)
      }
    }
  }

  @Test func `a note of another key is refused`() throws {
    let (_, receipt) = try Self.noted()
    let other = try Bench(seed: 9).created().checkpoint()
    #expect(throws: LedgerError.noteRefused(.unknownKey(other.key.name))) {
      try receipt.note.check(by: other.key)
    }
    // The same name with another pair: the key hash tells them apart.
    let forged = NoteKey(name: receipt.key.name, key: [UInt8](repeating: 9, count: 32))
    #expect(throws: LedgerError.noteRefused(.unknownKey(forged.name))) {
      try receipt.note.check(by: forged)
    }
    #expect(throws: LedgerError.noteRefused(.badKey)) {
      try NoteKey(receipt.key.text.replacingOccurrences(of: "+A", with: "+B"))
    }
  }

  @Test func `a store that went on contains its note`() throws {
    let (bench, receipt) = try Self.noted()
    for level in [VerifyLevel.fast, .full, .deep] {
      #expect(try bench.verify(against: receipt.note, level).findings == [])
    }
  }

  @Test func `a store that was rolled back is found by its note alone`() throws {
    let (bench, receipt) = try Self.noted()
    let ledger = try bench.open()
    let early = try Bench(disk: bench.disk.copy()).rollback(ledger, to: 5)
    // Everything in the store agrees with itself …
    #expect(try early.verify(.full).findings == [])
    // … but not with what was signed.
    #expect(
      try early.verify(against: receipt.note, .full).findings.map(\.code) == [.behindCheckpoint])
  }

  @Test func `a history written anew is found by its note alone`() throws {
    let (bench, receipt) = try Self.noted()
    let forged = try Bench(seed: 5, disk: bench.disk.copy()).rewrittenFromTheStart(
      store: bench.disk)
    let report = try forged.verify(against: receipt.note, .full)
    #expect(report.findings.map(\.code) == [.behindCheckpoint])
    #expect(report.sequence >= receipt.note.checkpoint.sequence)
  }

  @Test func `a note of another store is refused`() throws {
    let (bench, _) = try Self.noted()
    let other = try Bench(seed: 9).created().checkpoint().note
    #expect(throws: LedgerError.noteRefused(.otherStore(other.checkpoint.store))) {
      try bench.verify(against: other, .full)
    }
  }

  @Test func `nothing is signed that makes an earlier note a lie`() throws {
    let (bench, receipt) = try Self.noted()
    let ledger = try bench.open()
    let early = try Bench(disk: bench.disk.copy()).rollback(ledger, to: 5)
    let error = #expect(throws: LedgerError.self) { try early.checkpoint() }
    #expect(code(error) == .behindCheckpoint)
    #expect(receipt.note.checkpoint.sequence > 5)
  }

  @Test func `a line that is written but not yet acknowledged is not signed`() throws {
    let bench = try Bench().created()
    let ledger = try bench.open()
    _ = try ledger.append(step(1))
    let before = try #require(bench.disk.bytes(of: "/ledger/HEAD"))
    _ = try ledger.append(step(2))
    bench.disk.replace("/ledger/HEAD", before)
    #expect(try bench.checkpoint().note.checkpoint.sequence == 2)
  }

  @Test func `openssl confirms a note as the format's page says`() throws {
    let (bench, receipt) = try Self.noted()
    let script = try FormatPage.script("bash", after: "## Checkpoint note")
    let folder = try FormatPage.folder(of: bench.disk, below: "/ledger/checkpoints")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: CheckpointFolder.name(receipt.note.checkpoint))
    let arguments = [file.path, receipt.key.text]
    let lines = try FormatPage.run("bash", script, arguments, in: folder).split(separator: "\n")
    #expect(lines.first == "Signature Verified Successfully")
    let checkpoint = receipt.note.checkpoint
    #expect(lines.last == "\(checkpoint.sequence) \(checkpoint.hash)")
    let changed = receipt.note.text.replacingOccurrences(of: "\ntime 2026", with: "\ntime 2025")
    let other = folder.appending(path: "changed.note")
    try changed.write(to: other, atomically: true, encoding: .utf8)
    let refused = try FormatPage.run("bash", script, [other.path, receipt.key.text], in: folder)
    #expect(!refused.contains("Verified Successfully"))
  }

  @Test func `a crash at any call leaves no note that does not hold`() throws {
    let start = try Bench().created()
    let ledger = try start.open()
    _ = try ledger.append(pair(1, 2))
    ledger.close()
    let calls = try start.copied().counting { try $0.checkpoint(into: ["/out"]) }
    #expect(calls > 10)
    for call in 0..<calls {
      let bench = start.copied(seed: UInt64(call + 1))
      bench.disk.arrange(.killed, atCall: bench.disk.callCount + call)
      _ = try? bench.checkpoint(into: ["/out"])
      bench.disk.losePower()
      let receipt = try bench.checkpoint(into: ["/out"])
      for path in bench.disk.paths where path.hasSuffix(".note") {
        let note = try SignedNote(try #require(bench.disk.bytes(of: path)))
        try note.check(by: receipt.key)
        #expect(try bench.verify(against: note, .full).findings == [])
      }
    }
  }
}

extension Bench {
  func checkpoint(into folders: [String] = []) throws -> CheckpointReceipt {
    try Ledger.checkpoint(
      at: "/ledger", keysAt: "/keys", into: folders, environment: environment)
  }

  func verify(against note: SignedNote, _ level: VerifyLevel) throws -> VerifyReport {
    try Ledger.verify(
      at: "/ledger", keysAt: "/keys", projection: CountingProjection(), level: level,
      against: note, environment: environment)
  }

  /// The same disk, all of it durable, for another life.
  func copied(seed: UInt64 = 1) -> Bench {
    var next = Bench(seed: seed, disk: disk.copy(seed: seed))
    next.options = options
    return next
  }

  /// How many changing calls something makes.
  func counting(_ body: (Bench) throws -> some Any) rethrows -> Int {
    let before = disk.callCount
    _ = try body(self)
    return disk.callCount - before
  }

  /// A store cut back to a line as if later ones had never been, `HEAD` and index with it.
  func rollback(_ ledger: Ledger, to sequence: UInt64) throws -> Bench {
    let line = try #require(try ledger.view().line(sequence: sequence))
    #expect(line.endsTransaction)
    let name = "/ledger/" + StoreLocation.segmentName(line.position.segment)
    let bytes = try #require(disk.bytes(of: name))
    disk.replace(name, Array(bytes[..<Int(line.end.offset)]))
    for number in (line.position.segment + 1)...99 {
      disk.remove("/ledger/" + StoreLocation.segmentName(number))
    }
    let head = LedgerHead(
      sequence: line.sequence, transaction: line.transaction, position: line.end, at: line.at,
      chain: line.chainHash)
    disk.replace(
      "/ledger/HEAD",
      [UInt8](repeating: 0, count: 128) + HeadFile(generation: 1, head: head).encoded)
    disk.remove("/ledger/index/MANIFEST")
    return self
  }

  /// Another history under the same identifier: same store file, other lines, all chained.
  func rewrittenFromTheStart(store: SimulatedFileSystem) throws -> Bench {
    for path in disk.paths where path.hasPrefix("/ledger/") || path.hasPrefix("/keys/0") {
      disk.remove(path)
    }
    // Equal seeds give the equal identifier.
    var forged = self
    forged.options.segmentByteCount = 1_500
    try Ledger.create(
      at: "/ledger", keysAt: "/keys", options: forged.options, environment: environment)
    #expect(disk.bytes(of: "/ledger/STORE") == store.bytes(of: "/ledger/STORE"))
    let ledger = try forged.open()
    for number in 10..<20 { _ = try ledger.append(pair(number * 2, number * 2 + 1)) }
    ledger.close()
    #expect(try forged.verify(.full).findings == [])
    return forged
  }
}
