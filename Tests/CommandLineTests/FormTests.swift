import Foundation
import Spreadsheets
import Testing
import XiaobaoTestSupport

/// Forms and letters, work orders, the register and the measures, by command.
struct FormTests {
  @Test func `what a supplement put right stands on forms and work orders`() async throws {
    let bank = try await Bank()
    let id = try bank.investigated()
    try bank.must(
      "complaint", "supplement", id, "--file", "-", "--on", Bank.today,
      input: #"{"narrative":"更正：扣款为二十元。","demand":"退还二十元"}"#)
    try bank.must("task", "send", "--output", "\(bank.path)/out")
    let order = try String(
      contentsOfFile: "\(bank.path)/out/HQ.CP-\(Bank.today).html", encoding: .utf8)
    for page in [try bank.must("form", "print", "registration", id), order] {
      #expect(page.contains("更正：扣款为二十元。") && page.contains("退还二十元"), "\(page)")
      #expect(!page.contains("挂失"), "\(page)")
    }
  }

  @Test
  func `a letter is printed masked, escaped, with its remedies, and nothing is opened`()
    async throws
  {
    let bank = try await Bank()
    let id = try bank.investigated()
    let early = try bank.run("form", "print", "reply", id)
    #expect(early.code == 1 && early.error.contains("XB-001"), "\(early)")
    #expect(early.error.contains("xiaobao complaint decide"))
    try bank.must(
      "complaint", "decide", id, "--outcome", "upheld", "--amount", "20", "--file", "-",
      input: #"{"reasons":"等候 <过久> 属实，回电 13800001234","basis":"服务规范第 3 条"}"#)
    try bank.must("form", "print", "reply", id, "--output", "\(bank.path)/reply.html")
    let letter = try String(contentsOfFile: "\(bank.path)/reply.html", encoding: .utf8)
    for words in [
      "张*：", "投诉处理决定告知书", "支持诉求，金额 20.00 元", "服务规范第 3 条", "等候 &lt;过久&gt; 属实，回电 ***********",
      "申请调解", "@page { size: A4", "Content-Security-Policy",
    ] { #expect(letter.contains(words), "\(words)\n\(letter)") }
    for secret in ["张三", "13800001234", "<过久>"] { #expect(!letter.contains(secret)) }
    // The head office decides: nobody stands above it to review (CN3 art. 20).
    #expect(!letter.contains("申请核查"))
    #expect(!(try bank.must("complaint", "history", id).contains("打开封存内容")))
  }

  @Test func `every form that comes with the program is printed once its case is closed`()
    async throws
  {
    let bank = try await Bank()
    let id = try bank.closedWithAftercare()
    let list = try bank.must("form", "list", "--json")
    let names = list.matches(of: /"name":"([a-z-]+)"/).map { String($0.1) }
    #expect(names.count == 12)
    for name in names where !["task-list", "extension-notice", "review-decision"].contains(name) {
      let page = try bank.must("form", "print", name, id)
      #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains(id), "\(name)")
      #expect(!page.contains("{{") && !page.contains("张三") && !page.contains("13800001234"))
    }
    let notice = try bank.must("form", "print", "rectification", id)
    #expect(notice.contains("1. 增设窗口<br>责任人 H002，\(Bank.later) 前完成"))
    #expect(notice.contains("有责") && notice.contains("窗口不足"))
    let without = try bank.run("form", "print", "extension-notice", id)
    #expect(without.code == 1 && without.error.contains("complaint extend"))
  }

  @Test func `a bank's own page takes the place of the program's, and a wrong one says where`()
    async throws
  {
    let bank = try await Bank()
    let id = try bank.investigated()
    try bank.must("form", "show", "work-order", "--output", "\(bank.path)/forms/work-order.html")
    try bank.rewrite("forms/work-order.html") {
      $0.replacingOccurrences(of: "投诉建议工单", with: "本行工单")
    }
    #expect(try bank.must("form", "print", "work-order", id).contains("<h1>本行工单</h1>"))
    try bank.write("第 {{investigated.day}} 日：{{findings}}", to: "forms/our-note.html")
    let own = try bank.must("form", "print", "our-note", id)
    #expect(own == "第 \(Bank.today) 日：经核查属实。")
    #expect(try bank.must("form", "list").contains("forms/our-note.html"))
    try bank.write("好\n{{narative}}", to: "forms/our-note.html")
    let wrong = try bank.run("form", "print", "our-note", id)
    #expect(wrong.code == 1 && wrong.error.contains("forms/our-note.html:2:1"), "\(wrong)")
    #expect(wrong.error.contains("是否为 narrative") && wrong.error.contains("XB-132"))
    let unknown = try bank.run("form", "print", "replly", id)
    #expect(unknown.code == 1 && unknown.error.contains("是否为 reply"), "\(unknown)")
    // A page cannot be named out of its folder.
    #expect(try bank.run("form", "show", "../xiaobao").code == 1)
  }

  @Test func `work orders go out by unit and come back filled, whole or row by row, and only once`()
    async throws
  {
    let bank = try await Bank()
    let first = try bank.investigated()
    let second = try bank.investigated()
    let sent = try bank.must("task", "send", "--output", "\(bank.path)/out", "--json")
    #expect(sent.contains(#""unit":"HQ.CP","rows":2"#), "\(sent)")
    let base = "\(bank.path)/out/HQ.CP-\(Bank.today)"
    let page = try String(contentsOfFile: base + ".html", encoding: .utf8)
    #expect(page.contains(first) && page.contains("张*") && !page.contains("张三"))

    // Nothing filled in: nothing to take in.
    let untouched = try bank.must("task", "take-in", base + ".xlsx", "--json")
    #expect(untouched.contains(#""recorded":0,"repeated":0,"empty":2"#), "\(untouched)")
    let filled = "\(bank.path)/filled.xlsx"
    try Self.fill(base + ".xlsx", to: filled) { row in
      row[0] == first ? ["监控显示等候 40 分钟", Bank.today, "H002"] : ["已退费", "2026-02-30", "H002"]
    }
    let wrong = try bank.run("task", "take-in", filled)
    #expect(wrong.code == 2 && wrong.error.contains("没有这一天：2026-02-30"), "\(wrong)")
    #expect(wrong.error.contains("全部未登记"))
    #expect(try bank.findings(of: first) == 1)
    let each = try bank.run("task", "take-in", filled, "--each")
    #expect(each.code == 2 && each.output.contains("登记  1"), "\(each)")
    #expect(try bank.findings(of: first) == 2)
    try Self.fill(base + ".xlsx", to: filled) { row in
      row[0] == first ? ["监控显示等候 40 分钟", Bank.today, "H002"] : ["已退费", Bank.today, "H002"]
    }
    let mended = try bank.must("task", "take-in", filled)
    #expect(mended.contains("登记  1") && mended.contains("已有  1"), "\(mended)")
    #expect(try bank.findings(of: first) == 2)
    #expect(try bank.findings(of: second) == 2)
    #expect(try bank.isSound())
  }

  @Test(arguments: ["absent", "csv", "other book", "other titles", "unknown person", "long number"])
  func `a file that is no work order, or a row that is wrong, is refused with its place`(
    kind: String
  ) async throws {
    let bank = try await Bank()
    let id = try bank.investigated()
    try bank.must("task", "send", "--output", "\(bank.path)/out")
    let sent = "\(bank.path)/out/HQ.CP-\(Bank.today).xlsx"
    let path = "\(bank.path)/in.xlsx"
    var expected = (code: Int32(1), words: "XB-133")
    switch kind {
    case "absent": expected = (64, "XB-110")
    case "csv":
      try bank.write("a,b\r\n", to: "in.xlsx")
      expected = (1, "XB-130")
    case "other book":
      try bank.write(Self.book([("工单", [["a"]])]), to: "in.xlsx")
    case "other titles":
      try Self.fill(sent, to: path, title: "工单编号") { _ in [] }
      expected = (1, "工单!A1")
    case "unknown person":
      try Self.fill(sent, to: path) { _ in ["已退费", Bank.today, "X999"] }
      expected = (2, "第 2 行 \(id) [XB-002]")
    default:
      try Self.fill(sent, to: path) { _ in ["已退费", Bank.today, ""] }
      expected = (2, "第 2 行 \(id) [XB-002]")
    }
    let ran = try bank.run("task", "take-in", path)
    #expect(ran.code == expected.code && ran.error.contains(expected.words), "\(ran)")
    #expect(try bank.findings(of: id) == 1)
  }

  @Test func `the register is a workbook of a quarter, and the measures give counts before shares`()
    async throws
  {
    let bank = try await Bank()
    try bank.rewrite("xiaobao.yaml") { $0 + "  first_resolution_days: 30\n" }
    let id = try bank.submit(on: "2026-03-02")
    try bank.submit(on: "2026-04-01")
    let path = "\(bank.path)/register.xlsx"
    try bank.must("report", "run", "register", "--quarter", "2026Q1", "--output", path)
    let book = try WorkbookReader(path: path)
    #expect(book.sheets.map(\.name) == ["台账", "说明"])
    let rows = try book.rows(of: book.sheets[0])
    let titles = try #require(try rows.next()).texts()
    let row = try #require(try rows.next()).texts(titles.count)
    #expect(try rows.next() == nil)
    let cells = Dictionary(uniqueKeysWithValues: zip(titles, row))
    #expect(cells["工单号"] == id && cells["投诉受理日期"] == "2026-03-02")
    #expect(cells["姓名"] == "张*" && cells["投诉电话"] == "138******34")
    #expect(cells["办结期限"] == "2026-03-17" && cells["投诉金额（元）"] == "1234.56")
    let wrong = try bank.run("report", "run", "register", "--quarter", "2026Q5")
    #expect(wrong.code == 64 && wrong.error.contains("XB-008"), "\(wrong)")

    let closed = try bank.closedWithAftercare()
    let measures = try bank.must("report", "run", "measures", "--format", "csv")
    for line in [
      "办结,1", "及时率（经批准的期限）,1,1,100.00%", "满意度,0,1,0.00%", "一次办结率,0,1,0.00%",
      "首诉办结未满 30 日,1", "合格率,1,1,100.00%", "首诉处理结案率,0,0,–",
    ] { #expect(measures.contains(line + "\r\n"), "\(line)\n\(measures)") }

    // A repeat within the days says that the first answer did not settle it.
    let said = try bank.must(
      "complaint", "submit", "--file", "-", "--as", "C001", input: Bank.complaint)
    let again = try #require(said.split(separator: " ").first.map(String.init))
    try bank.must("complaint", "repeat", again, "--of", closed)
    let after = try bank.must("report", "run", "measures", "--format", "csv")
    for line in ["首诉处理结案率,0,1,0.00%", "首诉办结未满 30 日,0"] {
      #expect(after.contains(line + "\r\n"), "\(line)\n\(after)")
    }

    // What is settled at the counter is closed, too, and has its own word on how content they are.
    let counter = try bank.submit(on: Bank.today)
    try bank.must(
      "complaint", "settle", counter, "--file", "-", "--as", "C001",
      input: #"{"agreement":"致歉","proof":"R-1","satisfaction":"satisfied"}"#)
    let settled = try bank.must("report", "run", "measures", "--format", "csv")
    for line in ["办结,2", "满意度,1,2,50.00%", "一次办结率,1,2,50.00%"] {
      #expect(settled.contains(line + "\r\n"), "\(line)\n\(settled)")
    }
    #expect(try bank.must("report", "list").contains("register"))
  }

  /// The workbook with its last three columns filled in, as a spreadsheet program would write it.
  private static func fill(
    _ path: String, to target: String, title: String? = nil, _ answer: ([String]) -> [String]
  ) throws {
    let book = try WorkbookReader(path: path)
    var sheets: [(String, [[String]])] = []
    for (place, sheet) in book.sheets.enumerated() {
      let rows = try book.rows(of: sheet)
      var texts: [[String]] = []
      while let row = try rows.next() {
        var cells = row.texts(place == 0 ? 11 : 2)
        if place == 0, row.number > 1 { cells.replaceSubrange(8..., with: answer(cells)) }
        if place == 0, row.number == 1, let title { cells[0] = title }
        texts.append(cells)
      }
      sheets.append((sheet.name, texts))
    }
    try Data(try Self.book(sheets)).write(to: URL(fileURLWithPath: target))
  }

  private static func book(_ sheets: [(String, [[String]])]) throws -> [UInt8] {
    let writer = try WorkbookWriter()
    for (name, rows) in sheets {
      try writer.beginSheet(name)
      for row in rows { try writer.write(row.map { .text($0) }) }
    }
    return try writer.finish()
  }
}

extension Bank {
  /// How many findings the case has.
  func findings(of id: String) throws -> Int {
    try must("complaint", "history", id, "--json").matches(of: /"complaint\.investigated"/).count
  }

  /// A day that lies ahead, and inside every list of what falls due.
  static var later: String { "\((Int(today.prefix(4)) ?? 2026) + 1)-12-31" }

  /// A case from the counter to the measure against its cause.
  func closedWithAftercare() throws -> String {
    let id = try investigated()
    try must(
      "complaint", "decide", id, "--outcome", "upheld", "--file", "-",
      input: #"{"reasons":"属实","basis":"服务规范"}"#)
    try must(
      "complaint", "reply", id, "--manner", "sms", "--file", "-",
      input: #"{"findings":"属实","reasons":"属实","basis":"服务规范"}"#)
    try must("complaint", "feedback", id, "--satisfaction", "satisfied")
    try must("complaint", "close", id)
    try must(
      "complaint", "callback", id, "--satisfaction", "neutral", "--unsettled", "--as", "C001")
    try must("complaint", "inspect", id, "--passed", "--as", "Q001")
    try must(
      "complaint", "liability", id, "--liable", "--file", "-", "--as", "Q001",
      input: #"{"cause":"窗口不足","accountability":"约谈"}"#)
    try must(
      "complaint", "rectify", id, "--owner", "H002", "--due", Bank.later, "--file", "-", "--as",
      "Q001", input: "增设窗口")
    return id
  }
}
