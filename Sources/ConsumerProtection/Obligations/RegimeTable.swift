/// The rows of one regime (监管时限表), each chosen by the day of receipt.
public struct RegimeTable: Sendable, Equatable {
  /// The regime's identifier, such as `cn.complaint-limits`.
  public let id: String
  /// The rows in the order of the data.
  public let rows: [Limit]
  /// What it says about the clock itself.
  public let clock: [ClockRule]
  /// The numbers that it sets beside its limits.
  public internal(set) var quantities: [Quantity] = []

  /// Why rows do not make a table.
  public struct Problem: Error, Sendable, Equatable {
    /// The row that is wrong.
    public let row: String
    /// What is wrong with it.
    public let problem: Phrase
  }

  /// A table; rows may share an identifier only while never in force on the same day.
  ///
  /// - Throws: `Problem` when two rows in force at once share an identifier, when a row extends
  ///   one that is not there or has another name or trigger, or when extensions run in a circle.
  public init(id: String, rows: [Limit], clock: [ClockRule] = []) throws(Problem) {
    for (place, row) in rows.enumerated() {
      for other in rows[..<place] where other.id == row.id {
        if other.overlaps(row) { throw .twice(row.id) }
      }
      try Self.check(extensionIn: row, of: rows)
      try Self.check(exemptionIn: row, of: rows)
    }
    for rule in clock {
      guard let name = rule.obligations.first(where: { name in !rows.contains { $0.name == name } })
      else { continue }
      throw Problem(
        row: rule.id, problem: Phrase("没有时限事项“\(name)”", "no row limits `\(name)`"))
    }
    self.id = id
    self.rows = rows
    self.clock = clock
  }

  /// The same table with numbers.
  public func with(quantities: [Quantity]) -> RegimeTable {
    var table = self
    table.quantities = quantities
    return table
  }

  /// The rows that apply to what was received on the day.
  public func rows(inForceOn day: CivilDay) -> [Limit] {
    rows.filter { $0.isInForce(on: day) }
  }

  /// The row of that identifier that applies to what was received on the day.
  public func row(_ id: String, onReceipt day: CivilDay) -> Limit? {
    rows.first { $0.id == id && $0.isInForce(on: day) }
  }

  /// The next step after a row, for what was received on the day; nil when it cannot be extended.
  public func next(after id: String, onReceipt day: CivilDay) -> Limit? {
    rows.first { $0.extends == id && $0.isInForce(on: day) }
  }

  /// For each obligation that receipt starts the first-step row that falls due first: what binds when nobody selects.
  ///
  /// - Parameters:
  ///   - day: The day of receipt, which also starts the count.
  ///   - transferor: Who transferred the complaint; rows for other transfers stay out.
  ///   - calendar: The days to count in.
  /// - Returns: One row an obligation, in the order of the data.
  public func strictest(
    onReceipt day: CivilDay, transferredBy transferor: Transferor? = nil,
    in calendar: WorkingCalendar
  ) -> [Limit] {
    var strictest: [Limit] = []
    for row in rows(inForceOn: day)
    where row.extends == nil && row.trigger == .receipt && row.applies(transferredBy: transferor) {
      guard let place = strictest.firstIndex(where: { $0.name == row.name }) else {
        strictest.append(row)
        continue
      }
      let known = strictest[place].budget.due(from: day, in: calendar)
      let other = row.budget.due(from: day, in: calendar)
      if (other.day, other.minute ?? 1440) < (known.day, known.minute ?? 1440) {
        strictest[place] = row
      }
    }
    return strictest
  }

  /// An opportunity names other obligations of the table, and has no further step.
  private static func check(exemptionIn row: Limit, of rows: [Limit]) throws(Problem) {
    let names = Set(rows.map(\.name))
    for name in row.terms.exempts where name == row.name || !names.contains(name) {
      throw Problem(
        row: row.id,
        problem: Phrase(
          "exempts 的“\(name)”不是表中的其他事项", "it exempts `\(name)`, no other obligation here"))
    }
    if !row.terms.exempts.isEmpty,
      row.extends != nil || rows.contains(where: { $0.extends == row.id })
    {
      throw Problem(
        row: row.id, problem: Phrase("有 exempts 的行不能延长", "a row with `exempts` cannot be extended"))
    }
  }

  private static func check(extensionIn row: Limit, of rows: [Limit]) throws(Problem) {
    var (seen, current): (Set<String>, Limit) = ([row.id], row)
    while let longer = current.extends {
      guard let base = rows.first(where: { $0.id == longer }) else {
        throw Problem(
          row: row.id,
          problem: Phrase("所延长的“\(longer)”不存在", "it extends `\(longer)`, which is not there"))
      }
      guard base.name == row.name, base.trigger == row.trigger else {
        throw Problem(
          row: row.id,
          problem: Phrase(
            "与所延长的“\(longer)”事项或起算点不同", "it differs from `\(longer)` in name or trigger"))
      }
      guard seen.insert(longer).inserted else {
        throw Problem(row: row.id, problem: Phrase("延长关系成环", "its extensions run in a circle"))
      }
      current = base
    }
  }
}

extension RegimeTable.Problem {
  fileprivate static func twice(_ id: String) -> Self {
    Self(
      row: id, problem: Phrase("同一时期有两行同号", "two rows in force at once have this identifier"))
  }
}

extension Limit {
  fileprivate func overlaps(_ other: Limit) -> Bool {
    isInForce(on: other.inForceFrom) || other.isInForce(on: inForceFrom)
  }
}
