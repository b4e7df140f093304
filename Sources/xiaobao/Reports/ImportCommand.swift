internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao import FORMAT FILE`
struct ImportCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "import", "从其他系统的文件导入投诉", "take in complaints from another system's file",
    detail: Phrase(
      "列按表头名称识别，表头之前可以有说明行。可重复运行：按来源编号识别，已导入的不会重复登记。有行被拒绝时退出码为 2；"
        + "--rejects 的文件改正后可以直接再次导入。其他文件用 csv --map 对照文件。",
      "Columns are found by name; lines may stand before the header. Running it again stores nothing twice: a"
        + " row is known by its number in the source. Exit 2 when rows were rejected; the file of --rejects can be"
        + " mended and imported. For any other file: csv --map MAPPING."),
    examples: [
      Example("xiaobao import cfpb complaints.csv", "导入 CFPB 公开数据", "the CFPB's public file"),
      Example(
        "xiaobao import cfpb complaints.csv --rejects rejected.csv", "被拒绝的行另存，改正后再导入",
        "keep the rejected rows, to be mended and imported"),
      Example(
        "xiaobao import ledger69 台账.csv --dry-run", "69 列投诉台账，先试算",
        "the complaint ledger of 69 columns, at first as a trial"),
      Example(
        "xiaobao import csv old.csv --map mappings/old-crm.yaml --encoding gb18030",
        "按对照文件导入", "by a mapping file"),
    ])

  @Argument(help: .say("导入格式，如 cfpb", "the format, e.g. cfpb", value: Phrase("格式", "format")))
  var format: String

  @Argument(
    help: .say("CSV 文件或 xlsx 工作簿", "the CSV file or xlsx workbook", value: Phrase("文件", "file")),
    completion: .file())
  var file: String

  @Option(
    help: .say(
      "将被拒绝的行连同行号、列、值、原因写入 CSV 文件",
      "write the rejected rows with number, column, value and reason as CSV",
      value: Phrase("文件", "file")),
    completion: .file(extensions: ["csv"]))
  var rejects: String?

  @Option(
    help: .say(
      "对照文件，说明哪一列是什么", "a mapping file: which column holds what", value: Phrase("文件", "file")),
    completion: .file(extensions: ["yaml"]))
  var map: String?

  @Option(
    help: .say(
      "编码：utf-8、gb18030、utf-16le、utf-16be；缺省自动识别",
      "utf-8, gb18030, utf-16le or utf-16be; else the file is looked at",
      value: Phrase("编码", "encoding")))
  var encoding: String?

  @Option(
    help: .say(
      "xlsx 工作簿中的工作表；缺省为第一张", "the sheet of a workbook; else the first",
      value: Phrase("工作表", "sheet")))
  var sheet: String?

  @Flag(help: .say("只试算，不登记", "decide everything and store nothing"))
  var dryRun = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    let language = session.language
    defer { progress.clear() }
    let options = try options()
    let result = try await workspace.importFile(
      format, path: file, as: invocation, options: options
    ) { state in
      progress.show(
        done: state.bytesRead, of: state.bytesTotal,
        label: language == .zh ? "\(state.rows) 行" : "\(state.rows) rows")
    }
    progress.clear()
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: result)))
    } else {
      show(result, in: session)
    }
    return result.rejected.isEmpty ? .done : .findings
  }

  private func options() throws(Failure) -> ImportOptions {
    var options = ImportOptions()
    options.isDryRun = dryRun
    options.mapping = map
    options.rejects = rejects
    options.sheet = sheet
    if let encoding {
      options.encoding = SourceEncoding(rawValue: encoding)
      guard options.encoding != nil else {
        let known = SourceEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(
          "XB-127",
          problem: Phrase("没有编码“\(encoding)”", "There is no encoding `\(encoding)`"),
          remedy: Phrase("可用：\(known)", "Use one of: \(known)"), exit: .usage)
      }
    }
    return options
  }

  private func show(_ result: ImportResult, in session: Session) {
    if dryRun {
      session.note(session.say("试算：没有登记任何投诉", "a trial: nothing was stored"))
    }
    session.print(facts: [
      Fact("读取", "Rows read", "\(result.rows)"),
      Fact("登记", "Accepted", "\(result.accepted)"),
      Fact("其中归档", "Archived of these", "\(result.archived)"),
      Fact("待人工", "Held", result.held == 0 ? nil : "\(result.held)"),
      Fact("已有", "Known already", "\(result.repeated)"),
      Fact("合计行", "Totals left out", result.totals == 0 ? nil : "\(result.totals)"),
      Fact("拒绝", "Rejected", "\(result.rejected.count)"),
      Fact(
        "日期矛盾", "Contradicting dates",
        result.contradictions.isEmpty ? nil : "\(result.contradictions.count)"),
      Fact("编码", "Encoding", result.encoding == .utf8 ? nil : result.encoding.rawValue),
    ])
    for row in result.rejected.prefix(20) + result.contradictions.prefix(20) {
      session.note(
        session.say("第 \(row.row) 行", "row \(row.row)") + " [\(row.code)] "
          + (row.column.isEmpty ? "" : "\(DisplayWidth.printable(row.column)) ")
          + DisplayWidth.printable(session.say(row.reason)))
    }
    if result.contradictions.count > 20 {
      session.note(
        session.say(
          "……其余 \(result.contradictions.count - 20) 处日期矛盾见 --json",
          "… and \(result.contradictions.count - 20) more contradictions; --json lists all"))
    }
    if result.rejected.count > 20 {
      session.note(
        session.say(
          "……其余 \(result.rejected.count - 20) 行见 --rejects 文件",
          "… and \(result.rejected.count - 20) more; --rejects FILE lists all"))
    }
  }

  private static func members(of result: ImportResult) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("rows", result.rows)
    object.add("accepted", result.accepted)
    object.add("archived", result.archived)
    object.add("held", result.held)
    object.add("repeated", result.repeated)
    object.add("totals", result.totals)
    object.add("preamble", result.preamble)
    object.add("encoding", result.encoding.rawValue)
    object.add("rejected", value: .array(result.rejected.map { json(of: $0) }))
    object.add("contradictions", value: .array(result.contradictions.map { json(of: $0) }))
    return object.members
  }

  private static func json(of row: ImportResult.Rejected) -> JSONValue {
    var entry = ObjectBuilder()
    entry.add("row", row.row)
    entry.add("line", row.line)
    entry.add("code", row.code)
    entry.add("column", row.column.isEmpty ? nil : row.column)
    entry.add("value", row.value.isEmpty ? nil : row.value)
    entry.add("reason", value: JSONValue(row.reason))
    return entry.object
  }
}
