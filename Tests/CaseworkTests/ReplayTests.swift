import Casework
import ConsumerProtection
import EventLedger
import Foundation
import PluginHost
import Testing
import XiaobaoTestSupport

/// New rules are asked about past cases as they stood; nothing is written.
@Suite struct ReplayTests {
  private typealias Bank = SampleWorkspace
  private static let by = Invocation(actor: Bank.handler)

  private static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso: text)) }

  private static func question(
    _ candidate: ReplayQuestion.Candidate, from: String = "2026-01-01", to: String = "2026-12-31"
  ) throws -> ReplayQuestion {
    ReplayQuestion(candidate, from: try day(from), to: try day(to))
  }

  private static func tables(_ text: String) throws -> ReplayQuestion.Candidate {
    var reader = RuleTableReader(file: "new.yaml", labels: [:], codeTable: CodeTables.named)
    let tables = reader.tables(inText: text)
    try #require(reader.problems == [])
    return .tables(tables, file: "new.yaml")
  }

  @discardableResult
  private static func submit(
    _ office: Workspace, on day: String, amount: String? = nil, cause: String = "C.rules",
    by actor: String = Bank.head
  ) async throws -> String {
    var more = [JSONValue.Member]()
    if let amount { more.append(.init("amount", .text(amount))) }
    return try await office.submit(LifeCycleTests.draft(more), as: Bank.by(actor, day)).matter.id
  }

  /// Every byte of the workspace, by path.
  private static func bytes(_ bank: SampleWorkspace) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let walker = FileManager.default.enumerator(atPath: bank.paths.root)
    while let name = walker?.nextObject() as? String {
      files[name] = FileManager.default.contents(atPath: "\(bank.paths.root)/\(name)")
    }
    return files
  }

  @Test func `the rules of today change nothing they decided, against the record or themselves`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    for number in 1...3 { try await Self.submit(office, on: "2026-03-0\(number)") }
    let before = try Self.bytes(bank)
    for baseline in ReplayQuestion.Baseline.allCases {
      var question = try Self.question(.current)
      question.baseline = baseline
      let report = try await bank.open(.reading).replay(question, as: Self.by)
      #expect(report.cases == 3)
      #expect(
        report.hooks == [
          "complaint.check", "complaint.classify", "complaint.route", "complaint.deadline",
        ])
      #expect(report.changed == [:] && report.changes == [] && report.load == [])
      #expect(report.failures == [] && report.undetermined == 0 && report.calendarsNotKept == 0)
    }
    let narrow = try Self.question(.current, from: "2026-03-02", to: "2026-03-02")
    #expect(try await office.replay(narrow, as: Self.by).cases == 1)
    #expect(try Self.bytes(bank) == before)
  }

  @Test func `a routing table shows how many cases go elsewhere, from where to where, and why`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    try await Self.submit(office, on: "2026-03-02", amount: "49999.99")
    let large = try await Self.submit(office, on: "2026-03-03", amount: "50000.00")
    // What happens later is no part of what was known at the intake.
    _ = try await office.perform(
      .accept, on: large, as: Bank.by(Bank.handler, "2026-03-04"))
    _ = try await office.perform(
      .assign(unit: "B2", person: nil), on: large, as: Bank.by(Bank.head, "2026-03-04"))
    let candidate = try Self.tables(
      """
      rules:
        - id: site.large
          hook: complaint.route
          rows:
            - when: {amount: ">= 50000 yuan", unit: B1}
              unit: HQ.CARD
              because: {zh: 大额, en: large}
      """)
    let report = try await office.replay(try Self.question(candidate), as: Self.by)
    #expect(report.hooks == ["complaint.route"])
    #expect(report.cases == 2 && report.changedCases == 1)
    let change = try #require(report.changes.first)
    #expect(change.id == large)
    #expect(change.before.decision.en == "HQ.CP" && change.after.decision.en == "HQ.CARD")
    #expect(change.before.source.hasPrefix("cn.branch-routing main.lua:"))
    #expect(change.before.because?.zh.isEmpty == false)
    #expect(change.after.source == "site.large new.yaml:5")
    #expect(change.after.because == Phrase("大额", "large"))
    #expect(report.transitions.map(\.count) == [1])
    #expect(report.load.map(\.unit) == ["HQ.CARD", "HQ.CP"])
    #expect(report.load.map(\.before) == [0, 2] && report.load.map(\.after) == [1, 1])
  }

  @Test func `a shorter limit shows which deadlines would have been missed`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let quick = try await Self.submit(office, on: "2026-03-02")
    let slow = try await Self.submit(office, on: "2026-03-02")
    for (id, day) in [(quick, "2026-03-07"), (slow, "2026-03-08")] {
      try await Self.close(office, id, on: day)
    }
    let candidate = try Self.tables(
      "rules:\n  - {id: site.limits, hook: 时限, rows: [{name: decision, budget: 5 日}]}")
    let report = try await office.replay(try Self.question(candidate), as: Self.by)
    #expect(report.changed == ["complaint.deadline": 2])
    #expect(report.missed == 1 && report.gained == 0)
    #expect(report.changes.map(\.outcome) == [nil, .missed])
    #expect(
      report.changes.map(\.after.decision.en)
        == report.changes.map { _ in
          "decision 5 calendar days (site.limits) 2026-03-07"
        })
    #expect(report.transitions.map(\.count) == [2])
  }

  @Test func `a new version of a plugin is asked in its place, failures and sealed texts are told`()
    async throws
  {
    let bank = try await PluginBank.routing(
      "return {unit = 'HQ.CP', because = 'x'}", reads: "headcount")
    let office = try bank.open()
    try await Self.submit(office, on: "2026-03-02")
    func version(_ body: String, permissions: String = "[]") throws -> PluginFolder {
      PluginFolder(
        path: "new/acme.route",
        files: [
          (
            "plugin.yaml",
            """
            id: acme.route
            version: 2.0.0
            api: "1.0"
            title: {zh: 试验派单, en: Trial routing}
            permissions: \(permissions)
            hooks:
              complaint.route: {before: [cn.branch-routing], reads: [headcount, narrative, narrative_length]}
            """
          ),
          ("main.lua", "return { [\"complaint.route\"] = function(complaint, ctx)\n\(body)\nend }"),
          ("locale/zh.yaml", "x: 试验\n"), ("locale/en.yaml", "x: trial\n"),
        ].map { PluginFolder.File(path: $0.0, bytes: Array($0.1.utf8)) })
    }
    func replay(_ folder: PluginFolder) async throws -> ReplayReport {
      try await office.replay(try Self.question(.plugin(folder, settings: nil)), as: Self.by)
    }
    let same = try await replay(
      version("if complaint.narrative_length > 10 then return {unit = 'HQ.CP', because = 'x'} end"))
    #expect(same.changedCases == 0 && same.candidate == "acme.route 2.0.0")
    let failing = try await replay(version("error('broken')"))
    #expect(failing.failures.map(\.code) == ["LUA-301"] && failing.changedCases == 1)
    #expect(failing.changes.first?.after.decision.zh == "人工队列")
    let hidden = try await replay(
      version(
        "if complaint.narrative then return {unit = 'B2', because = 'x'} end",
        permissions: "[personal_data.masked]"))
    #expect(hidden.undetermined == 1 && hidden.changedCases == 0)
    let wrong = await #expect(throws: Failure.self) {
      try await replay(PluginFolder(path: "new/acme.route", files: []))
    }
    #expect(wrong?.code == "LUA-101")
    // A plugin in shadow is asked as if it were in force.
    #expect(try await replay(version("return {unit = 'B2', because = 'x'}")).changedCases == 1)
  }

  @Test func `a class that new rules give leads on to desk and limits, and the check sees it open`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    func classifier(_ key: String) -> PluginFolder {
      PluginFolder(
        path: "new/acme.class",
        files: [
          (
            "plugin.yaml",
            """
            id: acme.class
            version: 1.0.0
            api: "1.0"
            title: {zh: 分类, en: Classes}
            hooks:
              complaint.classify: {reads: [business_class]}
            """
          ),
          (
            "main.lua",
            """
            return { ["complaint.classify"] = function(complaint)
              if complaint.business_class ~= "unclassified" then return nil end
              return { business_class = { value = "\(key)", because = "x" } }
            end }
            """
          ), ("locale/zh.yaml", "x: 试验\n"), ("locale/en.yaml", "x: trial\n"),
        ].map { PluginFolder.File(path: $0.0, bytes: Array($0.1.utf8)) })
    }
    let draft = JSONValue.object(
      (LifeCycleTests.draft().members ?? []).filter { $0.name != "business_class" })
    _ = try await office.submit(draft, as: Bank.by(Bank.head, "2026-03-02"))
    try await Self.submit(office, on: "2026-03-02")
    let report = try await office.replay(
      try Self.question(.plugin(classifier("B.card"), settings: nil)), as: Self.by)
    #expect(report.failures == [], "\(report.failures.map { $0.first.block(in: .en) })")
    #expect(report.hooks == ["complaint.classify", "complaint.route", "complaint.deadline"])
    #expect(report.changedCases == 1 && report.changed["complaint.classify"] == 1)
    #expect(report.changes.first?.after.decision.en == "business_class = B.card")
    #expect(
      report.changes.first { $0.hook == "complaint.route" }?.after.decision.en == "HQ.CARD")
  }

  @Test func `working days are counted in the calendar that was in force`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    try await Self.submit(office, on: "2026-03-02")
    let candidate = try Self.tables(
      "rules:\n  - {id: site.limits, hook: 时限, rows: [{name: decision, budget: 3 个工作日}]}")
    func due() async throws -> (ReplayReport, String?) {
      let report = try await bank.open(.reading).replay(try Self.question(candidate), as: Self.by)
      return (
        report, report.changes.first?.after.decision.en.split(separator: " ").last.map(String.init)
      )
    }
    #expect(try await due().1 == "2026-03-05")
    // A later version of the calendar makes the 4th a holiday.
    let main = "\(bank.paths.plugins)/cn.calendar/main.lua"
    let text = try String(contentsOfFile: main, encoding: .utf8)
    try text.replacingOccurrences(
      of: "return {",
      with: """
        local days = M.days
        M.days = function(year, ctx)
          local all = days(year, ctx)
          if year ~= 2026 then return all end
          local more = {}
          for index, day in ipairs(all) do more[index] = day end
          more[#more + 1] = { day = "2026-03-04", kind = "holiday", name = { zh = "假", en = "off" } }
          return more
        end
        return {
        """
    ).write(toFile: main, atomically: true, encoding: .utf8)
    try #require(try String(contentsOfFile: main, encoding: .utf8) != text)
    let administrator = Bank.by(Bank.administrator, "2026-03-02")
    _ = try await bank.open().approve("cn.calendar", as: administrator)
    let then = try await due()
    #expect(then.1 == "2026-03-05" && then.0.calendarsNotKept == 0)
    try await Self.submit(bank.open(), on: "2026-03-02")
    let both = try await bank.open(.reading).replay(try Self.question(candidate), as: Self.by)
    #expect(
      both.changes.compactMap { $0.after.decision.en.split(separator: " ").last } == [
        "2026-03-05", "2026-03-06",
      ])
    try FileManager.default.removeItem(atPath: "\(bank.paths.root)/approved")
    let lost = try await due()
    #expect(lost.0.calendarsNotKept == 1 && lost.1 == "2026-03-06")
  }

  private static func close(_ office: Workspace, _ id: String, on day: String) async throws {
    let by = Bank.by(Bank.head, day)
    _ = try await office.perform(.withdraw(reason: "客户撤回"), on: id, as: by)
  }
}
