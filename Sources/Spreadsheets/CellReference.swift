/// Cells by their names: `C12` is column 2, row 12.
enum CellReference {
  /// The column, from 0, and the row, from 1; nil for what is no reference inside a sheet.
  static func parse(_ text: String) -> (column: Int, row: Int)? {
    var column = 0
    var row = 0
    var hasDigits = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where !hasDigits:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        hasDigits = true
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
      if column > SheetLimits.columnCountMax || row > SheetLimits.rowCountMax { return nil }
    }
    return column > 0 && row > 0 ? (column - 1, row) : nil
  }

  /// `C12` for column 2, row 12.
  static func name(column: Int, row: Int) -> String { columnName(column) + "\(row)" }

  /// `C` for column 2, `AA` for column 26.
  static func columnName(_ column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}
