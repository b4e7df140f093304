import ConsumerProtection
import Testing

@testable import PluginHost

/// `complaint.deadline`: law is kept whole, the bank's own may only be earlier.
@Suite struct DeadlineHookTests {
  private static let limits = """
    version: 1
    rows:
      - id: L.simple
        obligation: decision
        budget: 15 natural_days
        start: receipt
        applies: {default: true}
        in_force: {from: 2020-03-01}
        citation: {instrument: {zh: 办法, en: Measures}, provision: {zh: 第一条, en: art. 1}}
      - id: L.strict
        obligation: decision
        budget: 10 natural_days
        start: receipt
        applies: {transferred_by: [pbc]}
        in_force: {from: 2020-03-01, until: 2027-01-01}
        citation: {instrument: {zh: 办法, en: Measures}, provision: {zh: 第二条, en: art. 2}}
    """

  private func regime(_ body: String) -> PluginFolder {
    plugin(
      "law", hooks: "{complaint.deadline: {reads: [transferred_by]}}",
      main: "return { [\"complaint.deadline\"] = function(complaint, ctx) \(body) end }",
      more: "regime: {id: T, file: limits.yaml}", files: ["limits.yaml": Self.limits])
  }

  private func overlay(_ id: String, _ budget: String) -> PluginFolder {
    plugin(
      id, hooks: "{complaint.deadline: {}}",
      main: """
        return { ["complaint.deadline"] = function()
          return {{ name = "decision", budget = "\(budget)", basis = { zh = "本行规定", en = "own rule" },
            because = "own" }}
        end }
        """)
  }

  private let select =
    "return {{ name = \"decision\", row = \"L.simple\", because = \"simple\" }}"
  private let week = WorkingCalendar(id: "cn", version: "1", officialYears: [2026], days: [])

  private func ask(
    _ folders: [PluginFolder], _ record: ComplaintRecord = card, site: [SiteLimit] = [],
    enforcement: [String: SitePlugin.Enforcement] = [:]
  ) -> HookAnswer<[DeadlineAnswer]> {
    pluginSet(folders, roles: ["law": .regime], enforcement: enforcement)
      .askDeadlines(record, context, siteLimits: site, calendar: week)
  }

