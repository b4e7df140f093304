internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin new ID`
struct PluginNew: Verb {
  static let configuration: CommandConfiguration = .command(
    "new", "新建一个插件：检查、测试与 lint 即刻通过", "write a new plugin whose check, tests and lint pass at once",
    detail: Phrase(
      "写入清单、main.lua、设置、两种语言的文字、测试与编辑器设置。在工作区中写入 plugins/编号，否则写入 ./编号；已有的目录不会改动。",
      "Writes manifest, main.lua, settings, texts in two languages, tests and the editor's set-up, in a"
        + " workspace to plugins/ID, else to ./ID; a folder that exists is left alone."),
    examples: [
      Example(
        "xiaobao plugin new acme.cards --hook complaint.route", "一条派单规则", "a rule of routing"),
      Example(
        "xiaobao plugin new acme.figures --hook report.figures --hook complaint.check",
        "一份报表和一项检查", "a report and a check"),
    ])

  @Argument(help: .say("插件编号，如 acme.cards", "the plugin's id", value: Phrase("编号", "id")))
  var id: String

  @Option(
    help: .say(
      "钩子，可多次，如 complaint.route 或 report.编号",
      "a hook; may be repeated, as complaint.route or report.ID", value: Phrase("钩子", "hook")))
  var hook: [String] = []

  @Option(
    help: .say("写入此目录下", "write below this folder", value: Phrase("目录", "dir")),
    completion: .directory)
  var to: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let paths = try? session.workspacePaths()
    if let paths { session.adoptLanguage(of: paths) }
    guard !hook.isEmpty else { throw Self.noHook }
    let template: PluginTemplate
    do throws(PluginProblems) {
      template = try PluginTemplate(id: id, hooks: hook, language: session.language)
    } catch {
      throw Failure(
        error.problems.first?.code.text ?? "LUA-101",
        problem: Phrase(
          error.problems.map(\.problem.zh).joined(separator: "\n"),
          error.problems.map(\.problem.en).joined(separator: "\n")),
        remedy: Phrase(
          "例如 xiaobao plugin new acme.cards --hook complaint.route",
          "for example xiaobao plugin new acme.cards --hook complaint.route"), exit: .usage)
    }
    let parent = to ?? paths?.plugins ?? "."
    // A path below the current folder is shown, and given on, as one would type it.
    let here = Session.currentDirectory() + "/"
    let path = parent == "." ? id : "\(parent)/\(id)"
    let folder = path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    guard Files.names(in: folder).isEmpty, !Files.isReadable(folder) else {
      throw Failure(
        "XB-111", problem: Phrase("\(folder) 已经存在", "\(folder) exists already"),
        remedy: Phrase("换一个编号，或先移走该目录", "Take another id, or move that folder away"))
    }
    for file in template.files {
      let path = "\(folder)/\(file.path)"
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      try Files.makeFolder(parts.joined(separator: "/"))
      try Files.write(Array(file.text.utf8), to: path)
    }
    show(template, folder, in: session)
    return .done
  }

  private func show(_ template: PluginTemplate, _ folder: String, in session: Session) {
    let own = template.files.map(\.path).filter { !$0.hasPrefix(".stubs/") }
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("id", id)
      object.add("folder", folder)
      object.add("files", value: JSONValue(template.files.map(\.path)))
      return Output.print(JSONText.envelope(object.members))
    }
    for path in own { session.print("\(folder)/\(path)") }
    session.note(
      session.say(
        "下一步：xiaobao plugin test \(folder) --coverage",
        "next: xiaobao plugin test \(folder) --coverage"))
  }

  private static let noHook = Failure(
    "XB-306",
    problem: Phrase("没有说插件回答哪个钩子", "It is not said which hook the plugin is to answer"),
    remedy: Phrase(
      "加 --hook，如 --hook complaint.route；全部钩子见 xiaobao plugin docs",
      "Add --hook, as --hook complaint.route; xiaobao plugin docs lists the hooks"), exit: .usage)
}
