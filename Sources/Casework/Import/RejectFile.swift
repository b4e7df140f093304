internal import ConsumerProtection
internal import PluginHost

/// The rows that were not taken in, as they stood, each with what is wrong in front: mended, the file is
/// taken in like the one it came from.
final class RejectFile {
  /// Columns that begin like this are ours and no part of the source.
  static let prefix = "xiaobao."
  private static let columns = ["row", "line", "code", "column", "value", "reason"]

  private let file: PendingFile
  private let separator: UInt8
  private let transcoder: Transcoder?
  private let encoding: SourceEncoding
  private let language: Language
  private var hasHeader = false

  /// Begins the file, in the encoding of its source.
  init(
    _ path: String, separator: UInt8, encoding: SourceEncoding, language: Language
  ) throws(Failure) {
    // The source's words are in it: nobody else reads it.
    file = try PendingFile(path, mode: 0o600)
    self.separator = separator
    self.encoding = encoding
    self.language = language
    transcoder = encoding == .utf8 ? nil : try Transcoder(from: .utf8, to: encoding)
  }

  /// Writes the source's header behind our columns, once.
  func begin(_ header: ImportHeader) throws(Failure) {
    guard !hasHeader else { return }
    hasHeader = true
    // What an earlier round wrote is replaced.
    let names = header.written.filter { !$0.hasPrefix(Self.prefix) }
    try file.append(encoding.mark)
    try write((Self.columns.map { Self.prefix + $0 } + names).map { Array($0.utf8) })
  }

  /// Adds a row.
  func add(
    _ rejected: ImportResult.Rejected, header: ImportHeader?, _ row: CSVReader.Row
  ) throws(Failure) {
    if let header { try begin(header) }
    let own = [
      "\(rejected.row)", "\(rejected.line)", rejected.code, rejected.column, rejected.value,
      rejected.reason.text(in: language),
    ].map { Array($0.utf8) }
    let source = row.cells.enumerated().filter { place, _ in
      guard let names = header?.names, place < names.count else { return true }
      return !names[place].hasPrefix(Self.prefix)
    }.map(\.element)
    try write(own + source)
  }

  /// Puts the file into its place.
  func publish() throws(Failure) { try file.publish() }

  /// Takes it back.
  func discard() { file.discard() }

  private func write(_ cells: [[UInt8]]) throws(Failure) {
    var bytes: [UInt8] = []
    for (place, cell) in cells.enumerated() {
      if place > 0 { bytes.append(separator) }
      let needsQuotes = cell.contains { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == separator }
      guard needsQuotes else {
        bytes += cell
        continue
      }
      bytes.append(0x22)
      for byte in cell { bytes += byte == 0x22 ? [0x22, 0x22] : [byte] }
      bytes.append(0x22)
    }
    bytes += [0x0D, 0x0A]
    try file.append(transcoder?.converted(bytes, isLast: true) ?? bytes)
  }
}
