/// A field that a bank adds to its complaints, as a plugin declares it (自定义字段).
public struct CustomField: Sendable, Equatable {
  /// What a field holds.
  public enum Kind: String, Sendable, CaseIterable {
    /// Text of at most 1000 characters.
    case text
    /// A whole number.
    case integer
    /// An amount in fen, written in yuan, e.g. `1,234.56`.
    case amount
    /// A day.
    case day
    /// One of the field's words.
    case choice
    /// `true` or `false`.
    case flag
  }

  /// The name, e.g. `branch_ticket`.
  public let name: String
  /// What it holds.
  public let kind: Kind
  /// What people call it.
  public let title: Phrase
  /// The words of a choice; empty for other kinds.
  public let choices: [String]
  /// The plugin that declares it.
  public let plugin: String

  /// A field with its parts.
  public init(name: String, kind: Kind, title: Phrase, choices: [String] = [], plugin: String) {
    self.name = name
    self.kind = kind
    self.title = title
    self.choices = choices
    self.plugin = plugin
  }

  /// The most characters of a text.
  public static let characterCountMax = 1000

  /// Whether a text may name a field: a lower-case letter, then letters, digits and `_`, 48 at most.
  public static func isName(_ text: String) -> Bool {
    guard (1...48).contains(text.utf8.count), let first = text.utf8.first,
      (97...122).contains(first)
    else { return false }
    return text.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 95
    }
  }

  /// The value that a text stands for, as it is stored.
  ///
  /// - Throws: `XB-003` when the text is none of the field's values.
  public func value(of text: String) throws(Refusal) -> JSONValue {
    switch kind {
    case .text:
      guard !text.isEmpty, text.count <= Self.characterCountMax else {
        throw wrong(
          text, "1 至 \(Self.characterCountMax) 个字的文本",
          "a text of 1 to \(Self.characterCountMax) characters")
      }
      return .text(text)
    case .integer:
      guard let number = Int64(text) else { throw wrong(text, "整数", "a whole number") }
      return .integer(number)
    case .amount:
      guard let amount = Money(text), amount.fen >= 0 else {
        throw wrong(text, "金额，如 1,234.56", "an amount, e.g. 1,234.56")
      }
      return .integer(amount.fen)
    case .day:
      guard let day = CivilDay(iso: text) else {
        throw wrong(text, "日期 YYYY-MM-DD", "a day YYYY-MM-DD")
      }
      return .text(day.iso)
    case .choice:
      guard choices.contains(text) else {
        let near = Nearest.match(of: text, in: choices)
        let list = choices.joined(separator: "、")
        throw wrong(
          text, "\(list) 之一" + (near.map { "；是否为 \($0)？" } ?? ""),
          "one of \(choices.joined(separator: ", "))"
            + (near.map { "; did you mean `\($0)`?" } ?? ""))
      }
      return .text(text)
    case .flag:
      guard text == "true" || text == "false" else {
        throw wrong(text, "true 或 false", "true or false")
      }
      return .boolean(text == "true")
    }
  }

  /// The field of that name.
  ///
  /// - Throws: `XB-002` with the nearest name.
  public static func named(
    _ name: String, in fields: [CustomField]
  ) throws(Refusal) -> CustomField {
    if let field = fields.first(where: { $0.name == name }) { return field }
    let near = Nearest.match(of: name, in: fields.map(\.name))
    throw Refusal(
      .unknownIdentifier,
      problem: Phrase(
        "没有字段“\(name)”" + (near.map { "；是否为 \($0)？" } ?? ""),
        "there is no field `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? "")),
      remedy: Phrase("查看字段：xiaobao complaint fields", "see the fields: xiaobao complaint fields"))
  }

  /// The fields that every bank has, beside its own.
  public static let common = [
    CustomField(
      name: "severity", kind: .choice, title: Phrase("严重程度", "severity"),
      choices: ["low", "medium", "high", "critical"], plugin: ""),
    CustomField(name: "tags", kind: .text, title: Phrase("标签", "tags"), plugin: ""),
  ]

  /// A stored value as people read it.
  public func words(of value: JSONValue) -> String {
    switch (kind, value) {
    case (.amount, .integer(let fen)): Money(fen: fen).text
    case (_, .text(let text)): text
    case (_, .integer(let integer)): String(integer)
    case (_, .boolean(let boolean)): boolean ? "true" : "false"
    default: ""
    }
  }

  private func wrong(_ text: String, _ zh: String, _ en: String) -> Refusal {
    Refusal(
      .malformedInput,
      problem: Phrase(
        "字段 \(name)（\(title.zh)）应为\(zh)，不是“\(text)”",
        "the field \(name) (\(title.en)) must be \(en), not `\(text)`"),
      remedy: Phrase(
        "字段及其类型见 xiaobao complaint fields",
        "xiaobao complaint fields lists the fields and their kinds"))
  }
}
