internal import ConsumerProtection

/// A subset of JSON Schema for a plugin's settings: `type`, `properties`, `required`, `default`,
/// `minimum`, `maximum`, `enum`, `items`, `additionalProperties`, `description`, `title`.
struct SettingsSchema: Sendable, Equatable {
  /// What `type` may say.
  enum Kind: String, Sendable, CaseIterable {
    case object, array, string, integer, number, boolean
  }

  /// What `additionalProperties` says.
  indirect enum Others: Sendable, Equatable {
    case refused
    case admitted
    case matching(SettingsSchema)
  }

  struct Property: Sendable, Equatable {
    let name: String
    let schema: SettingsSchema
  }

  var kind: Kind?
  var properties: [Property] = []
  var required: [String] = []
  var initial: JSONValue?
  var minimum: Double?
  var maximum: Double?
  var choices: [JSONValue]?
  var items: [SettingsSchema] = []
  var others: Others = .admitted
  /// The title or description, for people.
  var summary: String?

  /// Settings of a plugin without a schema: nothing may be set.
  static var none: SettingsSchema {
    var schema = SettingsSchema()
    schema.kind = .object
    schema.others = .refused
    return schema
  }
}

/// A problem in a value or a schema, with its path, e.g. `settings.desks.B.card`.
struct PathProblem: Sendable, Equatable {
  let path: String
  let problem: Phrase
}

extension SettingsSchema {
  static let file = "config.schema.json"
  private static let keywords = [
    "$schema", "type", "title", "description", "properties", "required", "default", "minimum",
    "maximum", "enum", "items", "additionalProperties",
  ]

  /// Reads the schema of a folder; `none` when there is no file.
  static func read(in folder: PluginFolder) throws(PluginProblems) -> SettingsSchema {
    guard let bytes = folder.bytes(of: file) else { return .none }
    let value: JSONValue
    do {
      value = try JSONReader.value(of: bytes)
    } catch {
      throw PluginProblems([
        PluginProblem(
          .settings, file: file, line: error.line, column: error.column, error.problem)
      ])
    }
    var problems: [PathProblem] = []
    let schema = SettingsSchema(value, path: "schema", problems: &problems)
    guard problems.isEmpty else {
      throw PluginProblems(
        problems.map {
          PluginProblem(
            .settings, file: file,
            Phrase("\($0.path)：\($0.problem.zh)", "\($0.path): \($0.problem.en)"))
        })
    }
    return schema
  }

  private init(_ value: JSONValue, path: String, problems: inout [PathProblem]) {
    guard let members = value.members else {
      problems.append(PathProblem(path: path, problem: Phrase("应为对象", "must be an object")))
      return
    }
    for member in members {
      read(member.name, member.value, path: path, problems: &problems)
    }
    if let initial {
      var defaults: [PathProblem] = []
      _ = filled(initial, path: "\(path).default", problems: &defaults)
      problems += defaults
    }
  }

  private mutating func read(
    _ name: String, _ value: JSONValue, path: String, problems: inout [PathProblem]
  ) {
    let place = "\(path).\(name)"
    func wrong(_ zh: String, _ en: String) {
      problems.append(PathProblem(path: place, problem: Phrase(zh, en)))
    }
    switch name {
    case "$schema": break
    case "title", "description": summary = summary ?? value.text
    case "type":
      kind = value.text.flatMap { Kind(rawValue: $0) }
      if kind == nil {
        let all = Kind.allCases.map(\.rawValue)
        wrong(
          "应为 \(all.joined(separator: "、")) 之一", "must be one of: \(all.joined(separator: ", "))")
      }
    case "properties":
      for member in value.members ?? [] {
        let schema = SettingsSchema(
          member.value, path: "\(place).\(member.name)", problems: &problems)
        properties.append(Property(name: member.name, schema: schema))
      }
    case "required": required = (value.array ?? []).compactMap(\.text)
    case "default": initial = value
    case "minimum", "maximum":
      guard let number = value.double else { return wrong("应为数字", "must be a number") }
      if name == "minimum" { minimum = number } else { maximum = number }
    case "enum": choices = value.array ?? []
    case "items": items = [SettingsSchema(value, path: place, problems: &problems)]
    case "additionalProperties":
      switch value {
      case .boolean(let boolean): others = boolean ? .admitted : .refused
      default:
        others = .matching(SettingsSchema(value, path: place, problems: &problems))
      }
    default:
      let nearest = Nearest.match(of: name, in: Self.keywords)
      wrong(
        "不支持此关键字" + (nearest.map { "；是否为 \($0)？" } ?? ""),
        "is no keyword of this subset" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
  }
}

extension JSONValue {
  /// The number, when this is one.
  var double: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }

  /// The value as JSON in one line.
  var line: String {
    var writer = JSONWriter()
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
