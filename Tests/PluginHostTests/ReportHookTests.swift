import ConsumerProtection
import Reporting
import Testing

@testable import PluginHost

/// `report.<id>`: a script's table becomes a document; every error names its path.
@Suite struct ReportHookTests {
  private func report(_ body: String, more: String = "") -> PluginSet {
    pluginSet([
      plugin(
        "r", hooks: "{report.x: {}}",
        main: """
          local query = require("host.query")
          return { ["report.x"] = function(_, ctx) \(body) end }
          """,
        more: """
          permissions: [query.aggregate]
          reports: {x: {title: {zh: 报告, en: Report}}}
          \(more)
          """)
    ])
  }

  private let figures = FixedQuery(
    [
      .init(
        by: ["business_class", "closed"],
        table: CountTable(
          rows: [
            CountRow(keys: [.text("B.loan"), .bool(true)], count: 2),
            CountRow(keys: [.text("B.card"), .bool(true)], count: 3),
            CountRow(keys: [.none, .bool(false)], count: 1),
            CountRow(keys: [.text("B.card"), .bool(false)], count: 4),
          ], total: 10, synthetic: 10))
    ], provenance: QueryProvenance(institution: "示例银行", sequence: 42, hash: "ab"))

  private func run(_ set: PluginSet) throws -> Document {
    try set.runReport("x", context, query: figures)
  }

  @Test func `a whole document comes across with its provenance`() throws {
    let document = try run(
      report(
        """
        local counted = query.count({ by = { "business_class", "closed" } })
        return {
          title = "标题", subtitle = "副题", period = { from = "2026-01-01", to = "2026-03-31" },
          scope = "全部", repeats_merged = false,
          blocks = {
            { kind = "heading", level = 1, text = "一" },
            { kind = "paragraph", text = "共 " .. counted.total },
            { kind = "table", title = "表", columns = {
                { key = "a", title = "类", kind = "text" }, { key = "n", title = "件", kind = "count", total = "sum" },
                { key = "s", title = "占比", kind = "share", total = "statement" },
                { key = "m", title = "金额", kind = "money" }, { key = "d", title = "日", kind = "day" } },
              rows = { { a = "x", n = 3, s = { 3, 10 }, m = 100, d = "2026-01-02" }, { a = "y", n = 7, s = { 7, 10, 1 } } } },
            { kind = "figure", title = "图", chart = "bar", categories = { "x", 2 },
              series = { { name = "件", values = { 3, 7 } } } },
          },
          notes = { { text = "注", source = "源" }, "另注" },
          checks = { { name = "和", left = { { table = 1, column = "n" } },
            right = { { table = 1, column = "n", rows = "total" } } },
            { name = "行", left = { { table = 1, column = "n", rows = 2 } }, right = 7 } },
        }
        """))
    let columns = [
      Table.Column(key: "a", title: "类"),
      Table.Column(key: "n", title: "件", kind: .count, total: .sum),
      Table.Column(key: "s", title: "占比", kind: .share, total: .whole),
      Table.Column(key: "m", title: "金额", kind: .money),
      Table.Column(key: "d", title: "日", kind: .day),
    ]
    let rows: [[Cell]] = [
      [
        .text("x"), .count(3), .share(numerator: 3, denominator: 10, decimals: 2), .money(100),
        .day(20455),
      ],
      [.text("y"), .count(7), .share(numerator: 7, denominator: 10, decimals: 1), .empty, .empty],
    ]
    let expected = Document(
      id: "x", title: "标题", subtitle: "副题", language: .zh, period: .init(from: 20454, to: 20543),
      scope: "全部",
      blocks: [
        .heading(level: 1, text: "一"), .paragraph("共 10"),
        .table(
          Table(
            id: "table-1", title: "表", columns: columns, rows: rows,
            totalRow: [.text("合计"), .count(10), .statement("100%"), .empty, .empty])),
        .figure(
          Figure(
            id: "figure-1", title: "图", kind: .bar, categories: ["x", "2"],
            series: [.init(name: "件", values: [3, 7])])),
      ],
      notes: [.init(text: "注", source: "源"), .init(text: "另注")],
      checks: [
        .init(
          name: "和", left: [.column(table: "table-1", column: "n")],
          right: [.total(table: "table-1", column: "n")]),
        .init(
          name: "行", left: [.cell(table: "table-1", row: 1, column: "n")], right: [.number(7)]),
      ],
      provenance: .init(
        institution: "示例银行", ledgerSequence: 42, ledgerHash: "ab", repeatsMerged: false,
        pluginID: "r", pluginVersion: "1.0.0",
        syntheticMarker: "本报告含合成数据，不反映任何真实投诉。"))
    #expect(document == expected)
    #expect(document.failedChecks == [])
  }

