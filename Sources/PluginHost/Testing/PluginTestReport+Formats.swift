public import ConsumerProtection

/// Reports for programs that collect test results.
public enum PluginTestFormats {
  /// The reports of several plugins as TAP version 14, one test point a test or problem.
  public static func tap(_ reports: [PluginTestReport], in language: Language) -> String {
    var lines: [String] = []
    var count = 0
    for report in reports {
      for problem in report.problems {
        count += 1
        lines.append("not ok \(count) - \(report.plugin): \(hashFree(problem.place))")
        lines += diagnostics([problem.problem], language)
      }
      for test in report.cases {
        count += 1
        let name = "\(report.plugin): \(hashFree(test.name))"
        lines.append("\(test.passed ? "ok" : "not ok") \(count) - \(name)")
        if !test.passed {
          lines.append("  # \(test.file):\(test.line)")
          lines += diagnostics(test.differences, language)
        }
      }
    }
    return (["TAP version 14", "1..\(count)"] + lines).joined(separator: "\n") + "\n"
  }

  private static func diagnostics(_ differences: [Phrase], _ language: Language) -> [String] {
    differences.flatMap { difference in
      difference.text(in: language).split(separator: "\n").map { "  # \($0)" }
    }
  }

  /// In a description `#` would begin a directive.
  private static func hashFree(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if character == "#" || character == "\\" { escaped.append("\\") }
      escaped.append(character.isNewline ? " " : character)
    }
    return escaped
  }

  /// The reports as JUnit XML: a suite a plugin, a testcase a test; what kept tests from running is an
  /// error of the suite. Times are left out: they are not reproducible.
  public static func junit(_ reports: [PluginTestReport], in language: Language) -> String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]
    for report in reports {
      let failures = report.cases.count { !$0.passed }
      let total = report.cases.count + report.problems.count
      lines.append(
        "  <testsuite name=\(quoted(report.plugin)) tests=\"\(total)\""
          + " failures=\"\(failures)\" errors=\"\(report.problems.count)\">")
      for problem in report.problems {
        let text = problem.problem.text(in: language)
        lines += [
          "    <testcase classname=\(quoted(report.plugin)) name=\(quoted(problem.place))>",
          "      <error message=\(quoted(text))/>", "    </testcase>",
        ]
      }
      for test in report.cases { lines += testCase(test, of: report.plugin, language) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func testCase(
    _ test: PluginTestReport.Case, of plugin: String, _ language: Language
  ) -> [String] {
    let head =
      "    <testcase classname=\(quoted("\(plugin).\(test.file)")) name=\(quoted(test.name))"
      + " file=\(quoted(test.file)) line=\"\(test.line)\""
    guard let first = test.differences.first else { return [head + "/>"] }
    let message = first.text(in: language).split(separator: "\n").first.map(String.init) ?? ""
    let text = test.differences.map { $0.text(in: language) }.joined(separator: "\n")
    return [
      head + ">", "      <failure message=\(quoted(message))>\(escaped(text))</failure>",
      "    </testcase>",
    ]
  }

  private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// XML text: markup as entities; control characters, which XML 1.0 cannot hold, as U+FFFD.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n": escaped += "&#10;"
      case "\t": escaped.unicodeScalars.append(scalar)
      default:
        let isControl = scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value)
        escaped.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return escaped
  }
}

extension PluginCoverage {
  /// The summary in one language: a line a file with its missed lines, and the whole.
  public func text(in language: Language) -> String {
    var lines = files.map { file in
      let missed = file.missed
      let tail =
        missed.isEmpty
        ? ""
        : Phrase("  未运行：\(Self.spans(missed))", "  never ran: \(Self.spans(missed))")
          .text(in: language)
      return "  \(file.path)  \(file.ran.count)/\(file.lines.count)\(tail)"
    }
    lines.append(
      Phrase(
        "覆盖 \(percentage)%（\(ranCount)/\(lineCount) 行）",
        "coverage \(percentage)% (\(ranCount) of \(lineCount) lines)"
      ).text(in: language))
    return lines.joined(separator: "\n")
  }

  /// `3-5, 9`
  private static func spans(_ lines: [Int]) -> String {
    var spans: [ClosedRange<Int>] = []
    for line in lines {
      if let last = spans.last, last.upperBound + 1 == line {
        spans[spans.count - 1] = last.lowerBound...line
      } else {
        spans.append(line...line)
      }
    }
    return spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
