/// A file beside the store that a backup takes along, such as the site file.
public struct CompanionFile: Sendable, Equatable {
  /// Its path from the folder that holds the store.
  public let name: String
  /// Where it lies.
  public let path: String

  /// A file with its place beside the store.
  public init(name: String, path: String) {
    self.name = name
    self.path = path
  }

  /// How names of the manifest begin.
  static let lead = "beside/"

  static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x2D || byte == 0x5F
  }

  /// The name as the manifest has it: other bytes than letters, digits, `-`, `_`, and dots inside,
  /// as `%XX`.
  var encodedName: String {
    var text: [UInt8] = Array(Self.lead.utf8)
    var isFirst = true
    for byte in name.utf8 {
      if byte == 0x2F || Self.isPlain(byte) || (byte == 0x2E && !isFirst) {
        text.append(byte)
      } else {
        text.append(0x25)
        text.append(contentsOf: TextCoding.hex([byte]))
      }
      isFirst = byte == 0x2F
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The path of a manifest's name; nil when it is none that stays inside.
  static func path(decoding name: String) -> String? {
    guard name.hasPrefix(lead) else { return nil }
    var bytes: [UInt8] = []
    var rest = name.dropFirst(lead.count).utf8[...]
    while let byte = rest.popFirst() {
      if byte == 0x25 {
        guard let pair = TextCoding.bytes(hex: rest.prefix(2)), pair.count == 1 else { return nil }
        rest = rest.dropFirst(2)
        bytes.append(pair[0])
      } else {
        bytes.append(byte)
      }
    }
    let path = String(decoding: bytes, as: UTF8.self)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let staysInside = parts.allSatisfy { !["", ".", ".."].contains($0) && !$0.utf8.contains(0) }
    guard staysInside, CompanionFile(name: path, path: "").encodedName == name else { return nil }
    return path
  }
}
