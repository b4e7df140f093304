import Foundation
import LuaBridge
import Testing

/// Programs by chance from the grammar of Lua and the names of the sandbox, from fixed seeds.
private struct ProgramGenerator {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }

  mutating func value(_ depth: Int) -> String {
    let simple = [
      "nil", "true", "0", "1", "-1", "3.5", "math.huge", "-0.0", "math.maxinteger",
      "math.mininteger", "1 << 31",
      "'x'", "''", "'%'", "'[a'", "'(.-)%1'", "'%b()'", "'信用卡'", "'\\xff\\0'", "('ab'):rep(50)",
      "a", "b", "t",
      "s", "print", "string", "c", "ctx", "c.amount", "c.tags", "c.name",
      "function(...) return ... end",
    ]
    if depth <= 0 { return pick(simple) }
    switch below(8) {
    case 0:
      return
        "{\(value(depth - 1)), x = \(value(depth - 1)), [\(value(depth - 1)) or 1] = \(value(0))}"
    case 1:
      let operation = pick([
        "+", "-", "*", "//", "%", "^", "..", "==", "<", "and", "or", "&", "~", "<<",
      ])
      return "(\(value(depth - 1)) \(operation) \(value(depth - 1)))"
    case 2: return "(\(pick(["- ", "#", "not ", "~"]))\(value(depth - 1)))"
    case 3: return "t[\(value(depth - 1))]"
    case 4: return "select(2, pcall(\(value(depth - 1)), \(value(depth - 1))))"
    default: return call(depth)
    }
  }

  mutating func call(_ depth: Int) -> String {
    let function = pick([
      "string.find", "string.match", "string.gsub", "string.gmatch", "string.rep", "string.sub",
      "string.byte",
      "string.char", "string.format", "string.reverse", "string.upper", "table.concat",
      "table.insert",
      "table.remove", "table.move", "table.sort", "table.unpack", "table.pack", "pairs", "ipairs",
      "next",
      "tostring", "tonumber", "type", "select", "error", "assert", "pcall", "xpcall", "require",
      "math.floor",
      "math.random", "math.max", "utf8.char", "utf8.len", "utf8.offset", "utf8.codepoint",
      "utf8.codes", "print",
      "ctx.fail", "ctx.random",
    ])
    let arguments = (0..<below(5)).map { _ in value(depth - 1) }
    return "\(function)(\(arguments.joined(separator: ", ")))"
  }

  mutating func statement(_ depth: Int) -> String {
    switch below(9) {
    case 0: return "a = \(value(2))"
    case 1: return "t[\(value(1))] = \(value(2))"
    case 2 where depth > 0: return "for k, v in pairs(\(value(1))) do \(statement(depth - 1)) end"
    case 3 where depth > 0: return "for i = 1, \(value(0)) do \(statement(depth - 1)) end"
    case 4 where depth > 0: return "pcall(function(...) \(statement(depth - 1)) end, \(value(1)))"
    case 5 where depth > 0: return "if \(value(2)) then \(statement(depth - 1)) end"
    case 6: return "s = (\(value(2))) .. 'x'"
    case 7 where depth > 0:
      return "xpcall(function() \(statement(depth - 1)) end, function(e) \(statement(0)) end)"
    default: return "b = \(call(2))"
    }
  }

  mutating func program() -> String {
    let body = (0..<(2 + below(8))).map { _ in "pcall(function() \(statement(2)) end)" }
    let end = below(2) == 0 ? statement(1) : ""
    return """
      return { run = function(c, ctx)
        local a, b, t, s = 1, 2, {3, 1, 2, x = "y"}, "text"
        \(body.joined(separator: "\n  "))
        \(end)
        return \(value(1))
      end, fine = function() return #("abc") end }
      """
  }
}

@Suite struct FuzzTests {
  private static let layout = LuaRecordLayout(
    name: "c", fields: ["amount", "tags"], undeclared: ["name"])
  private static let context = LuaRecordLayout(
    name: "ctx", fields: ["now"], builtins: [.fail, .random])

  /// How many programs a batch has; more for a long run on demand.
  private static let batch = Int(ProcessInfo.processInfo.environment["LUA_FUZZ_BATCH"] ?? "") ?? 15

  @Test(arguments: 0..<16)
  func `no program does more than fail, and each does the same twice`(batch: Int) throws {
    var generator = ProgramGenerator(state: UInt64(batch) &* 7_919 &+ 11)
    var record = LuaRecord(Self.layout)
    record.set("amount", .integer(500))
    record.set("tags", .value(.table(LuaTable(items: [.string("a"), .string("b")]))))
    let budget = LuaBudget(instructions: 60_000, memoryBytes: 2 << 20, wallMilliseconds: 600_000)
    for _ in 0..<Self.batch {
      let program = generator.program()
      var told: [String] = []
      for _ in 0..<2 {
        let plugin = try Plugin(LuaMachine(), main: program)
        let run = try #require(plugin.exports.function("run"))
        do throws(LuaFailure) {
          let reply = try plugin.machine.call(
            run, record: record, context: LuaRecord(Self.context), budget: budget, seed: 5)
          told.append("\(reply.value) \(reply.meters.instructions) \(reply.fieldsRead)")
        } catch {
          #expect(error.kind != .internal && error.kind != .wallClock, "\(error)\n\(program)")
          #expect(!error.message.contains("0x"), "\(error.message)")
          // Only where memory ends depends on the allocator.
          let used = error.kind == .memory ? 0 : error.meters.instructions
          told.append("\(error.kind) \(error.message) \(used) \(error.fieldsRead)")
        }
        #expect(try plugin.call("fine").value == .integer(3))
      }
      #expect(told.first == told.last, "\(program)")
    }
  }
}
