public import ConsumerProtection

/// What became of a plugin's own tests.
public struct PluginTestReport: Sendable, Equatable {
  /// One case of `tests/*.yaml`, or one `it` of `tests/*_spec.lua`.
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
  /// Which lines ran; nil when that was not recorded.
  public var coverage: PluginCoverage?
  /// Whether there were cases and all passed.
  public var passed: Bool { problems.isEmpty && cases.allSatisfy(\.passed) }

  /// The report of a file that cannot be read.
  public static func unreadable(_ file: String, _ problems: [PluginProblem]) -> PluginTestReport {
    PluginTestReport(plugin: file, cases: [], problems: problems)
  }

  /// The report as printed: failed cases in full, one line of totals.
  public func text(in language: Language) -> String {
    var lines = problems.map { "\($0.place): \($0.problem.text(in: language))" }
    for test in cases where !test.passed {
      lines.append(
        Phrase("未通过  ", "FAILED  ").text(in: language) + "\(test.file):\(test.line) \(test.name)")
      for difference in test.differences {
        for line in difference.text(in: language).split(separator: "\n") {
          lines.append("    \(line)")
        }
      }
    }
    let failed = cases.count { !$0.passed }
    let total = cases.count
    lines.append(
      Phrase(
        "\(plugin)：\(total) 例，通过 \(total - failed)，未通过 \(failed)",
        "\(plugin): \(total) cases, \(total - failed) passed, \(failed) failed"
      ).text(in: language))
    return lines.joined(separator: "\n")
  }
}
