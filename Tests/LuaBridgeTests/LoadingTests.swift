import LuaBridge
import Testing

@Suite struct LoadingTests {
  @Test func `exports are listed by name with kind, file and line`() throws {
    let helper = LuaSource(name: "lib/util.lua", text: "\nreturn function() return 2 end")
    let main = """
      local function route() return 1 end
      return { ["complaint.route"] = route, util = require "lib.util", limits = {1}, title = "x" }
      """
    let plugin = try Plugin(LuaMachine(), main: main, files: [helper])
    let told = plugin.exports.entries.map {
      "\($0.name) \($0.kind) \($0.file ?? "-"):\($0.line ?? 0)"
    }
    #expect(
      told == [
        "complaint.route function main.lua:1", "limits table -:0", "title string -:0",
        "util function lib/util.lua:2",
      ])
    #expect(try plugin.call("util").value == .integer(2))
  }

  @Test func `a module runs once and is shared`() throws {
    let module = LuaSource(name: "counter.lua", text: "runs = (runs or 0) + 1 return {runs = runs}")
    let main = """
      local a, b = require "counter", require "counter"
      return { run = function() return {a == b, a.runs, runs, require("counter") == a} end }
      """
    let value = try Plugin(LuaMachine(), main: main, files: [module]).call().value
    #expect(
      value == .table(LuaTable(items: [.boolean(true), .integer(1), .integer(1), .boolean(true)])))
  }

  @Test(arguments: [
    (
      "require 'missing.part'",
      "module 'missing.part' is neither a file of the plugin (missing/part.lua) nor a module of the host"
    ),
    ("require 'loop'", "module 'loop' requires itself"),
    (
      "require 'Upper'",
      "a module's name has lower-case letters, digits and '_', joined by single dots"
    ),
  ])
  func `a module that is not there is named`(main: String, message: String) throws {
    let loop = LuaSource(name: "loop.lua", text: "return require 'loop'")
    let failure = try loadFailure(main, files: [loop])
    #expect(failure.kind == .moduleNotFound)
    #expect(failure.message == message)
  }

  @Test func `a hook cannot load a file that the load did not`() throws {
    let late = LuaSource(name: "late.lua", text: "return 1")
    let plugin = try Plugin(
      LuaMachine(), main: "return { run = function() return require 'late' end }", files: [late])
    let failure = try plugin.failure()
    #expect(failure.kind == .moduleNotFound)
    #expect(
      failure.message
        == "module 'late' was not required while the plugin loaded; require it at the top of the file"
    )
  }

  @Test func `a module that failed can be loaded again`() throws {
    let machine = try LuaMachine()
    let main = LuaSource(name: "main.lua", text: "return { run = require 'part' }")
    let broken = LuaSource(name: "part.lua", text: "error('broken')")
    #expect(throws: LuaFailure.self) { try machine.load([main, broken]) }
    let whole = LuaSource(name: "part.lua", text: "return function() return 1 end")
    let run = try #require(try machine.load([main, whole]).function("run"))
    #expect(try machine.call(run, arguments: []).value == .integer(1))
  }

  @Test func `a second load sees the first one's globals and modules`() throws {
    let machine = try LuaMachine()
    _ = try machine.load([LuaSource(name: "main.lua", text: "answer = 42 return {}")])
    let spec = LuaSource(
      name: "spec.lua", text: "answer = answer + 1 return { run = function() return answer end }")
    let run = try #require(try machine.load([spec], main: "spec.lua").function("run"))
    #expect(try machine.call(run, arguments: []).value == .integer(43))
  }

  @Test func `a byte order mark is accepted`() throws {
    let text = LuaSource(
      name: "main.lua", bytes: [0xEF, 0xBB, 0xBF] + Array("return {a = 1}".utf8))
    #expect(try LuaMachine().load([text]).entries.map(\.name) == ["a"])
  }

  @Test(arguments: [
    (64 << 10, true), ((64 << 10) + 1, false),
  ])
  func `a file has at most 64 KiB`(size: Int, loads: Bool) throws {
    let start = "return {} --"
    let text = start + String(repeating: "x", count: size - start.utf8.count)
    let source = LuaSource(name: "main.lua", text: text)
    if loads {
      _ = try LuaMachine().load([source])
    } else {
      #expect(try loadFailure(text).message == "the file is larger than 64 KiB")
    }
  }

  @Test func `a plugin has at most 256 KiB`() throws {
    let big = String(repeating: "-", count: 64 << 10)
    let files = (0..<4).map { LuaSource(name: "f\($0).lua", text: big) }
    #expect(
      try loadFailure("return {}", files: files).message
        == "the plugin's files are larger than 256 KiB together")
  }

  @Test(
    arguments: [
      ([0x2D, 0x2D, 0x0A, 0x20, 0xFF], 2, 2), ([0x2D, 0x2D, 0xC0, 0x80], 1, 3),
      ([0x2D, 0x2D, 0xED, 0xA0, 0x80], 1, 3), ([0x2D, 0x2D, 0xF4, 0x90, 0x80, 0x80], 1, 3),
      ([0x2D, 0x2D, 0xE4, 0xBD], 1, 3),
    ] as [([UInt8], Int, Int)])
  func `a file that is not UTF-8 is refused with its place`(
    bytes: [UInt8], line: Int, column: Int
  ) throws {
    let failure = #expect(throws: LuaFailure.self) {
      try LuaMachine().load([LuaSource(name: "main.lua", bytes: bytes)])
    }
    #expect(failure?.kind == .sourceLimit)
    #expect(failure?.message == "the file is not valid UTF-8")
    #expect(failure?.line == line)
    #expect(failure?.column == column)
  }

  private static func chain(_ count: Int, _ suffix: String) -> String {
    "local t = {}\nlocal function f() return t" + String(repeating: suffix, count: count)
      + " end\nreturn {}"
  }

  @Test(arguments: [".a", "[1]", ":m()", " .\n a", "[ [[x]] ]"])
  func `an expression has at most 100 suffixes`(suffix: String) throws {
    let most = suffix == ":m()" ? 50 : 100
    _ = try Plugin(LuaMachine(), main: Self.chain(most, suffix))
    let failure = try loadFailure(Self.chain(most + 1, suffix))
    #expect(failure.kind == .sourceLimit)
    #expect(failure.message == "more than 100 suffixes ('.', '[', ':' or a call) in one expression")
    #expect(failure.file == "main.lua")
  }

  @Test func `brackets around a chain do not hide it`() throws {
    let hidden =
      "return " + String(repeating: "(", count: 60) + "t.x.y"
      + String(repeating: ").a.b", count: 60)
    #expect(try loadFailure(hidden).kind == .sourceLimit)
  }

  @Test func `many expressions of few suffixes are no chain`() throws {
    let line = "x = math.max(math.abs(-1), a.b.c[1].d, 1.5, 'x.y.z', a.b .. a.c) -- a.b.c.d.e\n"
    let text =
      "local a = {b = {c = {{d = 1}}}, c = ''} local x\nif x then\n"
      + String(repeating: line, count: 300) + "end return {}"
    _ = try Plugin(LuaMachine(), main: text)
  }

  @Test func `brackets nest at most 100 deep`() throws {
    func nested(_ depth: Int) -> String {
      "return {x = " + String(repeating: "(", count: depth) + "1"
        + String(repeating: ")", count: depth) + "}"
    }
    _ = try Plugin(LuaMachine(), main: nested(99))
    #expect(try loadFailure(nested(100)).message == "more than 100 brackets inside each other")
  }

  @Test func `coverage tells active and executed lines, also of functions nobody called`() throws {
    let main = """
      local M = {}
      function M.run(x)
        if x then
          return 1
        end
        return 2
      end

      function M.never()
        local function inside()
          return 3
        end
        return inside
      end
      return M
      """
    let plugin = try Plugin(LuaMachine(coverage: true), main: main)
    _ = try plugin.call("run", [.value(.boolean(true))])
    #expect(
      plugin.machine.coverage == [
        LuaCoverage(
          file: "main.lua", activeLines: [1, 2, 3, 4, 6, 7, 9, 11, 12, 13, 14, 15],
          executedLines: [1, 2, 3, 4, 7, 9, 14, 15])
      ])
  }

  @Test func `files can be compiled without running them`() throws {
    let machine = try LuaMachine()
    try machine.compile([
      LuaSource(name: "main.lua", text: "error('never runs')"), LuaSource(name: "a.lua", text: ""),
    ])
    let failure = #expect(throws: LuaFailure.self) {
      try machine.compile([
        LuaSource(name: "a.lua", text: ""), LuaSource(name: "b.lua", text: "if"),
      ])
    }
    #expect(failure?.kind == .syntax)
    #expect(failure?.file == "b.lua")
  }

  @Test func `the library version is told`() {
    #expect(LuaEngineVersion.release.hasPrefix("Lua 5.4"))
  }
}
