internal import LuaBridge

/// The frames between a host and its worker; each names what its contents are.
enum WorkerFrame: UInt32 {
  /// Host: sources, settings, load budget and refusals.
  case setUp = 1
  /// Host: a hook; its number is how many came before.
  case hook
  /// Host: a call of a hook.
  case call
  /// Host: what a host function answered.
  case answer
  /// Host: try what a confined process cannot do.
  case tryOut
  /// Worker: it runs, with what it gave up.
  case hello = 101
  /// Worker: what the main file returned.
  case loaded
  /// Worker: the answer of a call.
  case done
  /// Worker: why there is none.
  case failed
  /// Worker: a host function is called.
  case hostCall
  /// Worker: a printed line; nothing comes back.
  case log
  /// Worker: what became of a try.
  case tried

  /// Changed whenever a frame's contents change, so that only the same program answers.
  static let version = 1
  /// The most bytes of one frame; an answer has 16 MiB at most.
  static let byteCountMax = 48 << 20
}

extension WireWriter {
  mutating func write(_ refusals: [String: String]) {
    let sorted = refusals.sorted { $0.key < $1.key }
    write(sorted.map(\.key))
    write(sorted.map(\.value))
  }

  mutating func write(_ setup: EngineSetup) {
    write(setup.sources.count)
    for source in setup.sources {
      write(source.name)
      write(source.bytes)
    }
    write(setup.settings)
    write(setup.budget)
    write(setup.refusals)
    write(setup.memoryMax)
  }

  mutating func write(_ hook: EngineHook) {
    write(hook.name)
    write(hook.layout.name)
    write(hook.layout.fields)
    write(hook.layout.undeclared)
    write(hook.budget)
    write(hook.refusals)
  }
}

extension WireReader {
  mutating func refusals() throws(WireError) -> [String: String] {
    let (names, sentences) = (try texts(), try texts())
    return Dictionary(zip(names, sentences)) { first, _ in first }
  }

  mutating func setup() throws(WireError) -> EngineSetup {
    var sources: [LuaSource] = []
    for _ in 0..<(try number()) {
      let name = try text()
      sources.append(LuaSource(name: name, bytes: try contents()))
    }
    let settings = try value()
    let (budget, refusals) = (try budget(), try refusals())
    return EngineSetup(
      sources: sources, settings: settings, budget: budget, refusals: refusals,
      memoryMax: try number(), contextLayout: PluginMachine.newContextLayout())
  }

  mutating func hook() throws(WireError) -> EngineHook {
    let (name, layoutName) = (try text(), try text())
    let (fields, undeclared) = (try texts(), try texts())
    let budget = try budget()
    return EngineHook(
      name: name,
      layout: LuaRecordLayout(name: layoutName, fields: fields, undeclared: undeclared),
      budget: budget, refusals: try refusals())
  }
}
