import ConsumerProtection
import Testing

@testable import PluginHost

/// `plugin check` and `plugin test` tell an author what is wrong before anybody else sees it.
@Suite struct CheckAndTestTests {
  @Test func `each finding has file, line and a suggestion`() {
    let folder = plugin(
      "acme.cards", hooks: "{complaint.route: {reads: [amount, cause]}}",
      main: """
        local date = require("host.date")
        local text = require("host.txt")

        local M = {}

        function M.route(complaint, ctx)
          counter = 1
          if complaint.amuont == nil then return nil end
          local day = date.prase(complaint.received_on)
          if complaint.amount > limmit then return { unit = "X", because = { "large" } } end
          return { unit = strng.upper("x"), because = "smal" }
        end

        return { ["complaint.route"] = M.route }
        """, more: "permissions: [query.aggregate, personal_data.full]",
      files: ["locale/zh.yaml": "small: 小\nlarge: 大", "locale/en.yaml": "small: small"])
    let expected = [
      "warning locale/zh.yaml:2 `large` is not in en.yaml",
      "error main.lua:2 module 'host.txt' is neither a file of the plugin (host/txt.lua) nor a module of the host",
      "error main.lua:2 there is no module `host.txt`; did you mean `host.text`?",
      "error main.lua:7 the global `counter` is assigned: use a local",
      "error main.lua:8 the record has no field `amuont`; did you mean `amount`?",
      "warning main.lua:9 complaint.route reads received_on, which `reads` does not declare",
      "error main.lua:9 host.date has no function `prase`; did you mean `parse`?",
      "error main.lua:10 the code `large` has no text in locale/en.yaml",
      "error main.lua:10 there is no global `limmit`",
      "error main.lua:11 the code `smal` has no text in locale/zh.yaml, locale/en.yaml; did you mean `small`?",
      "error main.lua:11 there is no global `strng`; did you mean `string`?",
      "warning plugin.yaml complaint.route declares the read of cause, and main.lua never reads it",
      "warning plugin.yaml the permission query.aggregate is never used",
      "warning plugin.yaml the permission personal_data.full is never used",
    ]
    let found = PluginCheck.findings(in: folder).map {
      "\($0.severity.rawValue) \($0.place) \($0.problem.en)"
    }
    #expect(found == expected)
  }

  @Test func `a file that nobody requires is compiled too`() {
    let folder = plugin(
      "a", hooks: "{}", main: "return {}", files: ["rules/card.lua": "local x = 1\nlocal = 2\n"])
    #expect(
      PluginCheck.findings(in: folder).map { "\($0.code) \($0.file):\($0.line ?? 0)" }
        == ["LUA-201 rules/card.lua:2"])
  }

  @Test func `comments, long strings, keys, labels and methods are no globals`() {
    let outline = LuaOutline(
      Array(
        """
        -- unknown_a
        --[[ unknown_b
        ]] local s = [==[ unknown_c ]] ]==] .. "unknown_d" .. 'unknown_e\\'unknown_f'
        local t = { key = 1, other = s, [s] = 2 }
        function t:method(a, ...) return self.field, a.b, ... end
        for i, v in ipairs(t) do goto done ::done:: print(i, v) end
        local x <const> = 0x1F
        t.field = x
        return t
        """.utf8))
    #expect(outline.reads.map(\.name) == ["ipairs", "print"])
    #expect(outline.writes == [])
  }

  private let router = """
    return { ["complaint.route"] = function(complaint, ctx)
      if complaint.amount > ctx.settings.limit then
        return { unit = "HQ", because = { "large", amount = complaint.amount } }
      end
    end }
    """

  private func tested(_ cases: String) -> PluginTestReport {
    PluginTestRunner.run(
      plugin(
        "acme.cards", hooks: "{complaint.route: {reads: [amount]}}", main: router,
        files: [
          "config.schema.json": """
          {"type": "object", "properties": {"limit": {"type": "integer", "default": 100}}}
          """, "tests/a.yaml": cases,
        ]))
  }

  @Test func `cases that hold pass`() {
    let report = tested(
      """
      - {name: small, hook: complaint.route, record: {amount: 100}, expect: null, expect_reads: [amount]}
      - name: large
        hook: complaint.route
        record: {amount: 101}
        expect: {unit: HQ, because: [large, {amount: 101}]}
      - {name: own, hook: complaint.route, record: {amount: 2}, settings: {limit: 1}, expect_contains: {unit: HQ}}
      - {name: broken, hook: complaint.route, expect_error: LUA-301}
      """)
    #expect(report.passed, "\(report.text(in: .en))")
    #expect(report.text(in: .zh) == "acme.cards：4 例，通过 4，未通过 0")
  }

  @Test func `cases that do not hold say where they differ`() throws {
    let report = tested(
      """
      - {name: unit, hook: complaint.route, record: {amount: 101}, expect: {unit: XX, because: [large, {amount: 101}]}}
      - {name: because, hook: complaint.route, record: {amount: 101}, expect: {unit: HQ, because: large}}
      - {name: more, hook: complaint.route, record: {amount: 101}, expect: {unit: HQ}}
      - {name: contains, hook: complaint.route, record: {amount: 101}, expect_contains: {person: P}}
      - {name: reads, hook: complaint.route, record: {amount: 1}, expect_reads: []}
      - {name: count, hook: complaint.route, record: {amount: 1}, expect_count: 1}
      - {name: no error, hook: complaint.route, record: {amount: 1}, expect_error: LUA-301}
      - {name: other error, hook: complaint.route, expect_error: LUA-302}
      - {name: error, hook: complaint.route, expect: null}
      """)
    #expect(report.cases.allSatisfy { !$0.passed })
    let text = report.text(in: .zh) + "\n\n" + report.text(in: .en) + "\n"
    try Golden.expect(
      text.replacing(#/\d+( (of|/) \d+ KiB)/#) { "N\($0.output.1)" }, "plugin-test.txt")
  }

  @Test func `a wrong test file is a problem with its place, not a passed test`() {
    let report = tested("- {name: x, hook: complaint.roote, expct: 1}\n")
    #expect(!report.passed)
    #expect(
      report.problems.map { "\($0.place) \($0.problem.en)" } == [
        "tests/a.yaml:1:36 case has no key `expct`; did you mean `expect`?",
        "tests/a.yaml:1:19 there is no hook `complaint.roote`",
        "tests/a.yaml:1:3 the case expects nothing",
      ])
  }
}