  @Test func `the row that the regime selects binds, with its citation`() {
    let answer = ask([regime(select)])
    #expect(
      answer.value == [
        DeadlineAnswer(
          name: "decision", rule: "L.simple", isRegime: true, budget: .naturalDays(15),
          calendar: nil,
          basis: Citation(
            instrument: Phrase("办法", "Measures"), provision: Phrase("第一条", "art. 1")),
          because: Because("simple"), plugin: "law")
      ])
    #expect(answer.held == [])
  }

  @Test func `a shorter limit of the bank's own stands before the law and both are kept`() {
    let answer = ask([regime(select), overlay("own", "14 natural_days")])
    #expect(answer.value.map(\.rule) == ["own", "L.simple"])
    #expect(answer.record?.losers == [])
  }

  @Test(arguments: [("15 natural_days", "the same"), ("16 natural_days", "later than")])
  func `a limit that is not shorter than law is refused with the reason`(
    own: (budget: String, reason: String)
  ) {
    let answer = ask([regime(select), overlay("own", own.budget)])
    #expect(answer.value.map(\.rule) == ["L.simple"])
    #expect(answer.record?.losers.map(\.plugin) == ["own"])
    #expect(answer.record?.losers.first?.reason?.en.hasPrefix(own.reason) == true)
  }

  @Test func `of two limits of the bank's own the earliest binds and the other is a conflict`() {
    let answer = ask([
      regime(select), overlay("own", "12 natural_days"), overlay("other", "5 working_days"),
    ])
    #expect(answer.value.map(\.rule) == ["other", "L.simple"])
    #expect(answer.record?.conflicts.map(\.other.plugin) == ["own"])
    #expect(answer.record?.conflicts.map(\.about) == ["decision"])
  }

  @Test func `two limits that fall on one day agree`() {
    let answer = ask([
      regime(select), overlay("own", "7 natural_days"), overlay("other", "5 working_days"),
    ])
    #expect(answer.value.map(\.rule) == ["own", "L.simple"])
    #expect(answer.record?.conflicts == [])
  }

  @Test func `the site's own table counts as a limit of the bank from its day on`() {
    func limit(from day: String) -> SiteLimit {
      SiteLimit(
        name: "decision", budget: .naturalDays(10), basis: Phrase("制度", "rule"),
        from: CivilDay(iso: day))
    }
    #expect(
      ask([regime(select)], site: [limit(from: "2026-03-02")]).value.map(\.rule) == [
        "site", "L.simple",
      ])
    #expect(
      ask([regime(select)], site: [limit(from: "2026-03-03")]).value.map(\.rule) == ["L.simple"])
  }

  @Test func `a regime that fails leaves the strictest row of its data, flagged`() {
    var transferred = card
    transferred["transferred_by"] = .text("pbc")
    let plain = ask([regime("error(\"x\")")])
    #expect(plain.value.map(\.rule) == ["L.simple"])
    #expect(plain.value.map(\.because.code) == ["statutory_fallback"])
    #expect(plain.held == ["deadline_failed"])
    #expect(ask([regime("error(\"x\")")], transferred).value.map(\.rule) == ["L.strict"])
  }

  @Test func `a regime that cannot even be loaded leaves the rows of its data`() {
    let answer = ask([regime("this is no Lua")])
    #expect(answer.value.map(\.rule) == ["L.simple"])
    #expect(answer.failures.map(\.code) == [.syntax])
    #expect(answer.held == ["deadline_failed"])
  }

  @Test func `a regime without an opinion leaves the rows of its data, not flagged`() {
    let answer = ask([regime("return nil")])
    #expect(answer.value.map(\.because.code) == ["statutory_data"])
    #expect(answer.held == [])
  }

  @Test func `a regime that selects nothing on purpose has its way`() {
    #expect(ask([regime("return {}")]).value == [])
  }

  @Test func `an overlay that fails leaves the law and does not hold`() {
    let broken = plugin(
      "own", hooks: "{complaint.deadline: {}}",
      main: "return { [\"complaint.deadline\"] = function() error(\"x\") end }")
    let answer = ask([regime(select), broken])
    #expect(answer.value.map(\.rule) == ["L.simple"])
    #expect(answer.held == [])
    #expect(answer.failures.map(\.code) == [.runtime])
  }

  @Test func `a row out of force or of another name is an error with a suggestion`() {
    var late = card
    late["received_on"] = .text("2027-01-01")
    let gone = ask(
      [regime("return {{ name = \"decision\", row = \"L.strict\", because = \"x\" }}")], late)
    #expect(gone.failures.first?.message.en.contains("is not in force on 2027-01-01") == true)
    let named = ask([regime("return {{ name = \"answer\", row = \"L.simple\", because = \"x\" }}")])
    #expect(
      named.failures.first?.message.en
        == "[1].name of the answer must be `decision`, the obligation of L.simple")
    let slip = ask([regime("return {{ name = \"decision\", row = \"L.simpel\", because = \"x\" }}")]
    )
    #expect(slip.failures.first?.message.en.contains("did you mean `L.simple`?") == true)
  }

  @Test func `an overlay may not name a row, nor a budget that is none`() {
    let row = plugin(
      "own", hooks: "{complaint.deadline: {}}",
      main:
        "return { [\"complaint.deadline\"] = function() return {{ name = \"decision\", row = \"L.simple\" }} end }"
    )
    #expect(ask([regime(select), row]).failures.map(\.code) == [.wrongAnswer])
    let budget = ask([regime(select), overlay("own", "5 workingdays")])
    #expect(budget.failures.first?.message.en.contains("did you mean working_days?") == true)
  }

  @Test func `a shadow overlay is recorded and not used`() {
    let answer = ask(
      [regime(select), overlay("own", "3 natural_days")], enforcement: ["own": .shadow])
    #expect(answer.value.map(\.rule) == ["L.simple"])
    #expect(answer.record?.losers.map(\.plugin) == ["own"])
  }

  @Test func `a regime that the site does not call one is refused, and so is the opposite`() {
    let unnamed = pluginSet([regime(select)])
    #expect(unnamed.failures.map(\.code) == [.manifest])
    #expect(unnamed.askDeadlines(card, context, calendar: week).value == [])
    let none = pluginSet([overlay("own", "3 natural_days")], roles: ["own": .regime])
    #expect(none.failures.map(\.code) == [.manifest])
  }

  @Test func `limits_yaml tells every problem with line and column`() throws {
    let wrong = """
      version: 1
      rows:
        - id: A
          obligation: decision
          budget: 15 naturaldays
          strat: receipt
          in_force: {from: 2020-02-30}
      """
    let folder = plugin(
      "law", hooks: "{complaint.deadline: {}}", main: "return {}", files: ["limits.yaml": wrong])
    let problems = #expect(throws: PluginProblems.self) {
      try RegimeFile.read(in: folder, .init(id: "T", file: "limits.yaml"), plugin: "law")
    }
    #expect(
      problems?.problems.map { "\($0.place) \($0.problem.en)" } == [
        "limits.yaml:6:5 rows[1] has no key `strat`; did you mean `start`?",
        "limits.yaml:5:13 rows[1].budget `15 naturaldays`: there is no unit `naturaldays`; did you mean natural_days? units: natural_days, working_days, hours, business_hours, weeks, calendar_months",
        "limits.yaml:7:22 rows[1].in_force.from must be a day YYYY-MM-DD",
        "limits.yaml:3:5 rows[1] lacks `citation`",
      ])
  }
}
