internal import LuaBridge

/// What a plugin's machine is made of, the same for every engine.
struct EngineSetup {
  let sources: [LuaSource]
  let settings: LuaValue
  /// For the load.
  let budget: LuaBudget
  /// Host functions that may not be called while loading, with the sentence to raise.
  let refusals: [String: String]
  /// The most memory that any hook or the load may use, in bytes.
  let memoryMax: Int
  let contextLayout: LuaRecordLayout
}

/// A hook made ready to be called.
struct EngineHook {
  let name: String
  let layout: LuaRecordLayout
  let budget: LuaBudget
  let refusals: [String: String]
}

/// The first argument of a hook.
enum EngineArgument {
  case record(LuaRecord)
  case value(LuaValue)
}

/// The host functions of an engine by their full names, and where printed lines go.
struct EngineBodies {
  let functions: [String: HostBody]
  /// By short name, those on `ctx`.
  let context: [String: HostBody]
  let log: (String) -> Void
}

/// Where a plugin's Lua runs: in this process or in one of its own.
///
/// Both are asked with the same record and give the same answer, the same log of reads and the same
/// count of instructions; a conformance suite holds them to it.
protocol PluginEngine: AnyObject {
  /// What the main file returned.
  var exports: LuaExports { get }
  /// The settings as a value of the machine, where the machine is in this process.
  var settings: LuaPinned? { get }
  /// Makes a hook ready; its number is for ``call(_:_:_:seed:)``.
  func prepare(_ hook: EngineHook) -> Int
  /// Calls a hook.
  func call(
    _ hook: Int, _ argument: EngineArgument, _ context: LuaRecord, seed: UInt64
  ) throws(LuaFailure) -> LuaReply
}
