import Casework
import ConsumerProtection
import PluginHost
import Testing
import XiaobaoTestSupport

@Suite struct SiteFileTests {
  private static let head = """
    version: 1
    institution: {id: bank, name: 测试银行}

    """

  @Test func `every problem is reported at once with line and column and the nearest word`() throws
  {
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
    #expect(
      lines.dropFirst().map { String($0.prefix(17)) } == [
        "xiaobao.yaml:3:1:", "xiaobao.yaml:7:18", "xiaobao.yaml:8:13", "xiaobao.yaml:10:3",
        "xiaobao.yaml:11:2",
      ])
    #expect(failure?.problem.en.contains("did you mean plugins?") == true)
    #expect(failure?.problem.en.contains("natural_days") == true)
  }

  @Test func `policies default to the strict reading and thirty days back`() throws {
    let site = try SiteFile(text: Self.head, path: "xiaobao.yaml")
    var strict = Policy(rollsOverHolidays: false, calendarID: "cn", backdatingDaysMax: 30)
    strict.intake.leadershipGroup = ["HQ"]
    #expect(site.policy == strict)
    let open = try SiteFile(
      text: Self.head + "policy: {backdating_days: unlimited, roll_over_holidays: true}\n",
      path: "xiaobao.yaml")
    var wanted = Policy(rollsOverHolidays: true, backdatingDaysMax: nil)
    wanted.intake.leadershipGroup = ["HQ"]
    #expect(open.policy == wanted)
  }

  @Test func `what the bank decides about handling is read, and each wrong word has its place`()
    throws
  {
    let site = try SiteFile(
      text: Self.head + """
        handling:
          appeal: 60 natural_days
          authority: [{role: handler, up_to: "500.00"}, {role: senior_executive, up_to: unlimited}]
          approval: 4 hours
          reminder: 1 working_days
          escalation: [{level: 1, days_late: 1}, {level: 2, days_late: 3}]
        """, path: "xiaobao.yaml")
    var expected = HandlingPolicy()
    expected.appeal = .naturalDays(60)
    expected.tiers = [
      .init(role: .handler, upTo: Money(fen: 50_000)), .init(role: .seniorExecutive, upTo: nil),
    ]
    expected.approval = .hours(4)
    expected.reminder = .workingDays(1)
    expected.levels = [.init(level: 1, daysLate: 1), .init(level: 2, daysLate: 3)]
    #expect(site.policy.handling == expected)
    #expect([0, 1, 2, 3, 99].map { expected.level(daysLate: $0) } == [0, 1, 1, 2, 2])
    let failure = #expect(throws: Failure.self) {
      try SiteFile(
        text: Self.head + """
          handling:
            apeal: 60 natural_days
            approval: 4 hour
            authority: [{role: handlr, up_to: "500.00"}, {role: handler, up_to: "-1"}, {role: handler}]
            escalation: [{level: 2, days_late: 3}, {level: 1, days_late: 5}]
          """, path: "xiaobao.yaml")
    }
    let lines = failure?.problem.en.split(separator: "\n").dropFirst().map { String($0.prefix(18)) }
    #expect(
      lines == [
        "xiaobao.yaml:4:3: ", "xiaobao.yaml:5:13:", "xiaobao.yaml:6:22:", "xiaobao.yaml:6:71:",
        "xiaobao.yaml:6:78:", "xiaobao.yaml:7:15:",
      ], "\(failure?.problem.en ?? "")")
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

/// A pin is written into the administrator's own text, and nothing else of it changes.
@Suite struct PinningTests {
  @Test(arguments: [
    "  - id: report.summary   # 报表",
    "  - {id: report.summary, enforcement: advisory}",
    "  - {enforcement: advisory, settings: {}, id: report.summary}",
    "  - id: report.summary\n    digest: \"sha256:\(String(repeating: "0", count: 64))\"  # old",
    "  - digest: \"sha256:\(String(repeating: "0", count: 64))\"\n    id: report.summary",
  ])
  func `approving a plugin changes its pin and leaves every other character`(entry: String)
    async throws
  {
    let bank = try await SampleWorkspace(organisation: false)
    let before = """
      # 注释
      version: 1
      institution: {id: test, name: 测试}
      plugins:
        - id: cn.calendar
      \(entry)
        - id: import.cfpb
      policy: {}  # end

      """
    try Files.write(Array(before.utf8), to: bank.paths.siteFile)
    let office = try bank.open()
    let approval = try await office.approve(
      "report.summary", as: Invocation(actor: SampleWorkspace.administrator))
    let after = try Files.readText(bank.paths.siteFile)
    let pin = "digest: \"\(approval.after)\""
    #expect(after.contains(pin))
    let site = try SiteFile(text: after, path: "xiaobao.yaml")
    #expect(site.plugins.map(\.digest) == [nil, approval.after, nil])
    func bare(_ text: String) -> String {
      text.replacing(#/digest: "sha256:[0-9a-f]{64}",?/#, with: "").filter { !$0.isWhitespace }
    }
    #expect(bare(after) == bare(before))
  }
}

extension SiteFileTests {
  @Test func `enforcement is one word, or one for each hook, and a wrong hook is named`() throws {
    func site(_ enforcement: String) throws -> SiteFile {
      try SiteFile(
        text: """
          institution: {name: 测试}
          plugins:
            - {id: acme.cards, enforcement: \(enforcement)}
          """, path: "xiaobao.yaml")
    }
    let plain = try site("shadow").plugins[0]
    #expect(plain.enforcement(of: "complaint.route") == .shadow)
    let mixed = try site("{default: advisory, complaint.route: shadow, complaint.check: off}")
      .plugins[0]
    #expect(
      ["complaint.route", "complaint.check", "complaint.deadline"].map(mixed.enforcement(of:))
        == [.shadow, .off, .advisory])
    let failure = #expect(throws: Failure.self) { try site("{complaint.rout: shadow}") }
    #expect(
      failure?.problem.en.contains("xiaobao.yaml:3:36: there is no hook `complaint.rout`; did")
        == true)
  }
}
