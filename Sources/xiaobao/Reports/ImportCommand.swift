internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao import FORMAT FILE`
struct ImportCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "import", "从其他系统的文件导入投诉", "take in complaints from another system's file",
    detail: Phrase(
      "列按表头名称识别。可重复运行：按来源编号识别，已导入的不会重复登记。有行被拒绝时退出码为 2。",
      "Columns are found by name. Running it again stores nothing twice: a row is known by its number"
        + " in the source. Exit 2 when rows were rejected."),
    examples: [
      Example("xiaobao import cfpb complaints.csv", "导入 CFPB 公开数据", "the CFPB's public file"),
      Example(
        "xiaobao import cfpb complaints.csv --rejects rejected.csv", "被拒绝的行另存",
        "keep a list of the rejected rows"),
    ])

  @Argument(help: .say("导入格式，如 cfpb", "the format, e.g. cfpb", value: Phrase("格式", "format")))
  var format: String

  @Argument(
    help: .say("CSV 文件", "the CSV file", value: Phrase("文件", "file")), completion: .file())
  var file: String

  @Option(
    help: .say(
      "将被拒绝的行（行号、代码、原因）写入 CSV 文件", "write the rejected rows (number, code, reason) as CSV",
      value: Phrase("文件", "file")),
    completion: .file(extensions: ["csv"]))
  var rejects: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    let language = session.language
    defer { progress.clear() }
    let result = try await workspace.importFile(format, path: file, as: invocation) { state in
      progress.show(
        done: state.bytesRead, of: state.bytesTotal,
        label: language == .zh ? "\(state.rows) 行" : "\(state.rows) rows")
    }
    progress.clear()
    if let rejects { try Files.write(Array(rejectedCSV(result, session).utf8), to: rejects) }
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: result)))
    } else {
      show(result, in: session)
    }
    return result.rejected.isEmpty ? .done : .findings
  }

  private func show(_ result: ImportResult, in session: Session) {
    session.print(facts: [
      Fact("读取", "Rows read", "\(result.rows)"),
      Fact("登记", "Accepted", "\(result.accepted)"),
      Fact("其中归档", "Archived of these", "\(result.archived)"),
      Fact("待人工", "Held", result.held == 0 ? nil : "\(result.held)"),
      Fact("已有", "Known already", "\(result.repeated)"),
      Fact("拒绝", "Rejected", "\(result.rejected.count)"),
    ])
    for row in result.rejected.prefix(20) {
      session.note(
        session.say("第 \(row.row) 行", "row \(row.row)") + " [\(row.code)] "
          + DisplayWidth.printable(session.say(row.reason)))
    }
    if result.rejected.count > 20 {
      session.note(
        session.say(
          "……其余 \(result.rejected.count - 20) 行见 --rejects 文件",
          "… and \(result.rejected.count - 20) more; --rejects FILE lists all"))
    }
  }

  private func rejectedCSV(_ result: ImportResult, _ session: Session) -> String {
    let rows = result.rejected.map { row in
      "\(row.row),\(row.line),\(row.code),\"\(session.say(row.reason).quotesDoubled)\"\r\n"
    }
    return "row,line,code,reason\r\n" + rows.joined()
  }

  private static func members(of result: ImportResult) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("rows", result.rows)
    object.add("accepted", result.accepted)
    object.add("archived", result.archived)
    object.add("held", result.held)
    object.add("repeated", result.repeated)
    object.add(
      "rejected",
      value: .array(
        result.rejected.map { row in
          var entry = ObjectBuilder()
          entry.add("row", row.row)
          entry.add("line", row.line)
          entry.add("code", row.code)
          entry.add("reason", value: JSONValue(row.reason))
          return entry.object
        }))
    return object.members
  }
}

extension String {
  /// The text inside a quoted CSV field.
  fileprivate var quotesDoubled: String {
    split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
  }
}
