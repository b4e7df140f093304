internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin test`
struct PluginTest: Verb {
  static let configuration: CommandConfiguration = .command(
    "test", "运行插件自带的测试；未通过时退出码为 2", "run the plugins' own tests; exit 2 when one fails",
    examples: [
      Example("xiaobao plugin test cn.branch-routing", "一个插件", "one plugin"),
      Example(
        "xiaobao plugin test plugins/acme.cards --filter 大额", "只运行名称含“大额”的用例",
        "only cases whose name contains 大额"),
    ])

  @OptionGroup var target: PluginTarget

  @Option(
    help: .say("只运行名称含此文本的用例", "only cases whose name contains this", value: Phrase("文本", "text")))
  var filter: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let reports = try target.folders(in: session).map { folder in
      PluginTestRunner.run(folder, others: PluginTarget.neighbours(of: folder), filter: filter)
    }
    if session.isJSON {
      Output.print(
        JSONText.list(reports.map { JSONValue($0) }, total: reports.count, next: nil))
    } else {
      for report in reports { Output.print(ended(report.text(in: session.language))) }
    }
    return reports.allSatisfy(\.passed) ? .done : .findings
  }

  private func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
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
    object.add("problems", value: .array(report.problems.map { JSONValue($0) }))
    self = object.object
  }
}
