internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint submit`
struct ComplaintSubmit: Verb {
  static let configuration: CommandConfiguration = .command(
    "submit", "登记一件投诉", "register a complaint",
    detail: Phrase(
      "在终端不带 --file 时逐项询问；Ctrl-D 取消且不留痕迹。JSON 字段见 docs/reference/complaint-json.md。",
      "Without --file at a terminal it asks field by field; Ctrl-D leaves without a trace. The JSON"
        + " fields stand in docs/reference/complaint-json.md."),
    examples: [
      Example("xiaobao complaint submit", "在终端逐项登记", "asked field by field"),
      Example(
        "xiaobao complaint submit --file case.json --on 2026-03-02T09:30",
        "取自文件，业务日为 2026-03-02", "from a file, received on 2026-03-02"),
      Example(
        "gateway | xiaobao complaint submit --json - --idempotency-key web-4711",
        "由程序登记，可安全重试", "from a program; may be repeated safely"),
    ])

  @Option(
    help: .say(
      "投诉的 JSON 文件；- 为标准输入（--json - 同义并输出 JSON）",
      "the complaint as JSON; - is standard input (--json - is that with JSON output)",
      value: Phrase("文件", "file")),
    completion: .file(extensions: ["json"]))
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    if let file {
      let draft = try InputFile.json(file)
      let workspace = try session.open(.writing)
      return session.show(
        try await workspace.submit(draft, duplicates: .all, as: session.invocation()))
    }
    guard session.isInteractive else {
      throw Failure(
        "XB-310",
        problem: Phrase(
          "缺少投诉内容，且没有可以询问的终端", "The complaint is missing and there is no terminal to ask at"),
        remedy: Phrase(
          "用 --file FILE.json，或 --json - 从标准输入读取",
          "give --file FILE.json, or --json - for standard input"), exit: .usage)
    }
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let draft = try DraftQuestions(
      Questions(session), site: workspace.site, actor: invocation.actor
    ).draft()
    return session.show(try await workspace.submit(draft, duplicates: .all, as: invocation))
  }
}
