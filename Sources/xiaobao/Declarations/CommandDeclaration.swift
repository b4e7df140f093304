internal import ArgumentParser
internal import ConsumerProtection

/// A command as declared, taken from ArgumentParser, for help, errors and completions.
struct CommandDeclaration: Equatable {
  /// A verb below a noun.
  struct Child: Equatable {
    let name: String
    let abstract: Phrase
  }

  /// The words that name it, `xiaobao` first.
  let path: [String]
  let abstract: Phrase
  let detail: Phrase?
  let examples: [Example]
  private(set) var children: [Child]
  let arguments: [ArgumentDeclaration]

  /// The command as typed, e.g. `xiaobao complaint show`.
  var name: String { path.joined(separator: " ") }

  /// Reads the declaration of one command; its children only by name.
  init(_ command: any ParsableCommand.Type, path: [String]) {
    let configuration = command.configuration
    self.path = path
    abstract = Wording.decoded(configuration.abstract)
    detail = Wording.detail(in: configuration.discussion)
    examples = Wording.examples(in: configuration.discussion)
    children = configuration.subcommands.map { child in
      Child(
        name: Self.name(of: child), abstract: Wording.decoded(child.configuration.abstract))
    }
    arguments = Self.arguments(of: command)
  }

  /// A command of a plugin's, which ArgumentParser does not know.
  init(path: [String], abstract: Phrase, detail: Phrase?, arguments: [ArgumentDeclaration]) {
    self.path = path
    self.abstract = abstract
    self.detail = detail
    examples = []
    children = []
    self.arguments = arguments
  }

  /// The same command with further children, such as the verbs of plugins.
  func adding(_ more: [Child]) -> CommandDeclaration {
    var copy = self
    copy.children += more
    return copy
  }

  /// The name that calls the command.
  static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }

  /// The command that the words name, as far as they name one, and how many words that took.
  static func find(
    _ words: some Sequence<String>, below root: any ParsableCommand.Type
  ) -> (command: any ParsableCommand.Type, path: [String]) {
    var found: (command: any ParsableCommand.Type, path: [String]) = (root, [name(of: root)])
    for word in words {
      let next = found.command.configuration.subcommands.first { name(of: $0) == word }
      guard let next else { break }
      found = (next, found.path + [word])
    }
    return found
  }

  /// The arguments in ArgumentParser's own description, which is JSON.
  private static func arguments(
    of command: any ParsableCommand.Type
  ) -> [ArgumentDeclaration] {
    // A noun holds verbs only, and describing it would describe every verb below it.
    guard command.configuration.subcommands.isEmpty else {
      let version = ArgumentDeclaration(flag: ["--version"], Xiaobao.versionHelp, section: nil)
      return (command == Xiaobao.self ? [version] : []) + [.help]
    }
    guard let tool = try? JSONReader.value(of: Array(command._dumpHelp().utf8)) else { return [] }
    return (tool["command"]?["arguments"]?.array ?? []).compactMap(ArgumentDeclaration.init)
  }
}

/// One argument, option or flag of a command.
struct ArgumentDeclaration: Equatable {
  enum Kind: String {
    case positional, option, flag
  }

  let kind: Kind
  /// With their hyphens, e.g. `--help`, `-h`.
  let names: [String]
  let valueName: Phrase
  let isOptional: Bool
  let isRepeating: Bool
  /// The values that exist; empty where any text may stand.
  let values: [String]
  /// What a shell offers; other words may stand, too.
  let completions: [String]
  let defaultValue: String?
  let abstract: Phrase
  /// The heading under which help shows it; nil is the command's own part.
  let section: Phrase?
  /// Whether a file or folder is meant, for completion.
  let completesFiles: Bool

  /// The name by which messages call it.
  func title(in language: Language) -> String {
    kind == .positional ? "<\(valueName.text(in: language))>" : names.last ?? ""
  }

  /// `-h, --help`, which every command takes.
  static let help = ArgumentDeclaration(
    flag: ["-h", "--help"], Phrase("显示帮助", "show this help"), section: GlobalOptions.title)

  /// A flag that ArgumentParser's description is not asked for.
  init(flag names: [String], _ abstract: Phrase, section: Phrase?) {
    kind = .flag
    self.names = names
    valueName = Phrase(same: "")
    isOptional = true
    isRepeating = false
    values = []
    completions = []
    defaultValue = nil
    self.abstract = abstract
    self.section = section
    completesFiles = false
  }

  /// An option of a plugin's verb.
  init(option name: String, _ abstract: Phrase, value: Phrase, initial: String?) {
    kind = .option
    names = [name]
    valueName = value
    isOptional = true
    isRepeating = false
    values = []
    completions = []
    defaultValue = initial
    self.abstract = abstract
    section = nil
    completesFiles = false
  }

  /// One argument of the description; nil for one that help does not show.
  init?(_ json: JSONValue) {
    guard let kind = json["kind"]?.text.flatMap(Kind.init), json["shouldDisplay"]?.boolean ?? true
    else { return nil }
    let names = (json["names"]?.array ?? []).compactMap { name -> String? in
      guard let text = name["name"]?.text else { return nil }
      return (name["kind"]?.text == "long" ? "--" : "-") + text
    }
    self.kind = kind
    // Short names first, as people read them: -h, --help.
    self.names = names.filter { !$0.hasPrefix("--") } + names.filter { $0.hasPrefix("--") }
    valueName = Wording.decoded(json["valueName"]?.text ?? "")
    isOptional = json["isOptional"]?.boolean ?? false
    isRepeating = json["isRepeating"]?.boolean ?? false
    values = (json["allValues"]?.array ?? []).compactMap(\.text)
    let offered = (json["completionKind"]?["list"]?["values"]?.array ?? []).compactMap(\.text)
    completions = offered.isEmpty ? values : offered
    defaultValue = json["defaultValue"]?.text
    let isHelp = names.contains("--help")
    abstract = isHelp ? Self.help.abstract : Wording.decoded(json["abstract"]?.text ?? "")
    section =
      isHelp ? GlobalOptions.title : json["sectionTitle"]?.text.map { Wording.decoded($0) }
    completesFiles = json["completionKind"] != nil && completions.isEmpty
  }
}
