import ConsumerProtection
import Testing
import XiaobaoTestSupport

@testable import Casework

/// What lies on a desk: one's own cases by day, and what one is asked for.
@Suite struct TodayTests {
  private typealias Bank = SampleWorkspace
  private static let day = "2026-03-17"

  private static func today(
    _ office: Workspace, _ person: String, on day: String = day, within: Int = 3
  ) async throws -> DayList {
    try await office.today(
      of: person, on: try #require(CivilDay(iso: day)), within: within)
  }

  private static func asked(
    _ office: Workspace, _ person: String, on day: String = day
  ) async throws -> [String] {
    try await today(office, person, on: day).asked.map { "\($0.matter.id) \($0.name)" }
  }

  /// A complaint with a handler, or only with a unit.
  private static func submitted(
    _ office: Workspace, _ day: String, unit: String = "HQ.CP", handler: String?
  ) async throws -> String {
    let id = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, day)).matter.id
    _ = try await office.perform(.accept, on: id, as: Bank.by(Bank.head, day))
    _ = try await office.perform(
      .assign(unit: unit, person: handler), on: id, as: Bank.by(Bank.head, day))
    return id
  }

  private static func ask(
    _ office: Workspace, _ id: String, _ kind: DutyRequest.Kind = .reminder, unit: String? = nil,
    person: String? = nil
  ) async throws {
    _ = try await office.perform(
      .handling(
        .openDuty(
          DutyRequest(
            kind, unit: unit, person: person, within: .naturalDays(5), words: "请说明进展"))),
      on: id, as: Bank.by(Bank.head, "2026-03-16"))
  }

  @Test func `one's own cases are late, due on the day, due soon or later`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    // Fifteen days from the receipt: due on the 16th, 17th, 20th, 21st.
    var ids: [String] = []
    for day in ["2026-03-01", "2026-03-02", "2026-03-05", "2026-03-06"] {
      ids.append(try await Self.submitted(office, day, handler: Bank.handler))
    }
    _ = try await Self.submitted(office, "2026-03-01", handler: Bank.head)
    let list = try await Self.today(office, Bank.handler)
    #expect(list.overdue.map(\.id) == [ids[0]])
    #expect(list.due.map(\.id) == [ids[1]])
    #expect(list.soon.map(\.id) == [ids[2]])
    #expect(list.later == 1 && list.asked.isEmpty && list.covers.isEmpty)
    let wider = try await Self.today(office, Bank.handler, within: 4)
    #expect(wider.soon.map(\.id) == [ids[2], ids[3]] && wider.later == 0)
  }

  @Test func `a reminder is the handler's, whoever is named is named, and an answer ends it`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await Self.submitted(office, "2026-03-02", handler: Bank.handler)
    try await Self.ask(office, id)
    try await Self.ask(office, id, .supervision, person: Bank.colleague)
    #expect(try await Self.asked(office, Bank.handler) == ["\(id) reminder.1"])
    #expect(try await Self.asked(office, Bank.colleague) == ["\(id) supervision.1"])
    #expect(try await Self.asked(office, Bank.head) == [])
    _ = try await office.perform(
      .handling(.answerDuty("reminder.1", words: "已联系客户")), on: id,
      as: Bank.by(Bank.handler, "2026-03-16"))
    #expect(try await Self.asked(office, Bank.handler) == [])
  }

  @Test
  func `what a unit is asked lies on the desk of each of its people who handle complaints`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    for (id, unit, role) in [("T001", "HQ.CARD", "auditor"), ("T002", "HQ.CARD", "intake")] {
      _ = try await office.addPerson(
        JSONReader.value(
          of: Array(
            #"{"id":"\#(id)","name":"测试","unit":"\#(unit)","from":"2015-01-01","roles":["\#(role)"]}"#
              .utf8)), as: Bank.by(Bank.administrator, "2015-01-02"))
    }
    // With the handler gone from the case, only its unit is left.
    let unassigned = try await Self.submitted(office, "2026-03-02", unit: "HQ.CARD", handler: nil)
    try await Self.ask(office, unassigned)
    let led = try await Self.submitted(office, "2026-03-02", handler: Bank.handler)
    try await Self.ask(office, led, .assistance, unit: "HQ.CARD")
    let wanted = ["\(unassigned) reminder.1", "\(led) assistance.1"].sorted()
    for person in [Bank.colleague, "T002"] {
      #expect(try await Self.asked(office, person) == wanted, "\(person)")
    }
    // No role that acts, another unit, nobody's case.
    #expect(try await Self.asked(office, "T001") == [])
    #expect(try await Self.asked(office, Bank.executive) == [])
    #expect(try await Self.asked(office, "nobody") == [])
    try await office.reindex()
    #expect(try await Self.asked(office, Bank.colleague) == wanted)
  }

  @Test func `a reminder is shown when nothing else on the case falls due`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await LifeCycleTests.replied(office)
    #expect(try await Self.today(office, Bank.handler, on: "2026-03-10").overdue.isEmpty)
    _ = try await office.perform(
      .handling(
        .openDuty(DutyRequest(.reminder, within: .naturalDays(5), words: "请办结"))),
      on: id, as: Bank.by(Bank.head, "2026-03-10"))
    #expect(try await Self.asked(office, Bank.handler, on: "2026-03-10") == ["\(id) reminder.1"])
  }

  @Test func `whoever stands in sees the absent person's desk, from the first day to the last`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await Self.submitted(office, "2026-03-02", handler: Bank.handler)
    try await Self.ask(office, id)
    _ = try await office.perform(
      .cover(
        by: Bank.colleague, from: try #require(CivilDay(iso: "2026-03-17")),
        until: try #require(CivilDay(iso: "2026-03-19"))), on: Bank.handler,
      as: Bank.by(Bank.administrator, "2026-03-16"))
    for (day, isThere) in [
      ("2026-03-16", false), ("2026-03-17", true), ("2026-03-18", true), ("2026-03-19", false),
    ] {
      let list = try await Self.today(office, Bank.colleague, on: day)
      let cases = (list.overdue + list.due + list.soon).map(\.id)
      #expect(cases == (isThere ? [id] : []), "\(day)")
      #expect(list.asked.map(\.name) == (isThere ? ["reminder.1"] : []), "\(day)")
      #expect(list.covers == (isThere ? [Bank.handler] : []), "\(day)")
    }
    try await office.reindex()
    #expect(try await Self.today(office, Bank.colleague).covers == [Bank.handler])
    // Who is away keeps the list.
    #expect(try await Self.today(office, Bank.handler).due.map(\.id) == [id])
  }
}
