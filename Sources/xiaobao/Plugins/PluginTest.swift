internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin test`
struct PluginTest: Verb {
  static let configuration: CommandConfiguration = .command(
    "test", "运行插件自带的测试；未通过时退出码为 2", "run the plugins' own tests; exit 2 when one fails",
    detail: Phrase(
      "测试为 tests/*.yaml 与 tests/*_spec.lua。--coverage 统计运行过的行；--threshold 为最低百分比；--annotate 逐行列出。"
        + "--watch 在文件改动后重新运行，Ctrl-C 结束。",
      "Tests are tests/*.yaml and tests/*_spec.lua. --coverage counts the lines that ran, --threshold"
        + " is the least percentage, --annotate lists every line. --watch runs again when a file"
        + " changes, until Ctrl-C."),
    examples: [
      Example("xiaobao plugin test cn.branch-routing", "一个插件", "one plugin"),
      Example(
        "xiaobao plugin test plugins/acme.cards --filter 大额", "只运行名称含“大额”的用例",
        "only cases whose name contains 大额"),
      Example(
        "xiaobao plugin test plugins/acme.cards --coverage --threshold 90", "覆盖率不足 90% 则退出码为 2",
        "exit 2 when less than 90 % of the lines ran"),
      Example(
        "xiaobao plugin test --format junit --output tests.xml", "供持续集成读取",
        "for a build server"),
    ])

  @OptionGroup var target: PluginTarget

  @Option(
    help: .say("只运行名称含此文本的用例", "only cases whose name contains this", value: Phrase("文本", "text")))
  var filter: String?

  @Option(help: .say("格式", "the format", value: Phrase("格式", "format")))
  var format: TestFormatChoice?

  @Option(
    help: .say(
      "写入文件，缺省为标准输出", "write a file instead of standard output", value: Phrase("文件", "file")),
    completion: .file())
  var output: String?

  @Flag(help: .say("统计运行过的行", "count the lines that ran"))
  var coverage = false

  @Option(
    help: .say(
      "运行过的行的最低百分比（0 至 100）", "the least percentage of lines, 0 to 100",
      value: Phrase("百分比", "percent")))
  var threshold: String?

  @Flag(help: .say("逐行列出：+ 运行过，- 未运行", "list every line: + ran, - never ran"))
  var annotate = false

  @Flag(help: .say("打乱次序运行，并给出种子", "run in a mixed order, and say its seed"))
  var shuffle = false

  @Option(
    help: .say("打乱次序的种子", "the seed of a mixed order", value: Phrase("整数", "number")))
  var seed: String?

  @Flag(help: .say("文件改动后重新运行", "run again when a file changes"))
  var watch = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let threshold = try OptionValue.count(threshold, "--threshold", in: 0...100)
    var options = PluginTestRunner.Options()
    options.filter = filter
    options.recordsCoverage = coverage || annotate || threshold != nil
    options.seed = try orderSeed()
    if watch { return try runForever(options, threshold, in: session) }
    return try runOnce(options, threshold, in: session)
  }

  private func runOnce(
    _ options: PluginTestRunner.Options, _ threshold: Int?, in session: Session
  ) throws(Failure) -> Ending {
    let folders = try target.folders(in: session)
    let tables = try target.tables(in: session)
    var reports = folders.map { folder in
      PluginTestRunner.run(folder, others: PluginTarget.neighbours(of: folder), options: options)
    }
    reports += tables.tables.map { $0.testReport(filter: options.filter) }
    if !tables.problems.isEmpty {
      reports.append(.unreadable(tables.file, tables.problems))
    }
    let format = format ?? (session.isJSON ? .json : .text)
    let text: String
    switch format {
    case .json:
      text = JSONText.list(reports.map { JSONValue($0) }, total: reports.count, next: nil)
    case .junit: text = PluginTestFormats.junit(reports, in: session.language)
    case .tap: text = PluginTestFormats.tap(reports, in: session.language)
    case .text: text = texts(reports, folders, seed: options.seed, in: session)
    }
    if let output { try Files.write(Array(text.utf8), to: output) } else { Output.print(text) }
    let low = reports.prefix(folders.count).filter { report in
      threshold.map { report.coverage.map { $0.basisPoints } ?? 0 < $0 * 100 } ?? false
    }
    for report in low {
      session.note(
        session.say(
          "\(report.plugin)：覆盖率 \(report.coverage?.percentage ?? "0")% 低于 \(threshold ?? 0)%",
          "\(report.plugin): coverage \(report.coverage?.percentage ?? "0")% is below \(threshold ?? 0)%"
        ))
    }
    return reports.allSatisfy(\.passed) && low.isEmpty ? .done : .findings
  }

  private func texts(
    _ reports: [PluginTestReport], _ folders: [PluginFolder], seed: UInt64?, in session: Session
  ) -> String {
    var text = ""
    for (place, report) in reports.enumerated() {
      text += report.text(in: session.language) + "\n"
      // Behind the folders stand the rule tables, which have no lines to run.
      guard place < folders.count else { continue }
      let folder = folders[place]
      if let coverage = report.coverage {
        text += coverage.text(in: session.language) + "\n"
        if annotate { text += "\n" + coverage.listing(of: folder) + "\n" }
      }
    }
    if let seed { text += session.say("种子 \(seed)", "seed \(seed)") + "\n" }
    return text
  }

  private func runForever(
    _ options: PluginTestRunner.Options, _ threshold: Int?, in session: Session
  ) throws(Failure) -> Ending {
    StopRequest.listen()
    var (seen, ending): ([PluginDigest: [PluginFolder.File]], Ending) = ([:], .done)
    repeat {
      // While a file is being written a folder may be unreadable for a moment: look again.
      guard let folders = try? target.folders(in: session) else { continue }
      let now = Dictionary(
        folders.map { ($0.digest, $0.files) }, uniquingKeysWith: { first, _ in first })
      guard now != seen else { continue }
      seen = now
      ending = try runOnce(options, threshold, in: session)
      session.note(session.say("等待改动，Ctrl-C 结束", "waiting for a change, Ctrl-C ends"))
    } while StopRequest.wait(milliseconds: Self.pause)
    return ending
  }

  /// Between two looks at the folder (ms).
  private static let pause: Int32 = 300

  private func orderSeed() throws(Failure) -> UInt64? {
    if let number = try OptionValue.count(seed, "--seed", in: 0...Int.max) { return UInt64(number) }
    return shuffle ? UInt64.random(in: 0...0xFFFF_FFFF) : nil
  }
}

/// The formats of test results.
enum TestFormatChoice: String, CaseIterable, ExpressibleByArgument {
  case text, json, junit, tap
}

extension JSONValue {
  /// What became of a plugin's tests: `{plugin, passed, cases, problems}`.
  init(_ report: PluginTestReport) {
    var object = ObjectBuilder()
    object.add("plugin", report.plugin)
    object.add("passed", report.passed)
    object.add(
      "cases",
      value: .array(
        report.cases.map { test in
          var entry = ObjectBuilder()
          entry.add("name", test.name)
          entry.add("file", test.file)
          entry.add("line", test.line)
          entry.add("passed", test.passed)
          entry.add("instructions", test.instructions)
          entry.add("differences", value: .array(test.differences.map { JSONValue($0) }))
          return entry.object
        }))
    object.add("coverage", value: report.coverage.map { JSONValue($0) })
    object.add("problems", value: .array(report.problems.map { JSONValue($0) }))
    self = object.object
  }
}

extension JSONValue {
  /// The lines that ran: `{percent, lines, ran, files: [{file, lines, ran, missed}]}`.
  init(_ coverage: PluginCoverage) {
    var object = ObjectBuilder()
    object.add("percent", coverage.percentage)
    object.add("lines", coverage.lineCount)
    object.add("ran", coverage.ranCount)
    object.add(
      "files",
      value: .array(
        coverage.files.map { file in
          var entry = ObjectBuilder()
          entry.add("file", file.path)
          entry.add("lines", file.lines.count)
          entry.add("ran", file.ran.count)
          entry.add("missed", value: .array(file.missed.map { .integer(Int64($0)) }))
          return entry.object
        }))
    self = object.object
  }
}
