import Foundation
import Testing
import XiaobaoTestSupport

/// What stands beside a complaint's way, through the real program.
struct HandlingCommandTests {
  /// A bank whose branch B1 has a handler, and whose site file decides what a bank may decide.
  private func bank() async throws -> Bank {
    let bank = try await Bank()
    try bank.must(
      "unit", "load", "-", "--as", "A001", "--on", "2015-01-01", "--reason", "初始化",
      input: """
        {"persons":[
          {"id":"B001","name":"测试己","unit":"B1","from":"2015-01-01","roles":["handler"]},
          {"id":"B002","name":"测试庚","unit":"B1","from":"2015-01-01","roles":["handler"]}]}
        """)
    try bank.rewrite("xiaobao.yaml") {
      $0 + """
        handling:
          appeal: 60 natural_days
          authority:
            - {role: handler, up_to: "500.00"}
            - {role: complaint_head, up_to: unlimited}
          approval: 4 hours
          reminder: 1 working_days
          remind_days_before: 3
          supervision: 3 working_days
          escalation:
            - {level: 1, days_late: 1}

        """
    }
    return bank
  }

  private func ofBranch(_ bank: Bank) throws -> String {
    let id = try bank.submit(on: "2026-03-02")
    try bank.must("complaint", "accept", id, "--on", "2026-03-03")
    try bank.must(
      "complaint", "assign", id, "--unit", "B1", "--person", "B001", "--on", "2026-03-03")
    return id
  }

  private static let reply = #"{"findings":"已核实","basis":"服务规范","reasons":"等候过久","proof":"EMS 1"}"#

