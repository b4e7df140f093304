internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// One run of the program, from its arguments to its exit code.
struct CommandRun {
  let arguments: [String]
  let environment: [String: String]
  let terminal: Terminal
  /// The language until a workspace is open.
  let language: Language

  init(arguments: [String], environment: [String: String]) {
    self.arguments = Rewriting.rewritten(arguments)
    self.environment = environment
    terminal = Terminal(environment: environment)
    language =
      LanguageSetting.option(in: arguments) ?? LanguageSetting.environment(environment)
  }

  /// Runs and answers the exit code.
  func code() async -> Int32 {
    if let page = helpPage() {
      Output.print(page)
      return 0
    }
    if arguments.first == "--version" {
      Output.print(ConsumerWords.versionLine.text(in: language) + "\n")
      return 0
    }
    switch Self.verb(of: arguments) {
    case .success(let verb): return await code(of: verb)
    case .failure(let error): return refuse(parsing: error.message)
    }
  }

  /// ArgumentParser's refusal, in its own words.
  struct Unparsed: Error {
    let message: String
  }

  /// The verb that rewritten arguments call.
  ///
  /// Its own declaration is enough for a right line: as the root's, ArgumentParser would read the
  /// declarations of all commands first, which takes longer than most verbs.
  static func verb(of arguments: [String]) -> Result<any Verb, Unparsed> {
    let found = CommandDeclaration.find(arguments, below: Xiaobao.self)
    if let verb = found.command as? any Verb.Type,
      let command = try? verb.parse(Array(arguments.dropFirst(found.path.count - 1)))
    {
      return .success(command)
    }
    do {
      let command = try Xiaobao.parseAsRoot(arguments)
      return (command as? any Verb).map { .success($0) } ?? .failure(Unparsed(message: ""))
    } catch {
      return .failure(Unparsed(message: Xiaobao.message(for: error)))
    }
  }

  private func code(of verb: any Verb) async -> Int32 {
    let session = Session(
      global: verb.global, environment: environment, terminal: terminal, language: language)
    // After a failure, too: the repair was made all the same.
    defer { session.reportRepair() }
    do throws(Failure) {
      let ending = try await verb.run(in: session)
      return ending.rawValue
    } catch {
      session.report(error)
      return error.exit.rawValue
    }
  }

  /// The page that `--help`, `-h`, `help …` or no argument at all asks for.
  private func helpPage() -> String? {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let asksByOption = arguments[..<end].contains { $0 == "--help" || $0 == "-h" }
    guard arguments.isEmpty || arguments.first == "help" || asksByOption else { return nil }
    let words = arguments.drop { $0 == "help" }
    let found = CommandDeclaration.find(words, below: Xiaobao.self)
    if arguments.first == "help", let unknown = words.dropFirst(found.path.count - 1).first,
      !unknown.hasPrefix("-")
    {
      return nil
    }
    return HelpPage(
      declaration: CommandDeclaration(found.command, path: found.path), language: language,
      width: terminal.textWidth
    ).text
  }

  private func refuse(parsing message: String) -> Int32 {
    // `help` with an unknown word is diagnosed like the word itself.
    let words = Array(arguments.drop { $0 == "help" })
    let diagnosis = Diagnosis(of: words, below: Xiaobao.self, message: message)
    let block = ErrorBlock(failure: diagnosis.problem.failure(in: diagnosis.declaration))
    Output.error(
      arguments.contains("--json")
        ? block.json(in: language) : block.text(in: language, width: terminal.errorWidth))
    return Failure.Exit.usage.rawValue
  }
}
