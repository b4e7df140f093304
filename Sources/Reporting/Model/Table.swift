/// A table of typed columns, rows of cells, and an optional last row of totals.
public struct Table: Sendable, Equatable {
  /// Names the table inside its document, for checks and programs; unique, ASCII.
  public var id: String
  /// The line above the table.
  public var title: String
  /// The columns from left to right; keys are unique inside the table.
  public var columns: [Column]
  /// The rows, each with as many cells as there are columns.
  public var rows: [[Cell]]
  /// The row of totals, printed apart from the others; nil prints none.
  public var totalRow: [Cell]?

  /// Makes a table; `Document.problems()` tells what does not fit.
  public init(
    id: String, title: String, columns: [Column], rows: [[Cell]] = [], totalRow: [Cell]? = nil
  ) {
    self.id = id
    self.title = title
    self.columns = columns
    self.rows = rows
    self.totalRow = totalRow
  }

  /// The position of the column with this key; nil when there is none.
  public func columnIndex(_ key: String) -> Int? {
    columns.firstIndex { $0.key == key }
  }
}

extension Table {
  /// What a column holds; decides alignment and how programs read it.
  public enum Kind: String, Sendable, Equatable, CaseIterable {
    /// Free text, to the left.
    case text
    /// A whole number, to the right.
    case count
    /// A share of two counts, in percent, to the right.
    case share
    /// An amount in fen, printed in yuan with two decimals, to the right.
    case money
    /// A civil day, printed as `2024-03-15`.
    case day

    /// Whether the cells of such a column stand at the right edge.
    public var isNumeric: Bool { self == .count || self == .share || self == .money }
  }

  /// How a column fills its cell in a computed row of totals.
  public enum TotalRule: Sendable, Equatable {
    /// The cell stays empty.
    case none
    /// The sum of the counts or amounts of the rows.
    case sum
    /// A fixed statement, e.g. `100%` below shares, which are rounded one by one and whose
    /// printed figures need not add up to it.
    case statement(String)

    /// The statement below a column of shares that covers the whole.
    public static let whole = TotalRule.statement("100%")
  }

  /// One column.
  public struct Column: Sendable, Equatable {
    /// Names the column for checks and programs; unique in the table.
    public var key: String
    /// The heading.
    public var title: String
    /// What its cells hold.
    public var kind: Kind
    /// The wished width in terminal columns (a Chinese character takes two); nil lets the
    /// writer choose. Wider cells are wrapped by the text writer; other writers ignore it.
    public var widthHint: Int?
    /// How `totals(label:)` fills this column.
    public var total: TotalRule

    /// Makes a column.
    public init(
      key: String, title: String, kind: Kind = .text, widthHint: Int? = nil,
      total: TotalRule = .none
    ) {
      self.key = key
      self.title = title
      self.kind = kind
      self.widthHint = widthHint
      self.total = total
    }
  }
}

extension Table {
  /// The row of totals that the columns' rules give: sums where asked, statements as they
  /// stand, and `label` in the first column whose rule is `none`.
  ///
  /// A sum beyond 64 bits leaves its cell empty.
  public func totals(label: String) -> [Cell] {
    var labelled = false
    return columns.enumerated().map { index, column in
      switch column.total {
      case .sum: return sum(ofColumn: index)
      case .statement(let text): return .statement(text)
      case .none:
        defer { labelled = true }
        return labelled ? .empty : .text(label)
      }
    }
  }

  /// The same table with its row of totals computed by `totals(label:)`.
  public func totalled(label: String) -> Table {
    var table = self
    table.totalRow = totals(label: label)
    return table
  }

  private func sum(ofColumn index: Int) -> Cell {
    var sum: Int64 = 0
    for row in rows where index < row.count {
      guard let number = row[index].number else { continue }
      let (next, overflow) = sum.addingReportingOverflow(number)
      if overflow { return .empty }
      sum = next
    }
    return columns[index].kind == .money ? .money(sum) : .count(sum)
  }
}
