internal import ConsumerProtection

/// A first answer to one hook, with its words, settings and tests.
///
/// A hook of a later level that has no sample yet gets one from its declaration: no opinion.
struct HookSample {
  /// A setting with its JSON schema in one line.
  struct Setting {
    let name: String
    let schema: String
  }

  let hook: String
  let declaration: HookDeclaration
  let language: Language
  var reads: [String] = []
  var modules: [String] = []
  var settings: [Setting] = []
  var texts: [(code: String, text: Phrase)] = []
  var permissions: [PluginManifest.Permission] = []
  /// What the manifest says beside `hooks`, e.g. `reports`.
  var section: (name: String, lines: [String])?
  /// The body of the function, each line indented by two.
  var body: [String] = ["  return nil"]
  /// The names of its two parameters.
  var parameters = ("_", "_")
  var meaning = Phrase(same: "")
  /// YAML cases.
  var cases = ""
  /// The body of `it` in the spec.
  var expectation: [String] = []

  /// `complaint.route` → `route`, `report.by-unit` → `report_by_unit`.
  var functionName: String {
    let words = fileName.split(separator: "_").map(String.init)
    return (words.first == "complaint" ? Array(words.dropFirst()) : words).joined(separator: "_")
  }

  /// `complaint.route` → `complaint_route`.
  var fileName: String { String(hook.map { $0 == "." || $0 == "-" ? "_" : $0 }) }

  /// The id behind the family's name: `report.summary` → `summary`.
  var ownID: String { hook.split(separator: ".").dropFirst().joined(separator: ".") }

  static func of(
    _ hook: String, _ declaration: HookDeclaration, in language: Language
  ) -> HookSample {
    let plain = HookSample(hook: hook, declaration: declaration, language: language).withoutOpinion
    switch declaration.name {
    case "complaint.check": return plain.check
    case "complaint.route": return plain.route
    case "complaint.deadline": return plain.deadline
    case "calendar.days": return plain.calendar
    case "report.<id>": return plain.report
    case "importer.<id>": return plain.importer
    case "complaint.classify": return plain.classify
    case "complaint.plan": return plain.plan
    case "complaint.escalate": return plain.escalate
    case "complaint.reply": return plain.reply
    case "matter.guard": return plain.guardian
    case "matter.observe": return plain.observe
    case "matter.fields": return plain.fields
    case "watch.detect": return plain.watch
    case "score.<scheme>": return plain.score
    case "product.checklist": return plain.checklist
    case "fund.assess": return plain.fund
    case "writer.<format>": return plain.writer
    case "command.<name>": return plain.command
    default: return plain
    }
  }

  /// The function with the comments that LuaLS reads.
  var source: String {
    let names = declaration.arguments.split(separator: ",").map {
      $0.trimmingPrefix(while: { $0 == " " })
    }
    var lines = Self.wrapped(meaning.text(in: language)).map { "---\($0)" }
    let first = names.first.map(String.init) ?? "_"
    let kind: String
    if declaration.takesComplaint {
      kind = "Complaint"
    } else {
      kind = declaration.subject?.className ?? (first == "nil" ? "nil" : "any")
    }
    lines.append("---@param \(parameters.0) \(kind)")
    lines.append("---@param \(parameters.1) Context")
    lines.append(
      "---@return table|nil  "
        + Phrase("nil 为没有意见", "nil = no opinion").text(in: language))
    lines.append("function M.\(functionName)(\(parameters.0), \(parameters.1))")
    return (lines + body + ["end"]).joined(separator: "\n")
  }

  /// Lines that lint admits; Chinese has no blanks to break at.
  static func wrapped(_ text: String, to width: Int = 100) -> [String] {
    var lines: [String] = []
    var rest = text[...]
    while rest.count > width {
      let head = rest.prefix(width)
      let end = head.lastIndex(of: " ") ?? head.endIndex
      lines.append(String(rest[..<end]))
      rest = rest[end...].drop { $0 == " " }
    }
    return lines + [String(rest)]
  }

