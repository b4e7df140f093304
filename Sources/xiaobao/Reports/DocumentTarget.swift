internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting
internal import Spreadsheets

/// In which format a document is written, and where to.
struct DocumentTarget: ParsableArguments {
  @Option(help: .say("格式", "the format", value: Phrase("格式", "format")))
  var format: FormatChoice?

  @Option(
    help: .say(
      "写入文件，缺省为标准输出", "write a file instead of standard output", value: Phrase("文件", "file")),
    completion: .file())
  var output: String?

  /// Whether a document was asked for in so many words.
  var isGiven: Bool { format != nil || output != nil }

  /// Writes the document; the format is the one given, else the one that the file's name ends in, else text.
  func write(_ document: Document, in session: Session) throws(Failure) {
    let ending = output?.split(separator: "/").last?.split(separator: ".").last.map(String.init)
    let choice = format ?? ending.flatMap { FormatChoice(rawValue: $0) } ?? .text
    var options = WriterOptions(width: session.terminal.outputWidth ?? 80, byteOrderMark: false)
    options.colour = session.hasColour && output == nil
    let bytes = try choice.bytes(of: document, options, toTerminal: toTerminal(session))
    guard let output else { return Output.write(bytes) }
    try Files.write(bytes, to: output)
    session.note(session.say("已写入 \(output)", "written to \(output)"))
  }

  private func toTerminal(_ session: Session) -> Bool {
    output == nil && session.terminal.outputWidth != nil
  }
}

extension FormatChoice {
  /// The document in this format.
  ///
  /// - Throws: `XB-305` for a workbook on a terminal, `XB-131` when it cannot be made.
  func bytes(
    of document: Document, _ options: WriterOptions, toTerminal: Bool
  ) throws(Failure) -> [UInt8] {
    if let writer = DocumentWriters.named(rawValue) {
      return writer.write(document, options: options)
    }
    guard !toTerminal else {
      throw Failure(
        "XB-305",
        problem: Phrase("xlsx 不能显示在终端上", "A workbook cannot be shown on a terminal"),
        remedy: Phrase("用 --output 文件.xlsx 写入文件", "Write a file with --output FILE.xlsx"),
        exit: .usage)
    }
    do throws(SheetProblem) {
      return try XLSXWriter().write(document)
    } catch {
      throw Failure(sheet: error, path: nil)
    }
  }
}
