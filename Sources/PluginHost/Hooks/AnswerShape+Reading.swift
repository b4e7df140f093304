internal import ConsumerProtection
internal import LuaBridge

/// One item of an answer, read by the hook's shape.
struct ShapedItem: Equatable {
  /// The keys that the item has, in the order of the declaration.
  let answer: JSONValue
  let because: Because

  /// What the item is about: the values of these keys.
  func identity(_ keys: [String]) -> [JSONValue] { keys.map { answer[$0] ?? .null } }
}

extension AnswerShape {
  /// The items of a script's answer; a keyed answer has one item a key, `{key=, value=}`.
  func items(in value: LuaValue) throws(AnswerError) -> [ShapedItem] {
    switch form {
    case .one: return [try item(value, "")]
    case .list:
      var items: [ShapedItem] = []
      for (place, element) in try AnswerReader.list(value, "").enumerated() {
        items.append(try item(element, "[\(place + 1)]"))
      }
      return items
    case .keyed:
      let reader = try AnswerReader(value, "", keys: keys.map(\.name))
      var items: [ShapedItem] = []
      for key in keys where !reader[key.name].isNil {
        let entry = try AnswerReader(reader[key.name], key.name, keys: ["value", "because"])
        let value = try key.kind.value("value", in: entry)
        items.append(
          ShapedItem(
            answer: .object([.init("key", .text(key.name)), .init("value", value)]),
            because: try entry.requiredBecause()))
      }
      return items
    }
  }

  private func item(_ value: LuaValue, _ path: String) throws(AnswerError) -> ShapedItem {
    let reader = try AnswerReader(value, path, keys: keys.map(\.name) + ["because"])
    var members: [JSONValue.Member] = []
    for key in keys {
      if reader[key.name].isNil, !key.isRequired { continue }
      members.append(.init(key.name, try key.kind.value(key.name, in: reader)))
    }
    return ShapedItem(answer: .object(members), because: try reader.requiredBecause())
  }
}

extension AnswerShape.Kind {
  /// The value of a key as JSON; a phrase is `{zh, en}`, a day `YYYY-MM-DD`.
  fileprivate func value(
    _ key: String, in reader: AnswerReader
  ) throws(AnswerError) -> JSONValue {
    switch self {
    case .text: return .text(try reader.word(key))
    case .phrase:
      let phrase = try reader.phrase(key)
      return .object([.init("zh", .text(phrase.zh)), .init("en", .text(phrase.en))])
    case .integer(let bounds):
      return .integer(try Self.integer(key, bounds, in: reader))
    case .amount: return .integer(try Self.integer(key, 0...Int64.max, in: reader))
    case .day: return .text(try reader.day(key).iso)
    case .boolean:
      guard let boolean = try reader.optionalBoolean(key) else {
        throw reader.wrong(key, "缺失，应为真假值", "is missing; it must be a boolean")
      }
      return .boolean(boolean)
    case .choice(let words): return .text(try reader.choice(key, of: words))
    case .texts:
      var texts: [JSONValue] = []
      for (place, item) in try reader.list(key).enumerated() {
        guard case .string(let text) = item, !text.isEmpty else {
          throw AnswerError(
            "\(reader.place(key))[\(place + 1)]", "应为不为空的文本，不是\(item.typePhrase.zh)",
            "must be a text that is not empty, not \(item.typePhrase.en)")
        }
        texts.append(.text(text))
      }
      return .array(texts)
    case .budget:
      let text = try reader.text(key)
      do {
        return .text(try Budget(text).text)
      } catch {
        throw reader.wrong(key, "“\(text)”：\(error.problem.zh)", "`\(text)`: \(error.problem.en)")
      }
    }
  }

  private static func integer(
    _ key: String, _ bounds: ClosedRange<Int64>, in reader: AnswerReader
  ) throws(AnswerError) -> Int64 {
    guard let integer = try reader.optionalInteger(key) else {
      throw reader.wrong(key, "缺失，应为整数", "is missing; it must be an integer")
    }
    guard bounds.contains(integer) else {
      if bounds.lowerBound == 0, bounds.upperBound == .max {
        throw reader.wrong(key, "不能为负", "must not be negative")
      }
      throw reader.wrong(
        key, "应为 \(bounds.lowerBound) 至 \(bounds.upperBound)，不是 \(integer)",
        "must be \(bounds.lowerBound) to \(bounds.upperBound), not \(integer)")
    }
    return integer
  }
}
