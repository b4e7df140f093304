/// A plain list for the terminal: a header and rows of one line each, fitted to its width.
///
/// Too wide a list first shrinks its widest flexible columns (text ends in `…`), then leaves
/// out columns of the lowest priority. A character is never split.
public struct TextTable: Sendable, Equatable {
  /// One column of the list.
  public struct Column: Sendable, Equatable {
    /// The heading.
    public var title: String
    /// Where the cells stand; figures to the right.
    public var alignment: DisplayWidth.Alignment
    /// The least width to which text may be cut; nil for a column that must not be cut.
    public var minimumWidth: Int?
    /// Columns with the lowest priority go first; nil stays always.
    public var priority: Int?

    /// Makes a column that is never cut and never left out, unless told otherwise.
    public init(
      _ title: String, alignment: DisplayWidth.Alignment = .left, minimumWidth: Int? = nil,
      priority: Int? = nil
    ) {
      self.title = title
      self.alignment = alignment
      self.minimumWidth = minimumWidth
      self.priority = priority
    }
  }

  /// The columns from left to right.
  public var columns: [Column]
  /// The rows; a missing cell is empty, a surplus one is not printed.
  public var rows: [[String]]

  /// Makes a list.
  public init(columns: [Column], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The list as text.
  ///
  /// - Parameters:
  ///   - width: The terminal's width in columns; nil (a pipe or a file) cuts nothing.
  ///   - colour: Whether the header is set in bold by an ANSI sequence.
  /// - Returns: Lines that each end in a line feed: header, rule, rows.
  public func rendered(width: Int?, colour: Bool = false) -> String {
    let layout = layout(width: width)
    let header = line(columns.map(\.title), layout)
    let rule = layout.map { String(repeating: "─", count: $0.width) }
    var lines = [colour ? ANSI.bold(header) : header, rule.joined(separator: Self.gap)]
    lines += rows.map { line($0, layout) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The titles of the columns left out at this width, so that a caller can say so.
  public func hiddenTitles(width: Int?) -> [String] {
    let shown = Set(layout(width: width).map(\.index))
    return columns.indices.filter { !shown.contains($0) }.map { columns[$0].title }
  }

  private static let gap = "  "

  private struct Placed {
    let index: Int
    let width: Int
  }

  private func layout(width: Int?) -> [Placed] {
    let demands = columns.indices.map { demand(ofColumn: $0) }
    var shown = Array(columns.indices)
    while true {
      let available = width.map { $0 - Self.gap.utf8.count * max(0, shown.count - 1) }
      let wanted = shown.map { demands[$0] }
      if let widths = ColumnFit.widths(wanted, available: available ?? Int.max / 2) {
        return zip(shown, widths).map { Placed(index: $0, width: $1) }
      }
      guard let leaving = leastImportant(of: shown) else {
        // Nothing more may be left out: the lines are longer than the terminal.
        return shown.map { Placed(index: $0, width: demands[$0].minimum) }
      }
      shown.removeAll { $0 == leaving }
    }
  }

  private func demand(ofColumn index: Int) -> ColumnFit.Demand {
    let cells = rows.map { index < $0.count ? $0[index] : "" } + [columns[index].title]
    let natural = cells.map { DisplayWidth.columns(of: DisplayWidth.printable($0)) }.max() ?? 0
    let minimum = columns[index].minimumWidth.map { min(natural, max(1, $0)) } ?? natural
    return ColumnFit.Demand(natural: natural, minimum: minimum)
  }

  /// The rightmost of the columns with the lowest priority.
  private func leastImportant(of shown: [Int]) -> Int? {
    let removable = shown.filter { columns[$0].priority != nil }
    let lowest = removable.compactMap { columns[$0].priority }.min()
    return removable.last { columns[$0].priority == lowest }
  }

  private func line(_ cells: [String], _ layout: [Placed]) -> String {
    let parts = layout.map { placed in
      let text = placed.index < cells.count ? DisplayWidth.printable(cells[placed.index]) : ""
      return DisplayWidth.padded(
        DisplayWidth.truncated(text, to: placed.width), to: placed.width,
        alignment: columns[placed.index].alignment)
    }
    var line = parts.joined(separator: Self.gap)
    while line.last == " " { line.removeLast() }
    return line
  }
}
