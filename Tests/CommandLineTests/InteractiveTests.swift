import Foundation
import Testing

struct InteractiveTests {
  private let answers = [
    "客户称柜面挂失等候过久。", ".", "道歉", "张三", "13800001234", "", "", "",
    "phone", "1", "B.card", "", "城区", "借记卡", "12,34", "1234.56", "B1", "",
  ]

  @Test func `at a terminal a complaint is asked for field by field`() async throws {
    let bank = try await Bank()
    let ran = try PseudoTerminal.run(
      bank.program, ["complaint", "submit", "--as", "C001"],
      typing: (answers + ["y"]).joined(separator: "\n") + "\n")
    #expect(ran.code == 0, "\(ran.output)")
    #expect(ran.output.contains("投诉内容"))
    #expect(ran.output.contains("“12,34”不是金额"))
    #expect(ran.output.contains("-000001  已登记"))
    let list = try bank.must("complaint", "list", "--json")
    #expect(list.contains(#""intake_channel":{"key":"phone"}"#), "\(list)")
    #expect(list.contains(#""business_class":{"key":"B.card"}"#))
    #expect(list.contains(#""region":{"key":"urban"}"#))
    #expect(list.contains(#""amount":"1234.56""#))
    #expect(try bank.isSound())
  }

  /// What a teller types to settle one case: nine answers, five of them with a word in it.
  private static let settlement = [
    "柜面多收手续费二十元", "", "", "", "当场退还二十元", "20", "签字回执 1 号", "2", "y",
  ]

  @Test func `at the counter nine questions settle a complaint, and no more are asked`()
    async throws
  {
    let bank = try await Bank()
    let ran = try PseudoTerminal.run(
      bank.program, ["complaint", "settle", "--as", "C001"],
      typing: Self.settlement.joined(separator: "\n") + "\n")
    #expect(ran.code == 0, "\(ran.output)")
    // Each question ends with a colon; the choice shows its rows first.
    let asked = [
      "投诉内容", "投诉人姓名", "联系电话", "业务类别", "和解内容", "补偿金额", "凭证", "满意度", "确认办结",
    ]
    var rest = ran.output[...]
    for question in asked {
      let place = try #require(rest.range(of: question), "\(question)\n\(ran.output)")
      rest = rest[place.upperBound...]
    }
    #expect(ran.output.contains("已办结"), "\(ran.output)")
    #expect(Self.settlement.count == asked.count)
    let list = try bank.must("complaint", "list", "--json")
    #expect(list.contains(#""ending":"settled""#) && list.contains(#""satisfaction":"satisfied""#))
    #expect(try bank.isSound())
  }

  @Test func `a settlement asks again for what is needed, and one that is left stores nothing`()
    async throws
  {
    let bank = try await Bank()
    let before = try bank.must("ledger", "stat", "--json")
    // An empty narrative is asked again; a customer who says nothing needs the reason.
    let typed = ["", "排队过久", "", "", "", "致歉", "", "", "录像 2", "not_given", "客户已离开"]
    for (end, code) in [("n", 1), ("\u{4}", 1), ("y", 0)] as [(String, Int32)] {
      #expect(try bank.must("ledger", "stat", "--json") == before)
      let ran = try PseudoTerminal.run(
        bank.program, ["complaint", "settle", "--as", "C001"],
        typing: typed.joined(separator: "\n") + "\n" + end + (end == "\u{4}" ? "" : "\n"))
      #expect(ran.code == code, "\(ran.output)")
      #expect(ran.output.contains("[XB-311]") == (code == 1), "\(ran.output)")
      #expect(ran.output.contains("未反馈原因"), "\(ran.output)")
    }
    let list = try bank.must("complaint", "list", "--json")
    #expect(list.contains(#""satisfaction":"not_given""#), "\(list)")
  }

  @Test(arguments: [5, 12])
  func `leaving with Ctrl-D stores nothing`(typed: Int) async throws {
    let bank = try await Bank()
    let before = try bank.must("ledger", "stat", "--json")
    let ran = try PseudoTerminal.run(
      bank.program, ["complaint", "submit", "--as", "C001"],
      typing: answers.prefix(typed).joined(separator: "\n") + "\n\u{4}")
    #expect(ran.code == 1)
    #expect(ran.output.contains("[XB-311]"))
    #expect(try bank.must("ledger", "stat", "--json") == before)
  }

  @Test func `not confirming stores nothing`() async throws {
    let bank = try await Bank(language: "en")
    let before = try bank.must("ledger", "stat", "--json")
    let ran = try PseudoTerminal.run(
      bank.program, ["complaint", "submit", "--as", "C001"],
      typing: (answers + ["n"]).joined(separator: "\n") + "\n")
    #expect(ran.code == 1)
    #expect(ran.output.contains("What the complainant says"))
    #expect(ran.output.contains("Cancelled; nothing was stored [XB-311]"))
    #expect(try bank.must("ledger", "stat", "--json") == before)
  }

  @Test func `colour is for terminals, and NO_COLOR takes it away`() async throws {
    var bank = try await Bank()
    try bank.submit()
    let coloured = try PseudoTerminal.run(bank.program, ["complaint", "list"], typing: "")
    #expect(coloured.output.contains("\u{1B}["))
    #expect(try !bank.must("complaint", "list").contains("\u{1B}["))
    bank.program.environment["NO_COLOR"] = "1"
    let plain = try PseudoTerminal.run(bank.program, ["complaint", "list"], typing: "")
    #expect(!plain.output.contains("\u{1B}["))
  }

  @Test func `a list fits a narrow terminal`() async throws {
    var bank = try await Bank()
    try bank.submit()
    bank.program.environment["COLUMNS"] = "48"
    let ran = try PseudoTerminal.run(bank.program, ["complaint", "list", "--no-color"], typing: "")
    let table = ran.output.split(separator: "\r\n").prefix(3)
    for line in table { #expect(DisplayColumns.of(String(line)) <= 48, "\(line)") }
    #expect(ran.output.contains("终端较窄，未显示："))
  }
}
