import LuaBridge
import Testing

@Suite struct FailureTests {
  @Test func `an error names the file, the line and the calls that led to it`() throws {
    let helper = LuaSource(
      name: "rules/card.lua",
      text: "local M = {}\nfunction M.check(amount)\n  return amount.value > 3\nend\nreturn M")
    let main = """
      local card = require "rules.card"
      local function outer(x)
        local y = card.check(x)
        return y
      end
      return { run = function()
        local z = outer(nil)
        return z
      end }
      """
    let failure = try Plugin(LuaMachine(), main: main, files: [helper]).failure()
    #expect(failure.kind == .runtime)
    #expect(failure.message == "attempt to index a nil value (local 'amount')")
    #expect(failure.file == "rules/card.lua")
    #expect(failure.line == 3)
    #expect(
      failure.traceback == [
        .init(file: "rules/card.lua", line: 3, function: "check"),
        .init(file: "main.lua", line: 3, function: "outer"),
        .init(file: "main.lua", line: 7, function: nil),
      ])
  }

  @Test(arguments: [
    ("error('plain')", LuaFailure.Kind.runtime, "plain", nil),
    ("error('no place', 0)", .runtime, "no place", nil),
    ("error({})", .runtime, "(error object is a table value)", nil),
    ("error()", .runtime, "(error object is a nil value)", nil),
    ("error(true)", .runtime, "(error object is a boolean value)", nil),
    ("error(print)", .runtime, "(error object is a function value)", nil),
    ("error{code = 'late', message = '太晚'}", .raised, "太晚", "late"),
    ("error{code = 'late'}", .raised, "", "late"),
    ("error{message = 'no code'}", .runtime, "(error object is a table value)", nil),
    ("assert(false)", .runtime, "assertion failed!", nil),
    ("assert(nil, 'because')", .runtime, "because", nil),
    ("assert(false, {code = 'c', message = 'm'})", .raised, "m", "c"),
    ("local x = nil + 1", .runtime, "attempt to perform arithmetic on a nil value", nil),
    ("undefined.field = 1", .runtime, "attempt to index a nil value (global 'undefined')", nil),
    ("('x'):rep()", .runtime, "bad argument #1 to 'rep' (number expected, got no value)", nil),
    ("pcall()", .runtime, "bad argument #1 to 'pcall' (value expected)", nil),
    (
      "return ('%d'):format('x')", .runtime,
      "bad argument #1 to 'format' (number expected, got string)", nil
    ),
    ("return ('%y'):format(1)", .runtime, "invalid conversion '%y' to 'format'", nil),
    (
      "for k in pairs({[{}] = 1}) do end", .runtime,
      "a key of type table has no order, so the table cannot be traversed", nil
    ),
  ])
  func `each kind of error value becomes a message`(
    body: String, kind: LuaFailure.Kind, message: String, code: String?
  ) throws {
    let failure = try failure(body)
    #expect(failure.kind == kind)
    #expect(failure.message == message)
    #expect(failure.code == code)
    #expect(failure.file == "main.lua")
    #expect(failure.line == 3)
  }

  @Test func `an error in an error handler is a plain failure of xpcall`() throws {
    let value = try answer("return {xpcall(error, function() error('again') end, 'x')}")
    #expect(
      value == .table(LuaTable(items: [.boolean(false), .string("error in the error handler")])))
    let handled = try answer("return {xpcall(error, function(e) return 'seen ' .. e end, 'x')}")
    #expect(handled == .table(LuaTable(items: [.boolean(false), .string("seen x")])))
    #expect(
      try answer("return {xpcall(math.max, print, 1, 3, 2)}")
        == .table(LuaTable(items: [.boolean(true), .integer(3)])))
  }

  @Test func `a syntax error has line and column`() throws {
    let failure = try loadFailure("local a = 1\nlocal b = * 2\nreturn {}")
    #expect(failure.kind == .syntax)
    #expect(failure.file == "main.lua")
    #expect(failure.line == 2)
    #expect(failure.column == 11)
    #expect(failure.message == "unexpected symbol near '*'")
  }

  @Test func `a syntax error in a required file names that file`() throws {
    let failure = try loadFailure(
      "require 'other'", files: [LuaSource(name: "other.lua", text: "x = = 1")])
    #expect(failure.kind == .syntax)
    #expect(failure.file == "other.lua")
  }

  @Test(arguments: [
    ("return 1", "main.lua must return a table; it returned a value of type number"),
    ("", "main.lua must return a table; it returned a value of type nil"),
    ("return {1}", "main.lua must return a table whose keys are text; it has one of type number"),
  ])
  func `main must return a table with text keys`(main: String, message: String) throws {
    let failure = try loadFailure(main)
    #expect(failure.kind == .badExports)
    #expect(failure.message == message)
  }

  @Test func `a very long message is cut at a whole character`() throws {
    let failure = try failure("error(('中'):rep(10000), 0)")
    #expect(failure.message == String(repeating: "中", count: 8192 / 3))
  }

  @Test func `the traceback is cut at 32 frames`() throws {
    let failure = try failure(
      "local function f(n) if n == 0 then error('x') end return 1 + f(n - 1) end f(100)")
    #expect(failure.traceback.count == 32)
  }
}
