import Testing

@testable import EventLedger

/// A small store with sealed segments, two runs and a tail; nobody has it open.
private func smallStore() throws -> Bench {
  var bench = Bench()
  bench.options.tailLineCountMax = 5
  bench = try bench.created()
  let ledger = try bench.open()
  for number in 0..<4 { _ = try ledger.append(step(number)) }
  _ = try ledger.append(pair(10, 11, sealed: "x"))
  _ = try ledger.append(step(0, version: 1, "complaint.closed"))
  ledger.close()
  bench.options.tailLineCountMax = 1_000
  return bench
}

/// What the damaged store says: the same answers, or an error.
private enum Answer: Equatable {
  case same
  case reported
  case other(String)
}

private func answer(_ bench: Bench, knowing truth: Knowledge, asReader: Bool) -> Answer {
  do {
    let view = asReader ? try bench.reader().view() : try bench.rebooted().open().view()
    let found = try Knowledge(view)
    for number in [0, 1, 2, 3, 10, 11] { _ = try view.history(of: matter(number)) }
    // A line that says so may have been added where something was cut.
    let added = found.lines.filter { $0.contains("\"type\":\"recovered\"") }
    let lines = found.lines.filter { !$0.contains("\"type\":\"recovered\"") }
    if lines == truth.lines && found.entries == truth.entries { return .same }
    if !added.isEmpty { return .other("cut to \(lines.count) lines") }
    return .other("\(lines.count) lines")
  } catch {
    return .reported
  }
}

@Suite struct DamageTests {
  static let segment = "/ledger/segments/000001.jsonl"

  @Test func `a record cut at any byte is reported, since HEAD knows more`() throws {
    let bench = try smallStore()
    let bytes = try #require(bench.disk.bytes(of: Self.segment))
    let truth = try Knowledge(bench.reader().view())
    for cut in 0..<bytes.count {
      var copy = bench
      copy.environment.fileSystem = bench.disk.copy()
      let disk = try #require(copy.environment.fileSystem as? SimulatedFileSystem)
      disk.replace(Self.segment, Array(bytes.prefix(cut)))
      #expect(answer(copy, knowing: truth, asReader: false) == .reported, "cut at \(cut)")
      if cut % 5 == 0 {
        #expect(answer(copy, knowing: truth, asReader: true) == .reported, "reader, cut at \(cut)")
      }
    }
  }

  @Test func `a record cut at any byte without HEAD and index opens with whole transactions`()
    throws
  {
    let bench = try smallStore()
    let bytes = try #require(bench.disk.bytes(of: Self.segment))
    let ends = bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    for cut in stride(from: ends[0], through: bytes.count, by: 3) {
      var copy = bench
      let disk = bench.disk.copy()
      copy.environment.fileSystem = disk
      disk.replace(Self.segment, Array(bytes.prefix(cut)))
      disk.remove("/ledger/HEAD")
      disk.remove("/ledger/index/MANIFEST")
      var whole = ends.count(where: { $0 <= cut })
      if whole > 0, text[whole - 1].contains("\"end\":0") { whole -= 1 }
      let ledger = try copy.rebooted().open()
      let lines = try Knowledge(ledger.view()).lines
      let isCut = ends[whole - 1] != cut
      #expect(lines.count == whole + (isCut ? 1 : 0), "cut at \(cut)")
      #expect(lines.prefix(whole).elementsEqual(text.prefix(whole).map(String.init)))
      #expect(ledger.recovery.cutByteCount == UInt64(cut - ends[whole - 1]))
      if isCut {
        let name = try #require(ledger.recovery.evidence.first)
        #expect(disk.bytes(of: "/ledger/" + name) == Array(bytes[ends[whole - 1]..<cut]))
        #expect(lines.last?.contains("\"type\":\"recovered\"") == true)
      }
    }
  }

  @Test(arguments: ["segments/000001.jsonl", "HEAD", "index/MANIFEST", "STORE"])
  func `a flipped bit is reported or mended and never gives another answer`(name: String) throws {
    let bench = try smallStore()
    let path = "/ledger/" + name
    let bytes = try #require(bench.disk.bytes(of: path))
    let truth = try Knowledge(bench.reader().view())
    var outcomes: [String: Int] = [:]
    // Every byte; the bit changes with the place, so that each bit has its turn. For long: every bit.
    let flips = bytes.indices.flatMap { place in
      Soak.isLong ? (0..<8).map { (place, $0) } : [(place, (place / 7 + place) % 8)]
    }
    for (place, bit) in flips {
      var changed = bytes
      changed[place] ^= 1 << UInt8(bit)
      var copy = bench
      let disk = bench.disk.copy()
      copy.environment.fileSystem = disk
      disk.replace(path, changed)
      for asReader in [false, true] {
        let found = answer(copy, knowing: truth, asReader: asReader)
        outcomes["\(found)", default: 0] += 1
        if name.hasPrefix("segments") {
          #expect(found == .reported, "byte \(place), reader \(asReader)")
        } else if case .other = found {
          Issue.record("byte \(place), reader \(asReader): \(found)")
        }
      }
    }
    print("flips in \(name):", outcomes.sorted { $0.key < $1.key })
  }

