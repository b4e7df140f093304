internal import ConsumerProtection
internal import LuaBridge

/// The machine's English sentences in both languages; the script's own words stay as they are.
enum FailureWords {
  /// A sentence of the machine with `%` for each word that changes, and its Chinese form with $1, $2.
  private static let known: [(en: String, zh: String)] = [
    (
      "field '%' of '%' is not declared: add it to 'reads' in plugin.yaml",
      "读取了 $2 未声明的字段“$1”：把它加入 plugin.yaml 的 reads"
    ),
    ("'%' has no field '%'; did you mean '%'?", "$1 没有字段“$2”；是否为“$3”？"),
    ("'%' has no field '%'", "$1 没有字段“$2”"),
    ("record handle '%' used after the hook returned", "钩子返回之后仍使用记录 $1"),
    ("field '%' cannot be set: '%' is read-only", "不能改写字段“$1”：$2 只读"),
    ("field '%' cannot be set: the table is read-only", "不能改写字段“$1”：该表只读"),
    ("global '%' cannot be set in a hook: use a local", "钩子中不能给全局变量“$1”赋值：请用 local"),
    ("attempt to compare two % values", "不能比较两个 $1"),
    ("attempt to compare % with %", "不能比较 $1 与 $2"),
    ("attempt to index a % value (%)", "不能对 $1 取成员（$2）"),
    ("attempt to index a % value", "不能对 $1 取成员"),
    ("attempt to call a % value (%)", "不能调用 $1（$2）"),
    ("attempt to call a % value", "不能调用 $1"),
    ("attempt to perform arithmetic on a % value (%)", "不能对 $1 做算术（$2）"),
    ("attempt to perform arithmetic on a % value", "不能对 $1 做算术"),
    ("attempt to concatenate a % value (%)", "不能拼接 $1（$2）"),
    ("attempt to concatenate a % value", "不能拼接 $1"),
    ("attempt to get length of a % value (%)", "不能取 $1 的长度（$2）"),
    ("number has no integer representation", "该数不能表示为整数"),
    (
      "module '%' is neither a file of the plugin (%) nor a module of the host",
      "模块“$1”既不是插件的文件（$2），也不是宿主模块"
    ),
    ("module '%' requires itself", "模块“$1”引用了自身"),
    ("the plugin has no file %", "插件没有文件 $1"),
    ("% must return a table; it returned a value of type %", "$1 应返回表，实际返回 $2"),
    ("there is no hook `%`; did you mean `%`?", "没有钩子“$1”；是否为 $2？"),
    ("there is no hook `%`", "没有钩子“$1”"),
    (
      "main.lua answers `%`, which plugin.yaml does not declare",
      "main.lua 返回了 plugin.yaml 未声明的钩子 $1"
    ),
    (
      "plugin.yaml declares `%`, and main.lua does not return it",
      "plugin.yaml 声明了 $1，main.lua 没有返回它"
    ),
    ("main.lua: `%` is a %, not a function", "main.lua 的 $1 是 $2，不是函数"),
    ("the worker process was ended by signal %", "工作进程被信号 $1 终止"),
    (
      "the worker process was lost % times in a row and is not started again",
      "工作进程已连续中断 $1 次，不再启动"
    ),
    ("the worker process cannot be started: system error %", "无法启动工作进程：系统错误 $1"),
    ("the worker process sent what no worker sends: %", "工作进程发来的内容不合约定：$1"),
    ("the worker process sent too much", "工作进程发来的内容过大"),
    ("the worker process ended", "工作进程已退出"),
    ("argument % of % must be %, not %", "$2 的第 $1 个参数应为$3，不是$4"),
    ("argument % of % must be %", "$2 的第 $1 个参数应为$3"),
    ("(error object is a % value)", "（错误值是 $1，不是文本）"),
    ("% cannot be called in %; only in: %", "$1 不能在 $2 中调用；只能在：$3"),
    ("% needs the permission % in plugin.yaml", "$1 需要在 plugin.yaml 中声明权限 $2"),
  ]

  /// The failure's sentence in both languages.
  static func phrase(for lua: LuaFailure, code: PluginFailure.Code) -> Phrase {
    switch lua.kind {
    case .instructions:
      return Phrase(
        "指令预算已用完（死循环，或工作量过大）",
        "the instruction budget is spent (a loop without end, or too much work)")
    case .memory: return Phrase("内存预算已用完", "the memory budget is spent")
    case .wallClock: return Phrase("超过时间限制", "the time limit has passed")
    case .syntax: return Phrase("语法错误：\(lua.message)", "syntax error: \(lua.message)")
    case .raised:
      let code = lua.code.map { "[\($0)] " } ?? ""
      return Phrase(same: code + lua.message)
    default: return Phrase(chinese(lua.message) ?? lua.message, lua.message)
    }
  }

  /// Whether the field exists and only the manifest leaves it out.
  static func isUndeclared(_ lua: LuaFailure) -> Bool {
    lua.message.hasSuffix("is not declared: add it to 'reads' in plugin.yaml")
  }

  /// The kinds of values that sentences name.
  private static let terms = [
    "a text": "文本", "an integer": "整数", "a table": "表", "a boolean": "真假值",
    "a float": "小数", "a text that is not UTF-8": "非 UTF-8 文本",
    "a day YYYY-MM-DD": "日期 YYYY-MM-DD",
  ]

  /// The Chinese form of a known sentence.
  static func chinese(_ message: String) -> String? {
    for sentence in known {
      guard let words = words(of: message, in: sentence.en) else { continue }
      var text = sentence.zh
      for (place, word) in words.enumerated() {
        text = text.split(separator: "$\(place + 1)", omittingEmptySubsequences: false)
          .joined(separator: terms[word] ?? word)
      }
      return text
    }
    return nil
  }

  /// What stands for each `%` of the pattern; nil when the text is another sentence.
  private static func words(of text: String, in pattern: String) -> [String]? {
    let pieces = pattern.split(separator: "%", omittingEmptySubsequences: false)
    guard let first = pieces.first, text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    var words: [String] = []
    for (place, piece) in pieces.enumerated().dropFirst() {
      if place == pieces.count - 1 {
        guard rest.hasSuffix(piece), rest.count >= piece.count else { return nil }
        words.append(String(rest.dropLast(piece.count)))
        return words
      }
      guard let range = rest.firstRange(of: String(piece)) else { return nil }
      words.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return rest.isEmpty ? words : nil
  }
}
