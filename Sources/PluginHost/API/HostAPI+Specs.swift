public import ConsumerProtection

extension HostAPI {
  /// A word of `tests/*_spec.lua`: a global there and nowhere else.
  public struct SpecWord: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The parameters as LuaLS writes them.
    public let parameters: [(name: String, type: String, isOptional: Bool)]
    /// The type of the result; nil for none.
    public let result: String?
    /// What it does.
    public let meaning: Phrase

    /// Compares the declarations.
    public static func == (left: SpecWord, right: SpecWord) -> Bool {
      left.name == right.name && left.meaning == right.meaning
    }
  }

  /// The words in the order of the reference.
  public static let specWords = [
    SpecWord(
      name: "describe", parameters: [("name", "string", false), ("body", "fun()", false)],
      result: nil,
      meaning: Phrase(
        "一组测试；名称加在其中每个测试之前。", "A group of tests; its name stands before each of them.")),
    SpecWord(
      name: "it", parameters: [("name", "string", false), ("body", "fun()", false)], result: nil,
      meaning: Phrase(
        "一个测试，在自己的机器中运行；出错即未通过。",
        "A test, run in a machine of its own; an error makes it fail.")),
    SpecWord(
      name: "ask",
      parameters: [
        ("hook", "string", false), ("given", "any", true), ("options", "SpecOptions", true),
      ], result: "any",
      meaning: Phrase(
        "问插件一个钩子：投诉类钩子给字段，其余给第一个参数；返回答案，钩子失败则测试未通过。",
        "Asks a hook of the plugin: the fields for a hook on a complaint, else the first argument. The answer; a hook that fails fails the test."
      )),
    SpecWord(
      name: "fails",
      parameters: [
        ("hook", "string", false), ("given", "any", true), ("options", "SpecOptions", true),
      ], result: "SpecFailure",
      meaning: Phrase(
        "钩子应失败；返回失败，作答则测试未通过。",
        "As ask, for a hook that must fail: the failure. An answer fails the test.")),
    SpecWord(
      name: "expect", parameters: [("found", "any", false)], result: "SpecExpectation",
      meaning: Phrase(
        "expect(x).is(y) 须相等；.has(y) 须含有 y 所列；.reads{…} 上一次 ask 读取的字段须恰为所列。",
        "expect(x).is(y) must be equal; .has(y) must have what y names; .reads{…}: the last ask read these fields, no more and no fewer."
      )),
  ]

  /// The classes of a spec's values, for LuaLS.
  static let specClasses = """
    ---@class SpecOptions
    ---@field settings table?
    ---@field now string?
    ---@field today string?
    ---@field day string?
    ---@field lang "zh"|"en"|nil
    ---@field params table?
    ---@field query table[]?

    ---@class SpecFailure
    ---@field code string
    ---@field message string
    ---@field plugin_code string?
    ---@field file string?
    ---@field line integer?

    ---@class SpecExpectation
    ---@field is fun(expected: any)
    ---@field has fun(expected: any)
    ---@field reads fun(expected: string[])
    """

  /// The stub file of the words.
  static func specStub(in language: Language) -> StubFile {
    var lines = ["---@meta", "", specClasses]
    for word in specWords {
      lines += ["", "---\(word.meaning.text(in: language))"]
      lines += word.parameters.map { "---@param \($0.name)\($0.isOptional ? "?" : "") \($0.type)" }
      if let result = word.result { lines.append("---@return \(result)") }
      let names = word.parameters.map(\.name).joined(separator: ", ")
      lines.append("function \(word.name)(\(names)) end")
    }
    return StubFile(path: "spec.lua", text: lines.joined(separator: "\n") + "\n")
  }

  /// The section of the reference page.
  static func specSection(_ language: Language) -> [String] {
    let note = Phrase(
      "只在 `tests/*_spec.lua` 中有；同一沙箱，宿主模块与插件自己的模块可用 `require` 取得。选项：`settings`、`now`、`today`、`day`、`lang`、`params`、`query`。",
      "Only in `tests/*_spec.lua`; the same sandbox, host modules and the plugin's own by `require`. Options: `settings`, `now`, `today`, `day`, `lang`, `params`, `query`."
    )
    var lines = [
      "", "## \(Phrase("测试的词", "Words of a spec").text(in: language))", "",
      note.text(in: language), "",
    ]
    for word in specWords {
      let list = word.parameters.map { $0.isOptional ? "\($0.name)?" : $0.name }
      lines.append(
        "- `\(word.name)(\(list.joined(separator: ", ")))`: \(word.meaning.text(in: language))")
    }
    return lines
  }

  /// The settings of LuaLS for a plugin's folder whose stubs lie in `.stubs`.
  public static let languageServerConfiguration = """
    {
      "runtime.version": "Lua 5.4",
      "runtime.path": ["?.lua"],
      "workspace.library": [".stubs"],
      "workspace.checkThirdParty": false,
      "runtime.builtin": {
        "coroutine": "disable",
        "debug": "disable",
        "io": "disable",
        "os": "disable",
        "package": "disable"
      }
    }

    """
}
