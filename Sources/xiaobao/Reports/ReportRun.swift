internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost
internal import Reporting

/// `xiaobao report run REPORT`
struct ReportRun: Verb {
  static let configuration: CommandConfiguration = .command(
    "run", "生成一份报表", "run a report",
    detail: Phrase(
      "参数因报表而异，见 xiaobao report list；未列为选项的参数用 --set 名称=值。校验未通过时退出码为 2。",
      "Each report has its own parameters, see xiaobao report list; those without an option of their"
        + " own are given with --set NAME=VALUE. Exit 2 when a check of the report fails."),
    examples: [
      Example(
        "xiaobao report run summary --by product,channel,year", "按产品、渠道、年份汇总",
        "counts by product, channel and year"),
      Example(
        "xiaobao report run annual-disclosure --year 2024 --format html --output 2024.html",
        "2024 年度披露，写入网页文件", "the disclosure of 2024 as a web page"),
      Example(
        "xiaobao report run register --quarter 2026Q1 --output 2026Q1.xlsx", "一季度台账",
        "the register of a quarter as a workbook"),
    ])

  @Argument(help: .say("报表编号", "the report", value: Phrase("报表", "report")))
  var report: String

  @Option(
    help: .say(
      "分组维度，逗号分隔", "the dimensions, separated by commas", value: Phrase("维度", "dimensions")))
  var by: String?

  @Option(help: .say("起始日", "the first day", value: Phrase("日期", "day")))
  var from: String?

  @Option(help: .say("截止日", "the last day", value: Phrase("日期", "day")))
  var to: String?

  @Option(help: .say("年份", "the year", value: Phrase("年份", "year")))
  var year: String?

  @Option(help: .say("季度，如 2026Q1", "the quarter, e.g. 2026Q1", value: Phrase("季度", "quarter")))
  var quarter: String?

  @Option(
    help: .say(
      "其他参数，可多次", "another parameter; may be repeated", value: Phrase("名称=值", "name=value")))
  var set: [String] = []

  @Option(
    help: .say("格式；插件还可提供其他格式", "the format; plugins may offer more", value: Phrase("格式", "format"))
  )
  var format: FormatName?

  @Option(
    help: .say(
      "写入文件，缺省为标准输出", "write a file instead of standard output", value: Phrase("文件", "file")),
    completion: .file())
  var output: String?

  @Flag(help: .say("csv：以字节顺序标记开头，便于表格软件识别", "csv: begin with the byte order mark"))
  var bom = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let parameters = try parameters()
    let workspace = try session.open(.reading)
    let invocation = try session.invocation()
    let document = try await workspace.runReport(report, parameters: parameters, as: invocation)
    try await DocumentOutput(
      session: session, workspace: workspace, invocation: invocation, format: format?.name,
      output: output, byteOrderMark: bom
    ).write(document)
    let failed = document.failedChecks
    guard !failed.isEmpty else { return .done }
    session.note(
      session.say("校验未通过：", "checks failed: ") + failed.map(\.name).joined(separator: ", "))
    return .findings
  }

  /// How a report's parameter is given on the command line.
  static func option(of parameter: String) -> String {
    ["by", "from", "to", "year", "quarter"].contains(parameter)
      ? "--\(parameter)" : "--set \(parameter)="
  }

  private func parameters() throws(Failure) -> [(name: String, text: String)] {
    let named = [
      ("by", by), ("from", from), ("to", to), ("year", year), ("quarter", quarter),
    ]
    var parameters = named.compactMap { name, text in text.map { (name: name, text: $0) } }
    for text in set { parameters.append(try OptionValue.pair(text, "--set")) }
    return parameters
  }
}

/// The formats that the program writes itself.
enum FormatChoice: String, CaseIterable, ExpressibleByArgument {
  case text, md, csv, json, html, xlsx
}

/// A format as `--format` takes it: one of ours, or one of a plugin's, which is looked up when the
/// workspace is open.
struct FormatName: ExpressibleByArgument, CaseIterable {
  let name: String

  static let allCases = FormatChoice.allCases.map { FormatName(name: $0.rawValue) }
  static let allValueStrings = FormatChoice.allCases.map(\.rawValue)

  var defaultValueDescription: String { name }

  init(name: String) { self.name = name }

  init?(argument: String) { name = argument }
}
