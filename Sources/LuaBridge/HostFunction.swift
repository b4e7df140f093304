/// What a host function says when it refuses; the script sees `message` as an error it may catch.
public struct HostFunctionError: Error, Sendable, Equatable {
  /// One sentence; the script's file and line are added before it.
  public let message: String
  /// A stable code for programs, if there is one.
  public let code: String?
  /// Work done before the refusal, in instructions.
  public let cost: Int

  /// Makes an error.
  public init(_ message: String, code: String? = nil, cost: Int = 0) {
    self.message = message
    self.code = code
    self.cost = cost
  }
}

/// A host function's result together with the work it did.
public struct HostReply: Sendable, Equatable {
  /// What the script receives.
  public let value: LuaValue
  /// Work to charge to the call's instruction budget, beside the size of arguments and result.
  public let cost: Int

  /// Makes a reply.
  public init(_ value: LuaValue, cost: Int = 0) {
    self.value = value
    self.cost = cost
  }
}

/// A function of the host that a script can call. Its body gets copies and answers by value: it never
/// sees the Lua state, and an error it throws is raised by C after its frame is gone.
public final class HostFunction {
  /// The body: arguments in, reply out. It must not call the machine that called it.
  public typealias Body = ([LuaValue]) throws(HostFunctionError) -> HostReply

  /// The name inside its module or handle, for example `count`.
  public let name: String
  let body: Body

  /// Makes a function whose work is its arguments and its result.
  public init(
    _ name: String, body: @escaping ([LuaValue]) throws(HostFunctionError) -> LuaValue
  ) {
    self.name = name
    self.body = { (arguments) throws(HostFunctionError) -> HostReply in
      HostReply(try body(arguments))
    }
  }

  /// Makes a function that says how much work it did.
  public init(_ name: String, metered body: @escaping Body) {
    self.name = name
    self.body = body
  }
}

/// A group of host functions that a script gets by `require "host.date"`.
public struct HostModule {
  /// The full name, lower-case words joined by dots, for example `host.date`.
  public let name: String
  /// The functions, each name once.
  public let functions: [HostFunction]
  /// Constants beside the functions, read-only for the script.
  public let constants: LuaTable

  /// Makes a module.
  public init(
    _ name: String, functions: [HostFunction], constants: LuaTable = LuaTable()
  ) {
    self.name = name
    self.functions = functions
    self.constants = constants
  }
}
