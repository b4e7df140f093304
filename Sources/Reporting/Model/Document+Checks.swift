extension Document {
  /// Evaluates every check, in order. A document with a finding that has not passed must not
  /// be issued silently; the writers print a block "checks failed" at its head.
  public func evaluateChecks() -> [CheckFinding] {
    guard !checks.isEmpty else { return [] }
    let tables = self.tables
    return checks.map { check in
      CheckFinding(name: check.name, outcome: outcome(of: check, over: tables))
    }
  }

  /// The findings that have not passed.
  public var failedChecks: [CheckFinding] {
    evaluateChecks().filter { !$0.passed }
  }

  private func outcome(of check: Check, over tables: [Table]) -> CheckFinding.Outcome {
    do {
      let left = try sum(of: check.left, over: tables)
      let right = try sum(of: check.right, over: tables)
      return left == right ? .passed(left) : .failed(left: left, right: right)
    } catch {
      return .unreadable(reference: error.reference.described)
    }
  }

  private func sum(
    of references: [CellReference], over tables: [Table]
  ) throws(Unreadable) -> Int64 {
    var sum: Int64 = 0
    for reference in references {
      for number in try numbers(of: reference, in: tables) {
        let (next, overflow) = sum.addingReportingOverflow(number)
        guard !overflow else { throw Unreadable(reference: reference) }
        sum = next
      }
    }
    return sum
  }

  private func numbers(
    of reference: CellReference, in tables: [Table]
  ) throws(Unreadable) -> [Int64] {
    guard let numbers = reference.numbers(in: tables) else {
      throw Unreadable(reference: reference)
    }
    return numbers
  }
}

/// A reference that names no number.
private struct Unreadable: Error {
  let reference: Document.CellReference
}

extension Document.CellReference {
  /// The numbers it stands for; nil when a table, column, row or number is missing.
  func numbers(in tables: [Table]) -> [Int64]? {
    switch self {
    case .number(let number): return [number]
    case .cell(let id, let row, let key):
      guard let (table, column) = Self.find(id, key, in: tables),
        table.rows.indices.contains(row),
        let number = Self.cell(column, of: table.rows[row]).number
      else { return nil }
      return [number]
    case .column(let id, let key):
      guard let (table, column) = Self.find(id, key, in: tables) else { return nil }
      let cells = table.rows.map { Self.cell(column, of: $0) }
      let numbers = cells.map { $0 == .empty ? 0 : $0.number }
      return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
    case .total(let id, let key):
      guard let (table, column) = Self.find(id, key, in: tables), let totalRow = table.totalRow,
        let number = Self.cell(column, of: totalRow).number
      else { return nil }
      return [number]
    }
  }

  /// `table.column`, `table.column[3]` (rows counted from 0), `table.column[total]`, or the number.
  var described: String {
    switch self {
    case .number(let number): String(number)
    case .cell(let table, let row, let column): "\(table).\(column)[\(row)]"
    case .column(let table, let column): "\(table).\(column)"
    case .total(let table, let column): "\(table).\(column)[total]"
    }
  }

  private static func find(
    _ id: String, _ key: String, in tables: [Table]
  ) -> (table: Table, column: Int)? {
    guard let table = tables.first(where: { $0.id == id }), let column = table.columnIndex(key)
    else { return nil }
    return (table, column)
  }

  private static func cell(_ column: Int, of row: [Cell]) -> Cell {
    column < row.count ? row[column] : .empty
  }
}
