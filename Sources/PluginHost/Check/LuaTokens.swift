/// A word of a Lua source.
struct LuaToken: Equatable {
  enum Kind: Equatable {
    case name
    case keyword
    case string
    case number
    case symbol
  }

  let kind: Kind
  /// The word; for a string its contents where they have no escapes, else nothing.
  let text: String
  let line: Int
}

/// Splits a Lua source into words: enough for looking at names, not a compiler.
struct LuaLexer {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1

  private static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
    "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func tokens(of bytes: [UInt8]) -> [LuaToken] {
    var lexer = LuaLexer(bytes)
    var tokens: [LuaToken] = []
    while let token = lexer.next() { tokens.append(token) }
    return tokens
  }

  private mutating func next() -> LuaToken? {
    skip()
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    let start = line
    if Self.isLetter(byte) {
      let word = take { Self.isLetter($0) || Self.isDigit($0) }
      let kind: LuaToken.Kind = Self.keywords.contains(word) ? .keyword : .name
      return LuaToken(kind: kind, text: word, line: start)
    }
    if Self.isDigit(byte) {
      let word = take { Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: ".") }
      return LuaToken(kind: .number, text: word, line: start)
    }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return LuaToken(kind: .string, text: quoted(byte), line: start)
    }
    if byte == UInt8(ascii: "["), let text = longBracket() {
      return LuaToken(kind: .string, text: text, line: start)
    }
    return LuaToken(kind: .symbol, text: symbol(), line: start)
  }

  /// Passes white space and comments.
  private mutating func skip() {
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 0x0A {
        line += 1
        place += 1
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        place += 1
      } else if starts(with: "--") {
        place += 2
        if place < bytes.count, bytes[place] == UInt8(ascii: "["), longBracket() != nil { continue }
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      } else {
        return
      }
    }
  }

  private func starts(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    return bytes[place..<place + count].elementsEqual(
      UnsafeBufferPointer(start: text.utf8Start, count: count))
  }

  private mutating func take(_ belongs: (UInt8) -> Bool) -> String {
    let start = place
    while place < bytes.count, belongs(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func quoted(_ quote: UInt8) -> String {
    place += 1
    let start = place
    var hasEscape = false
    while place < bytes.count, bytes[place] != quote, bytes[place] != 0x0A {
      if bytes[place] == UInt8(ascii: "\\") {
        hasEscape = true
        place += 1
        if place < bytes.count, bytes[place] == 0x0A { line += 1 }
      }
      place += 1
    }
    let end = min(place, bytes.count)
    place = min(place + 1, bytes.count)
    return hasEscape ? "" : String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// `[[…]]` or `[==[…]==]`; nil, and no step, for any other bracket.
  private mutating func longBracket() -> String? {
    var level = 0
    var look = place + 1
    while look < bytes.count, bytes[look] == UInt8(ascii: "=") {
      level += 1
      look += 1
    }
    guard look < bytes.count, bytes[look] == UInt8(ascii: "[") else { return nil }
    let end =
      [UInt8(ascii: "]")] + [UInt8](repeating: UInt8(ascii: "="), count: level)
      + [UInt8(ascii: "]")]
    let start = look + 1
    place = start
    while place < bytes.count, !bytes[place...].starts(with: end) {
      if bytes[place] == 0x0A { line += 1 }
      place += 1
    }
    let text = String(decoding: bytes[min(start, place)..<place], as: UTF8.self)
    place = min(place + end.count, bytes.count)
    return text
  }

  private mutating func symbol() -> String {
    for text in ["...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"] {
      if bytes[place...].starts(with: text.utf8) {
        place += text.utf8.count
        return text
      }
    }
    place += 1
    return String(decoding: [bytes[place - 1]], as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
