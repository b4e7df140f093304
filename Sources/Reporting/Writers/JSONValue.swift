/// JSON with keys in the order given and integers kept exact (RFC 8259).
enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int64)
  case string(String)
  case array([JSONValue])
  /// A list that always stands on one line, e.g. a row of a table.
  case row([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// The text, two blanks a level; a list of scalars, and an object of scalars and such lists,
  /// stands on one line.
  func text(indentation: Int = 0) -> String {
    var out = ""
    write(to: &out, indentation: indentation)
    return out
  }

  private func write(to out: inout String, indentation: Int) {
    switch self {
    case .null: out += "null"
    case .bool(let bool): out += bool ? "true" : "false"
    case .integer(let integer): out += String(integer)
    case .string(let string): Self.write(string, to: &out)
    case .array(let values), .row(let values):
      writeList(values.map { (nil, $0) }, brackets: ("[", "]"), to: &out, indentation)
    case .object(let members):
      writeList(members.map { ($0.key, $0.value) }, brackets: ("{", "}"), to: &out, indentation)
    }
  }

  private func writeList(
    _ members: [(key: String?, value: JSONValue)], brackets: (String, String),
    to out: inout String, _ indentation: Int
  ) {
    let inner = isFlat ? nil : indentation + 2
    out += brackets.0
    for (index, member) in members.enumerated() {
      if index > 0 { out += inner == nil ? ", " : "," }
      if let inner { out += "\n" + String(repeating: " ", count: inner) }
      if let key = member.key {
        Self.write(key, to: &out)
        out += ": "
      }
      member.value.write(to: &out, indentation: inner ?? indentation)
    }
    if inner != nil { out += "\n" + String(repeating: " ", count: indentation) }
    out += brackets.1
  }

  private var isFlat: Bool {
    switch self {
    case .null, .bool, .integer, .string, .row: true
    case .array(let values): values.allSatisfy(\.isScalar)
    case .object(let members):
      members.allSatisfy { member in
        if case .array(let values) = member.value { return values.allSatisfy(\.isScalar) }
        return member.value.isScalar
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .null, .bool, .integer, .string: true
    case .array(let values), .row(let values): values.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  private static func write(_ string: String, to out: inout String) {
    out += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{00}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
