import ConsumerProtection
import Testing

@testable import LuaBridge
@testable import PluginHost

/// What the host's functions answer, called as a script calls them.
@Suite struct HostModuleTests {
  private static func answer(_ expression: String) -> HookAnswer<RouteAnswer?> {
    let modules = HostAPI.moduleNames.map { module in
      "local \(module.split(separator: ".").last ?? "") = require(\"\(module)\")"
    }
    let folder = plugin(
      "a", hooks: "{complaint.route: {}}",
      main: """
        \(modules.joined(separator: " "))
        local function show(v)
          if type(v) ~= "table" then return tostring(v) end
          local parts = {}
          for k, x in pairs(v) do parts[#parts + 1] = (type(k) == "number" and "" or k .. "=") .. show(x) end
          return "{" .. table.concat(parts, "|") .. "}"
        end
        return { ["complaint.route"] = function(_, ctx)
          return { unit = "=" .. show(\(expression)), because = "x" }
        end }
        """,
      files: ["locale/zh.yaml": "t: \"{n} 年\"", "locale/en.yaml": "t: year {n}\nonly_en: English"])
    let set = pluginSet([folder])
    set.codeTableName = { $0 == "cause" && $1 == "C.service" ? Phrase("服务", "service") : nil }
    return set.askRoute(card, context)
  }

  static let values: [(String, String)] = [
    ("date.parse(\"2026-02-29\")", "nil"), ("date.parse(\"2024-02-29\")", "2024-02-29"),
    ("date.parse(\"9/24/2019\", \"m/d/yyyy\")", "2019-09-24"),
    ("date.parse(\"9/24/19\", \"m/d/yyyy\")", "nil"),
    ("date.parse(\"1/2/68\", \"m/d/yy\")", "2068-01-02"),
    ("date.parse(\"1/2/69\", \"m/d/yy\")", "1969-01-02"),
    ("date.parse(\"13/2/19\", \"m/d/yy\")", "nil"), ("date.add(\"2026-02-27\", 2)", "2026-03-01"),
    ("date.diff(\"2026-03-16\", \"2026-03-01\")", "-15"), ("date.quarter(\"2026-04-01\")", "2"),
    ("date.weekday(\"2026-03-01\")", "7"), ("date.last_of_month(\"2028-02-10\")", "2028-02-29"),
    ("date.last_of_month(\"2026-12-31\")", "2026-12-31"),
    ("date.label(\"2026-03-01\")", "2026年3月1日"),
    ("date.label(\"2026-03-01\", \"en\")", "1 March 2026"),
    ("text.length(\"投诉 a\")", "4"), ("text.contains(\"信用卡年费\", \"年费\")", "true"),
    ("text.contains(\"abc\", \"\")", "true"), ("text.find(\"信用卡年费\", \"年费\")", "4"),
    ("text.find(\"aXbX\", \"X\", 3)", "4"), ("text.find(\"abc\", \"d\")", "nil"),
    ("text.split(\"a,,b\", \",\")", "{a||b}"), ("text.split(\"\", \",\")", "{}"),
    ("text.trim(\"　年费 \\n\")", "年费"), ("text.lower(\"ATM Ä\")", "atm Ä"),
    ("text.fold(\"ＡＴＭ　１２\")", "atm 12"), ("text.starts(\"B.card\", \"B.\")", "true"),
    ("text.ends(\"a.csv\", \".CSV\")", "false"), ("text.ngrams(\"信用卡\", 2)", "{信用|用卡}"),
    ("text.ngrams(\"信\", 2)", "{}"),
    ("json.encode({ b = { 1, 2.5 }, a = \"x\" })", "{\"a\":\"x\",\"b\":[1,2.5]}"),
    ("json.encode({})", "[]"), ("json.decode('{\"a\": [1, null, \"二\"]}')", "{a={1|二}}"),
    ("csv.parse('a,\"b,\"\"c\"\\r\\n1,\\n')", "{{a|b,\"c}|{1|}}"),
    ("decimal.share(143, 285)", "50.18"), ("decimal.share(1, 0)", "–"),
    ("decimal.money(-123456789)", "-1,234,567.89"), ("decimal.money(5)", "0.05"),
    ("decimal.parse_money(\"1,234.56\")", "123456"), ("decimal.parse_money(\"12.345\")", "nil"),
    ("i18n.t(\"t\", { n = 2026 })", "2026 年"), ("i18n.t(\"only_en\")", "English"),
    ("i18n.t(\"none\")", "none"), ("i18n.name(\"cause\", \"C.service\")", "服务"),
    ("i18n.name(\"cause\", \"C.other\")", "C.other"), ("document.share(1, 2)", "{1|2|2}"),
    ("document.table({ title = \"t\" }).kind", "table"), ("ctx.now", "2026-03-02T02:00:00.000Z"),
    (
      "ctx.today .. ctx.day .. ctx.lang .. ctx.hook .. ctx.plugin",
      "2026-03-022026-03-02zhcomplaint.routea"
    ),
  ]

