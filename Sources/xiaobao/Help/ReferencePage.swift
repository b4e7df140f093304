internal import ConsumerProtection

/// The whole command line as one Markdown page: docs/reference/cli.md.
struct ReferencePage {
  let language: Language

  var text: String {
    let commands = CompletionScript.declarations
    var lines = [
      "# " + say("命令行", "Command line"), "",
      say(
        "本页由程序的命令声明生成，请勿手工修改：`XIAOBAO_RECORD=1 swift test --filter ReferencePageTests`。"
          + "JSON 输出的格式见 [cli-json.md](../../reference/cli-json.md)。",
        "Made from the program's declarations; do not edit: `XIAOBAO_RECORD=1 swift test --filter"
          + " ReferencePageTests`. The JSON outputs are described in [cli-json.md](cli-json.md)."),
      "",
    ]
    lines += globalOptions(commands)
    lines += exitCodes
    for command in commands.dropFirst() { lines += section(of: command) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(of command: CommandDeclaration) -> [String] {
    let hashes = command.path.count == 2 ? "##" : "###"
    var lines = ["\(hashes) \(command.name)", "", command.abstract.text(in: language), ""]
    guard command.children.isEmpty else { return lines }
    if let detail = command.detail { lines += [detail.text(in: language), ""] }
    let page = HelpPage(declaration: command, language: language, width: 80)
    lines += ["```text", page.usage, "```", ""]
    let own = command.arguments.filter { $0.section == nil }
    lines += table(own, page)
    if !command.examples.isEmpty {
      lines.append("```sh")
      for example in command.examples {
        lines += ["# " + example.meaning.text(in: language), example.command]
      }
      lines += ["```", ""]
    }
    return lines
  }

  private func globalOptions(_ commands: [CommandDeclaration]) -> [String] {
    guard let command = commands.first(where: { $0.children.isEmpty }) else { return [] }
    let page = HelpPage(declaration: command, language: language, width: 80)
    return ["## " + GlobalOptions.title.text(in: language), ""]
      + table(command.arguments.filter { $0.section == GlobalOptions.title }, page)
      + [
        say(
          "全局选项也可写在命令之前：`xiaobao --lang en due`。",
          "They may also stand before the command: `xiaobao --lang en due`."), "",
      ]
  }

  private var exitCodes: [String] {
    let codes = [
      ("0", Phrase("完成", "done")), ("1", Phrase("拒绝，未作任何改动", "refused, nothing changed")),
      ("2", Phrase("已执行，有需要注意的发现", "done, and something needs attention")),
      ("64", Phrase("命令行有误", "the command line is wrong")),
      ("65", Phrase("台账损坏", "the ledger is damaged")),
      ("70", Phrase("程序错误", "a fault of the program")),
      (
        "74",
        Phrase("结果不明：用同一 --idempotency-key 重复", "outcome unknown: repeat with the same key")
      ),
      ("75", Phrase("台账占用或磁盘已满：稍候重试", "busy, or the disk is full: try again")),
    ]
    return ["## " + say("退出码", "Exit codes"), "", "| | |", "| --- | --- |"]
      + codes.map { "| \($0.0) | \($0.1.text(in: language)) |" } + [""]
  }

  private func table(_ arguments: [ArgumentDeclaration], _ page: HelpPage) -> [String] {
    guard !arguments.isEmpty else { return [] }
    return ["| | |", "| --- | --- |"]
      + page.rows(arguments).map { "| `\($0.0)` | \($0.1) |" } + [""]
  }

  private func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }
}
