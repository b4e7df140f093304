internal import ConsumerProtection
internal import LuaBridge

/// A plugin's engine with its hooks prepared: one for each plugin, made at first use.
///
/// What each question looks at is not checked for overlapping access while the program runs: a set has
/// one owner, and no host function asks a plugin.
final class PluginMachine {
  let engine: any PluginEngine
  let state: HostState
  @exclusivity(unchecked)
  private var hooks: [PreparedHook] = []
  /// The hook that `ctx` was last filled for, with the state's context; nil before the first call.
  @exclusivity(unchecked)
  private var shownHook: Int?
  private let manifest: PluginManifest
  @exclusivity(unchecked)
  private var contextRecord: LuaRecord
  private var exports: LuaExports { engine.exports }

  /// The fields of `ctx`, in slot order.
  static let contextFields = [
    "now", "today", "day", "lang", "hook", "plugin", "settings", "params",
  ]
  static let settingsSlot = 6

  /// A layout of `ctx`; each machine has its own.
  static func newContextLayout() -> LuaRecordLayout {
    LuaRecordLayout(name: "ctx", fields: contextFields, builtins: [.fail, .random])
  }

  init(_ member: PluginMember, in set: PluginSet, _ context: HookContext) throws(LuaFailure) {
    guard let folder = member.folder, let manifest = member.manifest else {
      preconditionFailure("a plugin without a manifest is never asked")
    }
    let state = HostState(
      set: set, plugin: member.id, locale: member.locale ?? LocaleTexts(of: folder),
      context: context)
    state.hook = "load"
    self.state = state
    self.manifest = manifest
    let layout = Self.newContextLayout()
    contextRecord = LuaRecord(layout)
    let setup = EngineSetup(
      sources: folder.luaSources, settings: LuaValue(member.settings),
      budget: Self.loadBudget(manifest),
      refusals: HostAPI.refusals(for: "load", permissions: manifest.permissions),
      memoryMax: Self.memoryMax(manifest), contextLayout: layout)
    let bodies = EngineBodies(
      functions: HostAPI.bodies(for: state), context: HostAPI.contextBodies(for: state),
      log: { [unowned state] text in state.set.log(state.plugin, "info", text) })
    switch member.isolation {
    case .inProcess: engine = try LuaEngine(setup, bodies, coverage: set.recordsCoverage)
    case .worker:
      engine = try WorkerEngine(setup, bodies, executable: set.workerExecutable)
    }
    try checkExports()
  }

  private static func memoryMax(_ manifest: PluginManifest) -> Int {
    let hooks = manifest.hooks.compactMap {
      HookDeclaration.named($0.name)?.budget(under: manifest.limits).memoryBytes
    }
    return hooks.reduce(loadBudget(manifest).memoryBytes, max)
  }

  private static func loadBudget(_ manifest: PluginManifest) -> LuaBudget {
    let budgets = manifest.hooks.compactMap { HookDeclaration.named($0.name)?.loadBudget }
    return budgets.max { $0.instructions < $1.instructions } ?? .load
  }

  /// The main file and the manifest must name the same hooks.
  private func checkExports() throws(LuaFailure) {
    let declared = manifest.hooks.map(\.name)
    for entry in exports.entries {
      if entry.function == nil {
        throw LuaFailure(
          kind: .badExports,
          message: "main.lua: `\(entry.name)` is a \(entry.kind), not a function",
          code: "not_function", file: "main.lua")
      }
      guard !declared.contains(entry.name) else { continue }
      let known = HookDeclaration.named(entry.name) != nil
      let nearest = Nearest.match(
        of: entry.name, in: declared + HookDeclaration.all.map(\.name).filter { !$0.hasSuffix(">") }
      )
      let hint = nearest.map { "; did you mean `\($0)`?" } ?? ""
      throw LuaFailure(
        kind: .badExports,
        message: known
          ? "main.lua answers `\(entry.name)`, which plugin.yaml does not declare"
          : "there is no hook `\(entry.name)`" + hint,
        code: "unknown_hook", file: entry.file, line: entry.line)
    }
    for hook in declared where exports.function(hook) == nil {
      throw LuaFailure(
        kind: .badExports,
        message: "plugin.yaml declares `\(hook)`, and main.lua does not return it",
        code: "unknown_hook", file: "main.lua")
    }
  }

