internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin repl PLUGIN`
struct PluginReplCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "repl", "在插件的沙箱中逐行试写 Lua", "type Lua line by line in the plugin's sandbox",
    detail: Phrase(
      "complaint、ctx、plugin（main.lua 返回的表）与各宿主模块（date、text、decimal…）可直接使用；字段、权限、预算与钩子相同。"
        + "表达式显示其值；:reads 显示读取的字段，:reset 重新开始，:quit 结束。有一行失败且非终端输入时退出码为 2。",
      "complaint, ctx, plugin (the table of main.lua) and the host modules (date, text, decimal, …) are"
        + " there, with the hook's fields, permissions and budget. An expression shows its value;"
        + " :reads shows the fields that were read, :reset starts anew, :quit ends. Exit 2 when a line"
        + " failed that no terminal typed."),
    examples: [
      Example(
        "xiaobao plugin repl acme.cards --case C-20260302-000007", "关于一件投诉", "about a case"),
      Example(
        "xiaobao plugin repl plugins/acme.cards complaint.route --input case.json", "用文件中的字段",
        "with the fields in a file"),
    ])

  @Argument(
    help: .say("插件目录或编号", "a folder or an identifier", value: Phrase("插件", "plugin")),
    completion: .directory)
  var plugin: String

  @Argument(help: .say("钩子，缺省为第一个", "the hook; else the first", value: Phrase("钩子", "hook")))
  var hook: String?

  @OptionGroup var question: QuestionOptions

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let folder = try PluginTarget.folder(named: plugin, in: session)
    let hooks: [String]
    do throws(PluginProblems) {
      hooks = try folder.manifest.get().hooks.map(\.name)
    } catch {
      throw Failure(error)
    }
    guard let name = hook ?? hooks.first else {
      throw Failure(
        "LUA-204",
        problem: Phrase("插件 \(folder.name) 没有钩子", "The plugin \(folder.name) answers no hook"),
        remedy: Phrase("在 plugin.yaml 的 hooks 中声明", "Declare one under hooks in plugin.yaml"))
    }
    try QuestionOptions.check(name, of: folder)
    let asked: HookQuestion
    if let caseID = question.caseID {
      let workspace = try session.open(.reading)
      asked = try await workspace.question(
        name, about: caseID, now: try question.instant(), as: try session.invocation())
    } else {
      session.adoptLanguageOfSurroundings()
      asked = try question.read(name, try question.context(in: session), of: folder)
    }
    let repl = PluginRepl(
      folder, others: PluginTarget.neighbours(of: folder), settings: try question.settingsValue(),
      asked, codeTableName: Workspace.codeTableName)
    return converse(repl, in: session)
  }

  private func converse(_ repl: PluginRepl, in session: Session) -> Ending {
    let lines = StandardInputLines()
    let isTyped = session.terminal.isInteractive
    var (pending, hasFailed) = ("", false)
    func prompt() {
      if isTyped { Output.error(pending.isEmpty ? "\(repl.hook)> " : "…> ") }
    }
    prompt()
    while let bytes = lines.next() {
      let line = String(decoding: bytes, as: UTF8.self)
      if pending.isEmpty, line.hasPrefix(":") {
        guard command(line, repl, in: session) else {
          return hasFailed && !isTyped ? .findings : .done
        }
      } else if !(pending + line).allSatisfy(\.isWhitespace) {
        pending += pending.isEmpty ? line : "\n" + line
        switch repl.run(pending) {
        case .incomplete: break
        case .ran(let value, let printed):
          pending = ""
          for text in printed { session.print(text) }
          if let value { session.print(value) }
        case .failed(let problem, let printed):
          pending = ""
          hasFailed = true
          for text in printed { session.print(text) }
          session.note(session.say(problem))
        }
      }
      prompt()
    }
    if !pending.isEmpty {
      hasFailed = true
      session.note(session.say("最后一行没有写完", "the last line is not finished"))
    }
    return hasFailed && !isTyped ? .findings : .done
  }

  /// `:word`; false ends the conversation.
  private func command(_ line: String, _ repl: PluginRepl, in session: Session) -> Bool {
    switch line.split(separator: " ").first.map(String.init) ?? "" {
    case ":quit", ":q": return false
    case ":reset": repl.reset()
    case ":reads":
      session.print(
        repl.reads.isEmpty
          ? session.say("没有读取字段", "no field was read")
          : repl.reads.joined(separator: session.say("、", ", ")))
    default:
      session.note(
        session.say("可用：:reads、:reset、:quit", "there are :reads, :reset, :quit"))
    }
    return true
  }
}
