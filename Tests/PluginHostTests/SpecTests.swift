import ConsumerProtection
import Testing

@testable import PluginHost

/// Specs in Lua, coverage, and the formats of test results.
@Suite struct SpecTests {
  private static let router = """
    local rules = require("rules")
    return { ["complaint.route"] = function(complaint, ctx)
      if complaint.amount == nil then return nil end
      if rules.is_large(complaint.amount, ctx.settings.limit) then
        return { unit = "HQ", because = { "large", amount = complaint.amount } }
      end
      if ctx.today > "2026-12-31" then
        return { unit = "B1", because = "next_year" }
      end
    end }
    """

  private func plugin(spec: String, yaml: String = "[]") -> PluginFolder {
    PluginHostTests.plugin(
      "acme.cards", hooks: "{complaint.route: {reads: [amount]}}", main: Self.router,
      files: [
        "rules.lua": """
        local M = {}
        function M.is_large(amount, limit)
          return amount > limit
        end
        function M.unused()
          return 1
        end
        return M
        """,
        "config.schema.json": """
        {"type": "object", "properties": {"limit": {"type": "integer", "default": 100}}}
        """, "tests/a.yaml": yaml, "tests/route_spec.lua": spec,
      ])
  }

  @Test func `a spec asks in the sandbox and says which line did not hold`() throws {
    let folder = plugin(
      spec: """
        local rules = require("rules")
        describe("route", function()
          describe("large", function()
            it("goes to the head office", function()
              local answer = ask("complaint.route", { amount = 101 })
              expect(answer).is({ unit = "HQ", because = { "large", { amount = 101 } } })
              expect(answer).has({ unit = "HQ" })
              expect(answer).reads({ "amount" })
            end)
            it("has its limit from the settings", function()
              expect(ask("complaint.route", { amount = 9 }, { settings = { limit = 8 } })).has({ unit = "HQ" })
              expect(ask("complaint.route", { amount = 9 })).is(nil)
            end)
          end)
          it("sees the day that the test sets", function()
            expect(ask("complaint.route", { amount = 1 }, { today = "2027-01-01" })).has({ unit = "B1" })
          end)
          it("may use the plugin's own modules", function() expect(rules.is_large(2, 1)).is(true) end)
          it("knows of failures", function()
            local failure = fails("complaint.route", { amount = 9 }, { settings = { limit = "x" } })
            expect(failure.code).is("LUA-108")
          end)
        end)
        """)
    let report = PluginTestRunner.run(folder)
    #expect(report.passed, "\(report.text(in: .en))")
    #expect(
      report.cases.map(\.name) == [
        "route large goes to the head office", "route large has its limit from the settings",
        "route sees the day that the test sets", "route may use the plugin's own modules",
        "route knows of failures",
      ])
    #expect(report.cases.map(\.line) == [4, 10, 15, 18, 19])
  }

  @Test func `each way in which a spec can fail has its own words, in both languages`() throws {
    let folder = plugin(
      spec: """
        it("differs", function()
          expect(ask("complaint.route", { amount = 101 })).is({ unit = "XX" })
        end)
        it("lacks", function() expect({ 1, 2 }).has({ 3 }) end)
        it("reads others", function()
          expect(ask("complaint.route", { amount = 1 })).reads({ "cause" })
        end)
        it("field", function() ask("complaint.route", { amuont = 1 }) end)
        it("hook", function() ask("complaint.roote", {}) end)
        it("option", function() ask("complaint.route", {}, { setings = {} }) end)
        it("answered", function() fails("complaint.route", { amount = 1 }) end)
        it("error", function() local x = nil; return x.y end)
        it("loop", function() while true do end end)
        it("failed", function() ask("complaint.route", { amount = 9 }, { settings = { limit = "x" } }) end)
        """)
    let report = PluginTestRunner.run(folder)
    #expect(report.cases.allSatisfy { !$0.passed })
    try Golden.expect(
      report.text(in: .zh) + "\n\n" + report.text(in: .en) + "\n", "plugin-spec.txt")
  }

  @Test func `a spec that cannot be loaded is a problem with its place`() {
    let syntax = PluginTestRunner.run(plugin(spec: "it('x', function()\n"))
    #expect(syntax.problems.map(\.place) == ["tests/route_spec.lua:2"], "\(syntax.problems)")
    let early = PluginTestRunner.run(plugin(spec: "local a = 1\nask('complaint.route', {})\n"))
    #expect(early.problems.first?.problem.en == "ask may be called inside it(…) only")
    #expect(!syntax.passed && !early.passed)
  }

  @Test func `coverage names each line that no test ran, in files that no test loaded too`() throws
  {
    let folder = plugin(
      spec: """
        it("large", function() ask("complaint.route", { amount = 101 }) end)
        """, yaml: "[{name: absent, hook: complaint.route, given: {}, expect: null}]")
    var options = PluginTestRunner.Options()
    options.recordsCoverage = true
    let coverage = try #require(PluginTestRunner.run(folder, options: options).coverage)
    #expect(coverage.files.map(\.path) == ["main.lua", "rules.lua"])
    #expect(coverage.files.map(\.missed) == [[7, 8], [6]])
    try Golden.expect(
      coverage.text(in: .zh) + "\n" + coverage.text(in: .en) + "\n"
        + coverage.listing(of: folder) + "\n", "plugin-coverage.txt")
    options.filter = "absent"
    let less = try #require(PluginTestRunner.run(folder, options: options).coverage)
    #expect(less.basisPoints < coverage.basisPoints)
  }

  @Test func `any order gives the same report`() {
    let folder = plugin(
      spec: (1...9).map { "it('spec \($0)', function() expect(\($0 % 3)).is(1) end)" }
        .joined(separator: "\n"))
    let plain = PluginTestRunner.run(folder)
    for seed in UInt64(0)..<20 {
      var options = PluginTestRunner.Options()
      options.seed = seed
      #expect(PluginTestRunner.run(folder, options: options) == plain)
    }
    #expect(plain.cases.count { $0.passed } == 3)
  }

  @Test func `TAP and JUnit say the same as the text, with every sign escaped`() throws {
    let folder = plugin(
      spec: "it('a < b & \"c\" # d', function() expect('<&>').is('\u{7}') end)",
      yaml:
        "- {name: \"passes\", hook: complaint.route, given: {amount: 1}, expect: null}\n- {nam: x}")
    let report = PluginTestRunner.run(folder)
    try Golden.expect(PluginTestFormats.tap([report], in: .en), "plugin-test.tap")
    try Golden.expect(PluginTestFormats.junit([report], in: .zh), "plugin-test.xml")
  }

  @Test func `given and now are read, whatever stands first`() {
    let clock = PluginHostTests.plugin(
      "a", hooks: "{calendar.days: {}}",
      main: """
        return { ["calendar.days"] = function(year, ctx)
          if year ~= 2027 or ctx.now ~= "2026-12-31T20:00:00.000Z" then return nil end
          return { { day = ctx.today, kind = "holiday", name = { zh = "元旦", en = "New Year" } } }
        end }
        """, more: "calendar: {id: x, title: {zh: 历, en: Calendar}}",
      files: [
        "tests/a.yaml": """
        - given: 2027
          now: "2026-12-31T20:00:00.000Z"
          expect: [{day: "2027-01-01", kind: holiday, name: {zh: 元旦, en: New Year}}]
          name: in China the year is over
          hook: calendar.days
        """
      ])
    let report = PluginTestRunner.run(clock)
    #expect(report.passed, "\(report.text(in: .en))")
  }
}
