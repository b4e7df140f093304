extension HostAPI {
  /// Every function, module by module, in the order of the reference.
  public static let functions: [HostFunctionDeclaration] =
    context + date + text + json + csv + decimal + query + i18n + log + document

  /// The modules that `require` knows, in the order of the reference.
  public static let moduleNames = [
    "host.date", "host.text", "host.json", "host.csv", "host.decimal", "host.query", "host.i18n",
    "host.log", "host.document",
  ]

  private static let day = HostFunctionDeclaration.Parameter.given(
    "day", "string", "日期 YYYY-MM-DD", "a day YYYY-MM-DD")
  private static let string = HostFunctionDeclaration.Parameter.given(
    "s", "string", "文本", "the text")

  private static let context = [
    HostFunctionDeclaration(
      "ctx", "log", [.given("text", "string", "一行文字", "one line")], result: nil,
      "写一行日志；不进账本。", "Writes a line to the log; it never enters the ledger.",
      phase: .hooks, example: "ctx.log(\"asked\")"),
    HostFunctionDeclaration(
      "ctx", "fail",
      [
        .given("code", "string", "代码", "a code"),
        .given("message", "string", "给人看的一句话", "a sentence for people"),
      ], result: nil,
      "以自己的代码放弃回答（LUA-309）；importer 中表示拒绝该行。",
      "Gives up with a code of the plugin's own (LUA-309); in an importer it rejects the row.",
      phase: .hooks, example: "if false then ctx.fail(\"no_date\", \"the row has no date\") end"),
    HostFunctionDeclaration(
      "ctx", "random",
      [
        .optional("m", "integer", "下限，或唯一的上限", "lower bound, or the only bound"),
        .optional("n", "integer", "上限", "upper bound"),
      ], result: "number",
      "随机数，形式同 math.random；同一投诉、插件和钩子总是得到同样的数。",
      "A random number, as math.random; the same for the same case, plugin and hook.",
      phase: .hooks, example: "return ctx.random(6)"),
  ]

  private static let date = [
    HostFunctionDeclaration(
      "host.date", "parse",
      [
        .given("text", "string", "日期文字", "a day as written"),
        .optional(
          "format", "string", "\"iso\"（默认）、\"m/d/yyyy\" 或 \"m/d/yy\"（00–68 为 20xx）",
          "\"iso\" (default), \"m/d/yyyy\" or \"m/d/yy\" (00–68 is 20xx)"),
      ], result: "string|nil",
      "读出日期，写成 YYYY-MM-DD；读不出或不可能的日期为 nil。",
      "The day as YYYY-MM-DD; nil when it cannot be read or is impossible.",
      example: "return date.parse(\"9/24/2019\", \"m/d/yyyy\")"),
    HostFunctionDeclaration(
      "host.date", "add", [day, .given("n", "integer", "天数，可为负", "days, may be negative")],
      result: "string", "n 天之后的日期。", "The day n days later.",
      example: "return date.add(\"2026-02-27\", 2)"),
    HostFunctionDeclaration(
      "host.date", "diff",
      [
        .given("from", "string", "日期", "a day"), .given("to", "string", "日期", "a day"),
      ], result: "integer", "从 from 到 to 的天数，早则为负。",
      "The days from one day to the other, negative when it is earlier.",
      example: "return date.diff(\"2026-03-01\", \"2026-03-16\")"),
    HostFunctionDeclaration(
      "host.date", "year", [day], result: "integer", "年份。", "The year.",
      example: "return date.year(\"2026-03-01\")"),
    HostFunctionDeclaration(
      "host.date", "month", [day], result: "integer", "月份，1 至 12。", "The month, 1 to 12.",
      example: "return date.month(\"2026-03-01\")"),
    HostFunctionDeclaration(
      "host.date", "quarter", [day], result: "integer", "季度，1 至 4。", "The quarter, 1 to 4.",
      example: "return date.quarter(\"2026-03-01\")"),
    HostFunctionDeclaration(
      "host.date", "weekday", [day], result: "integer", "星期，1 为星期一，7 为星期日。",
      "The day of the week: 1 is Monday, 7 is Sunday.",
      example: "return date.weekday(\"2026-03-01\")"),
    HostFunctionDeclaration(
      "host.date", "last_of_month", [day], result: "string", "该月的最后一天。",
      "The last day of its month.", example: "return date.last_of_month(\"2028-02-10\")"),
    HostFunctionDeclaration(
      "host.date", "is_working_day",
      [
        day,
        .optional("calendar", "string", "日历编号，默认为本机构的", "the calendar's id; the site's by default"),
      ], result: "boolean|nil",
      "是否工作日（含调休）；该年没有官方数据，或没有此日历时为 nil。",
      "Whether people work on it, make-up days included; nil for a year without official data and for a calendar that does not exist.",
      phase: .only([
        "complaint.check", "complaint.classify", "complaint.route", "complaint.deadline",
        "complaint.plan", "complaint.escalate", "complaint.reply", "matter.guard",
        "matter.observe", "watch.detect", "score.<scheme>", "product.checklist", "fund.assess",
        "report.<id>", "importer.<id>", "command.<name>",
      ]), example: "return date.is_working_day(\"2026-10-01\")"),
    HostFunctionDeclaration(
      "host.date", "label",
      [
        day,
        .optional(
          "lang", "string", "\"zh\" 或 \"en\"，默认 ctx.lang", "\"zh\" or \"en\"; ctx.lang by default"),
      ],
      result: "string", "给人看的日期，如 2026年3月1日。", "The day as people write it, e.g. 1 March 2026.",
      phase: .hooks, example: "return date.label(\"2026-03-01\", \"zh\")"),
  ]

  private static let text = [
    HostFunctionDeclaration(
      "host.text", "length", [string], result: "integer", "字符数（一个汉字为 1）。",
      "The number of characters; a Chinese character counts 1.",
      example: "return text.length(\"投诉 a\")"),
    HostFunctionDeclaration(
      "host.text", "contains", [string, .given("part", "string", "要找的文字", "what to look for")],
      result: "boolean", "是否含有该文字（逐字节，不是模式）。", "Whether the text has the part, byte for byte.",
      example: "return text.contains(\"信用卡年费\", \"年费\")"),
    HostFunctionDeclaration(
      "host.text", "find",
      [
        string, .given("part", "string", "要找的文字", "what to look for"),
        .optional("from", "integer", "从第几个字符找起", "the character to start from"),
      ], result: "integer|nil", "第一次出现的字符位置，从 1 起；没有为 nil。",
      "The first place of the part in characters, from 1; nil when it is not there.",
      example: "return text.find(\"信用卡年费\", \"年费\")"),
    HostFunctionDeclaration(
      "host.text", "split",
      [string, .given("sep", "string", "分隔文字，不为空", "the separator, not empty")],
      result: "string[]", "按分隔文字切开；空的部分保留。", "The parts between separators; empty parts stay.",
      example: "return text.split(\"a,b,,c\", \",\")"),
    HostFunctionDeclaration(
      "host.text", "trim", [string], result: "string", "去掉首尾空白（含全角空格）。",
      "The text without white space at both ends, the full-width space included.",
      example: "return text.trim(\"　年费 \")"),
    HostFunctionDeclaration(
      "host.text", "lower", [string], result: "string", "英文字母小写，其余不变。",
      "ASCII letters in lower case, everything else as it is.",
      example: "return text.lower(\"ATM 取款\")"),
    HostFunctionDeclaration(
      "host.text", "fold", [string], result: "string", "供检索：全角转半角，英文字母小写。",
      "For searching: full-width forms become half-width, ASCII letters lower case.",
      example: "return text.fold(\"ＡＴＭ　１２\")"),
    HostFunctionDeclaration(
      "host.text", "starts", [string, .given("part", "string", "文字", "the part")],
      result: "boolean", "是否以该文字开头。", "Whether the text begins with the part.",
      example: "return text.starts(\"B.card\", \"B.\")"),
    HostFunctionDeclaration(
      "host.text", "ends", [string, .given("part", "string", "文字", "the part")],
      result: "boolean", "是否以该文字结尾。", "Whether the text ends with the part.",
      example: "return text.ends(\"a.csv\", \".csv\")"),
    HostFunctionDeclaration(
      "host.text", "ngrams",
      [string, .given("n", "integer", "每段的字符数，1 至 8", "characters of each piece, 1 to 8")],
      result: "string[]", "相邻 n 个字符的所有片段，按出现顺序。",
      "Every run of n characters, in order.", example: "return text.ngrams(\"信用卡\", 2)"),
  ]

  private static let json = [
    HostFunctionDeclaration(
      "host.json", "encode", [.given("value", "any", "值", "a value")], result: "string",
      "写成 JSON，键按字节排序；空表写成 []。",
      "The value as JSON, keys in the order of their bytes; an empty table is [].",
      example: "return json.encode({ a = 1, b = { 2, 3 } })"),
    HostFunctionDeclaration(
      "host.json", "decode",
      [.given("text", "string", "JSON 文本，至多 1 MiB", "JSON of at most 1 MiB")],
      result: "any", "读出 JSON；null 为 nil；有错则报行列。",
      "The value of a JSON text; null is nil; raises with line and column.",
      example: "return json.decode('{\"a\": [1, 2]}')"),
  ]

  private static let csv = [
    HostFunctionDeclaration(
      "host.csv", "parse", [.given("text", "string", "CSV 文本，至多 1 MiB", "CSV of at most 1 MiB")],
      result: "string[][]", "读出各行各列（引号、换行按 RFC 4180）。",
      "The rows and their cells, quotes and line ends after RFC 4180.",
      example: "return csv.parse('a,\"b,c\"\\n1,2\\n')")
  ]

  private static let decimal = [
    HostFunctionDeclaration(
      "host.decimal", "share",
      [
        .given("n", "integer", "部分", "the part"), .given("d", "integer", "总体", "the whole"),
        .optional("places", "integer", "小数位数，0 至 9，默认 2", "decimals, 0 to 9, 2 by default"),
      ], result: "string", "百分比的数字（不带 %），四舍五入一次；总体为 0 时为 –。",
      "The percentage without its sign, rounded once, half up; – for a whole of 0.",
      example: "return decimal.share(143, 285, 2)"),
    HostFunctionDeclaration(
      "host.decimal", "money", [.given("fen", "integer", "金额，单位：分", "an amount in fen")],
      result: "string", "以元表示，两位小数，三位分节。", "The amount in yuan, two decimals, grouped by three.",
      example: "return decimal.money(123456)"),
    HostFunctionDeclaration(
      "host.decimal", "parse_money",
      [.given("text", "string", "如 1,234.56", "e.g. 1,234.56")], result: "integer|nil",
      "金额，单位：分；读不出为 nil。", "The amount in fen; nil when it cannot be read.",
      example: "return decimal.parse_money(\"1,234.56\")"),
  ]

  private static let counting = HostFunctionDeclaration.Phase.only([
    "watch.detect", "report.<id>", "command.<name>",
  ])

  private static let query = [
    HostFunctionDeclaration(
      "host.query", "count",
      [
        .given(
          "request", "CountRequest",
          "{by = {维度…}, from = 日期?, to = 日期?, where = {维度 = 值…}?}",
          "{by = {dimension…}, from = day?, to = day?, where = {dimension = value…}?}")
      ], result: "CountTable",
      "投诉件数：{total = n, rows = {{keys = {…}, count = n}…}}，按键排序。",
      "Complaints counted: {total = n, rows = {{keys = {…}, count = n}…}}, sorted by keys.",
      phase: counting, permission: .queryAggregate,
      example: "return query.count({ by = { \"year\" } }).total"),
    HostFunctionDeclaration(
      "host.query", "dimensions", result: "string[]", "可用的维度。", "The dimensions on offer.",
      phase: counting, permission: .queryAggregate,
      example: "return #query.dimensions()"),
  ]

  private static let i18n = [
    HostFunctionDeclaration(
      "host.i18n", "t",
      [
        .given("code", "string", "locale 文件中的代码", "a code of the locale files"),
        .optional("args", "table", "替换 {名称} 的值", "values for {name}"),
      ], result: "string", "ctx.lang 的文字；缺则用另一种语言，再缺则用代码本身。",
      "The text in ctx.lang; the other language's when it is missing, then the code itself.",
      phase: .hooks, example: "return i18n.t(\"title\", { year = 2026 })"),
    HostFunctionDeclaration(
      "host.i18n", "name",
      [
        .given("table", "string", "代码表，如 business_class", "a code table, e.g. business_class"),
        .given("key", "string", "标准键", "a standard key"),
      ], result: "string", "标准键的名称；未知的键原样返回。",
      "The standard name of a key; an unknown key as it is.",
      phase: .hooks, example: "return i18n.name(\"business_class\", \"B.card\")"),
  ]

  private static let log = [
    HostFunctionDeclaration(
      "host.log", "info", [.given("text", "string", "一行文字", "one line")], result: nil,
      "写一行日志。", "Writes a line to the log.", example: "log.info(\"loaded\")"),
    HostFunctionDeclaration(
      "host.log", "warn", [.given("text", "string", "一行文字", "one line")], result: nil,
      "写一行警告。", "Writes a warning to the log.", example: "log.warn(\"no desk is set\")"),
  ]

  private static let document = [
    HostFunctionDeclaration(
      "host.document", "share",
      [
        .given("n", "integer", "部分", "the part"), .given("d", "integer", "总体", "the whole"),
        .optional("places", "integer", "小数位数，默认 2", "decimals, 2 by default"),
      ], result: "table", "占比单元格 {n, d, places}。", "A share cell {n, d, places}.",
      example: "return document.share(143, 285)"),
    HostFunctionDeclaration(
      "host.document", "table",
      [.given("block", "table", "title、columns、rows、total", "title, columns, rows, total")],
      result: "table", "同一张表，补上 kind = \"table\"。", "The same table with kind = \"table\".",
      example: "return document.table({ title = \"t\", columns = {}, rows = {} })"),
  ]
}
