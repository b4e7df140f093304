import Foundation
import Spreadsheets
import Testing

/// Books written by libxlsxwriter and read back, and books that others wrote.
@Suite struct WorkbookTests {
  @Test func `what is written is read back, text by text and number by number`() throws {
    let writer = try WorkbookWriter()
    try writer.beginSheet("台账 [2026]", widths: [20, 12])
    try writer.write([.text("编号"), .text("日期"), .text("金额"), .text("件数")], look: .heading)
    writer.freeze()
    let texts = [
      "C-20260302-000007", "=1+1", " 前后空格 ", "一行\n两行", "<&\"'>", "_x0041_", "🙂 𠮷", "bell \u{7}",
      "0012", "",
    ]
    for text in texts {
      try writer.write([.text(text), .day(20_514), .money(-123_405), .count(7)])
    }
    try writer.write([.text("合计"), .empty, .money(1), .count(0)], look: .bold)
    try writer.write([.share(numerator: 1, denominator: 3, decimals: 1), .count(Int64.max)])
    try writer.beginSheet("台账 /2026/")
    try writer.write([.text("只有一格")])
    let book = try Scratch().reader(of: try writer.finish())

    #expect(book.sheets.map(\.name) == ["台账  2026 ", "台账  2026  2"])
    let rows = try book.all(book.sheets[0])
    #expect(rows.flatMap(\.problems) == [])
    #expect(rows.first?.texts() == ["编号", "日期", "金额", "件数"])
    #expect(rows.dropFirst().prefix(texts.count).map { $0.texts(1)[0] } == texts)
    #expect(rows[1].texts() == ["C-20260302-000007", "2026-03-02", "-1234.05", "7"])
    #expect(rows[11].texts() == ["合计", "", "0.01", "0"])
    #expect(rows[12].texts() == ["0.3333333333333333", "9223372036854775807"])
    #expect(try book.all(book.sheets[1]).map { $0.texts() } == [["只有一格"]])
  }

  @Test func `the same rows give the same bytes`() throws {
    func bytes() throws -> [UInt8] {
      let writer = try WorkbookWriter()
      try writer.beginSheet("一")
      writer.offer(["属实", "不属实"], inColumn: 1, rows: 10)
      try writer.write([.text("甲"), .count(1)])
      return try writer.finish()
    }
    #expect(try bytes() == bytes())
  }

  @Test
  func `a book of other programs is read: kinds of cells, days of both counts, gaps, prefixes`()
    throws
  {
    let book = try Scratch().reader(of: ZipFile.book(sheet: OtherBooks.kinds))
    let rows = try book.all(book.firstSheet)
    #expect(rows.map(\.number) == [1, 3, 4])
    #expect(rows[0].texts() == ["富文本", "", "内联", "TRUE"])
    #expect(
      rows[1].texts() == [
        "2026-03-02", "2026-03-02 14:30:00", "08:15:00", "1.1", "0.00000015", "45353", "公式结果",
      ])
    #expect(rows[2].texts() == ["留下的"])
    #expect(rows[2].problems.map(\.place) == ["表!B4", "表!C4"])
    #expect(rows[2].problems[0].zh.contains("#N/A"))
    #expect(rows[2].problems[1].en.contains("110101199003070000"))

    let old = try Scratch().reader(of: ZipFile.book(sheet: OtherBooks.kinds, from1904: true))
    #expect(try old.all(old.firstSheet)[1].texts()[0] == "2030-03-03")
  }

  @Test(arguments: OtherBooks.broken)
  func `a broken book is refused with its place and never read on`(name: String) throws {
    let scratch = try Scratch()
    let bytes = OtherBooks.bytes(ofBroken: name)
    let problem = #expect(throws: SheetProblem.self) {
      let book = try scratch.reader(of: bytes, limits: OtherBooks.tight)
      _ = try book.all(book.firstSheet)
    }
    #expect(problem?.zh.contains(OtherBooks.word(ofBroken: name)) == true, "\(problem as Any)")
  }

  @Test func `a book cut at any byte is refused or gives whole rows`() throws {
    let writer = try WorkbookWriter()
    try writer.beginSheet("一")
    for row in 0..<40 { try writer.write([.text("行 \(row)"), .count(Int64(row))]) }
    let bytes = try writer.finish()
    let scratch = try Scratch()
    for cut in stride(from: 0, to: bytes.count, by: 97) {
      do {
        let book = try scratch.reader(of: Array(bytes[..<cut]))
        for row in try book.all(book.firstSheet) { #expect(row.cells.count == 2) }
      } catch {
        #expect(error is SheetProblem)
      }
    }
  }
}

/// A folder that goes away with the test.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func reader(of bytes: [UInt8], limits: SheetLimits = SheetLimits()) throws -> WorkbookReader {
    let url = folder.appendingPathComponent("book.xlsx")
    try Data(bytes).write(to: url)
    return try WorkbookReader(path: url.path, limits: limits)
  }
}

extension WorkbookReader {
  func all(_ sheet: Sheet) throws -> [SheetRow] {
    let rows = try rows(of: sheet)
    var all: [SheetRow] = []
    while let row = try rows.next() { all.append(row) }
    return all
  }
}
