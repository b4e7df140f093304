internal import ConsumerProtection

/// One case of a table's own `tests:` (用例).
struct RuleTableTest: Sendable, Equatable {
  let name: String
  let given: ComplaintRecord
  /// The answers expected, each with the members that the case names; empty for no opinion. Nil when
  /// only the row is asked for.
  let expected: [[JSONValue.Member]]?
  /// The numbers of the rows that must answer.
  let rows: [Int]?
  let line: Int
}

/// Reads a table's tests; values are read as conditions are, so that Chinese names and amounts with
/// units fit.
struct RuleTableTestReader {
  let hook: String
  let context: RuleTableReader
  var fields: FieldReader

  mutating func tests(_ value: YAMLValue) -> [RuleTableTest] {
    fields.list(value, "tests").compactMap { test(RuleWords.englishKeys(of: $0, RuleWords.test)) }
  }

  private mutating func test(_ value: YAMLValue) -> RuleTableTest? {
    _ = fields.object(value, "tests", keys: RuleWords.test.map(\.key))
    guard case .map = value.content else { return nil }
    if value["name"] == nil { fields.missing("name", in: value, "tests") }
    if value["expect"] == nil, value["expect_row"] == nil {
      fields.report(value, "用例没有 expect（应为）", "the case expects nothing")
    }
    var rows: [Int]?
    if let given = value["expect_row"] {
      if case .list(let items) = given.content {
        rows = items.compactMap { fields.integer($0, "expect_row", min: 1, max: 10_000) }
      } else {
        rows = fields.integer(given, "expect_row", min: 1, max: 10_000).map { [$0] }
      }
    }
    return RuleTableTest(
      name: value["name"].flatMap { fields.text($0, "name") } ?? "",
      given: value["given"].map { record($0) } ?? ComplaintRecord(),
      expected: value["expect"].map { answers($0) }, rows: rows, line: value.line)
  }

  private mutating func record(_ value: YAMLValue) -> ComplaintRecord {
    var record = ComplaintRecord()
    for entry in fields.object(value, "given", keys: nil) {
      guard let field = RuleFields.field(named: entry.key) else {
        let hint = Nearest.match(of: entry.key, in: RuleFields.words)
        fields.report(
          entry.line, entry.column,
          Phrase(
            "投诉没有字段“\(entry.key)”" + (hint.map { "；是否为 \($0)？" } ?? ""),
            "a complaint has no field `\(entry.key)`" + (hint.map { "; did you mean \($0)?" } ?? "")
          ))
        continue
      }
      guard let written = entry.value.written, entry.value.content != .null else { continue }
      do throws(RuleConditionReader.Problem) {
        record[field.name] = try context.conditions(of: field).value(written, entry.value)
      } catch {
        fields.report(error.value.line, error.value.column, error.problem)
      }
    }
    return record
  }

  /// `null`, one answer, or a list of answers.
  private mutating func answers(_ value: YAMLValue) -> [[JSONValue.Member]] {
    switch value.content {
    case .null: return []
    case .list(let items): return items.map { answer($0) }
    default: return [answer(value)]
    }
  }

  private mutating func answer(_ given: YAMLValue) -> [JSONValue.Member] {
    let words = RuleWords.row(hook).filter { !["when", "because"].contains($0.key) }
    let value = RuleWords.englishKeys(of: given, words)
    return fields.object(value, "expect", keys: words.map(\.key)).compactMap { entry in
      guard let written = entry.value.written else {
        fields.report(entry.value, "应为一个值", "must be one value")
        return nil
      }
      let text = entry.key == "budget" ? (try? RuleWords.budget(written))?.text : nil
      let word = entry.key == "severity" ? RuleWords.severities[written] : nil
      return JSONValue.Member(entry.key, .text(text ?? word ?? written))
    }
  }
}

extension RuleTable {
  /// Runs the table's own tests.
  public func testReport(filter: String? = nil) -> PluginTestReport {
    PluginTestReport(
      plugin: id,
      cases: tests.filter { test in filter.map { test.name.contains($0) } ?? true }.map { test in
        PluginTestReport.Case(
          file: file, line: test.line, name: test.name, differences: differences(test),
          instructions: 0)
      }, problems: [])
  }

  private func differences(_ test: RuleTableTest) -> [Phrase] {
    let rows = answering(test.given).rows
    var differences: [Phrase] = []
    if let wanted = test.rows, wanted != rows.map(\.number) {
      differences.append(Self.differ("行", "row", "\(wanted)", "\(rows.map(\.number))"))
    }
    guard let expected = test.expected else { return differences }
    guard expected.count == rows.count else {
      let places = rows.map { "\(file):\($0.line)" }.joined(separator: ", ")
      return differences + [
        Self.differ("答案数", "answers", "\(expected.count)", "\(rows.count) (\(places))")
      ]
    }
    for (wanted, row) in zip(expected, rows) {
      for member in wanted {
        let found = row.answer.first { $0.name == member.name }?.value ?? .null
        if found != member.value {
          differences.append(
            Self.differ(
              member.name, member.name, member.value.line, "\(found.line) (\(file):\(row.line))"))
        }
      }
    }
    return differences
  }

  private static func differ(
    _ zh: String, _ en: String, _ wanted: String, _ found: String
  ) -> Phrase {
    Phrase("\(zh)：应为 \(wanted)，实为 \(found)", "\(en): expected \(wanted), found \(found)")
  }
}
