internal import LuaBridge

/// A plugin's machine in this process.
final class LuaEngine: PluginEngine {
  let exports: LuaExports
  let settings: LuaPinned?
  let lua: LuaMachine
  // Unchecked: see PluginMachine.
  @exclusivity(unchecked)
  private var hooks: [Prepared] = []

  private struct Prepared {
    let function: LuaFunctionReference?
    let budget: LuaBudget
    let allowance: LuaAllowance
  }

  init(
    _ setup: EngineSetup, _ bodies: EngineBodies, coverage: Bool = false
  ) throws(LuaFailure) {
    lua = try LuaMachine(
      modules: HostAPI.modules(bodies.functions), coverage: coverage, log: bodies.log)
    try lua.register(
      setup.contextLayout, functions: HostAPI.contextFunctions(bodies.context))
    settings = try lua.pin(setup.settings)
    exports = try lua.load(
      setup.sources, budget: setup.budget, allowance: lua.allowance(refusing: setup.refusals))
  }

  func prepare(_ hook: EngineHook) -> Int {
    hooks.append(
      Prepared(
        function: exports.function(hook.name), budget: hook.budget,
        allowance: lua.allowance(refusing: hook.refusals)))
    return hooks.count - 1
  }

  func call(
    _ hook: Int, _ argument: EngineArgument, _ context: LuaRecord, seed: UInt64
  ) throws(LuaFailure) -> LuaReply {
    let hook = hooks[hook]
    guard let function = hook.function else {
      throw LuaFailure(kind: .internal, message: "the main file returned no such function")
    }
    switch argument {
    case .record(let record):
      return try lua.call(
        function, record: record, context: context, budget: hook.budget,
        allowance: hook.allowance, seed: seed)
    case .value(let value):
      return try lua.call(
        function, arguments: [.value(value), .record(context)], budget: hook.budget,
        allowance: hook.allowance, seed: seed)
    }
  }
}
