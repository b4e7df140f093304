/// A second reading of docs/reference/ledger-format.md, slow and plain: what a line must be, byte for byte.
///
/// Shares nothing with `LineScanner`. The fuzz target includes this file as well.
struct StrictLine: Equatable {
  var numbers: [String: Int64] = [:]
  var texts: [String: [UInt8]] = [:]
  var at: [UInt8] = []
  var data: [UInt8] = []
  var sealed: [UInt8] = []
  var hash: [UInt8] = []

  private struct Refused: Error {}

  /// nil = refused. The line is given without its line feed.
  static func read(_ bytes: [UInt8]) -> StrictLine? {
    guard bytes.count < 1 << 20, !bytes.contains(0x0A), !bytes.contains(0x0D),
      String(validating: bytes, as: UTF8.self) != nil
    else { return nil }
    var reader = Reader(bytes: bytes)
    return try? reader.line()
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func peek() -> UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func pass(_ text: String) throws {
      for byte in text.utf8 {
        guard peek() == byte else { throw Refused() }
        place += 1
      }
    }

    mutating func line() throws -> StrictLine {
      var line = StrictLine()
      try pass("{\"v\":1,\"seq\":")
      line.numbers["seq"] = try counted()
      for name in ["g", "tx"] {
        try pass(",\"\(name)\":")
        line.numbers[name] = try counted()
      }
      try pass(",\"end\":")
      guard let end = peek(), end == 0x30 || end == 0x31 else { throw Refused() }
      place += 1
      line.numbers["end"] = Int64(end - 0x30)
      try pass(",\"at\":\"")
      line.at = try instant()
      try pass("\",\"day\":")
      line.numbers["day"] = try signed()
      for name in ["zone", "kind", "id"] { try text(name, &line) }
      try pass(",\"n\":")
      line.numbers["n"] = try counted()
      try text("type", &line)
      try pass(",\"tv\":")
      line.numbers["tv"] = try natural()
      for name in ["cmd", "org", "actor"] { try text(name, &line) }
      try pass(",\"pp\":")
      let previous = try signed()
      guard previous >= -1 else { throw Refused() }
      line.numbers["pp"] = previous
      try pass(",\"data\":")
      let start = place
      guard peek() == 0x7B else { throw Refused() }
      try value(depth: 1)
      line.data = Array(bytes[start..<place])
      if peek() == 0x2C, bytes[place...].starts(with: Array(",\"sealed\":[".utf8)) {
        try pass(",\"sealed\":[")
        let start = place
        try entry()
        while peek() == 0x2C {
          place += 1
          try entry()
        }
        line.sealed = Array(bytes[start..<place])
        try pass("]")
      }
      try pass(",\"h\":\"")
      for _ in 0..<64 { line.hash.append(try digit(of: Array("0123456789abcdef".utf8))) }
      try pass("\"}")
      guard place == bytes.count else { throw Refused() }
      return line
    }

    // MARK: Numbers

    mutating func digit(of admitted: [UInt8]) throws -> UInt8 {
      guard let byte = peek(), admitted.contains(byte) else { throw Refused() }
      place += 1
      return byte
    }

    mutating func digits() throws -> String {
      var text = ""
      while let byte = peek(), byte >= 0x30, byte <= 0x39 {
        text.append(Character(Unicode.Scalar(byte)))
        place += 1
      }
      guard !text.isEmpty, text == "0" || !text.hasPrefix("0") else { throw Refused() }
      return text
    }

    /// From 1, below 2^63.
    mutating func counted() throws -> Int64 {
      let number = try natural()
      guard number > 0 else { throw Refused() }
      return number
    }

    mutating func natural() throws -> Int64 {
      guard let number = Int64(try digits()) else { throw Refused() }
      return number
    }

    mutating func signed() throws -> Int64 {
      guard peek() == 0x2D else { return try natural() }
      place += 1
      let number = try natural()
      guard number > 0 else { throw Refused() }
      return -number
    }

    /// `2026-11-23T01:24:26.817Z`, a possible instant.
    mutating func instant() throws -> [UInt8] {
      let start = place
      var parts: [Int] = []
      for (count, mark) in [(4, "-"), (2, "-"), (2, "T"), (2, ":"), (2, ":"), (2, "."), (3, "Z")] {
        var number = 0
        for _ in 0..<count {
          number = number * 10 + Int(try digit(of: Array("0123456789".utf8)) - 0x30)
        }
        parts.append(number)
        try pass(mark)
      }
      let (year, month, day) = (parts[0], parts[1], parts[2])
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      guard (1...12).contains(month), day >= 1, day <= lengths[month - 1], parts[3] < 24,
        parts[4] < 60, parts[5] < 60
      else { throw Refused() }
      return Array(bytes[start..<place])
    }

    // MARK: Texts

    /// An envelope's text: only what must be escaped is, and in one way.
    mutating func text(_ name: String, _ line: inout StrictLine) throws {
      try pass(",\"\(name)\":\"")
      line.texts[name] = try canonicalText()
    }

    /// Up to and over the closing quote.
    mutating func canonicalText() throws -> [UInt8] {
      let start = place
      while let byte = peek(), byte != 0x22 {
        place += 1
        guard byte >= 0x20 else { throw Refused() }
        guard byte == 0x5C else { continue }
        guard let mark = peek() else { throw Refused() }
        place += 1
        if mark == 0x22 || mark == 0x5C { continue }
        guard mark == 0x75 else { throw Refused() }
        try pass("00")
        let high = try digit(of: Array("01".utf8))
        let low = try digit(of: Array("0123456789abcdef".utf8))
        guard high != 0x30 || low != 0x30 else { throw Refused() }
      }
      let text = Array(bytes[start..<place])
      try pass("\"")
      return text
    }

    // MARK: JSON

    mutating func space() {
      while let byte = peek(), byte == 0x20 || byte == 0x09 { place += 1 }
    }

    mutating func value(depth: Int) throws {
      guard let byte = peek() else { throw Refused() }
      switch byte {
      case 0x22: try string()
      case 0x7B: try members(depth, 0x7D, named: true)
      case 0x5B: try members(depth, 0x5D, named: false)
      case 0x74: try pass("true")
      case 0x66: try pass("false")
      case 0x6E: try pass("null")
      default: try number()
      }
    }

    mutating func members(_ depth: Int, _ close: UInt8, named: Bool) throws {
      guard depth <= 64 else { throw Refused() }
      place += 1
      space()
      if peek() == close {
        place += 1
        return
      }
      while true {
        if named {
          try string()
          space()
          try pass(":")
          space()
        }
        try value(depth: depth + 1)
        space()
        guard let next = peek(), next == 0x2C || next == close else { throw Refused() }
        place += 1
        if next == close { return }
        space()
      }
    }

    mutating func number() throws {
      if peek() == 0x2D { place += 1 }
      _ = try digits()
      if peek() == 0x2E {
        place += 1
        try fraction()
      }
      if peek() == 0x65 || peek() == 0x45 {
        place += 1
        if peek() == 0x2B || peek() == 0x2D { place += 1 }
        try fraction()
      }
    }

    mutating func fraction() throws {
      let start = place
      while let byte = peek(), byte >= 0x30, byte <= 0x39 { place += 1 }
      guard place > start else { throw Refused() }
    }

    mutating func string() throws {
      try pass("\"")
      while true {
        guard let byte = peek() else { throw Refused() }
        place += 1
        if byte == 0x22 { return }
        guard byte >= 0x20 else { throw Refused() }
        guard byte == 0x5C else { continue }
        guard let mark = peek() else { throw Refused() }
        place += 1
        if Array("\"\\/bfnrt".utf8).contains(mark) { continue }
        guard mark == 0x75 else { throw Refused() }
        let unit = try hex4()
        guard unit != 0, !(0xDC00...0xDFFF).contains(unit) else { throw Refused() }
        if (0xD800...0xDBFF).contains(unit) {
          try pass("\\u")
          guard (0xDC00...0xDFFF).contains(try hex4()) else { throw Refused() }
        }
      }
    }

    mutating func hex4() throws -> Int {
      var number = 0
      for _ in 0..<4 {
        let digit = try digit(of: Array("0123456789abcdefABCDEF".utf8))
        number = number * 16 + (Int(String(Unicode.Scalar(digit)), radix: 16) ?? 0)
      }
      return number
    }

    // MARK: Sealed values

    mutating func entry() throws {
      try pass("{\"f\":\"")
      _ = try canonicalText()
      try pass(",\"k\":")
      _ = try counted()
      if bytes[place...].starts(with: Array(",\"s\":".utf8)) {
        try pass(",\"s\":")
        _ = try counted()
      }
      try pass(",\"n\":\"")
      guard try base64(try canonicalText()) == 12 else { throw Refused() }
      try pass(",\"c\":\"")
      guard try base64(try canonicalText()) >= 16 else { throw Refused() }
      try pass("}")
    }

    /// How many bytes a text in base64 stands for; padding as in RFC 4648, spare bits zero.
    func base64(_ text: [UInt8]) throws -> Int {
      let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
      guard text.count % 4 == 0 else { throw Refused() }
      var padding = 0
      while padding < 2, padding < text.count, text[text.count - 1 - padding] == 0x3D {
        padding += 1
      }
      var last = 0
      for byte in text.dropLast(padding) {
        guard let value = alphabet.firstIndex(of: byte) else { throw Refused() }
        last = value
      }
      if padding == 1 { guard last % 4 == 0 else { throw Refused() } }
      if padding == 2 { guard last % 16 == 0 else { throw Refused() } }
      return text.count / 4 * 3 - padding
    }
  }
}
