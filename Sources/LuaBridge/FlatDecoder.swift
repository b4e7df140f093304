/// Reads values in the flat format; see ``FlatEncoder``. The bytes come from our own C encoder, so a
/// defect in them is a programmer's mistake, not a script's.
struct FlatDecoder {
  private var rest: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    rest = bytes
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func value() -> LuaValue {
    switch take(UInt8.self) {
    case 0: return .nil
    case 1: return .boolean(false)
    case 2: return .boolean(true)
    case 3: return .integer(take(Int64.self))
    case 4: return .number(Double(bitPattern: take(UInt64.self)))
    case 5: return .string(String(decoding: takeBytes(), as: UTF8.self))
    case 6: return .table(table())
    case 7: return .bytes(Array(takeBytes()))
    case let tag: preconditionFailure("A flat value has the unknown tag \(tag).")
    }
  }

  private mutating func take<Word: FixedWidthInteger>(_: Word.Type) -> Word {
    let size = MemoryLayout<Word>.size
    precondition(rest.count >= size, "A flat value ends in the middle of a number.")
    let word = rest.loadUnaligned(as: Word.self)
    rest = UnsafeRawBufferPointer(rebasing: rest[size...])
    return word
  }

  private mutating func takeBytes() -> UnsafeRawBufferPointer {
    let count = Int(take(UInt32.self))
    precondition(rest.count >= count, "A flat value ends in the middle of a text.")
    let bytes = UnsafeRawBufferPointer(rebasing: rest[..<count])
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    return bytes
  }

  private mutating func table() -> LuaTable {
    let itemCount = take(UInt32.self)
    var items: [LuaValue] = []
    items.reserveCapacity(Int(itemCount))
    for _ in 0..<itemCount { items.append(value()) }
    let fieldCount = take(UInt32.self)
    var fields: [LuaTable.Field] = []
    fields.reserveCapacity(Int(fieldCount))
    for _ in 0..<fieldCount {
      // A key that is not UTF-8 is repaired: names are ours or an author's, never data.
      let key = String(decoding: takeBytes(), as: UTF8.self)
      fields.append(LuaTable.Field(key: key, value: value()))
    }
    return LuaTable(items: items, sorted: fields)
  }
}
