/// Writes JSON without spaces, members in the order of the calls: the canonical form of the ledger.
public struct JSONWriter: Sendable {
  /// The text so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// An empty text.
  public init() {}

  /// Writes a whole value.
  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .boolean(let boolean): raw(boolean ? "true" : "false")
    case .integer(let integer): write(integer)
    case .number(let number):
      raw(
        number == number.rounded() && abs(number) < 1e15
          ? "\(Int64(number)).0" : "\(number)")
    case .text(let text): write(text)
    case .array(let elements):
      array { writer in for element in elements { writer.write(element) } }
    case .object(let members):
      object { writer in for member in members { writer.member(member.name, member.value) } }
    }
  }

  /// Writes a text value.
  public mutating func write(_ text: String) {
    separate()
    Self.append(text, to: &bytes)
    needsComma = true
  }

  /// Writes an integer value.
  public mutating func write(_ integer: Int64) { raw(String(integer)) }

  /// Writes a member of the open object.
  public mutating func member(_ name: String, _ value: JSONValue) {
    key(name)
    write(value)
  }

  /// Writes the name of a member; its value must follow.
  public mutating func key(_ name: String) {
    separate()
    Self.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes an object whose members `body` writes.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    bracket(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes a list whose elements `body` writes.
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    bracket(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// Writes bytes that are already JSON, as one value.
  public mutating func writeVerbatim(_ json: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  private mutating func bracket(
    _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  /// Appends a text in quotes; only what JSON demands is escaped, so Chinese stays readable.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let isPlain = text.utf8.withContiguousStorageIfAvailable { units in
      guard units.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) else {
        return false
      }
      bytes.append(contentsOf: units)
      return true
    }
    // Nearly every text needs no escape and goes in one step.
    if isPlain == true {
      bytes.append(UInt8(ascii: "\""))
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: bytes.append(contentsOf: Array("\\n".utf8))
      case 0x0D: bytes.append(contentsOf: Array("\\r".utf8))
      case 0x09: bytes.append(contentsOf: Array("\\t".utf8))
      case 0..<0x20, 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: Array("\\u00".utf8))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