  /// A spec of one test.
  var spec: String {
    let name = Phrase("第一个例子", "a first example").text(in: language)
    var lines = ["describe(\"\(hook)\", function()", "  it(\"\(name)\", function()"]
    lines += expectation.map { "    \($0)" }
    return (lines + ["  end)", "end)", ""]).joined(separator: "\n")
  }

  func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }

  /// A sample that only the declaration knows.
  private var withoutOpinion: HookSample {
    var sample = self
    sample.meaning = Phrase(
      "尚无意见。答案：\(declaration.answer.zh)", "No opinion yet. The answer: \(declaration.answer.en)")
    sample.body = shapeLines + ["  return nil"]
    sample.cases = """
      - name: \(say("尚无意见", "no opinion yet"))
        hook: \(hook)
        expect: null

      """
    sample.expectation = ["expect(ask(\"\(hook)\")).is(nil)"]
    if declaration.isFamily, let family = hook.split(separator: ".").first {
      sample.section = ("\(family)s", ["  \(ownID):", "    title: {zh: \(ownID), en: \(ownID)}"])
    }
    return sample
  }

  /// What an answer holds, as a comment that stands where the answer will.
  private var shapeLines: [String] {
    guard let shape = declaration.shape else { return [] }
    let head =
      switch shape.form {
      case .one: Phrase("一个表，键：", "One table with the keys:")
      case .list: Phrase("表的列表，每项的键：", "A list of tables, each with the keys:")
      case .keyed: Phrase("键 = {value=, because=}：", "Keys, each {value=, because=}:")
      }
    var lines = [head.text(in: language)]
    for key in shape.keys {
      let need = key.isRequired ? "" : say("（可省略）", " (may be left out)")
      lines.append("  \(key.name): \(key.meaning.text(in: language))\(need)")
    }
    return lines.flatMap { Self.wrapped($0, to: 90) }.map { "  -- \($0)" }
  }

  private var check: HookSample {
    var sample = self
    sample.reads = ["product"]
    sample.modules = ["host.i18n"]
    sample.settings = [
      Setting(
        name: "severity",
        schema:
          #"{ "type": "string", "enum": ["error", "warning"], "default": "warning", "description": "What a complaint without a product gets." }"#
      )
    ]
    sample.texts = [("product_missing", Phrase("未填产品", "the product is missing"))]
    sample.parameters = ("complaint", "ctx")
    sample.meaning = Phrase("提示未填产品的投诉。", "Points out a complaint without a product.")
    sample.body = [
      "  if complaint.product ~= nil then return nil end",
      "  return { {",
      "    field = \"product\",",
      "    code = \"product_missing\",",
      "    severity = ctx.settings.severity,",
      "    message = i18n.t(\"product_missing\"),",
      "    because = \"product_missing\",",
      "  } }",
    ]
    sample.cases = """
      - name: \(say("未填产品则提示", "a missing product is pointed out"))
        hook: \(hook)
        given: {}
        expect:
          - {field: product, code: product_missing, severity: warning, message: 未填产品, because: product_missing}
        expect_reads: [product]

      - name: \(say("填了产品则没有问题", "a product is enough"))
        hook: \(hook)
        given: {product: \(say("借记卡", "debit card"))}
        expect: null

      """
    sample.expectation = [
      "local problems = ask(\"\(hook)\", {}, { settings = { severity = \"error\" } })",
      "expect(problems).has({ { field = \"product\", severity = \"error\" } })",
    ]
    return sample
  }

  private var route: HookSample {
    var sample = self
    sample.reads = ["amount"]
    sample.modules = ["host.decimal"]
    sample.settings = [
      Setting(
        name: "large_amount",
        schema:
          #"{ "type": "integer", "minimum": 1, "default": 5000000, "description": "From this amount on, in fen, itself included." }"#
      ),
      Setting(
        name: "desk",
        schema:
          #"{ "type": "string", "default": "HQ.CP", "description": "The unit that handles large amounts." }"#
      ),
    ]
    sample.texts = [
      (
        "large_amount", Phrase("涉及金额 {amount} 元，由该机构承办", "{amount} yuan: this unit handles it")
      )
    ]
    sample.parameters = ("complaint", "ctx")
    sample.meaning = Phrase("大额投诉由指定机构承办。", "Sends large amounts to one desk.")
    sample.body = [
      "  local amount = complaint.amount",
      "  if amount == nil or amount < ctx.settings.large_amount then return nil end",
      "  return { unit = ctx.settings.desk, because = { \"large_amount\", amount = decimal.money(amount) } }",
    ]
    sample.cases = """
      - name: \(say("差一分不算大额", "one fen below the limit is not large"))
        hook: \(hook)
        given: {amount: 4999999}
        expect: null

      - name: \(say("达到即为大额", "the limit itself is large"))
        hook: \(hook)
        given: {amount: 5000000}
        expect: {unit: HQ.CP, because: [large_amount, {amount: "50,000.00"}]}
        expect_reads: [amount]

      """
    sample.expectation = [
      "local answer = ask(\"\(hook)\", { amount = 100 }, { settings = { large_amount = 100, desk = \"B1\" } })",
      "expect(answer).has({ unit = \"B1\" })",
      "expect(ask(\"\(hook)\", {})).is(nil)",
    ]
    return sample
  }

  private var deadline: HookSample {
    var sample = self
    sample.reads = ["intake_channel"]
    sample.settings = [
      Setting(
        name: "days",
        schema:
          #"{ "type": "integer", "minimum": 1, "maximum": 15, "default": 10, "description": "Natural days to decide a matter that came through the media." }"#
      )
    ]
    sample.texts = [
      ("in_the_media", Phrase("媒体渠道，本行从严", "from the media: the bank is stricter"))
    ]
    sample.parameters = ("complaint", "ctx")
    sample.meaning = Phrase(
      "媒体渠道的投诉，本行处理时限短于法定时限。", "A shorter limit of the bank's own for what the media bring.")
    sample.body = [
      "  if complaint.intake_channel ~= \"media\" then return nil end",
      "  return { {",
      "    name = \"decision\",",
      "    budget = ctx.settings.days .. \" natural_days\",",
      "    basis = { zh = \"本行规定（请填写）\", en = \"the bank's own rule (name it)\" },",
      "    because = \"in_the_media\",",
      "  } }",
    ]
    sample.cases = """
      - name: \(say("媒体渠道从严", "the media shorten the limit"))
        hook: \(hook)
        given: {intake_channel: media, received_on: "2026-03-02"}
        expect_contains: [{name: decision, budget: 10 natural_days}]

      - name: \(say("其他渠道没有意见", "no opinion on other channels"))
        hook: \(hook)
        given: {intake_channel: phone, received_on: "2026-03-02"}
        expect: null

      """
    sample.expectation = [
      "local limits = ask(\"\(hook)\", { intake_channel = \"media\" }, { settings = { days = 7 } })",
      "expect(limits).has({ { name = \"decision\", budget = \"7 natural_days\" } })",
    ]
    return sample
  }

  private var calendar: HookSample {
    var sample = self
    sample.section = ("calendar", ["  id: own", "  title: {zh: 本行日历, en: Own calendar}"])
    sample.parameters = ("year", "_")
    sample.meaning = Phrase(
      "与普通星期不同的日子；没有官方数据的年份答 nil。",
      "The days that differ from the plain week; nil for a year without official data.")
    sample.body = [
      "  if year ~= 2026 then return nil end",
      "  return { { day = \"2026-01-01\", kind = \"holiday\", name = { zh = \"元旦\", en = \"New Year's Day\" } } }",
    ]
    sample.cases = """
      - name: \(say("有数据的年份", "a year with data"))
        hook: \(hook)
        given: 2026
        expect: [{day: "2026-01-01", kind: holiday, name: {zh: 元旦, en: New Year's Day}}]

      - name: \(say("没有数据的年份", "a year without data"))
        hook: \(hook)
        given: 2050
        expect: null

      """
    sample.expectation = ["expect(ask(\"\(hook)\", 2050)).is(nil)"]
    return sample
  }

  private var report: HookSample {
    var sample = self
    sample.modules = ["host.i18n", "host.query"]
    sample.permissions = [.queryAggregate]
    sample.texts = [
      ("title", Phrase("投诉原因", "Causes of complaints")), ("cause", Phrase("投诉原因", "Cause")),
      ("count", Phrase("件数", "Complaints")), ("total", Phrase("合计", "Total")),
      ("adds_up", Phrase("各行之和等于合计", "the rows add up to the total")),
    ]
    sample.parameters = ("_", "_")
    sample.meaning = Phrase("按投诉原因统计件数。", "Counts complaints by their cause.")
    sample.body = [
      "  local counted = query.count({ by = { \"cause\" } })",
      "  local rows = {}",
      "  for place, row in ipairs(counted.rows) do",
      "    rows[place] = { cause = i18n.name(\"cause\", row.keys[1]), count = row.count }",
      "  end",
      "  return {",
      "    title = i18n.t(\"title\"),",
      "    blocks = { {",
      "      kind = \"table\",",
      "      title = i18n.t(\"title\"),",
      "      columns = {",
      "        { key = \"cause\", title = i18n.t(\"cause\"), kind = \"text\" },",
      "        { key = \"count\", title = i18n.t(\"count\"), kind = \"count\" },",
      "      },",
      "      rows = rows,",
      "      total = { cause = i18n.t(\"total\"), count = counted.total },",
      "    } },",
      "    checks = { {",
      "      name = i18n.t(\"adds_up\"),",
      "      left = { { table = 1, column = \"count\", rows = \"all\" } },",
      "      right = { { table = 1, column = \"count\", rows = \"total\" } },",
      "    } },",
      "  }",
    ]
    sample.cases = """
      - name: \(say("每个原因一行", "a row for each cause"))
        hook: \(hook)
        query: [{by: [cause], total: 3, rows: [{keys: [C.service], count: 1}, {keys: [C.rules], count: 2}]}]
        expect_contains:
          title: 投诉原因
          blocks:
            - rows: [{cause: C.service, count: 1}, {cause: C.rules, count: 2}]
              total: {count: 3}

      """
    sample.expectation = [
      "local document = ask(\"\(hook)\", nil, { query = { { by = { \"cause\" }, total = 0, rows = {} } } })",
      "expect(document.blocks[1].total.count).is(0)",
    ]
    return sample
  }

  private var importer: HookSample {
    var sample = self
    sample.modules = ["host.date", "host.i18n"]
    sample.section = (
      "importers",
      [
        "  \(ownID):", "    title: {zh: \(ownID), en: \(ownID)}",
        "    required: [Number, Date, Text]",
      ]
    )
    sample.texts = [
      ("number_missing", Phrase("没有编号", "the number is missing")),
      ("date_unreadable", Phrase("日期“{text}”读不出", "the date {text} cannot be read")),
    ]
    sample.parameters = ("row", "ctx")
    sample.meaning = Phrase(
      "一行一件投诉；读不出的行说明原因。", "A draft from one row; a row that cannot be read says why.")
    sample.body = [
      "  if row.Number == nil then ctx.fail(\"number_missing\", i18n.t(\"number_missing\")) end",
      "  local day = date.parse(row.Date or \"\")",
      "  if day == nil then",
      "    ctx.fail(\"date_unreadable\", i18n.t(\"date_unreadable\", { text = row.Date or \"\" }))",
      "  end",
      "  return { source_id = row.Number, received_on = day, intake_channel = \"phone\", narrative = row.Text }",
    ]
    sample.cases = """
      - name: \(say("一行完整的数据", "a whole row"))
        hook: \(hook)
        given: {Number: "1", Date: "2026-03-02", Text: \(say("内容", "text"))}
        expect: {source_id: "1", received_on: "2026-03-02", intake_channel: phone, narrative: \(say("内容", "text"))}

      - name: \(say("没有编号的行被拒绝", "a row without a number is rejected"))
        hook: \(hook)
        given: {Date: "2026-03-02"}
        expect_error: number_missing

      - name: \(say("读不出的日期", "a date that cannot be read"))
        hook: \(hook)
        given: {Number: "1", Date: yesterday}
        expect_error: date_unreadable

      """
    sample.expectation = [
      "local failure = fails(\"\(hook)\", { Number = \"1\" })",
      "expect(failure.plugin_code).is(\"date_unreadable\")",
    ]
    return sample
  }
}
