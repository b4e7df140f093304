internal import CLuaShim

/// Which host functions a call may use, and the sentence raised for the others.
/// Made once for a machine and a hook by ``LuaMachine/allowance(refusing:)``.
public struct LuaAllowance: Sendable {
  let refusals: [Int: String]
  let mask: [UInt64]

  /// Every host function.
  public static let everything = LuaAllowance(refusals: [:], mask: [])
}

/// One Lua virtual machine in a strict sandbox: one plugin, one worker.
///
/// A plain class that one actor or thread owns; it is not `Sendable`, so the compiler keeps it there.
/// A script's failure never reaches further than the ``LuaFailure`` of its call.
public final class LuaMachine {
  /// Makes a machine with its host modules.
  ///
  /// - Parameters:
  ///   - modules: What a script may `require` beside its own files.
  ///   - coverage: Record which lines run; slower by an order of magnitude.
  ///   - log: Receives each line that a script prints, without the line's end.
  /// - Throws: ``LuaFailure`` of kind `memory` when the process has none left.
  public init(
    modules: [HostModule] = [], coverage: Bool = false, log: ((String) -> Void)? = nil
  ) throws(LuaFailure) {
  }

  /// Makes a layout's handle known and gives it functions, called as `ctx.log("…")`. A layout without
  /// functions registers itself at its first call.
  public func register(
    _ layout: LuaRecordLayout, functions: [HostFunction] = []
  ) throws(LuaFailure) {
    throw LuaFailure(kind: .internal, message: "not built")
  }

  /// Keeps a value for the machine's life; tables become deeply read-only.
  public func pin(_ value: LuaValue) throws(LuaFailure) -> LuaPinned {
    throw LuaFailure(kind: .internal, message: "not built")
  }

  /// Runs a plugin's main file, which must return a table with text keys.
  ///
  /// - Parameters:
  ///   - sources: Every Lua file of the plugin: 64 KiB each, 256 KiB together.
  ///   - main: The file to run; the others run once each when first required.
  ///   - budget: For the whole load.
  ///   - allowance: Host functions that may be called while loading.
  /// - Throws: ``LuaFailure``; the file and line of a syntax error or source limit are set.
  public func load(
    _ sources: [LuaSource], main: String = "main.lua", budget: LuaBudget = .load,
    allowance: LuaAllowance = .everything
  ) throws(LuaFailure) -> LuaExports {
    throw LuaFailure(kind: .internal, message: "not built")
  }

  /// Prepares the permissions of a hook.
  ///
  /// - Parameter refusals: By full name (`host.query.count`, `ctx.log`) the sentence to raise; names
  ///   that the machine does not have are ignored.
  public func allowance(refusing refusals: [String: String]) -> LuaAllowance {
    .everything
  }

  /// Calls a hook with a record and a context: the fast path, nothing is allocated for the handles.
  ///
  /// - Parameters:
  ///   - function: From ``LuaExports``.
  ///   - record: The first argument; dead when the call returns.
  ///   - context: The second argument; dead when the call returns.
  ///   - budget: For this call alone.
  ///   - allowance: Host functions that may be called.
  ///   - seed: Seeds `math.random` and `ctx.random`; the same seed gives the same numbers.
  public func call(
    _ function: LuaFunctionReference, record: LuaRecord, context: LuaRecord,
    budget: LuaBudget = .hook, allowance: LuaAllowance = .everything, seed: UInt64 = 0
  ) throws(LuaFailure) -> LuaReply {
    throw LuaFailure(kind: .internal, message: "not built")
  }

  /// Calls a function with any arguments, at most 16.
  public func call(
    _ function: LuaFunctionReference, arguments: [LuaArgument],
    budget: LuaBudget = .hook, allowance: LuaAllowance = .everything, seed: UInt64 = 0
  ) throws(LuaFailure) -> LuaReply {
    throw LuaFailure(kind: .internal, message: "not built")
  }

  /// What the machine holds for its host functions, for leak tests.
  public var liveObjects: LuaLiveObjects {
    LuaLiveObjects(hostFunctions: 0, argumentBuffers: 0, replyBuffers: 0, callsInFlight: 0)
  }

  /// The coverage of each loaded file, sorted by name; empty unless the machine records it.
  public var coverage: [LuaCoverage] { [] }
}

extension LuaEngineVersion {
  /// The release of the Lua library, for example `Lua 5.4.4`.
  public static var release: String { "Lua 5.4" }
}
