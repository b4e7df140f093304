internal import CLuaShim

/// One Lua virtual machine in a strict sandbox: one plugin, one worker.
///
/// A plain class that one actor or thread owns; it is not `Sendable`, so the compiler keeps it there.
/// A script's failure never reaches further than the ``LuaFailure`` of its call, and the machine is
/// usable after each. A host function must not call the machine that called it.
public final class LuaMachine {
  let state: OpaquePointer
  let host: HostTable
  /// Tells the references of different machines apart.
  let identity: UInt64
  /// By their numbers; few, so a search by identity is faster than a hash. Unchecked: looked at in every
  /// call, and a machine has one owner.
  @exclusivity(unchecked)
  var layouts: [LuaRecordLayout] = []

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
    host = HostTable(log: log)
    let context = Unmanaged.passUnretained(host).toOpaque()
    guard let state = shim_new(callHostFunction, context, coverage ? 1 : 0) else {
      throw LuaFailure(kind: .memory, message: "the process is out of memory")
    }
    self.state = state
    identity = MachineIdentity.next()
    for module in modules { try add(module) }
  }

  deinit {
    shim_close(state)
  }

  private func add(_ module: HostModule) throws(LuaFailure) {
    let numbers = host.add(module.functions, group: module.name)
    let description = LuaTable([
      "name": .string(module.name), "functions": .table(numbers),
      "constants": .table(module.constants),
    ])
    try setUp(.table(description)) { bytes, length in shim_add_module(state, bytes, length) }
  }

  /// Makes a layout's handle known and gives it functions, called as `ctx.log("…")`. A layout without
  /// functions registers itself at its first call.
  public func register(
    _ layout: LuaRecordLayout, functions: [HostFunction] = []
  ) throws(LuaFailure) {
    precondition(
      number(of: layout) == nil, "The layout \(layout.name) is registered already.")
    let description = LuaTable([
      "name": .string(layout.name), "fields": Self.list(layout.fields),
      "undeclared": Self.list(layout.undeclared),
      "builtins": Self.list(layout.builtins.map(\.rawValue)),
      "functions": .table(host.add(functions, group: layout.name)),
    ])
    var number: Int32 = 0
    try setUp(.table(description)) { bytes, length in
      shim_add_layout(state, bytes, length, &number)
    }
    // A layout that failed half way keeps its number in C and is never used.
    while layouts.count < Int(number) { layouts.append(Self.unused) }
    layouts.append(layout)
  }

  private static let unused = LuaRecordLayout(name: "unused", fields: [])

  func number(of layout: LuaRecordLayout) -> Int32? {
    layouts.firstIndex { $0 === layout }.map(Int32.init)
  }

  private static func list(_ names: [String]) -> LuaValue {
    .table(LuaTable(items: names.map { .string($0) }))
  }

  /// Keeps a value for the machine's life; tables become deeply read-only.
  public func pin(_ value: LuaValue) throws(LuaFailure) -> LuaPinned {
    var number: Int32 = 0
    try setUp(value) { bytes, length in shim_pin(state, bytes, length, &number) }
    return LuaPinned(reference: number, machine: identity)
  }

  private func setUp(
    _ value: LuaValue, _ body: (UnsafePointer<UInt8>, Int) -> Int32
  ) throws(LuaFailure) {
    var flat: [UInt8] = []
    FlatEncoder.append(value, to: &flat)
    let kind = flat.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { body($0, buffer.count) } ?? 0
    }
    if kind != 0 { throw LuaFailure(of: state, meters: .none) }
  }

  /// Prepares the permissions of a hook.
  ///
  /// - Parameter refusals: By full name (`host.query.count`, `ctx.log`) the sentence to raise; names
  ///   that the machine does not have are ignored. Register layouts before.
  /// - Returns: The allowance, for this machine only.
  public func allowance(refusing refusals: [String: String]) -> LuaAllowance {
    var byNumber: [Int: String] = [:]
    var mask = Array(repeating: UInt64(0), count: (host.functions.count + 63) / 64)
    for (number, function) in host.functions.enumerated() {
      guard let sentence = refusals[function.fullName] else { continue }
      byNumber[number] = sentence
      mask[number >> 6] |= 1 << UInt64(number & 63)
    }
    return LuaAllowance(refusals: byNumber, mask: mask)
  }

  /// What the machine holds for its host functions, for leak tests.
  public var liveObjects: LuaLiveObjects {
    LuaLiveObjects(
      hostFunctions: host.functions.count,
      argumentBuffers: Int(shim_argument_buffers(state)),
      replyBuffers: Int(shim_reply_buffers(state)),
      callsInFlight: Int(shim_calls_in_flight(state)))
  }

  /// The coverage of each loaded file, sorted by name; empty unless the machine records it.
  public var coverage: [LuaCoverage] {
    var files: [LuaCoverage] = []
    var name: UnsafePointer<CChar>?
    var lineCount: Int32 = 0
    while let lines = shim_coverage(state, Int32(files.count), &name, &lineCount), let name {
      let numbers = 1...Int(lineCount)
      files.append(
        LuaCoverage(
          file: String(cString: name),
          activeLines: numbers.filter { lines[$0 - 1] & 1 != 0 },
          executedLines: numbers.filter { lines[$0 - 1] == 3 }))
    }
    return files.sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
  }
}

extension LuaEngineVersion {
  /// The release of the Lua library, for example `Lua 5.4.4`.
  public static var release: String { String(cString: shim_lua_release()) }
}
