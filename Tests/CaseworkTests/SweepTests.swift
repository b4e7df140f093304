import Casework
import ConsumerProtection
import Foundation
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

  @Test func `a box that nobody opened is recorded as late once, and again after the next opening`()
    async throws
  {
    let bank = try await Bank(
      site: Bank.site(
        policy: "{backdating_days: unlimited}", more: "intake: {box_opening: 7 natural_days}"))
    let office = try bank.open()
    let opening = SuggestionBox.Opening(unit: "B1", form: .box, second: Bank.handler, slips: 0)
    _ = try await office.openBox(opening, as: Bank.by(Bank.counter, "2026-03-02"))
    func sweep(_ day: String) async throws -> (marked: [String], still: [String]) {
      let result = try await office.sweep(as: Bank.by(Bank.head, day))
      return (result.marked.map(\.matter.id), result.stillOverdue.map(\.matter.id))
    }
    #expect(try await sweep("2026-03-09") == ([], []))
    #expect(try await sweep("2026-03-10") == (["B1.box"], []))
    #expect(try await sweep("2026-03-10") == ([], ["B1.box"]))
    _ = try await office.openBox(opening, as: Bank.by(Bank.counter, "2026-03-11"))
    #expect(try await sweep("2026-03-18") == ([], []))
    #expect(try await sweep("2026-03-19") == (["B1.box"], []))
    #expect(
      try await office.history(of: MatterReference(SuggestionBox.kind, "B1.box")).map(\.type)
        == ["box.opened", "box.overdue_marked", "box.opened", "box.overdue_marked"])
  }

  @Test func `a notice of an emergency that was lost behind its commit is made good once`()
    async throws
  {
    let bank = try await Bank(
      site: Bank.site(
        policy: "{backdating_days: unlimited}",
        more: "intake: {leadership_group: [\(Bank.head), HQ]}"))
    let office = try bank.open()
    let group = LifeCycleTests.draft([
      .init("headcount", .integer(20)), .init("capacity", .text("joint")),
      .init("representatives", .array([.text("甲"), .text("乙")])),
    ])
    // What stands in the way of the outbox is what a crash behind the commit leaves: no notice.
    try FileManager.default.removeItem(atPath: bank.paths.outbox)
    try Data().write(to: URL(fileURLWithPath: bank.paths.outbox))
    let done = try await office.submit(group, as: Bank.by(Bank.head, "2026-03-02"))
    let id = try #require(done.emergencies.first?.id)
    try FileManager.default.removeItem(atPath: bank.paths.outbox)
    try FileManager.default.createDirectory(
      atPath: bank.paths.outbox, withIntermediateDirectories: false)
    #expect(try office.outbox().isEmpty)
    #expect(try await office.sweep(as: Bank.by(Bank.head, "2026-03-03")).told == [id])
    #expect(try office.outbox().map(\.to) == [Bank.head, "HQ"])
    #expect(try office.outbox().allSatisfy { $0.matter == done.matter.id })
    #expect(try await office.sweep(as: Bank.by(Bank.head, "2026-03-03")).told == [])
    #expect(try office.outbox().count == 2)
    // Where nothing stands in the way the notice is there at once, and no sweep repeats it.
    let second = try await office.submit(group, as: Bank.by(Bank.head, "2026-03-03"))
    #expect(try office.outbox().map(\.matter).suffix(2) == [second.matter.id, second.matter.id])
    #expect(try await office.sweep(as: Bank.by(Bank.head, "2026-03-04")).told == [])
    #expect(
      try await office.history(of: MatterReference(Emergency.kind, id)).map(\.type)
        == ["emergency.opened", "emergency.told"])
  }

  @Test func `whoever stands in has the cases and duties of the absent in today, while it lasts`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let by = Bank.by(Bank.head, "2026-03-02")
    let id = try await office.submit(LifeCycleTests.draft(), as: by).matter.id
    _ = try await office.perform(.accept, on: id, as: by)
    _ = try await office.perform(.assign(unit: "HQ.CP", person: Bank.handler), on: id, as: by)
    _ = try await office.perform(
      Person.Command.cover(
        by: Bank.colleague, from: #require(CivilDay(iso: "2026-03-16")),
        until: #require(CivilDay(iso: "2026-03-18"))),
      on: Bank.handler, as: Bank.by(Bank.administrator, "2026-03-10"))
    for (text, isCovering) in [
      ("2026-03-15", false), ("2026-03-16", true), ("2026-03-17", true), ("2026-03-18", false),
    ] {
      let day = try #require(CivilDay(iso: text))
      let list = try await office.today(of: Bank.colleague, on: day, within: 3)
      #expect(list.covers == (isCovering ? [Bank.handler] : []), "\(text)")
      #expect((list.due + list.soon).map(\.id) == (isCovering ? [id] : []), "\(text)")
    }
    // A later record takes the place of the earlier one.
    _ = try await office.perform(
      Person.Command.cover(
        by: Bank.head, from: #require(CivilDay(iso: "2026-03-16")),
        until: #require(CivilDay(iso: "2026-03-18"))),
      on: Bank.handler, as: Bank.by(Bank.administrator, "2026-03-11"))
    let day = try #require(CivilDay(iso: "2026-03-16"))
    #expect(try await office.today(of: Bank.colleague, on: day, within: 3).covers == [])
    #expect(try await office.today(of: Bank.head, on: day, within: 3).covers == [Bank.handler])
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
