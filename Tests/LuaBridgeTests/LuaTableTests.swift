import LuaBridge
import Testing

@Suite struct LuaTableTests {
  @Test func `fields are sorted by the bytes of their keys and the last of equal keys stays`() {
    let table = LuaTable(["b": .integer(1), "a": .nil, "é": .integer(2), "b": .integer(3)])
    #expect(
      table.fields == [.init(key: "b", value: .integer(3)), .init(key: "é", value: .integer(2))])
    #expect(table["b"] == .integer(3))
    #expect(table["a"] == nil)
  }

  @Test func `text is compared byte by byte, numbers bit by bit`() {
    #expect(LuaValue.string("e\u{301}") != .string("\u{e9}"))
    #expect(LuaValue.number(-0.0) != .number(0.0))
    #expect(LuaValue.number(.nan) == .number(.nan))
    #expect(LuaValue.integer(1) != .number(1))
  }
}
