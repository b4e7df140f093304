/// A value that crosses the border between Swift and a script, always by copy.
///
/// Lua integers stay ``integer(_:)`` and floats stay ``number(_:)``, so 2^53 + 1, -0.0 and NaN survive
/// the round trip. Text that is valid UTF-8 arrives as ``string(_:)``, any other text as ``bytes(_:)``.
public enum LuaValue: Sendable {
  /// No value; in a hook's answer, no opinion.
  case `nil`
  /// `true` or `false`.
  case boolean(Bool)
  /// A Lua integer, 64 bits.
  case integer(Int64)
  /// A Lua float.
  case number(Double)
  /// Text in valid UTF-8.
  case string(String)
  /// Text that is not valid UTF-8, byte for byte. Valid UTF-8 is accepted too when sent to Lua.
  case bytes([UInt8])
  /// A table with an array part and named fields.
  case table(LuaTable)

  /// The name Lua gives to the type: `nil`, `boolean`, `number`, `string` or `table`.
  public var typeName: String {
    switch self {
    case .nil: "nil"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string, .bytes: "string"
    case .table: "table"
    }
  }
}

extension LuaValue: Equatable {
  /// Compares text byte by byte (Swift's own comparison folds canonically equivalent text) and floats
  /// by their bits, so that NaN equals itself and -0.0 differs from 0.0.
  public static func == (left: LuaValue, right: LuaValue) -> Bool {
    switch (left, right) {
    case (.nil, .nil): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.bytes(let a), .bytes(let b)): a == b
    case (.table(let a), .table(let b)): a == b
    default: false
    }
  }
}
