import ConsumerProtection
import Testing

@Suite struct JSONTests {
  private func written(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "\"\"",
    "\"投诉\"", "[]", "{}", "[1,[2,[3]]]", #"{"b":1,"a":{"c":[null,true]}}"#,
    #""\"\\\n\r\t\u0001\u007f/""#, "1.5",
  ])
  func `canonical JSON reads and writes back byte for byte`(json: String) throws {
    #expect(written(try JSONReader.value(of: Array(json.utf8))) == json)
  }

  @Test(arguments: [
    (" { \"a\" : [ 1 , 2 ] } ", #"{"a":[1,2]}"#), ("\u{FEFF}1", "1"), (#""\u6295\/""#, "\"投/\""),
    (#""\ud83d\ude00""#, "\"😀\""), ("1e2", "100.0"),
    ("12345678901234567890", "1.2345678901234567e+19"),
  ])
  func `other spellings come out in the canonical one`(json: String, canonical: String) throws {
    #expect(written(try JSONReader.value(of: Array(json.utf8))) == canonical)
  }

  @Test(arguments: [
    ("", "the text ends too early", 1, 1),
    ("{", "a member name in double quotes is expected here", 1, 2),
    ("[1,]", "this is no JSON value", 1, 4), ("01", "a number must not begin with 0", 1, 1),
    ("1.", "digits are missing after the point", 1, 3),
    ("1 2", "there is text after the JSON value", 1, 3),
    (#"{"a":1,"a":2}"#, "the member \"a\" stands twice", 1, 11),
    ("{\n  \"名\": tru}", "this is no JSON value", 2, 8),
    ("\"a\nb\"", "a control character stands unescaped in a text", 1, 3),
    (#""\x""#, "unknown escape", 1, 4), (#""\ud83d""#, "half a surrogate pair", 1, 8),
    (#""\ude00""#, "half a surrogate pair", 1, 8),
    (#""\u12"#, "four hex digits are expected after \\u", 1, 4),
    ("\"abc", "the text has no closing quote", 1, 5), ("1e999", "the number is out of range", 1, 6),
    ("nul", "this is no JSON value", 1, 1), ("{\"a\" 1}", "a colon is expected here", 1, 6),
  ])
  func `what is not JSON is refused at its place`(
    json: String, problem: String, line: Int, column: Int
  ) {
    let error = #expect(throws: JSONError.self) { try JSONReader.value(of: Array(json.utf8)) }
    #expect(error?.problem.en == problem)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func `nesting of 64 is read, one more is refused`() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(throws: Never.self) { try JSONReader.value(of: nested(64)) }
    #expect(throws: JSONError.self) { try JSONReader.value(of: nested(65)) }
    #expect(throws: JSONError.self) { try JSONReader.value(of: nested(100_000)) }
  }

  @Test(
    arguments: [
      ([0x22, 0xFF, 0x22], 1), ([0x22, 0xE6, 0x8A, 0x22], 1), ([0x22, 0xC0, 0x80, 0x22], 1),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0x61, 0xF8, 0x22], 2),
    ] as [([UInt8], Int)])
  func `bytes that are not UTF-8 are refused at their place`(bytes: [UInt8], offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONReader.value(of: bytes) }
    #expect(error?.problem.en == "not valid UTF-8 (byte \(offset))")
    #expect(firstInvalidUTF8Offset(in: bytes) == offset)
  }

  @Test func `a cut at any byte is refused and never crashes`() {
    let json = Array(#"{"名":["\u6295",-1.5e3,true],"b":{"c":null}}"#.utf8)
    for length in 0..<json.count {
      #expect(throws: JSONError.self) { try JSONReader.value(of: Array(json.prefix(length))) }
    }
  }
}

@Suite struct PayloadTests {
  @Test func `members are written in the order of the calls, and what is absent is left out`() {
    var writer = PayloadWriter()
    writer.write("b", "x")
    writer.write("none", nil as String?)
    writer.write("a", 5)
    writer.write("off", flag: false)
    writer.write("on", flag: true)
    writer.write("day", day("2026-03-02"))
    writer.write("list", ["1", "2"])
    writer.write("empty", [])
    writer.write("nested", object: { $0.write("c", 1) })
    writer.seal("person.name", .plain("张示例"))
    writer.seal("absent", nil)
    #expect(
      String(decoding: writer.data, as: UTF8.self)
        == #"{"b":"x","a":5,"on":true,"day":"2026-03-02","list":["1","2"],"nested":{"c":1}}"#)
    #expect(writer.sealed.map(\.field) == ["person.name"])
    #expect(writer.sealed.map(\.scope) == ["person"])
  }

  @Test func `a member is read by its kind, and another kind says so`() throws {
    let payload = try Payload(
      data: Array(#"{"t":"x","i":5,"f":true,"d":"2026-03-02","n":null,"l":["a"]}"#.utf8),
      sealed: ["narrative": 9])
    #expect(try payload.text("t") == "x")
    #expect(try payload.integer("i") == 5)
    #expect(try payload.flag("f"))
    #expect(try !payload.flag("absent"))
    #expect(try payload.day("d") == day("2026-03-02"))
    #expect(try payload.optionalText("n") == nil)
    #expect(try payload.texts("l") == ["a"])
    #expect(payload.sealed("narrative") == .recorded(key: 9))
    #expect(payload.sealed("demand") == nil)
    #expect(throws: PayloadError.missing("n")) { try payload.text("n") }
    #expect(throws: PayloadError.wrongKind("i", expected: "text")) { try payload.text("i") }
    #expect(throws: PayloadError.wrongKind("t", expected: "integer")) { try payload.integer("t") }
    #expect(throws: PayloadError.badValue("t")) { try payload.day("t") }
    #expect(throws: PayloadError.wrongKind("t", expected: "list")) { try payload.texts("t") }
  }

  @Test func `a payload is an object`() {
    #expect(throws: PayloadError.wrongKind("", expected: "object")) {
      try Payload(data: Array("[]".utf8))
    }
  }
}
