internal import ConsumerProtection

/// JSON for programs: every object on standard output bears the version of its shape.
enum JSONText {
  /// The version of the shapes in docs/reference/cli-json.md.
  static let version: Int64 = 1

  /// One object with its version, in one line.
  static func envelope(_ members: [JSONValue.Member]) -> String {
    var writer = JSONWriter()
    writer.write(.object([JSONValue.Member("version", .integer(version))] + members))
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  /// A value in one line, without its version: part of a text for people.
  static func line(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// A list: `{version, total, items, next}`; total is null when it was not counted.
  static func list(_ items: [JSONValue], total: Int?, next: String? = nil) -> String {
    envelope([
      JSONValue.Member("total", total.map { .integer(Int64($0)) } ?? .null),
      JSONValue.Member("items", .array(items)),
      JSONValue.Member("next", next.map { .text($0) } ?? .null),
    ])
  }
}

/// Builds an object member by member; what is nil is left out.
struct ObjectBuilder {
  private(set) var members: [JSONValue.Member] = []

  mutating func add(_ name: String, _ text: String?) {
    if let text { members.append(JSONValue.Member(name, .text(text))) }
  }

  mutating func add(_ name: String, _ number: Int?) {
    if let number { members.append(JSONValue.Member(name, .integer(Int64(number)))) }
  }

  mutating func add(_ name: String, _ flag: Bool) {
    members.append(JSONValue.Member(name, .boolean(flag)))
  }

  mutating func add(_ name: String, _ day: CivilDay?) {
    add(name, day?.iso)
  }

  mutating func add(_ name: String, value: JSONValue?) {
    if let value { members.append(JSONValue.Member(name, value)) }
  }

  var object: JSONValue { .object(members) }
}

extension JSONValue {
  /// A phrase in both languages: `{zh, en}`.
  init(_ phrase: Phrase) {
    self = .object([Member("zh", .text(phrase.zh)), Member("en", .text(phrase.en))])
  }

  /// A list of texts.
  init(_ texts: [String]) {
    self = .array(texts.map { .text($0) })
  }
}
