internal import ConsumerProtection
internal import LuaBridge

extension LuaValue {
  /// The same value for a script; null becomes nil.
  init(_ json: JSONValue) {
    switch json {
    case .null: self = .nil
    case .boolean(let boolean): self = .boolean(boolean)
    case .integer(let integer): self = .integer(integer)
    case .number(let number): self = .number(number)
    case .text(let text): self = .string(text)
    case .array(let elements): self = .table(LuaTable(items: elements.map { LuaValue($0) }))
    case .object(let members):
      self = .table(
        LuaTable(
          fields: members.map { LuaTable.Field(key: $0.name, value: LuaValue($0.value)) }))
    }
  }

  init(_ field: FieldValue) {
    switch field {
    case .none: self = .nil
    case .bool(let boolean): self = .boolean(boolean)
    case .integer(let integer): self = .integer(integer)
    case .text(let text): self = .string(text)
    }
  }

  /// The same value as JSON: a table of items is a list, one of fields an object, one of both an
  /// object whose items bear their place as name; an empty table is an empty list.
  var json: JSONValue {
    switch self {
    case .nil: return .null
    case .boolean(let boolean): return .boolean(boolean)
    case .integer(let integer): return .integer(integer)
    case .number(let number): return .number(number)
    case .string(let text): return .text(text)
    case .bytes(let bytes): return .text(String(decoding: bytes, as: UTF8.self))
    case .table(let table):
      if table.fields.isEmpty { return .array(table.items.map(\.json)) }
      let items = table.items.enumerated().map {
        JSONValue.Member(String($0.offset + 1), $0.element.json)
      }
      return .object(items + table.fields.map { JSONValue.Member($0.key, $0.value.json) })
    }
  }

  var isNil: Bool { if case .nil = self { true } else { false } }

  /// Whether it is `false`, which no hook may answer.
  var isFalse: Bool { if case .boolean(false) = self { true } else { false } }

  /// The type in words, for messages; says more than Lua's own word.
  var typePhrase: Phrase {
    switch self {
    case .nil: Phrase("nil", "nil")
    case .boolean: Phrase("真假值", "a boolean")
    case .integer: Phrase("整数", "an integer")
    case .number: Phrase("小数", "a float")
    case .string: Phrase("文本", "a text")
    case .bytes: Phrase("非 UTF-8 文本", "a text that is not UTF-8")
    case .table: Phrase("表", "a table")
    }
  }
}

extension FieldValue {
  var json: JSONValue {
    switch self {
    case .none: .null
    case .bool(let boolean): .boolean(boolean)
    case .integer(let integer): .integer(integer)
    case .text(let text): .text(text)
    }
  }

  var slot: LuaSlot {
    switch self {
    case .none: .nil
    case .bool(let boolean): .boolean(boolean)
    case .integer(let integer): .integer(integer)
    case .text(let text): .text(text)
    }
  }

  /// For sorting groups: absent first, then truth values, numbers, texts by their bytes.
  func precedes(_ other: FieldValue) -> Bool? {
    switch (self, other) {
    case (.bool(let left), .bool(let right)): left == right ? nil : !left
    case (.integer(let left), .integer(let right)): left == right ? nil : left < right
    case (.text(let left), .text(let right)):
      left.utf8.elementsEqual(right.utf8) ? nil : left.utf8.lexicographicallyPrecedes(right.utf8)
    default: rank == other.rank ? nil : rank < other.rank
    }
  }

  private var rank: Int {
    switch self {
    case .none: 0
    case .bool: 1
    case .integer: 2
    case .text: 3
    }
  }
}
