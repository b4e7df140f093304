import Casework
import ConsumerProtection
import Foundation
import PluginHost
import Testing
import XiaobaoTestSupport

@Suite struct ApprovalTests {
  private typealias Bank = SampleWorkspace

  @Test func `only an administrator approves a plugin, and the approval stands in the ledger`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let before = try Files.readText(bank.paths.siteFile)
    for actor in [Bank.counter, Bank.handler, "X999"] {
      let failure = await #expect(throws: Failure.self) {
        try await office.approve("cn.calendar", as: Invocation(actor: actor))
      }
      #expect(failure?.code == "XB-009")
    }
    #expect(try Files.readText(bank.paths.siteFile) == before)
    let approval = try await office.approve(
      "cn.calendar", as: Invocation(actor: Bank.administrator))
    let history = try await office.history(
      of: MatterReference(MatterKind("plugin"), "cn.calendar"))
    #expect(history.map(\.type) == ["plugin.approved"])
    #expect(history.first?.actor == Bank.administrator)
    #expect(history.first?.data["after"]?.text == approval.after.description)
  }

  @Test func `an entry that left the site file meanwhile is not approved`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let text = try Files.readText(bank.paths.siteFile)
    try Files.write(
      Array(text.replacing("cn.calendar", with: "cn.kalender").utf8), to: bank.paths.siteFile)
    let failure = await #expect(throws: Failure.self) {
      try await office.approve("cn.calendar", as: Invocation(actor: Bank.administrator))
    }
    #expect(failure?.code == "XB-106")
    #expect(failure?.remedy.zh.contains("digest: \"sha256:") == true)
    // Nothing is on record of it.
    let unknown = await #expect(throws: Failure.self) {
      try await office.history(of: MatterReference(MatterKind("plugin"), "cn.calendar"))
    }
    #expect(unknown?.code == "XB-002")
  }

  @Test func `a route to a unit that is not there holds the case and says so, then and later`()
    async throws
  {
    let site = Bank.site(policy: "{backdating_days: unlimited}")
      .replacingOccurrences(of: "B.loan: HQ.CP", with: "B.loan: ZZZ")
    let bank = try await Bank(site: site)
    let office = try bank.open()
    let done = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    #expect(done.route == nil)
    #expect(done.row?.isHeld == true)
    #expect(done.warnings.map(\.code) == ["route_unknown_unit"])
    #expect(done.warnings.first?.message.zh.contains("ZZZ") == true)
    let route = try await office.explain(done.matter.id, as: Bank.by(Bank.head, "2026-03-02"))
      .decisions.first { $0.hook == "complaint.route" }
    #expect(route?.used == [])
    #expect(route?.losers.first?.reason != nil)
  }

  @Test func `wrong report parameters are the caller's, not the plugin's`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let by = Invocation(actor: Bank.head)
    let year = await #expect(throws: Failure.self) {
      try await office.runReport(
        "annual-disclosure", parameters: [("year", "20x4")], as: by)
    }
    #expect(year?.code == "XB-008")
    #expect(year?.exit == .usage)
    let dimension = await #expect(throws: Failure.self) {
      try await office.runReport("summary", parameters: [("by", "foo")], as: by)
    }
    #expect(dimension?.code == "LUA-309")
    #expect(dimension?.detail == nil)
  }

  @Test func `a new workspace finds its head office and administrator in years gone by`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.path + "/xiaobao-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = CreationOptions()
    options.name = Phrase(same: "测试银行")
    options.administrator = "10001"
    options.pluginSource = Repository.plugins
    _ = try await Workspace.create(
      at: folder, options: options, as: Invocation(actor: "10001"))
    let office = try Workspace(opening: WorkspacePaths(root: folder), access: .writing)
    let day = try #require(CivilDay(iso: "2017-06-01"))
    #expect(try await office.unit("HQ").isActive(on: day))
    #expect(try await office.person("10001").has(.administrator, on: day))
  }
}
