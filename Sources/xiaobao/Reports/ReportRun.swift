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

  @Option(
    help: .say(
      "其他参数，可多次", "another parameter; may be repeated", value: Phrase("名称=值", "name=value")))
  var set: [String] = []

  @Option(help: .say("格式", "the format", value: Phrase("格式", "format")))
  var format: FormatChoice?

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
    try write(document, in: session)
    let failed = document.failedChecks
    guard !failed.isEmpty else { return .done }
    session.note(
      session.say("校验未通过：", "checks failed: ") + failed.map(\.name).joined(separator: ", "))
    return .findings
  }

  /// How a report's parameter is given on the command line.
  static func option(of parameter: String) -> String {
    ["by", "from", "to", "year"].contains(parameter) ? "--\(parameter)" : "--set \(parameter)="
  }

  private func parameters() throws(Failure) -> [(name: String, text: String)] {
    let named = [("by", by), ("from", from), ("to", to), ("year", year)]
    var parameters = named.compactMap { name, text in text.map { (name: name, text: $0) } }
    for text in set { parameters.append(try OptionValue.pair(text, "--set")) }
    return parameters
  }

  private func write(_ document: Document, in session: Session) throws(Failure) {
    let name: String
    if let format {
      name = format.rawValue
    } else {
      name = try session.isJSON ? "json" : formatOfFile()
    }
    guard let writer = DocumentWriters.named(name) else {
      preconditionFailure("the formats of the option are those of the writers")
    }
    var options = WriterOptions(width: session.terminal.outputWidth ?? 80, byteOrderMark: bom)
    options.colour = session.hasColour && output == nil
    let bytes = writer.write(document, options: options)
    guard let output else { return Output.write(bytes) }
    try Files.write(bytes, to: output)
    session.note(session.say("已写入 \(output)", "written to \(output)"))
  }

  /// The format that the output's name ends in.
  private func formatOfFile() throws(Failure) -> String {
    guard let output, let ending = output.split(separator: "/").last?.split(separator: ".").last
    else { return "text" }
    if ending == "txt" { return "text" }
    guard let choice = FormatChoice(rawValue: String(ending)) else {
      let names = FormatChoice.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        "XB-305",
        problem: Phrase(
          "看不出 \(output) 应为何种格式", "The ending of \(output) names no format"),
        remedy: Phrase(
          "用 --format 说明（\(names)），或换用相应的文件名结尾",
          "Say it with --format (\(names)), or let the file's name end in one"),
        exit: .usage)
    }
    return choice.rawValue
  }
}

/// The formats as `--format` takes them.
enum FormatChoice: String, CaseIterable, ExpressibleByArgument {
  case text, md, csv, json, html
}
