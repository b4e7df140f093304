import ConsumerProtection
import Testing

@Suite struct CodeTableTests {
  @Test(arguments: [
    ("business_class", "B.card", "B.card"), ("business_class", "银行卡", "B.card"),
    ("business_class", "信用卡", "B.card"), ("business_class", "Bank Cards", "B.card"),
    ("business_class", "b.card", "B.card"), ("cause", "服务态度及服务质量", "C.service"),
    ("cause", "因服务态度及服务质量", "C.service"), ("cause", "制度流程", "C.rules"),
    ("business_channel", "中后台", "A.middle_back"),
    ("business_channel", " 营业 场所 ", "A.front.onsite"),
    ("intake_channel", "电子信箱", "email"), ("intake_channel", "意见簿", "suggestion_book"),
    ("region", "乡镇", "township"), ("region", "城区", "urban"),
    ("cause", "unclassified", "unclassified"),
  ])
  func `a key, a name in either language or an alias gives the key`(
    field: String, text: String, key: String
  ) throws {
    #expect(try #require(CodeTable.table(of: field)).resolve(text) == key)
  }

  @Test func `the bank's own label goes before the standard's words`() {
    let labels = ["柜面服务及操作": "B.other", "电话": "B.payment"]
    #expect(CodeTable.businessClass.resolve("柜面服务及操作", labels: labels) == "B.other")
    #expect(CodeTable.businessClass.resolve("柜面服务及操作 ", labels: labels) == "B.other")
    #expect(CodeTable.intakeChannel.resolve("电话", labels: ["电话": "hotline"]) == "hotline")
    #expect(CodeTable.businessClass.resolve("柜面服务及操作") == nil)
  }

  @Test func `a label that maps to a key that is not there gives nothing`() {
    #expect(CodeTable.cause.resolve("杂项", labels: ["杂项": "C.nothing"]) == nil)
  }

  @Test func `a slip of the pen finds the key that was meant`() {
    #expect(CodeTable.businessClass.nearest(to: "B.crad") == "B.card")
    #expect(CodeTable.cause.nearest(to: "服务质") == "C.service")
    #expect(CodeTable.intakeChannel.nearest(to: "carrier pigeon") == nil)
  }

  @Test func `the tables have the standard's rows and one for what is missing`() {
    #expect(CodeTable.all.map(\.rows.count) == [14, 12, 15, 14, 4])
    #expect(
      CodeTable.all.map(\.missing) == [
        "unrecorded", "unrecorded", "unclassified", "unclassified", "unrecorded",
      ])
    for table in CodeTable.all {
      #expect(Set(table.rows.map(\.key)).count == table.rows.count)
      #expect(table.rows.last?.key == table.missing)
    }
  }

  @Test func `a value shows the bank's label, or else the standard name`() {
    let table = CodeTable.businessClass
    #expect(CodeValue("B.card", label: "信用卡").name(in: table, .en) == "信用卡")
    #expect(CodeValue("B.card").name(in: table, .zh) == "银行卡")
    #expect(CodeValue("B.new").name(in: table, .en) == "B.new")
  }
}
