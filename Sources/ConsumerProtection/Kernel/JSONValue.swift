/// A JSON value as read; members keep the order of the text.
public indirect enum JSONValue: Sendable, Equatable {
  /// `null`
  case null
  /// `true` or `false`
  case boolean(Bool)
  /// A number without fraction or exponent that fits 64 bits.
  case integer(Int64)
  /// Any other number. No event holds one; only plugin data may.
  case number(Double)
  /// A text, byte for byte as received.
  case text(String)
  /// A list.
  case array([JSONValue])
  /// An object; names are unique.
  case object([Member])

  /// One member of an object.
  public struct Member: Sendable, Equatable {
    /// The member's name.
    public let name: String
    /// The member's value.
    public let value: JSONValue
    /// A member with its value.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The member of that name, when this is an object that has it.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text, when this is one.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The integer, when this is one.
  public var integer: Int64? {
    if case .integer(let integer) = self { integer } else { nil }
  }

  /// The truth value, when this is one.
  public var boolean: Bool? {
    if case .boolean(let boolean) = self { boolean } else { nil }
  }

  /// The elements, when this is a list.
  public var array: [JSONValue]? {
    if case .array(let array) = self { array } else { nil }
  }

  /// The members, when this is an object.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The kind of value in words, for messages.
  public var kind: Phrase {
    switch self {
    case .null: Phrase("空值", "null")
    case .boolean: Phrase("真假值", "a truth value")
    case .integer: Phrase("整数", "an integer")
    case .number: Phrase("小数", "a decimal number")
    case .text: Phrase("文本", "a text")
    case .array: Phrase("列表", "a list")
    case .object: Phrase("对象", "an object")
    }
  }
}
