internal import ConsumerProtection
internal import Reporting

/// The help of one command as text.
struct HelpPage {
  let declaration: CommandDeclaration
  let language: Language
  /// The columns of the terminal.
  let width: Int

  private static let indent = "  "
  private static let labelWidthMax = 30

  var text: String {
    var blocks = [wrap(declaration.abstract)]
    if let detail = declaration.detail { blocks.append(wrap(detail)) }
    blocks.append(block(Phrase("用法", "Usage"), [Self.indent + usage]))
    if !declaration.children.isEmpty {
      blocks.append(
        table(
          Phrase("命令", "Commands"),
          declaration.children.map { ($0.name, $0.abstract.text(in: language)) }))
    }
    blocks += argumentBlocks
    if !declaration.examples.isEmpty { blocks.append(examples) }
    blocks.append(closing)
    return blocks.joined(separator: "\n")
  }

  /// How the command is called, in one line.
  var usage: String {
    guard declaration.children.isEmpty else {
      let word = say("动作", "verb")
      return declaration.path.count == 1
        ? "xiaobao <\(say("对象", "noun"))> <\(word)> [\(say("选项", "options"))]"
        : "\(declaration.name) <\(word)> [\(say("选项", "options"))]"
    }
    var parts = [declaration.name]
    for argument in declaration.arguments where argument.kind == .positional {
      let name = argument.title(in: language) + (argument.isRepeating ? "…" : "")
      parts.append(argument.isOptional ? "[\(name)]" : name)
    }
    for argument in declaration.arguments
    where argument.kind == .option && !argument.isOptional {
      parts.append(label(of: argument))
    }
    return (parts + ["[\(say("选项", "options"))]"]).joined(separator: " ")
  }

  private var argumentBlocks: [String] {
    let arguments = declaration.arguments
    let positional = arguments.filter { $0.kind == .positional }
    var blocks: [String] = []
    if !positional.isEmpty { blocks.append(table(Phrase("参数", "Arguments"), rows(positional))) }
    let options = arguments.filter { $0.kind != .positional }
    let own = options.filter { $0.section == nil }
    if !own.isEmpty { blocks.append(table(Phrase("选项", "Options"), rows(own))) }
    var titles: [Phrase] = []
    for case let title? in options.map(\.section) where !titles.contains(title) {
      titles.append(title)
    }
    for title in titles {
      blocks.append(table(title, rows(options.filter { $0.section == title })))
    }
    return blocks
  }

  /// Label and explanation of each argument.
  func rows(_ arguments: [ArgumentDeclaration]) -> [(String, String)] {
    arguments.map { (label(of: $0), explanation(of: $0)) }
  }

  private func label(of argument: ArgumentDeclaration) -> String {
    switch argument.kind {
    case .positional: argument.title(in: language)
    case .flag: argument.names.joined(separator: ", ")
    case .option:
      argument.names.joined(separator: ", ") + " <\(argument.valueName.text(in: language))>"
    }
  }

  private func explanation(of argument: ArgumentDeclaration) -> String {
    var text = argument.abstract.text(in: language)
    if !argument.values.isEmpty {
      let values = argument.values.joined(separator: say("、", ", "))
      text += say("（可选值：\(values)）", " (one of: \(values))")
    }
    if let value = argument.defaultValue {
      text += say("（默认 \(value)）", " (default \(value))")
    }
    return text
  }

  private var examples: String {
    let lines = declaration.examples.flatMap { example in
      [Self.indent + example.command]
        + DisplayWidth.wrapped(example.meaning.text(in: language), to: width - 6)
        .map { "      " + $0 }
    }
    return block(Phrase("示例", "Examples"), lines)
  }

  private var closing: String {
    if declaration.path.count == 1 {
      return wrap(
        Phrase(
          "查看某个命令：xiaobao help complaint submit。语言由 --lang 决定，其次是工作区的设置，再次是"
            + " LC_ALL、LC_MESSAGES、LANG；都没有时为英文。",
          "One command in full: xiaobao help complaint submit. The language comes from --lang, else"
            + " the workspace, else LC_ALL, LC_MESSAGES or LANG; without any of them it is"
            + " English."))
    }
    if declaration.children.isEmpty {
      return wrap(
        Phrase(
          "退出码：0 完成，1 拒绝，2 有发现，64 用法错误，65 台账损坏，70 程序错误，74 结果不明，75 占用。",
          "Exit: 0 done, 1 refused, 2 findings, 64 usage, 65 ledger damaged, 70 internal, 74 outcome"
            + " unknown, 75 busy."))
    }
    return wrap(
      Phrase(
        "查看某个动作：\(help(declaration.path.dropFirst())) <动作>",
        "One verb in full: \(help(declaration.path.dropFirst())) <verb>"))
  }

  private func help(_ words: ArraySlice<String>) -> String {
    (["xiaobao", "help"] + words).joined(separator: " ")
  }

  private func table(_ title: Phrase, _ rows: [(label: String, text: String)]) -> String {
    let widths = rows.map { DisplayWidth.columns(of: $0.label) }
    let column = min(widths.max() ?? 0, Self.labelWidthMax)
    let hanging = String(repeating: " ", count: column + 4)
    var lines: [String] = []
    for (row, labelWidth) in zip(rows, widths) {
      var texts = DisplayWidth.wrapped(row.text, to: max(20, width - column - 4))
      if labelWidth <= column, !texts.isEmpty {
        let label = DisplayWidth.padded(row.label, to: column)
        lines.append("\(Self.indent)\(label)  \(texts.removeFirst())")
      } else {
        lines.append(Self.indent + row.label)
      }
      lines += texts.map { hanging + $0 }
    }
    return block(title, lines)
  }

  private func block(_ title: Phrase, _ lines: [String]) -> String {
    ([title.text(in: language) + say("：", ":")] + lines).map { $0 + "\n" }.joined()
  }

  private func wrap(_ phrase: Phrase) -> String {
    DisplayWidth.wrapped(phrase.text(in: language), to: width).map { $0 + "\n" }.joined()
  }

  private func say(_ zh: String, _ en: String) -> String { Phrase(zh, en).text(in: language) }
}
