import Testing

@testable import EventLedger

/// What somebody saw who read the record to its end.
private struct Seen: Equatable {
  var sequences: [UInt64] = []
  var last: LedgerHead
  var end: String

  init(walking walker: LineWalker) throws {
    var walker = walker
    while true {
      switch try walker.next() {
      case .line(let line): sequences.append(line.sequence)
      case .end:
        (last, end) = (walker.last, "end")
        return
      case .damaged(let code):
        (last, end) = (walker.last, "\(code)")
        return
      }
    }
  }

  /// A slow taker leaves the hashes to the reading thread, a fast one computes them itself.
  init(pumping walker: LineWalker, slowly: Bool) throws {
    let pump = LinePump(walker, limit: .max)
    while let batch = pump.next() {
      sequences.append(contentsOf: batch.map(\.sequence))
      if slowly { pump.waitUntilAhead() }
    }
    last = pump.last
    switch pump.finish() {
    case .step(.damaged(let code)): end = "\(code)"
    case .step: end = "end"
    case .failure(let error): throw error
    }
  }
}

@Suite struct LinePumpTests {
  static let segment = "/ledger/segments/000001.jsonl"

  private func longStore() throws -> Bench {
    let bench = try Bench().created()
    let ledger = try bench.open()
    for start in stride(from: 0, to: 12_000, by: 1_000) {
      _ = ledger.append(batch: (start..<start + 1_000).map { step($0) })
    }
    ledger.close()
    return bench
  }

  private func seen(_ bench: Bench) throws -> [Seen] {
    let location = StoreLocation(path: "/ledger", keyPath: nil)
    let files = bench.environment.fileSystem
    let store = try StoreIdentity.read(location, files)
    let walker = LineWalker(SegmentFiles(location, files), store: store, after: .origin)
    return [
      try Seen(walking: walker), try Seen(pumping: walker, slowly: false),
      try Seen(pumping: walker, slowly: true),
    ]
  }

  @Test func `the second thread sees what a plain walk sees`() throws {
    let found = try seen(longStore())
    #expect(found[0].sequences.count > 12_000 && found[0].end == "end")
    #expect(found[1] == found[0] && found[2] == found[0])
  }

  /// Changed: a digit of the payload (the hash no longer fits), a digit of `seq`, the line's form; in
  /// the first, the middle and the last of a batch's lines, and two at once.
  @Test(arguments: [
    [1], [2], [1_023], [1_024], [1_025], [5_000], [11_990], [4_000, 4_010], [900, 9_000],
  ])
  func `a damaged line ends both at the same line with the same fault`(lines: [Int]) throws {
    let bench = try longStore()
    let bytes = try #require(bench.disk.bytes(of: Self.segment))
    let starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    for needle in ["\"amount\":", "\"seq\":", "\"actor"] {
      var changed = bytes
      for (number, line) in lines.enumerated() {
        // The second of two faults is always one of form, which the reading thread finds first.
        let text = Array((number == 0 ? needle : "\"actor").utf8)
        let range = starts[line]..<starts[line + 1]
        let place =
          try #require(
            range.first { changed[$0...].starts(with: text) }) + text.count
        changed[place] = changed[place] == 0x31 ? 0x32 : 0x31
      }
      var copy = bench
      let disk = bench.disk.copy()
      copy.environment.fileSystem = disk
      disk.replace(Self.segment, changed)
      let found = try seen(copy)
      #expect(found[0].sequences.count == lines[0], "\(needle)")
      #expect(found[0].end != "end")
      #expect(found[1] == found[0], "\(needle), fast")
      #expect(found[2] == found[0], "\(needle), slow")
    }
  }
}
