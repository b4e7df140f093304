import Testing

@testable import ConsumerProtection

@Suite struct ComplaintReplyTests {
  private func refusal(_ change: (inout Reply) -> Void) throws -> Refusal? {
    var reply = Reply.sample(sentOn: "2026-03-11")
    change(&reply)
    return ConsumerProtectionTests.refusal(
      .reply(reply), on: try .decided(), in: .at("2026-03-12"))
  }

  @Test func `the decision alone fulfils nothing, telling it does, on the day it was sent`() throws
  {
    #expect(try Complaint.decided().binding?.due == day("2026-03-17"))
    let replied = try Complaint.replied()
    #expect(replied.binding == nil)
    #expect(replied.obligations.map(\.settledOn) == [day("2026-03-11")])
    #expect(!replied.obligations[0].isOverdue(on: day("2026-12-31")))
  }

  @Test func `a reply sent on the last day is in time, one on the day after is not`() throws {
    func sent(_ text: String) throws -> Bool {
      let complaint = try Complaint.decided()
        .after(.reply(.sample(sentOn: text)), in: .at("2026-03-20"))
      return complaint.obligations[0].isOverdue(on: day("2026-03-20"))
    }
    #expect(try !sent("2026-03-17"))
    #expect(try sent("2026-03-18"))
  }

  @Test func `a reply settles every regime's duty to answer`() throws {
    let answers = Answers(deadlines: [.row("CN3.18.simple"), .row("PBC5.43.bank"), .own(10)])
    let complaint = try Complaint.investigating(answers)
      .after(.decide(.sample), in: .at("2026-03-10"))
      .after(.reply(.sample(sentOn: "2026-03-11")), in: .at("2026-03-11"))
    #expect(complaint.obligations.allSatisfy { $0.settledOn == day("2026-03-11") })
  }

  @Test func `a reply without its parts is refused and told which are missing`() throws {
    let refused = try refusal {
      $0.findings = ""
      $0.basis = " "
      $0.reasons = "　"
      $0.remedies = []
    }
    #expect(
      refused
        == Refusal(
          .incompleteReply,
          problem: Phrase(
            "投诉 \(caseID) 的答复缺少：核查情况、决定依据、决定理由、救济途径",
            "the reply to \(caseID) lacks: verification findings, basis, reasons, remedies open"),
          remedy: Phrase(
            "补齐后重试：xiaobao complaint reply \(caseID)",
            "add them and try again: xiaobao complaint reply \(caseID)"),
          basis: .complaintMeasures("第十九条", "art. 19")))
    #expect(try refusal { $0.remedies = [] }?.problem.en.hasSuffix("lacks: remedies open") == true)
  }

  @Test(arguments: ["2026-03-09", "2026-03-13"])
  func `a reply is sent after the decision and not after the business day`(text: String) throws {
    let refused = try refusal { $0.sentOn = day(text) }
    #expect(refused?.code == .badDay)
    #expect(refused?.basis == .complaintMeasures("第二十一条", "art. 21"))
  }

  @Test(arguments: ["2026-03-10", "2026-03-12"])
  func `a reply may be sent on the day of the decision and on the business day`(text: String) throws
  {
    #expect(throws: Never.self) {
      try Complaint.deciding(
        .reply(.sample(sentOn: text)), on: try .decided(), in: .at("2026-03-12"))
    }
  }

  @Test func `an unreachable complainant needs proof of what was tried`() throws {
    let refused = try refusal { $0.manner = .unreachable }
    #expect(refused?.code == .noticeMissing)
    var reply = Reply.sample(sentOn: "2026-03-11")
    reply.manner = .unreachable
    reply.proof = "3 月 11 日三次拨打预留电话均关机"
    #expect(throws: Never.self) {
      try Complaint.deciding(.reply(reply), on: try .decided(), in: .at("2026-03-12"))
    }
  }

  @Test func `closing without the customer's feedback is refused`() throws {
    let refused = ConsumerProtectionTests.refusal(
      .close, on: try .replied(), in: .at("2026-03-13"))
    #expect(refused?.code == .feedbackMissing)
    #expect(
      refused?.remedy.en
        == "record it: xiaobao complaint feedback \(caseID) --satisfaction …; "
        + "where the customer gave none: --not-given --reason …")
  }

  @Test func `no feedback needs a reason, and then the complaint may close`() throws {
    let replied = try Complaint.replied()
    let context = Context.at("2026-03-13")
    #expect(
      ConsumerProtectionTests.refusal(
        .recordFeedback(.notGiven(reason: " ")), on: replied, in: context)?.code == .emptyText)
    let closed =
      try replied
      .after(.recordFeedback(.notGiven(reason: "客户未接听回访电话")), in: context)
      .after(.close, in: context)
    #expect(closed.feedback?.satisfaction == .notGiven)
    #expect(closed.stage.name == .closed)
  }

  @Test(arguments: Satisfaction.allCases.filter { $0 != .notGiven })
  func `a degree of satisfaction needs no words`(satisfaction: Satisfaction) throws {
    let complaint = try Complaint.replied()
      .after(.recordFeedback(Feedback(satisfaction)), in: .at("2026-03-13"))
    #expect(complaint.feedback?.satisfaction == satisfaction)
  }

  @Test func `the customer's last word stands`() throws {
    let complaint = try Complaint.heard()
      .after(.recordFeedback(Feedback(.dissatisfied)), in: .at("2026-03-13"))
    #expect(complaint.feedback?.satisfaction == .dissatisfied)
  }
}

