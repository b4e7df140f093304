import ConsumerProtection
import Testing

@testable import PluginHost

/// `plugin.yaml`: every problem at once, each with its place.
@Suite struct ManifestTests {
  private func problems(_ text: String) -> [String] {
    guard case .failure(let problems) = folder("a", ["plugin.yaml": text]).manifest else {
      return []
    }
    return problems.problems.map { "\($0.place) \($0.problem.en)" }
  }

  @Test func `a whole manifest is read`() throws {
    let text = """
      id: acme.cards
      version: 1.4.0
      api: "1.0"
      title: {zh: 信用卡投诉, en: Card complaints}
      license: Apache-2.0
      hooks:
        complaint.route: {after: [hq.fees], before: [hq.rest], reads: [amount, cause]}
        calendar.days: {}
        importer.core: {}
        report.cards: {}
      permissions: [query.aggregate, personal_data.masked]
      depends: ["cn.calendar >= 1.0"]
      limits: {instructions: 300000, memory_kib: 4096, wall_ms: 500}
      calendar: {id: bank, title: {zh: 本行, en: Bank}, rest_days: [7]}
      importers: {core: {title: {zh: 核心, en: Core}, required: [["ID", "id"], Day]}}
      reports:
        cards:
          title: {zh: 卡, en: Cards}
          params: {by: {type: list, default: [year]}, from: {type: day, default: 2026-01-01}}
      """
    let manifest = try folder("acme.cards", ["plugin.yaml": text]).manifest.get()
    #expect(manifest.id == "acme.cards")
    #expect(manifest.version == PluginVersion(1, 4, 0))
    #expect(
      manifest.hook("complaint.route")
        == .init(
          name: "complaint.route", after: ["hq.fees"], before: ["hq.rest"],
          reads: ["amount", "cause"], line: 7))
    #expect(manifest.permissions == [.queryAggregate, .personalDataMasked])
    #expect(manifest.limits == .init(instructions: 300_000, memoryKiB: 4096, wallMilliseconds: 500))
    #expect(manifest.calendar?.restDays == [7])
    #expect(manifest.importers.first?.required == [["ID", "id"], ["Day"]])
    let report = try #require(manifest.reports.first)
    #expect(
      try report.values(of: [("by", "cause, year")])
        == .object([
          .init("by", .array([.text("cause"), .text("year")])), .init("from", .text("2026-01-01")),
        ]))
    let wrong = #expect(throws: PluginProblems.self) {
      try report.values(of: [("form", "2026-01-01"), ("from", "2026-02-30")])
    }
    #expect(
      wrong?.problems.map(\.problem.en) == [
        "the report cards has no parameter --form; did you mean --from?",
        "--from must be a day YYYY-MM-DD, not `2026-02-30`",
      ])
  }

  @Test func `each wrong key is named with its line and column, all at once`() {
    let text = """
      id: Acme
      versoin: 1.0
      api: 1
      title: {zh: 测试}
      hooks:
        complaint.roote: {}
        complaint.check: {raeds: [amount]}
        complaint.route: {reads: [amuont]}
      permissions: [query.agregate]
      depends: ["cn.calendar > x"]
      limits: {instructions: many}
      """
    #expect(
      problems(text) == [
        "plugin.yaml:2:1 plugin.yaml has no key `versoin`; did you mean `version`?",
        "plugin.yaml:1:5 the id `Acme` is not one: lower-case words, digits and -, joined by dots, as acme.cards",
        "plugin.yaml:1:1 plugin.yaml lacks `version`",
        "plugin.yaml:3:6 api must be \"1.0\"",
        "plugin.yaml:4:8 title lacks `en`",
        "plugin.yaml:6:3 there is no hook `complaint.roote`; did you mean `complaint.route`?",
        "plugin.yaml:7:21 hooks.complaint.check has no key `raeds`; did you mean `reads`?",
        "plugin.yaml:8:29 the record has no field `amuont`; did you mean `amount`?",
        "plugin.yaml:9:15 permissions cannot be `query.agregate`; did you mean `query.aggregate`?",
        "plugin.yaml:10:11 depends `cn.calendar > x`: write \"cn.calendar >= 1.0\", \"? optional\" or \"! incompatible\"",
        "plugin.yaml:11:24 limits.instructions must be a whole number from 1 to 1000000000",
      ])
  }

  @Test(arguments: [
    ("id: a\n\tb: 1", "plugin.yaml:2:"), ("id: a\nid: b", "plugin.yaml:"),
    ("id: [", "plugin.yaml:"),
    ("- a", "plugin.yaml:1:1"),
  ])
  func `what is no YAML mapping is refused with a place`(wrong: (text: String, place: String)) {
    #expect(problems(wrong.text).first?.hasPrefix(wrong.place) == true)
  }

  @Test func `what one key promises another must declare`() {
    let head = "id: a\nversion: 1.0.0\napi: \"1.0\"\ntitle: {zh: a, en: a}\n"
    #expect(
      problems(head + "hooks: {calendar.days: {}, report.x: {}}") == [
        "plugin.yaml:5:8 the hook calendar.days needs `calendar`",
        "plugin.yaml:5:8 the hook report.x needs `reports`",
      ])
    #expect(
      problems(head + "hooks: {}\nregime: {id: T, file: limits.yaml}") == [
        "plugin.yaml:6:9 regime needs the hook complaint.deadline in hooks"
      ])
  }

  @Test func `a folder without a manifest says so`() {
    guard case .failure(let problems) = folder("a", [:]).manifest else { return }
    #expect(
      problems.problems.map(\.problem) == [Phrase("没有 plugin.yaml", "there is no plugin.yaml")])
  }

  @Test func `words that YAML 1_1 took for truth values stay text`() throws {
    let value = try YAMLValue.read(
      Array("[off, no, yes, on, true, 1, 1.5, 2026-01-02, null, -, \"1\"]".utf8.dropLast(0)),
      file: "x")
    #expect(
      value.json
        == .array([
          .text("off"), .text("no"), .text("yes"), .text("on"), .boolean(true), .integer(1),
          .number(1.5), .text("2026-01-02"), .null, .text("-"), .text("1"),
        ]))
  }
}
