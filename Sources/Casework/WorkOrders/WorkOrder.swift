public import ConsumerProtection
internal import Reporting
internal import Spreadsheets

/// What one unit has to see to on one day, as a sheet to be filled in (投诉建议工单).
public struct WorkOrder: Sendable, Equatable {
  /// One line: a case to look into, or a task of a case.
  struct Line: Sendable, Equatable {
    let caseID: String
    /// The task's name; nil where findings are asked for.
    let task: String?
    let request: String
    let due: CivilDay?
    let businessClass: String
    let complainant: String
    let narrative: String
    let demand: String
  }

  /// The unit.
  public let unit: String
  /// The unit's name.
  public let unitName: String
  /// The business day on which it was made.
  public let day: CivilDay
  /// The last event it rests on.
  public let position: UInt64
  let institution: String
  let lines: [Line]

  /// How many lines it has.
  public var lineCount: Int { lines.count }

  /// The titles of the columns: eight that are written, three to be filled in.
  static let columns = [
    "工单号", "任务", "要求", "期限", "业务类别", "投诉人", "投诉内容", "诉求", "办理情况（填写）", "完成日期（填写）",
    "经办人工号（填写）",
  ]
  /// The first of the columns to be filled in.
  static let answerColumn = 8
  /// What the second sheet begins with, and the version of the shape.
  static let mark = "xiaobao work order 1"

  /// The sheet as a workbook.
  ///
  /// - Throws: `XB-131` when libxlsxwriter is missing.
  public func workbook() throws(Failure) -> [UInt8] {
    do throws(SheetProblem) {
      let book = try WorkbookWriter()
      try book.beginSheet("工单", widths: [20, 14, 22, 12, 12, 16, 48, 24, 48, 14, 14])
      try book.write(Self.columns.map { .text($0) }, look: .heading)
      book.freeze()
      for line in lines {
        try book.write([
          .text(line.caseID), .text(line.task ?? ""), .text(line.request),
          line.due.map { .day(Int($0.number)) } ?? .empty, .text(line.businessClass),
          .text(line.complainant), .text(line.narrative), .text(line.demand), .empty, .empty,
          .empty,
        ])
      }
      try book.beginSheet("说明", widths: [24, 60])
      for (label, text) in about { try book.write([.text(label), .text(text)]) }
      return try book.finish()
    } catch {
      throw Failure(sheet: error, path: nil)
    }
  }

  private var about: [(String, String)] {
    [
      (Self.mark, "请勿改动本页"), ("机构", institution), ("承办机构", "\(unit) \(unitName)"),
      ("制单日期", day.iso), ("台账位置", "\(position)"),
      ("填写说明", "只填“（填写）”三列：办理情况写查明的事实；完成日期写作 2026-03-02；经办人写工号。没有办完的留空。"),
      ("交回", "xiaobao task take-in 文件.xlsx"),
    ]
  }

  /// What fills the page `task-list`.
  var values: [String: FormTemplate.Value] {
    [
      "institution": .text(institution), "unit": .text("\(unit) \(unitName)"),
      "printed_on": .text(day.iso), "ledger_position": .text("\(position)"),
      "orders": .list(
        lines.map { line in
          [
            "case": .text(line.caseID), "order_task": .text(line.task ?? ""),
            "order_request": .text(line.request), "due": .text(line.due?.iso ?? ""),
            "business_class": .text(line.businessClass),
            "complainant_name": .text(line.complainant), "narrative": .text(line.narrative),
            "demand": .text(line.demand),
          ]
        }),
    ]
  }
}
