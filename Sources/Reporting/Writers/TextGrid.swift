/// A table laid out in terminal columns.
struct TextGrid {
  private let table: Table
  private let width: Int
  private let frame: DocumentFrame
  private let demands: [ColumnFit.Demand]

  private static let gap = "  "
  /// A text column may shrink to four Chinese characters before the table is turned.
  private static let leastTextWidth = 8

  init(_ table: Table, width: Int, frame: DocumentFrame) {
    self.table = table
    self.width = width
    self.frame = frame
    demands = table.columns.indices.map { Self.demand(ofColumn: $0, in: table) }
  }

  /// Whether every column has its natural width.
  var fitsUnshrunk: Bool { demands.reduce(0) { $0 + $1.natural } <= available }

  /// The lines: header, rule, rows, and the totals below a rule of their own.
  func lines(bold: (String) -> String) -> [String] {
    guard !table.columns.isEmpty else { return [frame.noRows] }
    guard let widths = ColumnFit.widths(demands, available: available) else { return turned() }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
    var lines = self.lines(ofRow: table.columns.map(\.title), widths).map(bold) + [rule]
    for row in table.rows { lines += self.lines(ofRow: row.map(\.text), widths) }
    if table.rows.isEmpty { lines.append(frame.noRows) }
    if let total = table.totalRow {
      lines += [rule] + self.lines(ofRow: total.map(\.text), widths).map(bold)
    }
    return lines
  }

  private var available: Int { width - Self.gap.utf8.count * max(0, table.columns.count - 1) }

  private func lines(ofRow texts: [String], _ widths: [Int]) -> [String] {
    let cells = widths.indices.map { index in
      DisplayWidth.wrapped(index < texts.count ? texts[index] : "", to: widths[index])
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      let parts = widths.indices.map { index in
        DisplayWidth.padded(
          line < cells[index].count ? cells[index][line] : "", to: widths[index],
          alignment: table.columns[index].kind.isNumeric ? .right : .left)
      }
      return Self.trimmingEnd(parts.joined(separator: Self.gap))
    }
  }

  /// Too narrow for columns: one line a cell, the column's title before it.
  private func turned() -> [String] {
    var groups = table.rows.map(turnedRow)
    if table.rows.isEmpty { groups.append([frame.noRows]) }
    if let total = table.totalRow { groups.append(turnedRow(total)) }
    return Array(groups.joined(separator: [String(repeating: "─", count: min(width, 8))]))
  }

  private func turnedRow(_ row: [Cell]) -> [String] {
    zip(table.columns, row).filter { $1 != .empty }.flatMap { column, cell in
      let entry = DocumentFrame.Entry(label: column.title, value: cell.text)
      return DisplayWidth.wrapped(frame.labelled(entry), to: width)
    }
  }

  private static func demand(ofColumn index: Int, in table: Table) -> ColumnFit.Demand {
    let column = table.columns[index]
    let rows = table.rows + (table.totalRow.map { [$0] } ?? [])
    let cells = rows.map { index < $0.count ? widest($0[index].text) : 0 }.max() ?? 0
    let header = widest(column.title)
    if column.kind == .text {
      let minimum = min(max(cells, header), leastTextWidth)
      let hinted = column.widthHint.map { max($0, minimum) } ?? Int.max
      return ColumnFit.Demand(natural: min(max(cells, header), hinted), minimum: minimum)
    }
    // A figure is never wrapped; its heading may be.
    let minimum = max(cells, min(header, leastTextWidth))
    return ColumnFit.Demand(natural: max(cells, header), minimum: minimum)
  }

  private static func widest(_ text: String) -> Int {
    text.split(whereSeparator: \.isNewline)
      .map { DisplayWidth.columns(of: DisplayWidth.printable(String($0))) }.max() ?? 0
  }

  private static func trimmingEnd(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
