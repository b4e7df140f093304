internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

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
    guard let writer = DocumentWriters.named(choice.rawValue) else {
      preconditionFailure("the formats of the option are those of the writers")
    }
    var options = WriterOptions(width: session.terminal.outputWidth ?? 80, byteOrderMark: false)
    options.colour = session.hasColour && output == nil
    let bytes = writer.write(document, options: options)
    guard let output else { return Output.write(bytes) }
    try Files.write(bytes, to: output)
    session.note(session.say("已写入 \(output)", "written to \(output)"))
  }
}
