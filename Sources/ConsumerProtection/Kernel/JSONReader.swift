/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Equatable {
  /// What is wrong.
  public let problem: Phrase
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int
}

/// A strict JSON reader: valid UTF-8 only, no duplicate names, depth at most 64.
public struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private static let depthMax = 64

  /// Reads one whole text; anything behind the value is an error.
  public static func value(of bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
    try reader.checkEncoding()
    reader.skipSpace()
    let value = try reader.readValue()
    reader.skipSpace()
    guard reader.position == bytes.count else {
      throw reader.error("JSON 值之后还有内容", "there is text after the JSON value")
    }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Refuses at the first byte that is not UTF-8, so that its place can be named.
  private mutating func checkEncoding() throws(JSONError) {
    guard !bytes.withUnsafeBufferPointer({ isValidUTF8($0) }) else { return }
    position = firstInvalidUTF8Offset(in: bytes)
    throw error(
      "不是有效的 UTF-8 文本（字节 \(position)）", "not valid UTF-8 (byte \(position))")
  }

  private mutating func readValue() throws(JSONError) -> JSONValue {
    guard position < bytes.count else { throw error("内容提前结束", "the text ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{"):
      return try nested { reader throws(JSONError) in try reader.readObject() }
    case UInt8(ascii: "["): return try nested { reader throws(JSONError) in try reader.readArray() }
    case UInt8(ascii: "\""): return .text(try readText())
    case UInt8(ascii: "t"): return try readWord("true", .boolean(true))
    case UInt8(ascii: "f"): return try readWord("false", .boolean(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: return try readNumber()
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    depth += 1
    guard depth <= Self.depthMax else { throw error("嵌套过深（最多 64 层）", "nested deeper than 64") }
    position += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func readObject() throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw error("此处应为成员名（双引号文本）", "a member name in double quotes is expected here")
      }
      let name = try readText()
      guard names.insert(name).inserted else {
        throw error("成员“\(name)”重复", "the member \"\(name)\" stands twice")
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("此处应为冒号", "a colon is expected here") }
      skipSpace()
      members.append(JSONValue.Member(name, try readValue()))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else {
        throw error("此处应为逗号或右花括号", "a comma or } is expected here")
      }
    }
  }

  private mutating func readArray() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      skipSpace()
      elements.append(try readValue())
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else {
        throw error("此处应为逗号或右方括号", "a comma or ] is expected here")
      }
    }
  }

  private mutating func readWord(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    let matches =
      position + length <= bytes.count
      && bytes[position..<position + length].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: length))
    guard matches else { throw error("不是 JSON 值", "this is no JSON value") }
    position += length
    return value
  }

  private mutating func readNumber() throws(JSONError) -> JSONValue {
    let start = position
    if take(UInt8(ascii: "-")) {}
    guard let first = digits() else {
      position = start
      throw error("不是 JSON 值", "this is no JSON value")
    }
    guard first.count == 1 || first.first != UInt8(ascii: "0") else {
      position = start
      throw error("数字不能以 0 开头", "a number must not begin with 0")
    }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      guard digits() != nil else { throw error("小数点后缺少数字", "digits are missing after the point") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isInteger = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() != nil else { throw error("指数缺少数字", "digits are missing in the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw error("数字超出范围", "the number is out of range")
    }
    return .number(number)
  }

  private mutating func digits() -> ArraySlice<UInt8>? {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    {
      position += 1
    }
    return position > start ? bytes[start..<position] : nil
  }

  private mutating func readText() throws(JSONError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
      case UInt8(ascii: "\\"):
        return try readEscapedText(from: start)
      case 0..<0x20:
        throw error("文本中有未转义的控制字符", "a control character stands unescaped in a text")
      default: position += 1
      }
    }
    throw error("文本没有结束引号", "the text has no closing quote")
  }

  private mutating func readEscapedText(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try readEscape())
      case 0..<0x20: throw error("文本中有未转义的控制字符", "a control character stands unescaped in a text")
      default: text.append(byte)
      }
    }
    throw error("文本没有结束引号", "the text has no closing quote")
  }

  private mutating func readEscape() throws(JSONError) -> [UInt8] {
    guard position < bytes.count else { throw error("文本没有结束引号", "the text has no closing quote") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(Character(try readUnicodeEscape())).utf8)
    default: throw error("未知的转义符", "unknown escape")
    }
  }

  private mutating func readUnicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let high = try readFourHex()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800...0xDBFF).contains(high), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw error("代理对不完整", "half a surrogate pair")
    }
    let low = try readFourHex()
    let joined = 0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(low &- 0xDC00)
    guard (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(joined) else {
      throw error("代理对不完整", "half a surrogate pair")
    }
    return scalar
  }

  private mutating func readFourHex() throws(JSONError) -> UInt16 {
    guard position + 4 <= bytes.count,
      bytes[position..<position + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw error("\\u 后应有四位十六进制数", "four hex digits are expected after \\u") }
    position += 4
    return value
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private func error(_ zh: String, _ en: String) -> JSONError {
    let before = bytes[..<min(position, bytes.count)]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONError(
      problem: Phrase(zh, en),
      line: before.count(where: { $0 == 0x0A }) + 1,
      column: String(decoding: before[lineStart...], as: UTF8.self).count + 1)
  }
}

/// The offset of the first byte that is not part of valid UTF-8; the count when all is valid.
public func firstInvalidUTF8Offset(in bytes: [UInt8]) -> Int {
  var offset = 0
  while offset < bytes.count {
    let length: Int
    switch bytes[offset] {
    case 0x00..<0x80: length = 1
    case 0xC2..<0xE0: length = 2
    case 0xE0..<0xF0: length = 3
    case 0xF0..<0xF5: length = 4
    default: return offset
    }
    guard offset + length <= bytes.count,
      String(validating: bytes[offset..<offset + length], as: UTF8.self) != nil
    else { return offset }
    offset += length
  }
  return offset
}

private func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  String(validating: bytes, as: UTF8.self) != nil
}
