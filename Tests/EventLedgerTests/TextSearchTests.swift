import Testing

@testable import EventLedger

@Suite struct TextSearchTests {
  private let texts = [
    "客户反映信用卡被重复扣款，要求退款 300 元。", "手机银行转账失败，资金未退回",
    "ATM 吞卡，客服电话 95588 无人接听", "Refund of the annual fee was refused twice",
    "理财产品到期未兑付；客户要求说明", "信用卡年费争议，要求减免",
  ]

  private func told(_ number: Int, _ text: String, version: Int = 0) -> Transaction {
    Transaction(
      idempotencyKey: "t-\(number)-\(version)",
      expected: [Expectation(matter(number), version: version)],
      events: [
        event(
          number, version == 0 ? "complaint.received" : "complaint.assigned",
          sealed: [
            SealedPlaintext(field: "narrative", bytes: Array(text.utf8), scope: .new("matter"))
          ])
      ])
  }

  /// Candidates whose texts, opened, hold the query.
  private func found(_ query: String, in view: LedgerView) throws -> [String] {
    let wanted = TextGrams.folded(query)
    return try view.rows(of: "complaint", mayContain: query).filter { row in
      try view.history(of: MatterKey(kind: "complaint", id: row.id)).contains { line in
        try line.sealed.contains { entry in
          guard case .text(let bytes) = try view.unseal(entry, of: line) else { return false }
          return TextGrams.folded(String(decoding: bytes, as: UTF8.self)).contains(wanted)
        }
      }
    }.map(\.id)
  }

  private func filled(limit: Int) throws -> (Bench, Ledger, [String]) {
    var bench = Bench()
    bench.options.tailLineCountMax = 4
    bench.options.textLineCountMax = limit
    bench = try bench.created()
    let ledger = try bench.open()
    var all: [String] = []
    for number in 0..<40 {
      let text = texts[number % texts.count] + " 第\(number)号"
      all.append(text)
      _ = try ledger.append(told(number, text))
    }
    return (bench, ledger, all)
  }

  @Test(arguments: [1, 7, 1_000])
  func `every query finds what a scan of all texts finds, for any lag`(limit: Int) throws {
    let (bench, ledger, all) = try filled(limit: limit)
    let queries = [
      "信用卡", "退款", "要求", "退", "95588", "refund", "ＲＥＦＵＮＤ", "fund of", "annual  fee", "第3号", "不存在的词",
      "扣款，要求",
    ]
    for query in queries {
      let wanted = all.indices.filter {
        TextGrams.folded(all[$0]).contains(TextGrams.folded(query))
      }.reversed().map { matter($0).id }
      #expect(try found(query, in: ledger.view()) == wanted, "\(query)")
      #expect(try found(query, in: bench.reader().view()) == wanted, "\(query)")
    }
    try ledger.rebuildIndex()
    #expect(try found("信用卡", in: ledger.view()).count == 13)
    #expect(try bench.verify(.deep).findings == [])
  }

  @Test func `runs narrow the search: few candidates are opened`() throws {
    let (_, ledger, _) = try filled(limit: 1)
    try ledger.rebuildIndex()
    #expect(try ledger.view().rows(of: "complaint", mayContain: "吞卡").count == 7)
  }

  @Test func `a text too short to look for is refused, and so is a search without keys`() throws {
    let (bench, ledger, _) = try filled(limit: 7)
    #expect(throws: LedgerError.invalid(.shortQuery)) {
      try ledger.view().rows(of: "complaint", mayContain: "ab")
    }
    let blind = try LedgerReader(
      at: "/ledger", projection: CountingProjection(), environment: bench.environment)
    #expect(throws: LedgerError.self) {
      try blind.view().rows(of: "complaint", mayContain: "退款")
    }
  }

  @Test func `destroying a key takes its text out of the runs and leaves the row's others`() throws
  {
    let (bench, ledger, _) = try filled(limit: 1)
    _ = try ledger.append(told(3, "后来补充：网点排队太久", version: 1))
    for number in 50..<56 { _ = try ledger.append(told(number, "其他")) }
    let id = matter(3).id
    #expect(
      try ledger.view().rows(of: "complaint", mayContain: "annual fee").map(\.id).contains(id))
    let history = try ledger.view().history(of: matter(3))
    let key = try #require(history.first?.sealed.first?.key)
    try ledger.destroyKey(key)
    let candidates = try ledger.view().rows(of: "complaint", mayContain: "annual fee").map(\.id)
    #expect(!candidates.contains(id))
    #expect(candidates.contains(matter(9).id))
    #expect(try found("网点排队", in: ledger.view()) == [id])
    #expect(try found("网点排队", in: bench.reader().view()) == [id])
    #expect(try bench.verify(.deep).findings == [])
  }

  @Test func `without the key the runs say nothing of the texts`() throws {
    let (bench, ledger, _) = try filled(limit: 1)
    try ledger.rebuildIndex()
    for name in try bench.disk.list("/ledger/index/texts") {
      let bytes = try #require(bench.disk.bytes(of: "/ledger/index/texts/" + name))
      for text in ["退款", "refund", "ref"] {
        #expect(!String(decoding: bytes, as: UTF8.self).contains(text))
      }
    }
    // Another workspace gives the same n-gram another number.
    let gram = try #require(TextGrams.grams(ofQuery: "退款").first)
    let keys = try ledger.view().state.keys?.workspaceKey()
    #expect(keys?.gramHash(gram) != WorkspaceKey([UInt8](repeating: 1, count: 32)).gramHash(gram))
  }

  @Test func `a damaged run of texts is noticed and made anew`() throws {
    let (bench, ledger, _) = try filled(limit: 1)
    try ledger.rebuildIndex()
    ledger.close()
    let name = try #require(
      try bench.disk.list("/ledger/index/texts").first { $0.hasSuffix(".run") })
    let path = "/ledger/index/texts/" + name
    var bytes = try #require(bench.disk.bytes(of: path))
    for place in stride(from: 4_200, to: bytes.count, by: 64) { bytes[place] ^= 0x10 }
    bench.disk.replace(path, bytes)
    #expect(try bench.verify(.full).findings.map(\.code) == [.wrongIndex])
    // What cannot be used is passed over: the lines themselves are read.
    #expect(try found("信用卡", in: bench.reader().view()).count == 13)
    let again = try bench.open()
    try again.rebuildIndex()
    #expect(try found("信用卡", in: again.view()).count == 13)
    #expect(try bench.verify(.deep).findings == [])
  }
}
