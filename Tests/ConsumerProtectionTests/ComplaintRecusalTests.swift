import Testing

@testable import ConsumerProtection

/// CN3 art. 17: nobody with a direct interest handles, decides or reviews.
@Suite struct ComplaintRecusalTests {
  private func declare(
    _ person: String, _ ground: InterestGround = .named, _ detail: String = ""
  ) -> Complaint.Command {
    .handling(.declareInterest(person, ground, detail: detail))
  }

  @Test(arguments: [
    Complaint.Command.investigate(finding: "属实"), .decide(.sample),
    .extend(ExtensionRequest(reason: "复杂")),
    .handling(.pause(PauseRequest(.mediation, reason: "调解", isConsented: true))),
    .handling(.agree(AgreementRequest(until: day("2026-04-20"), terms: "约定"))),
  ])
  func `who has an interest does nothing of the handling, and is told who may`(
    command: Complaint.Command
  ) throws {
    let complaint = try Complaint.investigating().after(declare("handler"), in: .at("2026-03-06"))
    let refused = refusal(command, on: complaint, in: .at("2026-03-10"))
    #expect(refused?.code == .recused)
    #expect(refused?.basis == .complaintMeasures("第十七条", "art. 17"))
    #expect(
      refused?.problem.en
        == "`handler` must keep out of \(caseID): named in the complaint, declared on 2026-03-06")
    #expect(refused?.remedy.en.hasPrefix("somebody else may: branch-boss, head;") == true)
    #expect(throws: Never.self) {
      try Complaint.deciding(command, on: complaint, in: .at("2026-03-10", by: "branch-boss"))
    }
  }

  @Test func `who has an interest is not assigned, gets no hand-off and approves no extension`()
    throws
  {
    let complaint = try Complaint.investigating()
      .after(declare("branch-boss", .handledBusiness), in: .at("2026-03-06"))
      .after(declare("executive", .relative), in: .at("2026-03-06"))
      .after(.extend(ExtensionRequest(reason: "复杂")), in: .at("2026-03-16"))
    #expect(
      refusal(.assign(unit: "B1", person: "branch-boss"), on: complaint, in: .at("2026-03-17"))?
        .code == .recused)
    #expect(
      refusal(
        .handling(.handOff(unit: "B1", person: "branch-boss", reason: "休假")), on: complaint,
        in: .at("2026-03-17"))?.code == .recused)
    #expect(
      refusal(
        .extend(ExtensionRequest(reason: "复杂", approver: "executive")),
        on: complaint, in: .at("2026-03-31"))?.code == .recused)
    let asked = try complaint.after(
      .extend(ExtensionRequest(reason: "复杂")), in: .at("2026-03-31"))
    #expect(asked.handling.extensions.map(\.request.approver) == ["head"])
    #expect(
      refusal(
        .handling(.answerExtension(limit: nil, isGranted: true, reason: "")), on: asked,
        in: .at("2026-03-31", by: "executive"))?.code == .recused)
  }

  @Test func `whom the text names handles nothing until another says that a namesake is meant`()
    throws
  {
    var bank = Bank.sample
    bank.named = ["handler", "branch-boss"]
    func at(_ text: String, by actor: String = "handler") -> Context {
      .at(text, by: actor, bank: bank)
    }
    let complaint = try Complaint.investigating()
    let refused = refusal(.decide(.sample), on: complaint, in: at("2026-03-10"))
    #expect(refused?.code == .recused)
    #expect(
      refused?.problem.en
        == "`handler` must keep out of \(caseID): the complaint's text has the name or the staff number"
    )
    #expect(refused?.remedy.en.hasPrefix("somebody else may: head;") == true)
    #expect(
      refused?.remedy.en.contains("complaint interest namesake \(caseID) --person handler") == true)
    #expect(
      refusal(.assign(unit: "B1", person: "branch-boss"), on: complaint, in: at("2026-03-10"))?.code
        == .recused)
    func namesake(_ reason: String) -> Complaint.Command {
      .handling(.recordNamesake("handler", reason: reason))
    }
    #expect(
      refusal(namesake("同名"), on: complaint, in: at("2026-03-10"))?.code == .approvalNeeded)
    #expect(
      refusal(namesake(""), on: complaint, in: at("2026-03-10", by: "head"))?.code == .emptyText)
    let known = try complaint.after(namesake("所指为柳河支行柜员"), in: at("2026-03-10", by: "head"))
    #expect(throws: Never.self) {
      try Complaint.deciding(.decide(.sample), on: known, in: at("2026-03-11"))
    }
    #expect(
      refusal(namesake("同名"), on: known, in: at("2026-03-11", by: "head"))?.code
        == .alreadyExists)
    // A declared interest is not lifted by that.
    let declared = try known.after(declare("handler", .relative), in: at("2026-03-11", by: "head"))
    #expect(refusal(.decide(.sample), on: declared, in: at("2026-03-12"))?.code == .recused)
  }

  @Test func `a proposal of a plugin gives the case to nobody whom the text names`() throws {
    var bank = Bank.sample
    bank.named = ["handler"]
    var answers = Answers.decisionLimit
    answers.route = RouteAnswer(
      unit: "S1", person: "handler", because: Because("own_unit"), plugin: "cn.branch-routing")
    let complaint = try Complaint.after(
      .register(.sample), in: .at("2026-03-02", by: "clerk", answers: answers, bank: bank))
    #expect(complaint.assignment?.unit == "S1" && complaint.handler == nil)
    #expect(complaint.receipt.held == ["route_named_person"])
  }

  @Test(
    arguments: [
      ("张示例多收手续费", "张示例", "10023", true), ("柜员张示同志", "张示例", "10023", false),
      ("工号10023的柜员", "张示例", "10023", true), ("工号１００２３的柜员", "张示例", "10023", true),
      ("卡号210023", "张示例", "10023", false), ("卡号100235", "张示例", "10023", false),
      ("3月7日", "张示例", "7", false), ("teller LI LEI said", "Li Lei", "10023", true),
      ("Li Leigh said", "Li Lei", "10023", false), ("", "张示例", "10023", false),
      ("什么也没有", "", "", false),
    ])
  func `a text names somebody by the whole name or the whole staff number`(
    text: String, name: String, number: String, isFound: Bool
  ) {
    #expect(NameMention.isFound(name: name, number: number, in: ["", text]) == isFound)
  }

  @Test func `an interest is of somebody, once, with words where the ground is another`() throws {
    let complaint = try Complaint.investigating()
    let context = Context.at("2026-03-06")
    #expect(refusal(declare("nobody"), on: complaint, in: context)?.code == .unknownIdentifier)
    #expect(refusal(declare("handler", .other), on: complaint, in: context)?.code == .emptyText)
    let declared = try complaint.after(declare("handler", .other, "同乡"), in: context)
    #expect(refusal(declare("handler"), on: declared, in: context)?.code == .alreadyExists)
  }

  @Test func `a mistaken interest is lifted by another, with a reason`() throws {
    let declared = try Complaint.investigating().after(declare("handler"), in: .at("2026-03-06"))
    func lift(_ reason: String, by actor: String) -> Refusal? {
      refusal(
        .handling(.liftInterest("handler", reason: reason)), on: declared,
        in: .at("2026-03-07", by: actor))
    }
    #expect(lift("误登记", by: "handler")?.code == .approvalNeeded)
    #expect(lift("", by: "head")?.code == .emptyText)
    let lifted = try declared.after(
      .handling(.liftInterest("handler", reason: "同名")), in: .at("2026-03-07", by: "head"))
    #expect(throws: Never.self) {
      try Complaint.deciding(.decide(.sample), on: lifted, in: .at("2026-03-10"))
    }
    #expect(
      refusal(
        .handling(.liftInterest("handler", reason: "同名")), on: lifted,
        in: .at("2026-03-08", by: "head"))?.code == .unknownIdentifier)
  }
}

