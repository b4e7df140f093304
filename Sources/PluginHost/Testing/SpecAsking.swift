internal import ConsumerProtection
internal import LuaBridge

/// What a spec's `ask` and `expect` do: the plugin answers in a machine of its own, as in a bank.
final class SpecAsking {
  /// Why the test failed, when a word of the spec found out; both languages.
  private(set) var differences: [Phrase] = []
  /// The lines that the plugin's machines ran.
  var coverage: [LuaCoverage] { trials.values.flatMap(\.coverage) }

  private let folder: PluginFolder
  private let others: [PluginFolder]
  private let recordsCoverage: Bool
  /// One for each settings that the test asks under.
  private var trials: [String: PluginTrial] = [:]
  private var lastReads: [String] = []

  init(
    _ folder: PluginFolder = PluginFolder(path: "none", files: []), others: [PluginFolder] = [],
    recordsCoverage: Bool = false
  ) {
    self.folder = folder
    self.others = others
    self.recordsCoverage = recordsCoverage
  }

  /// The module `host.ask`, which only `host.spec` requires.
  var module: HostModule {
    HostModule(
      "host.ask",
      functions: [
        HostFunction("ask") { [unowned self] (values) throws(HostFunctionError) -> LuaValue in
          let answer = try answer(values)
          if let failure = answer.failure {
            differences = [failure.wholeBlock]
            return .table(LuaTable(["failed": .boolean(true)]))
          }
          return .table(LuaTable(["value": LuaValue(answer.value)]))
        },
        HostFunction("fails") { [unowned self] (values) throws(HostFunctionError) -> LuaValue in
          let answer = try answer(values)
          guard let failure = answer.failure else {
            let found = answer.value.line
            differences = [
              Phrase("应失败，实际回答 \(found)", "a failure was expected, the answer is \(found)")
            ]
            return .nil
          }
          return .table(failure.specTable)
        },
        HostFunction("differs") { [unowned self] values in
          differences = AnswerComparison.differences(Self.json(values, 1), Self.json(values, 0))
          return .boolean(!differences.isEmpty)
        },
        HostFunction("lacks") { [unowned self] values in
          differences = AnswerComparison.missing(Self.json(values, 1), in: Self.json(values, 0))
          return .boolean(!differences.isEmpty)
        },
        HostFunction("read_others") { [unowned self] values in
          let wanted = (Self.json(values, 0).array ?? []).compactMap(\.text)
          guard Set(wanted) != Set(lastReads) else { return .boolean(false) }
          let (expected, found) = (
            wanted.joined(separator: ", "), lastReads.joined(separator: ", ")
          )
          differences = [
            Phrase("应读取 \(expected)，实际读取 \(found)", "reads expected: \(expected); found: \(found)")
          ]
          return .boolean(true)
        },
      ])
  }

  private static func json(_ values: [LuaValue], _ place: Int) -> JSONValue {
    values.indices.contains(place) ? values[place].json : .null
  }

  /// Asks the plugin; what is wrong with the question itself ends the test.
  private func answer(_ values: [LuaValue]) throws(HostFunctionError) -> TrialAnswer {
    let arguments = HostArguments("ask", values)
    let hook = try arguments.text(0)
    guard HookDeclaration.named(hook) != nil else {
      let hint = Hint.phrase(hook, in: HookDeclaration.all.map(\.name))
      throw refuse([Phrase("没有钩子“\(hook)”\(hint.zh)", "there is no hook `\(hook)`\(hint.en)")])
    }
    var options = SpecOptions()
    let problems = options.read(arguments[2].json)
    guard problems.isEmpty else { throw refuse(problems) }
    let key = options.settings?.line ?? ""
    let trial =
      trials[key]
      ?? PluginTrial(
        folder, others: others, settings: options.settings, recordsCoverage: recordsCoverage)
    trials[key] = trial
    let answer = trial.ask(
      try question(hook, arguments[1].json, options), query: FixedQuery(options.query))
    lastReads = answer.reads.map(\.name)
    return answer
  }

