internal import ArgumentParser
internal import ConsumerProtection

/// Finds what is wrong with a command line that ArgumentParser refused, by walking it along the
/// declarations: ArgumentParser's own errors are not public and speak English only.
struct Diagnosis {
  let declaration: CommandDeclaration
  let problem: ParseProblem

  /// Walks the arguments; `message` is ArgumentParser's own, for what the walk does not find.
  init(
    of arguments: [String], below root: any ParsableCommand.Type, message: String
  ) {
    let found = CommandDeclaration.find(arguments, below: root)
    declaration = CommandDeclaration(found.command, path: found.path)
    let rest = Array(arguments.dropFirst(found.path.count - 1))
    problem =
      Self.wordProblem(rest, declaration)
      ?? Walk(declaration: declaration, arguments: rest).problem ?? .other(message)
  }

  /// A noun or verb that does not exist, or none where one must stand.
  private static func wordProblem(
    _ rest: [String], _ declaration: CommandDeclaration
  ) -> ParseProblem? {
    guard !declaration.children.isEmpty else { return nil }
    guard let word = rest.first else { return .missingCommand }
    guard !word.hasPrefix("-") else { return nil }
    return .unknownCommand(
      word, suggestion: Nearest.match(of: word, in: declaration.children.map(\.name)))
  }

  /// The arguments of one command, looked at one by one.
  private struct Walk {
    let declaration: CommandDeclaration
    let arguments: [String]

    var problem: ParseProblem? {
      var given: Set<String> = []
      var positionals = declaration.arguments.filter { $0.kind == .positional }
      var index = 0
      while index < arguments.count {
        let word = arguments[index]
        index += 1
        if word == "--" { return nil }
        guard word.hasPrefix("-"), word.count > 1 else {
          if let problem = take(word, &positionals) { return problem }
          continue
        }
        let name = String(word.prefix { $0 != "=" })
        guard let option = declaration.arguments.first(where: { $0.names.contains(name) }) else {
          let names = declaration.arguments.flatMap(\.names)
          return .unknownOption(name, suggestion: Nearest.match(of: name, in: names))
        }
        given.formUnion(option.names)
        let inline = name == word ? nil : String(word.dropFirst(name.count + 1))
        if option.kind == .flag {
          if let inline { return .unexpectedValue(option, value: inline) }
          continue
        }
        let next = index < arguments.count ? arguments[index] : nil
        let isValue = next.map { !$0.hasPrefix("-") || $0 == "-" } ?? false
        guard let value = inline ?? (isValue ? next : nil) else { return .missingValue(option) }
        if inline == nil { index += 1 }
        if let problem = check(value, option) { return problem }
      }
      return missing(positionals, given)
    }

    private func take(
      _ word: String, _ positionals: inout [ArgumentDeclaration]
    ) -> ParseProblem? {
      guard let argument = positionals.first else {
        return declaration.children.isEmpty ? .unexpected(word) : nil
      }
      if !argument.isRepeating { positionals.removeFirst() }
      return check(word, argument)
    }

    private func check(_ value: String, _ argument: ArgumentDeclaration) -> ParseProblem? {
      guard !argument.values.isEmpty, !argument.values.contains(value) else { return nil }
      return .invalidValue(
        argument, value: value, suggestion: Nearest.match(of: value, in: argument.values))
    }

    private func missing(
      _ positionals: [ArgumentDeclaration], _ given: Set<String>
    ) -> ParseProblem? {
      if let argument = positionals.first(where: { !$0.isOptional }) { return .missing(argument) }
      return declaration.arguments.first { option in
        option.kind == .option && !option.isOptional && given.isDisjoint(with: option.names)
      }.map { .missing($0) }
    }
  }
}
