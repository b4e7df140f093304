internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin check`
struct PluginCheckCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "check", "检查插件（不运行钩子）；有错误时退出码为 2",
    "check plugins without asking a hook; exit 2 for an error",
    detail: Phrase(
      "清单、源文件、语言文件、设置模式、测试；在工作区中还检查站点文件给出的设置。",
      "Manifest, sources, texts, settings schema and tests; in a workspace the site file's settings too."
    ),
    examples: [
      Example("xiaobao plugin check", "检查本工作区全部插件", "every plugin of the workspace"),
      Example("xiaobao plugin check plugins/acme.cards", "检查一个目录", "one folder"),
    ])

  @OptionGroup var target: PluginTarget
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let folders = try target.folders(in: session)
    let tables = try target.tables(in: session)
    let site = target.siteFile(in: session)
    var findings = folders.map { folder in
      let entry = site?.plugins.first { $0.id == folder.name }
      let settings = entry.map {
        PluginCheck.findings(of: $0, file: SiteFile.fileName, in: folder)
      }
      return (
        name: folder.name, digest: folder.digest as PluginDigest?,
        PluginCheck.findings(in: folder) + (settings ?? [])
      )
    }
    findings += tables.tables.map { ($0.id, nil, $0.warnings) }
    if !tables.problems.isEmpty { findings.append((tables.file, nil, tables.problems)) }
    if session.isJSON {
      let items = findings.map { name, digest, problems in
        var object = ObjectBuilder()
        object.add("plugin", name)
        object.add("digest", digest?.description)
        object.add("findings", value: .array(problems.map { JSONValue($0) }))
        return object.object
      }
      Output.print(JSONText.list(items, total: items.count, next: nil))
    } else {
      for (name, _, problems) in findings { show(name, problems, in: session) }
    }
    let hasErrors = findings.contains { $0.2.contains { $0.severity == .error } }
    return hasErrors ? .findings : .done
  }

  private func show(_ name: String, _ problems: [PluginProblem], in session: Session) {
    guard !problems.isEmpty else {
      session.print("\(name)  \(session.say("无发现", "nothing found"))")
      return
    }
    session.print(name)
    for problem in problems {
      let grave =
        problem.severity == .error ? session.say("错误", "error") : session.say("提示", "warning")
      session.print(
        "  \(problem.place)  \(grave) [\(problem.code)] \(session.say(problem.problem))")
    }
  }
}

extension JSONValue {
  /// A finding: `{code, severity, file, line?, column?, problem}`.
  init(_ problem: PluginProblem) {
    var object = ObjectBuilder()
    object.add("code", problem.code.text)
    object.add("severity", problem.severity.rawValue)
    object.add("file", problem.file)
    object.add("line", problem.line)
    object.add("column", problem.column)
    object.add("problem", value: JSONValue(problem.problem))
    self = object.object
  }
}
