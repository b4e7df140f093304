internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// The state of one import between its commits.
struct ImportRun {
  let importer: PluginManifest.Importer
  private(set) var set: Int64
  private(set) var view: LedgerView
  var numbers: CaseNumbers
  var header: [String]?
  var result = ImportResult()
  var pending: [(row: CSVReader.Row, prepared: PreparedCommand, isArchived: Bool)] = []
  /// Source numbers that wait for the next commit.
  var seen: Set<String> = []
  var isFinished = false

  init(importer: PluginManifest.Importer, set: Int64, view: LedgerView) {
    self.importer = importer
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

  mutating func reject(_ row: CSVReader.Row, _ code: String, _ reason: Phrase) {
    result.rejected.append(
      ImportResult.Rejected(row: row.number, line: row.line, code: code, reason: reason))
  }

  /// Goes on from the state after a commit.
  mutating func restart(in view: LedgerView, set: Int64) {
    self.view = view
    self.set = set
    numbers = CaseNumbers(view: view)
    seen = []
  }
}

extension Workspace {
  /// The header's names; every column that the format needs must be there under one of its names.
  static func header(
    _ row: CSVReader.Row, of importer: PluginManifest.Importer, _ path: String
  ) throws(Failure) -> [String] {
    guard let names = row.texts else {
      throw Failure(
        "XB-007",
        problem: Phrase("\(path) 的表头不是有效的 UTF-8", "The header of \(path) is not valid UTF-8"),
        remedy: Phrase("请转为 UTF-8 后重试", "Convert the file to UTF-8 and try again"))
    }
    let missing = importer.required.filter { alternatives in
      !alternatives.contains { names.contains($0) }
    }
    guard missing.isEmpty else {
      let list = missing.map { $0.joined(separator: " / ") }.joined(separator: ", ")
      throw Failure(
        "XB-121",
        problem: Phrase("\(path) 的表头缺少列：\(list)", "The header of \(path) lacks: \(list)"),
        remedy: Phrase(
          "请确认文件是该格式（列按名称识别，与次序无关）",
          "Check that the file has this format; columns are found by name, not by place"))
    }
    if let twice = names.first(where: { name in names.count(where: { $0 == name }) > 1 }) {
      throw Failure(
        "XB-121",
        problem: Phrase("\(path) 的表头有两列同名：\(twice)", "The header of \(path) has `\(twice)` twice"),
        remedy: Phrase("请先改名", "Rename one of them"))
    }
    return names
  }

  func unknownImporter(_ id: String) -> Failure {
    let known = plugins.set.importers.map(\.importer.id).joined(separator: ", ")
    return Failure(
      "XB-120",
      problem: Phrase("没有导入格式“\(id)”", "There is no import format `\(id)`"),
      remedy: Phrase("可用：\(known)", "Formats: \(known)"), exit: .usage)
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
