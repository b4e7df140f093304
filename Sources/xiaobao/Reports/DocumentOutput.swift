internal import Casework
internal import ConsumerProtection
internal import Reporting

/// Writes a document in a built-in format, or in one of a plugin's, to standard output or a file.
struct DocumentOutput {
  let session: Session
  let workspace: Workspace
  let invocation: Invocation
  let format: String?
  let output: String?
  var byteOrderMark = false

  func write(_ document: Document) async throws(Failure) {
    let name = try await formatName()
    guard let choice = FormatChoice(rawValue: name) else {
      return try await write(document, by: name)
    }
    var options = WriterOptions(
      width: session.terminal.outputWidth ?? 80, byteOrderMark: byteOrderMark)
    options.colour = session.hasColour && output == nil
    let onTerminal = output == nil && session.terminal.outputWidth != nil
    let bytes = try choice.bytes(of: document, options, toTerminal: onTerminal)
    guard let output else { return Output.write(bytes) }
    try Files.write(bytes, to: output)
    sayWritten(output)
  }

  /// A plugin's writer: standard output gets the pieces as they come, a file appears whole or not at
  /// all.
  private func write(_ document: Document, by name: String) async throws(Failure) {
    guard let output else {
      return try await workspace.write(document, as: name, for: invocation) {
        bytes throws(Failure) in Output.write(bytes)
      }
    }
    let file = try PendingFile(output)
    do throws(Failure) {
      try await workspace.write(document, as: name, for: invocation) {
        bytes throws(Failure) in try file.append(bytes)
      }
    } catch {
      file.discard()
      throw error
    }
    try file.publish()
    sayWritten(output)
  }

  private func sayWritten(_ path: String) {
    session.note(session.say("已写入 \(path)", "written to \(path)"))
  }

  private func formatName() async throws(Failure) -> String {
    let own = FormatChoice.allCases.map(\.rawValue)
    if let format {
      if own.contains(format) { return format }
      let names = own + (await workspace.writers().map(\.id))
      guard names.contains(format) else { throw Self.unknown(format, names) }
      return format
    }
    if session.isJSON { return "json" }
    guard let output, let last = output.split(separator: "/").last,
      let ending = last.split(separator: ".").last.map(String.init)
    else { return "text" }
    if ending == "txt" { return "text" }
    if own.contains(ending) { return ending }
    let names = own + (await workspace.writers().map(\.id))
    guard names.contains(ending) else {
      throw Failure(
        "XB-305",
        problem: Phrase("看不出 \(output) 应为何种格式", "The ending of \(output) names no format"),
        remedy: Phrase(
          "用 --format 说明（\(names.joined(separator: ", "))），或换用相应的文件名结尾",
          "Say it with --format (\(names.joined(separator: ", "))), or let the file's name end in one"
        ),
        exit: .usage)
    }
    return ending
  }

  private static func unknown(_ format: String, _ names: [String]) -> Failure {
    let near = Nearest.match(of: format, in: names)
    return Failure(
      "XB-305",
      problem: Phrase("--format 的值“\(format)”无效", "the value `\(format)` of --format is not valid"),
      remedy: Phrase(
        (near.map { "是否指 \($0)？" } ?? "") + "可选值：\(names.joined(separator: "、"))",
        (near.map { "did you mean \($0)? " } ?? "") + "one of: \(names.joined(separator: ", "))"),
      exit: .usage)
  }
}