  private func question(
    _ hook: String, _ given: JSONValue, _ options: SpecOptions
  ) throws(HostFunctionError) -> HookQuestion {
    // An empty Lua table is a list and an object alike.
    let isComplaint = HookDeclaration.named(hook)?.takesComplaint == true
    let input = isComplaint && (given == .array([]) || given == .null) ? .object([]) : given
    let manifest = try? folder.manifest.get()
    let context = HookContext.ofTest(
      now: options.now, today: options.today, day: options.day, language: options.language,
      params: HookContext.params(options.params, of: hook, in: manifest))
    do {
      var question = try HookQuestion(reading: input, for: hook, file: folder.name, context)
      question.context.caseID = context.caseID
      return question
    } catch {
      throw refuse(error.problems.map(\.problem))
    }
  }

  private func refuse(_ problems: [Phrase]) -> HostFunctionError {
    differences = problems
    return HostFunctionError("the question is wrong")
  }
}

/// The third argument of `ask`.
private struct SpecOptions {
  static let keys = ["settings", "now", "today", "day", "lang", "params", "query"]

  var settings: JSONValue?
  var now: Instant?
  var today: CivilDay?
  var day: CivilDay?
  var language = Language.zh
  var params: JSONValue?
  var query: [FixedQuery.Answer] = []

  mutating func read(_ json: JSONValue) -> [Phrase] {
    var problems: [Phrase] = []
    for member in json.members ?? [] {
      let (value, name) = (member.value, member.name)
      switch name {
      case "settings": settings = value == .array([]) ? .object([]) : value
      case "params": params = value == .array([]) ? .object([]) : value
      case "now":
        now = value.text.flatMap { Instant(iso: $0) }
        if now == nil { problems.append(Self.wrong(name, "2026-03-02T02:00:00.000Z")) }
      case "today", "day":
        let day = value.text.flatMap { CivilDay(iso: $0) }
        if day == nil { problems.append(Self.wrong(name, "2026-03-02")) }
        if name == "day" { self.day = day } else { today = day }
      case "lang":
        language = value.text.flatMap { Language(rawValue: $0) } ?? .zh
      case "query": query = (value.array ?? []).map { Self.answer($0) }
      default:
        let hint = Hint.phrase(name, in: Self.keys)
        problems.append(
          Phrase("ask 没有选项“\(name)”\(hint.zh)", "ask has no option `\(name)`\(hint.en)"))
      }
    }
    return problems
  }

  private static func wrong(_ name: String, _ example: String) -> Phrase {
    Phrase("\(name) 应写作 \(example)", "\(name) is written as \(example)")
  }

  private static func answer(_ json: JSONValue) -> FixedQuery.Answer {
    let rows = (json["rows"]?.array ?? []).map { row in
      CountRow(
        keys: (row["keys"]?.array ?? []).map { FieldValue($0) }, count: row["count"]?.integer ?? 0)
    }
    return FixedQuery.Answer(
      by: (json["by"]?.array ?? []).compactMap(\.text),
      table: CountTable(
        rows: rows, total: json["total"]?.integer ?? 0,
        synthetic: json["synthetic"]?.integer ?? 0))
  }
}

extension PluginFailure {
  /// The block in both languages, with the values read: a test's values are invented.
  var wholeBlock: Phrase {
    Phrase(block(in: .zh, showInput: true), block(in: .en, showInput: true))
  }

  /// What `fails` hands to a spec.
  fileprivate var specTable: LuaTable {
    var fields = [
      LuaTable.Field(key: "code", value: .string(code.text)),
      LuaTable.Field(key: "message", value: .string(message.en)),
    ]
    if let pluginCode {
      fields.append(LuaTable.Field(key: "plugin_code", value: .string(pluginCode)))
    }
    if let file { fields.append(LuaTable.Field(key: "file", value: .string(file))) }
    if let line { fields.append(LuaTable.Field(key: "line", value: .integer(Int64(line)))) }
    return LuaTable(fields: fields)
  }
}
