import CLuaShim
import ConsumerProtection
import Foundation
import Testing

@testable import LuaBridge
@testable import PluginHost

/// What a plugin can reach in the machine that it really gets: every host module, `ctx`, a record,
/// settings; through every value, key, metatable, upvalue and user value.
@Suite struct ReachabilityTests {
  @Test func `a plugin reaches the declared functions of the host and nothing else of C`() throws {
    let requires = HostAPI.moduleNames.map { "require \"\($0)\"" }.joined(separator: ", ")
    let plugin = try EnginePlugin(
      .inProcess,
      main: """
        local kept = {\(requires)}
        return {run = function(c, ctx) kept.c, kept.ctx, kept.s = c, ctx, ctx.settings return 1 end}
        """, settings: .table(LuaTable(["list": .table(LuaTable(items: [.integer(1)]))])))
    #expect(try plugin.call("run", EnginePlugin.record).value == .integer(1))
    let engine = try #require(plugin.engine as? LuaEngine)
    let seen = shim_test_reachable(engine.lua.state)
    #expect(seen > 100)
    var length = 0
    let bytes = shim_result(engine.lua.state, &length)
    let lines = String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self
    ).split(separator: "\n").map(String.init)
    // Handles of records, and nothing else that is no plain value.
    let handles = Set(lines.filter { $0.hasPrefix("userdata") || $0.hasPrefix("thread") })
    #expect(handles == ["userdata ctx", "userdata complaint"])
    let functions = lines.filter { $0.hasPrefix("C ") && !$0.contains(" = stock ") }
      .map { String($0.dropFirst(2)).replacing("<metatable>.<hidden>", with: "") }
    let declared = Set(
      HostAPI.functions.filter { $0.module != "ctx" }.map { "require.\($0.fullName)" })
    let modules = Set(functions.filter { $0.hasPrefix("require.host.") })
    #expect(modules == declared)
    // The rest is the sandbox's own library and the faces of read-only values.
    let rest = functions.filter { !$0.hasPrefix("require.host.") && !$0.hasPrefix("_ENV") }
    #expect(
      rest.allSatisfy {
        $0.hasPrefix("ctx<metatable>.") || $0.hasPrefix("complaint<metatable>.")
          || $0.hasPrefix("string<metatable>.__")
      }, "\(rest)")
    let stock = lines.compactMap { $0.components(separatedBy: " = stock ").dropFirst().first }
    for forbidden in [
      "os.", "io.", "debug.", "coroutine.", "package.", "_G.load", "_G.dofile",
      "_G.setmetatable", "_G.getmetatable", "_G.rawset", "_G.collectgarbage", "string.dump",
    ] {
      #expect(!stock.contains { $0.hasPrefix(forbidden) }, "\(forbidden)")
    }
  }
}
