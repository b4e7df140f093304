internal import CWorker
internal import LuaBridge

/// A plugin's machine in a process of its own: this side of the channel.
///
/// The worker is trusted no more than its plugin. What it asks of the host is checked here again, what
/// it answers is read with suspicion, and one that is late, silent or wrong is ended.
final class WorkerEngine: PluginEngine {
  private(set) var exports = LuaExports(entries: [], meters: .none)
  let settings: LuaPinned? = nil
  private let setup: EngineSetup
  private let bodies: EngineBodies
  private let executable: String
  private var hooks: [EngineHook] = []
  private var process: WorkerProcess?
  private var writer = WireWriter()
  /// How often in a row it was lost.
  private var losses = 0
  /// After so many losses in a row it is not started again.
  static let lossesMax = 3
  private static let helloNanoseconds: Int64 = 30_000_000_000

  /// The system's number of the worker that runs; nil while none does.
  var processNumber: Int32? { process?.process }

  private enum Problem: Error {
    case loss(WorkerLoss)
    case failure(LuaFailure)
  }

  /// Starts a worker and loads the plugin there.
  init(
    _ setup: EngineSetup, _ bodies: EngineBodies, executable: String
  ) throws(LuaFailure) {
    self.setup = setup
    self.bodies = bodies
    self.executable = executable
    do throws(Problem) {
      exports = try start()
    } catch {
      throw ended(by: error)
    }
  }

  func prepare(_ hook: EngineHook) -> Int {
    hooks.append(hook)
    // A worker that runs learns of it now, one that is started later with the others.
    if let process {
      do throws(Problem) {
        try tell(hook, to: process)
      } catch {
        _ = ended(by: error)
      }
    }
    return hooks.count - 1
  }

  func call(
    _ number: Int, _ argument: EngineArgument, _ context: LuaRecord, seed: UInt64
  ) throws(LuaFailure) -> LuaReply {
    guard losses < Self.lossesMax else {
      throw LuaFailure(
        kind: .workerEnded,
        message:
          "the worker process was lost \(Self.lossesMax) times in a row and is not started again")
    }
    let hook = hooks[number]
    do throws(Problem) {
      let process = try running()
      writer.removeAll()
      writer.write(number)
      switch argument {
      case .record(let record):
        writer.write(true)
        writer.write(record)
      case .value(let value):
        writer.write(false)
        writer.write(value)
      }
      writer.write(context)
      writer.write(seed)
      var timeout = Self.timeout(of: hook.budget)
      try send(.call, to: process, &timeout)
      var (kind, contents) = try answer(of: process, hook.refusals, &timeout)
      switch kind {
      case .done: return try known(try read { () throws(WireError) in try contents.reply() }, hook)
      case .failed:
        let failure = try read { () throws(WireError) in try contents.failure() }
        guard failure.fieldsRead.allSatisfy({ hook.layout.index(of: $0) != nil }) else {
          throw Problem.loss(.wrongFrame("fields that it was not given"))
        }
        losses = 0
        throw Problem.failure(failure)
      default: throw Problem.loss(.wrongFrame("\(kind) after a call"))
      }
    } catch {
      throw ended(by: error)
    }
  }

  /// The answer, if it names nothing that the worker cannot have read.
  private func known(_ reply: LuaReply, _ hook: EngineHook) throws(Problem) -> LuaReply {
    guard reply.fieldsRead.allSatisfy({ hook.layout.index(of: $0) != nil }),
      reply.contextFieldsRead.allSatisfy({ setup.contextLayout.index(of: $0) != nil }),
      reply.meters.instructions >= 0
    else { throw .loss(.wrongFrame("fields that it was not given")) }
    losses = 0
    return reply
  }

  // MARK: - Starting

  private func running() throws(Problem) -> WorkerProcess {
    if let process { return process }
    _ = try start()
    guard let process else { throw .loss(.closed) }
    return process
  }

  private func start() throws(Problem) -> LuaExports {
    let started: WorkerProcess
    do throws(WorkerLoss) {
      started = try WorkerProcess(executable: executable)
    } catch {
      throw .loss(error)
    }
    process = started
    var timeout = Self.helloNanoseconds
    var (greeting, words) = try answer(of: started, [:], &timeout)
    let version = try read { () throws(WireError) in try words.number() }
    guard greeting == .hello, version == WorkerFrame.version else {
      throw .loss(.wrongFrame("another program"))
    }
    writer.removeAll()
    writer.write(setup)
    timeout = Self.timeout(of: setup.budget)
    try send(.setUp, to: started, &timeout)
    var (kind, contents) = try answer(of: started, setup.refusals, &timeout)
    switch kind {
    case .loaded:
      let exports = try read { () throws(WireError) in try contents.exports() }
      for hook in hooks { try tell(hook, to: started) }
      return exports
    case .failed:
      let failure = try read { () throws(WireError) in try contents.failure() }
      process = nil
      throw .failure(failure)
    default: throw .loss(.wrongFrame("\(kind) after the sources"))
    }
  }

