import Foundation
import Testing

struct LifeCycleTests {
  @Test func `a complaint goes from the counter to closure by command`() async throws {
    let bank = try await Bank()
    let id = try bank.submit()
    #expect(id == "C-20260302-000001")
    try bank.must("complaint", "accept", id, "--as", "C001", "--on", "2026-03-02")
    try bank.must(
      "complaint", "assign", id, "--unit", "HQ.CP", "--person", "H001", "--on", "2026-03-03",
      "--as", "Q001")
    try bank.must(
      "complaint", "investigate", id, "--file", "-", "--on", "2026-03-04", "--as", "Q001",
      input: "经核查，等候 40 分钟。")
    try bank.must(
      "complaint", "decide", id, "--outcome", "partly_upheld", "--amount", "20", "--file", "-",
      "--on", "2026-03-05", input: #"{"reasons":"等候过久属实","basis":"服务规范第 3 条"}"#)
    try bank.must(
      "complaint", "reply", id, "--manner", "posted", "--sent", "2026-03-06", "--file", "-",
      "--on", "2026-03-06",
      input: #"{"findings":"等候 40 分钟","reasons":"属实","basis":"服务规范","proof":"EMS 1"}"#)
    let early = try bank.run("complaint", "close", id, "--on", "2026-03-07")
    #expect(early.code == 1)
    #expect(early.error.hasPrefix("问题：投诉 \(id) 没有客户意见和满意度 [XB-013]\n办法："))
    try bank.must(
      "complaint", "feedback", id, "--satisfaction", "satisfied", "--file", "-", "--on",
      "2026-03-07", input: "谢谢")
    try bank.must("complaint", "close", id, "--on", "2026-03-08")
    try Golden.check(
      Golden.steady(try bank.must("complaint", "show", id)), "shown.zh.txt")
    try Golden.check(
      Golden.steady(try bank.must("complaint", "history", id)), "history.zh.txt")
    try Golden.check(
      Golden.steady(try bank.must("explain", id, "--show-input")), "explained.zh.txt")
    try Golden.check(
      Golden.steady(try bank.must("explain", id, "--lang", "en")), "explained.en.txt")
    #expect(try bank.isSound())
  }

  @Test func `no personal text reaches the ledger in plain, and opening it is recorded`()
    async throws
  {
    let bank = try await Bank()
    let id = try bank.submit()
    let ledger = try FileManager.default.subpathsOfDirectory(atPath: "\(bank.path)/ledger")
    for name in ledger {
      guard let bytes = FileManager.default.contents(atPath: "\(bank.path)/ledger/\(name)") else {
        continue
      }
      for secret in ["张三", "13800001234", "挂失等候"] {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(name)")
      }
    }
    let masked = try bank.must("complaint", "show", id)
    #expect(!masked.contains("张三") && masked.contains("张*"))
    let refused = try bank.run("complaint", "show", id, "--reveal", "--as", "Q001")
    #expect(refused.code == 1)
    let open = try bank.must(
      "complaint", "show", id, "--reveal", "--reason", "回访客户", "--as", "Q001")
    #expect(open.contains("张三"))
    #expect(try bank.must("complaint", "history", id).contains("打开封存内容"))
  }

  @Test func `JSON outputs keep their shape`() async throws {
    let bank = try await Bank()
    func json(_ name: String, _ arguments: String...) throws {
      let ran = try bank.program.run(arguments + ["--json"])
      try Golden.check(Golden.steady(ran.output), "json/\(name).json")
    }
    let ran = try bank.run(
      "complaint", "submit", "--json", "-", "--as", "C001", "--on", "2026-03-02T09:30",
      "--idempotency-key", "web-1", input: Bank.complaint)
    try Golden.check(Golden.steady(ran.output), "json/submit.json")
    let again = try bank.run(
      "complaint", "submit", "--json", "-", "--as", "C001", "--idempotency-key", "web-1",
      input: Bank.complaint)
    try Golden.check(Golden.steady(again.output), "json/submit-repeated.json")
    let id = "C-20260302-000001"
    try json("list", "complaint", "list")
    try json("show", "complaint", "show", id)
    try json("history", "complaint", "history", id)
    try json("due", "due", "--on", "2026-03-10")
    try json("sweep", "sweep", "--on", "2026-03-18", "--as", "Q001")
    try json("explain", "explain", id)
    try json("units", "unit", "list")
    try json("persons", "person", "list")
    try json("plugins", "plugin", "list")
    try json("reports", "report", "list")
    try json("report", "report", "run", "summary", "--by", "stage")
    try json("verify", "ledger", "verify", "--deep")
    try json("stat", "ledger", "stat")
    try json("doctor", "doctor")
    try json("version", "version")
    let refused = try bank.run("complaint", "close", id, "--json")
    #expect(refused.code == 1)
    try Golden.check(Golden.steady(refused.error), "json/refused.json")
    let wrong = try bank.run("complaint", "clos", id, "--json")
    #expect(wrong.code == 64)
    try Golden.check(Golden.steady(wrong.error), "json/wrong.json")
  }

  @Test func `a sweep marks what is overdue once and says so with exit code 2`() async throws {
    let bank = try await Bank()
    let id = try bank.submit()
    let inTime = try bank.run("sweep", "--on", "2026-03-17", "--as", "Q001")
    #expect(inTime.code == 0)
    let late = try bank.run("sweep", "--on", "2026-03-18", "--as", "Q001")
    #expect(late.code == 2)
    #expect(late.output.contains("新登记逾期：1") && late.output.contains(id))
    let again = try bank.run("sweep", "--on", "2026-03-18", "--as", "Q001")
    #expect(again.code == 2)
    #expect(again.output.contains("新登记逾期：0") && again.output.contains("此前已逾期：1"))
  }

  @Test func `the site's language rules once a workspace is open, and --lang over it`() async throws
  {
    let bank = try await Bank(language: "en")
    let english = try bank.run("complaint", "show", "C-20260302-000001")
    #expect(english.error.hasPrefix("Problem: "))
    let chinese = try bank.run("complaint", "show", "C-20260302-000001", "--lang", "zh")
    #expect(chinese.error.hasPrefix("问题："))
    var elsewhere = bank
    elsewhere.program.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try elsewhere.run("due").output == "nothing falls due\n")
    #expect(try elsewhere.run("--help").output.hasPrefix("消保"))
  }

  @Test func `a report goes to standard output or a file in the format of its name`() async throws {
    let bank = try await Bank()
    try bank.submit()
    let text = try bank.must("report", "run", "summary", "--by", "channel")
    try Golden.check(Golden.steady(text), "summary.zh.txt")
    try bank.must("report", "run", "summary", "--output", "summary.csv")
    let csv = try String(contentsOfFile: "\(bank.path)/summary.csv", encoding: .utf8)
    #expect(csv.contains("1"))
    let unknown = try bank.run("report", "run", "sumary")
    #expect(unknown.code == 1)
    #expect(unknown.error.contains("summary"))
  }

  @Test func `an import rejects wrong rows by number, and run twice stores nothing twice`()
    async throws
  {
    let bank = try await Bank()
    let header =
      "Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,"
      + "Company public response,Company,State,ZIP code,Tags,Consumer consent provided?,"
      + "Submitted via,Date sent to company,Company response to consumer,Timely response?,"
      + "Consumer disputed?,Complaint ID"
    func row(_ id: String, _ day: String) -> String {
      "\(day),Mortgage,,Other,,,,BANK,CA,,,N/A,Web,\(day),Closed with explanation,Yes,N/A,\(id)"
    }
    let lines = [header, row("1", "2026-01-05"), row("2", "2026-02-30"), row("3", "2026-01-06")]
    try bank.write(lines.joined(separator: "\n") + "\n", to: "cfpb.csv")
    let first = try bank.run(
      "import", "cfpb", "cfpb.csv", "--as", "A001", "--reason", "导入", "--rejects", "rejects.csv")
    #expect(first.code == 2, "\(first)")
    #expect(first.error.contains("第 3 行"))
    let rejects = try String(contentsOfFile: "\(bank.path)/rejects.csv", encoding: .utf8)
    #expect(rejects.split(separator: "\r\n").count == 2)
    let second = try bank.run(
      "import", "cfpb", "cfpb.csv", "--as", "A001", "--reason", "导入", "--json")
    #expect(second.output.contains(#""accepted":0"#) && second.output.contains(#""repeated":2"#))
    #expect(try bank.isSound())
  }

  @Test func `a limit is extended in steps, and a complaint can be withdrawn`() async throws {
    let bank = try await Bank()
    let id = try bank.submit()
    try bank.must("complaint", "accept", id, "--as", "C001", "--on", "2026-03-02")
    try bank.must(
      "complaint", "assign", id, "--unit", "HQ.CP", "--person", "H001", "--on", "2026-03-02")
    try bank.must("complaint", "investigate", id, "--file", "-", "--on", "2026-03-03", input: "查。")
    let first = try bank.must(
      "complaint", "extend", id, "--reason", "需外部取证", "--on", "2026-03-16")
    #expect(first.contains("2026-04-01"), "\(first)")
    try bank.must(
      "person", "grant", "Q001", "--role", "senior_executive", "--from", "2026-03-01", "--as",
      "A001")
    let lonely = try bank.run(
      "complaint", "extend", id, "--reason", "鉴定", "--notified", "2026-03-30", "--on", "2026-03-30")
    #expect(lonely.code == 64 && lonely.error.contains("XB-306"), "\(lonely)")
    let asked = try bank.must("complaint", "extend", id, "--reason", "鉴定", "--on", "2026-03-30")
    #expect(
      asked.contains("2026-04-01") && asked.contains("待批准    延期：Q001，不迟于 2026-04-01"), "\(asked)")
    #expect(
      try bank.must("complaint", "show", id, "--on", "2026-03-30")
        .contains("CN3.18.special  H001  2026-03-30  待 Q001 审批"))
    #expect(
      try bank.must("today", "--on", "2026-03-30", "--as", "Q001").contains("extension.1"))
    #expect(
      try bank.must("today", "--on", "2026-03-30", "--as", "H001").contains("待他人审批（1）"))
    let own = try bank.run("complaint", "extension", "approve", id, "--on", "2026-03-30")
    #expect(own.code == 1 && own.error.contains("[XB-010]"), "\(own)")
    let second = try bank.must(
      "complaint", "extension", "approve", id, "--as", "Q001", "--on", "2026-03-30")
    #expect(second.contains("2026-05-01") && !second.contains("待批准"), "\(second)")
    #expect(try bank.must("due", "--on", "2026-03-30").contains("extension_notice.1"))
    try bank.must(
      "complaint", "extension", "told", id, "--notified", "2026-03-31", "--manner", "posted",
      "--file", "-", "--on", "2026-03-31", input: "EMS 100000000")
    let shown = try bank.must("complaint", "show", id, "--on", "2026-03-31", "--json")
    #expect(
      shown.contains(
        #""extension_requests":[{"limit":"CN3.18.simple","step":"CN3.18.special","asked_by":"H001","asked_on":"2026-03-30","approver":"Q001","granted":true,"answered_on":"2026-03-30","told_on":"2026-03-31"}]"#
      ), "\(shown)")
    let ended = try bank.must(
      "complaint", "withdraw", id, "--reason", "双方已和解", "--on", "2026-03-31")
    #expect(ended.hasPrefix("\(id)  已撤回"))
    #expect(try bank.must("due", "--on", "2026-03-31") == "没有到期事项\n")
  }

  @Test func `a damaged record is found, and the exit code says so`() async throws {
    let bank = try await Bank()
    try bank.submit()
    let folder = "\(bank.path)/ledger/segments"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
    let place = try #require(bytes.range(of: Data("A.front.onsite".utf8)))
    bytes[place.lowerBound] = UInt8(ascii: "B")
    try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    let ran = try bank.run("ledger", "verify", "--full")
    #expect(ran.code == 65, "\(ran)")
    #expect(ran.output.contains("内容与链式摘要不符"), "\(ran.output)")
  }

  @Test func `completion in bash offers verbs, options and values`() async throws {
    let bank = try await Bank()
    func offered(_ words: String...) throws -> Set<String> {
      let list = words.map { "'\($0)'" }.joined(separator: " ")
      let script = """
        source <("\(Program.path)" completion bash)
        COMP_WORDS=(\(list)) COMP_CWORD=\(words.count - 1)
        _xiaobao; printf '%s\\n' "${COMPREPLY[@]}"
        """
      let ran = try Program.run(
        "/bin/bash", ["-c", script], environment: ["LANG": "C"], folder: bank.path)
      #expect(ran.error == "")
      return Set(ran.output.split(separator: "\n").map(String.init))
    }
    #expect(try offered("xiaobao", "compl") == ["complaint", "completion"])
    #expect(try offered("xiaobao", "complaint", "repl") == ["reply"])
    #expect(try offered("xiaobao", "complaint", "assign", "--pe") == ["--person"])
    #expect(
      try offered("xiaobao", "complaint", "decide", "--outcome", "") == [
        "upheld", "partly_upheld", "rejected", "settled",
      ])
  }

  @Test func `output to a closed pipe ends quietly`() async throws {
    let bank = try await Bank()
    let script = "\(Program.path) plugin docs | head -n 1 > /dev/null; echo ${PIPESTATUS[0]}"
    let ran = try Program.run(
      "/bin/bash", ["-c", script], environment: ["LANG": "C"], folder: bank.path)
    #expect(ran == Ran(code: 0, output: "0\n", error: ""))
  }
}
