public import ConsumerProtection

extension HostAPI {
  /// A file of editor stubs.
  public struct StubFile: Sendable, Equatable {
    /// Where it belongs below the stub folder, e.g. `host/date.lua`.
    public let path: String
    /// The contents.
    public let text: String
  }

  /// LuaLS stubs in one file: say `---@type host.date` behind a `require` to use a module's class.
  public static func stubs(in language: Language) -> String {
    var text = classes(language)
    for module in moduleNames {
      let name = module.split(separator: ".").joined(separator: "_")
      text += "\n---@class \(module)\nlocal \(name) = {}\n"
      text += functionStubs(of: module, as: name, language).joined(separator: "\n") + "\n"
    }
    return text
  }

  /// LuaLS stubs in a folder, one file a module, which LuaLS finds by `require` alone.
  public static func stubFiles(in language: Language) -> [StubFile] {
    [StubFile(path: "xiaobao.lua", text: classes(language)), specStub(in: language)]
      + moduleNames.map { module in
        let lines =
          ["---@meta \(module)", "", "local M = {}"] + functionStubs(of: module, as: "M", language)
        return StubFile(
          path: module.split(separator: ".").joined(separator: "/") + ".lua",
          text: (lines + ["", "return M", ""]).joined(separator: "\n"))
      }
  }

  private static func classes(_ language: Language) -> String {
    var lines = ["---@meta xiaobao", "", "---@class Complaint"]
    lines += ComplaintFields.all.map { field in
      "---@field \(field.name) \(field.kind.luaType)? \(field.meaning.text(in: language))"
    }
    for subject in HookDeclaration.all.compactMap(\.subject) {
      lines += ["", "---@class \(subject.className)"]
      lines += subject.fields.map { field in
        "---@field \(field.name) \(field.kind.luaType)? \(field.meaning.text(in: language))"
      }
    }
    lines += ["", "---@class Context"]
    lines += contextFields.map {
      "---@field \($0.name) \($0.type) \($0.meaning.text(in: language))"
    }
    for function in functions where function.module == "ctx" {
      let list = function.parameters.map { "\($0.name)\($0.isOptional ? "?" : ""): \($0.type)" }
      let result = function.result.map { ": \($0)" } ?? ""
      lines.append(
        "---@field \(function.name) fun(\(list.joined(separator: ", ")))\(result) "
          + function.meaning.text(in: language))
    }
    lines += [
      "", "---@class CountRequest", "---@field by string[]", "---@field from string?",
      "---@field to string?", "---@field where table<string, string|integer|boolean>?", "",
      "---@class CountRow", "---@field keys (string|integer|boolean|nil)[]",
      "---@field count integer", "", "---@class CountTable", "---@field total integer",
      "---@field rows CountRow[]", "",
    ]
    return lines.joined(separator: "\n")
  }

  private static func functionStubs(
    of module: String, as variable: String, _ language: Language
  ) -> [String] {
    var lines: [String] = []
    for function in functions where function.module == module {
      lines += ["", "---\(function.meaning.text(in: language))"]
      lines += function.parameters.map {
        "---@param \($0.name)\($0.isOptional ? "?" : "") \($0.type) \($0.meaning.text(in: language))"
      }
      if let result = function.result { lines.append("---@return \(result)") }
      let names = function.parameters.map(\.name).joined(separator: ", ")
      lines.append("function \(variable).\(function.name)(\(names)) end")
    }
    return lines
  }

  /// The globals that a script may use; everything else does not exist.
  static let globals: [(name: String, members: [String])] = [
    ("assert", []), ("error", []), ("ipairs", []), ("math", mathMembers), ("next", []),
    ("pairs", []), ("pcall", []), ("print", []), ("require", []), ("select", []),
    ("string", stringMembers), ("table", tableMembers), ("tonumber", []), ("tostring", []),
    ("type", []), ("utf8", utf8Members), ("xpcall", []), ("_VERSION", []),
  ]

  private static let mathMembers = [
    "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log",
    "max", "maxinteger", "min", "mininteger", "modf", "pi", "rad", "random", "sin", "sqrt", "tan",
    "tointeger", "type", "ult",
  ]
  private static let stringMembers = [
    "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep", "reverse",
    "sub", "upper",
  ]
  private static let tableMembers = [
    "concat", "insert", "move", "pack", "remove", "sort", "unpack",
  ]
  private static let utf8Members = ["char", "charpattern", "codepoint", "codes", "len", "offset"]

  /// A luacheck configuration that knows the sandbox's globals.
  public static var luacheckConfiguration: String {
    var lines = [
      "-- Generated from Sources/PluginHost/API; do not edit.", "stds.xiaobao = {",
      "  read_globals = {",
    ]
    for global in globals {
      if global.members.isEmpty {
        lines.append("    \"\(global.name)\",")
      } else {
        let fields = global.members.map { "\"\($0)\"" }.joined(separator: ", ")
        lines.append("    \(global.name) = { fields = { \(fields) } },")
      }
    }
    let words = specWords.map { "\"\($0.name)\"" }.joined(separator: ", ")
    lines += [
      "  },", "}", "std = \"xiaobao\"", "max_line_length = 120",
      "files[\"tests\"] = { read_globals = { \(words) } }", "exclude_files = { \".stubs/**\" }", "",
    ]
    return lines.joined(separator: "\n")
  }
}

extension RecordField.Kind {
  /// The type in the words of LuaLS.
  fileprivate var luaType: String {
    switch self {
    case .text, .day: "string"
    case .integer: "integer"
    case .boolean: "boolean"
    case .table: "table"
    }
  }
}
