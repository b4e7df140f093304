import Foundation
import Testing

/// Plugins that misbehave: intake goes on, the case waits for a person, the failure is shown.
struct BadPluginTests {
  struct Bad: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    let body: String
    var testDescription: String { name }
  }

  static let bad = [
    Bad(name: "loops", code: "LUA-302", body: "while true do end"),
    Bad(
      name: "allocates", code: "LUA-303",
      body: "local text = 'x' while true do text = text .. text end"),
    Bad(name: "raises", code: "LUA-301", body: "error('出错了')"),
    Bad(name: "returns rubbish", code: "LUA-305", body: "return {unti = 'B1'}"),
  ]

  private func install(_ bank: Bank, body: String) throws {
    try bank.write(
      """
      id: test.bad
      version: 1.0.0
      api: "1.0"
      title: {zh: 坏插件, en: A bad plugin}
      hooks:
        complaint.route: {}
      limits: {wall_ms: 60000}
      """, to: "plugins/test.bad/plugin.yaml")
    try bank.write(
      "return { [\"complaint.route\"] = function(complaint, ctx) \(body) end }\n",
      to: "plugins/test.bad/main.lua")
    try bank.rewrite("xiaobao.yaml") { text in
      text.replacingOccurrences(of: "plugins:", with: "plugins:\n  - id: test.bad\n#")
    }
    try bank.must("plugin", "approve", "test.bad", "--as", "A001")
  }

  @Test(arguments: bad)
  func `a plugin that misbehaves is named and the case is held`(bad: Bad) async throws {
    let bank = try await Bank()
    try install(bank, body: bad.body)
    let ran = try bank.run(
      "complaint", "submit", "--file", "-", "--as", "C001", input: Bank.complaint)
    #expect(ran.code == 0, "\(ran)")
    #expect(ran.error.contains("[\(bad.code)]"), "\(ran.error)")
    for label in ["问题：", "办法：", "依据："] { #expect(ran.error.contains(label), "\(ran.error)") }
    #expect(ran.error.contains("test.bad"))
    #expect(ran.output.contains("转人工队列"), "\(ran.output)")
    let held = try bank.must("complaint", "list", "--held", "--json")
    #expect(held.contains(#""held":true"#))
    #expect(held.contains(#""rule":"CN3.18.simple""#), "the statutory limit runs")
    #expect(try bank.isSound())
  }

  @Test func `a plugin changed after approval is not asked, and shown everywhere`() async throws {
    let bank = try await Bank()
    try bank.rewrite("plugins/cn.branch-routing/main.lua") { $0 + "\n-- changed\n" }
    let list = try bank.run("plugin", "list")
    #expect(list.code == 2)
    #expect(list.output.contains("批准后有改动"))
    #expect(try bank.run("doctor").code == 2)
    let ran = try bank.run(
      "complaint", "submit", "--file", "-", "--as", "C001", input: Bank.complaint)
    #expect(ran.code == 0, "\(ran)")
    #expect(ran.error.contains("[LUA-103]"), "\(ran.error)")
    for label in ["问题：", "办法：", "依据："] { #expect(ran.error.contains(label), "\(ran.error)") }
    #expect(try bank.isSound())
    try bank.must("plugin", "approve", "cn.branch-routing", "--as", "A001")
    #expect(try bank.run("plugin", "list").code == 0)
  }

  @Test func `the shipped plugins check and test clean`() async throws {
    let bank = try await Bank()
    let check = try bank.run("plugin", "check")
    #expect(check.code == 0, "\(check)")
    let test = try bank.run("plugin", "test", "--json")
    #expect(!test.output.contains(#""passed":false"#), "\(test.output)")
    #expect(try bank.run("plugin", "order").code == 0)
  }
}
