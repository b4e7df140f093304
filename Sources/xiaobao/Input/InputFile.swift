internal import Casework
internal import ConsumerProtection

#if canImport(Glibc)
  internal import Glibc
#endif

/// Reads what people hand in: a file, or `-` for standard input; never more than a bound.
enum InputFile {
  /// The largest file that holds one case's texts: 1 MiB. Larger texts belong into attachments.
  static let caseByteCountMax = 1 << 20
  /// The largest file of an organisation: 16 MiB.
  static let organisationByteCountMax = 16 << 20

  /// The bytes.
  ///
  /// - Throws: `XB-110` when it cannot be read, `XB-006` when it is too large.
  static func bytes(_ path: String, max: Int = caseByteCountMax) throws(Failure) -> [UInt8] {
    guard path == "-" else { return try Files.read(path, byteCountMax: max) }
    return try Files.read(descriptor: STDIN_FILENO, name: name(path), byteCountMax: max)
  }

  /// The file as text, byte for byte, without the line break that an editor puts at its end.
  ///
  /// - Throws: as `bytes`; `XB-007` names the first byte that is not UTF-8.
  static func text(_ path: String, max: Int = caseByteCountMax) throws(Failure) -> String {
    var bytes = try bytes(path, max: max)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let offset = firstInvalidUTF8Offset(in: bytes)
      throw Failure(
        Refusal.Code.malformedInput.text,
        problem: Phrase(
          "\(name(path)) 不是有效的 UTF-8 文本（字节 \(offset)）",
          "\(name(path)) is not valid UTF-8 (byte \(offset))"),
        remedy: Phrase(
          "请另存为 UTF-8，例如 iconv -f GB18030 -t UTF-8",
          "Save it as UTF-8, for example with iconv -f GB18030 -t UTF-8"))
    }
    return text
  }

  /// The file as one JSON value.
  ///
  /// - Throws: as `bytes`; `XB-007` with file, line and column.
  static func json(_ path: String, max: Int = caseByteCountMax) throws(Failure) -> JSONValue {
    let bytes = try bytes(path, max: max)
    do throws(JSONError) {
      return try JSONReader.value(of: bytes)
    } catch {
      let place = "\(name(path)):\(error.line):\(error.column)"
      throw Failure(
        Refusal.Code.malformedInput.text,
        problem: Phrase("\(place) \(error.problem.zh)", "\(place) \(error.problem.en)"),
        remedy: Phrase(
          "请改正后重试；格式见 docs/reference/complaint-json.md",
          "Mend it and try again; the shape stands in docs/reference/complaint-json.md"))
    }
  }

  /// The file as messages call it.
  private static func name(_ path: String) -> String { path == "-" ? "<stdin>" : path }
}
