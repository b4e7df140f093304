import ConsumerProtection
import Foundation
import Reporting
import Testing

@testable import LuaBridge
@testable import PluginHost

/// The API is declared once, and everything else is made from it.
@Suite struct HostAPITests {
  private let state = HostState(
    set: PluginSet(folders: [], site: []), plugin: "test",
    locale: LocaleTexts(of: folder("test", [:])), context: context)

  @Test func `each declared function has a body and each body a declaration`() {
    let declared = Set(HostAPI.functions.filter { $0.module != "ctx" }.map(\.fullName))
    #expect(Set(HostAPI.bodies(for: state).keys) == declared)
    #expect(
      Set(HostAPI.functions.filter { $0.module == "ctx" }.map(\.name))
        == Set(
          Array(HostAPI.contextBodies(for: state).keys)
            + LuaRecordLayout.Builtin.allCases.map(\.rawValue)))
  }

  @Test func `no function is declared twice and each belongs to a module`() {
    let names = HostAPI.functions.map(\.fullName)
    #expect(Set(names).count == names.count)
    #expect(Set(HostAPI.functions.map(\.module)) == Set(HostAPI.moduleNames + ["ctx"]))
  }

  @Test(arguments: HostAPI.functions)
  func `the example of a function runs`(function: HostFunctionDeclaration) throws {
    let modules = HostAPI.moduleNames.map { module in
      "local \(module.split(separator: ".").last ?? "") = require(\"\(module)\")"
    }
    let main = """
      \(modules.joined(separator: " "))
      return { ["report.example"] = function(_, ctx)
        local function example() \(function.example) end
        example()
        return { title = "ran", blocks = {} }
      end }
      """
    let example = plugin(
      "test.example", hooks: "{report.example: {}}", main: main,
      more: """
        permissions: [query.aggregate]
        reports: {example: {title: {zh: 例, en: Example}}}
        """)
    let set = pluginSet([example])
    let query = FixedQuery([.init(by: ["year"], table: CountTable(rows: [], total: 0))])
    let document = try set.runReport("example", context, query: query)
    #expect(document.title == "ran")
  }

  @Test(arguments: HostAPI.levels)
  func `every declaration of a supported level is still there, unchanged`(level: APILevel) throws {
    let fixture = try Fixture.text("api-\(level).json")
    let broken = HostAPI.broken(fixture, now: HostAPI.compatibilityFixture(of: level))
    #expect(broken == [], "something that API \(level) offers was changed or removed")
  }

  @Test(arguments: HostAPI.levels)
  func `what a level offers is written down in its fixture`(level: APILevel) throws {
    try Golden.expect(HostAPI.compatibilityFixture(of: level), "api-\(level).json")
  }

  @Test func `what is removed, renamed or changed is found, what is added is not`() throws {
    let fixture = try Fixture.text("api-1.0.json")
    let lines = fixture.split(separator: "\n").map(String.init)
    let trim = try #require(lines.first { $0.contains("host.text.trim") })
    let changes: [(String, Int)] = [
      (fixture.replacing(trim + "\n", with: ""), 1),
      (fixture.replacing("host.text.trim", with: "host.text.strip"), 1),
      (
        fixture.replacing(
          "\"name\":\"amount\",\"type\":\"integer\"", with: "\"name\":\"amount\",\"type\":\"text\""),
        1
      ),
      (fixture + "{\"kind\":\"function\",\"name\":\"host.new\"}\n", 0), (fixture, 0),
    ]
    for (now, count) in changes {
      #expect(HostAPI.broken(fixture, now: now).count == count)
    }
  }

  @Test(arguments: HostAPI.levels)
  func `a plugin written for a supported level passes its tests, unchanged`(level: APILevel) throws
  {
    let path = "\(RepositoryPlugins.root)/Tests/PluginHostTests/Fixtures/levels/\(level)/old.rules"
    let folder = try PluginFolder(path: path)
    #expect(try folder.manifest.get().api == level)
    #expect(PluginCheck.findings(in: folder).filter { $0.severity == .error } == [])
    let report = PluginTestRunner.run(folder, others: try RepositoryPlugins.calendar(besides: ""))
    #expect(report.passed && report.cases.count >= 10, "\(report.text(in: .en))")
  }

  @Test(arguments: [
    ("docs/reference/lua-api.md", Language.en), ("docs/zh/reference/lua-api.md", .zh),
  ])
  func `the reference page is what the declarations say`(page: (path: String, language: Language))
    throws
  {
    try Golden.expect(
      HostAPI.referencePage(in: page.language), at: "\(RepositoryPlugins.root)/\(page.path)")
  }

  @Test func `the stubs are Lua and name every function`() throws {
    for file in HostAPI.stubFiles(in: .en)
      + [HostAPI.StubFile(path: "all.lua", text: HostAPI.stubs(in: .zh))]
    {
      #expect(file.text.hasPrefix("---@meta"))
      let machine = try LuaMachine()
      try machine.compile([LuaSource(name: "stub.lua", text: file.text)])
    }
    let all = HostAPI.stubs(in: .en)
    for function in HostAPI.functions where function.module != "ctx" {
      #expect(all.contains(".\(function.name)("))
    }
  }

  @Test func `the lint list holds exactly the globals of the sandbox`() throws {
    let names = HostAPI.globals.flatMap { global in
      global.members.isEmpty ? [global.name] : global.members.map { "\(global.name).\($0)" }
    }
    let main = names.map { "if \($0) == nil then error(\"\($0)\") end" }.joined(separator: "\n")
    let machine = try LuaMachine()
    _ = try machine.load([LuaSource(name: "main.lua", text: main + "\nreturn {}")])
    for library in HostAPI.globals where !library.members.isEmpty {
      let list = library.members.map { "[\"\($0)\"] = true" }.joined(separator: ", ")
      let source = """
        local known = { \(list) }
        for name in pairs(\(library.name)) do
          if not known[name] then error(name) end
        end
        return {}
        """
      _ = try LuaMachine().load([LuaSource(name: "main.lua", text: source)])
    }
  }

  @Test func `a function is refused outside its hooks with the list of hooks`() {
    let refusals = HostAPI.refusals(for: "complaint.route", permissions: [.queryAggregate])
    #expect(
      refusals == [
        "host.query.count":
          "host.query.count cannot be called in complaint.route; only in: watch.detect, report.<id>, command.<name>",
        "host.query.dimensions":
          "host.query.dimensions cannot be called in complaint.route; only in: watch.detect, report.<id>, command.<name>",
      ])
    #expect(
      HostAPI.refusals(for: "report.summary", permissions: []) == [
        "host.query.count": "host.query.count needs the permission query.aggregate in plugin.yaml",
        "host.query.dimensions":
          "host.query.dimensions needs the permission query.aggregate in plugin.yaml",
      ])
  }
}
