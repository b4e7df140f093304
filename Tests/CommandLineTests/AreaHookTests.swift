import Foundation
import Testing
import XiaobaoTestSupport

/// The hooks of the other areas, and those that add verbs and formats, through the real program.
struct AreaHookTests {
  @Test func `a claim that one plugin assesses is settled, and two that differ go to a person`()
    async throws
  {
    let bank = try await HookCommandTests.bank(with: "shili.oversight")
    try bank.write(
      #"{"id":"F-1","amount":900000,"loss":800000,"bank_at_fault":true}"#, to: "claim.json")
    let one = try bank.must("fund", "assess", "--file", "claim.json", "--json")
    #expect(one.contains(#""answer":{"eligible":true,"amount":500000}"#), "\(one)")
    try bank.write(
      """
      id: test.fund
      version: 1.0.0
      api: "1.0"
      title: {zh: 测试, en: Test}
      hooks: {fund.assess: {}}
      """, to: "plugins/test.fund/plugin.yaml")
    try bank.write(
      """
      return { ["fund.assess"] = function(claim)
        return { eligible = true, amount = claim.loss, because = "loss" }
      end }
      """, to: "plugins/test.fund/main.lua")
    for language in ["zh", "en"] {
      try bank.write("loss: loss\n", to: "plugins/test.fund/locale/\(language).yaml")
    }
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(of: "plugins:", with: "plugins:\n  - id: test.fund\n#")
    }
    try bank.must("plugin", "approve", "test.fund", "--as", "A001")
    let two = try bank.run("fund", "assess", "--file", "claim.json", "--lang", "en")
    #expect(two.code == 2 && two.output.contains("the answers differ: a person decides"), "\(two)")
    for place in ["shili.oversight (main.lua:", "test.fund (main.lua:1)"] {
      #expect(two.output.contains(place), "\(two.output)")
    }
    let tail = try bank.must("ledger", "tail", "--json")
    #expect(tail.contains(#""kind":"fund""#) || tail.contains("fund"), "\(tail)")
    #expect(try bank.isSound())
  }

  @Test func `scores, checklists and signals are recorded, and wrong files are refused whole`()
    async throws
  {
    let bank = try await HookCommandTests.bank(
      with: "shili.oversight", settings: "    settings: {cause_warning: 1}\n")
    try bank.write(
      #"{"id":"S-1","unit":"B1","figures":{"closed":20,"in_time":19,"rated":10,"content":9}}"#,
      to: "sheet.json")
    let score = try bank.must("score", "run", "branch", "--file", "sheet.json")
    #expect(score.contains("93/100"), "\(score)")
    #expect(try bank.must("score", "list").contains("branch"))
    let unknown = try bank.run("score", "run", "brnch", "--file", "sheet.json")
    #expect(unknown.code == 1 && unknown.error.contains("是否为 branch？"), "\(unknown)")
    try bank.write(#"{"id":"P-1","kind":"loan","for_senoirs":true,"is_new":"yes"}"#, to: "p.json")
    let wrong = try bank.run("product", "checklist", "--file", "p.json")
    #expect(wrong.code == 1, "\(wrong)")
    for text in ["是否为 for_seniors？", "is_new"] { #expect(wrong.error.contains(text), "\(wrong)") }
    try bank.write(#"{"id":"P-1","kind":"loan","for_seniors":true}"#, to: "p.json")
    let list = try bank.must("product", "checklist", "--file", "p.json", "--json")
    for code in ["design", "pricing", "agreements", "marketing", "seniors", "annual_rate"] {
      #expect(list.contains(#""code":"\#(code)""#), "\(list)")
    }
    try bank.submit(on: Bank.today)
    let quiet = try bank.run("watch", "run")
    #expect(quiet.code == 0 && quiet.output.contains("cause.C.service"), "\(quiet)")
    try bank.submit(on: Bank.today)
    #expect(try bank.run("watch", "run").code == 2, "twice as many are an alarm")
    #expect(try bank.isSound())
  }

  @Test func `a plugin adds a verb with help, options and completion`() async throws {
    let bank = try await HookCommandTests.bank(with: "shili.tools")
    try bank.submit(on: Bank.today)
    let counted = try bank.must("open-cases", "--format", "csv")
    #expect(counted.contains("B1,1"), "\(counted)")
    #expect(try bank.must("open-cases", "--unit=HQ.CP", "--json").contains("\"rows\""))
    #expect(try bank.must("help").contains("按机构统计在办投诉"))
    let help = try bank.must("help", "open-cases", "--lang", "en")
    #expect(help.contains("--unit <text>") && help.contains("only this unit"), "\(help)")
    let script = try bank.must("completion", "bash")
    #expect(script.contains("'xiaobao open-cases') words='--unit --from"), "\(script)")
    for (arguments, code, text) in [
      (["open-cases", "--unti", "B1"], 64, "--unit"),
      (["open-cases", "--from", "soon"], 64, "--from"),
      (["open-cases", "extra"], 64, "extra"), (["open-case"], 64, "XB-301"),
    ] as [([String], Int32, String)] {
      let ran = try bank.program.run(arguments)
      #expect(ran.code == code && ran.error.contains(text), "\(ran)")
    }
    try bank.rewrite("plugins/shili.tools/main.lua") {
      $0.replacingOccurrences(of: "local rows = {}", with: "local rows = nil")
    }
    try bank.must("plugin", "approve", "shili.tools", "--as", "A001")
    let failed = try bank.run("open-cases")
    #expect(failed.code == 1 && failed.error.contains("[LUA-301]"), "\(failed)")
    #expect(failed.error.contains("main.lua"), "\(failed)")
  }

  @Test func `a plugin writes a format piece by piece, and leaves no half file`() async throws {
    let bank = try await HookCommandTests.bank(with: "shili.tools")
    try bank.submit(on: Bank.today)
    let text = try bank.must("report", "run", "summary", "--by", "unit", "--format", "tsv")
    #expect(text.contains("B1\t1"), "\(text)")
    try bank.must("report", "run", "summary", "--by", "unit", "--output", "out.tsv")
    #expect(try String(contentsOfFile: "\(bank.path)/out.tsv", encoding: .utf8) == text)
    let unknown = try bank.run("report", "run", "summary", "--format", "tvs")
    #expect(unknown.code == 64 && unknown.error.contains("是否指 tsv？"), "\(unknown)")
    try bank.rewrite("plugins/shili.tools/main.lua") {
      $0.replacingOccurrences(
        of: "if piece.kind == \"table_end\"",
        with: "if piece.kind == \"end\" then error(\"x\") end\n  if piece.kind == \"table_end\"")
    }
    try bank.must("plugin", "approve", "shili.tools", "--as", "A001")
    let failed = try bank.run("report", "run", "summary", "--by", "unit", "--output", "half.tsv")
    #expect(failed.code == 1 && failed.error.contains("[LUA-301]"), "\(failed)")
    let names = try FileManager.default.contentsOfDirectory(atPath: bank.path)
    #expect(!names.contains { $0.hasPrefix("half.tsv") }, "\(names)")
  }
}
