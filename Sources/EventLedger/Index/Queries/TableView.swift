/// The rows of one kind of matter as of a view.
///
/// Its functions read what a run holds; damage that they meet is thrown by those that throw and by
/// `confirm`, which whoever used a row's values calls before the answer leaves.
public struct TableView: Sendable {
  let holder: TableHolder

  var table: Int { holder.table }
  var index: IndexSnapshot { holder.index }
  var image: TableImage { holder.image }

  /// How many rows there are.
  public var count: Int { holder.image.rowCount }

  /// Throws `indexDamaged` when anything read so far was damaged.
  public func confirm() throws(LedgerError) { try holder.index.confirm() }

  /// The row of a matter; nil = there is none.
  public func row(id: String) throws(LedgerError) -> IndexRow? {
    var id = id
    let place = id.withUTF8 { holder.index.find(table: table, UnsafeRawBufferPointer($0)) }
    try confirm()
    return place.map { IndexRow(holder: holder, place: $0) }
  }

  /// The row with a number, from 0 in the order of first events.
  public func row(number: Int) -> IndexRow? {
    guard let place = place(ofNumber: number) else { return nil }
    return IndexRow(holder: holder, place: place)
  }

  func place(ofNumber number: Int) -> IndexSnapshot.Place? {
    guard number >= 0, number < count else { return nil }
    if let slot = holder.image.slot(ofNumber: number) {
      return .image(slot: slot)
    }
    if let slot = holder.delta?.slot(ofNumber: number) {
      return .delta(slot: slot)
    }
    return .base(slot: number)
  }

  /// The number of a code's text in a column; nil = no row ever had it.
  public func code(_ column: Int, _ text: String) -> Int64? {
    code(dictionary: holder.image.columnDictionaries[column], text)
  }

  /// All texts that a code column ever had, in the order in which they came.
  public func texts(ofCode column: Int) -> [String] {
    guard let place = holder.image.columnDictionaries[column] else { return [] }
    let dictionary = holder.image.dictionaries[place]
    return (0..<dictionary.count).map { dictionary.text(Int64($0)) }
  }

  /// The number of a code's text in a list's column; nil = no row ever had it.
  public func code(list: Int, column: Int, _ text: String) -> Int64? {
    code(dictionary: holder.image.listDictionaries[list][column], text)
  }

  private func code(dictionary: Int?, _ text: String) -> Int64? {
    guard let dictionary else { return nil }
    var text = text
    return text.withUTF8 {
      holder.image.dictionaries[dictionary].find(UnsafeRawBufferPointer($0))
    }
  }

  /// The text of a code in a column.
  public func text(_ column: Int, code: Int64) -> String {
    guard let place = holder.image.columnDictionaries[column] else { return "" }
    return holder.image.dictionaries[place].text(code)
  }

  /// The rows, in the order of first events, until `body` returns false.
  public func scan(
    reversed: Bool = false, from first: Int? = nil, _ body: (IndexRow) -> Bool
  ) throws(LedgerError) {
    let count = count
    var number = first ?? (reversed ? count - 1 : 0)
    while number >= 0, number < count, let place = place(ofNumber: number) {
      if !body(IndexRow(holder: holder, place: place)) { break }
      number += reversed ? -1 : 1
    }
    try confirm()
  }

  /// Rows whose look-up columns have these texts.
  public func rows(lookup: Int, _ texts: [String]) throws(LedgerError) -> [IndexRow] {
    let columns = image.schema.lookups[lookup].columns
    var hash = LookupHash.start
    for (column, text) in zip(columns, texts) {
      if image.schema.columns[column].type == .text {
        hash = Array(text.utf8).withUnsafeBytes { LookupHash.adding($0, to: hash) }
      } else {
        guard let code = code(column, text) else { return [] }
        hash = LookupHash.adding(code, to: hash)
      }
    }
    var places = image.lookups[lookup].find(hash).map { IndexSnapshot.Place.image(slot: $0) }
    if let delta = holder.delta {
      places += delta.candidates(lookup, hash).map { .delta(slot: $0) }
    }
    if let base = holder.base {
      places += base.candidates(lookup, hash).map { .base(slot: $0) }
    }
    let rows = places.map { IndexRow(holder: holder, place: $0) }
      .filter { isNewest($0) && matches($0, columns, texts) }
    try confirm()
    return rows
  }

  private func matches(_ row: IndexRow, _ columns: [Int], _ texts: [String]) -> Bool {
    zip(columns, texts).allSatisfy { column, text in
      image.schema.columns[column].type == .text
        ? row.text(column).utf8.elementsEqual(text.utf8)
        : (row.code(column) ?? "").utf8.elementsEqual(text.utf8)
    }
  }

  /// Whether no newer state of the row stands above this one.
  func isNewest(_ row: IndexRow) -> Bool {
    switch row.place {
    case .image: true
    case .delta(let slot): !isHidden(deltaSlot: slot)
    case .base(let slot): !isHidden(baseSlot: slot)
    }
  }

  func isHidden(deltaSlot slot: Int) -> Bool {
    guard let delta = holder.delta else { return true }
    return holder.image.slot(ofNumber: delta.number(slot)) != nil
  }

  func isHidden(baseSlot slot: Int) -> Bool {
    if holder.image.slot(ofNumber: slot) != nil { return true }
    guard let delta = holder.delta, delta.count > 0 else { return false }
    return delta.slot(ofNumber: slot) != nil
  }
}

extension RunTable {
  /// Slots that may have these look-up values.
  func candidates(_ lookup: Int, _ hash: UInt64) -> [Int] {
    let slots = lookups[lookup]
    guard slots.count > 0 else { return [] }
    var slot = KeyHash.slot(hash, of: slots.count)
    var found: [Int] = []
    for _ in 0..<slots.count {
      let row = Int(truncatingIfNeeded: slots.stored(slot))
      if row == 0 { break }
      if row <= count { found.append(row - 1) }
      slot = slot + 1 == slots.count ? 0 : slot + 1
    }
    return found
  }
}
