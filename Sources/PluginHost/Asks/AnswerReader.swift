internal import ConsumerProtection
internal import LuaBridge

/// Why a script's answer is not of the hook's shape, with the path to the wrong part.
struct AnswerError: Error, Equatable {
  /// `blocks[2].rows[5].share`; empty for the answer as a whole.
  let path: String
  let problem: Phrase

  init(_ path: String, _ zh: String, _ en: String) {
    self.path = path
    problem = Phrase(zh, en)
  }

  var phrase: Phrase {
    path.isEmpty
      ? Phrase("答案\(problem.zh)", "the answer \(problem.en)")
      : Phrase("答案的 \(path) \(problem.zh)", "\(path) of the answer \(problem.en)")
  }
}

/// Reads a table of an answer key by key; unknown keys are refused with the nearest known one.
struct AnswerReader {
  let path: String
  private let table: LuaTable

  /// A table of named fields only.
  init(_ value: LuaValue, _ path: String, keys: [String]) throws(AnswerError) {
    guard case .table(let table) = value else {
      throw AnswerError(
        path, "应为表，不是\(value.typePhrase.zh)", "must be a table, not \(value.typePhrase.en)")
    }
    guard table.items.isEmpty else {
      throw AnswerError(
        path, "应为键值表，不是列表；键：\(keys.joined(separator: "、"))",
        "must have named fields, not items; keys: \(keys.joined(separator: ", "))")
    }
    for field in table.fields where !keys.contains(where: field.key.hasBytes(of:)) {
      let nearest = Nearest.match(of: field.key, in: keys)
      throw AnswerError(
        path,
        "没有键“\(field.key)”"
          + (nearest.map { "；是否为 \($0)？" } ?? "；可用：\(keys.joined(separator: "、"))"),
        "has no key `\(field.key)`"
          + (nearest.map { "; did you mean `\($0)`?" } ?? "; keys: \(keys.joined(separator: ", "))")
      )
    }
    self.table = table
    self.path = path
  }

  subscript(key: String) -> LuaValue { table[key] ?? .nil }

  func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func wrong(_ key: String, _ zh: String, _ en: String) -> AnswerError {
    AnswerError(place(key), zh, en)
  }

  private func expected(_ key: String, _ value: LuaValue, _ zh: String, _ en: String) -> AnswerError
  {
    if value.isNil { return wrong(key, "缺失，应为\(zh)", "is missing; it must be \(en)") }
    return wrong(
      key, "应为\(zh)，不是\(value.typePhrase.zh)", "must be \(en), not \(value.typePhrase.en)")
  }

  func text(_ key: String) throws(AnswerError) -> String {
    guard let text = try optionalText(key) else {
      throw expected(key, .nil, "文本", "a text")
    }
    return text
  }

  func optionalText(_ key: String) throws(AnswerError) -> String? {
    switch self[key] {
    case .nil: return nil
    case .string(let text): return text
    case let value: throw expected(key, value, "文本", "a text")
    }
  }

  /// A text that is not empty.
  func word(_ key: String) throws(AnswerError) -> String {
    let text = try text(key)
    guard !text.isEmpty else { throw wrong(key, "不能为空", "must not be empty") }
    return text
  }

  func optionalInteger(_ key: String) throws(AnswerError) -> Int64? {
    switch self[key] {
    case .nil: return nil
    case .integer(let integer): return integer
    case let value: throw expected(key, value, "整数", "an integer")
    }
  }

  func optionalBoolean(_ key: String) throws(AnswerError) -> Bool? {
    switch self[key] {
    case .nil: return nil
    case .boolean(let boolean): return boolean
    case let value: throw expected(key, value, "真假值", "a boolean")
    }
  }

  func day(_ key: String) throws(AnswerError) -> CivilDay {
    let text = try text(key)
    guard let day = CivilDay(iso: text) else {
      throw wrong(key, "应为日期 YYYY-MM-DD，不是“\(text)”", "must be a day YYYY-MM-DD, not `\(text)`")
    }
    return day
  }

  /// One of a closed list of words, with the nearest suggested.
  func choice(_ key: String, of choices: [String]) throws(AnswerError) -> String {
    let text = try text(key)
    guard !choices.contains(text) else { return text }
    let nearest = Nearest.match(of: text, in: choices)
    throw wrong(
      key,
      "没有“\(text)”"
        + (nearest.map { "；是否为 \($0)？" } ?? "；可用：\(choices.joined(separator: "、"))"),
      "cannot be `\(text)`"
        + (nearest.map { "; did you mean `\($0)`?" }
          ?? "; one of: \(choices.joined(separator: ", "))"))
  }

  /// A text in both languages, or one text for both.
  func phrase(_ key: String) throws(AnswerError) -> Phrase {
    if case .string(let text) = self[key] { return Phrase(same: text) }
    guard case .table = self[key] else {
      throw expected(key, self[key], "文本或 {zh=, en=}", "a text or {zh=, en=}")
    }
    let reader = try AnswerReader(self[key], place(key), keys: ["zh", "en"])
    return Phrase(try reader.text("zh"), try reader.text("en"))
  }

  /// `{"code", name = value…}` or `"code"`.
  func because(_ key: String = "because") throws(AnswerError) -> Because? {
    switch self[key] {
    case .nil: return nil
    case .string(let code): return Because(code)
    case .table(let table):
      guard table.items.count == 1, case .string(let code) = table.items[0] else {
        throw wrong(
          key, "应为 {\"代码\", 名称 = 值}，第一项是代码",
          "must be {\"code\", name = value}; the code is the first item")
      }
      return Because(code, table.fields.map { JSONValue.Member($0.key, $0.value.json) })
    case let value: throw expected(key, value, "文本或表", "a text or a table")
    }
  }

  func requiredBecause() throws(AnswerError) -> Because {
    guard let because = try because() else {
      throw wrong("because", "缺失：每个答案都要说明理由", "is missing: every answer says why")
    }
    return because
  }

  func list(_ key: String) throws(AnswerError) -> [LuaValue] {
    try Self.list(self[key], place(key))
  }

  /// The items of a list; an empty table is an empty list.
  static func list(_ value: LuaValue, _ path: String) throws(AnswerError) -> [LuaValue] {
    guard case .table(let table) = value, table.fields.isEmpty else {
      if value.isNil { throw AnswerError(path, "缺失，应为列表", "is missing; it must be a list") }
      if case .table(let table) = value, let field = table.fields.first {
        throw AnswerError(
          path, "应为列表，却有键“\(field.key)”", "must be a list and has the key `\(field.key)`")
      }
      throw AnswerError(
        path, "应为列表，不是\(value.typePhrase.zh)", "must be a list, not \(value.typePhrase.en)")
    }
    return table.items
  }
}
