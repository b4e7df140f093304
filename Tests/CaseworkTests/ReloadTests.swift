import Casework
import ConsumerProtection
import EventLedger
import Foundation
import PluginHost
import Testing
import XiaobaoTestSupport

/// Rules read anew while the workspace stays open: all of them or none.
@Suite struct ReloadTests {
  private typealias Bank = SampleWorkspace
  private static let first = "return {unit = 'HQ.CP', because = 'x'}"
  private static let second = "return {unit = 'HQ.CARD', because = 'x'}"

  /// What the engine answers now, with its place and reason, byte for byte.
  private static func answer(_ office: Workspace) async throws -> String {
    let done = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    let record = try await office.history(of: done.matter).first {
      $0.type == "decided" && $0.data["hook"]?.text == "complaint.route"
    }
    var members = record?.data.members ?? []
    members.removeAll { $0.name == "position" }
    return "\(members)"
  }

  /// A site file's text changed, or a plugin's folder.
  struct Step: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    let isPinned: Bool
    let change: @Sendable (SampleWorkspace) throws -> Void
    var testDescription: String { name }
  }

  private static func rewrite(
    _ bank: SampleWorkspace, _ path: String, _ change: (String) -> String
  ) throws {
    let file = "\(bank.paths.root)/\(path)"
    try change(String(contentsOfFile: file, encoding: .utf8))
      .write(toFile: file, atomically: true, encoding: .utf8)
  }

  static let steps: [Step] = [
    Step(name: "the site file is no YAML", code: "XB-102", isPinned: false) { bank in
      try rewrite(bank, "xiaobao.yaml") { $0 + "\nplugins: [" }
    },
    Step(name: "the site file has an unknown key", code: "XB-102", isPinned: false) { bank in
      try rewrite(bank, "xiaobao.yaml") { $0 + "\npluginz: []\n" }
    },
    Step(name: "a rule table is wrong", code: "XB-102", isPinned: false) { bank in
      try rewrite(bank, "xiaobao.yaml") { $0 + "\nrules: [{id: a, hook: 派单, rows: [{}]}]\n" }
    },
    Step(name: "the zone is another", code: "XB-107", isPinned: false) { bank in
      try rewrite(bank, "xiaobao.yaml") { $0 + "\nzone: UTC\n" }
    },
    Step(name: "the site file is gone", code: "XB-1", isPinned: false) { bank in
      try FileManager.default.removeItem(atPath: bank.paths.siteFile)
    },
    Step(name: "the folder was changed without approval", code: "LUA-103", isPinned: false) {
      bank in
      try PluginBank.write(second, to: bank)
    },
    Step(name: "the folder is gone", code: "LUA-102", isPinned: false) { bank in
      try FileManager.default.removeItem(atPath: "\(bank.paths.plugins)/acme.route")
    },
    Step(name: "the manifest is wrong", code: "LUA-101", isPinned: true) { bank in
      try rewrite(bank, "plugins/acme.route/plugin.yaml") { $0 + "\nhoks: {}\n" }
    },
    Step(name: "the settings do not fit", code: "LUA-108", isPinned: false) { bank in
      try rewrite(bank, "xiaobao.yaml") {
        $0.replacingOccurrences(of: "id: acme.route,", with: "id: acme.route, settings: {x: 1},")
      }
    },
    Step(name: "the order runs in a circle", code: "LUA-104", isPinned: true) { bank in
      try rewrite(bank, "xiaobao.yaml") {
        $0.replacingOccurrences(
          of: "id: cn.branch-routing, enforcement: off,", with: "id: cn.branch-routing,")
      }
      try rewrite(bank, "plugins/acme.route/plugin.yaml") {
        $0.replacingOccurrences(
          of: "before: [cn.branch-routing]",
          with: "before: [cn.branch-routing], after: [cn.branch-routing]")
      }
    },
    Step(name: "the file is not Lua", code: "LUA-201", isPinned: true) { bank in
      try PluginBank.write("return return", to: bank)
    },
    Step(name: "loading fails", code: "LUA-203", isPinned: true) { bank in
      try rewrite(bank, "plugins/acme.route/main.lua") { "error('at load')\n" + $0 }
    },
    Step(name: "the main file answers another hook", code: "LUA-204", isPinned: true) { bank in
      try rewrite(bank, "plugins/acme.route/main.lua") {
        $0.replacingOccurrences(of: "complaint.route", with: "complaint.rout")
      }
    },
  ]

  @Test(arguments: steps)
  func `whatever step fails, the old set goes on answering byte for byte`(step: Step) async throws {
    let bank = try await PluginBank.routing(Self.first, reads: "headcount")
    let office = try bank.open()
    let before = try await Self.answer(office)
    try step.change(bank)
    if step.isPinned {
      // Pinned as it is, so that only the named step can fail.
      let folder = try PluginFolder(path: "\(bank.paths.plugins)/acme.route")
      try Self.rewrite(bank, "xiaobao.yaml") { text in
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
          line.contains("id: acme.route")
            ? String(line).replacing(#/sha256:[0-9a-f]{64}/#, with: folder.digest.description)
            : String(line)
        }.joined(separator: "\n")
      }
    }
    let failure = await #expect(throws: Failure.self) { try await office.reloadPlugins() }
    #expect(failure?.code.hasPrefix(step.code) == true, "\(String(describing: failure))")
    #expect(try await Self.answer(office) == before)
  }

  @Test func `a sound change takes over whole: plugins, tables and limits`() async throws {
    let bank = try await PluginBank.routing(Self.first, reads: "headcount")
    let office = try bank.open()
    #expect(try await office.reloadPlugins().isChanged == false)
    let stamp = office.pluginStamp()
    #expect(office.pluginStamp() == stamp)
    #expect(try await Self.answer(office).contains("HQ.CP"))
    try PluginBank.write(Self.second, to: bank)
    #expect(office.pluginStamp() != stamp)
    _ = try await bank.open().approve("acme.route", as: Bank.by(Bank.administrator, "2026-03-02"))
    #expect(try await Self.answer(office).contains("HQ.CP"))
    #expect(try await office.reloadPlugins().isChanged)
    #expect(try await Self.answer(office).contains("HQ.CARD"))
    try Self.rewrite(bank, "xiaobao.yaml") {
      $0 + """

        rules: [{id: site.first, hook: 派单, rows: [{unit: B2}]}]
        limits: [{name: decision, budget: 2 natural_days}]

        """
    }
    let reload = try await office.reloadPlugins()
    #expect(reload.isChanged && reload.plugins.first == "site.first")
    let done = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    #expect(done.row?.unit == "B2" && done.row?.due == CivilDay(iso: "2026-03-04"))
    await office.close()
    #expect(try Workspace.verify(bank.paths, level: .deep).findings == [])
  }
}
