import Casework
import ConsumerProtection
import Testing
import XiaobaoTestSupport

/// The Chinese clock through the real engine and the shipped plugin's rows.
@Suite struct ClockTests {
  private typealias Bank = SampleWorkspace

  private static let mediation = Complaint.Command.handling(
    .pause(PauseRequest(.mediation, reason: "双方申请调解", isConsented: true)))
  private static let resume = Complaint.Command.handling(.resume(result: "调解终结"))

  private static func extend(_ notified: String? = nil) -> Complaint.Command {
    .extend(
      ExtensionRequest(
        reason: "情况复杂",
        notice: notified.flatMap { CivilDay(iso: $0) }.map {
          ComplainantNotice(manner: .posted, sentOn: $0, proof: "EMS 100000000")
        }))
  }
  private static let approve = Complaint.Command.handling(
    .answerExtension(limit: nil, isGranted: true, reason: ""))

  private typealias Step = (command: Complaint.Command, day: String)

  /// The vectors for complaints received on Monday 2026-03-02.
  private static let vectors: [(steps: [Step], rolls: Bool, due: String)] = [
    ([], false, "2026-03-17"),
    ([(extend(), "2026-03-16")], false, "2026-04-01"),
    (
      [(extend(), "2026-03-16"), (extend("2026-03-30"), "2026-03-31"), (approve, "2026-03-31")],
      false, "2026-05-01"
    ),
    // 05-01 to 05-05 is Labour Day: where the site rolls, the first day behind it.
    (
      [(extend(), "2026-03-16"), (extend("2026-03-30"), "2026-03-31"), (approve, "2026-03-31")],
      true, "2026-05-06"
    ),
    ([(mediation, "2026-03-05"), (resume, "2026-03-15")], false, "2026-03-27"),
  ]

  @Test(arguments: vectors.indices)
  func `a due day is the one of the reference, through the shipped rows`(place: Int) async throws {
    let vector = Self.vectors[place]
    let bank = try await Bank(
      site: Bank.site(
        policy: "{backdating_days: unlimited, roll_over_holidays: \(vector.rolls)}"))
    let office = try bank.open()
    let id = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
    ).matter.id
    for step in vector.steps {
      let actor = step.command == Self.approve ? Bank.executive : Bank.handler
      _ = try await office.perform(step.command, on: id, as: Bank.by(actor, step.day))
    }
    let row = try #require(try await office.complaints(ComplaintQuery()).items.first)
    #expect(row.due?.iso == vector.due)
    #expect(row.binding?.originalDue.iso == "2026-03-17")
    let limit = try #require(
      try await office.explain(id, as: Bank.by(Bank.handler, "2026-03-31")).limits
        .first { $0.obligation.name == "decision" })
    #expect(limit.count.day.iso == vector.due, "the explanation counts to the same day")
  }

  @Test func `a stopped clock is never swept, and is swept again once it runs`() async throws {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
    ).matter.id
    _ = try await office.perform(Self.mediation, on: id, as: Bank.by(Bank.handler, "2026-03-05"))
    let swept = try await office.sweep(as: Bank.by(Bank.head, "2026-04-20"))
    #expect(swept.marked.isEmpty && swept.stillOverdue.isEmpty)
    var query = DueQuery()
    query.on = CivilDay(iso: "2026-04-20")
    query.overdueOnly = true
    #expect(try await office.due(query).items.isEmpty)
    query.overdueOnly = false
    #expect(try await office.due(query).items.map(\.isPaused) == [true])
    _ = try await office.perform(Self.resume, on: id, as: Bank.by(Bank.handler, "2026-04-20"))
    let row = try #require(try await office.complaints(ComplaintQuery()).items.first)
    #expect(row.due?.iso == "2026-05-02")
    #expect(row.binding?.isPaused == false)
    #expect(try await office.sweep(as: Bank.by(Bank.head, "2026-05-03")).marked.count == 1)
  }

  @Test func `the parties' agreement moves the list and is refused to whoever may not`()
    async throws
  {
    let bank = try await Bank()
    let office = try bank.open()
    let id = try await office.submit(
      LifeCycleTests.draft(), as: Bank.by(Bank.head, "2026-03-02")
    ).matter.id
    let until = try #require(CivilDay(iso: "2026-04-20"))
    let agree = Complaint.Command.handling(
      .agree(AgreementRequest(until: until, terms: "书面约定")))
    await #expect(throws: Failure.self) {
      try await office.perform(agree, on: id, as: Bank.by(Bank.counter, "2026-03-10"))
    }
    _ = try await office.perform(agree, on: id, as: Bank.by(Bank.handler, "2026-03-10"))
    let row = try #require(try await office.complaints(ComplaintQuery()).items.first)
    #expect(row.due == until)
    let found = try await office.search(SearchQuery("书面约定"), as: Bank.by(Bank.head, "2026-03-10"))
    #expect(found.items.map(\.id) == [id])
  }
}
