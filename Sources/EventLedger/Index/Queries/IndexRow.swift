/// The index of one position, held once for all rows and tables that look at it.
final class IndexHolder: Sendable {
  let index: IndexSnapshot
  init(_ index: IndexSnapshot) { self.index = index }
}

/// One row of a table as of a view. What it reads is checked by `TableView.confirm`.
public struct IndexRow: Sendable {
  let holder: IndexHolder
  let table: Int
  let place: IndexSnapshot.Place

  private var image: TableImage { holder.index.image.tables[table] }
  private var delta: RunTable? { holder.index.delta?.tables[table] }
  private var base: RunTable? { holder.index.base?.tables[table] }

  /// The matter's identifier.
  public var id: String {
    switch place {
    case .image(let slot): image.ids.withBytes(slot) { String(decoding: $0, as: UTF8.self) }
    case .delta(let slot): delta.map { String(decoding: $0.ids.bytes(slot), as: UTF8.self) } ?? ""
    case .base(let slot): base.map { String(decoding: $0.ids.bytes(slot), as: UTF8.self) } ?? ""
    }
  }

  /// The row's place among all rows of the table, from 0, in the order of first events.
  public var number: Int {
    switch place {
    case .image(let slot): holder.index.image.tables[table].number(slot)
    case .delta(let slot): delta?.number(slot) ?? 0
    case .base(let slot): slot
    }
  }

  /// Number of the matter's events.
  public var version: Int {
    switch place {
    case .image(let slot):
      Int(truncatingIfNeeded: holder.index.image.tables[table].versions[slot])
    case .delta(let slot): delta?.versions.index(slot) ?? 0
    case .base(let slot): base?.versions.index(slot) ?? 0
    }
  }

  func raw(_ column: Int) -> Int64 {
    switch place {
    case .image(let slot): holder.index.image.tables[table].columns[column][slot]
    case .delta(let slot): delta?.value(column, slot) ?? Absent.number
    case .base(let slot): base?.value(column, slot) ?? Absent.number
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
      let dictionary = holder.index.image.tables[table].columnDictionaries[column]
    else { return nil }
    return holder.index.image.tables[table].dictionaries[dictionary].text(number)
  }

  /// A text column; empty = absent.
  public func text(_ column: Int) -> String {
    withText(column) { String(decoding: $0, as: UTF8.self) }
  }

  func withText<R>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    switch place {
    case .image(let slot):
      return holder.index.image.tables[table].texts[column].withBytes(slot, body)
    case .delta(let slot): return body(delta?.texts[column]?.bytes(slot) ?? none)
    case .base(let slot): return body(base?.texts[column]?.bytes(slot) ?? none)
    }
  }

  /// All parts of a list's tuples, one tuple behind the other; absence as `ProjectionEditor.absent`.
  public func tuples(list: Int) -> [Int64] {
    switch place {
    case .image(let slot): holder.index.image.tables[table].lists[list].tuples(slot)
    case .delta(let slot): delta?.lists[list].tuples(slot) ?? []
    case .base(let slot): base?.lists[list].tuples(slot) ?? []
    }
  }

  /// The text of a code in a list.
  public func text(list: Int, column: Int, _ code: Int64) -> String {
    guard let place = holder.index.image.tables[table].listDictionaries[list][column] else {
      return ""
    }
    return holder.index.image.tables[table].dictionaries[place].text(code)
  }
}
