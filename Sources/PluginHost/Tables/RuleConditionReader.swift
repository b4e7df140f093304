internal import ConsumerProtection

/// Reads what stands under a field in `when:` (条件).
struct RuleConditionReader {
  let field: RecordField
  /// The code table of the field, where it has one.
  let table: CodeTable?
  /// The bank's own labels of that table.
  let labels: [String: String]

  /// A wrong value, with what to write instead.
  struct Problem: Error {
    let value: YAMLValue
    let problem: Phrase
  }

  func test(_ value: YAMLValue) throws(Problem) -> RuleCondition.Test {
    switch value.content {
    case .null: return .present(false)
    case .list(let items):
      guard !items.isEmpty else { throw wrong(value, "列表是空的", "the list is empty") }
      var values: [FieldValue] = []
      for item in items { values.append(try self.value(written(item), item)) }
      return .among(values)
    case .map(let entries): return try mapping(entries, value)
    default: return try scalar(written(value), value)
    }
  }

  private func written(_ value: YAMLValue) throws(Problem) -> String {
    guard let text = value.written else {
      throw wrong(value, "应为一个值", "must be one value")
    }
    return text
  }

  private func mapping(
    _ entries: [YAMLValue.Entry], _ value: YAMLValue
  ) throws(Problem) -> RuleCondition.Test {
    guard entries.count == 1, let entry = entries.first,
      ["contains", "含", "包含", "not", "非"].contains(entry.key)
    else {
      throw wrong(
        value, "应为值、列表、{含: 文本} 或 {非: 值}", "must be a value, a list, {contains: …} or {not: …}")
    }
    var items = [entry.value]
    if case .list(let list) = entry.value.content { items = list }
    if ["not", "非"].contains(entry.key) {
      var values: [FieldValue] = []
      for item in items { values.append(try self.value(written(item), item)) }
      return .notAmong(values)
    }
    guard field.kind == .text, table == nil else {
      throw wrong(value, "这个字段不是自由文本，不能用“含”", "this field is no free text: `contains` does not fit")
    }
    var parts: [String] = []
    for item in items { parts.append(try written(item)) }
    return .contains(parts)
  }

  private static let signs: [(sign: String, low: Bool, isInside: Bool)] = [
    (">=", true, true), ("≥", true, true), ("<=", false, true), ("≤", false, true),
    (">", true, false), ("<", false, false),
  ]

  private func scalar(_ text: String, _ value: YAMLValue) throws(Problem) -> RuleCondition.Test {
    switch text {
    case "present", "有值": return .present(true)
    case "absent", "无值": return .present(false)
    default: break
    }
    for (sign, low, isInside) in Self.signs where text.hasPrefix(sign) {
      let bound = try bound(String(text.dropFirst(sign.count)), isInside, value)
      return low ? .between(bound, nil) : .between(nil, bound)
    }
    for sign in ["!=", "≠"] where text.hasPrefix(sign) {
      return .notAmong([try self.value(Self.trimmed(text.dropFirst(sign.count)), value)])
    }
    if isOrdered, let range = text.firstRange(of: "..") {
      let low = try bound(String(text[..<range.lowerBound]), true, value)
      let high = try bound(String(text[range.upperBound...]), true, value)
      return .between(low, high)
    }
    return .among([try self.value(text, value)])
  }

  private var isOrdered: Bool { field.kind == .integer || field.kind == .day }

  private func bound(
    _ text: String, _ isInside: Bool, _ value: YAMLValue
  ) throws(Problem) -> RuleCondition.Bound {
    guard isOrdered else {
      throw wrong(value, "这个字段没有大小，只能用值或列表", "this field has no order: give a value or a list")
    }
    return RuleCondition.Bound(
      value: try self.value(Self.trimmed(text[...]), value), isInside: isInside)
  }

  /// A value of the field's kind, from the words of the file.
  func value(_ text: String, _ place: YAMLValue) throws(Problem) -> FieldValue {
    switch field.kind {
    case .boolean:
      switch text {
      case "true", "是": return .bool(true)
      case "false", "否": return .bool(false)
      default: throw wrong(place, "应为 是 或 否（true、false）", "must be true or false")
      }
    case .integer where field.name == "amount":
      guard let fen = Self.fen(text) else {
        throw wrong(
          place, "金额须写单位，如 50000 元、5 万元、5000000 分",
          "an amount needs its unit: 50000 yuan, 5000000 fen")
      }
      return .integer(fen)
    case .integer:
      guard let number = Int64(text) else {
        throw wrong(place, "应为整数，不是“\(text)”", "must be a whole number, not `\(text)`")
      }
      return .integer(number)
    case .day:
      guard let day = CivilDay(iso: text) else {
        throw wrong(place, "没有这一天：\(text)", "there is no such day: \(text)")
      }
      return .text(day.iso)
    case .text, .table:
      guard let table else { return .text(text) }
      guard let key = table.resolve(text, labels: labels) else {
        let near = table.nearest(to: text).map { table.name(of: $0) }
        throw wrong(
          place,
          "\(table.title.zh)没有“\(text)”" + (near.map { "；是否为 \($0.zh)？" } ?? ""),
          "\(table.title.en) has no `\(text)`" + (near.map { "; did you mean \($0.en)?" } ?? ""))
      }
      return .text(key)
    }
  }

  private func wrong(_ value: YAMLValue, _ zh: String, _ en: String) -> Problem {
    let name = RuleFields.chinese(field)
    return Problem(
      value: value, problem: Phrase("\(name)（\(field.name)）：\(zh)", "\(field.name): \(en)"))
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// An amount with its unit, in fen; nil for anything else.
  static func fen(_ text: String) -> Int64? {
    let units: [(unit: String, factor: Int64)] = [
      ("万元", 10_000), ("元", 1), ("yuan", 1), ("分", 0), ("fen", 0),
    ]
    for (unit, factor) in units where text.hasSuffix(unit) {
      let number = trimmed(text.dropLast(unit.count))
      guard factor != 0 else { return Int64(number) }
      guard let money = Money(number) else { return nil }
      let (fen, isBeyond) = money.fen.multipliedReportingOverflow(by: factor)
      return isBeyond ? nil : fen
    }
    return nil
  }
}
