internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin stubs DIR`
struct PluginStubs: Verb {
  static let configuration: CommandConfiguration = .command(
    "stubs", "写出编辑器用的 Lua 类型声明与 lint 设置",
    "write the Lua annotations for editors, and the lint list",
    detail: Phrase(
      "目录为插件时，写入 .stubs、.luarc.json 与 .luacheckrc；否则写入声明与 .luacheckrc。",
      "In a plugin's folder writes .stubs, .luarc.json and .luacheckrc; elsewhere the annotations and"
        + " .luacheckrc."),
    examples: [
      Example("xiaobao plugin stubs .stubs", "供 LuaLS 使用", "for the Lua language server"),
      Example(
        "xiaobao plugin stubs plugins/acme.cards", "一个插件的编辑器设置", "the editor's set-up of a plugin"),
    ])

  @Argument(help: .say("目录", "the folder", value: Phrase("目录", "dir")), completion: .directory)
  var directory: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    // In a plugin's own folder the stubs lie out of sight, with the settings that find them.
    let isPlugin = Files.isReadable("\(directory)/plugin.yaml")
    let files =
      isPlugin
      ? PluginTemplate.editorFiles(in: session.language).map { ($0.path, $0.text) }
      : HostAPI.stubFiles(in: session.language).map { ($0.path, $0.text) }
        + [(".luacheckrc", HostAPI.luacheckConfiguration)]
    for (name, text) in files {
      let path = "\(directory)/\(name)"
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      try Files.makeFolder(folder.joined(separator: "/"))
      try Files.write(Array(text.utf8), to: path)
      if !session.isJSON { session.print(path) }
    }
    if session.isJSON {
      let paths = files.map { "\(directory)/\($0.0)" }
      Output.print(JSONText.envelope([JSONValue.Member("files", JSONValue(paths))]))
    }
    return .done
  }
}

/// `xiaobao plugin docs`
struct PluginDocs: Verb {
  static let configuration: CommandConfiguration = .command(
    "docs", "输出 Lua 接口参考（Markdown）", "print the reference of the Lua interface as Markdown",
    examples: [Example("xiaobao plugin docs --lang en", "英文版", "the English page")])

  @OptionGroup var target: TextOutput
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try target.write(HostAPI.referencePage(in: session.language))
    return .done
  }
}

/// Where a generated text goes.
struct TextOutput: ParsableArguments {
  @Option(
    help: .say(
      "写入文件，缺省为标准输出", "write a file instead of standard output", value: Phrase("文件", "file")),
    completion: .file())
  var output: String?

  func write(_ text: String) throws(Failure) {
    guard let output else { return Output.print(text) }
    try Files.write(Array(text.utf8), to: output)
  }
}
