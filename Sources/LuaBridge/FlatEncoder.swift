/// Writes values in the flat format that `flat.c` reads: one tag byte, then the contents in host order.
///
/// | tag | contents |
/// | --- | --- |
/// | 0 nil, 1 false, 2 true | none |
/// | 3 integer, 4 number | 8 bytes |
/// | 5 text in UTF-8, 7 any other text | length in 4 bytes, bytes |
/// | 6 table | count of items in 4 bytes, items, count of fields in 4 bytes, fields: key as text without tag, value |
enum FlatEncoder {
  static func append(_ value: LuaValue, to bytes: inout [UInt8]) {
    switch value {
    case .nil: bytes.append(0)
    case .boolean(let value): bytes.append(value ? 2 : 1)
    case .integer(let value):
      bytes.append(3)
      append(UInt64(bitPattern: value), to: &bytes)
    case .number(let value):
      bytes.append(4)
      append(value.bitPattern, to: &bytes)
    case .string(let text):
      bytes.append(5)
      appendText(text, to: &bytes)
    case .bytes(let text):
      bytes.append(7)
      append(UInt32(text.count), to: &bytes)
      bytes.append(contentsOf: text)
    case .table(let table): append(table, to: &bytes)
    }
  }

  private static func append(_ table: LuaTable, to bytes: inout [UInt8]) {
    bytes.append(6)
    append(UInt32(table.items.count), to: &bytes)
    for item in table.items { append(item, to: &bytes) }
    append(UInt32(table.fields.count), to: &bytes)
    for field in table.fields {
      appendText(field.key, to: &bytes)
      append(field.value, to: &bytes)
    }
  }

  private static func appendText(_ text: String, to bytes: inout [UInt8]) {
    append(UInt32(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  private static func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
  }
}
