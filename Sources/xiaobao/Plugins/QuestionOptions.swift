internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// What a hook is asked: a case of the ledger or a file, under which settings and at what time.
struct QuestionOptions: ParsableArguments {
  @Option(
    name: .customLong("case"),
    help: .say("台账中的投诉", "a complaint of the ledger", value: Phrase("编号", "id")))
  var caseID: String?

  @Option(
    help: .say(
      "JSON 文件，- 为标准输入", "a JSON file, - is standard input", value: Phrase("文件", "file")),
    completion: .file())
  var input: String?

  @Option(
    help: .say(
      "设置（YAML 或 JSON）；缺省为站点文件中的设置，再次为默认值",
      "the settings, YAML or JSON; else those of the site file, else the defaults",
      value: Phrase("文件", "file")),
    completion: .file())
  var settings: String?

  @Option(
    help: .say(
      "脚本看到的时刻，UTC，如 2026-03-02T02:00:00.000Z；缺省为现在",
      "the instant that the script sees, UTC, as 2026-03-02T02:00:00.000Z; else now",
      value: Phrase("时刻", "instant")))
  var now: String?

  @Option(
    help: .say(
      "在本进程还是在独立进程中运行", "run in this process or in one of its own",
      value: Phrase("方式", "where")))
  var isolation: IsolationChoice?

  /// An answer and the words of its reasons.
  struct Asked {
    let answer: TrialAnswer
    let reasons: [Phrase]
  }

  /// The options as typed, for a command that repeats the question.
  var words: [String] {
    [
      ("--case", caseID), ("--input", input), ("--settings", settings), ("--now", now),
      ("--isolation", isolation?.rawValue),
    ].flatMap { name, value in value.map { [name, $0] } ?? [] }
  }

  /// Refuses a hook that the plugin does not answer.
  static func check(_ hook: String, of folder: PluginFolder) throws(Failure) {
    let manifest: PluginManifest
    do throws(PluginProblems) {
      manifest = try folder.manifest.get()
    } catch {
      throw Failure(error)
    }
    guard manifest.hook(hook) == nil else { return }
    let hooks = manifest.hooks.map(\.name)
    let near = Nearest.match(of: hook, in: hooks)
    throw Failure(
      "LUA-204",
      problem: Phrase(
        "插件 \(folder.name) 没有钩子“\(hook)”" + (near.map { "；是否为 \($0)？" } ?? ""),
        "The plugin \(folder.name) does not answer `\(hook)`"
          + (near.map { "; did you mean \($0)?" } ?? "")),
      remedy: Phrase(
        "它的钩子：\(hooks.joined(separator: "、"))", "Its hooks: \(hooks.joined(separator: ", "))"),
      exit: .usage)
  }

  /// Asks the hook once.
  ///
  /// `isQuestionNeeded`: whether a hook on a complaint must be given one. Throws `XB-306` when it is not.
  func ask(
    _ hook: String, of folder: PluginFolder, in session: Session, repeating: String,
    isQuestionNeeded: Bool
  ) async throws(Failure) -> Asked {
    let others = PluginTarget.neighbours(of: folder)
    let settings = try settingsValue()
    let isComplaint = HookDeclaration.named(hook)?.takesComplaint == true
    if isComplaint, isQuestionNeeded, caseID == nil, input == nil { throw Self.nothingAsked }
    if let workspace = try workspace(in: session) {
      let invocation = try session.invocation()
      let question: HookQuestion
      if let caseID {
        question = try await workspace.question(
          hook, about: caseID, now: try instant(), as: invocation)
      } else {
        let context = try await workspace.trialContext(now: try instant(), as: invocation)
        question = try read(hook, context, of: folder)
      }
      let asked = try await workspace.trial(
        folder, others: others, settings: settings,
        isolation: isolation?.isolation ?? .inProcess, question, repeating: repeating)
      return Asked(answer: asked.answer, reasons: asked.reasons)
    }
    let trial = PluginTrial(
      folder, others: others, settings: settings,
      isolation: isolation?.isolation ?? .inProcess)
    trial.codeTableName = Workspace.codeTableName
    let question = try read(hook, try context(in: session), of: folder)
    let answer = trial.ask(question, repeating: repeating)
    return Asked(answer: answer, reasons: trial.reasons(of: answer))
  }

  /// The workspace, opened for reading; nil outside one, unless a case of it is asked about.
  func workspace(in session: Session) throws(Failure) -> Workspace? {
    if caseID == nil, (try? session.workspacePaths()) == nil { return nil }
    return try session.open(.reading)
  }

  /// The question in the file, or an empty one.
  func read(
    _ hook: String, _ context: HookContext, of folder: PluginFolder
  ) throws(Failure) -> HookQuestion {
    let file = input.map { $0 == "-" ? "<stdin>" : $0 } ?? ""
    let empty: JSONValue = HookDeclaration.named(hook)?.takesComplaint == true ? .object([]) : .null
    let json = input == nil ? empty : try InputFile.json(input ?? "-")
    do throws(PluginProblems) {
      var question = try HookQuestion(reading: json, for: hook, file: file, context)
      question.context.params = HookContext.filled(question.context.params, of: hook, in: folder)
      return question
    } catch {
      throw Failure(
        error.problems.first?.code.text ?? "LUA-306",
        problem: Phrase(
          error.problems.map { "\($0.place): \($0.problem.zh)" }.joined(separator: "\n"),
          error.problems.map { "\($0.place): \($0.problem.en)" }.joined(separator: "\n")),
        remedy: Phrase(
          "可用字段见 xiaobao plugin docs", "xiaobao plugin docs lists the fields"), exit: .usage)
    }
  }

  /// The context outside a workspace: now, in China.
  func context(in session: Session) throws(Failure) -> HookContext {
    let instant = try instant() ?? LocalDay.now()
    let today = instant.day(atOffset: 8 * 3600)
    return HookContext(
      now: instant, today: today, day: try session.day() ?? today, language: session.language)
  }

  func instant() throws(Failure) -> Instant? {
    guard let now else { return nil }
    guard let instant = Instant(iso: now) else {
      throw Failure(
        Refusal.Code.badDay.text,
        problem: Phrase("--now：“\(now)”不是时刻", "--now: `\(now)` is no instant"),
        remedy: Phrase(
          "请写作 2026-03-02T02:00:00.000Z（UTC）", "write it as 2026-03-02T02:00:00.000Z, in UTC"),
        exit: .usage)
    }
    return instant
  }

  func settingsValue() throws(Failure) -> JSONValue? {
    guard let settings else { return nil }
    let bytes = try InputFile.bytes(settings)
    do throws(PluginProblems) {
      return try SettingsText.value(in: bytes, file: settings)
    } catch {
      throw Failure(error)
    }
  }

  private static let nothingAsked = Failure(
    "XB-306",
    problem: Phrase("没有说问哪一件投诉", "It is not said which complaint to ask about"),
    remedy: Phrase(
      "加 --case 编号，或 --input 文件.json（也可为 - 从标准输入读取）",
      "add --case ID or --input FILE.json (- reads standard input)"), exit: .usage)
}

/// Where a plugin's Lua runs.
enum IsolationChoice: String, CaseIterable, ExpressibleByArgument {
  case inprocess, worker

  var isolation: SitePlugin.Isolation {
    switch self {
    case .inprocess: .inProcess
    case .worker: .worker
    }
  }
}
