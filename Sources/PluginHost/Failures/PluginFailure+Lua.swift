internal import ConsumerProtection
internal import LuaBridge

/// Makes a failure that people can act on from what the machine says.
struct FailureMaker {
  let member: PluginMember
  /// The hook that was asked, or nil while loading.
  let hook: String?
  let context: HookContext
  var budget: LuaBudget?
  /// The fields read with their values, nil to keep names alone.
  var read: [(name: String, value: FieldValue?)] = []
  var readsPersonalData = false
  /// The command that asks the same again, when no case of the ledger is asked about.
  var repeating: String?

  /// With the fields that the script had read and what it saw in them.
  func reading(_ values: [(String, FieldValue, Bool)]) -> FailureMaker {
    var maker = self
    maker.read = values.map { (name: $0.0, value: $0.1) }
    maker.readsPersonalData = values.contains { $0.2 && $0.1 != .none }
    return maker
  }

  func failure(_ lua: LuaFailure, whileLoading: Bool) -> PluginFailure {
    let code = Self.code(of: lua, whileLoading: whileLoading)
    return PluginFailure(
      code: code, plugin: member.id, version: member.version, hook: hook, caseID: caseID,
      file: lua.file, line: lua.line, column: lua.column,
      message: FailureWords.phrase(for: lua, code: code),
      isMessagePersonal: readsPersonalData && Self.mayRepeatInput(lua.kind),
      pluginCode: lua.kind == .raised ? lua.code : nil,
      source: source(around: lua.line, in: lua.file),
      traceback: lua.traceback.map { .init(file: $0.file, line: $0.line, function: $0.function) },
      fieldsRead: fieldsRead(lua.fieldsRead), usage: usage(lua.meters), effect: effect,
      repeatCommand: repeatCommand(whileLoading: whileLoading))
  }

  /// An answer that is not of the hook's shape.
  func wrongAnswer(_ error: AnswerError, at place: String, _ meters: LuaMeters) -> PluginFailure {
    let parts = place.split(separator: ":").map(String.init)
    let line = parts.count > 1 ? Int(parts[1]) : nil
    return PluginFailure(
      code: .wrongAnswer, plugin: member.id, version: member.version, hook: hook, caseID: caseID,
      file: parts.first, line: line, message: error.phrase,
      source: source(around: line, in: parts.first), fieldsRead: fieldsRead(read.map(\.name)),
      usage: usage(meters), effect: effect, repeatCommand: repeatCommand(whileLoading: false))
  }

  private var caseID: String? { context.knownCaseID }

  private var effect: Phrase {
    hook.flatMap { HookDeclaration.named($0)?.effect }
      ?? Phrase("该插件不被询问；它的钩子按失败处理", "the plugin is not asked; its hooks count as failing")
  }

  private func repeatCommand(whileLoading: Bool) -> String {
    if let repeating { return repeating }
    if whileLoading || caseID == nil { return "xiaobao plugin check \(member.id)" }
    guard let hook, HookDeclaration.named(hook)?.takesComplaint == true else {
      return "xiaobao explain \(context.caseID)"
    }
    return "xiaobao plugin run \(member.id) \(hook) --case \(context.caseID)"
  }

  private func usage(_ meters: LuaMeters) -> PluginFailure.Usage? {
    guard let budget, meters != .none else { return nil }
    return PluginFailure.Usage(
      instructions: meters.instructions, instructionsMax: budget.instructions,
      memoryKiB: (meters.memoryPeakBytes + 1023) / 1024, memoryKiBMax: budget.memoryBytes / 1024)
  }

  private func fieldsRead(_ names: [String]) -> [PluginFailure.FieldRead] {
    names.map { name in
      let value = read.first { $0.name == name }?.value
      return PluginFailure.FieldRead(
        name: name, value: value.map { $0 == .none ? "nil" : $0.json.line })
    }
  }

  private func source(around line: Int?, in file: String?) -> [PluginFailure.SourceLine] {
    guard let line, let file, let bytes = member.folder?.bytes(of: file) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return (max(1, line - 1)...max(1, line + 1)).filter { $0 <= lines.count }.map { number in
      var text = String(lines[number - 1].prefix(160))
      if text.hasSuffix("\r") { text.removeLast() }
      return PluginFailure.SourceLine(number: number, text: text)
    }
  }

  /// Whether the message is the script's own words, which may hold what it read.
  private static func mayRepeatInput(_ kind: LuaFailure.Kind) -> Bool {
    switch kind {
    case .runtime, .raised, .hostFunction, .badResult: true
    default: false
    }
  }

  private static func code(of lua: LuaFailure, whileLoading: Bool) -> PluginFailure.Code {
    switch lua.kind {
    case .syntax: .syntax
    case .sourceLimit: .sourceLimit
    case .badExports: lua.code == "unknown_hook" ? .unknownHook : .loadFailed
    case .moduleNotFound: .loadFailed
    case .workerEnded: .workerEnded
    case _ where whileLoading: .loadFailed
    case .runtime, .deadHandle, .hostFunction, .internal: .runtime
    case .raised: .failed
    case .instructions: .instructions
    case .memory: .memory
    case .wallClock: .wallClock
    case .badResult: .wrongAnswer
    case .unknownField: FailureWords.isUndeclared(lua) ? .undeclaredRead : .unknownField
    case .notPermitted: .notPermitted
    }
  }
}
