import LuaBridge
import Testing

@Suite struct ValueTests {
  @Test(arguments: [
    LuaValue.nil, .boolean(true), .boolean(false), .integer(.max), .integer(.min), .integer(0),
    .integer((1 << 53) + 1), .number(-0.0), .number(.nan), .number(.infinity), .number(0.1),
    .string(""), .string("a\0b"), .string("信用卡投诉"), .string("e\u{301}"),
    .bytes([0xff, 0x00, 0xc3]),
    .table(LuaTable()),
    .table(LuaTable(items: [.integer(1), .table(LuaTable(["k": .boolean(true)]))])),
    .table(LuaTable(items: [.string("x")], fields: [.init(key: "编号", value: .number(1.5))])),
  ])
  func `a value that goes to Lua and back is the same value`(value: LuaValue) throws {
    #expect(try answer("return (...)", [.value(value)]) == value)
  }

  @Test func `an integer stays an integer and a float a float`() throws {
    let both = try answer(
      "local a, b = ... return math.type(a) .. ' ' .. math.type(b)",
      [
        .value(.integer(3)), .value(.number(3)),
      ])
    #expect(both == .string("integer float"))
  }

  @Test func `fields arrive sorted by their keys' bytes, items in order`() throws {
    let table = try answer("return {zeta = 1, alpha = 2, ['编'] = 3, 'first', 'second'}")
    let expected = LuaTable(
      items: [.string("first"), .string("second")],
      fields: [
        .init(key: "alpha", value: .integer(2)), .init(key: "zeta", value: .integer(1)),
        .init(key: "编", value: .integer(3)),
      ])
    #expect(table == .table(expected))
  }

  @Test(arguments: [
    ("return {a = {b = {1, 2, print}}}", "answer.a.b[3]: a function cannot leave the script"),
    ("return {a = {1, nil, 3}}", "answer.a: the list has a hole"),
    ("return {[1.5] = 1}", "answer: keys must be text or 1, 2, 3 and so on"),
    ("return {[true] = 1}", "answer: keys must be text or 1, 2, 3 and so on"),
    ("return {z = print, a = print}", "answer.a: a function cannot leave the script"),
    ("local t = {} t.me = {t} return t", "answer.me[1]: the table contains itself"),
    ("local t = {} for i = 1, 40 do t = {t} end return t", nil),
    ("return nil, print", "second answer: a function cannot leave the script"),
  ])
  func `an answer that cannot cross is refused with its path`(body: String, message: String?) throws
  {
    let failure = try failure(body)
    #expect(failure.kind == .badResult)
    if let message {
      #expect(failure.message == message)
    } else {
      #expect(failure.message.hasSuffix("more than 32 tables inside each other"))
    }
  }

  @Test(arguments: 0...20)
  func `a table of any number of fields arrives whole`(count: Int) throws {
    let table = try answer(
      """
      local t = {"first", {b = {1}, a = "x"}}
      for i = \(count), 1, -1 do t[("k%02d"):format(i)] = i % 3 == 0 and {n = i} or i end
      return t
      """)
    let fields = (0..<count).map { index in
      let number = index + 1
      let (name, value) = ("\(number)", LuaValue.integer(Int64(number)))
      return LuaTable.Field(
        key: "k" + String(repeating: "0", count: 2 - name.count) + name,
        value: number % 3 == 0 ? .table(LuaTable(["n": value])) : value)
    }
    let inner = LuaTable(["a": .string("x"), "b": .table(LuaTable(items: [.integer(1)]))])
    #expect(table == .table(LuaTable(items: [.string("first"), .table(inner)], fields: fields)))
  }

  @Test func `the second result comes beside the first`() throws {
    let reply = try Plugin(LuaMachine(), run: "return nil, 'no opinion'").call()
    #expect(reply.value == .nil)
    #expect(reply.second == .string("no opinion"))
  }

  @Test func `a table inside two fields is not a cycle`() throws {
    let inner = LuaValue.table(LuaTable(items: [.integer(1)]))
    #expect(
      try answer("local s = {1} return {a = s, b = s}")
        == .table(LuaTable(["a": inner, "b": inner])))
  }
}
