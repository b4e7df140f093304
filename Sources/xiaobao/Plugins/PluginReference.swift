internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin stubs DIR`
struct PluginStubs: Verb {
  static let configuration: CommandConfiguration = .command(
    "stubs", "写出编辑器用的 Lua 类型声明", "write the Lua annotations for editors",
    examples: [
      Example("xiaobao plugin stubs .stubs", "供 LuaLS 使用", "for the Lua language server")
    ])

  @Argument(help: .say("目录", "the folder", value: Phrase("目录", "dir")), completion: .directory)
  var directory: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let files = HostAPI.stubFiles(in: session.language)
    for file in files {
      let path = "\(directory)/\(file.path)"
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      try Files.makeFolder(folder.joined(separator: "/"))
      try Files.write(Array(file.text.utf8), to: path)
      if !session.isJSON { session.print(path) }
    }
    if session.isJSON {
      let paths = files.map { "\(directory)/\($0.path)" }
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
