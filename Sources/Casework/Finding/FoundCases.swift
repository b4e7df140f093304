internal import ConsumerProtection
internal import EventLedger

/// Complaints that may have what is looked for in sealed texts, by their numbers in the index.
///
/// A complaint that was merged is found under the one in which it goes on: what is told of a matter
/// stands there.
struct FoundCases {
  private var bits: [UInt64]
  /// How many complaints there are.
  private(set) var count = 0
  /// The merged complaints with the words, by the number of the one that goes on.
  private(set) var merged: [Int: [IndexRow]] = [:]
  /// Complaints that have the words themselves.
  private var own: [UInt64]

  /// - Parameters:
  ///   - numbers: Rows that may have it.
  ///   - table: All rows.
  /// - Throws: What the index throws.
  init(_ numbers: [Int], _ table: TableView) throws(LedgerError) {
    bits = [UInt64](repeating: 0, count: table.count / 64 + 1)
    own = bits
    for number in numbers { Self.insert(number, &own) }
    bits = own
    count = numbers.count
    for row in try Self.mergedRows(among: numbers, own, table) {
      guard let last = try row.survivor(in: table), last.number != row.number else { continue }
      remove(row.number)
      insert(last.number)
      merged[last.number, default: []].append(row)
    }
  }

  /// Fewer of the two are looked at: those found, or all that were merged.
  private static func mergedRows(
    among numbers: [Int], _ own: [UInt64], _ table: TableView
  ) throws(LedgerError) -> [IndexRow] {
    let column = ComplaintColumn.ending.rawValue
    guard let code = table.code(list: ComplaintMark.list, column: 0, ComplaintMark.merged),
      let ending = table.code(column, "merged")
    else { return [] }
    let range = OrderRange(prefix: [code])
    if table.estimate(list: ComplaintMark.list, order: 0, range) > numbers.count {
      return numbers.compactMap { table.row(number: $0) }.filter { $0.number(column) == ending }
    }
    var rows: [IndexRow] = []
    try table.scan(list: ComplaintMark.list, order: 0, range) { row, _ in
      if has(row.number, own) { rows.append(row) }
      return true
    }
    return rows
  }

  func contains(_ number: Int) -> Bool { Self.has(number, bits) }

  /// Whether the complaint itself, not one that was merged into it, may have it.
  func isOwn(_ number: Int) -> Bool { Self.has(number, own) }

  /// Those that are in both.
  mutating func formIntersection(_ other: FoundCases) {
    for place in bits.indices { bits[place] &= other.bits[place] }
    count = bits.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// The numbers, the smallest first.
  var numbers: [Int] {
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    for (place, word) in bits.enumerated() {
      var rest = word
      while rest != 0 {
        numbers.append(place * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return numbers
  }

  private mutating func insert(_ number: Int) {
    guard !Self.has(number, bits) else { return }
    Self.insert(number, &bits)
    count += 1
  }

  private mutating func remove(_ number: Int) {
    guard Self.has(number, bits) else { return }
    bits[number / 64] &= ~(1 << UInt64(number % 64))
    count -= 1
  }

  private static func insert(_ number: Int, _ bits: inout [UInt64]) {
    bits[number / 64] |= 1 << UInt64(number % 64)
  }

  private static func has(_ number: Int, _ bits: [UInt64]) -> Bool {
    bits[number / 64] & 1 << UInt64(number % 64) != 0
  }
}

extension IndexRow {
  /// The complaint in which this one goes on: itself, or the last of a chain of merges.
  func survivor(in table: TableView) throws(LedgerError) -> IndexRow? {
    var row = self
    var seen: Set<Int> = [number]
    while true {
      let next = row.text(ComplaintColumn.mergedInto.rawValue)
      guard !next.isEmpty else { return row }
      guard let found = try table.row(id: next), seen.insert(found.number).inserted else {
        return row
      }
      row = found
    }
  }
}
