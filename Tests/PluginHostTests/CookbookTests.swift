import ConsumerProtection
import Foundation
import Testing

@testable import PluginHost

/// The cookbook is true: every recipe is a plugin that passes check and tests with all lines run.
@Suite struct CookbookTests {
  struct Recipe: Sendable, CustomTestStringConvertible {
    let number: Int
    let title: String
    /// Path and contents.
    let files: [String: String]
    var testDescription: String { title }
  }

  static let english = (try? recipes("docs/plugins/cookbook.md")) ?? []

  @Test(arguments: english)
  func `a recipe is a plugin whose check, tests and coverage pass`(recipe: Recipe) throws {
    var files = recipe.files
    let rest = try #require(files["plugin.yaml"])
    files["plugin.yaml"] = """
      id: cook.recipe
      version: 1.0.0
      api: "1.0"
      title: {zh: 例, en: Example}
      \(rest)
      """
    let plugin = folder("cook.recipe", files)
    let found = PluginCheck.findings(in: plugin).map { "\($0.place) \($0.problem.en)" }
    #expect(found == [])
    var options = PluginTestRunner.Options()
    options.recordsCoverage = true
    let report = PluginTestRunner.run(
      plugin, others: try RepositoryPlugins.calendar(besides: ""), options: options)
    #expect(report.passed && !report.cases.isEmpty, "\(report.text(in: .en))")
    let coverage = try #require(report.coverage)
    #expect(coverage.basisPoints == 10_000, "\(coverage.listing(of: plugin))")
  }

  @Test func `there are enough recipes, and both languages have the same code`() throws {
    let chinese = try Self.recipes("docs/zh/plugins/cookbook.md")
    #expect(Self.english.count >= 15)
    #expect(Self.english.map(\.number) == Array(1...Self.english.count))
    #expect(Self.english.map(\.files) == chinese.map(\.files))
    #expect(zip(Self.english, chinese).allSatisfy { $0.title != $1.title })
  }

  /// `## 3. Title`, then blocks whose info string names the file.
  private static func recipes(_ page: String) throws -> [Recipe] {
    let path = "\(RepositoryPlugins.root)/\(page)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var recipes: [Recipe] = []
    var (file, lines): (String?, [Substring]) = (nil, [])
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## "), let dot = line.firstIndex(of: ".") {
        let number = Int(line[..<dot].dropFirst(3)) ?? 0
        recipes.append(Recipe(number: number, title: String(line[dot...]), files: [:]))
      } else if line.hasPrefix("```") {
        if let name = file, let last = recipes.popLast() {
          var files = last.files
          files[name] = lines.map { $0 + "\n" }.joined()
          recipes.append(Recipe(number: last.number, title: last.title, files: files))
          file = nil
        } else {
          file = line.split(separator: " ").last.map(String.init)
        }
        lines = []
      } else {
        lines.append(line)
      }
    }
    return recipes
  }
}
