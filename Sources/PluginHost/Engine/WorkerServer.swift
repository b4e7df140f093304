internal import CWorker
internal import Glibc
internal import LuaBridge

/// The worker's side of the channel: one plugin, one thread, no way out but the channel.
final class WorkerServer {
  private let channel: OpaquePointer
  private var engine: LuaEngine?
  private var records: [LuaRecord] = []
  private var budgets: [LuaBudget] = []
  private var context = LuaRecord(PluginMachine.newContextLayout())
  private var writer = WireWriter()
  private var armedAt = Int64.min
  private var armedSeconds = 0

  init(channel: OpaquePointer, confinement: WorkerConfinement) {
    self.channel = channel
    writer.write(WorkerFrame.version)
    writer.write(confinement)
    send(.hello)
  }

  /// Serves until the host goes away.
  func run() -> Never {
    while true {
      var (kind, contents) = receive()
      do throws(WireError) {
        switch kind {
        case .setUp: load(try contents.setup())
        case .hook:
          let hook = try contents.hook()
          records.append(LuaRecord(hook.layout))
          budgets.append(hook.budget)
          _ = engine?.prepare(hook)
        case .call: try call(&contents)
        case .tryOut:
          let act = Int32(clamping: try contents.number())
          let outcome = worker_try(act, Int64(try contents.number()))
          writer.removeAll()
          writer.write(Int(outcome))
          send(.tried)
        default: exit(70)
        }
      } catch {
        exit(70)
      }
    }
  }

  private func load(_ setup: EngineSetup) {
    context = LuaRecord(setup.contextLayout)
    // The script's own cap comes first; this is for memory that no cap of Lua's sees.
    _ = worker_limit_memory(Int64(setup.memoryMax) * 2 + 64 << 20)
    arm(setup.budget)
    writer.removeAll()
    do throws(LuaFailure) {
      let made = try LuaEngine(setup, bodies)
      engine = made
      writer.removeAll()
      writer.write(made.exports)
      send(.loaded)
    } catch {
      writer.removeAll()
      writer.write(error)
      send(.failed)
    }
  }

  private func call(_ contents: inout WireReader) throws(WireError) {
    let number = try contents.number()
    guard let engine, records.indices.contains(number) else {
      throw WireError(expected: "a hook")
    }
    let argument: EngineArgument
    if try contents.flag() {
      try contents.fill(&records[number])
      argument = .record(records[number])
    } else {
      argument = .value(try contents.value())
    }
    try contents.fill(&context)
    if let pin = engine.settings { context.set(PluginMachine.settingsSlot, .pinned(pin)) }
    let seed = try contents.seed()
    arm(budgets[number])
    do throws(LuaFailure) {
      let reply = try engine.call(number, argument, context, seed: seed)
      writer.removeAll()
      writer.write(reply)
      send(.done)
    } catch {
      writer.removeAll()
      writer.write(error)
      send(.failed)
    }
  }

  /// Lets the kernel end a call that neither Lua's limits nor the host ended: an orphan's, say.
  private func arm(_ budget: LuaBudget) {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let seconds = budget.wallMilliseconds / 500 + 3
    guard Int64(time.tv_sec) > armedAt + 1 || seconds > armedSeconds else { return }
    armedAt = Int64(time.tv_sec)
    armedSeconds = seconds
    _ = worker_limit_processor(Int64(seconds) + 2)
  }

  // MARK: - Host functions

  /// What needs nothing but its arguments runs here; the rest is the host's to answer.
  private var bodies: EngineBodies {
    var functions = HostAPI.pureBodies
    var context: [String: HostBody] = [:]
    for function in HostAPI.functions where functions[function.fullName] == nil {
      let forwarded = HostBody { [unowned self] (values) throws(HostFunctionError) in
        try ask(function.fullName, values)
      }
      if function.module == "ctx" {
        context[function.name] = forwarded
      } else {
        functions[function.fullName] = forwarded
      }
    }
    return EngineBodies(
      functions: functions, context: context,
      log: { [unowned self] line in
        writer.removeAll()
        writer.write(line)
        send(.log)
      })
  }

  private func ask(_ name: String, _ values: [LuaValue]) throws(HostFunctionError) -> HostReply {
    writer.removeAll()
    writer.write(name)
    writer.write(values.count)
    for value in values { writer.write(value) }
    send(.hostCall)
    var (kind, contents) = receive()
    guard kind == .answer else { exit(70) }
    let answer: Result<HostReply, HostFunctionError>
    do throws(WireError) {
      if try contents.flag() {
        let value = try contents.value()
        answer = .success(HostReply(value, cost: try contents.number()))
      } else {
        let (message, code) = (try contents.text(), try contents.optionalText())
        answer = .failure(
          HostFunctionError(message, code: code, cost: try contents.number()))
      }
    } catch {
      exit(70)
    }
    return try answer.get()
  }

  // MARK: - The channel

  private func send(_ kind: WorkerFrame) {
    var timeout: Int64 = -1
    let code = worker_send(
      channel, kind.rawValue, writer.bytes, writer.bytes.count, &timeout)
    if code != WORKER_OK { exit(0) }
  }

  private func receive() -> (kind: WorkerFrame, contents: WireReader) {
    var (number, length, timeout) = (UInt32(0), 0, Int64(-1))
    var bytes: UnsafePointer<UInt8>?
    let code = worker_receive(
      channel, WorkerFrame.byteCountMax, &number, &bytes, &length, &timeout)
    guard code == WORKER_OK, let kind = WorkerFrame(rawValue: number) else { exit(0) }
    return (kind, WireReader(UnsafeRawBufferPointer(start: bytes, count: length)))
  }
}
