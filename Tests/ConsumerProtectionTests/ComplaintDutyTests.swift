import Testing

@testable import ConsumerProtection

/// CN3 art. 24: tiers of settlement, temporary authority, quick approval; nobody approves the own.
@Suite struct ComplaintAuthorityTests {
  static let policy: Policy = {
    var handling = HandlingPolicy()
    handling.tiers = [
      .init(role: .handler, upTo: Money(fen: 50_000)),
      .init(role: .complaintHead, upTo: Money(fen: 500_000)),
      .init(role: .seniorExecutive, upTo: nil),
    ]
    handling.approval = .hours(4)
    return Policy(handling: handling)
  }()

  private func at(_ day: String, by actor: String = "handler", bank: Bank = .sample) -> Context {
    Context.at(day, minute: 600, by: actor, bank: bank).with(policy: Self.policy)
  }

  private func decide(_ fen: Int64?) -> Complaint.Command {
    .decide(Decision(.settled, amount: fen.map { Money(fen: $0) }, reasons: "协商一致"))
  }

  private func request(_ fen: Int64, to approver: String? = nil) -> Complaint.Command {
    .handling(
      .requestApproval(
        ApprovalRequest(amount: Money(fen: fen), approver: approver, reason: "一次性了结")))
  }

  private func give(_ fen: Int64, granted: Bool = true) -> Complaint.Command {
    .handling(.approve(Money(fen: fen), isGranted: granted, reason: granted ? "" : "依据不足"))
  }

