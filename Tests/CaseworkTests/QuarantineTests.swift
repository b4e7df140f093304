import Casework
import ConsumerProtection
import EventLedger
import Foundation
import PluginHost
import Testing
import XiaobaoTestSupport

/// A digest that fails three times in a row is not asked again until somebody releases it.
@Suite struct QuarantineTests {
  private typealias Bank = SampleWorkspace
  private static let day = "2026-03-02"

  private static func submit(
    _ office: Workspace, headcount: Int = 1
  ) async throws -> Performed {
    try await office.submit(
      LifeCycleTests.draft([.init("headcount", .integer(Int64(headcount)))]),
      as: Bank.by(Bank.head, day))
  }

  /// A routing rule that fails for complaints of more than one person.
  private static let body =
    "if complaint.headcount > 1 then error('broken') end return {unit = 'HQ.CP', because = 'x'}"

  private static func history(_ office: Workspace) async throws -> [String] {
    try await office.history(of: MatterReference(MatterKind("plugin"), "acme.route")).map(\.type)
      .filter { $0 != "plugin.approved" }
  }

  @Test func `the third case in a row puts the digest into quarantine, a release lets it answer`()
    async throws
  {
    let bank = try await PluginBank.routing(Self.body, reads: "headcount")
    let office = try bank.open()
    _ = try await Self.submit(office, headcount: 2)
    _ = try await Self.submit(office, headcount: 2)
    #expect(try await Self.history(office) == ["plugin.failed", "plugin.failed"])
    #expect(try await Self.submit(office).row?.unit == "HQ.CP")
    #expect(try await Self.history(office).last == "plugin.recovered")
    // Another process goes on with the count.
    _ = try await Self.submit(try bank.open(), headcount: 2)
    _ = try await Self.submit(try bank.open(), headcount: 2)
    #expect(try await office.pluginTroubles().map(\.inARow) == [2])
    let third = try await Self.submit(try bank.open(), headcount: 2)
    #expect(third.failures.map(\.code.text) == ["LUA-301"])
    #expect(try await Self.history(office).suffix(2) == ["plugin.failed", "plugin.quarantined"])
    #expect(office.pluginRows().first { $0.id == "acme.route" }?.state == .quarantined)

    let held = try await Self.submit(office)
    #expect(held.row?.isHeld == true)
    #expect(held.failures.map(\.code.text) == ["LUA-109"])
    let asked = await office.pluginFailures()
    #expect(asked.map(\.code.text) == ["LUA-109"])

    for (actor, reason, code) in [
      (Bank.administrator, "", "XB-005"), (Bank.handler, "已查", "XB-009"),
    ] {
      let failure = await #expect(throws: Failure.self) {
        try await office.release(
          "acme.route", as: Invocation(actor: actor, on: Bank.day(Self.day), reason: reason))
      }
      #expect(failure?.code == code)
    }
    let released = try await office.release("acme.route", as: Bank.by(Bank.administrator, Self.day))
    #expect(released.inARow == 3 && released.code == "LUA-301")
    let last = try await office.history(
      of: MatterReference(MatterKind("plugin"), "acme.route")
    ).last
    #expect(last?.type == "plugin.released" && last?.data["reason"]?.text == "test")
    #expect(try await Self.submit(office).row?.unit == "HQ.CP")
    let twice = await #expect(throws: Failure.self) {
      try await office.release("acme.route", as: Bank.by(Bank.administrator, Self.day))
    }
    #expect(twice?.code == "XB-002")
    await office.close()
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }

  @Test
  func `a mended version is asked at once, and a plugin that gives up on purpose is no failure`()
    async throws
  {
    let bank = try await PluginBank.routing("ctx.fail('odd', 'an odd case')", reads: "headcount")
    let office = try bank.open()
    for _ in 1...3 { _ = try await Self.submit(office) }
    #expect(try await Self.history(office) == [])
    try PluginBank.write("error('broken')", to: bank)
    _ = try await bank.open().approve("acme.route", as: Bank.by(Bank.administrator, Self.day))
    for _ in 1...3 { _ = try await Self.submit(try bank.open()) }
    #expect(try await Self.history(office).last == "plugin.quarantined")
    try PluginBank.write("return {unit = 'HQ.CARD', because = 'x'}", to: bank)
    _ = try await bank.open().approve("acme.route", as: Bank.by(Bank.administrator, Self.day))
    #expect(try await Self.submit(try bank.open()).row?.unit == "HQ.CARD")
  }

  @Test func `an import counts failures in a row and goes on under the set without the plugin`()
    async throws
  {
    let bank = try await PluginBank.routing("error('broken')", reads: "headcount")
    let office = try bank.open()
    var csv =
      "Complaint ID,Submitted via,Date submitted,Date received,State,Product,Issue,"
      + "Company response to consumer\n"
    for number in 1...300 {
      csv += "\(number),Web,01/05/2026,01/05/2026,TX,Credit card,Billing,In progress\n"
    }
    let path = "\(bank.paths.root)/rows.csv"
    try csv.write(toFile: path, atomically: true, encoding: .utf8)
    let result = try await office.importFile(
      "cfpb", path: path, as: Bank.by(Bank.administrator, Self.day))
    #expect(result.accepted == 300, "\(result.rejected.prefix(2))")
    #expect(try await Self.history(office) == ["plugin.failed", "plugin.quarantined"])
    let last = try await office.complaints(ComplaintQuery()).items.map(\.id).max() ?? ""
    let records = try await office.history(of: MatterReference(Complaint.kind, last))
    let codes = records.compactMap { $0.data["failures"]?.array?.first?["code"]?.text }
    #expect(codes == ["LUA-109"])
    await office.close()
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }
}

/// A workspace with one invented plugin, `acme.route`, before or instead of the shipped routing.
enum PluginBank {
  static func routing(
    _ body: String, reads: String, enforcement: String = "mandatory", keepsShipped: Bool = false
  ) async throws -> SampleWorkspace {
    let bank = try await SampleWorkspace()
    let folder = "\(bank.paths.plugins)/acme.route"
    try FileManager.default.createDirectory(
      atPath: "\(folder)/locale", withIntermediateDirectories: true)
    func put(_ text: String, _ name: String) throws {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try put(
      """
      id: acme.route
      version: 1.0.0
      api: "1.0"
      title: {zh: 试验派单, en: Trial routing}
      hooks:
        complaint.route: {before: [cn.branch-routing], reads: [\(reads)]}
      """, "plugin.yaml")
    try put("x: 试验\n", "locale/zh.yaml")
    try put("x: trial\n", "locale/en.yaml")
    try write(body, to: bank)
    var site = try String(contentsOfFile: bank.paths.siteFile, encoding: .utf8)
      .replacingOccurrences(
        of: "policy:", with: "  - {id: acme.route, enforcement: \(enforcement)}\npolicy:")
    if !keepsShipped {
      site = site.replacingOccurrences(
        of: "id: cn.branch-routing,", with: "id: cn.branch-routing, enforcement: off,")
    }
    try site.write(toFile: bank.paths.siteFile, atomically: true, encoding: .utf8)
    _ = try await bank.open().approve(
      "acme.route", as: SampleWorkspace.by(SampleWorkspace.administrator, "2026-03-01"))
    return bank
  }

  static func write(_ body: String, to bank: SampleWorkspace) throws {
    try "return { [\"complaint.route\"] = function(complaint, ctx)\n  \(body)\nend }\n"
      .write(
        toFile: "\(bank.paths.plugins)/acme.route/main.lua", atomically: true, encoding: .utf8)
  }
}