@Suite struct ComplaintEndingTests {
  @Test func `a withdrawal ends the procedure and all that is owed on the same day`() throws {
    let complaint = try Complaint.withdrawn()
    #expect(complaint.stage.name == .withdrawn)
    #expect(complaint.endedOn == day("2026-03-06"))
    #expect(complaint.binding == nil)
    #expect(complaint.handlingUnit == "S1")
    #expect(complaint.obligations.map(\.settledOn) == [day("2026-03-06")])
  }

  @Test func `a withdrawal says why`() throws {
    #expect(
      refusal(.withdraw(reason: ""), on: try .received(), in: .at("2026-03-03"))?.code
        == .emptyText)
  }

  @Test func `only an imported record is archived, and only before anything else happened`() throws
  {
    var draft = Draft.sample
    draft.sourceSystem = "cfpb"
    let imported = try Complaint.after(
      .register(draft), in: .at("2026-03-02", by: "clerk", answers: .decisionLimit))
    let archived = try imported.after(.archive(outcome: "Closed"), in: .at("2026-03-02"))
    #expect(archived.stage.name == .closed)
    #expect(archived.binding == nil)
    #expect(archived.feedback == nil)
    #expect(
      refusal(.archive(outcome: "Closed"), on: try .received(), in: .at("2026-03-02"))?.code
        == .notAdmitted)
    #expect(
      refusal(.archive(outcome: ""), on: imported, in: .at("2026-03-02"))?.code == .emptyText)
  }

  @Test func `a missed limit is recorded after its last day, once`() throws {
    let complaint = try Complaint.investigating()
    let early = refusal(.markOverdue("decision"), on: complaint, in: .at("2026-03-17", by: "sweep"))
    #expect(
      early?.problem.en == "`decision` of the complaint \(caseID) is not overdue on 2026-03-17")
    let marked = try complaint.after(
      .markOverdue("CN3.18.simple"), in: .at("2026-03-18", by: "sweep"))
    #expect(marked.obligations[0].overdueMarkedOn == day("2026-03-18"))
    let twice = refusal(.markOverdue("decision"), on: marked, in: .at("2026-03-19", by: "sweep"))
    #expect(
      twice?.problem.en
        == "the overdue of `decision` on the complaint \(caseID) is already recorded")
    let unknown = refusal(.markOverdue("review"), on: marked, in: .at("2026-03-19"))
    #expect(unknown?.remedy.en == "it has: decision (CN3.18.simple)")
  }

  @Test func `of several limits with one name each is marked in its turn`() throws {
    let complaint = try Complaint.investigating(
      Answers(deadlines: [.row("CN3.18.simple"), .own(10)]))
    let context = Context.at("2026-03-18", by: "sweep")
    let marked = try complaint.after(.markOverdue("decision"), in: context)
      .after(.markOverdue("decision"), in: context)
    #expect(marked.obligations.map(\.overdueMarkedOn) == [day("2026-03-18"), day("2026-03-18")])
    #expect(refusal(.markOverdue("decision"), on: marked, in: context)?.code == .notAdmitted)
  }

  @Test func `a limit in hours is missed after its minute`() throws {
    let answer = DeadlineAnswer(
      name: "report", rule: "h", isRegime: true, budget: .hours(72), calendar: nil,
      basis: .centralBankMeasures("第三十四条", "art. 34"), because: Because("leak"), plugin: "p")
    let complaint = try Complaint.after(
      .register(.sample),
      in: .at("2026-03-02", minute: 570, by: "clerk", answers: Answers(deadlines: [answer])))
    #expect(complaint.binding?.due == day("2026-03-05"))
    #expect(complaint.binding?.dueMinute == 570)
    let inTime = refusal(.markOverdue("report"), on: complaint, in: .at("2026-03-05", minute: 570))
    #expect(inTime?.code == .notAdmitted)
    #expect(throws: Never.self) {
      try Complaint.deciding(
        .markOverdue("report"), on: complaint, in: .at("2026-03-05", minute: 571))
    }
  }
}
