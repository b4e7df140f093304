import Testing

@testable import ConsumerProtection

/// Settling, declining, supplementing, handing over and tying together, as sentences.
@Suite struct ComplaintAtIntakeTests {
  private static let settlement = Settlement(
    agreement: "退还手续费 20 元", amount: Money(fen: 2000), proof: "签字回执",
    feedback: Feedback(.satisfied))

  private func intake(_ command: Complaint.IntakeCommand) -> Complaint.Command { .intake(command) }

  @Test func `the counter settles in one step and every obligation ends with it`() throws {
    let complaint = try Complaint.received()
    let settled = try complaint.after(
      intake(.settle(Self.settlement)), in: .at("2026-03-02", by: "clerk"))
    #expect(!settled.isOpen)
    #expect(settled.endedOn == day("2026-03-02"))
    #expect(settled.obligations.allSatisfy { $0.settledOn == day("2026-03-02") })
    guard case .closed(.atIntake(.settled(let fact), _)) = settled.stage else {
      Issue.record("\(settled.stage)")
      return
    }
    #expect(fact.amount == Money(fen: 2000))
    #expect(refusal(.accept, on: settled, in: .at("2026-03-03"))?.code == .notAdmitted)
  }

  @Test(arguments: [
    ("agreement", Refusal.Code.emptyText), ("proof", .noticeMissing), ("feedback", .emptyText),
    ("manner", .notAdmitted), ("amount", .badNumber),
  ])
  func `a settlement that lacks a part is refused`(part: String, code: Refusal.Code) throws {
    var settlement = Self.settlement
    switch part {
    case "agreement": settlement.agreement = " "
    case "proof": settlement.proof = ""
    case "feedback": settlement.feedback = Feedback(.notGiven)
    case "manner": settlement.manner = .unreachable
    default: settlement.amount = Money(fen: -1)
    }
    let complaint = try Complaint.received()
    #expect(
      refusal(intake(.settle(settlement)), on: complaint, in: .at("2026-03-02"))?.code == code)
  }

  @Test func `what was decided is no longer settled at the counter`() throws {
    let refused = refusal(
      intake(.settle(Self.settlement)), on: try .decided(), in: .at("2026-03-12"))
    #expect(refused?.code == .notAdmitted)
  }

  @Test func `a supplement moves no limit, whenever it comes`() throws {
    let answers = Answers(deadlines: [.row("CN3.18.simple"), .row("PBC5.43.bank")])
    for stage in [
      try Complaint.received(answers), try .assigned(answers), try .investigating(answers),
    ] {
      var noted = Particulars()
      noted.urgency = .first
      let supplement = Supplement(particulars: noted, note: "收到补充材料")
      let after = try stage.after(intake(.supplement(supplement)), in: .at("2026-03-09"))
      #expect(after.obligations == stage.obligations)
      #expect(after.stage == stage.stage)
      #expect(after.intake.particulars.urgency == .first)
      let asked = try after.after(
        intake(.ask(["authorisation"], note: "")), in: .at("2026-03-10"))
      #expect(asked.obligations == stage.obligations)
      #expect(asked.stage == stage.stage)
    }
  }

  @Test func `a supplement keeps what it does not name, and nothing at all is refused`() throws {
    var draft = Draft.sample
    draft.intakeChannel = CodeValue("phone")
    draft.particulars.urgency = .second
    let complaint = try Complaint.after(
      .register(draft), in: .at("2026-03-02", by: "clerk", answers: .decisionLimit))
    #expect(complaint.intake.particulars.missingFacts(of: "phone").map(\.name) == ["recording"])
    var noted = Particulars()
    noted.channelFacts = [.init("recording", .text("R-1"))]
    let after = try complaint.after(
      intake(.supplement(Supplement(particulars: noted))), in: .at("2026-03-03"))
    #expect(after.intake.particulars.urgency == .second)
    #expect(after.intake.particulars.missingFacts(of: "phone").isEmpty)
    #expect(
      refusal(intake(.supplement(Supplement())), on: complaint, in: .at("2026-03-03"))?.code
        == .emptyText)
  }

  @Test(arguments: ["contract", "statement", "recording"])
  func `the bank must not ask for what it holds`(material: String) throws {
    let refused = refusal(
      intake(.ask(["identity", material], note: "")), on: try .received(), in: .at("2026-03-03"))
    #expect(refused?.code == .askedTooMuch)
    #expect(refused?.basis == .complaintMeasures("第十三条", "art. 13"))
  }

  @Test func `the first contact owner stays on record, and a stand-in takes what is handed over`()
    throws
  {
    var bank = Bank.sample
    bank.apply(
      .covered(
        PersonCovered(
          by: "branch-boss", from: day("2026-03-02"), until: day("2026-03-09"),
          envelope: Bank.envelope("handler"))), to: "handler")
    let complaint = try Complaint.received()
    #expect(complaint.intake.owner == "clerk")
    let away = try complaint.after(
      intake(.handOver(to: "handler", reason: "轮岗")), in: .at("2026-03-08", by: "clerk", bank: bank)
    )
    #expect(away.intake.owner == "branch-boss")
    #expect(away.intake.handOvers.first?.covers == "handler")
    #expect(away.receipt.firstContactOwner == "clerk")
    let back = try complaint.after(
      intake(.handOver(to: "handler", reason: "轮岗")), in: .at("2026-03-09", by: "clerk", bank: bank)
    )
    #expect(back.intake.owner == "handler")
    #expect(back.intake.handOvers.first?.covers == nil)
    #expect(
      refusal(
        intake(.handOver(to: "handler", reason: "")), on: complaint, in: .at("2026-03-03"))?.code
        == .emptyText)
  }

  @Test func `the first response settles its own obligation and no other`() throws {
    let own = DeadlineAnswer(
      name: "first_response", rule: "site.first_response", isRegime: false,
      budget: .span(2, .hours), calendar: nil,
      basis: Citation(instrument: Phrase("本行规定", "the bank's rule"), provision: Phrase("", "")),
      because: Because("own"), plugin: "site")
    let complaint = try Complaint.after(
      .register(.sample),
      in: .at(
        "2026-03-02", minute: 570, by: "clerk",
        answers: Answers(deadlines: [.row("CN3.18.simple"), own])))
    #expect(complaint.binding?.rule == "site.first_response")
    let answered = try complaint.after(
      intake(.respond(manner: .phone, proof: "R-1")), in: .at("2026-03-02", minute: 640))
    #expect(answered.binding?.rule == "CN3.18.simple")
    #expect(answered.intake.answeredOn == day("2026-03-02"))
    #expect(
      refusal(
        intake(.respond(manner: .phone, proof: "")), on: answered, in: .at("2026-03-03"))?.code
        == .alreadyExists)
    #expect(
      refusal(
        intake(.respond(manner: .unreachable, proof: "")), on: complaint, in: .at("2026-03-03"))?
        .code == .notAdmitted)
  }

  @Test func `article 18(4) needs no approver, the bank's policy does, and both tell the person`()
    throws
  {
    let complaint = try Complaint.received()
    func decline(
      _ ground: Declining.Ground, by approver: String? = nil, told: String = "2026-03-03"
    )
      -> Complaint.Command
    {
      intake(
        .decline(
          Declining(
            ground, reason: "非本人提出", approver: approver, manner: .phone, toldOn: day(told))))
    }
    let declined = try complaint.after(decline(.notParty), in: .at("2026-03-03"))
    #expect(!declined.isOpen)
    #expect(
      try !complaint.after(decline(.policy, by: "head"), in: .at("2026-03-03")).isOpen)
    for (command, code) in [
      (decline(.policy), Refusal.Code.approvalNeeded),
      (decline(.policy, by: "handler"), .approvalNeeded),
      (decline(.policy, by: "nobody"), .unknownIdentifier),
      (decline(.notParty, told: "2026-03-01"), .badDay),
      (decline(.notParty, told: "2026-03-04"), .badDay),
    ] {
      #expect(refusal(command, on: complaint, in: .at("2026-03-03"))?.code == code)
    }
  }

  @Test func `a merge keeps every number and every duty to a regulator`() throws {
    var bank = Bank.sample
    let answers = Answers(deadlines: [.row("CN3.18.simple"), .row("PBC5.43.bank")])
    let first = try Complaint.assigned(answers)
    bank.complaints[first.id] = first
    var draft = Draft.sample
    draft.transferredBy = .centralBank
    draft.outsideNumbers = ["RH-2026-1"]
    let second = try Complaint.after(
      .register(draft),
      in: .at("2026-03-06", by: "clerk", new: "C-20260306-000001", answers: answers))
    let outcome = try Complaint.deciding(
      intake(.merge(into: first.id)), on: second, in: .at("2026-03-06", bank: bank))
    let merged = try #require(
      outcome.events.reduce(second) { Complaint.applying($1, to: $0) ?? $0 })
    #expect(!merged.isOpen)
    let order = try #require(outcome.orders.first)
    #expect(order.matter == MatterReference(Complaint.kind, first.id))
    let command = try #require(order.command as? Complaint.Command)
    let taken = try first.after(command, in: .at("2026-03-06", bank: bank))
    #expect(taken.intake.numbers.contains { $0.number == "RH-2026-1" && $0.isOwed })
    #expect(taken.intake.takenIn == [second.id])
    let duties = taken.obligations.filter { $0.name == "transfer_answer" && $0.isOpen }
    #expect(duties.map(\.rule) == ["PBC5.43.bank", "PBC5.43.bank+"])
    #expect(duties.map(\.due) == [day("2026-03-17"), day("2026-03-21")])
    // No new clock: the decision still falls due as the first complaint's does.
    #expect(taken.obligations.filter { $0.name == "decision" }.map(\.due) == [day("2026-03-17")])
  }

  @Test func `a case that has ended takes no other in, and one that is open is no earlier case`()
    throws
  {
    var bank = Bank.sample
    let closed = try Complaint.closed()
    bank.complaints[closed.id] = closed
    let later = try Complaint.after(
      .register(.sample),
      in: .at("2026-04-05", by: "clerk", new: "C-20260405-000001", answers: .decisionLimit))
    let merge = refusal(
      intake(.merge(into: closed.id)), on: later, in: .at("2026-04-05", bank: bank))
    #expect(merge?.code == .notAdmitted)
    #expect(merge?.remedy.en.contains("complaint repeat") == true)
    let linked = try later.after(
      intake(.linkRepeat(of: closed.id)), in: .at("2026-04-05", bank: bank))
    #expect(linked.intake.repeats == closed.id)
    #expect(linked.isOpen)
    bank.complaints[closed.id] = try Complaint.assigned()
    let link = refusal(
      intake(.linkRepeat(of: closed.id)), on: later, in: .at("2026-04-05", bank: bank))
    #expect(link?.remedy.en.contains("complaint merge") == true)
    #expect(
      refusal(intake(.merge(into: later.id)), on: later, in: .at("2026-04-05", bank: bank))?.code
        == .notAdmitted)
  }

  @Test func `a regulator is answered with all seven facts of article 44`() throws {
    let complaint = try Complaint.closed().after(
      intake(.addNumber("RH-1", from: .centralBank)), in: .at("2026-03-15"))
    #expect(complaint.intake.numbers.first?.isOwed == true)
    var texts = Dictionary(uniqueKeysWithValues: AnswerBack.facts.map { ($0.name, "无") })
    let answered = try complaint.after(
      intake(.answerBack(AnswerBack(number: "RH-1", texts: texts))), in: .at("2026-03-16"))
    #expect(answered.intake.numbers.first?.answeredOn == day("2026-03-16"))
    for fact in AnswerBack.facts {
      texts[fact.name] = " "
      let refused = refusal(
        intake(.answerBack(AnswerBack(number: "RH-1", texts: texts))), on: complaint,
        in: .at("2026-03-16"))
      #expect(refused?.code == .incompleteReply)
      #expect(refused?.problem.zh.contains(fact.title.zh) == true)
      texts[fact.name] = "无"
    }
    let refusedBy = try complaint.after(
      intake(.noteRefusal(number: "RH-1", .elsewhere)), in: .at("2026-03-16"))
    #expect(refusedBy.intake.numbers.first?.refusal == .elsewhere)
    #expect(refusedBy.stage == complaint.stage)
    #expect(
      refusal(
        intake(.noteRefusal(number: "RH-2", .other)), on: complaint, in: .at("2026-03-16"))?.code
        == .unknownIdentifier)
  }

  @Test func `to call a complaint something else takes a reason and a second person`() throws {
    let complaint = try Complaint.received()
    func relabel(_ kind: ContactKind, _ reason: String, _ second: String) -> Complaint.Command {
      intake(.relabel(to: kind, reason: reason, second: second))
    }
    #expect(try !complaint.after(relabel(.enquiry, "只是咨询", "head"), in: .at("2026-03-03")).isOpen)
    for (command, code) in [
      (relabel(.enquiry, "", "head"), Refusal.Code.emptyText),
      (relabel(.enquiry, "只是咨询", ""), .approvalNeeded),
      (relabel(.enquiry, "只是咨询", "handler"), .approvalNeeded),
      (relabel(.complaint, "只是咨询", "head"), .notAdmitted),
    ] {
      #expect(refusal(command, on: complaint, in: .at("2026-03-03"))?.code == code)
    }
  }

  @Test func `new facts begin the clock anew, but not that of the People's Bank`() throws {
    var bank = Bank.sample
    bank.restarts = [
      ClockRule(
        id: "CN3.18.newfacts", effect: .restart, obligations: ["decision"],
        inForceFrom: day("2020-03-01"),
        citation: .complaintMeasures("第十八条第三款", "art. 18(3)"))
    ]
    let answers = Answers(deadlines: [.row("CN3.18.simple"), .row("PBC5.43.bank")])
    let complaint = try Complaint.investigating(answers)
    func at(_ text: String) -> Context { .at(text, bank: bank) }
    let command = intake(.restart(reason: "新的流水", second: "head"))
    #expect(refusal(command, on: complaint, in: at("2026-03-09"))?.code == .notAdmitted)
    let file = Attachment(
      digest: String(repeating: "1", count: 64), byteCount: 1, type: "pdf", purpose: .newMaterial,
      name: "流水.pdf")
    let attached = try complaint.after(intake(.attach(file)), in: at("2026-03-09"))
    for (second, code) in [("", Refusal.Code.approvalNeeded), ("handler", .approvalNeeded)] {
      #expect(
        refusal(
          intake(.restart(reason: "新的流水", second: second)), on: attached, in: at("2026-03-09"))?
          .code == code)
    }
    #expect(
      refusal(command, on: attached, in: .at("2026-03-09"))?.code == .noExtension,
      "no regime allows it")
    let after = try attached.after(command, in: at("2026-03-09"))
    let decision = try #require(after.obligations.first { $0.name == "decision" })
    #expect(decision.due == day("2026-03-24"))
    #expect(decision.originalDue == day("2026-03-17"))
    let answer = try #require(after.obligations.first { $0.name == "transfer_answer" })
    #expect(answer.due == day("2026-03-17"))
    #expect(answer.start == day("2026-03-02"))
    // The next step counts from the new material too.
    let extended = try after.after(
      .extend(ExtensionRequest(limit: "decision", reason: "案情复杂")), in: at("2026-03-20"))
    #expect(extended.obligations.first { $0.name == "decision" }?.due == day("2026-04-08"))
    #expect(refusal(command, on: after, in: at("2026-03-10"))?.code == .notAdmitted, "used up")
    #expect(
      refusal(command, on: attached, in: at("2026-03-18"))?.code == .noExtension,
      "a limit that has passed is not healed")
  }

  @Test func `the same file is not added twice, and one may come after the end`() throws {
    let file = Attachment(
      digest: String(repeating: "0", count: 64), byteCount: 1, type: "pdf", purpose: .evidence,
      name: "a.pdf")
    let closed = try Complaint.closed().after(intake(.attach(file)), in: .at("2026-03-20"))
    #expect(closed.intake.attachments.count == 1)
    #expect(
      refusal(intake(.attach(file)), on: closed, in: .at("2026-03-21"))?.code == .alreadyExists)
  }
}
