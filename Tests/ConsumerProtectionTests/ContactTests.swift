import Testing

@testable import ConsumerProtection

/// Contacts, boxes and emergencies, as sentences.
@Suite struct ContactTests {
  private static let id = "K-20260302-000001"

  private func registered(_ kind: ContactKind) throws -> (IntakeContact, [Order]) {
    var draft = Draft(narrative: "请问如何挂失？")
    draft.unit = "O1"
    let outcome = try IntakeContact.deciding(
      .register(ContactDraft(kind: kind, draft: draft, complaint: caseID)), on: nil,
      in: .at("2026-03-02", minute: 570, by: "clerk", new: Self.id))
    let contact = outcome.events.reduce(nil) { IntakeContact.applying($1, to: $0) }
    return (try #require(contact), outcome.orders)
  }

  @Test(arguments: ContactKind.allCases)
  func `every contact is registered, and only a complaint opens a complaint`(kind: ContactKind)
    throws
  {
    let (contact, orders) = try registered(kind)
    #expect(contact.current == kind)
    #expect(contact.receipt.owner == "clerk")
    #expect(orders.map(\.matter.id) == (kind == .complaint ? [caseID] : []))
    #expect(contact.complaint == (kind == .complaint ? caseID : nil))
    #expect(contact.obligations.isEmpty)
  }

  @Test func `what becomes a complaint keeps its first receipt`() throws {
    let (contact, _) = try registered(.enquiry)
    let draft = ContactDraft(kind: .complaint, draft: .sample, complaint: caseID)
    let outcome = try IntakeContact.deciding(
      .relabel(to: .complaint, reason: "客户要求", second: "head", draft: draft), on: contact,
      in: .at("2026-03-09"))
    let order = try #require(outcome.orders.first)
    #expect(order.time?.day == day("2026-03-02"))
    #expect(order.time?.minute == 570)
    let after = try #require(
      outcome.events.reduce(contact) { IntakeContact.applying($1, to: $0) ?? $0 })
    #expect(after.receivedOn == day("2026-03-02"))
    #expect(after.current == .complaint && after.complaint == caseID)
    #expect(after.changes.count == 1)
  }

  @Test func `a complaint that becomes something else ends, and is counted`() throws {
    let (contact, _) = try registered(.complaint)
    let outcome = try IntakeContact.deciding(
      .relabel(to: .suggestion, reason: "只是建议", second: "head", draft: nil), on: contact,
      in: .at("2026-03-03"))
    #expect(
      outcome.orders.first?.command as? Complaint.Command
        == .intake(.relabel(to: .suggestion, reason: "只是建议", second: "head")))
    let after = try #require(
      outcome.events.reduce(contact) { IntakeContact.applying($1, to: $0) ?? $0 })
    let again = #expect(throws: Refusal.self) {
      try IntakeContact.deciding(
        .relabel(
          to: .complaint, reason: "又说是投诉", second: "head",
          draft: ContactDraft(kind: .complaint, draft: .sample, complaint: "C-20260302-000008")),
        on: after, in: .at("2026-03-04"))
    }
    #expect(again?.code == .notAdmitted)
  }

  @Test(arguments: [
    (ContactKind.complaint, "", "head", Refusal.Code.emptyText),
    (.complaint, "客户要求", "", .approvalNeeded), (.complaint, "客户要求", "handler", .approvalNeeded),
    (.enquiry, "客户要求", "head", .notAdmitted),
  ])
  func `a change of the kind needs a reason, a second person and another kind`(
    kind: ContactKind, reason: String, second: String, code: Refusal.Code
  ) throws {
    let (contact, _) = try registered(.enquiry)
    let refused = #expect(throws: Refusal.self) {
      try IntakeContact.deciding(
        .relabel(
          to: kind, reason: reason, second: second,
          draft: ContactDraft(kind: .complaint, draft: .sample, complaint: caseID)),
        on: contact, in: .at("2026-03-03"))
    }
    #expect(refused?.code == code)
  }

  @Test func `an enquiry is answered once, and a complaint is not answered here`() throws {
    let (enquiry, _) = try registered(.enquiry)
    let outcome = try IntakeContact.deciding(
      .finish(answer: "已告知"), on: enquiry, in: .at("2026-03-02"))
    let done = try #require(
      outcome.events.reduce(enquiry) { IntakeContact.applying($1, to: $0) ?? $0 })
    #expect(done.finishedOn == day("2026-03-02"))
    for contact in [done, try registered(.complaint).0] {
      let refused = #expect(throws: Refusal.self) {
        try IntakeContact.deciding(.finish(answer: "已告知"), on: contact, in: .at("2026-03-03"))
      }
      #expect(refused?.code == .notAdmitted)
    }
  }

  // MARK: Boxes

  private func opened(
    _ slips: Int, on text: String, with second: String = "handler", after box: SuggestionBox? = nil
  ) throws -> SuggestionBox {
    var policy = Policy()
    policy.intake.boxOpening = .naturalDays(7)
    let context = Context(
      now: Instant(milliseconds: 0), today: day(text), businessDay: day(text),
      zone: "Asia/Shanghai", actor: "clerk", newIdentifier: "O1.box", lookUps: Bank.sample,
      policy: policy)
    let opening = SuggestionBox.Opening(unit: "O1", form: .box, second: second, slips: slips)
    let outcome = try SuggestionBox.deciding(.open(opening), on: box, in: context)
    return try #require(outcome.events.reduce(box) { SuggestionBox.applying($1, to: $0) })
  }

  @Test func `an opening is recorded with nothing found too, and the next falls due`() throws {
    let first = try opened(0, on: "2026-03-02")
    #expect(first.due == day("2026-03-09"))
    #expect(first.openings.last?.gap == nil)
    let inTime = try opened(1, on: "2026-03-09", after: first)
    #expect(inTime.openings.last?.isLate == false)
    let late = try opened(2, on: "2026-03-10", after: first)
    #expect(late.openings.last?.isLate == true)
    #expect(late.openings.last?.gap == 8)
    #expect(late.due == day("2026-03-17"))
  }

  @Test(arguments: [
    ("clerk", 0, Refusal.Code.approvalNeeded), ("nobody", 0, .unknownIdentifier),
    ("handler", -1, .badNumber),
  ])
  func `one person alone opens no box`(second: String, slips: Int, code: Refusal.Code) {
    let refused = #expect(throws: Refusal.self) {
      try opened(slips, on: "2026-03-02", with: second)
    }
    #expect(refused?.code == code)
  }

  @Test func `an emergency ends once, with its outcome`() throws {
    let opening = Emergency.Opening(
      level: .major, complaint: caseID, headcount: 1, ground: .safetyAccident, threshold: nil,
      notified: ["HQ"])
    let context = Context.at("2026-03-02", new: "E-20260302-000007")
    let opened = try Emergency.deciding(.open(opening), on: nil, in: context).events
      .reduce(nil) { Emergency.applying($1, to: $0) }
    let emergency = try #require(opened)
    #expect(throws: Refusal.self) {
      try Emergency.deciding(.close(outcome: " "), on: emergency, in: .at("2026-03-03"))
    }
    let closed = try Emergency.deciding(
      .close(outcome: "已平息"), on: emergency, in: .at("2026-03-03")
    ).events.reduce(emergency) { Emergency.applying($1, to: $0) ?? $0 }
    #expect(closed.closed?.envelope.day == day("2026-03-03"))
    #expect(throws: Refusal.self) {
      try Emergency.deciding(.close(outcome: "再次"), on: closed, in: .at("2026-03-04"))
    }
  }
}
