internal import ConsumerProtection

/// A plugin's `locale/zh.yaml` and `locale/en.yaml`: flat, code to text with `{name}`.
struct LocaleTexts: Sendable, Equatable {
  /// The texts by code, one dictionary a language.
  private(set) var texts: [Language: [String: String]] = [:]
  /// The line of each code, for messages.
  private(set) var lines: [Language: [String: Int]] = [:]
  /// What is wrong with the files.
  private(set) var problems: [PluginProblem] = []

  init(of folder: PluginFolder) {
    for language in Language.allCases {
      let file = "locale/\(language.rawValue).yaml"
      guard let bytes = folder.bytes(of: file) else { continue }
      read(bytes, file: file, language)
    }
  }

  private mutating func read(_ bytes: [UInt8], file: String, _ language: Language) {
    do {
      let root = try YAMLValue.read(bytes, file: file)
      var fields = FieldReader(file: file)
      for entry in fields.object(root, file, keys: nil) {
        guard let text = fields.text(entry.value, entry.key) else { continue }
        texts[language, default: [:]][entry.key] = text
        lines[language, default: [:]][entry.key] = entry.line
      }
      problems += fields.problems
    } catch {
      problems += error.problems
    }
  }

  /// Every code of either language, sorted.
  var codes: [String] {
    Set(texts.values.flatMap(\.keys)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a language has the code.
  func has(_ code: String, _ language: Language) -> Bool { texts[language]?[code] != nil }

  /// The text of a code with its arguments; another language's text before none, and at last the
  /// code itself with its arguments, so that nothing is lost.
  func text(
    _ code: String, _ arguments: [JSONValue.Member], in language: Language,
    named: (_ table: String, _ key: String) -> Phrase? = { _, _ in nil }
  ) -> String {
    let others = Language.allCases.filter { $0 != language }
    guard let pattern = ([language] + others).lazy.compactMap({ texts[$0]?[code] }).first else {
      guard !arguments.isEmpty else { return code }
      return
        "\(code) (\(arguments.map { "\($0.name)=\(Self.word($0.value))" }.joined(separator: ", ")))"
    }
    return Self.fill(pattern, arguments) { named($0, $1)?.text(in: language) }
  }

  /// The text of a code in both languages; nil when neither file has it.
  func phrase(_ code: String, _ arguments: [JSONValue.Member] = []) -> Phrase? {
    guard has(code, .zh) || has(code, .en) else { return nil }
    return Phrase(text(code, arguments, in: .zh), text(code, arguments, in: .en))
  }

  /// Puts each argument for its `{name}`; names without an argument stay as they are. A key of a code
  /// table is put by its name where the text says the table, as `{class:business_class}`.
  static func fill(
    _ pattern: String, _ arguments: [JSONValue.Member],
    named: (_ table: String, _ key: String) -> String? = { _, _ in nil }
  ) -> String {
    var text = ""
    var rest = Substring(pattern)
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "}"),
        case let parts = inside[..<close].split(separator: ":"),
        let argument = arguments.first(where: { $0.name == parts.first ?? "" })
      else {
        text += "{"
        rest = inside
        continue
      }
      let plain = word(argument.value)
      text += parts.count == 2 ? named(String(parts[1]), plain) ?? plain : plain
      rest = inside[inside.index(after: close)...]
    }
    return text + rest
  }

  /// A value as a word of a sentence.
  static func word(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): return text
    case .integer(let integer): return String(integer)
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .null: return "nil"
    default:
      var writer = JSONWriter()
      writer.write(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}
