import CLuaShim
import Foundation
@testable import LuaBridge
import Testing

private func module() -> HostModule {
  HostModule(
    "host.test",
    functions: [
      HostFunction("twice") { (arguments) throws(HostFunctionError) -> LuaValue in
        .table(LuaTable(items: arguments + arguments))
      },
      HostFunction("fail") { (_) throws(HostFunctionError) -> LuaValue in
        throw HostFunctionError("refused", code: "X")
      },
    ], constants: LuaTable(["list": .table(LuaTable(items: [.integer(1)]))]))
}

private let layout = LuaRecordLayout(
  name: "c", fields: ["amount", "tags"], undeclared: ["name"], builtins: [.fail, .random])

@Suite struct HardeningTests {
  private func reachable(_ machine: LuaMachine) -> [String] {
    let count = shim_test_reachable(machine.state)
    #expect(count > 50)
    var length = 0
    let bytes = shim_result(machine.state, &length)
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }

  @Test func `a script reaches no function outside the allow list`() throws {
    let machine = try LuaMachine(modules: [module()])
    try machine.register(layout)
    _ = try Plugin(
      machine, main: "local d = require 'host.test' return { run = function() return d end }")
    let lines = reachable(machine)
    // Stock functions, wherever they are: directly or as the inner part of a wrapper.
    let stock = Set(lines.compactMap { $0.components(separatedBy: " = stock ").dropFirst().first })
    let math = [
      "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "log", "max",
      "min", "modf",
      "rad", "sin", "sqrt", "tan", "tointeger", "type", "ult",
    ]
    let allowed =
      [
        "_G.assert", "_G.error", "_G.ipairs", "_G.select", "_G.tonumber", "_G.type",
        "string.format",
      ]
      + math.map { "math.\($0)" }
      + ["char", "codepoint", "codes", "len", "offset"].map { "utf8.\($0)" }
    #expect(stock == Set(allowed))
    // Every other C function is ours, by the name under which a script meets it.
    let own = lines.filter { $0.hasPrefix("C ") && !$0.contains(" = stock ") }
    let names = Set(
      own.map { $0.dropFirst(2).replacing("<metatable>.<hidden>", with: "") }.map(String.init))
    #expect(names.sorted() == ownFunctions.sorted())
    #expect(lines.filter { $0.hasPrefix("thread") } == [])
    #expect(lines.filter { $0.hasPrefix("userdata") } == ["userdata c"])
  }

  @Test func `a machine that cannot get memory fails cleanly at every allocation`() throws {
    let main = """
      local d = require "host.test"
      local M = {}
      function M.run(c)
        local t = {}
        for k, v in pairs(c) do t[#t + 1] = k end
        table.sort(t, function(a, b) return a > b end)
        local s = ("x"):rep(300) .. c.amount .. c.tags[1]
        pcall(d.fail, t)
        xpcall(error, function(e) return {e} end, "boom")
        for w in ("one two three"):gmatch("%a+") do t[#t + 1] = w:upper() end
        return {list = d.twice(t, {a = 1}), text = s:gsub("x", "yy"), fmt = ("%5d %s"):format(3, true)}
      end
      return M
      """
    var record = LuaRecord(layout)
    record.set("amount", .integer(5))
    record.set("tags", .value(.table(LuaTable(items: [.string("a")]))))
    for once in [true, false] {
      let machine = try LuaMachine(modules: [module()])
      try machine.register(layout)
      let plugin = try Plugin(machine, main: main)
      let whole = try plugin.call("run", [.record(record)])
      var failures = 0
      var first: Int64 = 1
      while first < 2_000 {
        shim_test_fail_allocations(machine.state, first, once ? 1 : 0)
        let outcome = Result { try plugin.call("run", [.record(record)]) }
        let made = shim_test_allocations(machine.state)
        shim_test_fail_allocations(machine.state, 0, 0)
        switch outcome {
        case .success(let reply): #expect(reply.value == whole.value)
        case .failure(let failure as LuaFailure):
          #expect(failure.kind == .memory)
          failures += 1
        case .failure(let other): Issue.record(other)
        }
        #expect(try plugin.call("run", [.record(record)]).value == whole.value)
        #expect(machine.liveObjects.callsInFlight == 0)
        if made < first { break }
        first += 1
      }
      #expect(once || failures > 20)
      #expect(first > 20)
    }
  }