  @Test func `up to the own tier nobody is asked, a fen above it is refused with who may`() throws {
    let complaint = try Complaint.investigating()
    for fen in [nil, 0, 50_000] as [Int64?] {
      #expect(throws: Never.self) {
        try Complaint.deciding(decide(fen), on: complaint, in: at("2026-03-10"))
      }
    }
    let refused = refusal(decide(50_001), on: complaint, in: at("2026-03-10"))
    #expect(refused?.code == .beyondAuthority)
    #expect(
      refused?.problem.en == "500.01 yuan is beyond the authority of `handler`, 500.00 yuan")
    #expect(refused?.remedy.en.hasPrefix("who may approve: head, executive, other-boss;") == true)
    #expect(throws: Never.self) {
      try Complaint.deciding(decide(9_999_999), on: complaint, in: .at("2026-03-10"))
    }
  }

  @Test func `an approval reaches its amount, is another's, and closes the approver's duty`() throws
  {
    let asked = try Complaint.investigating().after(request(80_000), in: at("2026-03-10"))
    let duty = try #require(asked.obligations.last)
    #expect(duty.name == "approval.1" && duty.isDuty)
    #expect(duty.owner == ObligationOwner(unit: "HQ-CP", person: "head"))
    #expect(duty.due == day("2026-03-10") && duty.dueMinute == 840)
    #expect(asked.binding?.name == "decision", "a duty is not what binds the case")
    #expect(refusal(give(80_000), on: asked, in: at("2026-03-10"))?.code == .approvalNeeded)
    #expect(
      refusal(give(80_000), on: asked, in: at("2026-03-10", by: "branch-boss"))?.code
        == .beyondAuthority)
    let approved = try asked.after(give(80_000), in: at("2026-03-10", by: "head"))
    #expect(approved.obligations.last?.settledOn == day("2026-03-10"))
    #expect(refusal(decide(80_001), on: approved, in: at("2026-03-11"))?.code == .beyondAuthority)
    let decided = try approved.after(decide(80_000), in: at("2026-03-11"))
    guard case .decided(let state) = decided.stage else {
      Issue.record("the stage is \(decided.stage.name)")
      return
    }
    #expect(state.decision.approver == "head")
    let refused = try asked.after(give(80_000, granted: false), in: at("2026-03-10", by: "head"))
    #expect(refusal(decide(80_000), on: refused, in: at("2026-03-11"))?.code == .beyondAuthority)
  }

  @Test func `an approver may, is another and has no interest`() throws {
    let complaint = try Complaint.investigating()
    func refused(_ fen: Int64, _ to: String?) -> Refusal.Code? {
      refusal(request(fen, to: to), on: complaint, in: at("2026-03-10"))?.code
    }
    #expect(refused(80_000, "handler") == .approvalNeeded)
    #expect(refused(80_000, "branch-boss") == .beyondAuthority)
    #expect(refused(80_000, "nobody") == .unknownIdentifier)
    #expect(refused(0, nil) == .badNumber)
    let interested = try complaint.after(
      .handling(.declareInterest("head", .relative, detail: "")), in: at("2026-03-10"))
    #expect(
      refusal(request(80_000, to: "head"), on: interested, in: at("2026-03-10"))?.code == .recused)
    let asked = try interested.after(request(80_000), in: at("2026-03-10"))
    #expect(asked.handling.requests.last?.approver == "executive")
  }

  @Test
  func `a role limited to a department settles for its own teams, not for the units beside it`()
    throws
  {
    var bank = Bank.sample
    bank.add("HQ-CP-1", .department, under: "HQ-CP")
    let envelope = Bank.envelope("head")
    bank.apply(
      .roleEnded(RoleEnded(role: .complaintHead, from: day("2026-03-01"), envelope: envelope)),
      to: "head")
    bank.apply(
      .roleGranted(
        RoleGranted(
          role: .complaintHead, unit: "HQ-CP", from: day("2026-03-01"), until: nil,
          envelope: envelope)), to: "head")
    let head = try #require(bank.persons["head"])
    let context = at("2026-03-10", bank: bank)
    for (unit, isCovered) in [
      ("HQ-CP", true), ("HQ-CP-1", true), ("HQ", false), ("B1", false), ("S1", false),
    ] {
      #expect(head.maySettle(Money(fen: 500_000), at: unit, in: context) == isCovered, "\(unit)")
    }
    // Limited to an institution the role reaches every unit below it.
    bank.apply(
      .roleGranted(
        RoleGranted(
          role: .complaintHead, unit: "B1", from: day("2026-03-01"), until: nil,
          envelope: envelope)), to: "head")
    let wider = try #require(bank.persons["head"])
    for (unit, isCovered) in [("B1", true), ("B1-CP", true), ("O1", true), ("B2", false)] {
      #expect(wider.maySettle(Money(fen: 500_000), at: unit, in: context) == isCovered, "\(unit)")
    }
  }

  @Test func `temporary authority holds from its first day until its end, and for its unit`() throws
  {
    var bank = Bank.sample
    let command = Person.Command.authorise(
      upTo: Money(fen: 200_000), unit: "S1", from: day("2026-03-10"), until: day("2026-03-12"),
      reason: "主任外出")
    func outcome(by actor: String) throws -> Outcome<Person.Event> {
      try Person.deciding(command, on: bank.persons["handler"], in: at("2026-03-10", by: actor))
    }
    #expect(throws: Refusal.self) { try outcome(by: "handler") }
    #expect(throws: Refusal.self, "beyond the giver's own tier") { try outcome(by: "branch-boss") }
    let events = try outcome(by: "head").events
    for event in events { bank.apply(event, to: "handler") }
    let complaint = try Complaint.investigating()
    for (day, isGood) in [("2026-03-10", true), ("2026-03-11", true), ("2026-03-12", false)] {
      let refused: Refusal? = {
        do throws(Refusal) {
          _ = try Complaint.deciding(decide(200_000), on: complaint, in: at(day, bank: bank))
          return nil
        } catch { return error }
      }()
      #expect((refused == nil) == isGood, "\(day)")
    }
    let elsewhere = try complaint.after(
      .assign(unit: "B2", person: nil), in: at("2026-03-10", bank: bank))
    #expect(
      refusal(decide(200_000), on: elsewhere, in: at("2026-03-10", bank: bank))?.code
        == .beyondAuthority)
  }
}

/// Who stands in during a leave (AB角) takes what is given to the person.
@Suite struct StandInTests {
  /// The handler is on leave from 9 to 11 March; branch-boss stands in.
  private static let bank: Bank = {
    var bank = Bank.sample
    bank.apply(
      .covered(
        PersonCovered(
          by: "branch-boss", from: day("2026-03-09"), until: day("2026-03-12"),
          envelope: Bank.envelope("handler"))), to: "handler")
    return bank
  }()

