/// An `.xlsx` workbook (ECMA-376, SpreadsheetML), read sheet by sheet and row by row.
public final class WorkbookReader {
  /// One sheet of the book.
  public struct Sheet: Sendable, Equatable {
    /// The name on its tab.
    public let name: String
    /// Whether the book hides it.
    public let isHidden: Bool
    let part: String
  }

  /// The sheets in the order of their tabs.
  public let sheets: [Sheet]
  private let archive: SheetArchive
  private let limits: SheetLimits
  private let book: BookPart
  private let shared: SharedTexts
  private let styles: StylePart

  /// Opens a workbook and reads what all sheets share.
  ///
  /// - Throws: a problem when the file is no workbook, is damaged, encrypted, or beyond `limits`.
  public init(path: String, limits: SheetLimits = SheetLimits()) throws(SheetProblem) {
    guard let archive = SheetArchive(path: path, limits: limits) else {
      throw SheetProblem(
        "不是 xlsx 工作簿；旧的 .xls 或加密的文件请用表格软件另存为 .xlsx",
        "it is no xlsx workbook; save an old .xls or a protected file as .xlsx first")
    }
    self.archive = archive
    self.limits = limits
    let roots = RelationPart()
    _ = try Self.read("_rels/.rels", into: roots, of: archive, limits)
    let bookName = roots.target(ofKind: "officeDocument", from: "") ?? "xl/workbook.xml"
    let book = BookPart()
    guard try Self.read(bookName, into: book, of: archive, limits) else {
      throw SheetProblem("压缩包中没有工作簿", "the archive holds no workbook")
    }
    self.book = book
    let folder = bookName.split(separator: "/").dropLast().joined(separator: "/")
    let last = bookName.split(separator: "/").last.map(String.init) ?? ""
    let relations = RelationPart()
    _ = try Self.read(
      (folder.isEmpty ? "" : folder + "/") + "_rels/\(last).rels", into: relations, of: archive,
      limits)
    sheets = book.sheets.compactMap { sheet in
      relations.target(id: sheet.relation, from: folder).map {
        Sheet(name: sheet.name, isHidden: sheet.isHidden, part: $0)
      }
    }
    shared = SharedTexts(limits: limits)
    if let part = relations.target(ofKind: "sharedStrings", from: folder) {
      _ = try Self.read(part, into: shared, of: archive, limits)
    }
    styles = StylePart()
    if let part = relations.target(ofKind: "styles", from: folder) {
      _ = try Self.read(part, into: styles, of: archive, limits)
    }
    if sheets.isEmpty { throw SheetProblem("工作簿中没有工作表", "the workbook has no sheet") }
  }

  /// The first sheet that the book shows.
  public var firstSheet: Sheet { sheets.first { !$0.isHidden } ?? sheets[0] }

  /// The rows of a sheet that hold something, in order. Only one sheet can be read at a time.
  ///
  /// - Throws: a problem when the sheet is missing from the archive.
  public func rows(of sheet: Sheet) throws(SheetProblem) -> SheetRows {
    guard try archive.begin(sheet.part) else {
      throw SheetProblem("压缩包中没有该工作表", "the archive lacks the sheet", sheet: sheet.name)
    }
    let sink = SheetPart(
      sheet: sheet.name, shared: shared, styles: styles, from1904: book.from1904, limits: limits)
    return try SheetRows(archive: archive, sink: sink, part: sheet.part, limits: limits)
  }

  private static func read(
    _ part: String, into sink: any XMLSink, of archive: SheetArchive, _ limits: SheetLimits
  ) throws(SheetProblem) -> Bool {
    guard try archive.begin(part) else { return false }
    guard let scanner = XMLScanner(sink, limits: limits) else { throw .noMemory }
    while true {
      let bytes = try archive.next()
      try scanner.read(bytes, of: part)
      if bytes.isEmpty { return true }
    }
  }
}

extension SheetProblem {
  static let noMemory = SheetProblem("内存不足", "there is not enough memory")
}
