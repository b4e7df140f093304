public import ConsumerProtection

/// Something wrong with a plugin's files or its settings, with its place.
public struct PluginProblem: Sendable, Equatable {
  /// How grave it is.
  public enum Severity: String, Sendable {
    /// The plugin cannot be used.
    case error
    /// The plugin can be used; its author should look.
    case warning
  }

  /// The stable code, e.g. `LUA-101`.
  public let code: PluginFailure.Code
  /// How grave it is.
  public let severity: Severity
  /// The file inside the plugin's folder, or the site file.
  public let file: String
  /// The line, from 1, where one is known.
  public let line: Int?
  /// The column in characters, from 1, where one is known.
  public let column: Int?
  /// What is wrong, with what to write instead where that is known.
  public let problem: Phrase

  /// A problem with its place.
  public init(
    _ code: PluginFailure.Code, _ severity: Severity = .error, file: String, line: Int? = nil,
    column: Int? = nil, _ problem: Phrase
  ) {
    self.code = code
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
  }

  /// `plugin.yaml:3:7`, as far as it is known.
  public var place: String {
    [file, line.map(String.init), column.map(String.init)].compactMap(\.self)
      .joined(separator: ":")
  }
}

/// Every problem found in one go, in the order of the files.
public struct PluginProblems: Error, Sendable, Equatable {
  /// At least one.
  public let problems: [PluginProblem]

  /// Problems found together.
  public init(_ problems: [PluginProblem]) {
    precondition(!problems.isEmpty, "an error needs at least one problem")
    self.problems = problems
  }
}
