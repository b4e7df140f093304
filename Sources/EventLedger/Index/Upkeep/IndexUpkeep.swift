/// When the tail becomes a delta, and a delta a base.
extension IndexFiles {
  /// Rows of a delta before everything is written as one base again.
  private static let deltaRowCountMin = 65_536
  private static let deltaShare = 8

  /// The same index with nothing in memory: what came after the runs is written.
  func published(_ snapshot: IndexSnapshot, upTo head: LedgerHead) throws(LedgerError)
    -> IndexSnapshot
  {
    let changed = snapshot.changedRowCount
    let rows = snapshot.base?.tables.reduce(0) { $0 + $1.count } ?? 0
    if let base = snapshot.base, changed <= max(Self.deltaRowCountMin, rows / Self.deltaShare) {
      return try publish(base: base, delta: write(snapshot, upTo: head, isDelta: true))
    }
    return try publish(base: write(snapshot, upTo: head, isDelta: false), delta: nil)
  }

  /// One base over everything that a snapshot without runs holds.
  func publishedWhole(_ snapshot: IndexSnapshot, upTo head: LedgerHead) throws(LedgerError)
    -> IndexSnapshot
  {
    try publish(base: write(snapshot, upTo: head, isDelta: false), delta: nil)
  }
}

extension IndexSnapshot {
  /// Rows that are newer than the base; those in delta and memory both count twice.
  var changedRowCount: Int {
    (delta?.tables.reduce(0) { $0 + $1.count } ?? 0) + image.tables.reduce(0) { $0 + $1.count }
  }
}
