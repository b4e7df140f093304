internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// The state of one import between its commits.
struct ImportRun {
  let format: ImportFormat
  /// The file, for messages.
  let path: String
  let isDryRun: Bool
  private(set) var set: Int64
  private(set) var view: LedgerView
  var numbers: CaseNumbers
  var header: ImportHeader?
  /// Rows before the header while it is looked for.
  var preamble: [CSVReader.Row] = []
  var result = ImportResult()
  var pending: [(row: CSVReader.Row, prepared: PreparedCommand, isArchived: Bool)] = []
  /// Source numbers that wait for the next commit; of a dry run all of them.
  var seen: Set<String> = []
  var isFinished = false
  var rejects: RejectFile?

  init(
    format: ImportFormat, path: String, options: ImportOptions, set: Int64, view: LedgerView
  ) {
    self.format = format
    self.path = path
    isDryRun = options.isDryRun
    self.set = set
    self.view = view
    numbers = CaseNumbers(view: view)
  }

  /// Whether that record was taken in before, or stands earlier in this file.
  func knows(_ system: String, _ id: String) throws(Failure) -> Bool {
    if seen.contains("\(system)\u{0}\(id)") { return true }
    do throws(LedgerError) {
      let table = try Workspace.complaints(in: view)
      return try !table.rows(lookup: 0, [id, system]).isEmpty
    } catch {
      throw Failure(error)
    }
  }

  mutating func reject(
    _ row: CSVReader.Row, _ code: String, _ reason: Phrase, column: String = "",
    value: String = ""
  ) throws(Failure) {
    let rejected = ImportResult.Rejected(
      row: row.number, line: row.line, code: code, column: column, value: value, reason: reason)
    result.rejected.append(rejected)
    try rejects?.add(rejected, header: header, row)
  }

  mutating func warn(_ row: CSVReader.Row, _ reasons: [Phrase]) {
    for reason in reasons {
      result.contradictions.append(
        ImportResult.Rejected(
          row: row.number, line: row.line, code: "XB-125", column: "", value: "", reason: reason))
    }
  }

  /// Goes on from the state after a commit.
  mutating func restart(in view: LedgerView, set: Int64) {
    self.view = view
    self.set = set
    numbers = CaseNumbers(view: view)
    seen = []
  }
}

/// The columns of a file, by name.
struct ImportHeader {
  /// The names, one a cell; a name that stands twice gets `#2`, `#3` behind it.
  let names: [String]
  /// The names as the file writes them.
  let written: [String]
  /// How many rows stood before it.
  let preamble: Int

  /// The names of a row, when it has every column that the format needs.
  init?(_ row: CSVReader.Row, of format: ImportFormat, preamble: Int) {
    guard let texts = row.texts else { return nil }
    let written = texts.map(Self.trimmed)
    let names = Self.numbered(written)
    let isWhole = format.required.allSatisfy { $0.contains { names.contains($0) } }
    guard isWhole else { return nil }
    self.names = names
    self.written = written
    self.preamble = preamble
  }

  static func trimmed(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, first.properties.isWhitespace || first == "\u{FEFF}" {
      scalars.removeFirst()
    }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func numbered(_ names: [String]) -> [String] {
    var counts: [String: Int] = [:]
    return names.map { name in
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return count == 1 || name.isEmpty ? name : "\(name)#\(count)"
    }
  }

  /// A name that stands more than once.
  var twin: String? { names.first { $0.hasSuffix("#2") }.map { String($0.dropLast(2)) } }
}

extension Workspace {
  /// How many rows may stand before the header.
  static let preambleMax = 50

  /// Why a file has no header of that format.
  static func noHeader(
    _ first: CSVReader.Row?, of format: ImportFormat, _ path: String
  ) -> Failure {
    guard let first else { return emptyFile(path) }
    guard let names = first.texts.map({ $0.map(ImportHeader.trimmed) }) else {
      return Failure(
        "XB-007",
        problem: Phrase("\(path) 的表头不能识别", "The header of \(path) cannot be read"),
        remedy: Phrase(
          "用 --encoding 指明编码：utf-8、gb18030、utf-16le、utf-16be",
          "Say the encoding with --encoding: utf-8, gb18030, utf-16le, utf-16be"))
    }
    let missing = format.required.filter { names in
      !names.contains { first.texts?.map(ImportHeader.trimmed).contains($0) ?? false }
    }
    let list = missing.map { $0.joined(separator: " / ") }.joined(separator: ", ")
    let near = missing.flatMap(\.self).compactMap { name in
      Nearest.match(of: name, in: names.filter { !$0.isEmpty }).map { (name, $0) }
    }.first
    return Failure(
      "XB-121",
      problem: Phrase(
        "\(path) 的表头缺少列：\(list)" + (near.map { "；文件中的“\($0.1)”是否就是“\($0.0)”？" } ?? ""),
        "The header of \(path) lacks: \(list)"
          + (near.map { "; is `\($0.1)` in the file what is called `\($0.0)`?" } ?? "")),
      remedy: Phrase(
        "请确认文件是该格式（列按名称识别，与次序无关）；本行的列名可以写入对照文件的 columns",
        "Check that the file has this format; columns are found by name, not by place. A mapping file takes the bank's own names under `columns`"
      ))
  }

  func unknownImporter(_ id: String) -> Failure {
    let known = (plugins.set.importers.map(\.importer.id) + mappings()).joined(separator: ", ")
    return Failure(
      "XB-120",
      problem: Phrase("没有导入格式“\(id)”", "There is no import format `\(id)`"),
      remedy: Phrase(
        "可用：\(known)；其他文件用 csv --map 对照文件", "Formats: \(known); for other files csv --map FILE"),
      exit: .usage)
  }

  static func notCSV(_ path: String, _ problem: CSVReader.Problem) -> Failure {
    Failure(
      "XB-123",
      problem: Phrase(
        "\(path):\(problem.line)：\(problem.problem.zh)",
        "\(path):\(problem.line): \(problem.problem.en)"),
      remedy: Phrase(
        "此行之前的已登记；修正后重新导入，不会重复", "Rows before it are stored; mend it and import again"))
  }

  static func emptyFile(_ path: String) -> Failure {
    Failure(
      "XB-123", problem: Phrase("\(path) 是空文件", "\(path) is empty"),
      remedy: Phrase("请给出带表头的 CSV 文件", "Give a CSV file with a header"))
  }

  /// A row that the importer refused, in its own words; a defect of the plugin keeps its code.
  static func rejection(_ failure: PluginFailure) -> Failure {
    // The code stands in a column of its own; the message need not repeat it.
    let code = failure.pluginCode ?? failure.code.text
    func bare(_ text: String) -> String {
      text.hasPrefix("[\(code)] ") ? String(text.dropFirst(code.count + 3)) : text
    }
    return Failure(
      code, problem: Phrase(bare(failure.message.zh), bare(failure.message.en)),
      remedy: Phrase("修正该行后重新导入", "Mend the row and import again"))
  }
}
