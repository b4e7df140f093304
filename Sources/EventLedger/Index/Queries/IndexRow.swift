/// One table of the index at one position, held once for all rows that look at it.
final class TableHolder: Sendable {
  let index: IndexSnapshot
  let table: Int
  let image: TableImage
  let base: RunTable?
  let delta: RunTable?
  let dictionaries: [DictionaryReader]

  init(_ index: IndexSnapshot, table: Int) {
    self.index = index
    self.table = table
    image = index.image.tables[table]
    base = index.base?.tables[table]
    delta = index.delta?.tables[table]
    dictionaries = image.dictionaries.map { DictionaryReader($0) }
  }
}

/// One row of a table as of a view. What it reads is checked by `TableView.confirm`.
public struct IndexRow: Sendable {
  let holder: TableHolder
  let place: IndexSnapshot.Place

  /// The matter's identifier.
  public var id: String {
    switch place {
    case .image(let slot): holder.image.ids.withBytes(slot) { String(decoding: $0, as: UTF8.self) }
    case .delta(let slot):
      holder.delta.map { String(decoding: $0.ids.bytes(slot), as: UTF8.self) } ?? ""
    case .base(let slot):
      holder.base.map { String(decoding: $0.ids.bytes(slot), as: UTF8.self) } ?? ""
    }
  }

  /// The row's place among all rows of the table, from 0, in the order of first events.
  public var number: Int {
    switch place {
    case .image(let slot): holder.image.number(slot)
    case .delta(let slot): holder.delta?.number(slot) ?? 0
    case .base(let slot): slot
    }
  }

  /// Number of the matter's events.
  public var version: Int {
    switch place {
    case .image(let slot):
      Int(truncatingIfNeeded: holder.image.versions[slot])
    case .delta(let slot): holder.delta?.versions.index(slot) ?? 0
    case .base(let slot): holder.base?.versions.index(slot) ?? 0
    }
  }

  func raw(_ column: Int) -> Int64 {
    switch place {
    case .image(let slot): holder.image.columns[column][slot]
    case .delta(let slot): holder.delta?.value(column, slot) ?? Absent.number
    case .base(let slot): holder.base?.value(column, slot) ?? Absent.number
    }
  }

  /// A number, or a code's number; nil = absent.
  public func number(_ column: Int) -> Int64? {
    let value = raw(column)
    return value == Absent.number ? nil : value
  }

  /// The text of a code column; nil = absent.
  public func code(_ column: Int) -> String? {
    guard let number = number(column),
      let dictionary = holder.image.columnDictionaries[column]
    else { return nil }
    return holder.dictionaries[dictionary].text(number)
  }

  /// Lends the text of a code column, without making a string; nil = absent.
  public func withCode<R>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R? {
    let value = raw(column)
    guard value != Absent.number, let place = holder.image.columnDictionaries[column] else {
      return nil
    }
    return holder.dictionaries[place].withText(value, body)
  }

  /// Lends the identifier, without making a string.
  public func withID<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    switch place {
    case .image(let slot): holder.image.ids.withBytes(slot, body)
    case .delta(let slot):
      body(holder.delta?.ids.bytes(slot) ?? UnsafeRawBufferPointer(start: nil, count: 0))
    case .base(let slot):
      body(holder.base?.ids.bytes(slot) ?? UnsafeRawBufferPointer(start: nil, count: 0))
    }
  }

  /// Lends the text of a code in a list, without making a string.
  public func withText<R>(
    list: Int, column: Int, _ code: Int64, _ body: (UnsafeRawBufferPointer) -> R
  ) -> R? {
    guard let place = holder.image.listDictionaries[list][column] else { return nil }
    return holder.dictionaries[place].withText(code, body)
  }

  /// One part of one tuple of a list; codes as their numbers; nil = absent.
  public func value(list: Int, tuple: Int, part: Int) -> Int64? {
    let value: Int64
    switch place {
    case .image(let slot):
      value = holder.image.lists[list].value(slot, tuple, part)
    case .delta(let slot): value = Self.value(holder.delta, list, slot, tuple, part)
    case .base(let slot): value = Self.value(holder.base, list, slot, tuple, part)
    }
    return value == Absent.number ? nil : value
  }

  private static func value(
    _ run: RunTable?, _ list: Int, _ slot: Int, _ tuple: Int, _ part: Int
  ) -> Int64 {
    guard let section = run?.lists[list] else { return Absent.number }
    return section.parts[part].value(section.range(slot).lowerBound + tuple)
  }

  /// A text column; empty = absent.
  public func text(_ column: Int) -> String {
    withText(column) { String(decoding: $0, as: UTF8.self) }
  }

  func withText<R>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    switch place {
    case .image(let slot):
      return holder.image.texts[column].withBytes(slot, body)
    case .delta(let slot): return body(holder.delta?.texts[column]?.bytes(slot) ?? none)
    case .base(let slot): return body(holder.base?.texts[column]?.bytes(slot) ?? none)
    }
  }

  /// All parts of a list's tuples, one tuple behind the other; absence as `ProjectionEditor.absent`.
  public func tuples(list: Int) -> [Int64] {
    switch place {
    case .image(let slot): holder.image.lists[list].tuples(slot)
    case .delta(let slot): holder.delta?.lists[list].tuples(slot) ?? []
    case .base(let slot): holder.base?.lists[list].tuples(slot) ?? []
    }
  }

  /// The text of a code in a list.
  public func text(list: Int, column: Int, _ code: Int64) -> String {
    guard let place = holder.image.listDictionaries[list][column] else {
      return ""
    }
    return holder.dictionaries[place].text(code)
  }
}
