internal import ConsumerProtection

/// Reads one row: its conditions, its answer in the shape of the hook, its reason.
struct RuleRowReader {
  let hook: String
  let number: Int
  let context: RuleTableReader
  var fields: FieldReader

  mutating func row(_ given: YAMLValue) -> RuleTable.Row? {
    let words = RuleWords.row(hook)
    let value = RuleWords.englishKeys(of: given, words)
    let entries = fields.object(value, "rows[\(number)]", keys: words.map(\.key))
    guard case .map = value.content else { return nil }
    let before = fields.problems.count
    let conditions = value["when"].map { self.conditions($0) } ?? []
    var answer: [JSONValue.Member] = []
    for entry in entries where !["when", "because"].contains(entry.key) {
      if let member = member(entry.key, entry.value) { answer.append(.init(entry.key, member)) }
    }
    for key in Self.required(hook) where value[key] == nil {
      fields.missing(key, in: value, "rows[\(number)]")
    }
    let because = value["because"].flatMap { RuleWords.phrase($0, &fields) }
    guard fields.problems.count == before else { return nil }
    return RuleTable.Row(
      conditions: conditions, answer: answer.sorted { $0.name < $1.name },
      because: because ?? reason(conditions), number: number, line: value.line)
  }

  private static func required(_ hook: String) -> [String] {
    switch hook {
    case "complaint.route": ["unit"]
    case "complaint.deadline": ["name", "budget"]
    default: ["code", "severity", "message"]
    }
  }

  mutating func conditions(_ value: YAMLValue) -> [RuleCondition] {
    var conditions: [RuleCondition] = []
    for entry in fields.object(value, "when", keys: nil) {
      guard let field = field(entry.key, entry.line, entry.column) else { continue }
      do throws(RuleConditionReader.Problem) {
        let test = try context.conditions(of: field).test(entry.value)
        conditions.append(RuleCondition(field: field.name, test: test))
      } catch {
        fields.report(error.value.line, error.value.column, error.problem)
      }
    }
    return conditions
  }

  private mutating func field(_ key: String, _ line: Int, _ column: Int) -> RecordField? {
    guard let field = RuleFields.field(named: key) else {
      let hint = Nearest.match(of: key, in: RuleFields.words)
      fields.report(
        line, column,
        Phrase(
          "投诉没有字段“\(key)”" + (hint.map { "；是否为 \($0)？" } ?? ""),
          "a complaint has no field `\(key)`" + (hint.map { "; did you mean \($0)?" } ?? "")))
      return nil
    }
    guard !field.isPersonal else {
      fields.report(
        line, column,
        Phrase("“\(key)”是个人信息，规则表不能读取", "`\(key)` is personal: a rule table cannot read it"))
      return nil
    }
    return field
  }

  /// One part of the answer, checked as the hook's own answer is.
  private mutating func member(_ key: String, _ value: YAMLValue) -> JSONValue? {
    switch key {
    case "budget":
      guard let text = fields.text(value, key) else { return nil }
      do throws(BudgetError) {
        return .text(try RuleWords.budget(text).text)
      } catch {
        fields.report(value.line, value.column, error.problem)
        return nil
      }
    case "basis", "message":
      return RuleWords.phrase(value, &fields).map {
        .object([.init("zh", .text($0.zh)), .init("en", .text($0.en))])
      }
    case "severity":
      let word = RuleWords.translated(value, RuleWords.severities)
      guard let text = fields.text(word, key) else { return nil }
      guard ["error", "warning"].contains(text) else {
        fields.report(
          value, "程度应为 错误 或 提醒（error、warning）", "severity must be error or warning")
        return nil
      }
      return .text(text)
    case "field":
      guard let text = fields.text(value, key) else { return nil }
      return field(text, value.line, value.column).map { .text($0.name) }
    default:
      guard let text = fields.text(value, key) else { return nil }
      guard !text.isEmpty else {
        fields.report(value, "\(key) 不能为空", "\(key) must not be empty")
        return nil
      }
      return .text(text)
    }
  }

  /// The reason that a row without `because` gives: its conditions in words.
  private func reason(_ conditions: [RuleCondition]) -> Phrase {
    guard !conditions.isEmpty else {
      return Phrase("第 \(number) 行：其余情形", "row \(number): everything else")
    }
    let said = conditions.map { condition in
      condition.phrase { table, key in self.context.codeTable(table)?.row(key)?.name }
    }
    return Phrase(
      "第 \(number) 行：" + said.map(\.zh).joined(separator: "，"),
      "row \(number): " + said.map(\.en).joined(separator: ", "))
  }
}
