import Reporting
import Testing

@Suite struct DocumentChecksTests {
  static let table = Table(
    id: "t", title: "",
    columns: [
      .init(key: "name", title: ""), .init(key: "count", title: "", kind: .count, total: .sum),
      .init(key: "fen", title: "", kind: .money, total: .sum),
      .init(key: "share", title: "", kind: .share, total: .whole),
    ],
    rows: [
      [.text("a"), .count(2), .money(150), .share(numerator: 2, denominator: 5, decimals: 2)],
      [.text("b"), .count(3), .empty, .share(numerator: 3, denominator: 5, decimals: 2)],
    ]
  ).totalled(label: "sum")

  static func outcome(
    _ left: [Document.CellReference], _ right: [Document.CellReference]
  ) -> Document.CheckFinding.Outcome? {
    let document = Document(
      id: "d", title: "", blocks: [.table(table)],
      checks: [.init(name: "c", left: left, right: right)], provenance: .init(institution: ""))
    return document.evaluateChecks().first?.outcome
  }

  @Test func `a column's sum equals its total, of counts, money and shares`() {
    let count = Document.CellReference.column(table: "t", column: "count")
    #expect(Self.outcome([count], [.total(table: "t", column: "count")]) == .passed(5))
    #expect(Self.outcome([count], [.column(table: "t", column: "share")]) == .passed(5))
    let fen = Document.CellReference.column(table: "t", column: "fen")
    #expect(Self.outcome([fen], [.total(table: "t", column: "fen")]) == .passed(150))
  }

  @Test func `single cells and numbers add up, and a difference shows both sides`() {
    let first = Document.CellReference.cell(table: "t", row: 0, column: "count")
    #expect(Self.outcome([first, .number(4)], [.number(6)]) == .passed(6))
    #expect(Self.outcome([first, .number(4)], [.number(7)]) == .failed(left: 6, right: 7))
    #expect(Self.outcome([], []) == .passed(0))
  }

  @Test(arguments: [
    (Document.CellReference.column(table: "u", column: "count"), "u.count"),
    (.column(table: "t", column: "nothing"), "t.nothing"),
    (.column(table: "t", column: "name"), "t.name"),
    (.cell(table: "t", row: 2, column: "count"), "t.count[2]"),
    (.cell(table: "t", row: -1, column: "count"), "t.count[-1]"),
    (.cell(table: "t", row: 1, column: "fen"), "t.fen[1]"),
    (.total(table: "t", column: "share"), "t.share[total]"),
  ])
  func `a reference without a number is unreadable, never zero`(
    reference: Document.CellReference, name: String
  ) {
    #expect(Self.outcome([.number(0)], [reference]) == .unreadable(reference: name))
  }

  @Test func `sums beyond 64 bits are unreadable in a check and empty in a total`() {
    #expect(
      Self.outcome([.number(.max), .number(1)], [.number(0)]) == .unreadable(reference: "1"))
    #expect(Self.outcome([.number(.max)], [.number(.max)]) == .passed(.max))
    let column = Table.Column(key: "c", title: "", kind: .count, total: .sum)
    let table = Table(id: "t", title: "", columns: [column], rows: [[.count(.max)], [.count(1)]])
    #expect(table.totals(label: "") == [.empty])
  }

  @Test func `totals follow each column's rule and label the first without one`() {
    #expect(
      Self.table.totalRow == [.text("sum"), .count(5), .money(150), .statement("100%")])
  }

  @Test(arguments: Document.Language.allCases)
  func `a sound document has no problems`(language: Document.Language) {
    #expect(SampleDocument.make(language).problems() == [])
  }

  @Test func `whatever does not fit together is named`() {
    let column = Table.Column(key: "a", title: "", kind: .count)
    let document = Document(
      id: "d", title: "", period: .init(from: 2, to: 1),
      blocks: [
        .table(Table(id: "x", title: "", columns: [])),
        .table(
          Table(
            id: "x", title: "", columns: [column, column],
            rows: [[.count(1)], [.count(1), .text("1")], [.statement("*"), .empty]],
            totalRow: [.text("sum"), .money(1)])),
        .figure(
          Figure(
            id: "f", title: "", kind: .bar, categories: ["a", "b"],
            series: [.init(name: "s", values: [-1])])),
      ], provenance: .init(institution: ""))
    let problems = document.problems()
    #expect(
      problems == [
        .periodBackwards, .noColumns(table: "x"), .duplicateID("x"),
        .duplicateColumn(table: "x", key: "a"),
        .rowLength(table: "x", row: 1, expected: 2, found: 1),
        .cellKind(table: "x", row: 2, column: "a"), .cellKind(table: "x", row: 0, column: "a"),
        .seriesLength(figure: "f", series: "s", expected: 2, found: 1),
        .negativeValue(figure: "f", series: "s"),
      ])
    #expect(problems[4].text(in: .zh) == "表 x 第 1 行应有 2 个单元格，实有 1 个")
    #expect(
      problems[6].text(in: .en)
        == "table x, row of totals, column a: the cell is not of the column's kind")
    // Every writer prints it all the same.
    for writer in DocumentWriters.all {
      #expect(!writer.write(document, options: .init()).isEmpty)
    }
  }

  @Test func `a period of one day is sound`() {
    let document = Document(
      id: "d", title: "", period: .init(from: 1, to: 1), provenance: .init(institution: ""))
    #expect(document.problems() == [])
  }
}
