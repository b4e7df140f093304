/// The record and its index as of one position: immutable, shared freely, needs no lock.
public final class LedgerView: Sendable {
  let state: LedgerState

  init(_ state: LedgerState) { self.state = state }

  /// The last line of the view.
  public var head: LedgerHead { state.head }
  /// Identifier of the store.
  public var store: String { state.store.uuidText }
  /// The projection's entries.
  public var index: any StateIndex { state.index.user }

  /// The rows of a kind of matter that the projection declares; nil = it declares none.
  public func table(_ kind: String) -> TableView? {
    let place = state.index.table(ofKind: kind)
    return place < state.index.schema.tables.count
      ? TableView(holder: TableHolder(state.index, table: place)) : nil
  }

  /// Rows of a kind whose sealed texts may contain a text, newest first. The caller opens the texts and
  /// looks: what is found by n-grams alone is too much, never too little.
  ///
  /// - Throws: `invalid` for a text without one ideograph or three letters in a row, `keysUnusable`
  ///   without the keys, `indexDamaged` when the n-grams are missing on a long record.
  public func rows(of kind: String, mayContain text: String) throws(LedgerError) -> [IndexRow] {
    guard let table = table(kind) else { return [] }
    return try state.candidates(table: table.table, text).compactMap { table.row(number: $0) }
  }

  /// The numbers of such rows, the greatest first: a common word has too many to make rows of.
  public func rowNumbers(
    of kind: String, mayContain text: String
  ) throws(LedgerError) -> [Int] {
    guard let table = table(kind) else { return [] }
    return try state.candidates(table: table.table, text)
  }

  /// Rows of a kind whose matched field may have a value, newest first. The caller opens the field and
  /// compares: hashes may collide.
  ///
  /// - Throws: `keysUnusable` without the keys, `indexDamaged` when the hashes are missing on a long
  ///   record.
  public func rows(
    of kind: String, field: String, mayEqual value: String
  ) throws(LedgerError) -> [IndexRow] {
    guard let table = table(kind) else { return [] }
    return try state.candidates(table: table.table, field: field, value: value)
      .compactMap { table.row(number: $0) }
  }

  /// Rows of a kind of which a key of the pool sealed a searched or matched text, newest first.
  public func rows(of kind: String, sealedBy key: UInt64) throws(LedgerError) -> [IndexRow] {
    guard let table = table(kind) else { return [] }
    return try state.rows(table: table.table, sealedBy: key).compactMap { table.row(number: $0) }
  }

  /// Number of a matter's events; 0 = it does not exist.
  public func version(of matter: MatterKey) throws(LedgerError) -> Int {
    Int(try state.matterHead(matter)?.version ?? 0)
  }

  /// The receipt of a stored transaction, marked `repeated`; nil = the key was never used.
  public func receipt(idempotencyKey: String) throws(LedgerError) -> Receipt? {
    try state.receipt(idempotencyKey)
  }

  /// Number of the pool's key that is taken next.
  public func nextKey() throws(LedgerError) -> UInt64 { state.nextKey() }

  /// A matter's lines, oldest first; empty = it does not exist. Each line's hash is checked.
  public func history(of matter: MatterKey) throws(LedgerError) -> [LedgerLine] {
    try state.history(matter)
  }

  /// The line that begins at a position; its hash is checked.
  public func line(at position: LedgerPosition) throws(LedgerError) -> LedgerLine {
    try state.line(at: position)
  }

  /// The line with a number, or nil beyond the head.
  public func line(sequence: UInt64) throws(LedgerError) -> LedgerLine? {
    var found: LedgerLine?
    try scan(from: sequence) { line in
      found = line
      return false
    }
    return found
  }

  /// Calls `body` with each line from a number on, in order, until it returns false.
  ///
  /// The chain is checked on the way; a damage throws `LedgerError.corrupt`.
  public func scan(
    from sequence: UInt64 = 1, _ body: (LedgerLine) -> Bool
  ) throws(LedgerError) {
    try state.scan(from: sequence, body)
  }

  /// The last `count` lines, oldest first.
  public func tail(_ count: Int) throws(LedgerError) -> [LedgerLine] {
    var lines: [LedgerLine] = []
    let wanted = UInt64(max(0, count))
    try scan(from: head.sequence > wanted ? head.sequence - wanted + 1 : 1) { line in
      lines.append(line)
      return true
    }
    return count > 0 ? lines : []
  }

  /// Opens a sealed value of a line. Needs the key directory, else `.keyMissing`.
  public func unseal(_ entry: SealedEntry, of line: LedgerLine) throws(LedgerError)
    -> UnsealedValue
  {
    guard let keys = state.keys else { return .keyMissing }
    return try keys.unseal(entry, of: line)
  }

  /// A keyed hash for look-ups, the same for equal bytes in one scope; 32 bytes.
  public func lookupHash(scope: String, _ bytes: [UInt8]) throws(LedgerError) -> [UInt8] {
    guard let keys = state.keys else { throw .keysUnusable(path: "") }
    return try keys.lookupHash(scope: scope, bytes)
  }

  /// Counts and sizes.
  public func statistics() throws(LedgerError) -> LedgerStatistics { try state.statistics() }
}
