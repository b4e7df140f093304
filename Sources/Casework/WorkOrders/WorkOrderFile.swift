internal import ConsumerProtection
#if canImport(Glibc)
  internal import Glibc
#endif
internal import Spreadsheets

/// A filled work order as it comes back.
struct WorkOrderFile {
  /// A line that somebody filled in.
  struct Answer {
    /// The row in the sheet, from 1.
    let row: Int
    let caseID: String
    let task: String?
    let text: String
    let day: String
    let person: String
  }

  private(set) var answers: [Answer] = []
  /// Lines with nothing filled in.
  private(set) var emptyCount = 0
  /// Lines that cannot be read: the row and why.
  private(set) var problems: [(row: Int, problem: SheetProblem)] = []

  /// Reads the file.
  ///
  /// - Throws: `XB-130` when it is no workbook, `XB-133` when it is no work order of ours.
  init(_ path: String) throws(Failure) {
    guard Files.isReadable(path) else { throw Files.unreadable(path, ENOENT) }
    do throws(SheetProblem) {
      let book = try WorkbookReader(path: path)
      try Self.checkMark(in: book)
      let rows = try book.rows(of: book.sheets[0])
      guard let head = try rows.next(), head.number == 1, head.texts() == WorkOrder.columns else {
        throw SheetProblem(
          "表头与派发时不同", "the titles are not those that were sent", sheet: book.sheets[0].name,
          cell: "A1")
      }
      while let row = try rows.next() { take(row) }
    } catch {
      throw error.sheet == nil ? Failure(sheet: error, path: path) : Self.changed(error, path)
    }
  }

  private mutating func take(_ row: SheetRow) {
    if let problem = row.problems.first { return problems.append((row.number, problem)) }
    let texts = row.texts(WorkOrder.columns.count)
    let filled = texts[WorkOrder.answerColumn...].map { Self.trimmed($0) }
    if filled.allSatisfy(\.isEmpty) {
      emptyCount += 1
    } else {
      answers.append(
        Answer(
          row: row.number, caseID: Self.trimmed(texts[0]),
          task: texts[1].isEmpty ? nil : Self.trimmed(texts[1]), text: filled[0], day: filled[1],
          person: filled[2]))
    }
  }

  private static func checkMark(in book: WorkbookReader) throws(SheetProblem) {
    let wrong = SheetProblem(
      "不是本系统派发的工单（缺少“说明”页）", "it is no work order of this system: the sheet 说明 is missing",
      sheet: book.sheets[0].name)
    guard book.sheets.count > 1 else { throw wrong }
    let rows = try book.rows(of: book.sheets[1])
    guard try rows.next()?.texts().first == WorkOrder.mark else { throw wrong }
  }

  private static func changed(_ problem: SheetProblem, _ path: String) -> Failure {
    Failure(
      "XB-133",
      problem: Phrase(
        "\(path):\(problem.place)：\(problem.zh)", "\(path):\(problem.place): \(problem.en)"),
      remedy: Phrase(
        "请用 xiaobao task send 派发的原文件填写，只填“（填写）”三列",
        "Fill in the file that `xiaobao task send` wrote, only its three columns （填写）"))
  }

  private static func trimmed(_ text: String) -> String {
    var part = Substring(text)
    while part.first?.isWhitespace == true { part = part.dropFirst() }
    while part.last?.isWhitespace == true { part = part.dropLast() }
    return String(part)
  }
}
