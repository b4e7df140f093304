/// What changed since the runs, or everything during a rebuild.
struct IndexImage: Sendable {
  var tables: [TableImage]
  /// The projection's own entries; nil = removed.
  var entries: [[UInt8]: [UInt8]?] = [:]
  /// Idempotency keys: hashes, and where their lines begin, in order.
  var commands = CommandImage()
  var nextKey: UInt64

  /// Nothing above these runs.
  init(_ schema: IndexSchema, base: IndexRun?, delta: IndexRun?) {
    let runs = [base, delta].compactMap(\.self)
    nextKey = runs.last?.header.nextKey ?? 1
    tables = schema.allTables.enumerated().map { place, schema in
      let dictionaries = schema.dictionaryColumns.indices.map { dictionary in
        DictionaryImage(runs.map { $0.tables[place].dictionaries[dictionary] })
      }
      return TableImage(
        schema, runCount: Self.rowCount(place, base, delta), dictionaries: dictionaries)
    }
  }

  /// New rows of a delta follow those of the base, so its last number tells.
  private static func rowCount(_ place: Int, _ base: IndexRun?, _ delta: IndexRun?) -> Int {
    let inBase = base?.tables[place].count ?? 0
    guard let table = delta?.tables[place], table.count > 0 else { return inBase }
    return max(inBase, table.number(table.count - 1) + 1)
  }
}

/// Idempotency keys in memory.
struct CommandImage: Sendable {
  private(set) var hashes: [UInt32] = []
  private(set) var places: [UInt64] = []
  /// The last place in `hashes` with the same hash is found here.
  private var last: [UInt32: UInt32] = [:]
  private var earlier: [UInt32] = []
  private var keepsTable: Bool

  /// A rebuild asks nothing, so it needs no table.
  init(keepsTable: Bool = true) { self.keepsTable = keepsTable }

  var count: Int { hashes.count }

  mutating func insert(_ hash: UInt64, _ place: LedgerPosition) {
    let upper = UInt32(truncatingIfNeeded: hash >> 32)
    hashes.append(upper)
    places.append(place.rawValue)
    guard keepsTable else { return }
    earlier.append(last.updateValue(UInt32(hashes.count), forKey: upper) ?? 0)
  }

  /// Places of lines whose key may have this hash.
  func find(_ hash: UInt64) -> [LedgerPosition] {
    var found: [LedgerPosition] = []
    var next = last[UInt32(truncatingIfNeeded: hash >> 32)] ?? 0
    while next > 0 {
      found.append(LedgerPosition(rawValue: places[Int(next) - 1]))
      next = earlier[Int(next) - 1]
    }
    return found
  }
}
