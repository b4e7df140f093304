public import ConsumerProtection
internal import LuaBridge

/// One plugin that can be asked without an approval and without a workspace; it writes nothing.
///
/// The plugin runs in the same sandbox, under the same budgets and permissions as in a bank. A plain
/// class with one owner.
public final class PluginTrial {
  /// The plugin.
  public let id: String
  let plugins: PluginSet
  private var logged: [TrialAnswer.LogLine] = []
  /// What scripts logged since the last `ask`.
  var logLines: [TrialAnswer.LogLine] { logged }

  /// Prepares a plugin; its machine is made at the first question.
  ///
  /// - Parameters:
  ///   - folder: The plugin.
  ///   - others: Plugins that it may depend on, such as a calendar.
  ///   - settings: Over the defaults of its schema; nil for the defaults alone.
  ///   - isolation: Where its Lua runs: in this process or in one of its own.
  ///   - recordsCoverage: Whether the lines that run are recorded, which is slow.
  public init(
    _ folder: PluginFolder, others: [PluginFolder] = [], settings: JSONValue? = nil,
    isolation: SitePlugin.Isolation = .inProcess, recordsCoverage: Bool = false
  ) {
    id = folder.name
    let manifest = try? folder.manifest.get()
    let own = SitePlugin(
      id: folder.name, digest: nil, role: manifest?.regime == nil ? .overlay : .regime,
      settings: settings, isolation: isolation)
    let rest = Self.company(of: folder, manifest, among: others)
    plugins = PluginSet(
      folders: [folder] + rest,
      site: rest.map { Self.beside($0) } + [own], requiresApproval: false)
    plugins.keepsInput = true
    plugins.recordsCoverage = recordsCoverage
    plugins.log = { [unowned self] plugin, level, text in
      if plugin == id { logged.append(TrialAnswer.LogLine(level: level, text: text)) }
    }
  }

  private static func beside(_ folder: PluginFolder) -> SitePlugin {
    let manifest = try? folder.manifest.get()
    return SitePlugin(
      id: folder.name, digest: nil, role: manifest?.regime == nil ? .overlay : .regime)
  }

  /// What the plugin depends on, and the calendars and regimes beside it; none that would answer for it.
  private static func company(
    of folder: PluginFolder, _ own: PluginManifest?, among others: [PluginFolder]
  ) -> [PluginFolder] {
    var needed = own?.depends.map(\.id) ?? []
    var place = 0
    while place < needed.count {
      let other = others.first { $0.name == needed[place] }
      for id in (try? other?.manifest.get())?.depends.map(\.id) ?? [] where !needed.contains(id) {
        needed.append(id)
      }
      place += 1
    }
    return others.filter { other in
      guard other.name != folder.name, let manifest = try? other.manifest.get() else {
        return false
      }
      if needed.contains(other.name) { return true }
      let isCalendar = manifest.calendar.map { $0.id != own?.calendar?.id } ?? false
      let isRegime = manifest.regime.map { $0.id != own?.regime?.id } ?? false
      return isCalendar || isRegime
    }
  }

  /// The names of code tables' keys, for `host.i18n.name`.
  public var codeTableName: (_ table: String, _ key: String) -> Phrase? {
    get { plugins.codeTableName }
    set { plugins.codeTableName = newValue }
  }

  /// The text of a reason in one language, from the plugin's locale files.
  public func text(ofReason json: JSONValue, in language: Language) -> String? {
    Because(reading: json).map { plugins.text(of: $0, from: id, in: language) }
  }

  /// What keeps the plugin from being asked at all; nil when it can be.
  public var failure: PluginFailure? { plugins.member(id)?.failure }

  /// Asks one hook and checks the answer's shape.
  ///
  /// - Parameters:
  ///   - question: What to ask.
  ///   - query: The counts that `host.query` answers from.
  ///   - repeating: The command that asks the same again, for the error block.
  /// - Returns: The answer or why there is none, with what it took.
  public func ask(
    _ question: HookQuestion, query: any QuerySource = FixedQuery(), repeating: String? = nil
  ) -> TrialAnswer {
    logged = []
    let raw = plugins.rawAnswer(
      of: id, question.hook, question.raw, question.context, query: query, repeating: repeating)
    var read: [TrialAnswer.Read] = []
    if case .record(let record) = question.argument {
      let hook = plugins.member(id)?.machine?.hook(question.hook)
      read = (hook?.values(of: raw.reads, in: record) ?? []).map {
        TrialAnswer.Read(name: $0.0, value: $0.1)
      }
    }
    let budget = plugins.member(id)?.manifest.flatMap { manifest in
      HookDeclaration.named(question.hook)?.budget(under: manifest.limits)
    }
    return TrialAnswer(
      value: AnswerComparison.settled(raw.value.json), reads: read, contextReads: raw.contextReads,
      at: raw.at,
      instructions: raw.meters.instructions, instructionsMax: budget?.instructions ?? 0,
      memoryKiB: (raw.meters.memoryPeakBytes + 1023) / 1024,
      memoryKiBMax: (budget?.memoryBytes ?? 0) / 1024,
      nanoseconds: raw.meters.wallNanoseconds, log: logged, failure: raw.failure)
  }

  /// The lines of each file of the plugin that hold code and that ran, sorted by file.
  var coverage: [LuaCoverage] {
    (plugins.member(id)?.machine?.engine as? LuaEngine)?.lua.coverage ?? []
  }
}

extension Because {
  /// Reads `"code"`, `["code", {…}]` or `{"1": "code", …}`: the forms that an answer may have.
  init?(reading json: JSONValue) {
    switch json {
    case .text(let code): self.init(code, [])
    case .object(let members):
      guard let code = json["1"]?.text else { return nil }
      self.init(code, members.filter { $0.name != "1" })
    case .array(let items):
      guard let code = items.first?.text else { return nil }
      self.init(code, items.count > 1 ? items[1].members ?? [] : [])
    default: return nil
    }
  }
}
