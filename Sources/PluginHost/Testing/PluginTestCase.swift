internal import ConsumerProtection

/// One case of `tests/*.yaml`.
struct PluginTestCase {
  var name = ""
  var hook = ""
  var line = 1
  var record: [YAMLValue.Entry] = []
  /// What a hook that gets no complaint is called with.
  var given: JSONValue?
  var settings: JSONValue?
  var now: Instant?
  var today: CivilDay?
  var day: CivilDay?
  var language = Language.zh
  var params: JSONValue?
  var row: [(header: String, text: String)] = []
  var year: Int?
  var query: [FixedQuery.Answer] = []
  var expect: JSONValue?
  var expectContains: JSONValue?
  var expectCount: Int?
  var expectReads: [String]?
  var expectError: String?
  /// Rows of the regime and the last days that they give; nil is a row that is not in force.
  var expectDue: [(row: String, due: String?, line: Int)] = []

  static let keys = [
    "name", "hook", "given", "record", "settings", "now", "today", "day", "lang", "params", "row",
    "year",
    "query", "expect", "expect_contains", "expect_count", "expect_reads", "expect_error",
    "expect_due",
  ]
}

/// Reads the cases of one file; every problem at once.
struct PluginTestReader {
  private(set) var fields: FieldReader

  init(file: String) { fields = FieldReader(file: file) }

  mutating func cases(_ root: YAMLValue) -> [PluginTestCase] {
    fields.list(root, fields.file).compactMap { testCase($0) }
  }

  private mutating func testCase(_ item: YAMLValue) -> PluginTestCase? {
    let entries = fields.object(item, "case", keys: PluginTestCase.keys)
    guard case .map = item.content else { return nil }
    var test = PluginTestCase()
    test.line = item.line
    for key in ["name", "hook"] where item[key] == nil { fields.missing(key, in: item, "case") }
    // The hook tells what `given` is, wherever it stands.
    for entry in entries where entry.key == "hook" { read(entry, into: &test) }
    for entry in entries where entry.key != "hook" { read(entry, into: &test) }
    let expectations = entries.filter { $0.key.hasPrefix("expect") }
    if expectations.isEmpty {
      fields.report(item, "用例没有 expect", "the case expects nothing")
    }
    // What cannot be asked is a problem, not a failed test.
    return HookDeclaration.named(test.hook) == nil ? nil : test
  }

  private mutating func read(_ entry: YAMLValue.Entry, into test: inout PluginTestCase) {
    let (key, value) = (entry.key, entry.value)
    switch key {
    case "name": test.name = fields.text(value, key) ?? ""
    case "hook":
      test.hook = fields.text(value, key) ?? ""
      if HookDeclaration.named(test.hook) == nil {
        fields.report(value, "没有钩子“\(test.hook)”", "there is no hook `\(test.hook)`")
      }
    case "given" where HookDeclaration.named(test.hook)?.takesComplaint != true:
      test.given = value.json
    case "record", "given":
      test.record = fields.object(value, key, keys: ComplaintFields.names)
    case "settings": test.settings = value.json
    case "now":
      test.now = value.written.flatMap { Instant(iso: $0) }
      if test.now == nil {
        fields.report(
          value, "now 应为 UTC 时刻，如 2026-03-02T02:00:00.000Z",
          "now must be an instant in UTC, as 2026-03-02T02:00:00.000Z")
      }
    case "today": test.today = fields.day(value, key)
    case "day": test.day = fields.day(value, key)
    case "lang":
      test.language = fields.choice(value, key, of: Language.self) ?? .zh
    case "params": test.params = value.json
    case "row":
      for cell in fields.object(value, key, keys: nil) {
        test.row.append((cell.key, cell.value.written ?? ""))
      }
    case "year": test.year = fields.integer(value, key, min: 1900, max: 2199)
    case "query": test.query = fields.list(value, key).compactMap { answer($0) }
    default: readExpectation(entry, into: &test)
    }
  }

  private mutating func readExpectation(
    _ entry: YAMLValue.Entry, into test: inout PluginTestCase
  ) {
    let (key, value) = (entry.key, entry.value)
    switch key {
    case "expect": test.expect = value.json
    case "expect_contains": test.expectContains = value.json
    case "expect_count": test.expectCount = fields.integer(value, key, min: 0, max: 1_000_000)
    case "expect_due":
      for row in fields.object(value, key, keys: nil) {
        let due = row.value.content == .null ? nil : row.value.written
        test.expectDue.append((row.key, due, row.line))
      }
    case "expect_reads": test.expectReads = fields.texts(value, key)
    default: test.expectError = fields.text(value, key)
    }
  }

  private mutating func answer(_ value: YAMLValue) -> FixedQuery.Answer? {
    _ = fields.object(value, "query", keys: ["by", "total", "rows", "synthetic"])
    guard let by = value["by"], let total = value["total"] else {
      fields.report(value, "query 的每项要有 by 和 total", "each item of query has `by` and `total`")
      return nil
    }
    var rows: [CountRow] = []
    for row in fields.list(value["rows"] ?? value, "query.rows") {
      _ = fields.object(row, "query.rows", keys: ["keys", "count"])
      let keys = (row["keys"]?.json.array ?? []).map { FieldValue($0) }
      let count = row["count"].flatMap { fields.integer($0, "count", min: 0, max: 1 << 40) }
      rows.append(CountRow(keys: keys, count: Int64(count ?? 0)))
    }
    let sum = fields.integer(total, "query.total", min: 0, max: 1 << 40) ?? 0
    let synthetic = value["synthetic"]?.json.integer ?? 0
    return FixedQuery.Answer(
      by: fields.texts(by, "query.by"),
      table: CountTable(rows: rows, total: Int64(sum), synthetic: synthetic))
  }
}

extension FieldValue {
  /// A scalar of a test file; anything else is absent.
  init(_ json: JSONValue) {
    switch json {
    case .boolean(let boolean): self = .bool(boolean)
    case .integer(let integer): self = .integer(integer)
    case .text(let text): self = .text(text)
    default: self = .none
    }
  }
}
