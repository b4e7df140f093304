import ConsumerProtection
import Testing

@testable import PluginHost

/// `plugin check` against `ctx`, settings, parameters, specs, and what the API deprecates.
@Suite struct ContextCheckTests {
  private let folder = plugin(
    "acme.cards", hooks: "{complaint.route: {reads: [amount, unit]}, report.a: {}}",
    main: """
      local text = require("host.text")
      local M = {}
      function M.route(complaint, ctx)
        local settings = ctx.settings
        if ctx.todya == nil then return nil end
        if settings.limt == nil or ctx.settings.desk == "" then return nil end
        if complaint.amount == nil and complaint.unit == nil then return nil end
        ctx.log(text.lower("A"))
      end
      function M.report(_, ctx)
        local params = ctx.params
        if params.fro == nil then return nil end
        return { title = ctx.params.from, blocks = {} }
      end
      return { ["complaint.route"] = M.route, ["report.a"] = M.report }
      """,
    more: "reports: {a: {title: {zh: 甲, en: A}, params: {from: {type: day}}}}",
    files: [
      "config.schema.json": """
      {"type": "object", "additionalProperties": false,
       "properties": {"limit": {"type": "integer"}, "desk": {"type": "string"}}}
      """,
      "tests/a_spec.lua": "it('x')\n",
    ])

  private func texts(_ problems: [PluginProblem]) -> [String] {
    problems.map { "\($0.severity.rawValue) \($0.code) \($0.place) \($0.problem.en)" }
  }

  @Test func `a field, a setting and a parameter that do not exist are named with the nearest`() {
    #expect(
      texts(PluginCheck.findings(in: folder)) == [
        "warning LUA-108 config.schema.json no code reads the setting limit",
        "error LUA-306 main.lua:5 ctx has no field `todya`; did you mean `today`?",
        "error LUA-108 main.lua:6 config.schema.json has no setting `limt`; did you mean `limit`?",
        "error LUA-306 main.lua:12 report.a has no parameter `fro`; did you mean `from`?",
        "error LUA-203 tests/a_spec.lua:1 it needs a function behind its name",
      ])
  }

  @Test func `what is deprecated works, and check says where it is used and what to use instead`() {
    func old(_ name: String) -> HostAPI.Deprecation {
      HostAPI.Deprecation(name, since: APILevel(1, 1), instead: Phrase("用新的", "use the new one"))
    }
    let list = ["host.text.lower", "ctx.log", "complaint.unit", "report.<id>", "ctx.day"].map(old)
    let found = PluginCheck.findings(in: folder, deprecations: list).filter {
      $0.code == .deprecated
    }
    let tail = "is deprecated since API 1.1: use the new one"
    #expect(
      texts(found) == [
        "warning LUA-205 main.lua:7 complaint.unit \(tail)",
        "warning LUA-205 main.lua:8 host.text.lower \(tail)",
        "warning LUA-205 main.lua:8 ctx.log \(tail)",
        "warning LUA-205 plugin.yaml report.<id> \(tail)",
      ])
    let answer = pluginSet([folder]).askRoute(card, context)
    #expect(!answer.failures.contains { $0.code == .deprecated }, "in production it is silent")
  }

  @Test func `everything deprecated exists, and says what to use instead`() {
    let names =
      HostAPI.functions.map(\.fullName) + HookDeclaration.all.map(\.name)
      + HostAPI.contextFields.map { "ctx.\($0.name)" }
      + ComplaintFields.names.map { "complaint.\($0)" }
    for old in HostAPI.deprecations {
      #expect(names.contains(old.name), "\(old.name)")
      #expect(old.since <= APILevel.current)
      #expect(!old.instead.zh.isEmpty && !old.instead.en.isEmpty)
    }
  }

  @Test func `every setting of the site that does not fit is named with its path and line`() {
    let settings = JSONValue.object([
      .init("limit", .text("many")), .init("dsk", .text("HQ")),
    ])
    let entry = SitePlugin(id: "acme.cards", digest: nil, settings: settings, line: 12)
    let found = PluginCheck.findings(of: entry, file: "xiaobao.yaml", in: folder)
    #expect(found.map(\.place) == ["xiaobao.yaml:12", "xiaobao.yaml:12"])
    #expect(found.contains { $0.problem.en.hasPrefix("settings.limit of acme.cards: ") })
    #expect(found.contains { $0.problem.en.contains("did you mean `desk`?") }, "\(found)")
    let sound = SitePlugin(id: "acme.cards", digest: nil, settings: nil)
    #expect(PluginCheck.findings(of: sound, file: "xiaobao.yaml", in: folder) == [])
  }

  @Test func `a field that a hook's own subject does not have is named, and its parameters too`() {
    let folder = plugin(
      "acme.funds", hooks: "{fund.assess: {}, matter.guard: {}}",
      main: """
        local M = {}
        function M.assess(claim)
          if claim.amuont == nil then return nil end
        end
        function M.guard(_, ctx)
          if ctx.params.comand == "close" then return nil end
        end
        return { ["fund.assess"] = M.assess, ["matter.guard"] = M.guard }
        """)
    #expect(
      texts(PluginCheck.findings(in: folder)) == [
        "error LUA-306 main.lua:3 claim has no field `amuont`; did you mean `amount`?",
        "error LUA-306 main.lua:6 matter.guard has no parameter `comand`; did you mean `command`?",
      ])
  }
}
