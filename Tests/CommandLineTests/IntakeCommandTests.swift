import ConsumerProtection
import Foundation
import Testing
import XiaobaoTestSupport

/// Intake through the real commands: the counter, contacts, boxes, numbers, merges, files.
struct IntakeCommandTests {
  private static let counter = #"""
    {"narrative":"多收手续费二十元","complainant":{"name":"张三","phone":"13800001234"},"unit":"B1",
     "intake_channel":"visit","settlement":{"agreement":"当场退还 20 元","amount":"20.00",
     "proof":"签字回执 1 号","satisfaction":"satisfied"}}
    """#

  private func id(_ output: String) throws -> String {
    String(try #require(output.split(whereSeparator: { " \n".contains($0) }).first))
  }

  @Test func `the counter registers, settles and closes with one command, or not at all`()
    async throws
  {
    let bank = try await Bank()
    let output = try bank.must(
      "complaint", "settle", "--file", "-", "--as", "C001", input: Self.counter)
    let case1 = try id(output)
    #expect(output.contains("已办结"), "\(output)")
    let shown = try bank.must("complaint", "show", case1)
    #expect(shown.contains("当场和解  20.00") && shown.contains("满意"), "\(shown)")
    #expect(!shown.contains("13800001234") && !shown.contains("张三"), "\(shown)")
    let json = try bank.must("complaint", "show", case1, "--json")
    #expect(json.contains(#""ending":"settled""#) && json.contains(#""open_obligations":[]"#))
    let before = try bank.must("complaint", "list", "--json")
    let refused = try bank.run(
      "complaint", "settle", "--file", "-", "--as", "C001",
      input: Self.counter.replacingOccurrences(of: "签字回执 1 号", with: ""))
    #expect(refused.code == 1 && refused.error.contains("XB-017"), "\(refused)")
    #expect(try bank.must("complaint", "list", "--json") == before, "nothing half-written")
    let case2 = try bank.submit(on: Bank.today)
    try bank.must(
      "complaint", "settle", case2, "--file", "-", "--as", "C001",
      input: #"{"agreement":"致歉","proof":"R-1","satisfaction":"not_given","reason":"客户已离开"}"#)
    #expect(try bank.must("complaint", "history", case2).contains("当场和解"))
    #expect(try bank.isSound())
  }

  @Test
  func `an amount above the teller's tier is registered, approved by another and then settled`()
    async throws
  {
    let bank = try await Bank()
    try bank.rewrite("xiaobao.yaml") {
      $0 + """
        handling:
          authority:
            - {role: intake, up_to: "100.00"}
            - {role: complaint_head, up_to: "5000.00"}

