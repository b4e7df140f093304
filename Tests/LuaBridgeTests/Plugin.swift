import LuaBridge
import Testing

/// A plugin whose main file exports `run`, and its machine.
struct Plugin {
  let machine: LuaMachine
  let exports: LuaExports

  init(_ machine: LuaMachine, main: String, files: [LuaSource] = []) throws(LuaFailure) {
    self.machine = machine
    exports = try machine.load([LuaSource(name: "main.lua", text: main)] + files)
  }

  /// A plugin of one function `run(...)` with this body.
  init(_ machine: LuaMachine, run body: String) throws(LuaFailure) {
    try self.init(machine, main: "local M = {}\nfunction M.run(...)\n\(body)\nend\nreturn M")
  }

  func call(
    _ name: String = "run", _ arguments: [LuaArgument] = [], budget: LuaBudget = .hook,
    allowance: LuaAllowance = .everything, seed: UInt64 = 0
  ) throws -> LuaReply {
    let function = try #require(exports.function(name))
    return try machine.call(
      function, arguments: arguments, budget: budget, allowance: allowance, seed: seed)
  }

  /// The failure of a call that must fail.
  func failure(
    _ name: String = "run", _ arguments: [LuaArgument] = [], budget: LuaBudget = .hook,
    allowance: LuaAllowance = .everything
  ) throws -> LuaFailure {
    do {
      let reply = try call(name, arguments, budget: budget, allowance: allowance)
      Issue.record("\(name) answered \(reply.value)")
      throw LuaFailure(kind: .internal, message: "no failure")
    } catch let failure as LuaFailure {
      return failure
    }
  }
}

/// What a function with this body answers.
func answer(_ body: String, _ arguments: [LuaArgument] = []) throws -> LuaValue {
  try Plugin(LuaMachine(), run: body).call("run", arguments).value
}

/// How a function with this body fails.
func failure(_ body: String, budget: LuaBudget = .hook) throws -> LuaFailure {
  try Plugin(LuaMachine(), run: body).failure("run", budget: budget)
}

/// How a plugin with this main file fails to load.
func loadFailure(_ main: String, files: [LuaSource] = []) throws -> LuaFailure {
  do {
    _ = try Plugin(LuaMachine(), main: main, files: files)
  } catch {
    return error
  }
  Issue.record("the plugin loaded")
  return LuaFailure(kind: .internal, message: "no failure")
}
