internal import ConsumerProtection

#if canImport(Glibc)
  internal import Glibc
#endif

/// How the bytes of a file stand for characters.
public enum SourceEncoding: String, Sendable, CaseIterable {
  /// UTF-8, with or without a byte-order mark.
  case utf8 = "utf-8"
  /// UTF-16, little end first.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16, big end first.
  case utf16BigEndian = "utf-16be"
  /// 国家标准 GB 18030, which has GB 2312 and GBK in it.
  case gb18030

  /// What the first bytes of a file look like.
  ///
  /// A byte-order mark decides; without one, zero bytes in every other place are UTF-16, and bytes that
  /// are no UTF-8 but pairs of the main plane of GB 2312 are GB 18030. Anything else is UTF-8, whose
  /// wrong rows are rejected one by one.
  public static func detected(in head: [UInt8]) -> SourceEncoding {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    let zeros = head.indices.filter { head[$0] == 0 }
    if zeros.count * 10 > head.count {
      let odd = zeros.count { $0 % 2 == 1 }
      return odd * 2 > zeros.count ? .utf16LittleEndian : .utf16BigEndian
    }
    return isGB(head) ? .gb18030 : .utf8
  }

  private static func isGB(_ head: [UInt8]) -> Bool {
    guard let first = head.firstIndex(where: { $0 >= 0x80 }) else { return false }
    // The last character may be cut by the end of the piece.
    if String(validating: head[..<(head.count - min(head.count, 3))], as: UTF8.self) != nil {
      return false
    }
    var (place, main, other) = (first, 0, 0)
    while place < head.count - 1 {
      let (lead, trail) = (head[place], head[place + 1])
      if lead < 0x80 {
        place += 1
      } else if (0xA1...0xF7).contains(lead), (0xA1...0xFE).contains(trail) {
        (main, place) = (main + 1, place + 2)
      } else if (0x81...0xFE).contains(lead), (0x30...0x39).contains(trail) {
        place += 4
      } else {
        (other, place) = (other + 1, place + 2)
      }
    }
    return main > 0 && main > other * 4
  }

  /// The mark that a file in this encoding begins with, where one is usual.
  var mark: [UInt8] {
    switch self {
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .utf8, .gb18030: []
    }
  }

  /// How the C library calls it.
  fileprivate var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .gb18030: "GB18030"
    }
  }

  /// The bytes of one broken character.
  fileprivate var unit: Int { self == .utf16LittleEndian || self == .utf16BigEndian ? 2 : 1 }
}

/// Turns bytes of one encoding into another, piece by piece. A plain class with one owner.
final class Transcoder {
  /// Stands for a character that cannot be read; no UTF-8, so that the row is rejected.
  private static let broken: UInt8 = 0xFF

  private let from: SourceEncoding
  private let descriptor: iconv_t
  private var rest: [UInt8] = []

  /// A transcoder.
  ///
  /// - Throws: `XB-127` when the system does not know the encoding.
  init(from: SourceEncoding, to: SourceEncoding) throws(Failure) {
    self.from = from
    guard let opened = iconv_open(to.name, from.name), opened != iconv_t(bitPattern: -1) else {
      throw Failure(
        "XB-127",
        problem: Phrase(
          "系统不能转换 \(from.name)", "The system cannot convert \(from.name)"),
        remedy: Phrase(
          "安装 C 库的编码模块（gconv），或先转为 UTF-8",
          "Install the C library's conversion modules (gconv), or convert the file to UTF-8 first"))
    }
    descriptor = opened
  }

  deinit { iconv_close(descriptor) }

  /// The next bytes; what cannot be read becomes a byte that no text has.
  func converted(_ piece: [UInt8], isLast: Bool) -> [UInt8] {
    var input = rest + piece
    rest = []
    var output: [UInt8] = []
    output.reserveCapacity(input.count * 2)
    var buffer = [CChar](repeating: 0, count: 1 << 16)
    var offset = 0
    while offset < input.count {
      let (read, written, error) = step(&input, offset, &buffer)
      output += buffer[..<written].map { UInt8(bitPattern: $0) }
      offset += read
      switch error {
      case 0, E2BIG: continue
      case EINVAL where !isLast:
        rest = Array(input[offset...])
        return output
      default:
        output.append(Self.broken)
        offset += min(from.unit, input.count - offset)
      }
    }
    return output
  }

  private func step(
    _ input: inout [UInt8], _ offset: Int, _ buffer: inout [CChar]
  ) -> (read: Int, written: Int, error: Int32) {
    var (left, room) = (input.count - offset, buffer.count)
    var code: Int32 = 0
    input.withUnsafeMutableBytes { raw in
      buffer.withUnsafeMutableBufferPointer { out in
        var source = raw.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
        var target = out.baseAddress
        errno = 0
        if iconv(descriptor, &source, &left, &target, &room) == Int(bitPattern: UInt.max) {
          code = errno
        }
      }
    }
    return (input.count - offset - left, buffer.count - room, code)
  }
}
