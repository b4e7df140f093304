import ConsumerProtection
import Testing

@testable import PluginHost

/// What `plugin new` writes passes its own check and tests, for every hook that the API has.
@Suite struct TemplateTests {
  /// Every hook, families with an id of their own.
  static let hooks = HookDeclaration.all.map { hook in
    hook.isFamily ? hook.name.prefix { $0 != "<" } + "my-own" : hook.name
  }

  private func folder(_ hooks: [String], _ language: Language) throws -> PluginFolder {
    let template = try PluginTemplate(id: "acme.new", hooks: hooks, language: language)
    return PluginFolder(
      path: "plugins/acme.new",
      files: template.files.filter { !$0.path.hasPrefix(".") }.map {
        PluginFolder.File(path: $0.path, bytes: Array($0.text.utf8))
      })
  }

  private func expectSound(_ folder: PluginFolder) throws {
    let found = PluginCheck.findings(in: folder).map { "\($0.place) \($0.problem.en)" }
    #expect(found == [])
    var options = PluginTestRunner.Options()
    options.recordsCoverage = true
    let report = PluginTestRunner.run(folder, options: options)
    #expect(report.passed, "\(report.text(in: .en))")
    #expect(!report.cases.isEmpty)
    let coverage = try #require(report.coverage)
    #expect(coverage.basisPoints == 10_000, "\(coverage.listing(of: folder))")
  }

  @Test(arguments: hooks, Language.allCases)
  func `a new plugin of one hook passes check and tests`(hook: String, language: Language) throws {
    try expectSound(try folder([hook], language))
  }

  @Test(arguments: hooks)
  func `the tests of a new plugin expect an answer, not only its absence`(hook: String) throws {
    let files = try PluginTemplate(id: "acme.new", hooks: [hook], language: .en).files
    let cases = try #require(
      files.first { $0.path.hasSuffix(".yaml") && $0.path.hasPrefix("tests/") })
    let expected = cases.text.split(separator: "\n").filter {
      $0.hasPrefix("  expect:") || $0.hasPrefix("  expect_contains:")
    }
    #expect(expected.contains { $0 != "  expect: null" }, "\(cases.text)")
    // The spec asks under settings of its own, where the hook has settings.
    let spec = try #require(files.first { $0.path.hasSuffix("_spec.lua") })
    let hasSettings = files.contains { $0.path == "config.schema.json" }
    #expect(!hasSettings || spec.text.contains("settings = {"), "\(spec.text)")
  }

  @Test func `a new plugin of all hooks, and two of one family, passes too`() throws {
    try expectSound(try folder(Self.hooks + ["report.other"], .zh))
  }

  @Test func `what cannot be a plugin is refused with every problem`() {
    func problems(_ id: String, _ hooks: [String]) -> [String] {
      do throws(PluginProblems) {
        _ = try PluginTemplate(id: id, hooks: hooks, language: .en)
        return []
      } catch {
        return error.problems.map(\.problem.en)
      }
    }
    let found = problems(
      "Acme", ["complaint.roote", "report", "complaint.check", "complaint.check"])
    #expect(found.count == 4)
    #expect(found[1] == "there is no hook `complaint.roote`; did you mean `complaint.route`?")
    #expect(found[2] == "there is no hook `report`; did you mean `report.<id>`?")
    #expect(found[3] == "the hook complaint.check stands twice")
  }
}
