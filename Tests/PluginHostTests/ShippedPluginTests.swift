import ConsumerProtection
import Testing

@testable import PluginHost

/// The plugins that we ship pass their own tests.
@Suite struct ShippedPluginTests {
  @Test(arguments: RepositoryPlugins.names)
  func `a shipped plugin passes its own tests`(name: String) throws {
    let report = PluginTestRunner.run(
      try RepositoryPlugins.folder(name), others: try RepositoryPlugins.calendar(besides: name))
    #expect(report.passed, "\(report.text(in: .en))")
    #expect(!report.cases.isEmpty)
  }
}
