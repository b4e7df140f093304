internal import ConsumerProtection

/// The names under which site files know fields, and conditions as people say them.
enum RuleFields {
  /// The fields that a table may ask for: all but personal ones.
  static let all = ComplaintFields.all.filter { !$0.isPersonal }

  /// The Chinese name of a field: its meaning without what stands in brackets or behind a comma.
  static func chinese(_ field: RecordField) -> String {
    String(field.meaning.zh.prefix { !"（，：".contains($0) })
  }

  /// The field that a key names, in either language; of two fields with one name the first, which is
  /// the one with the standard key.
  static func field(named key: String) -> RecordField? {
    ComplaintFields.all.first { $0.name == key } ?? ComplaintFields.all.first { chinese($0) == key }
  }

  /// The words that a key may be.
  static var words: [String] { all.map(\.name) + all.map(chinese) }
}

extension RuleCondition {
  /// The condition as people say it; `name` gives code tables' names of standard keys.
  func phrase(_ name: (_ table: String, _ key: String) -> Phrase?) -> Phrase {
    func words(_ values: [FieldValue]) -> Phrase {
      let parts = values.map { Self.word($0, of: field, name) }
      return Phrase(
        parts.map(\.zh).joined(separator: "、"), parts.map(\.en).joined(separator: ", "))
    }
    let zh = RuleFields.field(named: field).map(RuleFields.chinese) ?? field
    let said: Phrase =
      switch test {
      case .among(let values):
        Phrase("为\(words(values).zh)", "is \(words(values).en)")
      case .notAmong(let values):
        Phrase("不为\(words(values).zh)", "is not \(words(values).en)")
      case .present(let isPresent): isPresent ? Phrase("有值", "is given") : Phrase("无值", "is absent")
      case .contains(let parts):
        Phrase(
          "含“\(parts.joined(separator: "”或“"))”", "contains \(parts.joined(separator: " or "))")
      case .between(let low, let high):
        Self.bounds(low, high) { words([$0]) }
      }
    return Phrase("\(zh)\(said.zh)", "\(field) \(said.en)")
  }

  private static func bounds(
    _ low: Bound?, _ high: Bound?, _ words: (FieldValue) -> Phrase
  ) -> Phrase {
    let low = low.map { (sign: $0.isInside ? "≥" : ">", word: words($0.value)) }
    let high = high.map { (sign: $0.isInside ? "≤" : "<", word: words($0.value)) }
    let parts = [low, high].compactMap(\.self)
    return Phrase(
      parts.map { " \($0.sign) \($0.word.zh)" }.joined(separator: " 且"),
      parts.map { "\($0.sign) \($0.word.en)" }.joined(separator: " and "))
  }

  private static func word(
    _ value: FieldValue, of field: String, _ name: (_ table: String, _ key: String) -> Phrase?
  ) -> Phrase {
    switch value {
    case .integer(let fen) where field == "amount":
      let text = Money(fen: fen).text
      return Phrase("\(text) 元", "\(text) yuan")
    case .text(let key): return name(field, key) ?? Phrase(same: key)
    case .bool(let flag): return flag ? Phrase("是", "true") : Phrase("否", "false")
    default: return Phrase(same: value.word)
    }
  }
}
