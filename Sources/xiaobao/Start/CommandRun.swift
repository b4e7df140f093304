internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// One run of the program, from its arguments to its exit code.
struct CommandRun {
  private(set) var arguments: [String]
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
    do throws(Failure) {
      return try await readingReason().carriedOut()
    } catch {
      return refuse(error)
    }
  }

  /// With the reason that a file holds in place of its option: the process has no argument that says it.
  private func readingReason() throws(Failure) -> CommandRun {
    let option = "--reason-file"
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    var run = self
    if let place = arguments[..<end].firstIndex(of: option), place + 1 < end {
      let text = try InputFile.text(arguments[place + 1])
      run.arguments.replaceSubrange(place...(place + 1), with: ["--reason=\(text)"])
    } else if let place = arguments[..<end].firstIndex(where: { $0.hasPrefix(option + "=") }) {
      let text = try InputFile.text(String(arguments[place].dropFirst(option.count + 1)))
      run.arguments[place] = "--reason=\(text)"
    }
    return run
  }

  private func carriedOut() async -> Int32 {
    switch Self.verb(of: arguments) {
    case .success(let verb): return await code(of: verb)
    case .failure(let error):
      if let offer = pluginOffer(arguments.first) { return await code(of: offer) }
      return refuse(parsing: error.message)
    }
  }

  /// The workspace that the words or the environment name; nil when there is none.
  private var paths: WorkspacePaths? {
    let place = arguments.firstIndex(of: "--workspace").map { $0 + 1 }
    let given = place.flatMap { arguments.indices.contains($0) ? arguments[$0] : nil }
    let inline = arguments.lazy.first { $0.hasPrefix("--workspace=") }
    return try? WorkspacePaths.located(
      explicit: given ?? inline.map { String($0.dropFirst("--workspace=".count)) },
      environment: environment["XIAOBAO_WORKSPACE"], currentDirectory: Session.currentDirectory())
  }

  /// The plugin's verb of that name; the program's own words come first.
  private func pluginOffer(_ word: String?) -> ReportListing? {
    guard let word, !word.hasPrefix("-"),
      CommandDeclaration.find([word], below: Xiaobao.self).path.count == 1
    else { return nil }
    return ReportListing.commands(in: paths).first { $0.id == word }
  }

  private func code(of offer: ReportListing) async -> Int32 {
    let verb = PluginVerb(offer: offer, arguments: Array(arguments.dropFirst()))
    let parsed: PluginVerb.Parsed
    switch verb.parsed() {
    case .success(let words): parsed = words
    case .failure(let failure): return refuse(failure.problem, of: verb.declaration)
    }
    guard let global = try? GlobalOptions.parse(parsed.global) else {
      return refuse(parsing: parsed.global.joined(separator: " "))
    }
    let session = Session(
      global: global, environment: environment, terminal: terminal, language: language)
    defer { session.reportRepair() }
    do throws(Failure) {
      return try await verb.run(parsed, in: session).rawValue
    } catch {
      session.report(error)
      return error.exit.rawValue
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
    if let offer = pluginOffer(words.first) {
      let declaration = PluginVerb(offer: offer, arguments: []).declaration
      return HelpPage(declaration: declaration, language: language, width: terminal.textWidth).text
    }
    let found = CommandDeclaration.find(words, below: Xiaobao.self)
    if arguments.first == "help", let unknown = words.dropFirst(found.path.count - 1).first,
      !unknown.hasPrefix("-")
    {
      return nil
    }
    var declaration = CommandDeclaration(found.command, path: found.path)
    if found.path.count == 1 {
      declaration = declaration.adding(
        ReportListing.commands(in: paths).map { .init(name: $0.id, abstract: $0.title) })
    }
    return HelpPage(declaration: declaration, language: language, width: terminal.textWidth).text
  }

  private func refuse(parsing message: String) -> Int32 {
    // `help` with an unknown word is diagnosed like the word itself.
    let words = Array(arguments.drop { $0 == "help" })
    let diagnosis = Diagnosis(of: words, below: Xiaobao.self, message: message)
    return refuse(diagnosis.problem, of: diagnosis.declaration)
  }

  private func refuse(_ problem: ParseProblem, of declaration: CommandDeclaration) -> Int32 {
    _ = refuse(problem.failure(in: declaration))
    return Failure.Exit.usage.rawValue
  }

  private func refuse(_ failure: Failure) -> Int32 {
    let block = ErrorBlock(failure: failure)
    Output.error(
      arguments.contains("--json")
        ? block.json(in: language) : block.text(in: language, width: terminal.errorWidth))
    return failure.exit.rawValue
  }
}
