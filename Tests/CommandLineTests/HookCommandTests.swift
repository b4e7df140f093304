import Foundation
import Testing
import XiaobaoTestSupport

/// The hooks of a complaint's way through the real commands, with the sample bank's own plugin.
struct HookCommandTests {
  /// A bank with plugins of the sample bank, in front of its own.
  static func bank(with plugins: String..., settings: String = "") async throws -> Bank {
    let bank = try await Bank()
    for id in plugins {
      try FileManager.default.copyItem(
        atPath: "\(Repository.root)/Examples/shili-rural-bank/plugins/\(id)",
        toPath: "\(bank.path)/plugins/\(id)")
    }
    let entries = plugins.map { "  - id: \($0)\n" + settings }.joined()
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(of: "plugins:", with: "plugins:\n\(entries)#")
    }
    for id in plugins { try bank.must("plugin", "approve", id, "--as", "A001") }
    return bank
  }

  private func submit(_ bank: Bank, _ change: (String) -> String = { $0 }) throws -> String {
    let text = change(Bank.complaint)
    let output = try bank.must(
      "complaint", "submit", "--file", "-", "--as", "C001", "--on", Bank.today, input: text)
    return String(try #require(output.split(separator: " ").first))
  }

  @Test func `a complaint is classified, planned, escalated and answered by plugins`() async throws
  {
    let bank = try await Self.bank(with: "shili.casework")
    let id = try submit(bank) { text in
      text.replacingOccurrences(of: #""business_class":"B.card","#, with: "")
        .replacingOccurrences(of: #""amount":"1234.56""#, with: #""amount":"50000.00""#)
        .replacingOccurrences(
          of: "{\"intake", with: #"{"fields":{"branch_ticket":"T-17","loss":"12.30"},"intake"#)
    }
    let shown = try bank.must("complaint", "show", id, "--json")
    #expect(shown.contains(#""business_class":{"key":"B.card"}"#), "\(shown)")
    #expect(
      shown.contains(#""fields":{"branch_ticket":"T-17","loss":1230,"severity":"high"}"#),
      "\(shown)")
    try bank.must("complaint", "accept", id)
    #expect(try bank.must("complaint", "show", id).contains("card_records"))
    #expect(try bank.must("due", "--json").contains(#""name":"task.card_records""#))
    try bank.must("complaint", "task", id, "card_records")
    #expect(try !bank.must("due", "--json").contains("task.card_records"))
    #expect(try bank.run("complaint", "task", id, "card_record").code == 1)
    try bank.must("complaint", "escalate", id, "--reason", "客户要求")
    let full = try bank.must("complaint", "show", id, "--json")
    #expect(full.contains(#""done_on""#))
    #expect(full.contains(#""level":2,"to":["HQ.CP"]"#), "\(full)")
    let explained = try bank.must("explain", id, "--lang", "en")
    for hook in ["complaint.classify", "complaint.plan", "complaint.escalate"] {
      #expect(explained.contains(hook), "\(explained)")
    }
    #expect(explained.contains("the product's name has 借记卡"), "\(explained)")
    #expect(!explained.contains("differs from the record"), "\(explained)")
    #expect(try bank.isSound())
  }

  @Test func `a drafted reply is what reply reads`() async throws {
    let bank = try await Self.bank(with: "shili.casework")
    let id = try bank.investigated()
    #expect(try bank.run("complaint", "draft", id).code == 1, "it is not decided yet")
    try bank.must(
      "complaint", "decide", id, "--outcome", "upheld", "--amount", "120.00", "--file", "-",
      input: #"{"reasons":"属实"}"#)
    let draft = try bank.run("complaint", "draft", id, "--output", "reply.json")
    #expect(draft.code == 0 && draft.error.contains("shili.casework"), "\(draft)")
    try bank.must("complaint", "reply", id, "--manner", "posted", "--file", "reply.json")
    #expect(try bank.must("explain", id, "--json").contains(#""complaint.reply""#))
    let full = try bank.must(
      "complaint", "show", id, "--reveal", "--reason", "核对", "--as", "Q001")
    #expect(full.contains("现已核实"), "\(full)")
  }

  @Test func `a guard refuses, and the head may override it with a reason`() async throws {
    let bank = try await Self.bank(with: "shili.casework")
    let id = try submit(bank) {
      $0.replacingOccurrences(of: "{\"intake", with: #"{"transferred_by":"nfra","intake"#)
    }
    let refused = try bank.run("complaint", "withdraw", id, "--reason", "客户来电")
    #expect(refused.code == 1 && refused.error.contains("[XB-018]"), "\(refused)")
    #expect(refused.error.contains("shili.casework") && refused.error.contains("取得转办单位同意"))
    let handler = try bank.run("complaint", "withdraw", id, "--reason", "客户来电", "--override")
    #expect(handler.code == 1 && handler.error.contains("[XB-009]"), "\(handler)")
    try bank.must("complaint", "withdraw", id, "--reason", "监管同意", "--override", "--as", "Q001")
    let history = try bank.must("complaint", "history", id, "--json")
    #expect(history.contains(#""type":"guard.overridden""#), "\(history)")
    #expect(try bank.must("explain", id).contains("matter.guard"))
    #expect(try bank.isSound())
  }

  @Test func `notices reach the outbox after the commit, and a failing observer harms nothing`()
    async throws
  {
    let bank = try await Self.bank(with: "shili.casework")
    let id = try submit(bank) {
      $0.replacingOccurrences(of: "{\"intake", with: #"{"transferred_by":"pbc","intake"#)
    }
    _ = try submit(bank)
    let notices = try bank.must("outbox", "list", "--json")
    #expect(notices.components(separatedBy: #""matter""#).count == 2, "\(notices)")
    #expect(notices.contains(id) && notices.contains(#""to":"HQ.CP""#), "\(notices)")
    #expect(try bank.must("outbox", "list", "--to", "B1").contains("没有通知"))
    try bank.rewrite("plugins/shili.casework/main.lua") {
      $0.replacingOccurrences(
        of: "local command = ctx.params.command\n", with: "local command = nil .. 1\n")
    }
    try bank.must("plugin", "approve", "shili.casework", "--as", "A001")
    let ran = try bank.run(
      "complaint", "submit", "--file", "-", "--as", "C001", input: Bank.complaint)
    #expect(ran.code == 0 && ran.error.contains("[LUA-301]"), "\(ran)")
    #expect(try bank.isSound())
  }

  @Test func `fields of the bank's own are typed, listed and found`() async throws {
    let bank = try await Self.bank(with: "shili.casework")
    let id = try submit(bank)
    for (pair, text) in [
      ("satisfaction_call=don", "是否为 done？"), ("loss=12.345", "金额"), ("visit_on=2026-02-30", "日期"),
      ("is_senior=ja", "true"), ("branch_tiket=1", "是否为 branch_ticket？"),
    ] {
      let ran = try bank.run("complaint", "set", id, pair)
      #expect(ran.code == 1 && ran.error.contains(text), "\(ran)")
    }
    try bank.must("complaint", "set", id, "satisfaction_call=done", "visit_on=2026-03-05")
    try bank.must("complaint", "set", id, "visit_on=", "is_senior=true")
    let list = try bank.must("complaint", "list", "--field", "satisfaction_call=done", "--json")
    #expect(list.contains(#""fields":{"is_senior":true,"satisfaction_call":"done"}"#), "\(list)")
    let none = try bank.must("complaint", "list", "--field", "is_senior=false", "--json")
    #expect(!none.contains(id))
    #expect(try bank.must("complaint", "show", id).contains("回访状态"))
    let report = try bank.must(
      "report", "run", "summary", "--by", "field.satisfaction_call", "--format", "csv")
    #expect(report.contains("done"), "\(report)")
    let fields = try bank.must("complaint", "fields", "--json")
    #expect(fields.contains(#""name":"branch_ticket","type":"text""#), "\(fields)")
    #expect(try bank.isSound())
  }

  @Test func `a clash of fields is a load error that names both plugins`() async throws {
    let bank = try await Self.bank(with: "shili.casework")
    try bank.write(
      """
      id: test.fields
      version: 1.0.0
      api: "1.0"
      title: {zh: 字段, en: Fields}
      hooks: {matter.fields: {}}
      """, to: "plugins/test.fields/plugin.yaml")
    try bank.write(
      """
      return { ["matter.fields"] = function()
        return { { name = "loss", type = "integer", title = "x", because = "x" } }
      end }
      """, to: "plugins/test.fields/main.lua")
    for language in ["zh", "en"] {
      try bank.write("x: x\n", to: "plugins/test.fields/locale/\(language).yaml")
    }
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(of: "plugins:", with: "plugins:\n  - id: test.fields\n#")
    }
    try bank.must("plugin", "approve", "test.fields", "--as", "A001")
    let ran = try bank.run("complaint", "fields")
    #expect(ran.code == 2, "\(ran)")
    for text in ["shili.casework", "test.fields", "loss"] {
      #expect(ran.error.contains(text), "\(ran)")
    }
    #expect(!ran.output.contains("客户损失") && ran.output.contains("网点工单号"), "\(ran)")
  }

  @Test func `the sweep escalates what it marks, and a failing plugin sends it to the unit above`()
    async throws
  {
    let bank = try await Self.bank(with: "shili.casework")
    let id = try bank.submit(on: "2026-03-02")
    #expect(try bank.run("sweep", "--as", "Q001").code == 2)
    let shown = try bank.must("complaint", "show", id, "--json")
    #expect(shown.contains(#""level":3,"to":["HQ.CP"]"#), "\(shown)")
    #expect(shown.contains(#""rule":"CN3.18.simple""#), "\(shown)")
    #expect(try bank.must("explain", id, "--lang", "en").contains("days late"))
    try bank.rewrite("plugins/shili.casework/main.lua") {
      $0.replacingOccurrences(
        of: "local late = ctx.params.days_late or 0", with: "local late = nil .. 1")
    }
    try bank.must("plugin", "approve", "shili.casework", "--as", "A001")
    let other = try bank.submit(on: "2026-03-03")
    try bank.must("complaint", "escalate", other, "--reason", "客户要求")
    let fallback = try bank.must("complaint", "show", other, "--json")
    #expect(fallback.contains(#""level":1,"to":["HQ"]"#), "\(fallback)")
    #expect(try bank.isSound())
  }
}