  @Test func `a flipped bit in a run is reported by verify and never gives another answer`() throws
  {
    let bench = try smallStore()
    let truth = try Knowledge(bench.reader().view())
    let path = try #require(bench.disk.paths.first { $0.hasSuffix(".run") })
    let bytes = try #require(bench.disk.bytes(of: path))
    for place in 0..<bytes.count {
      var copy = bench
      let disk = bench.disk.copy()
      copy.environment.fileSystem = disk
      var changed = bytes
      changed[place] ^= 1 << UInt8(place % 8)
      disk.replace(path, changed)
      guard place % 3 == 0 || (place < 200 || place > 4_000) else { continue }
      let report = try copy.verify(.full)
      #expect(report.findings.map(\.code) == [.wrongIndex], "byte \(place)")
      let found = answer(copy, knowing: truth, asReader: place % 2 == 0)
      if case .other = found { Issue.record("byte \(place): \(found)") }
    }
  }

  @Test func `lines changed, deleted, inserted or swapped are found with their place`() throws {
    let bench = try smallStore()
    let bytes = try #require(bench.disk.bytes(of: Self.segment))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    func found(_ changed: [String]) throws -> [Finding.Code] {
      var copy = bench
      let disk = bench.disk.copy()
      copy.environment.fileSystem = disk
      disk.replace(Self.segment, Array((changed.joined(separator: "\n") + "\n").utf8))
      return try copy.verify(.full).findings.map(\.code)
    }
    #expect(try found(lines) == [])
    var changed = lines
    changed[3] = lines[3].replacing("\"amount\":1", with: "\"amount\":2")
    #expect(try found(changed).contains(.brokenChain))
    var deleted = lines
    deleted.remove(at: 3)
    #expect(try found(deleted).contains(.wrongNumber))
    var inserted = lines
    inserted.insert(lines[2], at: 3)
    #expect(try found(inserted).contains(.wrongNumber))
    var swapped = lines
    swapped.swapAt(2, 3)
    #expect(try found(swapped).contains(.wrongNumber))
  }

  @Test func `a sealed segment that was exchanged is found`() throws {
    func store(_ seed: UInt64) throws -> Bench {
      var bench = Bench(seed: seed)
      bench.options.segmentByteCount = 1_500
      bench = try bench.created()
      let ledger = try bench.open()
      for number in 0..<12 { _ = try ledger.append(step(number)) }
      ledger.close()
      return bench
    }
    let mine = try store(1)
    let other = try store(2)
    #expect(try mine.verify().findings == [])
    let path = "/ledger/segments/000002.jsonl"
    mine.disk.replace(path, try #require(other.disk.bytes(of: path)))
    #expect(try mine.verify(.full).findings.map(\.code).contains(.wrongStore))
    mine.disk.remove(path)
    #expect(try mine.verify(.full).findings.map(\.code).contains(.missingSegment))
    #expect(throws: LedgerError.self) { try mine.rebooted().open() }
  }

  @Test func `an index of another store, or newer than the record, is not believed`() throws {
    let bench = try smallStore()
    let truth = try Knowledge(bench.reader().view())
    let other = try Bench(seed: 9).created()
    let ledger = try other.open()
    _ = try ledger.append(step(77))
    try ledger.rebuildIndex()
    ledger.close()
    for path in other.disk.paths where path.hasPrefix("/ledger/index/") {
      bench.disk.replace(path, try #require(other.disk.bytes(of: path)))
    }
    #expect(throws: LedgerError.self) { try bench.reader(.mustExist) }
    #expect(try Knowledge(bench.reader().view()) == truth)
    let mended = try bench.open()
    #expect(mended.recovery.rebuiltIndex)
    #expect(try Knowledge(mended.view()) == truth)
    mended.close()
    #expect(try bench.verify().findings == [])
  }

  @Test func `an older index of the same record is believed and caught up with`() throws {
    var bench = Bench()
    bench.options.tailLineCountMax = 4
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<9 { _ = try ledger.append(step(number)) }
    let old = bench.disk.copy()
    for number in 9..<30 { _ = try ledger.append(step(number)) }
    ledger.close()
    let truth = try Knowledge(bench.reader().view())
    for path in bench.disk.paths where path.hasPrefix("/ledger/index/") { bench.disk.remove(path) }
    for path in old.paths where path.hasPrefix("/ledger/index/") {
      bench.disk.replace(path, try #require(old.bytes(of: path)))
    }
    #expect(try Knowledge(bench.reader(.mustExist).view()) == truth)
    #expect(try Knowledge(bench.rebooted().open().view()) == truth)
    #expect(try bench.verify().findings == [])
  }

  @Test func `a newer format is called newer, not damaged`() throws {
    let bench = try smallStore()
    let path = "/ledger/STORE"
    let text = String(decoding: try #require(bench.disk.bytes(of: path)), as: UTF8.self)
    bench.disk.replace(
      path, Array(text.replacing("{\"format\":1", with: "{\"format\":2").utf8))
    #expect(throws: LedgerError.newerFormat(path: path, found: 2, supported: 1)) {
      try bench.reader()
    }
    bench.disk.remove(path)
    #expect(throws: LedgerError.notAStore(path: "/ledger")) { try bench.open() }
  }
}
