import LuaBridge
import Synchronization
import Testing

/// An object whose life is counted.
private final class Token {
  static let alive = Atomic<Int>(0)
  init() { Self.alive.add(1, ordering: .relaxed) }
  deinit { Self.alive.subtract(1, ordering: .relaxed) }
}

private func query() -> HostModule {
  HostModule(
    "host.query",
    functions: [
      HostFunction("count") { (arguments) throws(HostFunctionError) -> LuaValue in
        guard case .table(let filter)? = arguments.first else {
          throw HostFunctionError("count needs a filter", code: "Q-1")
        }
        return .integer(Int64(filter.fields.count))
      },
      HostFunction("echo") { (arguments) throws(HostFunctionError) -> LuaValue in
        .table(LuaTable(items: arguments))
      },
      HostFunction(
        "scan",
        metered: { (arguments) throws(HostFunctionError) -> HostReply in
          guard case .integer(let rows)? = arguments.first else {
            throw HostFunctionError("no rows")
          }
          return HostReply(.integer(rows), cost: Int(rows))
        }),
    ], constants: LuaTable(["version": .string("1.0")]))
}

@Suite struct HostFunctionTests {
  private func plugin(_ body: String) throws -> Plugin {
    try Plugin(
      LuaMachine(modules: [query()]),
      main: "local query = require 'host.query'\nreturn { run = function(...)\n\(body)\nend }")
  }

  @Test func `a host function gets its arguments and answers by value`() throws {
    #expect(
      try plugin("return query.count{a = 1, b = 2}, query.version").call().second == .string("1.0"))
    let expected = LuaTable(items: [
      .integer(1), .string("投诉"), .table(LuaTable(["k": .boolean(false)])),
    ])
    #expect(try plugin("return query.echo(1, '投诉', {k = false})").call().value == .table(expected))
  }

  @Test func `a refusal has the script's place, its message and its code`() throws {
    let failure = try plugin("local x = 1\nreturn query.count('all')").failure()
    #expect(failure.kind == .hostFunction)
    #expect(failure.message == "count needs a filter")
    #expect(failure.code == "Q-1")
    #expect(failure.file == "main.lua")
    #expect(failure.line == 4)
    #expect(failure.traceback.map(\.function) == ["count", nil])
  }

  @Test func `a refusal may be caught, and an uncaught one keeps its kind when passed on`() throws {
    let caught = try plugin("local ok, e = pcall(query.count) return e").call()
    #expect(caught.value == .string("count needs a filter"))
    let passed = try plugin("local ok, e = pcall(query.count) error(e, 0)").failure()
    #expect(passed.kind == .hostFunction)
    #expect(passed.code == "Q-1")
  }

  @Test(arguments: [
    ("query.echo(print)", "argument 1 of host.query.echo: a function cannot leave the script"),
    (
      "query.echo(1, {a = {print}})",
      "argument 2 of host.query.echo.a[1]: a function cannot leave the script"
    ),
    ("query.count = 1", "field 'count' cannot be set: the table is read-only"),
  ])
  func `what cannot be sent is named`(body: String, message: String) throws {
    let failure = try plugin(body).failure()
    #expect(failure.kind == .runtime)
    #expect(failure.message == message)
  }

  @Test func `the work a host function reports is charged`() throws {
    let plugin = try plugin("return query.scan(...)")
    func call(_ rows: Int64) throws -> Int {
      try plugin.call("run", [.value(.integer(rows))]).meters.instructions
    }
    #expect(try call(5_000) - call(0) == 5_000)
    #expect(try plugin.failure("run", [.value(.integer(1_000_000))]).kind == .instructions)
    #expect(try call(1) - call(0) == 1)
  }

  @Test func `a function that is not permitted raises the host's sentence`() throws {
    let plugin = try plugin("query.echo() return query.count{}")
    let sentence = "host.query.count cannot be called in complaint.route, only in: report.*"
    let allowance = plugin.machine.allowance(refusing: ["host.query.count": sentence, "x.y": "no"])
    let failure = try plugin.failure("run", allowance: allowance)
    #expect(failure.kind == .notPermitted)
    #expect(failure.message == sentence)
    #expect(try plugin.call().value == .integer(0))
  }

  @Test func `functions of a handle are called with a dot`() throws {
    var lines: [String] = []
    let layout = LuaRecordLayout(name: "ctx", fields: ["now"])
    let machine = try LuaMachine()
    let log = HostFunction("log") { (arguments) throws(HostFunctionError) -> LuaValue in
      if case .string(let line)? = arguments.first { lines.append(line) }
      return .nil
    }
    try machine.register(layout, functions: [log])
    let text =
      "return { dot = function(ctx) ctx.log('已受理') end, colon = function(ctx) ctx:log('x') end }"
    let plugin = try Plugin(machine, main: text)
    #expect(try plugin.call("dot", [.record(LuaRecord(layout))]).fieldsRead == [])
    #expect(lines == ["已受理"])
    let failure = try plugin.failure("colon", [.record(LuaRecord(layout))])
    #expect(
      failure.message
        == "argument 1 of ctx.log is a record handle: call it with a dot, not a colon, and pass fields"
    )
  }

  @Test func `print goes to the log`() throws {
    var lines: [String] = []
    let machine = try LuaMachine(log: { lines.append($0) })
    _ = try Plugin(machine, run: "print('a', 1, nil, {}, 1.5) print()").call()
    #expect(lines == ["a\t1\tnil\ttable\t1.5", ""])
  }

  @Test func `ten thousand failing callbacks leak nothing`() throws {
    let before = Token.alive.load(ordering: .relaxed)
    do {
      let module = HostModule(
        "host.fail",
        functions: [
          HostFunction("always") { (arguments) throws(HostFunctionError) -> LuaValue in
            let token = Token()
            throw HostFunctionError(
              "refused \(arguments.count) \(ObjectIdentifier(token) == ObjectIdentifier(token))")
          }
        ])
      let text = """
        local fail = require 'host.fail'
        local M = {}
        function M.caught() for i = 1, 100 do pcall(fail.always, i, {i}, "x") end end
        function M.uncaught() fail.always({1, 2, {3}}) end
        return M
        """
      let plugin = try Plugin(LuaMachine(modules: [module]), main: text)
      _ = try plugin.call("caught")
      let live = plugin.machine.liveObjects
      #expect(
        live
          == LuaLiveObjects(hostFunctions: 1, argumentBuffers: 1, replyBuffers: 1, callsInFlight: 0)
      )
      for _ in 0..<50 { _ = try plugin.call("caught") }
      for _ in 0..<5_000 { _ = try plugin.failure("uncaught") }
      #expect(plugin.machine.liveObjects == live)
    }
    #expect(Token.alive.load(ordering: .relaxed) == before)
  }

  @Test func `a host function that uses its own machine gets a failure, not a crash`() throws {
    final class Box { var plugin: Plugin? }
    let box = Box()
    var inner: LuaFailure?
    let module = HostModule(
      "host.again",
      functions: [
        HostFunction("again") { (_) throws(HostFunctionError) -> LuaValue in
          guard let plugin = box.plugin, let run = plugin.exports.function("run") else {
            return .nil
          }
          do throws(LuaFailure) { _ = try plugin.machine.call(run, arguments: []) } catch {
            inner = error
          }
          return .integer(1)
        }
      ])
    let plugin = try Plugin(
      LuaMachine(modules: [module]),
      main:
        "local again = require 'host.again' return { run = function() return again.again() end }")
    box.plugin = plugin
    #expect(try plugin.call().value == .integer(1))
    #expect(inner?.kind == .internal)
    box.plugin = nil
  }
}
