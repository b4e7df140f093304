import Reporting
import Testing

@Suite struct TextTableTests {
  static let table = TextTable(
    columns: [
      .init("编号"), .init("事由", minimumWidth: 6), .init("网点", minimumWidth: 4, priority: 2),
      .init("剩余天数", alignment: .right), .init("渠道", priority: 1),
    ],
    rows: [
      ["C-20241123-000417", "贷款提前还款被收取违约金", "城关支行", "3", "电话"],
      ["C-20241124-000001", "card\nfee", "总行", "12", "email"],
      ["C-20241124-000002", "短信"],
    ])

  @Test func `a list without a width is not cut`() {
    #expect(
      Self.table.rendered(width: nil) == """
        编号               事由                      网点      剩余天数  渠道
        ─────────────────  ────────────────────────  ────────  ────────  ─────
        C-20241123-000417  贷款提前还款被收取违约金  城关支行         3  电话
        C-20241124-000001  card fee                  总行            12  email
        C-20241124-000002  短信

        """)
  }

  @Test func `the widest flexible columns shrink first`() {
    #expect(
      Self.table.rendered(width: 62) == """
        编号               事由              网点      剩余天数  渠道
        ─────────────────  ────────────────  ────────  ────────  ─────
        C-20241123-000417  贷款提前还款被…   城关支行         3  电话
        C-20241124-000001  card fee          总行            12  email
        C-20241124-000002  短信

        """)
    #expect(Self.table.hiddenTitles(width: 62) == [])
  }

  @Test func `columns of the lowest priority go next and are named`() {
    #expect(
      Self.table.rendered(width: 44) == """
        编号               事由    网点     剩余天数
        ─────────────────  ──────  ───────  ────────
        C-20241123-000417  贷款…   城关支…         3
        C-20241124-000001  card …  总行           12
        C-20241124-000002  短信

        """)
    #expect(Self.table.hiddenTitles(width: 44) == ["渠道"])
    #expect(Self.table.hiddenTitles(width: 35) == ["网点", "渠道"])
  }

  @Test(arguments: 35...100)
  func `every width that the fixed columns allow is kept`(width: Int) {
    let lines = Self.table.rendered(width: width).split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines.filter { DisplayWidth.columns(of: String($0)) > width } == [])
  }

  @Test func `a narrower terminal gets longer lines rather than less`() {
    let narrow = Self.table.rendered(width: 10)
    #expect(narrow == Self.table.rendered(width: 35))
    #expect(narrow.contains("C-20241123-000417"))
  }

  @Test func `a list without rows is its header`() {
    let table = TextTable(columns: [.init("编号"), .init("Day")], rows: [])
    #expect(table.rendered(width: 80) == "编号  Day\n────  ───\n")
    #expect(table.rendered(width: 80, colour: true) == "\u{1B}[1m编号  Day\u{1B}[0m\n────  ───\n")
  }
}
