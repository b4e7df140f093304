import ConsumerProtection
import Foundation
import Testing
import XiaobaoTestSupport

/// What `doctor` finds beside files and keys.
struct DoctorTests {
  private func install(_ bank: Bank, _ id: String, unit: String, limit: Int) throws {
    try bank.write(
      """
      id: \(id)
      version: 1.0.0
      api: "1.0"
      title: {zh: 试, en: Trial}
      hooks: {complaint.route: {}}
      limits: {instructions: \(limit)}
      """, to: "plugins/\(id)/plugin.yaml")
    try bank.write(
      """
      return { ["complaint.route"] = function()
        local n = 0
        for i = 1, 100 do n = n + i end
        return { unit = "\(unit)", because = "own" }
      end }
      """, to: "plugins/\(id)/main.lua")
    try bank.write("own: 试\n", to: "plugins/\(id)/locale/zh.yaml")
    try bank.write("own: trial\n", to: "plugins/\(id)/locale/en.yaml")
  }

  private func items(_ bank: Bank) throws -> (code: Int32, named: [String: JSONValue]) {
    let ran = try bank.run("doctor", "--json", "--lang", "en")
    let items = try JSONReader.value(of: Array(ran.output.utf8))["items"]?.array ?? []
    return (
      ran.code, Dictionary(items.map { ($0["name"]?.text ?? "", $0) }, uniquingKeysWith: { $1 })
    )
  }

  @Test func `conflicts of the last decisions are named, and a budget nearly spent is a finding`()
    async throws
  {
    let bank = try await Bank()
    try install(bank, "test.first", unit: "HQ.CP", limit: 10_000)
    let asked = try bank.must(
      "plugin", "run", "test.first", "complaint.route", "--input", "-", "--json", input: "{}")
    let used = try #require(
      JSONReader.value(of: Array(asked.utf8))["instructions"]?.integer.map(Int.init))
    try install(bank, "test.first", unit: "HQ.CP", limit: used + 1)
    try install(bank, "test.second", unit: "B1", limit: used * 10)
    try bank.rewrite("xiaobao.yaml") {
      $0.replacingOccurrences(
        of: "plugins:", with: "plugins:\n  - id: test.first\n  - id: test.second\n#")
    }
    for id in ["test.first", "test.second"] {
      try bank.must("plugin", "approve", id, "--as", "A001")
    }
    try bank.submit()
    try bank.submit()
    let found = try items(bank)
    #expect(found.code == 2)
    let conflicts = found.named["conflicts"]?["detail"]?["en"]?.text ?? ""
    #expect(
      conflicts
        == "complaint.route unit: test.first and test.second disagreed 2 times, the first stood")
    let budgets = found.named["budgets"]
    #expect(budgets?["ok"]?.boolean == false)
    let words = budgets?["problem"]?["en"]?.text ?? ""
    #expect(words.hasPrefix("test.first complaint.route: p50 \(used)"), "\(words)")
    #expect(!words.contains("test.second"))
  }

  @Test func `the library is named with each known defect and what keeps plugins from it`()
    async throws
  {
    let found = try items(try await Bank()).named
    let lua = found["lua"]?["detail"]?["en"]?.text ?? found["lua"]?["problem"]?["en"]?.text ?? ""
    #expect(lua.hasPrefix("Lua 5.4."), "\(lua)")
    #expect(found["disk"]?["detail"]?["en"]?.text?.hasSuffix("free") == true)
    #expect(found["calendar"] != nil && found["deprecated"]?["ok"]?.boolean == true)
    #expect(found["order"]?["detail"]?["en"]?.text?.contains("complaint.route 1") == true)
  }
}
