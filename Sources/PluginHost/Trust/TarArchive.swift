/// Plain files in a POSIX ustar archive, so that every system can look into a package. No times, no
/// owners: the same files give the same bytes.
enum TarArchive {
  struct Entry: Equatable {
    let path: String
    let bytes: [UInt8]
  }

  private static let block = 512
  /// The longest path: the name field of ustar.
  static let pathByteCountMax = 100

  static func bytes(of entries: [Entry]) -> [UInt8] {
    var archive: [UInt8] = []
    for entry in entries {
      archive += header(of: entry)
      archive += entry.bytes
      archive += Array(repeating: 0, count: padding(entry.bytes.count))
    }
    return archive + Array(repeating: 0, count: 2 * block)
  }

  private static func padding(_ count: Int) -> Int { (block - count % block) % block }

  private static func header(of entry: Entry) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at place: Int) {
      for (offset, byte) in text.utf8.enumerated() { header[place + offset] = byte }
    }
    put(entry.path, at: 0)
    put("0000644\0", at: 100)
    put("0000000\0", at: 108)
    put("0000000\0", at: 116)
    put(octal(entry.bytes.count, 11) + "\0", at: 124)
    put("00000000000\0", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
    return header
  }

  private static func octal(_ number: Int, _ width: Int) -> String {
    let digits = String(number, radix: 8)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The files of an archive; nil for what is damaged, cut short, or holds anything but plain files.
  static func entries(of archive: [UInt8]) -> [Entry]? {
    var entries: [Entry] = []
    var place = 0
    while place + block <= archive.count {
      let header = archive[place..<place + block]
      if header.allSatisfy({ $0 == 0 }) {
        // Two empty blocks end it; nothing may hide behind them.
        let isEnd = archive[place...].allSatisfy { $0 == 0 } && archive.count - place == 2 * block
        return isEnd ? entries : nil
      }
      guard let entry = entry(Array(header), archive, place + block) else { return nil }
      entries.append(entry)
      place += block + entry.bytes.count + padding(entry.bytes.count)
    }
    return nil
  }

  private static func entry(_ header: [UInt8], _ archive: [UInt8], _ start: Int) -> Entry? {
    guard header[156] == 48, Array(header[257..<262]) == Array("ustar".utf8),
      let size = number(header[124..<135]), let sum = number(header[148..<154]),
      size <= archive.count - start
    else { return nil }
    let blank = header.enumerated().reduce(0) { sum, byte in
      sum + ((148..<156).contains(byte.offset) ? 32 : Int(byte.element))
    }
    guard sum == blank,
      let path = String(validating: header[0..<100].prefix { $0 != 0 }, as: UTF8.self)
    else { return nil }
    return Entry(path: path, bytes: Array(archive[start..<start + size]))
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard (48...55).contains(digit) else { return nil }
      number = number * 8 + Int(digit - 48)
    }
    return number
  }
}
