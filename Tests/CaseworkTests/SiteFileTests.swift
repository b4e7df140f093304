import Casework
import ConsumerProtection
import Testing
import XiaobaoTestSupport

@Suite struct SiteFileTests {
  private static let head = """
    version: 1
    institution: {id: bank, name: 测试银行}

    """

  @Test func `every problem is reported at once with line and column and the nearest word`() throws {
    let text = """
      version: 1
      institution: {id: bank, name: 测试银行}
      plugin:
        - id: cn.calendar
      plugins:
        - id: cn.calendar
          enforcement: mandatry
          digest: sha256:12
      limits:
        - {name: decision, budget: 15 natural_day}
      policy: {backdating_days: many}
      """
    let failure = #expect(throws: Failure.self) { try SiteFile(text: text, path: "xiaobao.yaml") }
    #expect(failure?.code == "XB-102")
    let lines = failure?.problem.en.split(separator: "\n").map(String.init) ?? []
    #expect(lines.count == 6)
    #expect(lines.dropFirst().map { String($0.prefix(17)) } == [
      "xiaobao.yaml:3:1:", "xiaobao.yaml:7:18", "xiaobao.yaml:8:13", "xiaobao.yaml:10:3",
      "xiaobao.yaml:11:2",
    ])
    #expect(failure?.problem.en.contains("did you mean plugins?") == true)
    #expect(failure?.problem.en.contains("natural_days") == true)
  }

  @Test func `policies default to the strict reading and thirty days back`() throws {
    let site = try SiteFile(text: Self.head, path: "xiaobao.yaml")
    #expect(site.policy == Policy(rollsOverHolidays: false, calendarID: "cn", backdatingDaysMax: 30))
    let open = try SiteFile(
      text: Self.head + "policy: {backdating_days: unlimited, roll_over_holidays: true}\n",
      path: "xiaobao.yaml")
    #expect(open.policy == Policy(rollsOverHolidays: true, backdatingDaysMax: nil))
  }

  @Test func `a workspace is made whole or not at all`() async throws {
    let bank = try await SampleWorkspace()
    let failure = await #expect(throws: Failure.self) {
      var options = CreationOptions()
      options.pluginSource = Repository.plugins
      _ = try await Workspace.create(
        at: bank.paths.root, options: options, as: Invocation(actor: "A001"))
    }
    #expect(failure?.code == "XB-104")
  }

  @Test func `a folder that is no workspace is named with the remedy`() {
    let failure = #expect(throws: Failure.self) {
      try WorkspacePaths.located(explicit: "/tmp", environment: nil, currentDirectory: "/")
    }
    #expect(failure?.code == "XB-101")
    #expect(failure?.remedy.zh.contains("xiaobao init") == true)
  }
}
