internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// The forms of an export.
enum ExportFormat: String, CaseIterable {
  case csv, jsonl
}

/// `xiaobao complaint export`
struct ComplaintExport: Verb {
  static let configuration: CommandConfiguration = .command(
    "export", "导出符合条件的全部投诉（CSV 或逐行 JSON），并报告件数",
    "write all complaints that fit, as CSV or a JSON object a line, and say how many",
    detail: Phrase(
      "不限行数，逐行写出，不占内存。件数写在标准错误；jsonl 的最后一行是 {\"exported\": 件数}，没有这一行即未写完。个人信息列（narrative、demand、complainant_name、complainant_phone）一律遮盖，须有角色。",
      "No bound, row by row, nothing kept in memory. The count goes to standard error; the last line of jsonl"
        + " is {\"exported\": count}, and without it the file is cut off. Columns with personal data"
        + " (narrative, demand, complainant_name, complainant_phone) are masked and need a role."),
    examples: [
      Example(
        "xiaobao complaint export --from 2026-01-01 --to 2026-12-31 --bom > 2026.csv", "全年，供表格软件打开",
        "a year, for a spreadsheet program"),
      Example(
        "xiaobao complaint export --format jsonl --columns id,stage,narrative", "指定的列",
        "chosen columns"),
    ])

  @OptionGroup var filters: ComplaintFilters
  @OptionGroup var sealed: SealedFilters

  @Option(help: .say("格式：csv、jsonl", "the form: csv, jsonl", value: Phrase("格式", "form")))
  var format = "csv"

  @Option(
    help: .say(
      "列，逗号分隔；缺省为不含个人信息的全部列", "columns, with commas; else all without personal data",
      value: Phrase("列", "columns")))
  var columns: String?

  @Flag(help: .say("CSV 前加字节序标记", "a byte order mark before the CSV"))
  var bom = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let format = try OptionValue.choice(self.format, "--format", of: ExportFormat.self)
    let columns =
      try self.columns.map { text throws(Failure) in
        try OptionValue.choices(text, "--columns", of: ComplaintListColumn.self)
      } ?? ComplaintListColumn.plain
    let workspace = try session.open(.reading)
    var query = try await filters.query(in: session, workspace)
    try sealed.add(to: &query)
    try await ExportRun(session: session, workspace: workspace).run(
      query, columns, format, byteOrderMark: bom)
    return .done
  }
}

/// Writes an export on standard output.
struct ExportRun {
  let session: Session
  let workspace: Workspace

  func run(
    _ query: ComplaintQuery, _ columns: [ComplaintListColumn], _ format: ExportFormat,
    byteOrderMark: Bool
  ) async throws(Failure) {
    let invocation = try session.invocation()
    if format == .csv {
      if byteOrderMark { Output.write([0xEF, 0xBB, 0xBF]) }
      Output.print(Self.line(columns.map { session.say($0.title) }))
    }
    let writer = ExportWriter(columns: columns, format: format)
    let count = try await workspace.export(query, columns: columns, as: invocation) { values in
      writer.take(values)
    }
    writer.flush()
    if format == .jsonl {
      Output.print(JSONText.envelope([JSONValue.Member("exported", .integer(Int64(count)))]))
    }
    session.note(session.say("已导出 \(count) 件", "\(count) complaints exported"))
  }

  /// A line of CSV (RFC 4180); a spreadsheet program must not take a text for a formula.
  static func line(_ texts: [String]) -> String {
    texts.map { text in
      let guarded = text.first.map { "=+-@\t\r".contains($0) } ?? false ? "'" + text : text
      guard guarded.contains(where: { ",\"\n\r\r\n".contains($0) }) else { return guarded }
      return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",") + "\r\n"
  }
}
