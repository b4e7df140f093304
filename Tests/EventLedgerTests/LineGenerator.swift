import Foundation

@testable import EventLedger

/// Makes random lines by the grammar of docs/reference/ledger-format.md, together with what they say.
///
/// It writes by its own hand: neither `LineWriter` nor one of the two readers has a part in it.
struct LineGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed) }

  mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  mutating func pick<C: RandomAccessCollection>(_ choices: C) -> C.Element {
    choices[choices.index(choices.startIndex, offsetBy: below(choices.count))]
  }

  /// A line without its line feed, and its fields.
  mutating func line() -> (bytes: [UInt8], fields: StrictLine) {
    var fields = StrictLine()
    var text = "{\"v\":1"
    for name in ["seq", "g", "tx"] {
      append(name, pick([1, 9, 10, 4_711, 1 << 32, Int64.max]), &text, &fields)
    }
    let end = below(2)
    fields.numbers["end"] = Int64(end)
    let at = instant()
    fields.at = Array(at.utf8)
    text += ",\"end\":\(end),\"at\":\"\(at)\""
    append("day", pick([0, 1, -1, 20_780, -719_528, Int64.max, -Int64.max]), &text, &fields)
    for name in ["zone", "kind", "id"] { append(name, &text, &fields) }
    append("n", pick([1, 8, Int64.max]), &text, &fields)
    append("type", &text, &fields)
    append("tv", pick([0, 1, 2, Int64.max]), &text, &fields)
    for name in ["cmd", "org", "actor"] { append(name, &text, &fields) }
    append("pp", pick([-1, 0, 1, 1 << 32 | 1_000, Int64.max]), &text, &fields)
    let data = object(depth: 1)
    fields.data = Array(data.utf8)
    text += ",\"data\":\(data)"
    let entries = (0..<max(0, below(5) - 2)).map { _ in entry() }.joined(separator: ",")
    fields.sealed = Array(entries.utf8)
    if !entries.isEmpty { text += ",\"sealed\":[\(entries)]" }
    let hash = (0..<64).map { _ in String(pick(Array("0123456789abcdef"))) }.joined()
    fields.hash = Array(hash.utf8)
    text += ",\"h\":\"\(hash)\"}"
    return (Array(text.utf8), fields)
  }

  private mutating func append(
    _ name: String, _ number: Int64, _ text: inout String, _ fields: inout StrictLine
  ) {
    fields.numbers[name] = number
    text += ",\"\(name)\":\(number)"
  }

  private mutating func append(
    _ name: String, _ text: inout String, _ fields: inout StrictLine
  ) {
    let value = canonicalText()
    fields.texts[name] = Array(value.utf8)
    text += ",\"\(name)\":\"\(value)\""
  }

  private mutating func instant() -> String {
    let dates = [
      "0000-01-01", "0000-02-29", "1600-02-29", "1900-02-28", "1969-12-31", "1970-01-01",
      "2000-02-29", "2026-11-27", "2028-02-29", "2100-12-31", "9999-12-31",
    ]
    let times = ["00:00:00.000", "23:59:59.999", "01:24:26.817", "12:00:00.001"]
    return "\(pick(dates))T\(pick(times))Z"
  }

  /// Only quote, backslash and what is below 0x20 is escaped, each in one way.
  private mutating func canonicalText() -> String {
    let pieces = [
      "a", "complaint", "C-20261123-000417", "\\\"", "\\\\", "\\u0001", "\\u001f", "\\u000a", "/",
      " ", "\u{7F}", "é", "投诉", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}",
      "\u{10000}", "😀", "\u{10FFFF}", "u0000", "n",
    ]
    return (0..<below(9)).map { _ in pick(pieces) }.joined()
  }

  // MARK: Data

  private mutating func space() -> String { pick(["", "", "", " ", "\t", " \t "]) }

  mutating func object(depth: Int) -> String {
    if below(12) == 0 { return nest(to: 64, from: depth) }
    let members = (0..<below(4)).map { _ in
      "\(space())\(string())\(space()):\(space())\(value(depth: depth + 1))\(space())"
    }
    return "{\(members.isEmpty ? space() : members.joined(separator: ","))}"
  }

  private mutating func value(depth: Int) -> String {
    switch below(depth < 6 ? 8 : 6) {
    case 0: return string()
    case 1: return pick(["true", "false", "null"])
    case 2, 3, 4: return number()
    case 5: return pick(["{}", "[]", "[ ]", "{\t}", "\"\""])
    case 6: return object(depth: depth)
    default:
      let values = (0..<below(4)).map { _ in "\(space())\(value(depth: depth + 1))\(space())" }
      return "[\(values.joined(separator: ","))]"
    }
  }

  /// Exactly as deep as is admitted.
  private mutating func nest(to depth: Int, from start: Int) -> String {
    let count = depth - start
    return "{\"d\":" + String(repeating: "[", count: count) + String(repeating: "]", count: count)
      + "}"
  }

  private mutating func number() -> String {
    pick([
      "0", "-0", "1", "-1", "10", "1.0", "0.5", "-0.05", "1e3", "1E3", "1e+3", "1e-3", "-1.5E-07",
      "123456789012345678901234567890", "0e0", "9007199254740993",
    ])
  }

  private mutating func string() -> String {
    let pieces = [
      "a", "amount", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0001", "\\u00e9",
      "\\uD83D\\uDE00", "\\ud83d\\ude00", "\\uFFFF", "/", "\u{7F}", "é", "退款", "😀", "12345678",
      "退款重复扣收", "abcdefgh\u{E000}",
    ]
    return "\"" + (0..<below(6)).map { _ in pick(pieces) }.joined() + "\""
  }

  // MARK: Sealed values

  private mutating func entry() -> String {
    let key = pick([1, 9, 10, 65_537, Int64.max])
    let suite = pick(["", ",\"s\":1", ",\"s\":2"])
    return
      "{\"f\":\"\(canonicalText())\",\"k\":\(key)\(suite),\"n\":\"\(base64(12))\",\"c\":\"\(base64(16 + below(30)))\"}"
  }

  /// By Foundation, which is not ours.
  private mutating func base64(_ count: Int) -> String {
    Data((0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }).base64EncodedString()
  }
}
