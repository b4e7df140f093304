import ConsumerProtection
import Testing

@testable import PluginHost

/// Rules of the site file that need no Lua.
@Suite struct RuleTableTests {
  private static func reader() -> RuleTableReader {
    RuleTableReader(
      file: "xiaobao.yaml", labels: ["business_class": ["房贷": "B.loan"]],
      codeTable: { name in CodeTable.all.first { $0.field == name } })
  }

  private static func tables(_ text: String) throws -> [RuleTable] {
    var reader = reader()
    let tables = reader.tables(inText: text)
    try #require(reader.problems == [])
    return tables
  }

  private static func problems(_ text: String) -> [String] {
    var reader = reader()
    _ = reader.tables(inText: text)
    return reader.problems.map { "\($0.place): \($0.problem.zh)" }
  }

  private static let routing = """
    规则:
      - 编号: site.routing
        钩子: 派单
        行:
          - 条件: {投诉业务类别: 银行卡, 涉及金额: ">= 5 万元"}
            机构: HQ.CP
            理由: {zh: 大额银行卡投诉由消保部办理, en: large card complaints}
          - {条件: {投诉业务类别: [房贷, 存款]}, 机构: B1, 人员: H001}
          - {条件: {amount: 100元..200.5元, product: {含: [理财, 基金]}}, unit: B2}
          - {条件: {收到投诉的业务日: "< 2026-01-01", 是否为合成数据: 否}, unit: B3}
          - {条件: {转办单位: 有值, 投诉人数: "> 4"}, unit: B4}
          - {条件: {来源系统: ~, 投诉渠道: {非: phone}, region: "!= 城市"}, unit: B5}
      - id: site.limits
        hook: complaint.deadline
        enforcement: advisory
        rows:
          - when: {intake_channel: media}
            name: decision
            budget: 3 个工作日
          - {name: decision, 期限: 10 日, basis: 本行投诉处理办法}
    """

  private func set(_ text: String, _ folders: [PluginFolder] = []) throws -> PluginSet {
    PluginSet(
      folders: folders,
      site: try Self.tables(text).map { SitePlugin($0) }
        + folders.map { SitePlugin(id: $0.name, digest: $0.digest) })
  }

  static let cases: [(fields: [(String, FieldValue)], unit: String?)] = [
    ([("business_class", .text("B.card")), ("amount", .integer(5_000_000))], "HQ.CP"),
    ([("business_class", .text("B.card")), ("amount", .integer(4_999_999))], nil),
    ([("business_class", .text("B.card"))], nil),
    ([("business_class", .text("B.loan"))], "B1"),
    ([("business_class", .text("B.deposit"))], "B1"),
    ([("amount", .integer(10_000)), ("product", .text("某某理财产品"))], "B2"),
    ([("amount", .integer(20_050)), ("product", .text("基金"))], "B2"),
    ([("amount", .integer(20_051)), ("product", .text("基金"))], nil),
    ([("amount", .integer(9_999)), ("product", .text("基金"))], nil),
    ([("received_on", .text("2025-12-31")), ("synthetic", .bool(false))], "B3"),
    ([("received_on", .text("2026-01-01")), ("synthetic", .bool(false))], nil),
    ([("received_on", .text("2025-12-31")), ("synthetic", .bool(true))], nil),
    ([("transferred_by", .text("pbc")), ("headcount", .integer(5))], "B4"),
    ([("transferred_by", .text("pbc")), ("headcount", .integer(4))], nil),
    ([("headcount", .integer(9))], nil),
    ([("source_system", .none), ("region", .text("rural"))], "B5"),
    ([("source_system", .none), ("region", .text("urban"))], nil),
    ([("source_system", .none), ("intake_channel", .text("phone"))], nil),
  ]

  @Test(arguments: cases)
  func `a routing table sends a complaint by class, amount, day and text, each limit on both sides`(
    fields: [(String, FieldValue)], unit: String?
  ) throws {
    var record = ComplaintRecord()
    record["source_system"] = .text("x")
    for (name, value) in fields { record[name] = value }
    let answer = try set(Self.routing).askRoute(record, context)
    #expect(answer.value?.unit == unit)
    #expect(answer.failures == [])
  }

