public import ConsumerProtection
internal import Crypto

extension HookSubject {
  /// Checks a case file against the fields: names, kinds, days.
  ///
  /// - Parameters:
  ///   - json: The object as read.
  ///   - file: What messages call it.
  ///   - required: The fields that it must have, such as `id`.
  /// - Returns: The object with the fields that have a value.
  /// - Throws: Every problem at once; unknown names with the nearest one.
  public func values(
    of json: JSONValue, file: String, required: [String]
  ) throws(PluginProblems) -> JSONValue {
    guard let members = json.members else {
      throw PluginProblems([
        Self.problem(
          file, "应为一个 JSON 对象，不是\(json.kind.zh)", "must be a JSON object, not \(json.kind.en)")
      ])
    }
    var problems: [PluginProblem] = []
    let names = fields.map(\.name)
    for member in members where !names.contains(member.name) {
      let near = Nearest.match(of: member.name, in: names)
      problems.append(
        Self.problem(
          file,
          "没有字段“\(member.name)”"
            + (near.map { "；是否为 \($0)？" } ?? "；可用：\(names.joined(separator: "、"))"),
          "there is no field `\(member.name)`"
            + (near.map { "; did you mean `\($0)`?" }
              ?? "; fields: \(names.joined(separator: ", "))")))
    }
    for name in required where json[name] == nil || json[name] == .null {
      problems.append(Self.problem(file, "缺少 \(name)", "lacks `\(name)`"))
    }
    for field in fields {
      guard let value = json[field.name], value != .null, !field.kind.admits(value) else {
        continue
      }
      let wanted = field.kind.title
      problems.append(
        Self.problem(
          file, "\(field.name) 应为\(wanted.zh)，不是\(value.kind.zh)",
          "\(field.name) must be \(wanted.en), not \(value.kind.en)"))
    }
    guard problems.isEmpty else { throw PluginProblems(problems) }
    return .object(
      fields.compactMap { field in
        json[field.name].flatMap { $0 == .null ? nil : JSONValue.Member(field.name, $0) }
      })
  }

  private static func problem(_ file: String, _ zh: String, _ en: String) -> PluginProblem {
    PluginProblem(.settings, file: file, Phrase(zh, en))
  }
}

extension RecordField.Kind {
  /// Whether a value of a case file is of the kind.
  func admits(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.text, .text(let text)): !text.isEmpty
    case (.day, .text(let text)): CivilDay(iso: text) != nil
    case (.integer, .integer), (.boolean, .boolean), (.table, .array), (.table, .object): true
    default: false
    }
  }

  /// The kind in words.
  var title: Phrase {
    switch self {
    case .text: Phrase("不为空的文本", "a text that is not empty")
    case .day: Phrase("日期 YYYY-MM-DD", "a day YYYY-MM-DD")
    case .integer: Phrase("整数", "an integer")
    case .boolean: Phrase("真假值", "a truth value")
    case .table: Phrase("对象或列表", "an object or a list")
    }
  }
}

extension JSONValue {
  /// SHA-256 in hexadecimal over the canonical JSON list of names and values of these members: what an
  /// answer about a subject depended on.
  func digest(of reads: [String]) -> String {
    var writer = JSONWriter()
    writer.array { writer in
      for name in reads {
        writer.write(name)
        writer.write(self[name] ?? .null)
      }
    }
    return SHA256.hex(of: writer.bytes)
  }
}