  @Test(arguments: [
    ("2026-03-08", false), ("2026-03-09", true), ("2026-03-11", true), ("2026-03-12", false),
  ])
  func `what is assigned, handed off or reminded of on a day of leave goes to the stand-in`(
    text: String, isAway: Bool
  ) throws {
    func at(_ actor: String = "head") -> Context {
      var handling = HandlingPolicy()
      handling.reminder = .naturalDays(1)
      return .at(text, by: actor, bank: Self.bank).with(policy: Policy(handling: handling))
    }
    let taker = isAway ? "branch-boss" : "handler"
    let assigned = try Complaint.accepted().after(
      .assign(unit: "S1", person: "handler"), in: at())
    #expect(assigned.handler == taker)
    #expect(assigned.assignment?.covers == (isAway ? "handler" : nil))
    let reminded = try Complaint.assigned().after(
      .handling(.openDuty(DutyRequest(.reminder, words: "请回复"))), in: at())
    #expect(reminded.obligations.last?.owner?.person == taker)
    let answered = try reminded.after(
      .handling(.answerDuty("reminder.1", words: "已联系")), in: at(taker))
    #expect(answered.handling.duties.map { $0.answer?.envelope.actor } == [taker])
    let swept = try Complaint.assigned().after(
      .handling(.remindOf(rule: "CN3.18.simple", words: "将到期")), in: at("system"))
    #expect(swept.obligations.last?.owner?.person == taker)
    let handed = try Complaint.assigned().after(
      .assign(unit: "B1", person: "executive"), in: at()
    ).after(.handling(.handOff(unit: "S1", person: "handler", reason: "移交")), in: at())
    #expect(handed.handler == taker)
    var answers = Answers.decisionLimit
    answers.route = RouteAnswer(
      unit: "S1", person: "handler", because: Because("own_unit"), plugin: "cn.branch-routing")
    let proposed = try Complaint.after(
      .register(.sample), in: .at(text, by: "clerk", answers: answers, bank: Self.bank))
    #expect(proposed.handler == taker && proposed.assignment?.covers == (isAway ? "handler" : nil))
  }

  @Test func `a stand-in with an interest does not take the case`() throws {
    let complaint = try Complaint.accepted().after(
      .handling(.declareInterest("branch-boss", .relative, detail: "")), in: .at("2026-03-06"))
    #expect(
      refusal(
        .assign(unit: "S1", person: "handler"), on: complaint,
        in: .at("2026-03-09", bank: Self.bank))?.code == .recused)
  }
}

/// Reminders, supervision, assistance, hand-offs, notes, levels of escalation.
@Suite struct ComplaintDutyTests {
  private func open(
    _ kind: DutyRequest.Kind, unit: String? = nil, person: String? = nil,
    within: Budget? = .workingDays(2), words: String = "请说明进展"
  ) -> Complaint.Command {
    .handling(
      .openDuty(DutyRequest(kind, unit: unit, person: person, within: within, words: words)))
  }

  private func answer(_ name: String, _ words: String = "已在办理") -> Complaint.Command {
    .handling(.answerDuty(name, words: words))
  }

  @Test func `a reminder is owed by the handler until it is answered by the handler`() throws {
    let reminded = try Complaint.investigating()
      .after(open(.reminder), in: .at("2026-03-06", by: "clerk"))
    let duty = try #require(reminded.obligations.last)
    #expect(duty.name == "reminder.1")
    #expect(duty.owner == ObligationOwner(unit: "S1", person: "handler"))
    #expect(duty.due == day("2026-03-10"), "Friday, then two working days")
    func refused(_ command: Complaint.Command, by actor: String) -> Refusal.Code? {
      refusal(command, on: reminded, in: .at("2026-03-09", by: actor))?.code
    }
    #expect(refused(answer("reminder.1"), by: "clerk") == .notAuthorised)
    #expect(refused(answer("reminder.1"), by: "other-boss") == .notAuthorised)
    #expect(refused(answer("reminder.2"), by: "handler") == .unknownIdentifier)
    #expect(refused(answer("reminder.1", " "), by: "handler") == .emptyText)
    let answered = try reminded.after(answer("reminder.1"), in: .at("2026-03-09"))
    #expect(answered.obligations.last?.settledOn == day("2026-03-09"))
    let again = try answered.after(open(.reminder), in: .at("2026-03-10", by: "clerk"))
    #expect(again.obligations.last?.name == "reminder.2")
    let closed = try #require(try? Complaint.closed())
    #expect(refusal(open(.reminder), on: closed, in: .at("2026-03-20"))?.code == .notAdmitted)
  }

