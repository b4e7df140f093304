internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost
internal import Reporting

/// `xiaobao plugin bench PLUGIN`
struct PluginBenchCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "bench", "测量插件每秒作答次数、指令数与延迟", "measure a plugin: calls a second, instructions, latency",
    detail: Phrase(
      "依次提出插件自己的测试用例（设置相同的最大一组），或 --input 文件中的一个问题；不需要批准，不写入任何内容。"
        + "指令数到处相同，时间只属于本机。",
      "Asks the plugin's own test cases in turn (the largest group under the same settings), or the one"
        + " question of --input; needs no approval and writes nothing. Instructions are the same"
        + " everywhere, times are of this machine."),
    examples: [
      Example("xiaobao plugin bench cn.branch-routing", "每个钩子一行", "a row for each hook"),
      Example(
        "xiaobao plugin bench plugins/acme.cards complaint.route --calls 100000", "一个钩子",
        "one hook"),
    ])

  @Argument(
    help: .say("插件目录或编号", "a folder or an identifier", value: Phrase("插件", "plugin")),
    completion: .directory)
  var plugin: String

  @Argument(help: .say("钩子，缺省为全部", "the hook; else all", value: Phrase("钩子", "hook")))
  var hook: String?

  @Option(
    help: .say(
      "每个钩子的次数（10 至 10000000）", "calls of each hook, 10 to 10000000", value: Phrase("次数", "count")))
  var calls = "10000"

  @OptionGroup var question: QuestionOptions

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let folder = try PluginTarget.folder(named: plugin, in: session)
    let count = try OptionValue.count(calls, "--calls", in: 10...10_000_000) ?? 10_000
    if let hook { try QuestionOptions.check(hook, of: folder) }
    let manifest: PluginManifest
    do throws(PluginProblems) {
      manifest = try folder.manifest.get()
    } catch {
      throw Failure(error)
    }
    var benches: [PluginBench] = []
    for name in hook.map({ [$0] }) ?? manifest.hooks.map(\.name) {
      if let bench = try await measure(name, of: folder, calls: count, in: session) {
        benches.append(bench)
      } else {
        session.note(
          session.say(
            "\(name)：没有可用的测试用例，跳过", "\(name): no test case to ask, left out"))
      }
    }
    if session.isJSON {
      Output.print(
        JSONText.list(benches.map { JSONValue($0) }, total: benches.count, next: nil))
    } else {
      session.print(table(benches, in: session))
    }
    return .done
  }

  /// The figures of one hook; nil when there is nothing to ask.
  private func measure(
    _ hook: String, of folder: PluginFolder, calls: Int, in session: Session
  ) async throws(Failure) -> PluginBench? {
    var questions: [PluginBench.Question] = []
    var settings = try question.settingsValue()
    if let caseID = question.caseID {
      let workspace = try session.open(.reading)
      let asked = try await workspace.question(
        hook, about: caseID, now: try question.instant(), as: try session.invocation())
      questions = [PluginBench.Question(asked)]
    } else if question.input != nil {
      let asked = try question.read(hook, try question.context(in: session), of: folder)
      questions = [PluginBench.Question(asked)]
    } else {
      let own = PluginBench.questions(of: folder, hook: hook)
      settings = settings ?? own.settings
      questions = own.questions
    }
    guard !questions.isEmpty else { return nil }
    let trial = PluginTrial(
      folder, others: PluginTarget.neighbours(of: folder), settings: settings,
      isolation: question.isolation?.isolation ?? .inProcess)
    trial.codeTableName = Workspace.codeTableName
    do throws(PluginFailure) {
      return try PluginBench.run(trial, questions, calls: calls)
    } catch {
      throw Failure(error)
    }
  }

  private func table(_ benches: [PluginBench], in session: Session) -> TextTable {
    TextTable(
      columns: [
        .init(session.say("钩子", "Hook")), .init(session.say("问题", "Questions"), priority: 3),
        .init(session.say("次/秒", "Calls/s")), .init(session.say("中位 µs", "p50 µs")),
        .init("p99 µs"), .init(session.say("指令 最少/平均/最多", "Instructions min/mean/max")),
        .init(session.say("指令上限", "Limit"), priority: 1),
        .init(session.say("内存 KiB", "KiB"), priority: 2),
      ],
      rows: benches.map { bench in
        [
          bench.hook, "\(bench.questionCount)", "\(bench.callsPerSecond)",
          Self.micro(bench.medianNanoseconds), Self.micro(bench.p99Nanoseconds),
          "\(bench.instructionsMin)/\(bench.instructionsMean)/\(bench.instructionsMax)",
          "\(bench.instructionsLimit)", "\(bench.memoryKiB)",
        ]
      })
  }

  /// Microseconds with one decimal.
  private static func micro(_ nanoseconds: Int) -> String {
    "\(nanoseconds / 1000).\(nanoseconds % 1000 / 100)"
  }
}

extension JSONValue {
  /// The figures of one hook.
  fileprivate init(_ bench: PluginBench) {
    var object = ObjectBuilder()
    object.add("hook", bench.hook)
    object.add("questions", bench.questionCount)
    object.add("calls", bench.callCount)
    object.add("calls_per_second", bench.callsPerSecond)
    object.add("p50_ns", bench.medianNanoseconds)
    object.add("p99_ns", bench.p99Nanoseconds)
    object.add("instructions_min", bench.instructionsMin)
    object.add("instructions_mean", bench.instructionsMean)
    object.add("instructions_max", bench.instructionsMax)
    object.add("instructions_limit", bench.instructionsLimit)
    object.add("memory_kib", bench.memoryKiB)
    self = object.object
  }
}