  /// The hook ready to be called.
  func hook(_ name: String) -> PreparedHook? {
    if let hook = hooks.first(where: { $0.name == name }) { return hook }
    guard let declared = manifest.hook(name), let declaration = HookDeclaration.named(name),
      let entry = exports.entries.first(where: { $0.name == name }), entry.function != nil
    else { return nil }
    let hook = PreparedHook(
      name: name, declaration: declaration,
      at: [entry.file ?? "main.lua", entry.line.map(String.init)].compactMap(\.self)
        .joined(separator: ":"),
      reads: declared.reads, permissions: manifest.permissions,
      budget: declaration.budget(under: manifest.limits))
    hook.seed = Self.hash(name, after: Self.hash(state.plugin, after: 0xcbf2_9ce4_8422_2325))
    hook.number = engine.prepare(
      EngineHook(
        name: name, layout: hook.record.layout, budget: hook.budget,
        refusals: HostAPI.refusals(for: name, permissions: manifest.permissions)))
    hooks.append(hook)
    return hook
  }

  /// Calls a hook on a complaint.
  func call(
    _ hook: PreparedHook, _ record: ComplaintRecord, _ context: HookContext
  ) throws(LuaFailure) -> LuaReply {
    hook.fill(from: record)
    prepare(hook, context)
    return try engine.call(
      hook.number, .record(hook.record), contextRecord, seed: seed(hook, context))
  }

  /// Calls a hook on any other first argument.
  func call(
    _ hook: PreparedHook, _ argument: LuaValue, _ context: HookContext
  ) throws(LuaFailure) -> LuaReply {
    prepare(hook, context)
    return try engine.call(
      hook.number, .value(argument), contextRecord, seed: seed(hook, context))
  }

  /// Calls a hook on an object with the fields of its subject.
  func call(
    _ hook: PreparedHook, subject: JSONValue, _ context: HookContext
  ) throws(LuaFailure) -> LuaReply {
    hook.fill(from: subject)
    prepare(hook, context)
    return try engine.call(
      hook.number, .record(hook.record), contextRecord, seed: seed(hook, context))
  }

  private func prepare(_ hook: PreparedHook, _ context: HookContext) {
    if shownHook == hook.number, state.context.looksLike(context) {
      state.context.follow(context)
      return
    }
    state.context = context
    state.hook = hook.name
    shownHook = hook.number
    contextRecord.removeAll()
    contextRecord.setText(0, context.now.iso)
    contextRecord.setText(1, context.today.iso)
    contextRecord.setText(2, context.day.iso)
    contextRecord.setText(3, context.language.rawValue)
    contextRecord.setText(4, hook.name)
    contextRecord.setText(5, state.plugin)
    if let settings = engine.settings { contextRecord.set(Self.settingsSlot, .pinned(settings)) }
    if let params = context.params { contextRecord.set(7, .value(LuaValue(params))) }
  }

  /// FNV-1a over plugin, hook and case: the same question always gets the same random numbers.
  private func seed(_ hook: PreparedHook, _ context: HookContext) -> UInt64 {
    Self.hash(context.caseID, after: hook.seed)
  }

  fileprivate static func hash(_ text: String, after start: UInt64) -> UInt64 {
    func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
      var hash = start
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return (hash ^ 0xFF) &* 0x100_0000_01b3
    }
    // Texts lie in one piece nearly always, and then are several times faster to walk.
    return text.utf8.withContiguousStorageIfAvailable { hash($0) } ?? hash(text.utf8)
  }
}

/// A hook of a loaded plugin with the record that its handle shows.
final class PreparedHook {
  let name: String
  let declaration: HookDeclaration
  /// Its number in the engine.
  fileprivate(set) var number = -1
  /// Where the hash of a case begins.
  fileprivate(set) var seed: UInt64 = 0
  /// Where the function is defined.
  let at: String
  let budget: LuaBudget
  /// Whether personal fields reach the plugin unmasked.
  let seesPersonalData: Bool
  /// Whether it declares a field that names a person or was written freely.
  let readsPersonalFields: Bool
  @exclusivity(unchecked)
  private(set) var record: LuaRecord
  private let fields: [Field]

