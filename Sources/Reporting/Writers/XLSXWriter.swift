public import Spreadsheets

/// A document as an `.xlsx` workbook: a sheet for each table and figure, and one that says what the
/// document is, where its figures came from, and its text. Where a check failed that sheet is the
/// first, else the last.
///
/// Beside the other writers, because it needs a library that may be missing.
public struct XLSXWriter: Sendable {
  /// The name on the command line, and the ending of a file.
  public static let format = "xlsx"

  /// Makes the writer.
  public init() {}

  /// The document as a workbook; the same document gives the same bytes.
  ///
  /// - Throws: a problem when libxlsxwriter is missing, or at a cell that no sheet can hold.
  public func write(_ document: Document) throws(SheetProblem) -> [UInt8] {
    let book = try WorkbookWriter()
    let frame = DocumentFrame(document)
    if !frame.failures.isEmpty { try writeAbout(document, frame, to: book) }
    for block in document.blocks {
      switch block {
      case .table(let table): try write(table, frame, to: book)
      case .figure(let figure): try write(figure.asTable(in: document.language), frame, to: book)
      case .heading, .paragraph: break
      }
    }
    if frame.failures.isEmpty { try writeAbout(document, frame, to: book) }
    return try book.finish()
  }

  private func write(
    _ table: Table, _ frame: DocumentFrame, to book: WorkbookWriter
  ) throws(SheetProblem) {
    try book.beginSheet(
      table.title, widths: table.columns.indices.map { Self.width(of: $0, table) })
    try book.write(table.columns.map { .text($0.title) }, look: .heading)
    book.freeze()
    for row in table.rows { try book.write(row.map { $0.sheetValue }) }
    if let total = table.totalRow { try book.write(total.map { $0.sheetValue }, look: .bold) }
  }

  private func writeAbout(
    _ document: Document, _ frame: DocumentFrame, to book: WorkbookWriter
  ) throws(SheetProblem) {
    try book.beginSheet(document.language == .zh ? "说明" : "About", widths: [28, 80])
    try book.write([.text(document.title)], look: .title)
    if let subtitle = document.subtitle { try book.write([.text(subtitle)], look: .title) }
    for failure in frame.failures {
      try book.write([.text(frame.word(.checksFailed)), .text(failure)], look: .bold)
    }
    for entry in frame.head { try book.write([.text(entry.label), .text(entry.value)]) }
    for block in document.blocks {
      switch block {
      case .heading(_, let text): try book.write([.text(text)], look: .bold)
      case .paragraph(let text): try book.write([.empty, .text(text)])
      case .table, .figure: break
      }
    }
    for (index, note) in document.notes.enumerated() {
      let source = note.source.map { "\n" + frame.source($0) } ?? ""
      try book.write([
        .text("\(frame.word(.notes)) \(index + 1)"), .text(note.text + source),
      ])
    }
    for entry in frame.foot { try book.write([.text(entry.label), .text(entry.value)]) }
  }

  /// As wide as the widest text of the first rows, within reason; a Chinese character takes two.
  private static func width(of column: Int, _ table: Table) -> Double {
    if let hint = table.columns[column].widthHint { return Double(min(max(hint, 6), 60)) + 2 }
    var width = DisplayWidth.columns(of: table.columns[column].title)
    for row in table.rows.prefix(200) where column < row.count {
      width = max(width, min(DisplayWidth.columns(of: row[column].text), 40))
    }
    return Double(min(max(width, 6), 40)) + 2
  }
}

extension Cell {
  var sheetValue: WorkbookWriter.Value {
    switch self {
    case .text(let text), .statement(let text): .text(text)
    case .count(let count): .count(count)
    case .share(let numerator, let denominator, let decimals):
      decimals <= 2
        ? .share(numerator: numerator, denominator: denominator, decimals: decimals) : .text(text)
    case .money(let fen): .money(fen)
    case .day(let day): .day(day)
    case .empty: .empty
    }
  }
}
