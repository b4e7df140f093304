import Foundation
import Testing

/// Personal data and finding, by the program itself.
struct PrivacyCommandTests {
  @Test
  func `a person is found, opened, held and erased by command, and nothing personal is printed`()
    async throws
  {
    let bank = try await Bank()
    try bank.must(
      "person", "add", "--file", "-", "--as", "A001", "--on", "2020-01-01", "--reason", "补录",
      input: """
        {"id":"P001","name":"测试己","unit":"HQ.CP","from":"2015-01-01","roles":["compliance"]}
        """)
    let id = try bank.submit(on: "2021-03-02")
    try bank.must(
      "complaint", "withdraw", id, "--reason", "客户撤回", "--as", "Q001", "--on", "2021-03-05")
    let found = try bank.must(
      "person", "find", "--file", "-", "--as", "Q001", input: "138 0000 1234\n")
    #expect(found.contains(id) && found.contains("2024-03-05 (PBC5.44.keep)"))
    let person = try #require(found.firstMatch(of: /P-\d{6}/)).output
    let nobody = try bank.run(
      "person", "find", "--file", "-", "--as", "Q001", input: "{\"salary\":\"张三\"}")
    #expect(nobody.code == 1 && !nobody.error.contains("张三") && nobody.error.contains("[XB-007]"))
    let opened = try bank.run("person", "reveal", id, "--reason", "回访", "--as", "Q001")
    #expect(opened.code == 0 && opened.output.contains("13800001234"))
    #expect(opened.error.contains("今天还可查看 99 件"))
    try bank.must("person", "hold", String(person), "--reason", "诉讼", "--as", "P001")
    let early = try bank.run("person", "erase", id, "--reason", "申请", "--as", "Q001")
    #expect(early.code == 1 && early.error.contains("法律保全"))
    try bank.must("person", "release", String(person), "--reason", "终结", "--as", "P001")
    #expect(try bank.run("person", "retention", "--as", "P001").code == 2)
    try bank.write("-张三本人来信申请\n", to: "reason.txt")
    try bank.must("person", "erase", id, "--reason-file", "reason.txt", "--as", "Q001")
    let missing = try bank.run("person", "erase", id, "--reason-file", "none.txt", "--as", "Q001")
    #expect(missing.code != 0 && missing.error.contains("[XB-110]"))
    let own = try bank.run("person", "erase", id, "--confirm", "--as", "Q001")
    #expect(own.code == 1 && own.error.contains("[XB-010]"))
    let erased = try bank.must("person", "erase", id, "--confirm", "--as", "P001", "--json")
    #expect(erased.contains(#""state":"erased","keys":2"#))
    #expect(try bank.must("complaint", "show", id).contains("已删除，密钥已销毁"))
    #expect(try bank.must("complaint", "history", id).contains("个人信息已删除"))
    #expect(
      try bank.must("person", "find", "--file", "-", "--as", "Q001", input: "13800001234").contains(
        "没有找到"))
    #expect(try bank.must("person", "retention", "--as", "P001").contains("没有找到"))
    #expect(try bank.isSound())
  }

  @Test func `lists, exports and views are asked by the same words`() async throws {
    let bank = try await Bank()
    let first = try bank.submit(on: "2026-03-02")
    let second = try bank.submit(on: "2026-03-09")
    try bank.must("complaint", "accept", second, "--on", "2026-03-09")
    try bank.must(
      "complaint", "assign", second, "--unit", "HQ.CP", "--person", "H001", "--on", "2026-03-09",
      "--as", "Q001")
    let owned = try bank.must(
      "complaint", "list", "--owner", "H001", "--class", "银行卡", "--amount-from", "1000", "--due-to",
      "2026-03-31", "--sort", "due", "--json")
    #expect(owned.contains(second) && !owned.contains(first))
    for wrong in [["--class", "没有"], ["--sort", "size"], ["--due-from", "2026-02-30"]] {
      let ran = try bank.program.run(["complaint", "list"] + wrong)
      #expect(ran.code == 64 && ran.error.contains(wrong[0]), "\(wrong)")
    }
    try bank.write("挂失等候", to: "words.txt")
    let text = try bank.must(
      "complaint", "list", "--text-file", "words.txt", "--from", "2026-03-05", "--as", "Q001")
    #expect(text.contains(second) && !text.contains(first))
    let csv = try bank.run(
      "complaint", "export", "--columns", "id,amount,narrative,complainant_name", "--as", "Q001")
    #expect(csv.code == 0 && csv.error.contains("已导出 2 件"))
    #expect(
      csv.output == "编号,涉及金额（元）,投诉内容（遮盖）,投诉人（遮盖）\r\n"
        + "\(second),1234.56,客户称柜面挂失等候过久。,张*\r\n\(first),1234.56,客户称柜面挂失等候过久。,张*\r\n")
    let lines = try bank.must(
      "complaint", "export", "--format", "jsonl", "--columns", "id", "--from", "2026-03-05")
    #expect(lines == "{\"id\":\"\(second)\"}\n{\"version\":1,\"exported\":1}\n")
    try bank.must(
      "view", "save", "mine", "--title", "我的", "--owner", "H001", "--open", "--columns",
      "id,unit,due",
      "--as", "Q001")
    let shown = try bank.must("view", "show", "mine")
    #expect(shown.contains(second) && !shown.contains(first) && shown.contains("2026-03-24"))
    #expect(
      try bank.must("view", "list", "--json").contains(#""filters":{"owner":"H001","open":true}"#))
    #expect(
      try bank.must("view", "export", "mine").hasPrefix(
        "编号,办理机构,到期日\r\n\(second),HQ.CP,2026-03-24\r\n"))
    let today = try bank.must("today", "--on", "2026-03-25")
    #expect(today.contains("已过期（1）") && today.contains(second))
    #expect(
      try bank.must("today", "--on", "2026-03-22", "--json").contains(
        #""overdue":[],"due":[],"soon":[{"#))
    try bank.must("view", "drop", "mine", "--as", "Q001")
    #expect(try bank.run("view", "show", "mine").code == 1)
  }

  @Test func `urgency, marks, groups, escalation and agents are conditions everywhere`()
    async throws
  {
    let bank = try await Bank()
    let (plain, marked) = (try bank.submit(on: "2026-03-02"), try bank.submit(on: "2026-03-03"))
    try bank.write(
      #"{"urgency":"I","sensitivity":["舆情"],"vulnerable_groups":["老年人"],"escalated_to":"nfra","suspected_agent":true}"#,
      to: "more.json")
    try bank.must("complaint", "supplement", marked, "--file", "more.json", "--on", "2026-03-03")
    let conditions = [
      ["--urgency", "I"], ["--sensitivity", "舆情类"], ["--vulnerable", "elderly"], ["--escalated"],
      ["--escalated-to", "nfra"], ["--suspected-agent"],
    ]
    for condition in conditions + [conditions.flatMap(\.self)] {
      let listed = try bank.must(["complaint", "list", "--json"] + condition)
      #expect(listed.contains(marked) && !listed.contains(plain), "\(condition)")
      #expect(
        try bank.must(["complaint", "export", "--columns", "id"] + condition)
          == "编号\r\n\(marked)\r\n", "\(condition)")
      try bank.must(["view", "save", "marks", "--title", "标记", "--as", "Q001"] + condition)
      #expect(
        try bank.must("view", "export", "marks").split(separator: "\r\n").count == 2,
        "\(condition)")
    }
    let json = try bank.must("complaint", "list", "--json", "--urgency", "I")
    #expect(
      json.contains(
        #""urgency":"I","escalated_to":"nfra","sensitivity":["public_opinion"],"vulnerable_groups":["elderly"],"suspected_agent":true"#
      ))
    #expect(!(try bank.must("complaint", "list", "--urgency", "II").contains(marked)))
    for wrong in [["--urgency", "IV"], ["--sensitivity", "没有"], ["--escalated-to", "pboc"]] {
      let ran = try bank.program.run(["complaint", "list"] + wrong)
      #expect(ran.code == 64 && ran.error.contains(wrong[0]), "\(wrong)")
    }
    let script = try bank.must("completion", "bash")
    #expect(script.contains("'xiaobao complaint list --urgency') words='I II III'"))
    #expect(script.contains("'xiaobao view save --vulnerable') words='elderly minor"))
  }

  @Test func `a restored workspace without its key is noticed, and its custodians bring it back`()
    async throws
  {
    let bank = try await Bank()
    let id = try bank.submit()
    try bank.must("key", "split", "--first", "one.share", "--second", "two.share")
    #expect(
      try bank.must("key", "drill", "--first", "one.share", "--second", "two.share").contains(
        "可以打开"))
    try FileManager.default.removeItem(atPath: "\(bank.path)/keys/workspace.key")
    let doctor = try bank.run("doctor")
    #expect(doctor.code == 2 && doctor.output.contains("xiaobao key join"))
    #expect(try bank.run("key", "show").code == 2)
    try bank.must(
      "key", "join", "--first", "one.share", "--second", "two.share", "--to", "keys/workspace.key")
    #expect(try bank.run("key", "show").code == 0)
    #expect(try bank.must("complaint", "show", id).contains("张*"))
    let shares = try ["one.share", "two.share"].map {
      try FileManager.default.attributesOfItem(atPath: "\(bank.path)/\($0)")[.posixPermissions]
        as? Int
    }
    #expect(shares == [0o600, 0o600])
  }
}
