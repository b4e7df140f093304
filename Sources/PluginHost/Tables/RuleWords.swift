internal import ConsumerProtection

/// The Chinese words that site files may write for keys and closed lists.
enum RuleWords {
  typealias Words = [(key: String, zh: String)]

  static let table: Words = [
    ("id", "编号"), ("hook", "钩子"), ("title", "名称"), ("enforcement", "效力"), ("after", "先于它"),
    ("before", "后于它"), ("rows", "行"), ("tests", "用例"),
  ]
  static let test: Words = [
    ("name", "名称"), ("given", "给定"), ("expect", "应为"), ("expect_row", "应为行"),
  ]
  static let hooks = [
    "派单": "complaint.route", "时限": "complaint.deadline", "检查": "complaint.check",
  ]
  static let enforcements = ["停用": "off", "试运行": "shadow", "建议": "advisory", "强制": "mandatory"]
  static let severities = ["错误": "error", "提醒": "warning"]

  /// The keys of a row by the hook that it answers.
  static func row(_ hook: String) -> Words {
    let own: Words =
      switch hook {
      case "complaint.route": [("unit", "机构"), ("person", "人员")]
      case "complaint.deadline":
        [("name", "事项"), ("budget", "期限"), ("calendar", "日历"), ("basis", "依据")]
      default: [("field", "字段"), ("code", "代码"), ("severity", "程度"), ("message", "提示")]
      }
    return [("when", "条件")] + own + [("because", "理由")]
  }

  /// The mapping with Chinese keys put into the words of the format; places stay.
  static func englishKeys(of value: YAMLValue, _ words: Words) -> YAMLValue {
    guard case .map(let entries) = value.content else { return value }
    return YAMLValue(
      content: .map(
        entries.map { entry in
          YAMLValue.Entry(
            key: words.first { $0.zh == entry.key }?.key ?? entry.key, line: entry.line,
            column: entry.column, value: entry.value)
        }), written: nil, line: value.line, column: value.column)
  }

  static func translated(_ value: YAMLValue, _ words: [String: String]) -> YAMLValue {
    guard case .text(let text) = value.content, let word = words[text] else { return value }
    return YAMLValue(content: .text(word), written: word, line: value.line, column: value.column)
  }

  /// A text for both languages, or `{zh: …, en: …}`.
  static func phrase(_ value: YAMLValue, _ fields: inout FieldReader) -> Phrase? {
    if case .map = value.content { return fields.phrase(value, "because") }
    return fields.text(value, "because").map { Phrase(same: $0) }
  }

  /// A budget in the form of data files, or as people write it: `3 个工作日`, `15 日`, `72 小时`.
  static func budget(_ text: String) throws(BudgetError) -> Budget {
    let units: [(zh: String, unit: Budget.Unit)] = [
      ("个工作日", .workingDays), ("工作日", .workingDays), ("个自然日", .naturalDays),
      ("自然日", .naturalDays), ("个工作小时", .businessHours), ("工作小时", .businessHours),
      ("个小时", .hours), ("小时", .hours), ("个月", .calendarMonths), ("周", .weeks),
      ("日", .naturalDays), ("天", .naturalDays),
    ]
    for (zh, unit) in units where text.hasSuffix(zh) {
      let number = text.dropLast(zh.count).filter { $0 != " " }
      guard !number.isEmpty, number.utf8.allSatisfy({ (48...57).contains($0) }) else { break }
      return try Budget("\(number) \(unit.rawValue)")
    }
    return try Budget(text)
  }
}
