internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint investigate CASE --file FILE`
struct ComplaintInvestigate: Verb {
  static let configuration: CommandConfiguration = .command(
    "investigate", "登记调查结果（可多次）", "record what was found; may be repeated",
    examples: [
      Example(
        "xiaobao complaint investigate C-20260302-000007 --file finding.txt",
        "调查结果取自文件", "the finding stands in a file"),
      Example(
        "xiaobao complaint investigate C-20260302-000007", "在终端录入", "type it at the terminal"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "调查结果，UTF-8 文本；- 为标准输入", "the finding as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let finding = try TextInput(session, file: file).text(Phrase("调查结果", "finding"))
    return try await session.perform(.investigate(finding: finding), on: subject.id)
  }
}
