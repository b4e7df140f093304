internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost
internal import Reporting

/// `xiaobao report …`
struct ReportCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "report", "报表：列出与生成", "reports: list and run",
    verbs: [ReportList.self, ReportRun.self])
}

/// `xiaobao report list`
struct ReportList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出可用报表及其参数", "the reports on offer and what may be asked of them",
    examples: [Example("xiaobao report list", "可用报表", "what can be run")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let reports = try await session.open(.reading).reports()
    if session.isJSON {
      Output.print(
        JSONText.list(reports.map { JSONValue($0) }, total: reports.count, next: nil))
    } else {
      session.print(
        TextTable(
          columns: [
            .init(session.say("编号", "Report")),
            .init(session.say("名称", "Title"), minimumWidth: 12),
            .init(session.say("参数", "Parameters"), minimumWidth: 12, priority: 2),
            .init(session.say("插件", "Plugin"), priority: 1),
          ],
          rows: reports.map { report in
            [
              report.id, session.say(report.title),
              report.parameters.map { ReportRun.option(of: $0.name) }.joined(separator: " "),
              report.plugin,
            ]
          }))
    }
    return .done
  }
}

extension JSONValue {
  /// A report on offer: `{id, title, plugin, parameters: [{name, kind, default?, title?}]}`.
  init(_ report: ReportListing) {
    var object = ObjectBuilder()
    object.add("id", report.id)
    object.add("title", value: JSONValue(report.title))
    object.add("plugin", report.plugin)
    object.add(
      "parameters",
      value: .array(
        report.parameters.map { parameter in
          var entry = ObjectBuilder()
          entry.add("name", parameter.name)
          entry.add("kind", parameter.kind.rawValue)
          entry.add("default", value: parameter.initial)
          entry.add("title", value: parameter.title.map { JSONValue($0) })
          return entry.object
        }))
    self = object.object
  }
}