  @Test func `rows come sorted by their keys, absent first`() throws {
    let document = try run(
      report(
        """
        local words = {}
        for _, row in ipairs(query.count({ by = { "business_class", "closed" } }).rows) do
          words[#words + 1] = tostring(row.keys[1]) .. " " .. tostring(row.keys[2]) .. " " .. row.count
        end
        return { title = table.concat(words, ", "), blocks = {} }
        """))
    #expect(document.title == "nil false 1, B.card false 4, B.card true 3, B.loan true 2")
  }

  static let wrong: [(body: String, text: String)] = [
    ("return nil", "the answer is nil; a report returns a document"),
    ("return 5", "the answer must be a table, not an integer"),
    (
      "return { titel = \"x\", blocks = {} }",
      "the answer has no key `titel`; did you mean `title`?"
    ),
    ("return { title = \"x\" }", "blocks of the answer is missing; it must be a list"),
    (
      "return { title = \"x\", blocks = { { kind = \"tabel\" } } }",
      "blocks[1].kind of the answer cannot be `tabel`; did you mean `table`?"
    ),
    (
      "return { title = \"x\", blocks = { { kind = \"paragraph\", text = \"\" }, { kind = \"table\", title = \"t\", columns = { { key = \"s\", title = \"s\", kind = \"share\" } }, rows = { { s = { 1, 2 } }, { s = 5 } } } } }",
      "blocks[2].rows[2].s of the answer must be {n, d} or {n, d, places}, not an integer"
    ),
    (
      "return { title = \"x\", blocks = { { kind = \"table\", title = \"t\", columns = { { key = \"n\", title = \"n\", kind = \"count\" } }, rows = { { m = 5 } } } } }",
      "blocks[1].rows[1] of the answer has no key `m`"
    ),
    (
      "return { title = \"x\", blocks = { { kind = \"figure\", title = \"t\", chart = \"bar\", categories = { \"a\" }, series = { { name = \"n\", values = { 1, 2 } } } } } }",
      "blocks[1].series[1].values of the answer needs 1 values and has 2"
    ),
    (
      "return { title = \"x\", blocks = {}, period = { from = \"2026-02-01\", to = \"2026-01-01\" } }",
      "period of the answer ends before it begins"
    ),
    (
      "return { title = \"x\", blocks = {}, checks = { { name = \"c\", left = { { table = 1, column = \"n\" } }, right = 1 } } }",
      "checks[1].left[1].table of the answer must be 1 to 0"
    ),
  ]

  @Test(arguments: wrong)
  func `a document of the wrong shape names the path`(wrong: (body: String, text: String)) {
    let failure = #expect(throws: PluginFailure.self) { try run(report(wrong.body)) }
    #expect(failure?.code == .wrongAnswer)
    #expect(failure?.message.en.hasPrefix(wrong.text) == true, "\(failure?.message.en ?? "")")
    #expect(failure?.effect == Phrase("该报告不出具", "that report is not issued"))
  }

  @Test(arguments: [
    ("query.count({ by = { \"yaer\" } })", "unknown dimension `yaer`; did you mean `year`?"),
    ("query.count({ buy = {} })", "unknown key `buy`; did you mean `by`?"),
    ("query.count({ from = \"2026-02-30\" })", "`from` must be a day YYYY-MM-DD"),
    (
      "query.count({ where = { year = {} } })", "where.year must be a text, an integer or a boolean"
    ),
    ("query.count(5)", "argument 1 of host.query.count must be a table, not an integer"),
    ("query.count({ by = { \"month\" } })", "the test gives no count by `month`"),
  ])
  func `a wrong question is an error in the script`(wrong: (body: String, text: String)) {
    let failure = #expect(throws: PluginFailure.self) { try run(report(wrong.body)) }
    #expect(failure?.code == .runtime)
    #expect(failure?.message.en.contains(wrong.text) == true, "\(failure?.message.en ?? "")")
  }

  @Test func `a report may be larger than a hook on a complaint, but not endless`() throws {
    #expect(
      try run(report("for i = 1, 1000000 do end return { title = \"x\", blocks = {} }")).title
        == "x")
    let failure = #expect(throws: PluginFailure.self) { try run(report("while true do end")) }
    #expect(failure?.code == .instructions)
  }

  @Test func `an unknown report names the nearest one`() {
    let failure = #expect(throws: PluginFailure.self) {
      try report("return nil").runReport("xx", context, query: figures)
    }
    #expect(failure?.message.en == "no plugin offers report.xx; did you mean report.x?")
  }
}
