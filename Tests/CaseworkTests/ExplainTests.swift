import Casework
import ConsumerProtection
import Foundation
import Testing
import XiaobaoTestSupport

@Suite struct ExplainTests {
  private typealias Bank = SampleWorkspace

  @Test
  func `every answer is shown with its reason, its reads and their values of then, confirmed`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
    ).matter.id
    let explanation = try await office.explain(id, as: Bank.by(Bank.head, "2026-03-02"))
    #expect(explanation.decisions.flatMap { $0.failures.map(\.code) } == [])
    let route = try #require(explanation.decisions.first { $0.hook == "complaint.route" })
    #expect(route.used.first?.plugin == "cn.branch-routing")
    #expect(route.used.first?.answer["unit"] == .text("HQ.CP"))
    #expect(route.used.first?.because?.isEmpty == false)
    let asked = try #require(route.asked.first)
    #expect(asked.reads.contains { $0 == ("business_class", "\"B.loan\"") })
    #expect(asked.isConfirmed == true)
    #expect(asked.instructions > 0)
    let deadline = try #require(explanation.decisions.first { $0.hook == "complaint.deadline" })
    #expect(deadline.asked.allSatisfy { $0.isConfirmed != false })
    #expect(
      explanation.sets[deadline.set]?.contains { $0.hasPrefix("cn.complaint-limits ") } == true)
    // The check had nothing to object: it was asked all the same, and that is said.
    #expect(explanation.silent.map(\.hook) == ["complaint.check"])
    #expect(explanation.silent.first?.plugins == ["cn.branch-routing"])
    let limit = try #require(explanation.limits.first)
    #expect(limit.obligation.basis.text(in: .en).contains("CBIRC Order 2020 No. 3"))
    #expect(limit.count.derivation.lines(in: .zh).last?.contains("2026-03-17") == true)
  }

  @Test func `what was decided stays explained after the complaint went on`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await LifeCycleTests.replied(office)
    let explanation = try await office.explain(id, as: Bank.by(Bank.head, "2026-03-07"))
    #expect(explanation.decisions.flatMap(\.asked).allSatisfy { $0.isConfirmed != false })
  }

  @Test func `the sixty-day row stays on Labour Day unless the site lets it roll over`()
    async throws
  {
    for (policy, due) in [
      ("{backdating_days: unlimited}", "2026-05-01"),
      ("{backdating_days: unlimited, roll_over_holidays: true}", "2026-05-06"),
    ] {
      let bank = try await Bank(site: Bank.site(policy: policy))
      let office = try bank.open()
      let id = try await office.submit(
        LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
      ).matter.id
      let by = Bank.by(Bank.head, "2026-03-16")
      _ = try await office.perform(.extend(ExtensionRequest(reason: "情况复杂")), on: id, as: by)
      _ = try await office.perform(.extend(ExtensionRequest(reason: "情况特别复杂")), on: id, as: by)
      let row = try await office.perform(
        .handling(.answerExtension(limit: nil, isGranted: true, reason: "")), on: id,
        as: Bank.by(Bank.executive, "2026-03-16")
      ).row
      #expect(row?.due?.iso == due)
      #expect(row?.binding?.isProvisional == false)
    }
  }

  @Test func `the bank's own table may shorten the law's limit, never lengthen it`() async throws {
    for (budget, due) in [("10 natural_days", "2026-03-12"), ("20 natural_days", "2026-03-17")] {
      let limits = "limits: [{name: decision, budget: \(budget), basis: 本行投诉处理办法}]"
      let bank = try await Bank(
        site: Bank.site(policy: "{backdating_days: unlimited}", more: limits))
      let office = try bank.open()
      let row = try await office.submit(
        LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
      ).row
      #expect(row?.due?.iso == due)
    }
  }

  @Test func `a complaint that the central bank transferred is under both regimes`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let draft = LifeCycleTests.draft([.init("transferred_by", .text("pbc"))])
    let id = try await office.submit(draft, as: Bank.by(Bank.head, "2026-03-02")).matter.id
    let rules = try await office.explain(id, as: Bank.by(Bank.head, "2026-03-02")).limits
      .map(\.obligation.rule)
    #expect(Set(rules) == ["CN3.18.simple", "PBC5.43.bank"])
  }

  @Test func `before the first rule in force nothing statutory binds, and nothing is invented`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let row = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2020-02-29")
    ).row
    #expect(row?.open.isEmpty == true)
    let next = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2020-03-01")
    ).row
    #expect(next?.binding?.rule == "CN3.18.simple")
  }
}
