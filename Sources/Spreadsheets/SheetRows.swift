/// One cell that holds something.
public struct SheetCell: Sendable, Equatable {
  /// The column, from 0.
  public let column: Int
  /// What the cell shows: text as it stands, numbers as plain decimals, days as `2026-03-02`, truth
  /// values as `TRUE` and `FALSE`.
  public let text: String
}

/// One row that holds something.
public struct SheetRow: Sendable, Equatable {
  /// The row's number as the spreadsheet shows it, from 1.
  public let number: Int
  /// The cells from left to right.
  public let cells: [SheetCell]
  /// What is wrong with single cells: an error value, a number that lost its digits. Such a cell is
  /// left out of `cells`.
  public let problems: [SheetProblem]

  /// The texts of the first `count` columns, empty where a cell is; without a count, up to the last
  /// cell.
  public func texts(_ count: Int? = nil) -> [String] {
    let count = count ?? (cells.last.map { $0.column + 1 } ?? 0)
    var texts = [String](repeating: "", count: count)
    for cell in cells where cell.column < count { texts[cell.column] = cell.text }
    return texts
  }
}

/// The rows of a sheet, read as they are asked for.
public final class SheetRows {
  private let archive: SheetArchive
  private let scanner: XMLScanner
  private let sink: SheetPart
  private let part: String
  private var place = 0
  private var isFinished = false

  init(
    archive: SheetArchive, sink: SheetPart, part: String, limits: SheetLimits
  ) throws(SheetProblem) {
    guard let scanner = XMLScanner(sink, limits: limits) else { throw .noMemory }
    self.archive = archive
    self.scanner = scanner
    self.sink = sink
    self.part = part
  }

  /// The next row; nil behind the last.
  ///
  /// - Throws: a problem where the sheet cannot be read on; rows before it were given.
  public func next() throws(SheetProblem) -> SheetRow? {
    while place == sink.rows.count {
      if isFinished { return nil }
      sink.rows.removeAll(keepingCapacity: true)
      place = 0
      let bytes = try archive.next()
      try scanner.read(bytes, of: part)
      isFinished = bytes.isEmpty
    }
    place += 1
    return sink.rows[place - 1]
  }
}
