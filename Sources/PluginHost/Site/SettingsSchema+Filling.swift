internal import ConsumerProtection

extension SettingsSchema {
  /// The settings with defaults filled in, members in the order of the schema and then by name;
  /// every problem at once.
  func settings(from given: JSONValue?) -> Result<JSONValue, SettingsErrors> {
    var problems: [PathProblem] = []
    let value = filled(given ?? initial ?? .object([]), path: "settings", problems: &problems)
    return problems.isEmpty ? .success(value) : .failure(SettingsErrors(problems: problems))
  }

  struct SettingsErrors: Error, Equatable {
    let problems: [PathProblem]
  }

  func filled(
    _ value: JSONValue, path: String, problems: inout [PathProblem]
  ) -> JSONValue {
    guard fits(value, path: path, problems: &problems) else { return value }
    switch value {
    case .object(let members): return object(members, path: path, problems: &problems)
    case .array(let elements):
      guard let schema = items.first else { return value }
      return .array(
        elements.enumerated().map {
          schema.filled($0.element, path: "\(path)[\($0.offset + 1)]", problems: &problems)
        })
    default: return value
    }
  }

  private func object(
    _ members: [JSONValue.Member], path: String, problems: inout [PathProblem]
  ) -> JSONValue {
    var result: [JSONValue.Member] = []
    for property in properties {
      let place = "\(path).\(property.name)"
      if let given = members.first(where: { $0.name == property.name }) {
        result.append(
          .init(
            property.name, property.schema.filled(given.value, path: place, problems: &problems)))
      } else if let initial = property.schema.initial {
        var ignored: [PathProblem] = []
        result.append(
          .init(property.name, property.schema.filled(initial, path: place, problems: &ignored)))
      } else if required.contains(property.name) {
        problems.append(
          PathProblem(path: place, problem: Phrase("必填而未填", "is required and missing")))
      }
    }
    let names = properties.map(\.name)
    let rest = members.filter { !names.contains($0.name) }
    for member in rest.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      let place = "\(path).\(member.name)"
      switch others {
      case .admitted: result.append(member)
      case .matching(let schema):
        result.append(
          .init(member.name, schema.filled(member.value, path: place, problems: &problems)))
      case .refused:
        problems.append(PathProblem(path: place, problem: Self.unknown(member.name, names)))
      }
    }
    return .object(result)
  }

  private static func unknown(_ name: String, _ names: [String]) -> Phrase {
    let nearest = Nearest.match(of: name, in: names)
    let zh = nearest.map { "；是否为 \($0)？" } ?? (names.isEmpty ? "；该插件没有设置项" : "")
    let en =
      nearest.map { "; did you mean `\($0)`?" }
      ?? (names.isEmpty ? "; this plugin has no settings" : "")
    return Phrase("没有此设置项" + zh, "is no setting" + en)
  }

  private func fits(
    _ value: JSONValue, path: String, problems: inout [PathProblem]
  ) -> Bool {
    func wrong(_ zh: String, _ en: String) -> Bool {
      problems.append(PathProblem(path: path, problem: Phrase(zh, en)))
      return false
    }
    if let kind, !kind.admits(value) {
      return wrong(
        "应为\(kind.title.zh)，不是\(value.kind.zh)", "must be \(kind.title.en), not \(value.kind.en)")
    }
    if let choices, !choices.contains(value) {
      let list = choices.map(\.line).joined(separator: ", ")
      return wrong("应为其中之一：\(list)", "must be one of: \(list)")
    }
    if let number = value.double {
      if let minimum, number < minimum {
        return wrong("不得小于 \(Self.text(minimum))", "must be at least \(Self.text(minimum))")
      }
      if let maximum, number > maximum {
        return wrong("不得大于 \(Self.text(maximum))", "must be at most \(Self.text(maximum))")
      }
    }
    return true
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
  }
}

extension SettingsSchema.Kind {
  fileprivate func admits(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.object, .object), (.array, .array), (.string, .text), (.integer, .integer),
      (.number, .integer), (.number, .number), (.boolean, .boolean):
      true
    default: false
    }
  }

  fileprivate var title: Phrase {
    switch self {
    case .object: Phrase("对象", "an object")
    case .array: Phrase("列表", "a list")
    case .string: Phrase("文本", "a text")
    case .integer: Phrase("整数", "an integer")
    case .number: Phrase("数字", "a number")
    case .boolean: Phrase("真假值", "a truth value")
    }
  }
}