  @Test func `recusal, approval, reminders and a review go through the real commands`() async throws
  {
    let bank = try await bank()
    let id = try ofBranch(bank)
    try bank.must(
      "complaint", "interest", "declare", id, "--person", "B001", "--ground", "named", "--on",
      "2026-03-05", "--as", "C001")
    let recused = try bank.run(
      "complaint", "investigate", id, "--file", "-", "--on", "2026-03-05", "--as", "B001",
      input: "属实。")
    #expect(recused.code == 1 && recused.error.contains("[XB-031]"), "\(recused)")
    #expect(recused.error.contains("B002") && recused.error.contains("第十七条"), "\(recused)")
    try bank.must(
      "complaint", "hand-off", id, "--unit", "B1", "--person", "B002", "--reason", "回避", "--on",
      "2026-03-05")
    try bank.must(
      "complaint", "investigate", id, "--file", "-", "--on", "2026-03-05", "--as", "B002",
      input: "属实。")
    try bank.must(
      "complaint", "remind", id, "--file", "-", "--on", "2026-03-05", "--as", "C001",
      input: "客户来电催问")
    try bank.must(
      "complaint", "supervise", id, "--file", "-", "--on", "2026-03-05", "--as", "Q001",
      input: "请三日内报告")
    try bank.must(
      "complaint", "assist", id, "--unit", "HQ.CP", "--within", "2 working_days", "--file", "-",
      "--on", "2026-03-05", "--as", "B002", input: "请调取录像")
    let due = try bank.must("due", "--on", "2026-03-05", "--json")
    for part in [
      #""name":"reminder.1""#, #""name":"supervision.1""#,
      #""name":"assistance.1","rule":"assistance.1","due":"2026-03-09","original_due":"2026-03-09","days_left":4,"unit":"HQ.CP""#,
    ] {
      #expect(due.contains(part), "\(due)")
    }
    for (name, actor) in [
      ("reminder.1", "B002"), ("supervision.1", "B002"), ("assistance.1", "H001"),
    ] {
      try bank.must(
        "complaint", "respond", id, name, "--file", "-", "--on", "2026-03-06", "--as", actor,
        input: "已办理")
    }
    #expect(try !bank.must("due", "--on", "2026-03-06", "--json").contains("reminder.1"))
    try bank.must("complaint", "note", id, "--file", "-", "--on", "2026-03-06", input: "内部记录")
    let beyond = try bank.run(
      "complaint", "decide", id, "--outcome", "settled", "--amount", "800.00", "--file", "-",
      "--on",
      "2026-03-06", "--as", "B002", input: #"{"reasons":"协商一致"}"#)
    #expect(beyond.code == 1 && beyond.error.contains("[XB-033]"), "\(beyond)")
    try bank.must(
      "complaint", "approval", "request", id, "--amount", "800.00", "--reason", "一次性了结", "--on",
      "2026-03-06T10:00", "--as", "B002")
    let own = try bank.run(
      "complaint", "approval", "give", id, "--amount", "800.00", "--on", "2026-03-06", "--as",
      "B002")
    #expect(own.code == 1 && own.error.contains("[XB-010]"), "\(own)")
    try bank.must(
      "complaint", "approval", "give", id, "--amount", "800.00", "--on", "2026-03-06", "--as",
      "Q001")
    try bank.must(
      "complaint", "decide", id, "--outcome", "settled", "--amount", "800.00", "--file", "-",
      "--on",
      "2026-03-06", "--as", "B002", input: #"{"reasons":"协商一致"}"#)
    let open = try bank.must("complaint", "remedies", id, "--on", "2026-03-06")
    #expect(open.contains("自收到决定之日起30 日（自然日）内，向上级机构示例农村商业银行书面申请核查"), "\(open)")
    #expect(open.contains("向本行申诉（本行自愿设立"), "\(open)")
    let missing = try bank.run(
      "complaint", "reply", id, "--manner", "posted", "--remedies", "mediation", "--file", "-",
      "--on",
      "2026-03-06", "--as", "B002", input: Self.reply)
    #expect(missing.code == 1 && missing.error.contains("[XB-012]"), "\(missing)")
    try bank.must(
      "complaint", "reply", id, "--manner", "posted", "--file", "-", "--on", "2026-03-06", "--as",
      "B002", input: Self.reply)
    try bank.must(
      "complaint", "review", "apply", id, "--file", "-", "--on", "2026-03-20", input: "不服")
    let busy = try bank.run(
      "complaint", "review", "accept", id, "--person", "Q001", "--on", "2026-03-21")
    #expect(busy.code == 1 && busy.error.contains("[XB-031]"), "approved it: \(busy)")
    try bank.must("complaint", "review", "accept", id, "--person", "H002", "--on", "2026-03-21")
    try bank.must(
      "complaint", "review", "decide", id, "--result", "confirmed", "--manner", "posted", "--file",
      "-", "--on", "2026-03-25", "--as", "H002",
      input: #"{"process":"合规","limits":"未超期","outcome":"适当","proof":"EMS 2"}"#)
    try bank.must(
      "complaint", "outcome", id, "--forum", "mediation", "--result", "settled", "--ended",
      "2026-03-26", "--file", "-", "--on", "2026-03-27", input: "双方签署调解协议")
    let shown = try bank.must("complaint", "show", id, "--json")
    for part in [
      #""interests":[{"person":"B001","ground":"named","day":"2026-03-05"}]"#,
      #""review":{"unit":"HQ","applied_on":"2026-03-20","reviewer":"H002","result":"confirmed","told_on":"2026-03-25"}"#,
      #""outcomes":[{"forum":"mediation","result":"settled","ended_on":"2026-03-26"}]"#,
      #""approvals":[{"amount":"800.00","granted":true,"approver":"Q001","day":"2026-03-06"}]"#,
      #""notes":1"#,
    ] {
      #expect(shown.contains(part), "\(shown)")
    }
    #expect(try bank.must("complaint", "show", id).contains("维持原处理决定"))
    #expect(try bank.must("complaint", "history", id).contains("核查决定"))
    #expect(try bank.isSound())
  }

  @Test func `a sweep says how late it is, escalates each level once, and may be watched`()
    async throws
  {
    let bank = try await bank()
    let id = try ofBranch(bank)
    #expect(try bank.run("sweep", "--on", "2026-03-10", "--as", "Q001").code == 0)
    let late = try bank.run("sweep", "--on", "2026-03-20", "--as", "Q001")
    #expect(late.code == 2 && late.output.contains("上次检查为 2026-03-10，漏检 9 日"), "\(late)")
    #expect(late.output.contains("逐级上报：\(id)"), "\(late)")
    let again = try bank.run("sweep", "--on", "2026-03-20", "--as", "Q001", "--json")
    #expect(again.output.contains(#""marked":[],"#), "\(again)")
    #expect(!again.output.contains(#""escalated""#) && again.output.contains(#""missed_days":0"#))
    let history = try bank.must("complaint", "history", id, "--json")
    #expect(history.components(separatedBy: #""complaint.escalated""#).count == 2, "\(history)")
    #expect(try bank.isSound())
  }

  @Test func `a sweep reminds the handler once for each last day, and the handler answers`()
    async throws
  {
    let bank = try await bank()
    let id = try ofBranch(bank)
    func sweep(_ day: String) throws -> String {
      try bank.run("sweep", "--on", day, "--as", "Q001").output
    }
    #expect(try !sweep("2026-03-13").contains("催办：C-"))
    #expect(try sweep("2026-03-14").contains("催办：\(id)"))
    #expect(try !sweep("2026-03-15").contains("催办：C-"))
    let due = try bank.must("due", "--on", "2026-03-15", "--json")
    #expect(due.contains(#""name":"reminder.1""#) && due.contains(#""handler":"B001""#), "\(due)")
    try bank.must(
      "complaint", "respond", id, "reminder.1", "--file", "-", "--on", "2026-03-16", "--as", "B001",
      input: "今日答复")
    try bank.must(
      "complaint", "extend", id, "--reason", "案情复杂", "--on", "2026-03-16", "--as", "B001")
    #expect(try !sweep("2026-03-28").contains("催办：C-"))
    #expect(try sweep("2026-03-29").contains("催办：\(id)"), "the later day has a reminder of its own")
    #expect(try bank.isSound())
  }

  @Test func `what is late by the first due day is counted apart from what is overdue`()
    async throws
  {
    let bank = try await bank()
    let id = try ofBranch(bank)
    try bank.must(
      "complaint", "extend", id, "--reason", "案情复杂", "--on", "2026-03-16", "--as", "B001")
    try bank.must(
      "complaint", "investigate", id, "--file", "-", "--on", "2026-03-18", "--as", "B001",
      input: "属实。")
    try bank.must(
      "complaint", "decide", id, "--outcome", "upheld", "--file", "-", "--on", "2026-03-19", "--as",
      "B001", input: #"{"reasons":"属实"}"#)
    try bank.must(
      "complaint", "reply", id, "--manner", "posted", "--file", "-", "--on", "2026-03-20", "--as",
      "B001", input: Self.reply)
    #expect(try bank.run("sweep", "--on", "2026-03-21", "--as", "Q001").code == 0)
    func counted(by dimension: String) throws -> String {
      try bank.must(
        "report", "run", "summary", "--by", dimension, "--from", "2026-03-01", "--to", "2026-03-31",
        "--format", "csv")
    }
    let late = try counted(by: "past_original")
    #expect(late.contains("是否超过原定期限") && late.contains("是,1"), "\(late)")
    #expect(try counted(by: "overdue").contains("否,1"))
  }

  @Test func `a watched sweep sweeps at once and ends on Ctrl-C`() async throws {
    let bank = try await bank()
    try bank.submit(on: "2026-03-02")
    let running = try bank.program.start(["sweep", "--watch", "--every", "1", "--as", "Q001"])
    #expect(try running.prints("新登记逾期：1"))
    let ran = try running.interrupted()
    #expect(ran.code == 0)
    #expect(ran.error == "")
  }

  @Test func `counting anew shows which cases move, and stores them only when confirmed`()
    async throws
  {
    let bank = try await bank()
    let id = try ofBranch(bank)
    #expect(try bank.run("obligation", "recompute", "--as", "Q001", "--on", "2026-03-06").code == 0)
    try bank.rewrite("plugins/cn.complaint-limits/limits.yaml") {
      $0.replacingOccurrences(of: "budget: 15 natural_days", with: "budget: 10 natural_days")
    }
    try bank.must("plugin", "approve", "cn.complaint-limits", "--as", "A001")
    let preview = try bank.run("obligation", "recompute", "--as", "Q001", "--on", "2026-03-06")
    #expect(preview.code == 2, "\(preview)")
    for part in [id, "2026-03-17", "2026-03-12", "以上为预览，未写入"] {
      #expect(preview.output.contains(part), "\(preview)")
    }
    #expect(try bank.must("complaint", "show", id, "--json").contains(#""due":"2026-03-17""#))
    let mute = try bank.run(
      "obligation", "recompute", "--confirm", "--as", "Q001", "--on", "2026-03-06")
    #expect(mute.code == 1 && mute.error.contains("[XB-005]"), "\(mute)")
    let handler = try bank.run(
      "obligation", "recompute", "--confirm", "--reason", "规定修订", "--as", "B001", "--on",
      "2026-03-06")
    #expect(handler.code == 1 && handler.error.contains("[XB-009]"), "\(handler)")
    try bank.must(
      "obligation", "recompute", "--confirm", "--reason", "规定修订", "--as", "Q001", "--on",
      "2026-03-06")
    let shown = try bank.must("complaint", "show", id, "--json")
    #expect(shown.contains(#""due":"2026-03-12","original_due":"2026-03-17""#), "\(shown)")
    #expect(try bank.run("obligation", "recompute", "--as", "Q001", "--on", "2026-03-06").code == 0)
  }

  @Test
  func `counting anew asks the plugins again and applies the site's roll-over, each said why`()
    async throws
  {
    let bank = try await bank()
    func own(_ budget: String) throws {
      try bank.write(
        """
        id: test.own
        version: 1.0.0
        api: "1.0"
        title: {zh: 本行时限, en: Own limits}
        hooks:
          complaint.deadline: {after: [cn.complaint-limits]}

        """, to: "plugins/test.own/plugin.yaml")
      try bank.write(
        """
        return {
          ["complaint.deadline"] = function()
            return { { name = "decision", budget = "\(budget)", basis = { zh = "本行规定", en = "own rule" },
              because = "own" } }
          end,
        }

        """, to: "plugins/test.own/main.lua")
      try bank.write("own: 本行规定\n", to: "plugins/test.own/locale/zh.yaml")
      try bank.write("own: own rule\n", to: "plugins/test.own/locale/en.yaml")
      try bank.must("plugin", "approve", "test.own", "--as", "A001")
    }
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(of: "plugins:", with: "plugins:\n  - {id: test.own}\n#")
    }
    try own("14 natural_days")
    // 14 days from 19 September end on 3 October, in the holiday of 2026.
    let id = try bank.submit(on: "2026-09-19")
    let day = ["--as", "Q001", "--on", "2026-09-21"]
    func recompute(_ more: String...) throws -> Ran {
      try bank.program.run(["obligation", "recompute", "--json"] + more + day)
    }
    #expect(try recompute().code == 0)
    try own("12 natural_days")
    let plugin = try recompute()
    #expect(
      plugin.code == 2
        && plugin.output.contains(
          #""rule":"test.own","from_due":"2026-10-03","to_due":"2026-10-01","provisional":false,"budget":"12 natural_days","causes":["plugin"]"#
        ), "\(plugin)")
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(of: "policy:", with: "policy:\n  roll_over_holidays: true")
    }
    let both = try recompute("--confirm", "--reason", "本行规定修订")
    #expect(both.output.contains(#""causes":["plugin","roll_over"]"#), "\(both)")
    #expect(try recompute().code == 0)
    let told = try bank.must("complaint", "show", id, "--json")
    #expect(told.contains(#""original_due":"2026-10-03""#), "\(told)")
    #expect(try bank.must("complaint", "history", id).contains("complaint.deadline"))
    // A script that fails moves nothing, and is said to have failed.
    try bank.rewrite("plugins/test.own/main.lua") {
      $0.replacingOccurrences(of: "return { {", with: "error('x') return { {")
    }
    try bank.must("plugin", "approve", "test.own", "--as", "A001")
    let failed = try bank.program.run(["obligation", "recompute"] + day)
    #expect(failed.code == 0 && failed.error.contains("test.own"), "\(failed)")
    #expect(try bank.isSound())
  }
}
