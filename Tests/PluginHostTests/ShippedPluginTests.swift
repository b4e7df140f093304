import ConsumerProtection
import Testing

@testable import PluginHost

/// The plugins that we ship pass their own tests and the check.
@Suite struct ShippedPluginTests {
  @Test(arguments: RepositoryPlugins.names + RepositoryPlugins.examples)
  func `a shipped plugin passes its own tests`(name: String) throws {
    let folder = try RepositoryPlugins.folder(name)
    var options = PluginTestRunner.Options()
    options.recordsCoverage = true
    let report = PluginTestRunner.run(
      folder, others: try RepositoryPlugins.calendar(besides: name), options: options)
    #expect(report.passed, "\(report.text(in: .en))")
    #expect(!report.cases.isEmpty)
    let coverage = try #require(report.coverage)
    #expect(coverage.basisPoints >= 9_500, "\(coverage.text(in: .en))")
  }

  @Test(arguments: RepositoryPlugins.names + RepositoryPlugins.examples)
  func `a shipped plugin has no findings`(name: String) throws {
    let findings = PluginCheck.findings(in: try RepositoryPlugins.folder(name))
    #expect(findings.map { "\($0.place) \($0.problem.en)" } == [])
  }

  @Test func `each hook has a plugin of ours that answers it`() throws {
    let hooks = try (RepositoryPlugins.names + RepositoryPlugins.examples).flatMap { name in
      try RepositoryPlugins.folder(name).manifest.get().hooks.map(\.name)
    }
    let unused = HookDeclaration.all.filter { declared in
      !hooks.contains { HookDeclaration.named($0) == declared }
    }
    #expect(unused.map(\.name) == [])
  }

  @Test func `the shipped rules go together`() throws {
    let names = ["cn.calendar", "cn.complaint-limits", "cn.branch-routing"]
    let set = pluginSet(
      try names.map { try RepositoryPlugins.folder($0) }, roles: ["cn.complaint-limits": .regime])
    #expect(set.failures == [])
    let calendar = set.calendar("cn", years: 2025...2027, context).value
    #expect(calendar?.officialYears == [2025, 2026])
    let week = try #require(calendar)
    let answer = set.askDeadlines(card, context, calendar: week)
    #expect(answer.value.map(\.rule) == ["CN3.18.simple"])
    #expect(answer.failures == [])
    #expect(
      set.text(of: try #require(answer.value.first).because, from: "cn.complaint-limits", in: .zh)
        == "银行于 2026-03-02 收到投诉，适用银保监会令2020年第3号第十八条的首段时限")
  }
}
