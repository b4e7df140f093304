internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost
internal import Reporting

/// A verb that a plugin of the workspace adds: `xiaobao NAME --parameter VALUE`.
///
/// Its parameters are the manifest's; ArgumentParser never hears of them.
struct PluginVerb {
  let offer: ReportListing
  /// The words behind the name.
  let arguments: [String]

  /// The declaration, for help, errors and completions.
  var declaration: CommandDeclaration {
    let parameters = offer.parameters.map { parameter in
      ArgumentDeclaration(
        option: "--\(parameter.name)", parameter.title ?? Phrase(same: parameter.name),
        value: Phrase(same: parameter.kind.rawValue), initial: parameter.initial?.words)
    }
    return CommandDeclaration(
      path: ["xiaobao", offer.id], abstract: offer.title,
      detail: Phrase("由插件 \(offer.plugin) 提供。", "Offered by the plugin \(offer.plugin)."),
      arguments: parameters + Self.shared)
  }

  /// `--format` and `--output` as `report run` has them, and the global options.
  private static let shared = CommandDeclaration(ReportRun.self, path: ["xiaobao"]).arguments
    .filter { argument in
      argument.section != nil || argument.names.contains("--format")
        || argument.names.contains("--output")
    }

  /// What the words say.
  struct Parsed {
    var parameters: [(name: String, text: String)] = []
    var format: String?
    var output: String?
    var global: [String] = []
  }

  /// Reads the words; every option takes a value, inline or behind it.
  func parsed() -> Result<Parsed, ParseFailure> {
    var parsed = Parsed()
    let declaration = declaration
    var index = 0
    while index < arguments.count {
      let word = arguments[index]
      index += 1
      guard word.hasPrefix("-") else { return .failure(.init(.unexpected(word))) }
      let name = String(word.prefix { $0 != "=" })
      guard let option = declaration.arguments.first(where: { $0.names.contains(name) }) else {
        let near = Nearest.match(of: name, in: declaration.arguments.flatMap(\.names))
        return .failure(.init(.unknownOption(name, suggestion: near)))
      }
      if option.kind == .flag {
        parsed.global.append(word)
        continue
      }
      let inline = name == word ? nil : String(word.dropFirst(name.count + 1))
      let next = index < arguments.count ? arguments[index] : nil
      guard let value = inline ?? next else { return .failure(.init(.missingValue(option))) }
      if inline == nil { index += 1 }
      switch name {
      case "--format": parsed.format = value
      case "--output": parsed.output = value
      case _ where GlobalOptions.valueNames.contains(name): parsed.global += [name, value]
      default: parsed.parameters.append((name: String(name.dropFirst(2)), text: value))
      }
    }
    return .success(parsed)
  }

  struct ParseFailure: Error {
    let problem: ParseProblem
    init(_ problem: ParseProblem) { self.problem = problem }
  }

  /// Runs the verb.
  func run(_ parsed: Parsed, in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let invocation = try session.invocation()
    let document = try await workspace.runCommand(
      offer.id, parameters: parsed.parameters, as: invocation)
    try await DocumentOutput(
      session: session, workspace: workspace, invocation: invocation, format: parsed.format,
      output: parsed.output
    ).write(document)
    return document.failedChecks.isEmpty ? .done : .findings
  }
}

extension JSONValue {
  /// A parameter's default as one would type it.
  fileprivate var words: String {
    switch self {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .array(let items): items.compactMap(\.text).joined(separator: ",")
    case .null, .number, .object: ""
    }
  }
}