  @Test func `a load that cannot get memory fails cleanly at every allocation and can be repeated`()
    throws
  {
    let sources = [
      LuaSource(
        name: "main.lua",
        text:
          "local a = require 'a' helper = function() return a.x end return { run = helper, t = {} }"
      ),
      LuaSource(name: "a.lua", text: "local M = {x = 7} for i = 1, 20 do M[i] = {i} end return M"),
    ]
    var first: Int64 = 1
    var failures = 0
    while first < 2_000 {
      let machine = try LuaMachine()
      shim_test_fail_allocations(machine.state, first, 0)
      let failed = Result { try machine.load(sources) }
      let made = shim_test_allocations(machine.state)
      shim_test_fail_allocations(machine.state, 0, 0)
      if case .failure(let failure as LuaFailure) = failed {
        #expect(failure.kind == .memory)
        failures += 1
      }
      let run = try #require(try machine.load(sources).function("run"))
      #expect(try machine.call(run, arguments: []).value == .integer(7))
      if made < first { break }
      first += 1
    }
    #expect(failures > 20)
  }

  @Test func `making layouts and pins without memory fails cleanly`() throws {
    let pin = LuaValue.table(LuaTable(["a": .table(LuaTable(items: [.string("x")]))]))
    for first in Int64(1)..<40 {
      let machine = try LuaMachine()
      shim_test_fail_allocations(machine.state, first, 0)
      let failures = [
        Result { try machine.register(layout) }.map { _ in 0 },
        Result { try machine.pin(pin) }.map { _ in 0 },
      ].compactMap {
        if case .failure(let failure as LuaFailure) = $0 { failure.kind } else { nil }
      }
      #expect(Set(failures).subtracting([.memory]) == [])
      shim_test_fail_allocations(machine.state, 0, 0)
      _ = try machine.pin(pin)
      #expect(try Plugin(machine, run: "return 1").call().value == .integer(1))
    }
  }

  @Test func `where the counter is not found the budget holds to one interval of 1000`() throws {
    let plugin = try Plugin(
      LuaMachine(),
      main: "return { loop = function() while true do pcall(error) end end, fine = type }")
    shim_test_forget_counter(plugin.machine.state)
    let budget = LuaBudget(instructions: 2_500, memoryBytes: 1 << 20, wallMilliseconds: 600_000)
    for _ in 0..<3 {
      let failure = try plugin.failure("loop", budget: budget)
      #expect(failure.kind == .instructions)
      #expect(failure.meters.instructions == 2_500)
      #expect(try plugin.call("fine", [.value(.nil)], budget: budget).value == .string("nil"))
    }
  }

  @Test func `memory does not grow over many calls and failures`() throws {
    let plugin = try Plugin(
      LuaMachine(),
      main: "return { run = function(x) if x then error({}) end return {('x'):rep(500)} end }")
    func round() throws {
      for _ in 0..<300 {
        _ = try plugin.call()
        _ = try plugin.failure("run", [.value(.boolean(true))])
      }
    }
    try round()
    let early = shim_test_memory(plugin.machine.state)
    for _ in 0..<5 { try round() }
    #expect(shim_test_memory(plugin.machine.state) < early + 200_000)
  }

  private var ownFunctions: [String] {
    ["next", "pairs", "pcall", "print", "require", "tonumber", "tostring", "xpcall", "math.random"]
      .map { "_ENV.\($0)" }
      + [
        "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep",
        "reverse",
        "sub", "upper",
      ].map { "_ENV.string.\($0)" }
      + ["concat", "insert", "move", "pack", "remove", "sort", "unpack"].map { "_ENV.table.\($0)" }
      + ["codepoint", "len", "offset"].map { "_ENV.utf8.\($0)" }
      // Arithmetic on text that looks like a number, as in stock Lua; not reachable by name.
      + ["add", "div", "idiv", "mod", "mul", "pow", "sub", "unm"].map {
        "string<metatable>.__\($0)"
      }
      // The faces of read-only tables and of the record handle.
      + [
        "_ENV.math<metatable>.__len", "_ENV.math<metatable>.__newindex",
        "_ENV<metatable>.__newindex",
      ]
      + ["c<metatable>.__index", "c<metatable>.__index^1.fail", "c<metatable>.__newindex"]
      + ["require.host.test.fail", "require.host.test.twice"]
  }
}