        """
    }
    func counter(_ amount: String) -> String {
      Self.counter.replacingOccurrences(of: #""20.00""#, with: #""\#(amount)""#)
    }
    let before = try bank.must("complaint", "list", "--json")
    let refused = try bank.run(
      "complaint", "settle", "--file", "-", "--as", "C001", input: counter("100.01"))
    #expect(refused.code == 1 && refused.error.contains("[XB-033]"), "\(refused)")
    #expect(
      refused.error.contains("可批准的人员：Q001")
        && refused.error.contains("先登记：xiaobao complaint submit")
        && refused.error.contains("approval request CASE --amount 100.01"), "\(refused)")
    #expect(try bank.must("complaint", "list", "--json") == before, "nothing half-written")
    try bank.must("complaint", "settle", "--file", "-", "--as", "C001", input: counter("100.00"))
    let case1 = try bank.submit(on: Bank.today)
    let settlement =
      #"{"agreement":"垫付","proof":"R-1","satisfaction":"satisfied","amount":"800.00"}"#
    func settle() throws -> Ran {
      try bank.run("complaint", "settle", case1, "--file", "-", "--as", "C001", input: settlement)
    }
    #expect(try settle().error.contains("[XB-033]"))
    try bank.must(
      "complaint", "approval", "request", case1, "--amount", "800.00", "--reason", "当场了结", "--as",
      "C001")
    #expect(try settle().error.contains("[XB-033]"), "asked is not approved")
    let own = try bank.run(
      "complaint", "approval", "give", case1, "--amount", "800.00", "--as", "C001")
    #expect(own.code == 1, "\(own)")
    try bank.must("complaint", "approval", "give", case1, "--amount", "800.00", "--as", "Q001")
    let done = try settle()
    #expect(done.code == 0 && done.output.contains("已办结"), "\(done)")
    #expect(try bank.isSound())
  }

  @Test func `a contact is registered first, and what becomes a complaint keeps its first day`()
    async throws
  {
    let bank = try await Bank()
    let visit = #"{"narrative":"询问挂失费用","unit":"B1","intake_channel":"visit"}"#
    let enquiry = try id(
      bank.must(
        "contact", "register", "--kind", "enquiry", "--file", "-", "--as", "C001", "--on",
        "2026-03-02", input: visit))
    #expect(enquiry.hasPrefix("K-20260302-"))
    let opened = try bank.must(
      "contact", "register", "--kind", "complaint", "--file", "-", "--as", "C001", "--on",
      "2026-03-02", "--json", input: visit)
    #expect(opened.contains(#""rule":"CN3.18.simple","due":"2026-03-17""#), "\(opened)")
    let alone = try bank.run(
      "contact", "relabel", enquiry, "--to", "complaint", "--reason", "客户要求", "--approved-by",
      "H001", "--on", "2026-03-09")
    #expect(alone.code == 1 && alone.error.contains("XB-010"), "\(alone)")
    let relabelled = try bank.must(
      "contact", "relabel", enquiry, "--to", "complaint", "--reason", "客户要求", "--approved-by",
      "Q001", "--on", "2026-03-09")
    #expect(
      relabelled.contains("C-20260302-") && relabelled.contains("2026-03-17"),
      "the clock runs from the first receipt: \(relabelled)")
    let counts = try bank.must("contact", "count", "--json")
    #expect(
      counts.contains(#""changes":[{"from":"enquiry","to":"complaint","count":1}]"#), "\(counts)")
    #expect(counts.contains(#""direct_complaints":0"#), "\(counts)")
    let second = try id(
      bank.must(
        "contact", "register", "--kind", "praise", "--file", "-", "--as", "C001", input: visit))
    try bank.must("contact", "finish", second, "--file", "-", input: "已转告柜员")
    #expect(try bank.must("contact", "list").contains(second))
    #expect(try bank.must("contact", "show", second).contains("办结日"))
    #expect(try bank.must("contact", "history", enquiry).contains("变更性质"))
    #expect(try bank.isSound())
  }

  @Test func `the same person and the same words are found, offered and merged`() async throws {
    let bank = try await Bank()
    let first = try bank.submit(on: "2026-03-02")
    try bank.must(
      "complaint", "number", first, "12378-1", "--from", "nfra", "--on", "2026-03-03")
    let again = try bank.must(
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-05",
      input: Bank.complaint.replacingOccurrences(
        of: "{\"intake", with: #"{"transferred_by":"pbc","outside_numbers":["RH-1"],"intake"#))
    let second = try id(again)
    #expect(
      again.contains("同一投诉人") && again.contains("merge \(second) --into \(first)"), "\(again)")
    let alike = try bank.must(
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-05", "--json",
      input: #"{"unit":"B1","narrative":"客户称柜面挂失等候过久了。"}"#)
    #expect(alike.contains(#""same_person":false,"similarity":"#), "\(alike)")
    let other = try bank.must(
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-05", "--json",
      input: #"{"unit":"B1","narrative":"理财产品收益与宣传不符，要求说明。"}"#)
    #expect(!other.contains("duplicates"), "\(other)")
    let late = try bank.must(
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-04-02", "--json",
      input: Bank.complaint)
    #expect(!late.contains("\"\(first)\""), "outside the window: \(late)")

    try bank.must("complaint", "merge", second, "--into", first, "--on", "2026-03-06")
    let shown = try bank.must("complaint", "show", first, "--json")
    #expect(shown.contains(#""number":"RH-1","from":"pbc","owed":true"#), "\(shown)")
    #expect(shown.contains(#""name":"transfer_answer","rule":"PBC5.43.bank","due":"2026-03-20""#))
    for number in ["12378-1", "RH-1", second] {
      #expect(
        try bank.must("complaint", "find", number).contains(number == second ? second : first))
    }
    #expect(try bank.run("complaint", "find", "12345-9").code == 2)
    let facts = AnswerBack.facts.map { "\"\($0.name)\":\"无\"" }.joined(separator: ",")
    try bank.must(
      "complaint", "answer-back", first, "RH-1", "--file", "-", "--on", "2026-03-07",
      input: "{\(facts)}")
    #expect(try bank.must("complaint", "show", first).contains("2026-03-07 已反馈"))
    let wrong = try bank.run("complaint", "merge", first, "--into", second, "--on", "2026-03-08")
    #expect(wrong.code == 1 && wrong.error.contains("complaint repeat"), "\(wrong)")
    #expect(try bank.isSound())
  }

  @Test func `a file is kept by its content, and programs are not taken`() async throws {
    let bank = try await Bank()
    let case1 = try bank.submit(on: Bank.today)
    try bank.write(Array("%PDF-1.7 回执".utf8), to: "in/receipt.pdf")
    try bank.write(Array("#!/bin/sh\nrm -rf x\n".utf8), to: "in/receipt.txt")
    try bank.write([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], to: "in/photo.jpg")
    try bank.must("complaint", "attach", case1, "in/receipt.pdf")
    for name in ["in/receipt.txt", "in/photo.jpg"] {
      let refused = try bank.run("complaint", "attach", case1, name)
      #expect(refused.code == 1 && refused.error.contains("XB-042"), "\(refused)")
    }
    #expect(try bank.run("complaint", "attach", case1, "in/receipt.pdf").code == 1, "twice")
    #expect(try bank.must("complaint", "attachments", case1).contains("完好"))
    let kept = try FileManager.default.subpathsOfDirectory(atPath: "\(bank.path)/attachments")
      .filter { ($0 as NSString).lastPathComponent.count == 64 }
    #expect(kept.count == 1, "what was refused leaves no file: \(kept)")
    let digest = try #require(kept.first.map { ($0 as NSString).lastPathComponent })
    try bank.must(
      "complaint", "attachments", case1, "--take", String(digest.prefix(8)), "--output", "out.pdf",
      "--reason", "核查")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: "\(bank.path)/out.pdf"))
        == Data("%PDF-1.7 回执".utf8))
    #expect(try bank.must("complaint", "history", case1).contains("打开封存内容"))
    try bank.write("changed", to: "attachments/\(try #require(kept.first))")
    #expect(try bank.run("complaint", "attachments", case1).code == 2)
  }

  @Test func `a box falls due again, and many in person open an emergency`() async throws {
    let bank = try await Bank()
    try bank.rewrite("xiaobao.yaml") {
      $0 + "intake:\n  box_opening: 7 natural_days\n  leadership_group: [Q001, HQ]\n"
        + "limits:\n  - {name: first_response, budget: 2 hours}\n"
    }
    let box = try bank.must(
      "box", "open", "B1", "--with", "H001", "--slips", "0", "--as", "C001", "--on", "2026-03-02")
    #expect(box.contains("0 件") && box.contains("2026-03-09"), "\(box)")
    #expect(
      try bank.run("box", "open", "B1", "--with", "C001", "--slips", "1", "--as", "C001").code == 1)
    #expect(try bank.must("due", "--on", "2026-03-08").contains("B1.box"))
    #expect(try bank.run("box", "list", "--on", "2026-03-10").code == 2)
    let late = try bank.must(
      "box", "open", "B1", "--with", "H001", "--slips", "2", "--as", "C001", "--on", "2026-03-12")
    #expect(late.contains("距上次 10 天") && late.contains("逾期开启"), "\(late)")
    #expect(try bank.must("box", "history", "B1.box").contains("开启意见箱"))

    let group = try bank.must(
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", "2026-03-12T09:00",
      input: #"""
        {"unit":"B1","narrative":"存单到期未能支取，二十人到场。","intake_channel":"visit","headcount":20,
         "capacity":"joint","representatives":["甲","乙"]}
        """#)
    let case1 = try id(group)
    let emergency = "E-" + case1.dropFirst(2)
    #expect(group.contains(emergency), "\(group)")
    #expect(try bank.must("outbox", "list", "--to", "Q001").contains(case1))
    #expect(try bank.must("emergency", "show", emergency).contains("20  CN3.29.group"))
    try bank.must(
      "emergency", "close", emergency, "--file", "-", "--as", "Q001", input: "已全部支取")
    #expect(try bank.must("emergency", "list", "--open", "--json").contains(#""items":[]"#))
    #expect(try bank.must("emergency", "history", emergency).contains("结束应急"))

    #expect(try bank.must("due", "--on", "2026-03-12").contains("首次响应"))
    try bank.must(
      "complaint", "first-response", case1, "--manner", "phone", "--proof", "R-1", "--on",
      "2026-03-12T10:00")
    #expect(!(try bank.must("due", "--on", "2026-03-12").contains("首次响应")))
    #expect(try bank.isSound())
  }

  @Test func `hand-over, stand-in, supplement, asking and declining are on record`() async throws {
    let bank = try await Bank()
    let case1 = try bank.submit(on: "2026-03-02")
    try bank.must(
      "person", "cover", "H001", "--by", "H002", "--from", "2026-03-02", "--until", "2026-03-09",
      "--as", "A001", "--on", "2026-03-02")
    try bank.must(
      "complaint", "hand-over", case1, "--to", "H001", "--reason", "轮岗", "--on", "2026-03-03")
    #expect(
      try bank.must("complaint", "show", case1, "--json")
        .contains(#""from":"C001","to":"H002","covers":"H001""#))
    let due = try bank.must("due", "--on", "2026-03-10", "--json")
    try bank.must(
      "complaint", "supplement", case1, "--file", "-", "--on", "2026-03-04",
      input: #"{"urgency":"I","channel_facts":{"recording":"R-7"},"note":"客户补充录音"}"#)
    try bank.must(
      "complaint", "ask", case1, "--material", "identity", "--on", "2026-03-05")
    #expect(try bank.must("due", "--on", "2026-03-10", "--json") == due, "no limit moved")
    let asked = try bank.run(
      "complaint", "ask", case1, "--material", "合同", "--on", "2026-03-05")
    #expect(asked.code == 1 && asked.error.contains("XB-041") && asked.error.contains("第十三条"))
    let policy = try bank.run(
      "complaint", "decline", case1, "--ground", "policy", "--manner", "phone", "--reason", "与本行无关",
      "--on", "2026-03-06")
    #expect(policy.code == 1 && policy.error.contains("XB-010"), "\(policy)")
    try bank.must(
      "complaint", "decline", case1, "--ground", "not_party", "--manner", "phone", "--proof", "R-8",
      "--reason", "非本人提出", "--on", "2026-03-06")
    #expect(try bank.must("complaint", "show", case1).contains("不予办理"))
    let case2 = try bank.submit(on: "2026-03-07")
    try bank.must("complaint", "repeat", case2, "--of", case1, "--on", "2026-03-07")
    #expect(
      try bank.must("complaint", "show", case2, "--json").contains(#""repeats":"\#(case1)""#))
  }
}

extension IntakeCommandTests {
  @Test func `a petition has the limits of its own plugin, and none while that is empty`()
    async throws
  {
    let bank = try await Bank()
    try FileManager.default.copyItem(
      atPath: "\(Repository.plugins)/cn.petition", toPath: "\(bank.path)/plugins/cn.petition")
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(
        of: "\nplugins:", with: "\nplugins:\n  - {id: cn.petition, role: regime}\n#")
    }
    try bank.must("plugin", "approve", "cn.petition", "--as", "A001")
    func petition(on day: String) throws -> String {
      try bank.must(
        "contact", "register", "--kind", "petition", "--file", "-", "--as", "C001", "--on", day,
        "--json", input: #"{"narrative":"反映网点搬迁后取款不便","unit":"B1"}"#)
    }
    #expect(try petition(on: "2026-03-02").contains(#""open_obligations":[]"#))
    // An invented row, for the test alone.
    try bank.rewrite("plugins/cn.petition/limits.yaml") {
      $0.replacingOccurrences(
        of: "rows: []",
        with: """
          rows:
            - id: P.1
              obligation: petition_answer
              budget: 3 natural_days
              start: petition
              in_force: {from: "2026-03-01"}
              citation:
                instrument: {zh: 测试, en: test}
                provision: {zh: 一, en: one}
          """)
    }
    try bank.must("plugin", "approve", "cn.petition", "--as", "A001")
    let registered = try petition(on: "2026-03-02")
    #expect(registered.contains(#""rule":"P.1","due":"2026-03-05""#), "\(registered)")
    #expect(try bank.must("due", "--on", "2026-03-03").contains("P.1"))
    let id = try #require(registered.firstMatch(of: /K-[0-9]{8}-[0-9]{6}/)).output
    try bank.must(
      "contact", "finish", String(id), "--file", "-", "--on", "2026-03-04", input: "已答复")
    #expect(!(try bank.must("due", "--on", "2026-03-04").contains("P.1")))
  }
}
