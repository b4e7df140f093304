/// Why a load or a call gave no answer. The machine stays usable after each of them.
public struct LuaFailure: Error, Sendable, Equatable {
  /// The class of the failure.
  public enum Kind: String, Sendable, CaseIterable {
    /// A file is not Lua.
    case syntax
    /// An error in the script: an operation on a wrong value, `error("…")`, a failed `assert`.
    case runtime
    /// Raised on purpose with a code: `ctx.fail(code, message)` or `error{code = …, message = …}`.
    case raised
    /// The instruction budget is spent.
    case instructions
    /// The memory budget is spent.
    case memory
    /// The wall-clock limit has passed.
    case wallClock
    /// A file is too large, not UTF-8, nested too deep, or has too many suffixes in an expression.
    case sourceLimit
    /// The answer cannot cross to Swift: a function, a cycle, a key that is neither text nor 1 … n.
    case badResult
    /// A record handle was used after its hook returned.
    case deadHandle
    /// A field that the record does not have, or one that the manifest does not declare.
    case unknownField
    /// A host function was called where it is not permitted.
    case notPermitted
    /// A host function refused.
    case hostFunction
    /// `require` of a module that is not there.
    case moduleNotFound
    /// `main.lua` did not return a table with text keys.
    case badExports
    /// A defect of this bridge or of the Lua library, never of a script.
    case `internal`
    /// The worker process that ran the script ended, or said what no worker says.
    case workerEnded
  }

  /// One line of the traceback, innermost first.
  public struct Frame: Sendable, Equatable {
    /// The source file, nil for a function of the host.
    public let file: String?
    /// The line that was running, nil for a function of the host.
    public let line: Int?
    /// The function's name as the caller wrote it, nil where it has none.
    public let function: String?

    /// Makes a frame.
    public init(file: String?, line: Int?, function: String?) {
      self.file = file
      self.line = line
      self.function = function
    }
  }

  /// The class of the failure.
  public let kind: Kind
  /// One sentence without addresses and without the `file:line:` prefix, in English.
  public let message: String
  /// The code given to `ctx.fail` or in `error{code = …}`; for a host function its error's code.
  public let code: String?
  /// The source file, where one is known.
  public let file: String?
  /// The line in the file, from 1.
  public let line: Int?
  /// The column in the line in bytes, from 1; known for syntax errors and source limits.
  public let column: Int?
  /// The calls that led here, innermost first, at most 32.
  public let traceback: [Frame]
  /// What the call had used when it failed.
  public internal(set) var meters: LuaMeters
  /// The record's fields that were read before the failure, in layout order.
  public internal(set) var fieldsRead: [String]

  /// Makes a failure.
  public init(
    kind: Kind, message: String, code: String? = nil, file: String? = nil, line: Int? = nil,
    column: Int? = nil, traceback: [Frame] = [], meters: LuaMeters = .none,
    fieldsRead: [String] = []
  ) {
    self.kind = kind
    self.message = message
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.traceback = traceback
    self.meters = meters
    self.fieldsRead = fieldsRead
  }
}