  @Test func `an answer stands on record with the row's place, its reason and what was looked at`()
    throws
  {
    let lua = plugin(
      "b", hooks: "{complaint.route: {}}",
      main: "return { [\"complaint.route\"] = function() return {unit = 'X', because = 'x'} end }")
    let set = try set(Self.routing, [lua])
    let answer = set.askRoute(card, context)
    let used = try #require(answer.record?.used.first)
    #expect(used.plugin == "site.routing" && used.at == "xiaobao.yaml:5")
    #expect(
      set.text(of: try #require(used.because), from: "site.routing", in: .zh) == "大额银行卡投诉由消保部办理")
    #expect(
      set.text(of: try #require(used.because), from: "gone", in: .en) == "large card complaints")
    #expect(answer.record?.asked.first?.reads == ["business_class", "amount"])
    #expect(answer.record?.conflicts.map(\.other.plugin) == ["b"])
    #expect(answer.record?.conflicts.first?.reason.zh.contains("site.routing 在 b 之前") == true)
    let loan = set.askRoute(record(["business_class": .text("B.loan")]), context)
    #expect(
      loan.record?.used.first?.because.map { set.text(of: $0, from: "", in: .zh) }
        == "第 2 行：投诉业务类别为贷款、人民币储蓄")
    let json = String(decoding: set.activation.json, as: UTF8.self)
    #expect(json.contains(#""business_class":"= B.card","amount":">= 5000000""#))
  }

  @Test func `a table of limits gives every row that fits, and the earliest of a name binds`()
    throws
  {
    let set = try set(Self.routing)
    let calendar = WorkingCalendar(id: "cn", version: "1", officialYears: [2026], days: [])
    let media = record(["received_on": .text("2026-03-02"), "intake_channel": .text("media")])
    let answer = set.askDeadlines(media, context, calendar: calendar)
    #expect(answer.value.map(\.budget) == [.workingDays(3)])
    #expect(answer.record?.used.map(\.at) == ["xiaobao.yaml:17"])
    #expect(answer.record?.losers.map(\.at) == ["xiaobao.yaml:20"])
    let plain = record(["received_on": .text("2026-03-02")])
    let rest = set.askDeadlines(plain, context, calendar: calendar)
    #expect(rest.value.map(\.budget) == [.naturalDays(10)])
    #expect(rest.value.first?.basis.instrument == Phrase(same: "本行投诉处理办法"))
  }

  static let wrong: [(text: String, problem: String)] = [
    ("rules:\n  - {id: A, hook: 派单, rows: [{unit: X}]}", "xiaobao.yaml:2:10: 编号只能用小写字母"),
    (
      "rules:\n  - {id: a, hook: complaint.rout, rows: []}",
      "xiaobao.yaml:2:19: 规则表不能回答“complaint.rout”；是否为 complaint.route？"
    ),
    (
      "rules:\n  - {id: a, hook: 派单, rows: [{when: {投诉业务类型: 银行卡}, unit: X}]}",
      "2:38: 投诉没有字段“投诉业务类型”；是否为 投诉业务类别？"
    ),
    (
      "rules:\n  - id: a\n    hook: 派单\n    rows:\n      - {when: {business_class: 银行咔}, unit: X}",
      "xiaobao.yaml:5:33: 投诉业务类别（business_class）：投诉业务类别没有“银行咔”；是否为 银行卡？"
    ),
    ("rules:\n  - {id: a, hook: 派单, rows: [{when: {amount: '>= 50000'}, unit: X}]}", "金额须写单位"),
    ("rules:\n  - {id: a, hook: 派单, rows: [{when: {cause: '>= 收费'}, unit: X}]}", "没有大小"),
    ("rules:\n  - {id: a, hook: 派单, rows: [{when: {narrative: x}, unit: X}]}", "是个人信息"),
    ("rules:\n  - {id: a, hook: 派单, rows: [{when: {}}]}", "rows[1] 缺少 unit"),
    ("rules:\n  - {id: a, hook: 派单, rows: [{unti: X, unit: Y}]}", "没有键“unti”；是否为 unit？"),
    ("rules:\n  - {id: a, hook: 时限, rows: [{name: decision, budget: 3 工作天}]}", "2:55: 没有单位“工作天”"),
    (
      "rules:\n  - {id: a, hook: 派单, rows: [{unit: X}]}\n  - {id: a, hook: 派单, rows: [{unit: X}]}",
      "3:5: 编号“a”与第 2 行的重复"
    ),
    ("rules:\n  - {id: a, hook: 派单, rows: [{unit: X}], tests: [{name: n}]}", "用例没有 expect"),
    ("rules: [", "不是有效的 YAML"),
  ]

  @Test(arguments: wrong)
  func `what is wrong in a table is named with line, column and the nearest word`(
    text: String, problem: String
  ) {
    let problems = Self.problems(text)
    #expect(problems.contains { $0.contains(problem) }, "\(problems)")
  }

  @Test func `a table runs its own tests, and a row that is never reached is a warning`() throws {
    let text = Self.routing.replacingFirst(
      "  - id: site.limits",
      """
          用例:
            - {名称: 大额, 给定: {投诉业务类别: 银行卡, 涉及金额: 5 万元}, 应为: {机构: HQ.CP}, 应为行: 1}
            - {名称: 小额, 给定: {投诉业务类别: 银行卡, 涉及金额: 49999.99 元, 来源系统: x}, 应为: ~}
            - {名称: 错的, 给定: {投诉业务类别: 贷款}, 应为: {机构: B2}}
        - id: site.limits
      """)
    let report = try #require(try Self.tables(text).first).testReport()
    #expect(report.cases.map(\.passed) == [true, true, false])
    #expect(
      report.cases.last?.differences.map(\.zh) == ["unit：应为 \"B2\"，实为 \"B1\" (xiaobao.yaml:8)"])
    let covered = try Self.tables(
      """
      rules:
        - id: a
          hook: 派单
          rows:
            - {when: {cause: 收费}, unit: X}
            - {when: {cause: 收费, amount: 有值}, unit: Y}
      """)
    #expect(covered[0].warnings.map(\.line) == [6])
  }
}

extension String {
  /// The text with the first place of a part replaced.
  fileprivate func replacingFirst(_ part: String, _ other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(range, other)
  }

  private func replacingCharacters(_ range: Range<String.Index>, _ other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
