import Casework
import ConsumerProtection
import Testing
import XiaobaoTestSupport

@Suite struct SweepTests {
  private typealias Bank = SampleWorkspace

  @Test func `the last day is in time and the day after is overdue, recorded once`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
    ).matter.id
    let onTime = try await office.sweep(as: Bank.by(Bank.head, "2026-03-17"))
    #expect(onTime.marked.isEmpty)
    #expect(onTime.dueSoon.map(\.matter.id) == [id])
    let late = try await office.sweep(as: Bank.by(Bank.head, "2026-03-18"))
    #expect(late.marked.map(\.matter.id) == [id])
    #expect(late.marked.first?.daysLeft == -1)
    let again = try await office.sweep(as: Bank.by(Bank.head, "2026-03-19"))
    #expect(again.marked.isEmpty)
    #expect(again.stillOverdue.map(\.matter.id) == [id])
    #expect(try await office.complaints(ComplaintQuery()).items.first?.isOverdue == true)
    #expect(
      try await office.history(of: MatterReference(Complaint.kind, id))
        .filter { $0.type == "complaint.overdue_marked" }.count == 1)
  }

  @Test func `the due list is sorted by day, bounded, and goes on behind its cursor`() async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    var ids: [String] = []
    for day in ["2026-03-04", "2026-03-02", "2026-03-03"] {
      ids.append(
        try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, day)).matter.id)
    }
    var query = DueQuery()
    query.on = CivilDay(iso: "2026-03-10")
    query.within = 30
    query.limit = 2
    let first = try await office.due(query)
    #expect(first.items.map(\.matter.id) == [ids[1], ids[2]])
    #expect(first.items.map(\.daysLeft) == [7, 8])
    query.after = first.next
    let second = try await office.due(query)
    #expect(second.items.map(\.matter.id) == [ids[0]])
    #expect(second.next == nil)
    query.after = nil
    query.within = 7
    #expect(try await office.due(query).items.map(\.matter.id) == [ids[1]])
  }

  @Test func `a list page ends with a cursor and the next one goes on there`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    for _ in 0..<5 {
      _ = try await office.submit(LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02"))
    }
    var query = ComplaintQuery()
    query.limit = 2
    var seen: [String] = []
    repeat {
      let page = try await office.complaints(query)
      #expect(page.total == 5)
      seen += page.items.map(\.id)
      query.after = page.next
    } while query.after != nil
    #expect(seen == (1...5).reversed().map { "C-20260302-00000\($0)" })
  }
}
