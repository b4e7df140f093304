import Testing

@testable import EventLedger

@Suite struct IndexTests {
  private let types = ["complaint.received", "complaint.assigned", "complaint.closed"]

  @Test func `a rebuild gives the same bytes twice and the same rows as upkeep`() throws {
    var bench = Bench()
    bench.options.tailLineCountMax = 10
    bench.options.segmentByteCount = 8_000
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<60 {
      _ = try ledger.append(step(number % 20, version: number / 20, types[number % 3]))
    }
    let kept = try Knowledge(ledger.view())
    #expect(try ledger.view().statistics().runs.count <= 2)
    func rebuilt() throws -> [UInt8] {
      try ledger.rebuildIndex()
      let run = try #require(ledger.view().statistics().runs.first)
      #expect(try ledger.view().statistics().runs.count == 1)
      return try #require(bench.disk.bytes(of: "/ledger/index/" + run.name))
    }
    let first = try rebuilt()
    #expect(try rebuilt() == first)
    #expect(try Knowledge(ledger.view()) == kept)
    let report = try bench.verify(.deep)
    #expect(report.findings == [])
    #expect(report.comparedEntryCount > 20)
  }

  /// Test group 13: upkeep by tail, deltas and merges of any split ends in the bytes of a rebuild.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `upkeep of any split ends in the bytes of a rebuild`(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    var bench = Bench(seed: seed)
    bench.options.tailLineCountMax = Int.max
    bench.options.tailByteCountMax = Int.max
    bench = try bench.created()
    let ledger = try bench.open()
    var versions: [Int: Int] = [:]
    var upkeep = IndexSnapshot(CountingProjection().schema)
    var sequence: UInt64 = 0
    let files = IndexFiles(
      location: StoreLocation(path: "/other", keyPath: nil), files: bench.disk,
      store: ledger.view().state.store, schema: CountingProjection().schema)
    try bench.disk.mkdir("/other", permissions: 0o755)
    for _ in 1...25 {
      for _ in 0..<Int(random.next() % 12) {
        let number = Int(random.next() % 40)
        let version = versions[number] ?? 0
        _ = try ledger.append(
          step(number, version: version, types[Int(random.next() % 3)]))
        versions[number] = version + 1
      }
      let editor = ProjectionEditor(upkeep)
      try ledger.view().scan(from: sequence + 1) { line in
        editor.take(line, isFirst: true, projection: CountingProjection())
        return true
      }
      upkeep = editor.index
      let head = ledger.view().head
      sequence = head.sequence
      switch random.next() % 4 {
      case 0:
        let run = try files.write(upkeep, upTo: head, isDelta: false)
        upkeep = IndexSnapshot(upkeep.schema, base: run)
      case 1, 2:
        guard let base = upkeep.base else { continue }
        let run = try files.write(upkeep, upTo: head, isDelta: true)
        upkeep = IndexSnapshot(upkeep.schema, base: base, delta: run)
      default: break
      }
      try compare(upkeep, with: ledger.view().state, files)
    }
  }

  /// The base written of an index, and its answers, against those of one derived anew.
  private func compare(
    _ upkeep: IndexSnapshot, with state: LedgerState, _ files: IndexFiles
  ) throws {
    let derived = try IndexRebuild(files: files, state: state, projection: CountingProjection())
      .derived(upTo: state.head.sequence)
    let mine = try files.write(upkeep, upTo: state.head, isDelta: false)
    let mineBytes = Array(mine.bytes.file.bytes)
    let theirs = try files.write(derived, upTo: state.head, isDelta: false)
    #expect(mineBytes == Array(theirs.bytes.file.bytes))
    var left = state
    left.index = upkeep
    var right = state
    right.index = IndexSnapshot(upkeep.schema, base: theirs)
    #expect(try Knowledge(LedgerView(left)) == Knowledge(LedgerView(right)))
  }

  @Test func `orders, bounds, cursors and look-ups answer like a list that is sorted anew`() throws
  {
    var random = SeededGenerator(11)
    var bench = Bench()
    bench.options.tailLineCountMax = 9
    bench = try bench.created()
    let ledger = try bench.open()
    var versions: [Int: Int] = [:]
    for _ in 0..<140 {
      let number = Int(random.next() % 30)
      _ = try ledger.append(
        step(number, version: versions[number] ?? 0, types[Int(random.next() % 3)]))
      versions[number, default: 0] += 1
    }
    let table = try #require(ledger.view().table("complaint"))
    var all: [(key: [Int64], number: Int)] = []
    try table.scan { row in
      all.append(([row.number(2) ?? 0], row.number))
      return true
    }
    all.sort { ($0.key[0], $0.number) < ($1.key[0], $1.number) }
    for _ in 0..<40 {
      let lower = random.next() % 3 == 0 ? nil : all[Int(random.next() % 30) % all.count].key[0]
      let upper = random.next() % 3 == 0 ? nil : all[Int(random.next() % 30) % all.count].key[0]
      let isReversed = random.next() % 2 == 0
      var wanted = all.filter { $0.key[0] >= lower ?? .min && $0.key[0] < upper ?? .max }
      if isReversed { wanted.reverse() }
      var found: [Int] = []
      var after: OrderCursor?
      // In pages of three, each behind the last place of the one before.
      while true {
        var page: [Int] = []
        let range = OrderRange(from: lower, to: upper, reversed: isReversed, after: after)
        try table.scan(order: 1, range) { row in
          page.append(row.number)
          after = OrderCursor(key: [row.number(2) ?? 0], number: row.number)
          return page.count < 3
        }
        if page.isEmpty { break }
        found += page
      }
      #expect(found == wanted.map(\.number))
    }
    for number in versions.keys {
      let rows = try table.rows(lookup: 0, ["note of \(matter(number).id)"])
      #expect(rows.map(\.id) == [matter(number).id])
    }
    #expect(try table.rows(lookup: 0, ["note of nobody"]).isEmpty)
    let scanned = try table.count(by: [.value(2)]).reduce(0) { $0 + $1.count }
    #expect(scanned == Int64(table.count))
    let closed = try #require(table.code(0, "complaint.closed"))
    let open = try table.count(
      by: [.month(2)], where: [RowCondition(.value(0), equals: closed)])
    let counted = try table.count(by: [.value(2), .value(0)]).filter { $0.key[1] == closed }
    #expect(open.reduce(0) { $0 + $1.count } == counted.reduce(0) { $0 + $1.count })
  }

  @Test func `any changed byte of a run or MANIFEST is noticed, and a writer builds anew`() throws {
    var bench = Bench()
    bench.options.tailLineCountMax = 8
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<30 { _ = try ledger.append(step(number % 12, version: number / 12)) }
    ledger.close()
    let truth = try Knowledge(bench.reader().view())
    let names = try bench.disk.list("/ledger/index")
    #expect(names.count == 3)
    var random = SeededGenerator(3)
    for name in names {
      let path = "/ledger/index/" + name
      let whole = try #require(bench.disk.bytes(of: path))
      for _ in 0..<60 {
        var bytes = whole
        let place = Int(random.next() % UInt64(bytes.count))
        bytes[place] ^= 1 << UInt8(random.next() % 8)
        bench.disk.replace(path, bytes)
        // A reader either throws or, where the byte is padding that nobody reads, tells the truth.
        if let found = try? Knowledge(bench.reader(.mustExist).view()) { #expect(found == truth) }
        #expect(try bench.verify(.full).findings.map(\.code) == [.wrongIndex])
      }
      bench.disk.replace(path, whole)
    }
    let run = try #require(names.first { $0.hasPrefix("base") })
    var bytes = try #require(bench.disk.bytes(of: "/ledger/index/" + run))
    for place in stride(from: 4_096, to: bytes.count, by: 512) { bytes[place] ^= 0xFF }
    bench.disk.replace("/ledger/index/" + run, bytes)
    let again = try bench.open()
    for number in 0..<3 { _ = try again.append(step(100 + number)) }
    try again.rebuildIndex()
    #expect(try Knowledge(again.view()) == Knowledge(bench.reader().view()))
    again.close()
    #expect(try bench.verify(.deep).findings == [])
  }

  @Test func `deep verification names a section that the record does not support`() throws {
    struct Lying: Projection {
      var schema: IndexSchema { CountingProjection().schema }
      func project(_ line: LedgerLine, into row: ProjectionEditor) {
        CountingProjection().project(line, into: row)
        if line.sequence == 3 { row.set(1, 7) }
      }
    }
    var bench = Bench()
    bench.options.tailLineCountMax = 2
    bench = try bench.created()
    let ledger = try Ledger.open(
      at: "/ledger", keysAt: "/keys", projection: Lying(), mode: .exclusive,
      options: bench.options, environment: bench.environment)
    for number in 0..<4 { _ = try ledger.append(step(number)) }
    ledger.close()
    #expect(try bench.verify(.full).findings == [])
    #expect(try bench.verify(.deep).findings.map(\.code) == [.wrongEntry])
  }

  @Test func `another projection version rebuilds for a writer and is refused to a reader`() throws
  {
    var bench = Bench()
    bench.options.tailLineCountMax = 2
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<4 { _ = try ledger.append(step(number)) }
    let truth = try Knowledge(ledger.view())
    ledger.close()
    let next = CountingProjection(version: 4)
    func reader(_ policy: LedgerReader.IndexPolicy) throws -> LedgerReader {
      try LedgerReader(
        at: "/ledger", projection: next, policy: policy, environment: bench.environment)
    }
    #expect(throws: LedgerError.self) { try reader(.mustExist) }
    #expect(try Knowledge(reader(.rebuildInMemory).view()) == truth)
    let writer = try Ledger.open(
      at: "/ledger", keysAt: "/keys", projection: next, mode: .perCommit, options: bench.options,
      environment: bench.environment)
    #expect(writer.recovery.rebuiltIndex)
    #expect(try Knowledge(reader(.mustExist).view()) == truth)
  }

  @Test func `a view keeps its state while the writer goes on`() throws {
    var bench = Bench()
    bench.options.tailLineCountMax = 5
    bench = try bench.created()
    let ledger = try bench.open()
    for number in 0..<7 { _ = try ledger.append(step(number)) }
    let view = ledger.view()
    let before = try Knowledge(view)
    for number in 0..<7 { _ = try ledger.append(step(number, version: 1, types[2])) }
    #expect(try Knowledge(view) == before)
    #expect(try Knowledge(ledger.view()) != before)
  }

  @Test func `a prefix has the next key as its end, unless it is all ones`() {
    #expect(KeyRange.successor(ofPrefix: [1, 2]) == [1, 3])
    #expect(KeyRange.successor(ofPrefix: [1, 0xFF]) == [2])
    #expect(KeyRange.successor(ofPrefix: [0xFF, 0xFF]) == nil)
    #expect(KeyRange.successor(ofPrefix: []) == nil)
  }
}
