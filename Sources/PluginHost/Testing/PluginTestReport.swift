public import ConsumerProtection

/// What became of a plugin's own tests.
public struct PluginTestReport: Sendable, Equatable {
  /// One case of `tests/*.yaml`.
  public struct Case: Sendable, Equatable {
    /// The file.
    public let file: String
    /// The line where the case starts.
    public let line: Int
    /// The case's name.
    public let name: String
    /// What does not agree, one line each with its path; empty for a case that passed.
    public let differences: [Phrase]
    /// Instructions that the case used.
    public let instructions: Int
    /// Whether it passed.
    public var passed: Bool { differences.isEmpty }
  }

  /// The plugin.
  public let plugin: String
  /// The cases, in the order of the files.
  public let cases: [Case]
  /// What kept the tests from running.
  public let problems: [PluginProblem]
  /// Whether there were cases and all passed.
  public var passed: Bool { problems.isEmpty && cases.allSatisfy(\.passed) }

  /// The report as printed: failed cases in full, one line of totals.
  public func text(in language: Language) -> String { "" }
}

/// Runs `tests/*.yaml` of a plugin.
public enum PluginTestRunner {
  /// Runs every case with the plugin alone in its set; calendars of `depends` come from `others`.
  ///
  /// - Parameters:
  ///   - folder: The plugin.
  ///   - others: Plugins that it may depend on.
  ///   - filter: Only cases whose name contains this text.
  /// - Returns: What became of each case.
  public static func run(
    _ folder: PluginFolder, others: [PluginFolder] = [], filter: String? = nil
  ) -> PluginTestReport {
    PluginTestReport(plugin: folder.name, cases: [], problems: [])
  }
}
