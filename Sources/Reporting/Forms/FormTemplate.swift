/// A page with gaps, for forms and letters: `{{name}}` is filled in, `{{#name}} … {{/name}}` is
/// written for each entry of a list, or once where the value is not empty, `{{^name}} … {{/name}}`
/// where it is, `{{! … }}` is a remark. Whatever is filled in is escaped; there is no way around it.
public struct FormTemplate: Sendable {
  /// What fills a gap.
  public enum Value: Sendable, Equatable {
    /// Text; its line breaks become `<br>`.
    case text(String)
    /// Entries, each with names of its own; inside an entry the outer names hold as well.
    case list([[String: Value]])

    /// Whether there is nothing in it.
    public var isEmpty: Bool {
      switch self {
      case .text(let text): text.isEmpty
      case .list(let entries): entries.isEmpty
      }
    }
  }

  /// Why a template cannot be used.
  public struct Problem: Error, Sendable, Equatable {
    /// The sentence in Chinese.
    public let zh: String
    /// The sentence in English.
    public let en: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in characters.
    public let column: Int
  }

  indirect enum Part: Sendable {
    case literal(String)
    case gap(String)
    case section(String, isInverted: Bool, [Part])
  }

  let parts: [Part]
  /// Every name that the template uses, with its place, in order.
  public let names: [(name: String, line: Int, column: Int)]

  /// The most bytes of a template.
  public static let byteCountMax = 1 << 20
  /// How deeply sections may be nested.
  public static let depthMax = 8

  /// Reads a template.
  ///
  /// - Throws: the first problem with its line and column.
  public init(_ text: String) throws(Problem) {
    var reader = FormTemplateReader(text)
    parts = try reader.parts(closing: nil, depth: 0)
    names = reader.names
  }

  /// The page with its gaps filled; a name without a value leaves its gap empty.
  public func filled(_ values: [String: Value]) -> String {
    var out = ""
    Self.write(parts, [values], into: &out)
    return out
  }

  private static func write(
    _ parts: [Part], _ scopes: [[String: Value]], into out: inout String
  ) {
    for part in parts {
      switch part {
      case .literal(let text): out += text
      case .gap(let name):
        if case .text(let text)? = value(name, scopes) { out += Markup.withLineBreaks(text) }
      case .section(let name, let isInverted, let inner):
        let value = value(name, scopes)
        if isInverted {
          if value?.isEmpty ?? true { write(inner, scopes, into: &out) }
        } else if case .list(let entries)? = value {
          for entry in entries { write(inner, scopes + [entry], into: &out) }
        } else if let value, !value.isEmpty {
          write(inner, scopes, into: &out)
        }
      }
    }
  }

  private static func value(_ name: String, _ scopes: [[String: Value]]) -> Value? {
    scopes.reversed().lazy.compactMap { $0[name] }.first
  }
}

/// Reads a template from its start to its end.
private struct FormTemplateReader {
  private var rest: Substring
  private var line = 1
  private var column = 1
  private(set) var names: [(name: String, line: Int, column: Int)] = []

  init(_ text: String) { rest = text[...] }

  mutating func parts(
    closing section: (name: String, line: Int, column: Int)?, depth: Int
  ) throws(FormTemplate.Problem) -> [FormTemplate.Part] {
    var parts: [FormTemplate.Part] = []
    while let open = rest.firstRange(of: "{{") {
      if open.lowerBound != rest.startIndex { parts.append(.literal(take(to: open.lowerBound))) }
      let place = (line, column)
      guard let close = rest.firstRange(of: "}}") else {
        throw problem("“{{”没有对应的“}}”", "`{{` has no `}}`", place)
      }
      let tag = take(to: close.upperBound).dropFirst(2).dropLast(2)
      let word = trimmed(tag)
      switch word.first {
      case "!": continue
      case "#", "^":
        let name = try name(word.dropFirst(), place)
        guard depth < FormTemplate.depthMax else {
          throw problem("嵌套过深", "the sections are nested too deeply", place)
        }
        let inner = try self.parts(closing: (name, place.0, place.1), depth: depth + 1)
        parts.append(.section(name, isInverted: word.first == "^", inner))
      case "/":
        let name = trimmed(word.dropFirst())
        guard let section, section.name == name else {
          throw problem(
            "{{/\(name)}} 没有对应的开头", "{{/\(name)}} closes nothing that is open", place)
        }
        return parts
      default: parts.append(.gap(try name(word, place)))
      }
    }
    if let section {
      throw problem(
        "{{#\(section.name)}} 没有结尾", "{{#\(section.name)}} is never closed",
        (section.line, section.column))
    }
    if !rest.isEmpty { parts.append(.literal(take(to: rest.endIndex))) }
    return parts
  }

  private mutating func name(
    _ text: some StringProtocol, _ place: (Int, Int)
  ) throws(FormTemplate.Problem) -> String {
    let name = trimmed(text)
    let isGood = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x61...0x7A, 0x30...0x39, 0x5F, 0x2E: true
      default: false
      }
    }
    guard isGood, !name.isEmpty else {
      throw problem(
        "名称“\(name)”只能用小写字母、数字、“_”和“.”",
        "the name `\(name)` may hold lower-case letters, digits, `_` and `.` only", place)
    }
    names.append((name, place.0, place.1))
    return name
  }

  private func trimmed(_ text: some StringProtocol) -> String {
    var part = Substring(text)
    while part.first?.isWhitespace == true { part = part.dropFirst() }
    while part.last?.isWhitespace == true { part = part.dropLast() }
    return String(part)
  }

  private mutating func take(to end: String.Index) -> String {
    let taken = rest[..<end]
    for character in taken {
      if character.isNewline { (line, column) = (line + 1, 1) } else { column += 1 }
    }
    rest = rest[end...]
    return String(taken)
  }

  private func problem(
    _ zh: String, _ en: String, _ place: (Int, Int)
  ) -> FormTemplate.Problem {
    FormTemplate.Problem(zh: zh, en: en, line: place.0, column: place.1)
  }
}