  @Test(arguments: values)
  func `a host function answers as the reference says`(value: (expression: String, result: String))
  {
    let answer = Self.answer(value.expression)
    #expect(
      answer.value?.unit == "=" + value.result, "\(answer.failures.map { $0.block(in: .en) })")
  }

  @Test(arguments: [
    ("date.add(\"x\", 1)", "argument 1 of host.date.add must be a day YYYY-MM-DD"),
    (
      "date.add(\"2026-01-01\", 1.5)", "argument 2 of host.date.add must be an integer, not a float"
    ),
    ("date.add(\"2199-12-31\", 1)", "the day is outside the years 1900 to 2199"),
    ("date.parse(\"x\", \"dmy\")", "argument 2 of host.date.parse must be \"iso\""),
    ("text.split(\"a\", \"\")", "argument 2 of host.text.split must not be empty"),
    ("text.ngrams(\"a\", 9)", "argument 2 of host.text.ngrams must be 1 to 8"),
    ("text.length(nil)", "argument 1 of host.text.length must be a text, not nil"),
    (
      "text.length(\"\\xff\")",
      "argument 1 of host.text.length must be a text, not a text that is not UTF-8"
    ),
    ("json.decode(\"{\")", "host.json.decode: line 1, column 2"),
    ("json.encode({ 1, a = 2 })", "a table has both items and named fields"),
    ("json.encode(0/0)", "is no JSON number"),
    ("csv.parse('\"a')", "host.csv.parse: line 1: the file ends inside a quoted cell"),
    ("decimal.share(1, 2, 10)", "argument 3 of host.decimal.share must be 0 to 9"),
  ])
  func `a wrong argument says which and what was expected`(
    wrong: (expression: String, text: String)
  ) {
    let failure = Self.answer(wrong.expression).failures.first
    #expect(failure?.code == .runtime)
    #expect(failure?.message.en.contains(wrong.text) == true, "\(failure?.message.en ?? "")")
  }

  @Test func `work is charged by length, so a loop of searches ends by its budget`() {
    let body =
      "(function() local s = string.rep(\"a\", 60000) for i = 1, 1000 do text.contains(s, s .. \"b\") text.find(s, \"aaaaaaaaaaaaaaab\") end end)()"
    #expect(Self.answer(body).failures.map(\.code) == [.instructions])
  }

  @Test(arguments: [
    ("", ""), ("张", "张"), ("张三丰", "张**"),
  ])
  func `a name keeps its first character`(name: (String, String)) {
    #expect(Masking.masked("complainant_name", name.0) == name.1)
  }

  @Test(arguments: [
    ("123456", "123456"), ("1234567", "*******"), ("6222 0200-1234", "**** ****-****"),
    ("2026-03-02 下午", "2026-03-02 下午"), ("扣 20 元", "扣 20 元"),
  ])
  func `seven digits in a row are masked in free text, six are not`(text: (String, String)) {
    #expect(Masking.masked("narrative", text.0) == text.1)
  }
}
