internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint search TEXT`
struct ComplaintSearch: Verb {
  static let configuration: CommandConfiguration = .command(
    "search", "按封存文字查找投诉，最新在前", "find complaints by their sealed texts, newest first",
    detail: Phrase(
      "查找投诉内容、诉求、调查结论、理由与客户意见，不分大小写与全半角。只列出投诉，不显示文字；须有查看封存内容的角色。已删除密钥的内容查不到。",
      "Looks into narrative, demand, findings, reasons and opinion; case and width do not count. It lists"
        + " complaints and shows no text, and needs a role that may open sealed texts. Erased texts are"
        + " not found."),
    examples: [
      Example(
        "xiaobao complaint search --file name.txt", "文字含个人信息：取自文件，或在终端输入",
        "a text that names a person: from a file, or typed at the terminal"),
      Example("xiaobao complaint search 重复扣款", "内容提到“重复扣款”的投诉", "complaints that mention it"),
      Example(
        "xiaobao complaint search 年费 --limit 10 --json", "前 10 件，JSON 格式",
        "the newest ten as JSON"),
    ])

  @Argument(
    help: .say(
      "要查找的文字，至少一个汉字或连续三个字母、数字",
      "the text: at least one ideograph or three letters or digits in a row",
      value: Phrase("文字", "text")))
  var text: String?

  @Option(
    help: .say(
      "文字取自文件；- 为标准输入；含个人信息时用它",
      "the text from a file; - is standard input; where it names a person",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup var list: ListOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let invocation = try session.invocation()
    var query = SearchQuery(try wanted(in: session))
    query.limit = try list.count()
    query.after = list.after
    ComplaintTable.show(
      try await session.open(.reading).search(query, as: invocation), in: session)
    return .done
  }

  /// What is looked for: the argument, else what the file holds or the person at the terminal types.
  private func wanted(in session: Session) throws(Failure) -> String {
    if let text, file == nil { return text }
    guard text == nil else {
      throw Failure(
        "XB-307", problem: Phrase("文字与 --file 只能给一个", "Give the text or --file, not both"),
        remedy: Phrase("去掉其中一个", "Leave one of them out"), exit: .usage)
    }
    var read = try TextInput(session, file: file).text(Phrase("要查找的文字", "The text to look for"))
    // A file ends its last line; the end is no part of what is looked for.
    while read.last?.isNewline == true { read.removeLast() }
    return read
  }
}
