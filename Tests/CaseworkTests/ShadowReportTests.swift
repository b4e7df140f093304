import Casework
import ConsumerProtection
import Foundation
import PluginHost
import Testing
import XiaobaoTestSupport

/// Answers in shadow beside what was decided, from the records alone; previews of approvals.
@Suite struct ShadowReportTests {
  private typealias Bank = SampleWorkspace

  private static func report(_ bank: SampleWorkspace, plugin: String? = nil) async throws
    -> ShadowReport
  {
    try await bank.open(.reading).shadowReport(
      of: plugin, from: try #require(CivilDay(iso: "2026-03-01")),
      to: try #require(CivilDay(iso: "2026-03-31")))
  }

  private static func submit(
    _ bank: SampleWorkspace, _ headcount: Int, on day: String = "2026-03-02"
  )
    async throws
  {
    _ = try await bank.open().submit(
      LifeCycleTests.draft([.init("headcount", .integer(Int64(headcount)))]),
      as: Bank.by(Bank.head, day))
  }

  @Test func `same, different, silent and failed answers are counted, the differing ones told`()
    async throws
  {
    let bank = try await PluginBank.routing(
      """
      if complaint.headcount == 1 then return nil end
      if complaint.headcount == 2 then return {unit = 'HQ.CP', because = 'x'} end
      if complaint.headcount == 3 then error('broken') end
      return {unit = 'B2', because = 'x'}
      """, reads: "headcount", enforcement: "shadow", keepsShipped: true)
    for headcount in [1, 2, 3, 4, 5] { try await Self.submit(bank, headcount) }
    try await Self.submit(bank, 4, on: "2026-02-28")
    let report = try await Self.report(bank)
    let line = try #require(report.lines.first)
    #expect(
      report.lines.count == 1 && line.plugin == "acme.route" && line.hook == "complaint.route")
    #expect(line.asked == 5 && line.silent == 1 && line.same == 1 && line.failed == 1)
    #expect(line.different == 2 && line.alone == 0)
    #expect(
      report.cases.map(\.shadow)
        == Array(repeating: .object([.init("unit", .text("B2"))]), count: 2))
    #expect(report.cases.first?.decided == .object([.init("unit", .text("HQ.CP"))]))
    #expect(report.cases.first?.because == Phrase("试验", "trial"))
    #expect(try await Self.report(bank, plugin: "cn.calendar").lines == [])
  }

  @Test func `where nobody else decides a shadow answer stands alone, or on one hook only`()
    async throws
  {
    let bank = try await PluginBank.routing(
      "if complaint.headcount > 1 then return {unit = 'B2', because = 'x'} end", reads: "headcount",
      enforcement: "{default: mandatory, complaint.route: shadow}")
    for headcount in [1, 2] { try await Self.submit(bank, headcount) }
    let line = try #require(try await Self.report(bank).lines.first)
    #expect(line.asked == 2 && line.alone == 1 && line.silent == 1)
  }

  @Test func `an approval shows files, permissions and decisions before it pins`() async throws {
    let bank = try await PluginBank.routing(
      "return {unit = 'HQ.CP', because = 'x'}", reads: "headcount")
    for headcount in [1, 2] { try await Self.submit(bank, headcount) }
    let (from, to) = (CivilDay(iso: "2026-03-01"), CivilDay(iso: "2026-03-31"))
    func preview() async throws -> ApprovalPreview {
      try await bank.open(.reading).approvalPreview(
        "acme.route", from: from, to: to, as: Invocation(actor: Bank.administrator))
    }
    let same = try await preview()
    #expect(same.difference.files == [] && same.decisions?.changedCases == 0 && same.isKept)
    try PluginBank.write(
      "if complaint.headcount > 1 then return {unit = 'B2', because = 'x'} end\n"
        + "  return {unit = 'HQ.CP', because = 'x'}", to: bank)
    let changed = try await preview()
    #expect(changed.difference.files.map(\.path) == ["main.lua"])
    #expect(changed.decisions?.changedCases == 1 && changed.decisions?.baseline == .current)
    #expect(changed.decisions?.transitions.map(\.after.en) == ["B2"])
    // Without the approved files the decisions of then are what is left to compare with.
    try FileManager.default.removeItem(atPath: "\(bank.paths.root)/approved")
    let lost = try await preview()
    #expect(!lost.isKept && lost.decisions?.baseline == .recorded)
    #expect(lost.decisions?.changedCases == 1)
    let report = try await bank.open(.reading).approvalPreview(
      "report.summary", from: from, to: to, as: Invocation(actor: Bank.administrator))
    #expect(report.decisions == nil && report.failure == nil)
  }
}
