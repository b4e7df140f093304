public import ConsumerProtection

extension HostAPI {
  /// The reference page in Markdown, whole file.
  public static func referencePage(in language: Language) -> String {
    var lines: [String] = []
    func add(_ zh: String, _ en: String) { lines.append(Phrase(zh, en).text(in: language)) }
    add("# Lua 接口 \(APILevel.current)", "# Lua API \(APILevel.current)")
    lines.append("")
    add(
      "本页由 `Sources/PluginHost/API` 生成，请勿手改。插件在 `plugin.yaml` 中写明 `api: \"\(APILevel.current)\"`；同一主版本内只增不减。",
      "Generated from `Sources/PluginHost/API`; do not edit. A plugin says `api: \"\(APILevel.current)\"` in `plugin.yaml`; within a major the API only grows."
    )
    lines += hookSection(language) + fieldSection(language) + contextSection(language)
    for module in ["ctx"] + moduleNames { lines += moduleSection(module, language) }
    lines += specSection(language) + matrixSection(language) + codeSection(language)
    return lines.joined(separator: "\n") + "\n"
  }

  static func table(_ head: [String], _ rows: [[String]]) -> [String] {
    func line(_ cells: [String]) -> String {
      let escaped = cells.map { cell in
        cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      }
      return "| \(escaped.joined(separator: " | ")) |"
    }
    let rule = "|" + head.map { _ in " --- |" }.joined()
    return [line(head), rule] + rows.map(line)
  }

  private static func hookSection(_ language: Language) -> [String] {
    let head = [
      Phrase("钩子", "hook"), Phrase("参数", "called with"), Phrase("答案", "answer"),
      Phrase("如何合并", "combination"), Phrase("失败时", "when it fails"), Phrase("预算", "budget"),
    ].map { $0.text(in: language) }
    let rows = HookDeclaration.all.map { hook in
      [
        "`\(hook.name)`", "`(\(hook.arguments))`", hook.answer.text(in: language),
        hook.combination.text(in: language), hook.effect.text(in: language),
        Phrase(
          "\(hook.instructions) 条指令，\(hook.memoryKiB) KiB，\(hook.wallMilliseconds) ms",
          "\(hook.instructions) instructions, \(hook.memoryKiB) KiB, \(hook.wallMilliseconds) ms"
        ).text(in: language),
      ]
    }
    let note = Phrase(
      "`main.lua` 返回一个表，键是钩子名，值是函数。`nil` 表示没有意见；`false`、未知的键和类型不符都是错误。`because` 是 `{\"代码\", 名称 = 值}` 或 `\"代码\"`，代码须在两种语言的 locale 文件中。",
      "`main.lua` returns a table from hook names to functions. `nil` is no opinion; `false`, an unknown key and a wrong type are errors. `because` is `{\"code\", name = value}` or `\"code\"`; the code stands in both locale files."
    )
    return ["", "## \(Phrase("钩子", "Hooks").text(in: language))", "", note.text(in: language), ""]
      + table(head, rows) + hookDetails(language)
  }

  private static func fieldSection(_ language: Language) -> [String] {
    let head = [
      Phrase("字段", "field"), Phrase("类型", "type"), Phrase("含义", "meaning"),
      Phrase("个人信息", "personal"),
    ].map { $0.text(in: language) }
    let yes = Phrase("是", "yes").text(in: language)
    let rows = ComplaintFields.all.map { field in
      [
        "`\(field.name)`", field.kind.rawValue, field.meaning.text(in: language),
        field.isPersonal ? yes : "",
      ]
    }
    let note = Phrase(
      "钩子只能读取 `plugin.yaml` 中 `reads` 声明的字段；没有的值是 `nil`。个人信息没有权限时为 `nil`，`personal_data.masked` 时为掩码，`personal_data.full` 时为原文。",
      "A hook reads only the fields that `reads` in `plugin.yaml` declares; an absent value is `nil`. A personal field is `nil` without a permission, masked with `personal_data.masked`, plain with `personal_data.full`."
    )
    return [
      "", "## \(Phrase("投诉记录", "The complaint").text(in: language))", "",
      note.text(in: language), "",
    ] + table(head, rows)
  }

  private static func contextSection(_ language: Language) -> [String] {
    let head = [Phrase("字段", "field"), Phrase("类型", "type"), Phrase("含义", "meaning")].map {
      $0.text(in: language)
    }
    let rows = contextFields.map {
      ["`ctx.\($0.name)`", $0.type, $0.meaning.text(in: language)]
    }
    return ["", "## \(Phrase("上下文", "The context").text(in: language))", ""] + table(head, rows)
  }

  private static func moduleSection(_ module: String, _ language: Language) -> [String] {
    var lines = ["", "## \(module)"]
    for function in functions where function.module == module {
      let list = function.parameters.map { $0.isOptional ? "\($0.name)?" : $0.name }
      let result = function.result.map { " → \($0)" } ?? ""
      lines += ["", "### `\(function.fullName)(\(list.joined(separator: ", ")))`\(result)", ""]
      lines.append(function.meaning.text(in: language))
      if !function.parameters.isEmpty { lines.append("") }
      lines += function.parameters.map {
        "- `\($0.name)` (\($0.type)): \($0.meaning.text(in: language))"
      }
      lines += ["", "```lua", function.example, "```"]
    }
    return lines
  }

  private static func matrixSection(_ language: Language) -> [String] {
    let hooks = HookDeclaration.all.map(\.name)
    let load = Phrase("加载时", "while loading").text(in: language)
    let permission = Phrase("权限", "permission").text(in: language)
    let head =
      [Phrase("函数", "function").text(in: language), load] + hooks.map { "`\($0)`" }
      + [permission]
    let rows = functions.map { function in
      ["`\(function.fullName)`", function.phase == .everywhere ? "✓" : ""]
        + hooks.map { function.phase.hookNames.contains($0) ? "✓" : "" }
        + [function.permission.map { "`\($0.rawValue)`" } ?? ""]
    }
    return ["", "## \(Phrase("哪里可以调用", "What may be called where").text(in: language))", ""]
      + table(head, rows)
  }

  private static func codeSection(_ language: Language) -> [String] {
    let head = [Phrase("代码", "code"), Phrase("含义", "meaning")].map { $0.text(in: language) }
    let rows = PluginFailure.Code.meanings.map { ["`\($0.code)`", $0.meaning.text(in: language)] }
    return ["", "## \(Phrase("错误代码", "Error codes").text(in: language))", ""] + table(head, rows)
  }

  /// The fields of `ctx`.
  static let contextFields: [(name: String, type: String, meaning: Phrase)] = [
    (
      "now", "string",
      Phrase(
        "现在的时刻，UTC，如 2026-03-02T02:00:00.000Z", "the instant, UTC, as 2026-03-02T02:00:00.000Z")
    ),
    ("today", "string", Phrase("本机构时区的今天", "today in the institution's zone")),
    ("day", "string", Phrase("业务日（--on）", "the business day (--on)")),
    ("lang", "string", Phrase("\"zh\" 或 \"en\"", "\"zh\" or \"en\"")),
    ("hook", "string", Phrase("正在询问的钩子", "the hook that is asked")),
    ("plugin", "string", Phrase("本插件的编号", "the plugin's own id")),
    ("settings", "table", Phrase("设置，已补默认值，只读", "the settings with their defaults, read-only")),
    (
      "params", "table|nil",
      Phrase(
        "报告、导入或命令的参数，或钩子声明的附加信息，只读",
        "parameters of a report, import or command, or what the hook declares beside its argument, read-only"
      )
    ),
  ]
}
