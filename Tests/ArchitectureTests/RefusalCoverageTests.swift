import Foundation
import Testing

/// Every refusal in the reference is named by a test or by the scripted year.
@Suite struct RefusalCoverageTests {
  @Test func `each code of the page of errors is named by a test or the year`() throws {
    let page = try Repository.text("docs/reference/errors.md")
    let codes = Set(page.matches(of: /(?m)^### ((?:XB|LUA)-\d{3})\b/).map { String($0.1) })
    #expect(codes.count > 90)
    let names = try Self.names()
    var texts: [String] = [try Repository.text("\(ScriptedYearTests.folder)/year.txt")]
    for path in try Repository.files(below: "Tests", extensions: ["swift", "txt", "json", "yaml"])
    where !path.hasSuffix("RefusalCoverageTests.swift") {
      texts.append(try Repository.text(path))
    }
    let missing = codes.filter { code in
      let words = [code] + (names[code] ?? [])
      return !texts.contains { text in words.contains { text.contains($0) } }
    }
    #expect(missing.sorted() == [])
  }

  /// What the sources call a code, such as `.approvalNeeded`, which tests may say in its place.
  private static func names() throws -> [String: [String]] {
    var names: [String: [String]] = [:]
    for path in try Repository.files(below: "Sources", extensions: ["swift"]) {
      let text = try Repository.text(path)
      for match in text.matches(of: /static let (\w+) = Self\("((?:XB|LUA)-\d{3})"\)/) {
        names[String(match.2), default: []] += [
          ".\(match.1))", ".\(match.1),", ".\(match.1)\n", ".\(match.1) ",
        ]
      }
    }
    return names
  }
}
