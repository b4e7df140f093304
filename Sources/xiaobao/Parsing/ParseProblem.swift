internal import Casework
internal import ConsumerProtection

/// What is wrong with a command line.
enum ParseProblem: Equatable {
  case unknownCommand(String, suggestion: String?)
  case missingCommand
  case unknownOption(String, suggestion: String?)
  case missingValue(ArgumentDeclaration)
  case unexpectedValue(ArgumentDeclaration, value: String)
  case invalidValue(ArgumentDeclaration, value: String, suggestion: String?)
  case missing(ArgumentDeclaration)
  case unexpected(String)
  /// ArgumentParser refused, and nothing above explains it.
  case other(String)

  /// The problem as people read it; the basis is how the command is declared.
  func failure(in declaration: CommandDeclaration) -> Failure {
    let usages = [Language.zh, .en].map {
      HelpPage(declaration: declaration, language: $0, width: 80).usage
    }
    let (code, problem, remedy) = parts(declaration)
    return Failure(
      code, problem: problem, remedy: remedy,
      basis: Phrase("用法 \(usages[0])", "usage \(usages[1])"), exit: .usage)
  }

  private func parts(_ declaration: CommandDeclaration) -> (String, Phrase, Phrase) {
    let help = "xiaobao " + (["help"] + declaration.path.dropFirst()).joined(separator: " ")
    let look = Phrase("查看 \(help)", "see \(help)")
    switch self {
    case .unknownCommand(let word, let suggestion):
      return (
        "XB-301",
        Phrase(
          "\(declaration.name) 之后没有命令“\(word)”", "\(declaration.name) has no command `\(word)`"),
        Self.meant(suggestion.map { "\(declaration.name) \($0)" }, else: look)
      )
    case .missingCommand:
      let names = declaration.children.map(\.name)
      return (
        "XB-302",
        Phrase("\(declaration.name) 之后缺少动作", "\(declaration.name) needs a verb"),
        Phrase(
          "可用：\(names.joined(separator: "、"))；\(look.zh)",
          "one of \(names.joined(separator: ", ")); \(look.en)")
      )
    case .unknownOption(let name, let suggestion):
      return (
        "XB-303",
        Phrase("\(declaration.name) 没有选项 \(name)", "\(declaration.name) has no option \(name)"),
        Self.meant(suggestion, else: look)
      )
    case .missingValue(let option):
      return (
        "XB-304",
        Phrase(
          "选项 \(option.title(in: .zh)) 缺少值", "the option \(option.title(in: .en)) needs a value"),
        Phrase(
          "写作 \(option.title(in: .zh)) <\(option.valueName.zh)>；以“-”开头的值写作"
            + " \(option.title(in: .zh))=值",
          "write \(option.title(in: .en)) <\(option.valueName.en)>; a value that begins with - as"
            + " \(option.title(in: .en))=VALUE")
      )
    case .unexpectedValue(let option, let value):
      return (
        "XB-307",
        Phrase(
          "选项 \(option.title(in: .zh)) 不带值，却给了“\(value)”",
          "the option \(option.title(in: .en)) takes no value, and `\(value)` was given"),
        Phrase("去掉“=\(value)”", "leave out `=\(value)`")
      )
    case .invalidValue(let argument, let value, let suggestion):
      let values = argument.values
      return (
        "XB-305",
        Phrase(
          "\(argument.title(in: .zh)) 的值“\(value)”无效",
          "the value `\(value)` of \(argument.title(in: .en)) is not valid"),
        Phrase(
          (suggestion.map { "是否指 \($0)？" } ?? "")
            + "可选值：\(values.joined(separator: "、"))",
          (suggestion.map { "did you mean \($0)? " } ?? "")
            + "one of: \(values.joined(separator: ", "))")
      )
    case .missing(let argument):
      return (
        "XB-306",
        Phrase("缺少 \(argument.title(in: .zh))", "\(argument.title(in: .en)) is missing"),
        Phrase(
          "\(argument.abstract.zh)；\(look.zh)", "\(argument.abstract.en); \(look.en)")
      )
    case .unexpected(let word):
      return (
        "XB-307", Phrase("多余的参数“\(word)”", "the argument `\(word)` is one too many"),
        Phrase("去掉它；含空格的值请加引号；\(look.zh)", "leave it out; quote a value with blanks; \(look.en)")
      )
    case .other(let text):
      return ("XB-308", Phrase("无法理解命令行：\(text)", "cannot read the command line: \(text)"), look)
    }
  }

  private static func meant(_ suggestion: String?, else look: Phrase) -> Phrase {
    guard let suggestion else { return look }
    return Phrase("是否指 \(suggestion)？\(look.zh)", "did you mean \(suggestion)? \(look.en)")
  }
}
