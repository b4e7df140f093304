internal import ConsumerProtection
internal import Yams

/// A YAML value with its place; plain words are read as in YAML 1.2, so `off` and `no` stay text.
struct YAMLValue: Sendable, Equatable {
  /// One entry of a mapping.
  struct Entry: Sendable, Equatable {
    let key: String
    let line: Int
    let column: Int
    let value: YAMLValue
  }

  indirect enum Content: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([YAMLValue])
    case map([Entry])
  }

  let content: Content
  /// A scalar as it is written, for days and versions that look like numbers.
  let written: String?
  let line: Int
  let column: Int

  /// The value without places.
  var json: JSONValue {
    switch content {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .text(let text): .text(text)
    case .list(let values): .array(values.map(\.json))
    case .map(let entries): .object(entries.map { JSONValue.Member($0.key, $0.value.json) })
    }
  }

  /// The entry of that key, when this is a mapping that has it.
  subscript(key: String) -> YAMLValue? {
    guard case .map(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }
}

extension YAMLValue {
  /// Reads one document.
  ///
  /// - Throws: `PluginProblems` with the one place where reading stopped.
  static func read(
    _ bytes: [UInt8], file: String, code: PluginFailure.Code = .manifest
  ) throws(PluginProblems) -> YAMLValue {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PluginProblems([
        PluginProblem(
          code, file: file,
          Phrase(
            "不是有效的 UTF-8 文本（字节 \(firstInvalidUTF8Offset(in: bytes))）",
            "not valid UTF-8 (byte \(firstInvalidUTF8Offset(in: bytes)))"))
      ])
    }
    let node: Node?
    do {
      // Plain words are told apart below, and only the tree is wanted: the default resolver would
      // compile seven expressions, the default constructor fill tables of functions.
      node = try Yams.compose(yaml: text, .basic, Constructor([:], [:], [:]), .utf8)
    } catch {
      throw PluginProblems([problem(of: error, file: file, code: code)])
    }
    guard let node else {
      return YAMLValue(content: .map([]), written: nil, line: 1, column: 1)
    }
    return YAMLValue(node)
  }

  init(_ node: Node) {
    line = node.mark?.line ?? 1
    column = node.mark?.column ?? 1
    switch node {
    case .scalar(let scalar):
      written = scalar.string
      content =
        scalar.style == .plain || scalar.style == .any
        ? Self.plain(scalar.string) : .text(scalar.string)
    case .sequence(let sequence):
      written = nil
      content = .list(sequence.map { YAMLValue($0) })
    case .mapping(let mapping):
      written = nil
      content = .map(
        mapping.map { key, value in
          Entry(
            key: key.scalar?.string ?? "", line: key.mark?.line ?? 1,
            column: key.mark?.column ?? 1, value: YAMLValue(value))
        })
    case .alias:
      written = nil
      content = .null
    }
  }

  private static func plain(_ text: String) -> Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: break
    }
    guard let first = text.utf8.first, (48...57).contains(first) || first == 45 || first == 43
    else { return .text(text) }
    if let integer = Int64(text) { return .integer(integer) }
    let isDecimal = text.utf8.allSatisfy {
      (48...57).contains($0) || [45, 43, 46, 69, 101].contains($0)
    }
    if isDecimal, text.utf8.contains(where: { $0 != 45 }), let number = Double(text) {
      return .number(number)
    }
    return .text(text)
  }

  private static func problem(
    of error: any Error, file: String, code: PluginFailure.Code
  ) -> PluginProblem {
    func at(_ mark: Mark?, _ zh: String, _ en: String) -> PluginProblem {
      PluginProblem(
        code, file: file, line: mark?.line, column: mark?.column,
        Phrase("不是有效的 YAML：\(zh)", "not valid YAML: \(en)"))
    }
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      return at(mark, problem, problem)
    case .reader(let problem, _, _, _)?: return at(nil, problem, problem)
    case .duplicatedKeysInMapping(let duplicates, let context)?:
      let keys = duplicates.map { "\($0)" }.sorted().joined(separator: ", ")
      return at(context.mark, "键重复：\(keys)", "keys stand twice: \(keys)")
    default: return at(nil, "无法读取", "it cannot be read")
    }
  }
}
