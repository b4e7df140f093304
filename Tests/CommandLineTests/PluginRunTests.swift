import Foundation
import Testing
import XiaobaoTestSupport

/// `plugin run`: one hook, one answer; no approval is needed and nothing is written.
struct PluginRunTests {
  private static let rule = """
    local M = {}
    function M.route(complaint, ctx)
      ctx.log("asked")
      if complaint.product == "失败" then error("出错") end
      if complaint.product == "拒绝" then ctx.fail("no_desk", "没有承办机构") end
      if complaint.amount == nil or complaint.amount < ctx.settings.limit then
        return nil
      end
      return { unit = ctx.settings.desk, because = { "large", amount = complaint.amount } }
    end
    return { ["complaint.route"] = M.route }
    """

  private func bank() async throws -> Bank {
    let bank = try await Bank()
    let folder = "drafts/test.large"
    try bank.write(
      """
      id: test.large
      version: 1.0.0
      api: "1.0"
      title: {zh: 大额, en: Large}
      hooks:
        complaint.route: {reads: [amount, product]}
      """, to: "\(folder)/plugin.yaml")
    try bank.write(Self.rule, to: "\(folder)/main.lua")
    try bank.write(
      """
      {"type": "object", "properties": {"limit": {"type": "integer", "default": 100},
       "desk": {"type": "string", "default": "HQ.CP"}}}
      """, to: "\(folder)/config.schema.json")
    try bank.write("large: 金额 {amount} 分\n", to: "\(folder)/locale/zh.yaml")
    try bank.write("large: \"{amount} fen\"\n", to: "\(folder)/locale/en.yaml")
    return bank
  }

  private func run(_ bank: Bank, _ more: String..., input: String = "{}") throws -> Ran {
    try bank.program.run(
      ["plugin", "run", "drafts/test.large", "complaint.route"] + more, input: Array(input.utf8))
  }

  @Test func `an answer comes with what was read, why, and what it used`() async throws {
    let bank = try await bank()
    let id = try bank.submit()
    let before = try bank.must("ledger", "stat", "--json")
    let asked = try run(bank, "--case", id, "--json", "--show-input")
    #expect(asked.code == 0, "\(asked)")
    try Golden.check(Golden.steady(asked.output), "json/plugin-run.json")
    let text = try run(bank, "--input", "-", input: #"{"amount": 99}"#)
    #expect(text.code == 0)
    #expect(text.output.contains("没有意见（nil）"), "\(text)")
    #expect(text.output.contains("product、amount"), "\(text)")
    #expect(!text.output.contains("amount=99"), "values are shown only when they are asked for")
    #expect(try bank.must("ledger", "stat", "--json") == before, "nothing was written")
  }

  @Test func `a process of its own gives the same answer`() async throws {
    let bank = try await bank()
    func asked(_ isolation: String) throws -> Ran {
      try run(
        bank, "--input", "-", "--isolation", isolation, "--json", input: #"{"amount": 100}"#)
    }
    let (here, there) = (try asked("inprocess"), try asked("worker"))
    #expect(here.code == 0 && there.code == 0, "\(there)")
    #expect(Golden.steady(here.output) == Golden.steady(there.output))
  }

  @Test func `settings come from a file, and the clock from the command line`() async throws {
    let bank = try await bank()
    try bank.write("desk: B1\n", to: "settings.yaml")
    let ran = try run(
      bank, "--input", "-", "--settings", "settings.yaml", "--now", "2026-03-02T02:00:00.000Z",
      "--json", input: #"{"amount": 100}"#)
    #expect(ran.output.contains(#""unit":"B1""#), "\(ran)")
    try bank.write("limit: many\n", to: "settings.yaml")
    let wrong = try run(bank, "--input", "-", "--settings", "settings.yaml")
    #expect(wrong.code == 1 && wrong.error.contains("[LUA-108]"), "\(wrong)")
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let input: String
    let code: Int32
    let says: [String]
    var testDescription: String { input }
  }

  @Test(arguments: [
    Refused(
      input: #"{"product": "失败"}"#, code: 1,
      says: ["[LUA-301]", ">   4 |", "重现：xiaobao plugin run drafts/test.large complaint.route"]),
    Refused(input: #"{"product": "拒绝"}"#, code: 1, says: ["[LUA-309]", "没有承办机构"]),
    Refused(
      input: #"{"amuont": 1, "amount": "x"}"#, code: 64,
      says: ["<stdin>", "是否为 amount", "应为整数", "[LUA-306]"]),
    Refused(input: "[1", code: 1, says: ["<stdin>:1:3", "[XB-007]"]),
  ])
  func `what cannot be answered says why and how to see it again`(case refused: Refused)
    async throws
  {
    let ran = try run(try await bank(), "--input", "-", input: refused.input)
    #expect(ran.code == refused.code, "\(ran)")
    for words in refused.says { #expect(ran.error.contains(words), "\(words): \(ran.error)") }
    for label in ["问题：", "办法：", "依据："] { #expect(ran.error.contains(label)) }
  }

  @Test func `a hook that the plugin does not answer is named with those that it does`()
    async throws
  {
    let bank = try await bank()
    let ran = try bank.run("plugin", "run", "drafts/test.large", "complaint.rout", "--input", "-")
    #expect(ran.code == 64 && ran.error.contains("是否为 complaint.route"), "\(ran)")
    let none = try bank.run("plugin", "run", "drafts/test.large", "complaint.route")
    #expect(none.code == 64 && none.error.contains("--case"), "\(none)")
  }

  @Test func `tests run by the program end with the code that their result deserves`() async throws
  {
    let bank = try await bank()
    try bank.write(
      """
      it("large", function()
        expect(ask("complaint.route", { amount = 100 })).has({ unit = "HQ.CP" })
      end)
      """, to: "drafts/test.large/tests/large_spec.lua")
    func test(_ more: String...) throws -> Ran {
      try bank.program.run(["plugin", "test", "drafts/test.large"] + more)
    }
    #expect(try test().code == 0)
    let covered = try test("--coverage", "--json")
    #expect(covered.output.contains(#""coverage":{"percent":"#), "\(covered)")
    #expect(try test("--threshold", "50").code == 0)
    let low = try test("--threshold", "100")
    #expect(low.code == 2 && low.error.contains("低于 100%"), "\(low)")
    #expect(try test("--annotate").output.contains("+   3 |   ctx.log"))
    #expect(
      try test("--format", "tap", "--seed", "7").output.hasPrefix("TAP version 14\n1..1\nok 1"))
    #expect(try test("--format", "junit", "--output", "t.xml").output.isEmpty)
    #expect(
      try String(contentsOfFile: "\(bank.path)/t.xml", encoding: .utf8).contains("tests=\"1\""))
  }

  @Test func `tests that are watched run again when a file changes`() async throws {
    let bank = try await bank()
    try bank.write(
      "- {name: none, hook: complaint.route, given: {}, expect: null}\n",
      to: "drafts/test.large/tests/a.yaml")
    let running = try bank.program.start(["plugin", "test", "drafts/test.large", "--watch"])
    #expect(try running.prints("1 例，通过 1"))
    try bank.write(
      """
      - {name: none, hook: complaint.route, given: {}, expect: null}
      - {name: other, hook: complaint.route, given: {amount: 100}, expect: null}
      """, to: "drafts/test.large/tests/a.yaml")
    #expect(try running.prints("2 例，通过 1，未通过 1"))
    #expect(try running.interrupted().code == 2)
  }
}
