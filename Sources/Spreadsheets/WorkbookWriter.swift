internal import CSpreadsheet

#if canImport(Glibc)
  internal import Glibc
#endif

/// Writes an `.xlsx` workbook through libxlsxwriter. The same calls give the same bytes.
public final class WorkbookWriter {
  /// What stands in a cell.
  public enum Value: Sendable, Equatable {
    /// Text, never run as a formula.
    case text(String)
    /// A whole number.
    case count(Int64)
    /// A share of two counts, shown in percent with 0 to 2 decimals; without a denominator the cell
    /// shows `–`.
    case share(numerator: Int64, denominator: Int64, decimals: Int)
    /// An amount in fen, shown in yuan.
    case money(Int64)
    /// A civil day since 1970-01-01.
    case day(Int)
    /// Nothing, but with the frame of a cell.
    case empty
  }

  /// How a row looks.
  public enum Look: Sendable, Equatable {
    /// A row of the table.
    case plain
    /// The row of column titles.
    case heading
    /// The row of totals.
    case bold
    /// A title above a table, without a frame.
    case title
  }

  private let book: OpaquePointer
  private var row: UInt32 = 0
  private var names: Set<String> = []
  private var isFinished = false

  /// The largest text of a cell, in characters, by the format.
  public static let textCountMax = 32_767

  /// Begins a workbook whose record of its making bears this second, counted from 1970-01-01 UTC.
  ///
  /// - Throws: a problem when libxlsxwriter is not installed.
  public init(created: Int64 = 946_684_800) throws(SheetProblem) {
    var why: UnsafePointer<CChar>?
    guard let book = sheet_book_new(created, &why) else {
      let words = why.map { String(cString: $0) } ?? ""
      throw SheetProblem(
        "写 xlsx 需要 libxlsxwriter，未能载入（\(words)）；请安装：apt-get install libxlsxwriter4",
        "writing xlsx needs libxlsxwriter, which could not be loaded (\(words)); install it: "
          + "apt-get install libxlsxwriter4")
    }
    self.book = book
  }

  deinit {
    guard !isFinished else { return }
    var why: UnsafePointer<CChar>?
    let descriptor = sheet_book_finish(book, &why)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds a sheet; rows go to it from now on. A name that the format does not admit is mended.
  public func beginSheet(_ name: String, widths: [Double] = []) throws(SheetProblem) {
    let name = admitted(name)
    guard sheet_book_sheet(book, name) != 0 else {
      throw SheetProblem("工作表名“\(name)”无效", "the sheet name `\(name)` is not admitted")
    }
    row = 0
    for (column, width) in widths.enumerated().prefix(SheetLimits.columnCountMax) {
      sheet_book_width(book, UInt16(column), width)
    }
  }

  /// Adds a row below the last.
  ///
  /// - Throws: a problem at the cell that the format does not admit.
  public func write(_ values: [Value], look: Look = .plain) throws(SheetProblem) {
    for (column, value) in values.enumerated() {
      guard column < SheetLimits.columnCountMax, row < UInt32(SheetLimits.rowCountMax),
        write(value, at: UInt16(column), look)
      else {
        throw SheetProblem(
          "单元格放不下", "the cell cannot be written",
          cell: CellReference.name(column: column, row: Int(row) + 1))
      }
    }
    row += 1
  }

  /// Keeps the rows written so far in sight while the others scroll.
  public func freeze() { sheet_book_freeze(book, row) }

  /// Offers these texts, and takes no others, in a column of the next `rows` rows. All of them
  /// together have less than 255 characters, by the format.
  public func offer(_ texts: [String], inColumn column: Int, rows: Int) {
    guard rows > 0, !texts.isEmpty else { return }
    var pointers = texts.map { UnsafePointer<CChar>(strdup($0)) }
    pointers.append(nil)
    sheet_book_choices(book, row, row + UInt32(rows) - 1, UInt16(column), pointers)
    for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) }
  }

  /// The bytes of the file; the last call.
  public func finish() throws(SheetProblem) -> [UInt8] {
    isFinished = true
    var why: UnsafePointer<CChar>?
    let descriptor = sheet_book_finish(book, &why)
    guard descriptor >= 0 else {
      let words = why.map { String(cString: $0) } ?? ""
      throw SheetProblem("无法生成 xlsx（\(words)）", "the xlsx could not be made (\(words))")
    }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw .noMemory }
    let total = Int(info.st_size)
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
      while count < total {
        let got = pread(descriptor, buffer.baseAddress?.advanced(by: count), total - count, count)
        guard got > 0 else { break }
        count += got
      }
      isWhole = count == total
    }
    guard isWhole else { throw .noMemory }
    return bytes
  }

  private func write(_ value: Value, at column: UInt16, _ look: Look) -> Bool {
    switch value {
    case .text(let text): return write(text, column, textLook(look))
    case .empty: return look == .title || write("", column, textLook(look))
    case .count(let number):
      return write(number, 1, column, look == .bold ? sheet_look_bold_count : sheet_look_count)
    case .money(let fen):
      return write(fen, 100, column, look == .bold ? sheet_look_bold_money : sheet_look_money)
    case .share(_, denominator: 0, _): return write("–", column, textLook(look))
    case .share(let numerator, let denominator, let decimals):
      let looks = [sheet_look_share, sheet_look_share_1, sheet_look_share_2]
      return write(
        Double(numerator) / Double(denominator), column, looks[min(max(decimals, 0), 2)])
    case .day(let day):
      // Before March 1900 spreadsheets do not agree on the count of days.
      guard day >= -25_508, day < 2_932_897 else { return false }
      return write(Double(day + 25_569), column, sheet_look_day)
    }
  }

  private func textLook(_ look: Look) -> Int {
    switch look {
    case .plain: sheet_look_text
    case .heading: sheet_look_heading
    case .bold: sheet_look_bold
    case .title: sheet_look_title
    }
  }

  private func write(_ text: String, _ column: UInt16, _ look: Int) -> Bool {
    // The library's texts end at NUL, which XML does not admit either.
    let clean = text.utf8.contains(0) ? text.split(separator: "\0").joined() : text
    return sheet_book_text(book, row, column, SheetText.escaped(clean), Int32(look)) != 0
  }

  private func write(_ number: Double, _ column: UInt16, _ look: Int) -> Bool {
    sheet_book_number(book, row, column, number, Int32(look)) != 0
  }

  /// A number that a double holds exactly, or its digits as text.
  private func write(
    _ integer: Int64, _ unit: Double, _ column: UInt16, _ look: Int
  ) -> Bool {
    guard integer.magnitude < 1_000_000_000_000_000 else {
      return write(unit == 1 ? "\(integer)" : Self.yuan(integer), column, sheet_look_text)
    }
    return write(Double(integer) / unit, column, look)
  }

  private static func yuan(_ fen: Int64) -> String {
    let rest = fen.magnitude % 100
    return "\(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// At most 31 characters, none of `[]:*?/\`, no apostrophe at an end, and none twice.
  private func admitted(_ name: String) -> String {
    let forbidden: Set<Character> = ["[", "]", ":", "*", "?", "/", "\\", "'", "\n", "\0"]
    let clean = String(name.map { forbidden.contains($0) ? " " : $0 }.prefix(31))
    let base = clean.allSatisfy(\.isWhitespace) ? "Sheet" : clean
    var result = base
    var number = 2
    while !names.insert(result.lowercased()).inserted {
      result = base.prefix(27) + " \(number)"
      number += 1
    }
    return result
  }
}
