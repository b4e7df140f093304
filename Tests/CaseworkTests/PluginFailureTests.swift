import Casework
import ConsumerProtection
import EventLedger
import Foundation
import PluginHost
import Testing
import XiaobaoTestSupport

/// A failing plugin never loses a complaint: the case falls back, is flagged, and the failure is shown.
@Suite struct PluginFailureTests {
  private typealias Bank = SampleWorkspace

  static let failures: [(name: String, body: String, code: String)] = [
    ("loops", "while true do end", "LUA-302"),
    ("loops behind pcall", "while true do pcall(function() while true do end end) end", "LUA-302"),
    ("allocates", "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(100000) .. i end", "LUA-30"),
    ("raises", "error('broken')", "LUA-301"),
    ("raises a table", "error({})", "LUA-301"),
    ("returns rubbish", "return 42", "LUA-305"),
    ("returns false", "return false", "LUA-305"),
    ("returns an unknown key", "return {unit = 'HQ.CP', persn = 'H001', because = 'x'}", "LUA-305"),
    (
      "reads a field it did not declare", "return {unit = complaint.product, because = 'x'}",
      "LUA-307"
    ),
    (
      "reads a field that does not exist", "local name = 'amuont' return complaint[name]", "LUA-306"
    ),
  ]

  @Test(arguments: failures)
  func `a routing plugin that fails holds the case in the manual queue`(
    failure: (name: String, body: String, code: String)
  ) async throws {
    let bank = try await Self.bank(routing: failure.body)
    let office = try bank.open()
    let done = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    #expect(done.row?.isHeld == true, "\(failure.name)")
    #expect(done.row?.unit == "B1")
    #expect(done.row?.due == CivilDay(iso: "2026-03-17"))
    let shown = try #require(done.failures.first, "\(failure.name)")
    #expect(shown.code.text.hasPrefix(failure.code), "\(failure.name): \(shown.code.text)")
    for language in Language.allCases {
      let block = shown.block(in: language)
      #expect(block.contains("acme.route") && block.contains(done.matter.id))
      #expect(!block.contains("测试客户"))
    }
    let record = try await office.history(of: done.matter).first { $0.type == "decided" }
    #expect(record?.data["failures"]?.array?.isEmpty == false)
    await office.close()
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }

  @Test func `a plugin that was changed after approval is not asked, and the case is held`()
    async throws
  {
    let bank = try await Self.bank(routing: "return {unit = 'HQ.CP', because = 'x'}")
    let file = "\(bank.paths.plugins)/acme.route/main.lua"
    let before = try await bank.open().submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    #expect(before.row?.isHeld == false)
    #expect(before.row?.unit == "HQ.CP")
    try (String(contentsOfFile: file, encoding: .utf8) + "\n-- changed")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let office = try bank.open()
    #expect(office.pluginRows().first { $0.id == "acme.route" }?.state == .changed)
    let after = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    #expect(after.row?.isHeld == true)
    #expect(after.failures.first?.code.text == "LUA-103")
    _ = try await office.approve("acme.route", as: Bank.by(Bank.administrator, "2026-03-02"))
    let approved = try await bank.open().submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    #expect(approved.row?.isHeld == false)
  }

  /// A workspace whose routing is one invented plugin.
  private static func bank(routing body: String) async throws -> Bank {
    let bank = try await Bank()
    let folder = "\(bank.paths.plugins)/acme.route"
    try FileManager.default.createDirectory(
      atPath: "\(folder)/locale", withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try write(
      """
      id: acme.route
      version: 1.0.0
      api: "1.0"
      title: {zh: 试验派单, en: Trial routing}
      hooks:
        complaint.route: {before: [cn.branch-routing], reads: [amount, business_class]}
      """, "plugin.yaml")
    try write("x: 试验\n", "locale/zh.yaml")
    try write("x: trial\n", "locale/en.yaml")
    try write(
      "return { [\"complaint.route\"] = function(complaint, ctx)\n  \(body)\nend }\n", "main.lua")
    let site = try String(contentsOfFile: bank.paths.siteFile, encoding: .utf8)
      .replacingOccurrences(
        of: "policy:", with: "  - id: acme.route\npolicy:"
      )
      .replacingOccurrences(
        of: "id: cn.branch-routing,", with: "id: cn.branch-routing, enforcement: off,")
    try site.write(toFile: bank.paths.siteFile, atomically: true, encoding: .utf8)
    _ = try await bank.open().approve(
      "acme.route", as: Bank.by(Bank.administrator, "2026-03-01"))
    return bank
  }
}