  private struct Field {
    let source: Int
    let name: String
    let mask: Mask
    let isPersonal: Bool
  }

  private enum Mask { case none, masked, hidden }

  init(
    name: String, declaration: HookDeclaration, at: String, reads: [String],
    permissions: [PluginManifest.Permission], budget: LuaBudget
  ) {
    self.name = name
    self.declaration = declaration
    self.at = at
    self.budget = budget
    seesPersonalData = permissions.contains(.personalDataFull)
    if let subject = declaration.subject {
      fields = []
      readsPersonalFields = false
      record = LuaRecord(
        LuaRecordLayout(name: subject.name, fields: subject.fields.map(\.name)))
      return
    }
    let mask: Mask =
      permissions.contains(.personalDataFull)
      ? .none : permissions.contains(.personalDataMasked) ? .masked : .hidden
    var fields: [Field] = []
    var undeclared: [String] = []
    for (place, field) in ComplaintFields.all.enumerated() {
      if reads.contains(field.name) {
        fields.append(
          Field(
            source: place, name: field.name, mask: field.isPersonal ? mask : .none,
            isPersonal: field.isPersonal))
      } else {
        undeclared.append(field.name)
      }
    }
    self.fields = fields
    readsPersonalFields = fields.contains(where: \.isPersonal)
    record = LuaRecord(
      LuaRecordLayout(name: "complaint", fields: fields.map(\.name), undeclared: undeclared))
  }

  /// Puts the declared fields into the handle's slots.
  func fill(from complaint: ComplaintRecord) {
    fill(&record, from: complaint)
  }

  /// In one access to the handle's slots: this runs for every question.
  private func fill(_ record: inout LuaRecord, from complaint: ComplaintRecord) {
    record.removeAll()
    for (slot, field) in fields.enumerated() {
      switch field.mask == .none ? complaint.values[field.source] : shown(field, of: complaint) {
      case .none: break
      case .bool(let flag): record.set(slot, .boolean(flag))
      case .integer(let integer): record.set(slot, .integer(integer))
      case .text(let text): record.setText(slot, text)
      }
    }
  }

  /// Puts the members of a subject into the handle's slots; an absent one reads as nil.
  func fill(from subject: JSONValue) {
    record.removeAll()
    for member in subject.members ?? [] {
      guard let slot = record.layout.index(of: member.name) else { continue }
      switch member.value {
      case .null: record.set(slot, .nil)
      case .boolean(let boolean): record.set(slot, .boolean(boolean))
      case .integer(let integer): record.set(slot, .integer(integer))
      case .text(let text): record.setText(slot, text)
      case .number, .array, .object: record.set(slot, .value(LuaValue(member.value)))
      }
    }
  }

  private func shown(_ field: Field, of complaint: ComplaintRecord) -> FieldValue {
    let value = complaint.values[field.source]
    switch field.mask {
    case .none: return value
    case .hidden: return .none
    case .masked:
      guard case .text(let text) = value else { return value }
      guard case .text(let name)? = complaint["complainant_name"] else {
        return .text(Masking.masked(field.name, text))
      }
      return .text(Masking.masked(field.name, text, names: [name]))
    }
  }

  /// The values that the plugin saw in fields that it read, in the order of the layout.
  func values(of names: [String], in complaint: ComplaintRecord) -> [(String, FieldValue, Bool)] {
    fields.filter { names.contains($0.name) }.map {
      ($0.name, shown($0, of: complaint), ComplaintFields.all[$0.source].isPersonal)
    }
  }
}

extension PluginFolder {
  /// Every Lua file that runs.
  var luaSources: [LuaSource] {
    files.filter { $0.path.hasSuffix(".lua") && PluginDigest.counts($0.path) }
      .map { LuaSource(name: $0.path, bytes: $0.bytes) }
  }
}
