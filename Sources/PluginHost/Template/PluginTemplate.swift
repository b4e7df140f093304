public import ConsumerProtection

/// What `plugin new` writes: a plugin whose check, tests and lint pass as they stand.
public struct PluginTemplate: Sendable {
  /// A file of the new folder.
  public struct File: Sendable, Equatable {
    /// The path inside the folder.
    public let path: String
    /// The contents.
    public let text: String
  }

  private let id: String
  private let samples: [HookSample]
  private let language: Language

  /// Prepares a plugin.
  ///
  /// - Parameters:
  ///   - id: Its identifier.
  ///   - hooks: The hooks that it is to answer, each once; a family with an id of its own.
  ///   - language: The language of the comments in its sources.
  /// - Throws: Everything that is wrong with the identifier and the hooks.
  public init(id: String, hooks: [String], language: Language) throws(PluginProblems) {
    var problems: [PluginProblem] = []
    if !PluginManifest.isIdentifier(id) {
      problems.append(
        PluginProblem(
          .manifest, file: "plugin.yaml",
          Phrase(
            "编号“\(id)”不合规：用小写字母开头的词、数字和 -，以点相连，如 acme.cards",
            "the id `\(id)` is not one: lower-case words, digits and -, joined by dots, as acme.cards"
          )))
    }
    for hook in hooks where HookDeclaration.named(hook) == nil {
      problems.append(Self.unknown(hook))
    }
    var seen: Set<String> = []
    for hook in hooks where !seen.insert(hook).inserted {
      problems.append(
        PluginProblem(
          .unknownHook, file: "plugin.yaml",
          Phrase("钩子 \(hook) 给了两次", "the hook \(hook) stands twice")))
    }
    if !problems.isEmpty { throw PluginProblems(problems) }
    self.id = id
    self.language = language
    samples = hooks.compactMap { hook in
      HookDeclaration.named(hook).map { HookSample.of(hook, $0, in: language) }
    }
  }

  private static func unknown(_ hook: String) -> PluginProblem {
    let names = HookDeclaration.all.map(\.name)
    let family = names.first {
      $0.hasSuffix(">") && $0.hasPrefix(hook.split(separator: ".")[0] + ".")
    }
    let near = family ?? Nearest.match(of: hook, in: names)
    return PluginProblem(
      .unknownHook, file: "plugin.yaml",
      Phrase(
        "没有钩子“\(hook)”" + (near.map { "；是否为 \($0)？" } ?? "；可用：\(names.joined(separator: "、"))"),
        "there is no hook `\(hook)`"
          + (near.map { "; did you mean `\($0)`?" } ?? "; hooks: \(names.joined(separator: ", "))"))
    )
  }

  /// Every file, with the editor's set-up: stubs, settings of LuaLS, list for luacheck.
  public var files: [File] {
    var files = [
      File(path: "plugin.yaml", text: manifest), File(path: "main.lua", text: main),
      File(path: "README.md", text: readMe(.en)), File(path: "README.zh-CN.md", text: readMe(.zh)),
    ]
    let properties = samples.flatMap(\.settings).first(of: \.name)
    if !properties.isEmpty {
      files.append(File(path: "config.schema.json", text: schema(properties)))
    }
    let texts = samples.flatMap(\.texts).first(of: \.code)
    for (language, name) in [(Language.zh, "zh"), (.en, "en")] where !texts.isEmpty {
      let lines = texts.map { "\($0.code): \"\($0.text.text(in: language))\"\n" }
      files.append(File(path: "locale/\(name).yaml", text: lines.joined()))
    }
    for sample in samples {
      files.append(File(path: "tests/\(sample.fileName).yaml", text: sample.cases))
    }
    if let sample = samples.first {
      files.append(File(path: "tests/\(sample.fileName)_spec.lua", text: sample.spec))
    }
    return files + Self.editorFiles(in: language)
  }

  /// The files that an editor needs in a plugin's folder; they are no part of its digest.
  public static func editorFiles(in language: Language) -> [File] {
    [
      File(path: ".luarc.json", text: HostAPI.languageServerConfiguration),
      File(path: ".luacheckrc", text: HostAPI.luacheckConfiguration),
    ]
      + HostAPI.stubFiles(in: language).map { File(path: ".stubs/\($0.path)", text: $0.text) }
  }

  private var manifest: String {
    var lines = [
      "id: \(id)", "version: 0.1.0", "api: \"\(APILevel.current)\"",
      "title: {zh: \(id), en: \(id)}",
    ]
    lines.append(samples.isEmpty ? "hooks: {}" : "hooks:")
    for sample in samples {
      let reads = sample.reads.isEmpty ? "{}" : "{reads: [\(sample.reads.joined(separator: ", "))]}"
      lines.append("  \(sample.hook): \(reads)")
    }
    let permissions = samples.flatMap(\.permissions).map(\.rawValue)
    if !permissions.isEmpty {
      lines.append("permissions: [\(Set(permissions).sorted().joined(separator: ", "))]")
    }
    var sections: [(name: String, lines: [String])] = []
    for sample in samples {
      guard let section = sample.section else { continue }
      if let place = sections.firstIndex(where: { $0.name == section.name }) {
        sections[place].lines += section.lines
      } else {
        sections.append(section)
      }
    }
    for section in sections { lines += ["\(section.name):"] + section.lines }
    return lines.joined(separator: "\n") + "\n"
  }

  private var main: String {
    let modules = Set(samples.flatMap(\.modules)).sorted()
    var lines = modules.map { module in
      "local \(module.split(separator: ".").last ?? "") = require(\"\(module)\")"
    }
    if !lines.isEmpty { lines.append("") }
    lines += ["local M = {}", ""]
    for sample in samples { lines += [sample.source, ""] }
    lines.append("return {")
    lines += samples.map { "  [\"\($0.hook)\"] = M.\($0.functionName)," }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private func schema(_ properties: [HookSample.Setting]) -> String {
    let lines = properties.map { "    \"\($0.name)\": \($0.schema)" }
    return """
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
      \(lines.joined(separator: ",\n"))
        }
      }

      """
  }

  private func readMe(_ language: Language) -> String {
    let list = samples.map { "- `\($0.hook)`" }.joined(separator: "\n")
    return Phrase(
      """
      # \(id)

      一句话说明本插件做什么，依据哪一条规定。

      \(list)

      ```sh
      xiaobao plugin check plugins/\(id)
      xiaobao plugin test plugins/\(id) --coverage
      ```

      """,
      """
      # \(id)

      A sentence on what this plugin does, and on which rule it rests.

      \(list)

      ```sh
      xiaobao plugin check plugins/\(id)
      xiaobao plugin test plugins/\(id) --coverage
      ```

      """
    ).text(in: language)
  }
}

extension Array {
  /// Of those that bear the same name only the first: two reports share their words.
  fileprivate func first(of name: (Element) -> String) -> [Element] {
    var seen: Set<String> = []
    return filter { seen.insert(name($0)).inserted }
  }
}