  private func tell(_ hook: EngineHook, to process: WorkerProcess) throws(Problem) {
    writer.removeAll()
    writer.write(hook)
    var timeout = Self.helloNanoseconds
    try send(.hook, to: process, &timeout)
  }

  // MARK: - The channel

  /// Twice the wall-clock limit: the script's own limit ends it long before, unless it is stuck below
  /// Lua. Time in which the host itself works does not count.
  private static func timeout(of budget: LuaBudget) -> Int64 {
    Int64(budget.wallMilliseconds) * 2_000_000
  }

  private func send(
    _ kind: WorkerFrame, to process: WorkerProcess, _ timeout: inout Int64
  ) throws(Problem) {
    do throws(WorkerLoss) {
      try process.send(kind, writer.bytes, &timeout)
    } catch {
      throw .loss(error)
    }
  }

  private func read<Value>(_ body: () throws(WireError) -> Value) throws(Problem) -> Value {
    do throws(WireError) {
      return try body()
    } catch {
      throw .loss(.wrongFrame("no \(error.expected)"))
    }
  }

  /// The worker's next word, its calls of host functions and its log answered on the way.
  private func answer(
    of process: WorkerProcess, _ refusals: [String: String], _ timeout: inout Int64
  ) throws(Problem) -> (kind: WorkerFrame, contents: WireReader) {
    while true {
      var frame: (kind: WorkerFrame, contents: WireReader)
      do throws(WorkerLoss) {
        frame = try process.receive(&timeout)
      } catch {
        throw .loss(error)
      }
      switch frame.kind {
      case .hostCall:
        let (name, values) = try read { () throws(WireError) in
          let name = try frame.contents.text()
          var values: [LuaValue] = []
          for _ in 0..<(try frame.contents.number()) {
            values.append(try frame.contents.value())
          }
          return (name, values)
        }
        answerCall(name, values, refusals)
        try send(.answer, to: process, &timeout)
      case .log: bodies.log(try read { () throws(WireError) in try frame.contents.text() })
      default: return frame
      }
    }
  }

  /// Calls a host function for the worker, if the hook may.
  private func answerCall(_ name: String, _ values: [LuaValue], _ refusals: [String: String]) {
    writer.removeAll()
    do throws(HostFunctionError) {
      if let sentence = refusals[name] { throw HostFunctionError(sentence) }
      let body =
        name.hasPrefix("ctx.") ? bodies.context[String(name.dropFirst(4))] : bodies.functions[name]
      guard let body else { throw HostFunctionError("there is no \(name)") }
      let reply = try body.call(values)
      writer.write(true)
      writer.write(reply.value)
      writer.write(reply.cost)
    } catch {
      writer.removeAll()
      writer.write(false)
      writer.write(error.message)
      writer.write(error.code)
      writer.write(error.cost)
    }
  }

  // MARK: - Losses

  private func ended(by problem: Problem) -> LuaFailure {
    guard case .loss(let loss) = problem else {
      guard case .failure(let failure) = problem else {
        preconditionFailure("a problem is a loss or a failure")
      }
      return failure
    }
    losses += 1
    let signal = process?.end() ?? 0
    process = nil
    switch loss {
    case .timedOut:
      return LuaFailure(kind: .wallClock, message: "the worker process did not answer in time")
    case .closed where signal > 0:
      return LuaFailure(
        kind: .workerEnded, message: "the worker process was ended by signal \(signal)")
    case .closed: return LuaFailure(kind: .workerEnded, message: "the worker process ended")
    case .cannotStart(let code):
      return LuaFailure(
        kind: .workerEnded,
        message: "the worker process cannot be started: system error \(code)")
    case .tooLarge:
      return LuaFailure(kind: .workerEnded, message: "the worker process sent too much")
    case .outOfMemory: return LuaFailure(kind: .memory, message: "the process is out of memory")
    case .wrongFrame(let what):
      return LuaFailure(
        kind: .workerEnded, message: "the worker process sent what no worker sends: \(what)")
    }
  }
}
