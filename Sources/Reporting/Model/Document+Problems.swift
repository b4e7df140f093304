extension Document {
  /// Something in a document that does not fit together. Writers print such a document all
  /// the same, as well as they can; whoever builds one from foreign data refuses it.
  public enum Problem: Error, Sendable, Equatable {
    /// The period ends before it begins.
    case periodBackwards
    /// Two tables or figures bear this name.
    case duplicateID(String)
    /// A table without columns.
    case noColumns(table: String)
    /// Two columns bear this key.
    case duplicateColumn(table: String, key: String)
    /// A row with too many or too few cells; rows are counted from 1, 0 is the row of totals.
    case rowLength(table: String, row: Int, expected: Int, found: Int)
    /// A cell that is not of its column's kind; rows are counted from 1, 0 is the row of totals.
    case cellKind(table: String, row: Int, column: String)
    /// A series with too many or too few values.
    case seriesLength(figure: String, series: String, expected: Int, found: Int)
    /// A figure with a count below zero, which cannot be drawn.
    case negativeValue(figure: String, series: String)

    /// The problem in words.
    public func text(in language: Language) -> String {
      let pair = pair
      return language == .zh ? pair.zh : pair.en
    }

    private var pair: (zh: String, en: String) {
      switch self {
      case .periodBackwards:
        return ("统计期间的结束日早于开始日", "the period ends before it begins")
      case .duplicateID(let id):
        return ("有两个表或图的标识都是 \(id)", "two tables or figures are named \(id)")
      case .noColumns(let table):
        return ("表 \(table) 没有列", "table \(table) has no columns")
      case .duplicateColumn(let table, let key):
        return ("表 \(table) 有两列的键都是 \(key)", "table \(table) has two columns \(key)")
      case .rowLength(let table, let row, let expected, let found):
        let place = Self.place(table: table, row: row)
        return (
          "\(place.zh)应有 \(expected) 个单元格，实有 \(found) 个",
          "\(place.en) needs \(expected) cells and has \(found)"
        )
      case .cellKind(let table, let row, let column):
        let place = Self.place(table: table, row: row)
        return (
          "\(place.zh)列 \(column) 的单元格与列的类型不符",
          "\(place.en), column \(column): the cell is not of the column's kind"
        )
      case .seriesLength(let figure, let series, let expected, let found):
        return (
          "图 \(figure) 的系列 \(series) 应有 \(expected) 个值，实有 \(found) 个",
          "figure \(figure), series \(series): needs \(expected) values and has \(found)"
        )
      case .negativeValue(let figure, let series):
        return (
          "图 \(figure) 的系列 \(series) 有负数",
          "figure \(figure), series \(series) has a value below zero"
        )
      }
    }

    private static func place(table: String, row: Int) -> (zh: String, en: String) {
      row == 0
        ? ("表 \(table) 合计行", "table \(table), row of totals")
        : ("表 \(table) 第 \(row) 行", "table \(table), row \(row)")
    }
  }

  /// Everything that does not fit together, in reading order; empty for a sound document.
  public func problems() -> [Problem] {
    var problems: [Problem] = []
    if let period, period.to < period.from { problems.append(.periodBackwards) }
    var ids: Set<String> = []
    for block in blocks {
      switch block {
      case .heading, .paragraph: break
      case .table(let table):
        if !ids.insert(table.id).inserted { problems.append(.duplicateID(table.id)) }
        problems += table.problems()
      case .figure(let figure):
        if !ids.insert(figure.id).inserted { problems.append(.duplicateID(figure.id)) }
        problems += figure.problems()
      }
    }
    return problems
  }
}

extension Table {
  fileprivate func problems() -> [Document.Problem] {
    var problems: [Document.Problem] = []
    if columns.isEmpty { problems.append(.noColumns(table: id)) }
    var keys: Set<String> = []
    for column in columns where !keys.insert(column.key).inserted {
      problems.append(.duplicateColumn(table: id, key: column.key))
    }
    for (index, row) in rows.enumerated() { problems += self.problems(ofRow: row, index + 1) }
    if let totalRow {
      problems += self.problems(ofRow: totalRow, 0)
    }
    return problems
  }

  private func problems(ofRow row: [Cell], _ number: Int) -> [Document.Problem] {
    guard row.count == columns.count else {
      return [.rowLength(table: id, row: number, expected: columns.count, found: row.count)]
    }
    return zip(columns, row).filter { column, cell in
      // The label "total" may stand in any column of the row of totals.
      if number == 0, case .text = cell { return false }
      return !column.kind.admits(cell)
    }.map { .cellKind(table: id, row: number, column: $0.0.key) }
  }
}

extension Table.Kind {
  fileprivate func admits(_ cell: Cell) -> Bool {
    switch (self, cell) {
    case (_, .empty), (_, .statement), (.text, .text), (.count, .count), (.share, .share),
      (.money, .money), (.day, .day):
      true
    default: false
    }
  }
}

extension Figure {
  fileprivate func problems() -> [Document.Problem] {
    series.flatMap { series -> [Document.Problem] in
      let (expected, found) = (categories.count, series.values.count)
      var problems: [Document.Problem] = []
      if found != expected {
        problems.append(
          .seriesLength(figure: id, series: series.name, expected: expected, found: found))
      }
      if series.values.contains(where: { $0 < 0 }) {
        problems.append(.negativeValue(figure: id, series: series.name))
      }
      return problems
    }
  }
}