  @Test func `supervision comes from above, and the bank's time stands where none is given`() throws
  {
    let complaint = try Complaint.investigating()
    func refused(_ actor: String) -> Refusal.Code? {
      refusal(open(.supervision), on: complaint, in: .at("2026-03-06", by: actor))?.code
    }
    #expect(refused("handler") == .notAuthorised)
    #expect(refused("clerk") == .notAuthorised)
    for actor in ["branch-boss", "head", "executive"] {
      #expect(throws: Never.self) {
        try Complaint.deciding(open(.supervision), on: complaint, in: .at("2026-03-06", by: actor))
      }
    }
    let bare = open(.supervision, within: nil)
    #expect(refusal(bare, on: complaint, in: .at("2026-03-06", by: "head"))?.code == .emptyText)
    var handling = HandlingPolicy()
    handling.supervision = .naturalDays(3)
    let context = Context.at("2026-03-06", by: "head").with(policy: Policy(handling: handling))
    #expect(
      try complaint.after(bare, in: context).obligations.last?.due == day("2026-03-09"))
  }

  @Test func `an assisting unit owes its part, and the leading one stays`() throws {
    let complaint = try Complaint.investigating()
      .after(open(.assistance, unit: "B2"), in: .at("2026-03-06"))
    #expect(complaint.handlingUnit == "S1")
    #expect(complaint.obligations.last?.owner == ObligationOwner(unit: "B2"))
    let answered = try complaint.after(
      answer("assistance.1"), in: .at("2026-03-09", by: "other-boss"))
    #expect(answered.obligations.last?.settledOn == day("2026-03-09"))
    let context = Context.at("2026-03-06")
    #expect(
      refusal(open(.assistance), on: complaint, in: context)?.code == .notAdmitted,
      "the leading unit does not assist itself")
    #expect(
      refusal(open(.assistance, unit: "X"), on: complaint, in: context)?.code
        == .unknownIdentifier)
    #expect(
      refusal(open(.assistance, unit: "B2", words: ""), on: complaint, in: context)?.code
        == .emptyText)
  }

  @Test func `a hand-off keeps who had it and why, and a note changes nothing else`() throws {
    let complaint = try Complaint.investigating()
    func handOff(_ unit: String, _ person: String?, _ reason: String = "休假") -> Complaint.Command {
      .handling(.handOff(unit: unit, person: person, reason: reason))
    }
    let context = Context.at("2026-03-06")
    let moved = try complaint.after(handOff("B1", "branch-boss"), in: context)
    #expect(moved.handler == "branch-boss" && moved.handlingUnit == "B1")
    #expect(moved.assignment?.fromPerson == "handler" && moved.assignment?.fromUnit == "S1")
    #expect(moved.assignment?.reason == .plain("休假"))
    #expect(moved.stage.name == .investigating)
    #expect(refusal(handOff("S1", "handler"), on: complaint, in: context)?.code == .notAdmitted)
    #expect(refusal(handOff("B1", nil, ""), on: complaint, in: context)?.code == .emptyText)
    #expect(
      refusal(handOff("B1", nil), on: try .accepted(), in: context)?.code == .notAdmitted)
    let noted = try complaint.after(.handling(.note("客户情绪激动")), in: context)
    #expect(noted.handling.notes.count == 1 && noted.stage == complaint.stage)
    #expect(refusal(.handling(.note(" ")), on: complaint, in: context)?.code == .emptyText)
  }

  @Test func `a missed limit goes up the unit tree level by level, each level once`() throws {
    var handling = HandlingPolicy()
    handling.levels = [.init(level: 1, daysLate: 1), .init(level: 2, daysLate: 3)]
    let policy = Policy(handling: handling)
    let sweep = Complaint.Command.escalate(reason: "", rule: "CN3.18.simple")
    var complaint = try Complaint.investigating()
    // Due on 2026-03-17; S1 stands under B1, B1 under the head office.
    for (day, level, to) in [
      ("2026-03-17", nil, nil), ("2026-03-18", 1, "B1"), ("2026-03-19", nil, nil),
      ("2026-03-20", 2, "HQ"), ("2026-03-25", nil, nil),
    ] as [(String, Int?, String?)] {
      let outcome = try Complaint.deciding(
        sweep, on: complaint, in: Context.at(day).with(policy: policy))
      for event in outcome.events {
        complaint = try #require(Complaint.applying(event, to: complaint))
      }
      #expect(outcome.events.isEmpty == (level == nil), "\(day)")
      if let level {
        #expect(complaint.escalations.last?.level == level)
        #expect(complaint.escalations.last?.to == [to].compactMap(\.self))
      }
    }
    let manual = Complaint.Command.escalate(reason: "客户要求", rule: nil)
    let first = try Complaint.investigating().after(manual, in: .at("2026-03-06"))
      .after(manual, in: .at("2026-03-07")).after(manual, in: .at("2026-03-08"))
    #expect(first.escalations.map(\.to) == [["B1"], ["HQ"], ["HQ"]])
  }
}
