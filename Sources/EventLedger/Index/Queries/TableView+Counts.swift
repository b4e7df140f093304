/// What rows must have to be counted.
public struct RowCondition: Sendable {
  /// The column, by value or by month.
  public var key: GroupKey
  /// At least this; nil = no bound.
  public var lower: Int64?
  /// At most this; nil = no bound.
  public var upper: Int64?
  /// Whether a row without a value passes; it passes nothing else then.
  public var isAbsent = false

  /// A value between bounds, both admitted.
  public init(_ key: GroupKey, from lower: Int64?, through upper: Int64?) {
    self.key = key
    self.lower = lower
    self.upper = upper
  }

  /// Exactly one value; nil = absence.
  public init(_ key: GroupKey, equals value: Int64?) {
    self.key = key
    lower = value
    upper = value
    isAbsent = value == nil
  }

  @inline(__always)
  func admits(_ value: Int64) -> Bool {
    if isAbsent { return value == Absent.number }
    return value != Absent.number && value >= lower ?? Int64.min + 1 && value <= upper ?? Int64.max
  }
}

/// One group of rows.
public struct RowGroup: Sendable, Equatable {
  /// The groups' values, in the order asked for; nil = absent.
  public let key: [Int64?]
  /// How many rows.
  public let count: Int64
}

extension TableView {
  /// Counts rows by groups; from a maintained count where one fits, else from the columns.
  ///
  /// A condition by month on a column is the same as one by days from a month's first day to its
  /// last: `count` finds that out itself.
  public func count(
    by keys: [GroupKey], where conditions: [RowCondition] = []
  ) throws(LedgerError) -> [RowGroup] {
    let conditions = conditions.map(\.byMonthWherePossible)
    let wanted = keys + conditions.map(\.key)
    var groups = GroupTable(keyCount: keys.count)
    if let cube = smallestCube(wanted) {
      addCube(cube, keys, conditions, &groups)
    } else {
      addColumns(keys, conditions, &groups)
    }
    try confirm()
    return groups.sorted.filter { $0.count != 0 }.map { key, count in
      RowGroup(key: key.map { $0 == Absent.number ? nil : $0 }, count: count)
    }
  }

  private func smallestCube(_ wanted: [GroupKey]) -> Int? {
    let cubes = image.schema.cubes
    let fitting = cubes.indices.filter { cube in
      wanted.allSatisfy { cubes[cube].keys.contains($0) }
    }
    return fitting.min { size($0) < size($1) }
  }

  private func size(_ cube: Int) -> Int {
    index.runs.reduce(0) { $0 + $1.tables[table].cubes[cube].counts.count }
  }

  private func addCube(
    _ cube: Int, _ keys: [GroupKey], _ conditions: [RowCondition], _ groups: inout GroupTable
  ) {
    let own = image.schema.cubes[cube].keys
    let places = keys.compactMap { own.firstIndex(of: $0) }
    let tests = conditions.compactMap { condition in
      own.firstIndex(of: condition.key).map { (place: $0, condition: condition) }
    }
    for run in index.runs {
      let section = run.tables[table].cubes[cube]
      let values = section.keys.map { $0.values() }
      for (entry, count) in section.counts.values().enumerated() {
        guard tests.allSatisfy({ $0.condition.admits(values[$0.place][entry]) }) else { continue }
        groups.add(places.map { values[$0][entry] }, count)
      }
    }
    addImage(keys, conditions, replaces: true, &groups)
  }

  /// Rows in memory; with `replaces` less what the runs said of them.
  private func addImage(
    _ keys: [GroupKey], _ conditions: [RowCondition], replaces: Bool, _ groups: inout GroupTable
  ) {
    let image = image
    for slot in 0..<image.count {
      add({ image.columns[$0][slot] }, 1, keys, conditions, &groups)
      guard replaces else { continue }
      let number = image.number(slot)
      guard number < image.runCount else { continue }
      if let delta = holder.delta, let slot = delta.slot(ofNumber: number) {
        add({ delta.value($0, slot) }, -1, keys, conditions, &groups)
      } else if let base = holder.base {
        add({ base.value($0, number) }, -1, keys, conditions, &groups)
      }
    }
  }

  private func add(
    _ value: (Int) -> Int64, _ change: Int64, _ keys: [GroupKey], _ conditions: [RowCondition],
    _ groups: inout GroupTable
  ) {
    for condition in conditions
    where !condition.admits(condition.key.group(value(condition.key.column))) { return }
    groups.add(keys.map { $0.group(value($0.column)) }, change)
  }

  private func addColumns(
    _ keys: [GroupKey], _ conditions: [RowCondition], _ groups: inout GroupTable
  ) {
    if let base = holder.base {
      ColumnScan(base, keys, conditions).run(&groups) { slot in isHidden(baseSlot: slot) }
    }
    if let delta = holder.delta, delta.count > 0 {
      ColumnScan(delta, keys, conditions).run(&groups) { slot in isHidden(deltaSlot: slot) }
    }
    addImage(keys, conditions, replaces: false, &groups)
  }
}

/// Counts the rows of one run by its columns, some thousand rows at a time.
private struct ColumnScan {
  private static let blockRowCount = 8_192

  let run: RunTable
  let keys: [GroupKey]
  let conditions: [RowCondition]
  private let columns: [Int]

  init(_ run: RunTable, _ keys: [GroupKey], _ conditions: [RowCondition]) {
    self.run = run
    self.keys = keys
    self.conditions = conditions
    columns = Array(Set(keys.map(\.column) + conditions.map(\.key.column))).sorted()
  }

  func run(_ groups: inout GroupTable, isHidden: (Int) -> Bool) {
    let keyPlaces = keys.map { (place: columns.firstIndex(of: $0.column) ?? 0, key: $0) }
    let tests = conditions.map {
      (place: columns.firstIndex(of: $0.key.column) ?? 0, condition: $0)
    }
    var months = MonthCache()
    var group = [Int64](repeating: 0, count: keys.count)
    for start in stride(from: 0, to: run.count, by: Self.blockRowCount) {
      let rows = start..<min(run.count, start + Self.blockRowCount)
      let values = columns.map { run.columns[$0]?.values(rows) ?? [] }
      next: for row in 0..<rows.count {
        for test in tests {
          let value = months.group(test.condition.key, values[test.place][row])
          if !test.condition.admits(value) { continue next }
        }
        if isHidden(start + row) { continue }
        for (turn, key) in keyPlaces.enumerated() {
          group[turn] = months.group(key.key, values[key.place][row])
        }
        groups.add(group, 1)
      }
    }
  }
}

extension RowCondition {
  /// Whole months of days are months.
  fileprivate var byMonthWherePossible: RowCondition {
    guard key.bucket == .value, !isAbsent, lower != nil || upper != nil else { return self }
    var condition = self
    condition.key = .month(key.column)
    if let lower {
      let month = CivilMonth.number(ofDay: lower)
      guard CivilMonth.firstDay(of: month) == lower else { return self }
      condition.lower = month
    }
    if let upper {
      let month = CivilMonth.number(ofDay: upper)
      guard CivilMonth.firstDay(of: month + 1) == upper + 1 else { return self }
      condition.upper = month
    }
    return condition
  }
}