/// CN3 art. 19 and 20: what a reply names, and the review.
@Suite struct ComplaintReviewTests {
  private func apply(_ received: String? = nil) -> Complaint.Command {
    .handling(
      .applyReview(
        ReviewApplication(grounds: "认定事实有误", decisionReceivedOn: received.map { day($0) })))
  }

  private func accept(_ person: String) -> Complaint.Command {
    .handling(.acceptReview(person: person))
  }

  private func decide(
    process: String = "程序合规", limits: String = "在时限内", outcome: String = "结果适当"
  ) -> Complaint.Command {
    .handling(
      .decideReview(
        ReviewDecision(
          .confirmed, process: process, limits: limits, outcome: outcome,
          notice: ComplainantNotice(manner: .posted, sentOn: day("2026-04-20"), proof: "EMS 2"))))
  }

  /// Decided and answered by the head office.
  private func ofHeadOffice() throws -> Complaint {
    try Complaint.investigating().after(
      .assign(unit: "HQ-CP", person: "head"), in: .at("2026-03-06")
    )
    .after(.decide(.sample), in: .at("2026-03-10", by: "head"))
  }

  @Test
  func `a branch's reply names the review, the unit and the days; the head office's does not`()
    throws
  {
    let branch = try Complaint.decided().openRemedies(in: .at("2026-03-11"))
    #expect(branch.map(\.remedy) == [.review, .mediation, .arbitration, .litigation])
    #expect(branch.first?.unit == "B1")
    #expect(branch.first?.within == .naturalDays(30))
    #expect(
      branch.first?.title(unitName: "示例B1").zh == "自收到决定之日起30 日（自然日）内，向上级机构示例B1书面申请核查")
    let head = try ofHeadOffice().openRemedies(in: .at("2026-03-11"))
    #expect(head.map(\.remedy) == [.mediation, .arbitration, .litigation])
  }

  @Test func `an appeal is open where the site says so, and is called the bank's own`() throws {
    let plain = Context.at("2026-03-11")
    var handling = HandlingPolicy()
    handling.appeal = .naturalDays(60)
    let context = plain.with(policy: Policy(handling: handling))
    let open = try ofHeadOffice().openRemedies(in: context)
    #expect(open.last?.remedy == .appeal)
    #expect(open.last?.basis == nil)
    #expect(open.last?.title(unitName: nil).zh == "向本行申诉（本行自愿设立，不影响其他途径），60 日（自然日）内")
    var reply = Reply.sample(sentOn: "2026-03-11")
    reply.remedies = [.mediation, .appeal]
    let complaint = try ofHeadOffice()
    #expect(throws: Never.self) {
      try Complaint.deciding(.reply(reply), on: complaint, in: context)
    }
    #expect(refusal(.reply(reply), on: complaint, in: plain)?.code == .remedyNotOpen)
  }

  @Test func `a reply that leaves an open review out, or names a closed one, is refused`() throws {
    var reply = Reply.sample(sentOn: "2026-03-11")
    reply.remedies = [.mediation]
    let missing = refusal(.reply(reply), on: try .decided(), in: .at("2026-03-11"))
    #expect(missing?.code == .incompleteReply)
    #expect(missing?.basis == .complaintMeasures("第二十条", "art. 20"))
    reply.remedies = [.review, .mediation]
    let closed = refusal(.reply(reply), on: try ofHeadOffice(), in: .at("2026-03-11"))
    #expect(closed?.code == .remedyNotOpen)
    #expect(closed?.remedy.en == "what is open: --remedies mediation,arbitration,litigation")
  }

  @Test func `the superior institution owes a decision within 30 days, also of a closed case`()
    throws
  {
    let closed = try Complaint.closed()
    let applied = try closed.after(apply(), in: .at("2026-04-10", by: "clerk"))
    let duty = try #require(applied.binding)
    #expect(duty.name == "review_decision")
    #expect(duty.rule == "CN3.20.review")
    #expect(duty.due == day("2026-05-10"))
    #expect(duty.owner == ObligationOwner(unit: "B1"))
    let accepted = try applied.after(accept("branch-boss"), in: .at("2026-04-11", by: "head"))
    let decided = try accepted.after(decide(), in: .at("2026-04-21", by: "branch-boss"))
    #expect(decided.binding == nil)
    #expect(decided.obligations.last?.settledOn == day("2026-04-20"))
    #expect(decided.handling.review?.decision?.result == .confirmed)
    #expect(decided.stage.name == .closed)
    #expect(throws: Never.self) {
      try Complaint.deciding(
        .markOverdue("CN3.20.review"), on: applied, in: .at("2026-05-11", by: "head"))
    }
  }

  @Test func `a missed review of a closed case is marked and escalated like any other limit`()
    throws
  {
    var handling = HandlingPolicy()
    handling.levels = [.init(level: 1, daysLate: 1)]
    let context = Context.at("2026-05-11", by: "head").with(policy: Policy(handling: handling))
    let swept = try Complaint.closed().after(apply(), in: .at("2026-04-10"))
      .after(.markOverdue("CN3.20.review"), in: context)
      .after(.escalate(reason: "", rule: "CN3.20.review"), in: context)
    #expect(swept.escalations.map(\.level) == [1])
    #expect(
      refusal(.escalate(reason: "客户要求", rule: nil), on: swept, in: context)?.code == .notAdmitted)
  }

  @Test func `closing does not end a review that was asked for before`() throws {
    let complaint = try Complaint.heard().after(apply(), in: .at("2026-03-14"))
      .after(.close, in: .at("2026-03-15"))
    #expect(complaint.binding?.name == "review_decision")
  }

  @Test(
    arguments: [(nil, "2026-04-10", true), (nil, "2026-04-11", false)] as [(String?, String, Bool)]
      + [("2026-03-20", "2026-04-19", true), ("2026-03-20", "2026-04-20", false)])
  func `the 30 days to apply run from the day the decision was received`(
    received: String?, applied: String, isInTime: Bool
  ) throws {
    // The reply was sent on 2026-03-11.
    let closed = try Complaint.closed()
    let context = Context.at(applied)
    if isInTime {
      #expect(throws: Never.self) {
        try Complaint.deciding(apply(received), on: closed, in: context)
      }
    } else {
      let refused = refusal(apply(received), on: closed, in: context)
      #expect(refused?.code == .reviewTooLate)
      #expect(refused?.basis == .complaintMeasures("第二十条", "art. 20"))
    }
  }

  @Test func `a review needs an answer, a superior and grounds, and comes once`() throws {
    let context = Context.at("2026-03-16")
    #expect(refusal(apply(), on: try .decided(), in: context)?.code == .notAdmitted)
    #expect(
      refusal(
        .handling(.applyReview(ReviewApplication(grounds: " "))), on: try .closed(), in: context)?
        .code == .emptyText)
    #expect(refusal(apply("2026-03-10"), on: try .closed(), in: context)?.code == .badDay)
    var reply = Reply.sample(sentOn: "2026-03-11")
    reply.remedies = [.mediation]
    let head = try ofHeadOffice().after(.reply(reply), in: .at("2026-03-12", by: "head"))
    #expect(refusal(apply(), on: head, in: context)?.code == .remedyNotOpen)
    let applied = try Complaint.closed().after(apply(), in: context)
    #expect(refusal(apply(), on: applied, in: context)?.code == .alreadyExists)
    #expect(refusal(decide(), on: applied, in: context)?.code == .notAdmitted)
    #expect(refusal(accept("head"), on: try .closed(), in: context)?.code == .notAdmitted)
  }

  @Test func `the reviewer works above, did not handle the case and has no interest`() throws {
    let applied = try Complaint.closed().after(apply(), in: .at("2026-03-16"))
    func refused(_ person: String, _ complaint: Complaint) -> Refusal.Code? {
      refusal(accept(person), on: complaint, in: .at("2026-03-17", by: "head"))?.code
    }
    #expect(refused("handler", applied) == .recused, "handled it")
    #expect(refused("head", applied) == .notAuthorised, "works at another institution")
    let interested = try applied.after(
      .handling(.declareInterest("branch-boss", .relative, detail: "")), in: .at("2026-03-16"))
    #expect(refused("branch-boss", interested) == .recused)
  }

  @Test func `a review looks at process, limits and result, by the one who took it up`() throws {
    let accepted = try Complaint.closed().after(apply(), in: .at("2026-03-16"))
      .after(accept("branch-boss"), in: .at("2026-03-17", by: "head"))
    let context = Context.at("2026-04-21", by: "branch-boss")
    #expect(
      refusal(decide(process: "", outcome: " "), on: accepted, in: context)?.problem.en
        == "the review of \(caseID) says nothing about the process, the result")
    #expect(
      refusal(decide(), on: accepted, in: .at("2026-04-21", by: "head"))?.code == .notAuthorised)
    let decided = try accepted.after(decide(), in: context)
    #expect(refusal(decide(), on: decided, in: context)?.code == .notAdmitted)
  }

  @Test func `another forum's outcome is recorded at any stage, with words and a day that can be`()
    throws
  {
    func record(_ words: String, _ ended: String, fen: Int64? = 12000) -> Complaint.Command {
      .handling(
        .recordOutcome(
          ForumOutcome(
            .mediation, .settled, endedOn: day(ended), amount: fen.map { Money(fen: $0) },
            number: "调 7", words: words)))
    }
    for complaint in [try Complaint.investigating(), try .closed(), try .withdrawn()] {
      let recorded = try complaint.after(record("达成协议", "2026-03-12"), in: .at("2026-03-20"))
      #expect(recorded.handling.outcomes.map(\.result) == [.settled])
      #expect(recorded.stage == complaint.stage)
    }
    let complaint = try Complaint.investigating()
    let context = Context.at("2026-03-20")
    #expect(refusal(record("", "2026-03-12"), on: complaint, in: context)?.code == .emptyText)
    #expect(refusal(record("x", "2026-03-01"), on: complaint, in: context)?.code == .badDay)
    #expect(refusal(record("x", "2026-03-21"), on: complaint, in: context)?.code == .badDay)
    #expect(
      refusal(record("x", "2026-03-12", fen: -1), on: complaint, in: context)?.code == .badNumber)
  }
}
