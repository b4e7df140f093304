internal import ConsumerProtection
internal import PluginHost
internal import Spreadsheets

extension Workspace {
  static func isWorkbook(_ path: String) -> Bool {
    path.utf8.count > 5 && path.suffix(5).lowercased() == ".xlsx"
  }

  /// Takes in the rows of one sheet as those of a CSV file.
  func readWorkbook(
    _ path: String, _ run: inout ImportRun, _ invocation: Invocation, _ options: ImportOptions,
    _ progress: (ImportProgress) -> Void
  ) throws(Failure) {
    if let rejects = options.rejects {
      run.rejects = try RejectFile(
        rejects, separator: run.format.separator, encoding: .utf8, language: invocation.language)
    }
    let rows = try Self.rows(of: path, options.sheet)
    while let row = try Self.next(rows, path) {
      let width = run.header.map { max($0.names.count, (row.cells.last?.column ?? -1) + 1) }
      let record = CSVReader.Row(
        number: row.number, line: row.number, cells: row.texts(width).map { Array($0.utf8) })
      if let problem = row.problems.first, run.header != nil {
        run.result.rows += 1
        try run.reject(
          record, "XB-130",
          Phrase("\(problem.place) \(problem.zh)", "\(problem.place) \(problem.en)"))
        continue
      }
      try take(record, &run, invocation, isUnended: false)
      if run.pending.count >= Self.batchCount {
        try flush(&run, invocation)
        progress(ImportProgress(rows: run.result.rows, bytesRead: 0, bytesTotal: 0))
      }
    }
  }

  private static func rows(of path: String, _ name: String?) throws(Failure) -> SheetRows {
    guard Files.isReadable(path) else { throw Files.unreadable(path, 2) }
    do throws(SheetProblem) {
      let book = try WorkbookReader(path: path)
      guard let name else { return try book.rows(of: book.firstSheet) }
      if let sheet = book.sheets.first(where: { $0.name == name }) {
        return try book.rows(of: sheet)
      }
      let names = book.sheets.map(\.name)
      let near = Nearest.match(of: name, in: names)
      throw SheetProblem(
        "没有工作表“\(name)”" + (near.map { "；是否为 \($0)？" } ?? "；有：\(names.joined(separator: "、"))"),
        "there is no sheet `\(name)`"
          + (near.map { "; did you mean `\($0)`?" } ?? "; it has: \(names.joined(separator: ", "))")
      )
    } catch {
      throw Failure(sheet: error, path: path)
    }
  }

  private static func next(_ rows: SheetRows, _ path: String) throws(Failure) -> SheetRow? {
    do throws(SheetProblem) {
      return try rows.next()
    } catch {
      throw Failure(sheet: error, path: path)
    }
  }
}
