internal import LuaBridge

/// Keeps personal texts out of answers: an answer enters the ledger in plain.
enum PersonalGuard {
  /// Refuses an answer with a text that repeats a personal value, or a piece of eight characters or
  /// more of one.
  ///
  /// - Parameters:
  ///   - value: The script's answer.
  ///   - read: The fields that the script read, as it saw them.
  /// - Throws: The place of the text that repeats one.
  static func check(
    _ value: LuaValue, read: [(name: String, value: FieldValue, isPersonal: Bool)]
  ) throws(AnswerError) {
    var secrets: [(name: String, text: String)] = []
    for field in read where field.isPersonal {
      if case .text(let text) = field.value, text.count >= 2 { secrets.append((field.name, text)) }
    }
    if !secrets.isEmpty { try check(value, "", secrets) }
  }

  private static func check(
    _ value: LuaValue, _ path: String, _ secrets: [(name: String, text: String)]
  ) throws(AnswerError) {
    switch value {
    case .string(let text):
      let repeated = secrets.first { secret in
        text.contains(secret.text) || (text.count >= 8 && secret.text.contains(text))
      }
      guard let repeated else { return }
      throw AnswerError(
        path, "重复了个人信息 \(repeated.name)：答案会以明文进入账本",
        "repeats the personal field \(repeated.name): an answer enters the ledger in plain")
    case .table(let table):
      for (place, item) in table.items.enumerated() {
        try check(item, "\(path)[\(place + 1)]", secrets)
      }
      for field in table.fields {
        try check(field.value, path.isEmpty ? field.key : "\(path).\(field.key)", secrets)
      }
    default: return
    }
  }
}
