/// A function's answer.
public struct LuaReply: Sendable, Equatable {
  /// The first result, nil where the function returned none.
  public let value: LuaValue
  /// The second result: by convention the reason of a deliberate nil.
  public let second: LuaValue
  /// What the call used.
  public let meters: LuaMeters
  /// What was read of the first record.
  public let reads: LuaReads
  /// What was read of the second record, the context.
  public let contextReads: LuaReads
  /// The fields of the first record that were read, in layout order.
  public var fieldsRead: [String] { reads.names }
  /// The fields of the second record (the context) that were read, in layout order.
  public var contextFieldsRead: [String] { contextReads.names }

  /// Makes a reply.
  public init(
    value: LuaValue, second: LuaValue = .nil, meters: LuaMeters = .none, reads: LuaReads = .none,
    contextReads: LuaReads = .none
  ) {
    self.value = value
    self.second = second
    self.meters = meters
    self.reads = reads
    self.contextReads = contextReads
  }
}

/// An argument of a call that is not the usual pair of record and context.
public enum LuaArgument: Sendable {
  /// A record handle; each layout at most once in a call.
  case record(LuaRecord)
  /// A value by copy; the script may change its copy.
  case value(LuaValue)
  /// A value the machine keeps.
  case pinned(LuaPinned)
}

/// How many things a machine holds for its host functions; constant while it only calls.
public struct LuaLiveObjects: Sendable, Equatable {
  /// Host functions retained by the machine.
  public let hostFunctions: Int
  /// Argument buffers: one, reused.
  public let argumentBuffers: Int
  /// Reply buffers: one, reused.
  public let replyBuffers: Int
  /// Host calls that have begun and not ended; 0 outside a call.
  public let callsInFlight: Int

  /// Makes a count, to compare with.
  public init(hostFunctions: Int, argumentBuffers: Int, replyBuffers: Int, callsInFlight: Int) {
    self.hostFunctions = hostFunctions
    self.argumentBuffers = argumentBuffers
    self.replyBuffers = replyBuffers
    self.callsInFlight = callsInFlight
  }
}

/// Which lines of a file ran since the machine was made.
public struct LuaCoverage: Sendable, Equatable {
  /// The file.
  public let file: String
  /// Lines that hold code, ascending.
  public let activeLines: [Int]
  /// Lines that ran, ascending; a subset of `activeLines`.
  public let executedLines: [Int]

  /// Makes a coverage.
  public init(file: String, activeLines: [Int], executedLines: [Int]) {
    self.file = file
    self.activeLines = activeLines
    self.executedLines = executedLines
  }
}

/// The Lua library this process runs on.
public enum LuaEngineVersion {}
