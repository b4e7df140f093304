import LuaBridge
import Testing

@Suite struct SandboxProbeTests {
  @Test(arguments: sandboxProbes)
  func `a probe ends in its class, under twice its limits, and the machine goes on`(
    probe: Probe
  ) throws {
    let main = """
      local M = {}
      function M.probe() \(probe.body) end
      function M.fine() return ("x"):rep(3) .. #table.pack(1, 2) end
      return M
      """
    let plugin = try Plugin(LuaMachine(), main: main)
    if probe.kinds.isEmpty {
      let reply = try plugin.call("probe", budget: probe.budget)
      #expect(reply.value == .string(""))
      #expect(reply.meters.overTwice(probe.budget) == [])
    } else {
      let failure = try plugin.failure("probe", budget: probe.budget)
      #expect(probe.kinds.contains(failure.kind), "\(failure)")
      #expect(!failure.message.contains("0x"))
      #expect(failure.meters.overTwice(probe.budget) == [])
      // Only what never ran has used nothing.
      #expect(failure.meters.instructions > 0 && failure.meters.memoryPeakBytes > 0)
    }
    #expect(try plugin.call("fine").value == .string("xxx2"))
  }

  @Test func `bytecode is refused`() throws {
    let failure = try loadFailure("\u{1B}Lua…")
    #expect(failure.kind == .sourceLimit)
    #expect(failure.message == "the file is compiled Lua; only source text is loaded")
  }

  @Test func `a constant _ENV is a clean error`() throws {
    let failure = try loadFailure("local _ENV <const> = 11\nx = 1\nreturn {}")
    #expect(failure.kind == .runtime)
    #expect(failure.line == 2)
  }

  @Test func `a script may choose its own _ENV and gains nothing`() throws {
    let plugin = try Plugin(LuaMachine(), run: "local _ENV = {} x = 1 return x, y")
    #expect(try plugin.call().value == .integer(1))
  }

  @Test func `two machines do not see each other`() throws {
    let first = try Plugin(
      LuaMachine(), main: "shared = 1 return { run = function() return shared end }")
    let second = try Plugin(LuaMachine(), main: "return { run = function() return shared end }")
    #expect(try first.call().value == .integer(1))
    #expect(try second.call().value == .nil)
  }

  @Test func `nothing that is printed or turned to text has an address`() throws {
    let value = try answer(
      """
      local out = {}
      for _, v in pairs{a = {}, b = print, c = function() end, d = string, e = ("x"):gmatch("x")} do
        out[#out + 1] = tostring(v) .. " " .. ("%s"):format(v)
      end
      out[#out + 1] = select(2, pcall(error, {})) == nil and "" or type(select(2, pcall(error, {})))
      return table.concat(out, ", ")
      """)
    #expect(
      value
        == .string(
          "table table, function function, function function, table table, function function, table"
        ))
  }
}
