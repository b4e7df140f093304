internal import ConsumerProtection

/// Reads a YAML file field by field and collects every problem instead of stopping at the first.
struct FieldReader {
  let file: String
  let code: PluginFailure.Code
  private(set) var problems: [PluginProblem] = []

  init(file: String, code: PluginFailure.Code = .manifest) {
    self.file = file
    self.code = code
  }

  mutating func report(
    _ line: Int?, _ column: Int?, _ problem: Phrase,
    severity: PluginProblem.Severity = .error
  ) {
    problems.append(
      PluginProblem(code, severity, file: file, line: line, column: column, problem))
  }

  mutating func report(_ value: YAMLValue, _ zh: String, _ en: String) {
    report(value.line, value.column, Phrase(zh, en))
  }

  mutating func take(_ others: [PluginProblem]) { problems += others }

  /// The entries of a mapping; unknown keys are reported with the nearest known one.
  mutating func object(_ value: YAMLValue, _ path: String, keys: [String]?) -> [YAMLValue.Entry] {
    guard case .map(let entries) = value.content else {
      if value.content != .null {
        report(value, "\(path) 应为键值对", "\(path) must be a mapping")
      }
      return []
    }
    guard let keys else { return entries }
    for entry in entries where !keys.contains(entry.key) {
      let nearest = Nearest.match(of: entry.key, in: keys)
      report(
        entry.line, entry.column,
        Phrase(
          "\(path) 中没有键“\(entry.key)”"
            + (nearest.map { "；是否为 \($0)？" } ?? "；可用：\(keys.joined(separator: "、"))"),
          "\(path) has no key `\(entry.key)`"
            + (nearest.map { "; did you mean `\($0)`?" }
              ?? "; keys: \(keys.joined(separator: ", "))")))
    }
    return entries.filter { keys.contains($0.key) }
  }

  mutating func missing(_ key: String, in value: YAMLValue, _ path: String) {
    report(value, "\(path) 缺少 \(key)", "\(path) lacks `\(key)`")
  }

  /// A text; numbers and days that stand unquoted are taken as written.
  mutating func text(_ value: YAMLValue, _ path: String) -> String? {
    switch value.content {
    case .text(let text): return text
    case .integer, .number:
      if let written = value.written { return written }
      fallthrough
    default:
      report(value, "\(path) 应为文本", "\(path) must be a text")
      return nil
    }
  }

  mutating func integer(_ value: YAMLValue, _ path: String, min: Int, max: Int) -> Int? {
    guard case .integer(let number) = value.content, (min...max).contains(Int(number)) else {
      report(
        value, "\(path) 应为 \(min) 至 \(max) 的整数",
        "\(path) must be a whole number from \(min) to \(max)")
      return nil
    }
    return Int(number)
  }

  mutating func boolean(_ value: YAMLValue, _ path: String) -> Bool? {
    guard case .boolean(let boolean) = value.content else {
      report(value, "\(path) 应为 true 或 false", "\(path) must be true or false")
      return nil
    }
    return boolean
  }

  mutating func list(_ value: YAMLValue, _ path: String) -> [YAMLValue] {
    guard case .list(let values) = value.content else {
      if value.content != .null { report(value, "\(path) 应为列表", "\(path) must be a list") }
      return []
    }
    return values
  }

  mutating func texts(_ value: YAMLValue, _ path: String) -> [String] {
    var texts: [String] = []
    for (place, item) in list(value, path).enumerated() {
      if let text = text(item, "\(path)[\(place + 1)]") { texts.append(text) }
    }
    return texts
  }

  /// A text in both languages: `{zh: …, en: …}`, both required.
  mutating func phrase(_ value: YAMLValue, _ path: String) -> Phrase? {
    let entries = object(value, path, keys: ["zh", "en"])
    guard case .map = value.content else {
      if value.content == .null { missing("zh、en", in: value, path) }
      return nil
    }
    var texts: [String: String] = [:]
    for entry in entries { texts[entry.key] = text(entry.value, "\(path).\(entry.key)") }
    for key in ["zh", "en"] where !entries.contains(where: { $0.key == key }) {
      missing(key, in: value, path)
    }
    guard let zh = texts["zh"], let en = texts["en"] else { return nil }
    return Phrase(zh, en)
  }

  mutating func day(_ value: YAMLValue, _ path: String) -> CivilDay? {
    guard let text = value.written, let day = CivilDay(iso: text) else {
      report(value, "\(path) 应为日期 YYYY-MM-DD", "\(path) must be a day YYYY-MM-DD")
      return nil
    }
    return day
  }

  /// A word of a closed list, with the nearest suggested.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ value: YAMLValue, _ path: String, of _: Choice.Type
  ) -> Choice? {
    guard let text = text(value, path) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let all = Choice.allCases.map(\.rawValue)
    let nearest = Nearest.match(of: text, in: all)
    report(
      value.line, value.column,
      Phrase(
        "\(path) 没有“\(text)”"
          + (nearest.map { "；是否为 \($0)？" } ?? "；可用：\(all.joined(separator: "、"))"),
        "\(path) cannot be `\(text)`"
          + (nearest.map { "; did you mean `\($0)`?" } ?? "; one of: \(all.joined(separator: ", "))")
      ))
    return nil
  }
}
