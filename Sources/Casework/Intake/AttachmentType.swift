internal import ConsumerProtection

/// The kinds of file that an attachment may be, told by their first bytes, never by their name.
enum AttachmentType: String, CaseIterable {
  case pdf, jpeg, png, gif, tiff, ofd, office, zip, mp3, wav, amr, mp4, text

  private static let marks: [(AttachmentType, [UInt8])] = [
    (.pdf, Array("%PDF-".utf8)), (.jpeg, [0xFF, 0xD8, 0xFF]),
    (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.gif, Array("GIF8".utf8)),
    (.tiff, [0x49, 0x49, 0x2A, 0x00]), (.tiff, [0x4D, 0x4D, 0x00, 0x2A]),
    (.mp3, Array("ID3".utf8)), (.mp3, [0xFF, 0xFB]), (.amr, Array("#!AMR".utf8)),
  ]

  /// What the bytes say they are; nil for programs, scripts and what is not known.
  init?(_ bytes: [UInt8], name: String) {
    func has(_ mark: [UInt8], at offset: Int = 0) -> Bool {
      bytes.count >= offset + mark.count
        && bytes[offset..<(offset + mark.count)].elementsEqual(mark)
    }
    if let known = Self.marks.first(where: { has($0.1) }) {
      self = known.0
    } else if has(Array("RIFF".utf8)), has(Array("WAVE".utf8), at: 8) {
      self = .wav
    } else if has(Array("ftyp".utf8), at: 4) {
      self = .mp4
    } else if has([0x50, 0x4B, 0x03, 0x04]) {
      // A package: its name tells which of the three; none is ever opened here.
      let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
      self = ending == "ofd" ? .ofd : ["docx", "xlsx", "pptx"].contains(ending) ? .office : .zip
    } else if Self.isPlainText(bytes) {
      self = .text
    } else {
      return nil
    }
  }

  /// UTF-8 without control characters and without a script's first line.
  private static func isPlainText(_ bytes: [UInt8]) -> Bool {
    guard !bytes.starts(with: Array("#!".utf8)), firstInvalidUTF8Offset(in: bytes) == bytes.count
    else { return false }
    return bytes.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }
}
