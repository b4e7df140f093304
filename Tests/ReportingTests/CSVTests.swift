import Reporting
import Testing

@Suite struct CSVTests {
  @Test func `a byte order mark stands first when asked for`() {
    let document = SampleDocument.make(.zh)
    let plain = CSVWriter().write(document, options: .init())
    let marked = CSVWriter().write(document, options: .init(byteOrderMark: true))
    #expect(marked == [0xEF, 0xBB, 0xBF] + plain)
  }

  @Test func `one table alone is its header, rows and totals`() {
    var document = SampleDocument.make(.zh)
    document.checks = []
    let csv = CSVWriter().write(document, options: .init(table: 2))
    #expect(
      String(decoding: csv, as: UTF8.self)
        == [
          "受理日,事由,金额（元）,备注",
          "2024-02-29,客户称贷款提前还款时被收取违约金，认为合同条款未作提示，要求退还并书面答复。,1234.56,已退",
          "2024-03-01,\"a|b <i>\"\"x\"\"</i>, 'y' & *z*\",-0.05,", ",=1+1,,café 👩‍👩‍👧 ＡＢ",
          "合计,,1234.51,", "",
        ].joined(separator: "\r\n"))
    #expect(
      CSVWriter().write(document, options: .init(table: 3)) == Array("事项,笔数\r\n".utf8))
  }

  @Test(arguments: [0, 4, -1, Int.min, Int.max])
  func `a number that names no table writes nothing`(number: Int) {
    #expect(CSVWriter().write(SampleDocument.make(.zh), options: .init(table: number)) == [])
  }

  @Test func `a line of one empty field cannot be taken for the end of a section`() {
    let document = Document(
      id: "t", title: "x",
      blocks: [
        .table(
          Table(id: "t", title: "", columns: [.init(key: "a", title: "A")], rows: [[.empty]]))
      ], provenance: .init(institution: ""))
    #expect(
      CSVWriter().write(document, options: .init()) == Array("x\r\n\r\n\"\"\r\nA\r\n\"\"\r\n".utf8))
  }
}
