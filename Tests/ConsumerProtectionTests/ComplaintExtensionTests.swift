import Testing

@testable import ConsumerProtection

/// CN3 art. 18(1): 15, 30, 60 days in all; PBC5 art. 43(3): 15, 60 days in all.
@Suite struct ComplaintExtensionTests {
  private func request(
    _ limit: String? = nil, to approver: String? = nil, notified: String? = nil,
    reason: String = "需向清算中心调单"
  ) -> Complaint.Command {
    .extend(
      ExtensionRequest(
        limit: limit, reason: reason, approver: approver,
        notice: notified.map { notice($0) }))
  }

  private func notice(_ text: String, _ manner: Reply.Manner = .posted) -> ComplainantNotice {
    ComplainantNotice(manner: manner, sentOn: day(text), proof: "EMS 100")
  }

  private func answer(_ isGranted: Bool, limit: String? = nil) -> Complaint.Command {
    .handling(
      .answerExtension(limit: limit, isGranted: isGranted, reason: isGranted ? "" : "材料已齐"))
  }

  private func special(_ approver: String = "executive") throws -> Complaint {
    try complex()
      .after(request(notified: "2026-03-31"), in: .at("2026-04-01"))
      .after(answer(true), in: .at("2026-04-01", by: approver))
  }

  private func complex() throws -> Complaint {
    try Complaint.investigating().after(request(), in: .at("2026-03-16"))
  }

  @Test func `the first step has 30 days in all, asks nobody and keeps the first due day`() throws {
    let complaint = try complex()
    let limit = try #require(complaint.binding)
    #expect(limit.due == day("2026-04-01"))
    #expect(limit.originalDue == day("2026-03-17"))
    #expect(limit.rule == "CN3.18.simple")
    #expect(limit.currentRule == "CN3.18.complex")
    #expect(
      limit.extensions == [
        ObligationExtension(
          rule: "CN3.18.complex", budget: .naturalDays(30), reason: .plain("需向清算中心调单"),
          approver: nil, basis: .complaintMeasures("第十八条第一款", "art. 18(1)"), notifiedOn: nil,
          fromDue: day("2026-03-17"), toDue: day("2026-04-01"), day: day("2026-03-16"))
      ])
    #expect(limit.derived(in: spring2026).day == day("2026-04-01"))
    #expect(complaint.stage.name == .investigating)
  }

  @Test(arguments: ["executive", "branch-boss"])
  func `the second step is asked for, and moves the day only when one who may approves it`(
    approver: String
  ) throws {
    let asked = try complex()
      .after(request(to: approver, notified: "2026-03-31"), in: .at("2026-04-01"))
    #expect(asked.binding?.due == day("2026-04-01"))
    let duty = try #require(asked.obligations.last)
    #expect(duty.name == "extension.1" && duty.isDuty && duty.due == day("2026-04-01"))
    #expect(duty.owner?.person == approver)
    #expect(asked.handling.extensions.map(\.isWaiting) == [true])
    let complaint = try asked.after(answer(true), in: .at("2026-04-01", by: approver))
    #expect(complaint.binding?.due == day("2026-05-01"))
    #expect(complaint.binding?.originalDue == day("2026-03-17"))
    #expect(
      complaint.binding?.extensions.last
        == ObligationExtension(
          rule: "CN3.18.special", budget: .naturalDays(60), reason: .plain("需向清算中心调单"),
          approver: approver, basis: .complaintMeasures("第十八条第一款", "art. 18(1)"),
          notifiedOn: day("2026-03-31"), fromDue: day("2026-04-01"), toDue: day("2026-05-01"),
          day: day("2026-04-01")))
    #expect(complaint.obligations.filter { $0.isOpen }.map(\.name) == ["decision"])
  }

  @Test(
    arguments: [
      (
        "handler",
        "the extension of \(caseID) by CN3.18.special: `handler` cannot approve what the same "
          + "person asked for or handles"
      ),
      (
        "other-boss",
        "the extension of \(caseID) by CN3.18.special: `other-boss` may not approve it"
      ),
      ("clerk", "the extension of \(caseID) by CN3.18.special: `clerk` may not approve it"),
    ])
  func `oneself, another branch and the unit below neither are asked nor approve`(
    approver: String, problem: String
  ) throws {
    let complaint = try complex()
    let asked = try complaint.after(request(), in: .at("2026-04-01"))
    for refused in [
      refusal(request(to: approver), on: complaint, in: .at("2026-04-01")),
      refusal(answer(true), on: asked, in: .at("2026-04-01", by: approver)),
    ] {
      #expect(refused?.code == .approvalNeeded)
      #expect(refused?.problem.en == problem)
      #expect(refused?.remedy.en.contains("somebody of a superior unit or a senior") == true)
      #expect(refused?.remedy.en.contains("xiaobao complaint extension approve \(caseID)") == true)
      #expect(refused?.basis == .complaintMeasures("第十八条第一款", "art. 18(1)"))
    }
    #expect(asked.handling.extensions.map(\.request.approver) == ["branch-boss"])
    #expect(refusal(request(), on: asked, in: .at("2026-04-01"))?.code == .alreadyExists)
  }

  @Test func `who asked approves nothing, even with the office for it`() throws {
    let asked = try complex().after(request(), in: .at("2026-04-01", by: "executive"))
    #expect(
      refusal(answer(true), on: asked, in: .at("2026-04-01", by: "executive"))?.code
        == .approvalNeeded)
    #expect(throws: Never.self) {
      try Complaint.deciding(answer(true), on: asked, in: .at("2026-04-01", by: "branch-boss"))
    }
  }

  @Test func `an approver is in service on the day`() throws {
    #expect(
      refusal(request(to: "gone"), on: try complex(), in: .at("2026-04-01"))?.code
        == .unknownIdentifier)
  }

  @Test func `an executive of a branch is no executive of the head office`() throws {
    var bank = Bank.sample
    bank.add("hq-clerk", in: "HQ", .intake)
    bank.add("hq-executive", in: "HQ-CP", .seniorExecutive)
    let complaint = try complex()
      .after(.assign(unit: "HQ", person: nil), in: .at("2026-03-20", bank: bank))
    func outcome(_ approver: String) -> Refusal? {
      do {
        _ = try Complaint.deciding(
          request(to: approver), on: complaint, in: .at("2026-04-01", bank: bank))
        return nil
      } catch { return error }
    }
    #expect(outcome("other-boss")?.code == .approvalNeeded)
    #expect(outcome("hq-clerk")?.code == .approvalNeeded)
    #expect(outcome("hq-executive") == nil)
  }

  @Test func `what is refused, and what comes after the last day, moves nothing`() throws {
    let asked = try complex().after(request(), in: .at("2026-03-31"))
    #expect(
      refusal(
        .handling(.answerExtension(limit: nil, isGranted: false, reason: " ")), on: asked,
        in: .at("2026-03-31", by: "executive"))?.code == .emptyText)
    let refused = try asked.after(answer(false), in: .at("2026-03-31", by: "executive"))
    #expect(refused.binding?.due == day("2026-04-01"))
    #expect(refused.obligations.filter { $0.isOpen }.map(\.name) == ["decision"])
    #expect(
      refusal(answer(true), on: refused, in: .at("2026-04-01", by: "executive"))?.code
        == .notAdmitted)
    #expect(throws: Never.self) {
      try refused.after(request(), in: .at("2026-04-01"))
        .after(answer(true), in: .at("2026-04-01", by: "executive"))
    }
    let late = refusal(answer(true), on: asked, in: .at("2026-04-02", by: "executive"))
    #expect(late?.code == .noExtension)
    #expect(throws: Never.self) {
      try asked.after(answer(false), in: .at("2026-04-02", by: "executive"))
    }
  }

  @Test
  func `the complainant is told with the request, or within the old limit after the approval`()
    throws
  {
    let approved = try complex().after(request(), in: .at("2026-03-30"))
      .after(answer(true), in: .at("2026-03-31", by: "executive"))
    let owed = try #require(approved.obligations.last)
    #expect(owed.name == "extension_notice.1" && owed.isOpen && owed.due == day("2026-04-01"))
    #expect(owed.owner == ObligationOwner(unit: "S1", person: "handler"))
    func tell(_ text: String) -> Complaint.Command {
      .handling(.tellExtension(limit: nil, notice(text)))
    }
    #expect(refusal(tell("2026-03-30"), on: approved, in: .at("2026-04-01"))?.code == .badDay)
    #expect(refusal(tell("2026-04-02"), on: approved, in: .at("2026-04-01"))?.code == .badDay)
    let told = try approved.after(tell("2026-03-31"), in: .at("2026-04-01"))
    #expect(told.obligations.last?.settledOn == day("2026-03-31"))
    #expect(told.binding?.extensions.last?.notifiedOn == day("2026-03-31"))
    #expect(refusal(tell("2026-04-01"), on: told, in: .at("2026-04-01"))?.code == .notAdmitted)
    #expect(
      refusal(tell("2026-04-01"), on: try special(), in: .at("2026-04-01"))?.code == .notAdmitted)
  }

  @Test func `a notice has a day, a manner and a proof, and lies between receipt and business day`()
    throws
  {
    let complaint = try complex()
    let context = Context.at("2026-04-01")
    func asking(_ notice: ComplainantNotice) -> Complaint.Command {
      .extend(ExtensionRequest(reason: "需调单", notice: notice))
    }
    for text in ["2026-03-01", "2026-04-02"] {
      #expect(refusal(asking(notice(text)), on: complaint, in: context)?.code == .badDay)
    }
    for text in ["2026-03-02", "2026-04-01"] {
      #expect(throws: Never.self) {
        try Complaint.deciding(asking(notice(text)), on: complaint, in: context)
      }
    }
    let blank = ComplainantNotice(manner: .sms, sentOn: day("2026-04-01"), proof: " ")
    #expect(refusal(asking(blank), on: complaint, in: context)?.code == .noticeMissing)
  }

  @Test func `a step that the bank itself wants approved waits for whom its table names`() throws {
    var handling = HandlingPolicy()
    handling.extensions = [.init(row: "CN3.18.complex", approvers: [.complaintHead])]
    handling.approval = .naturalDays(1)
    let policy = Policy(handling: handling)
    func at(_ text: String, by actor: String = "handler") -> Context {
      .at(text, by: actor).with(policy: policy)
    }
    let asked = try Complaint.investigating().after(request(), in: at("2026-03-10"))
    #expect(asked.binding?.due == day("2026-03-17"))
    #expect(asked.obligations.last?.owner?.person == "head")
    #expect(asked.obligations.last?.due == day("2026-03-11"), "the bank's own time is shorter")
    let refused = refusal(answer(true), on: asked, in: at("2026-03-10", by: "executive"))
    #expect(refused?.code == .approvalNeeded && refused?.basis == .ownRule)
    #expect(refused?.remedy.en.contains("the head of complaint handling approves") == true)
    let extended = try asked.after(answer(true), in: at("2026-03-10", by: "head"))
    #expect(extended.binding?.due == day("2026-04-01"))
    #expect(extended.obligations.filter { $0.isOpen }.map(\.name) == ["decision"], "no notice owed")
  }

  @Test func `of those who may approve, one whom the text names is not asked`() throws {
    let free = try complex().after(request(), in: .at("2026-04-01"))
    let first = try #require(free.obligations.last?.owner?.person)
    var bank = Bank.sample
    bank.named = [first]
    let asked = try complex().after(request(), in: .at("2026-04-01", bank: bank))
    let other = try #require(asked.obligations.last?.owner?.person)
    #expect(other != first)
    bank.named = Set(bank.staff()).subtracting(["handler"])
    let refused = refusal(request(), on: try complex(), in: .at("2026-04-01", bank: bank))
    #expect(refused?.code == .approvalNeeded)
    #expect(refused?.problem.en.hasSuffix("nobody in service may approve it") == true)
  }

  @Test func `where nobody is named, whoever was asked approves, and nobody else`() throws {
    let asked = try Complaint.investigating().after(request(to: "clerk"), in: .at("2026-03-10"))
    #expect(
      refusal(answer(true), on: asked, in: .at("2026-03-10", by: "head"))?.code == .approvalNeeded)
    let extended = try asked.after(answer(true), in: .at("2026-03-10", by: "clerk"))
    #expect(extended.binding?.due == day("2026-04-01"))
  }

  @Test func `an answer to the complainant ends the request, and closes what the approver owed`()
    throws
  {
    let asked = try complex().after(request(), in: .at("2026-03-20"))
    let replied = try asked.after(.decide(.sample), in: .at("2026-03-21"))
      .after(.reply(.sample(sentOn: "2026-03-21")), in: .at("2026-03-21"))
    #expect(replied.obligations.allSatisfy { !$0.isOpen })
    let refused = refusal(answer(true), on: replied, in: .at("2026-03-22", by: "executive"))
    #expect(refused?.code == .notAdmitted)
  }

  @Test func `before the attempts of the bank's policy nobody counts as unreachable for a notice`()
    throws
  {
    var policy = Policy()
    policy.unreachableAttempts = 2
    func at(_ text: String, by actor: String = "handler") -> Context {
      .at(text, by: actor).with(policy: policy)
    }
    let attempt = Complaint.Command.contact(Contact(.outgoing, by: .phone, isReached: false))
    let away = notice("2026-04-01", .unreachable)
    let commands: [Complaint.Command] = [
      .extend(ExtensionRequest(reason: "需调单", notice: away)),
      .handling(.pause(PauseRequest(.appraisal, reason: "鉴定", notice: away))),
      .intake(
        .decline(
          Declining(
            .notParty, reason: "非本人", manner: .unreachable, toldOn: day("2026-04-01"),
            proof: "两次去电"))),
    ]
    let once = try complex().after(attempt, in: at("2026-03-30"))
    let twice = try once.after(attempt, in: at("2026-03-31"))
    for command in commands {
      let refused = refusal(command, on: once, in: at("2026-04-01"))
      #expect(refused?.code == .noticeMissing, "\(command)")
      #expect(refused?.remedy.en.contains("complaint contact \(caseID) --failed") == true)
      #expect(throws: Never.self) {
        try Complaint.deciding(command, on: twice, in: at("2026-04-01"))
      }
    }
  }

  @Test func `there is no third step`() throws {
    let refused = refusal(request(), on: try special(), in: .at("2026-04-30"))
    #expect(refused?.code == .noExtension)
    #expect(
      refused?.problem.en == "no limit of the complaint \(caseID) can be extended (further): "
        + "decision (CN3.18.special)")
    #expect(refused?.basis == .complaintMeasures("第十八条第一款", "art. 18(1)"))
  }

  @Test func `an extension comes on the last day at the latest`() throws {
    let complaint = try Complaint.investigating()
    #expect(throws: Never.self) {
      try Complaint.deciding(request(), on: complaint, in: .at("2026-03-17"))
    }
    let refused = refusal(request(), on: complaint, in: .at("2026-03-18"))
    #expect(refused?.code == .noExtension)
    #expect(
      refused?.problem.en
        == "`decision` of the complaint \(caseID) fell due on 2026-03-17, "
        + "and an extension must come before")
    #expect(
      refused?.remedy.en
        == "reply as soon as possible; the overdue stands on record. "
        + "decide it first: xiaobao complaint decide \(caseID)")
  }

  @Test func `an extension says why`() throws {
    #expect(
      refusal(request(reason: " "), on: try .investigating(), in: .at("2026-03-10"))?.code
        == .emptyText)
  }

  @Test func `a transferred complaint has a step of its own with the head of complaint handling`()
    throws
  {
    let complaint = try Complaint.investigating(
      Answers(deadlines: [.row("CN3.18.simple"), .row("PBC5.43.bank")]))
    let context = Context.at("2026-03-16")
    for approver in ["executive", "branch-boss"] {
      #expect(
        refusal(request("PBC5.43.bank", to: approver), on: complaint, in: context)?.code
          == .approvalNeeded)
    }
    let asked = try complaint.after(
      request("transfer_answer", notified: "2026-03-16"), in: context)
    #expect(asked.handling.extensions.map(\.request.approver) == ["head"])
    let extended = try asked.after(answer(true), in: .at("2026-03-16", by: "head"))
    let limits = extended.obligations.filter { !$0.isDuty }
    #expect(limits.map(\.due.iso) == ["2026-03-17", "2026-05-01"])
    #expect(extended.binding?.rule == "CN3.18.simple")
  }

  @Test func `the bank's own limit has no step, and the law's is found behind it`() throws {
    let complaint = try Complaint.investigating(
      Answers(deadlines: [.own(10), .row("CN3.18.simple")]))
    let extended = try complaint.after(request(), in: .at("2026-03-10"))
    #expect(extended.obligations.map(\.due.iso) == ["2026-03-12", "2026-04-01"])
    #expect(refusal(request("site"), on: complaint, in: .at("2026-03-10"))?.code == .noExtension)
    #expect(
      refusal(request("review"), on: complaint, in: .at("2026-03-10"))?.remedy.en
        == "it has: decision (site), decision (CN3.18.simple)")
  }

  @Test func `an extended limit is overdue on the day after its new last day`() throws {
    let limit = try #require(try complex().binding)
    #expect(limit.isOverdue(on: day("2026-04-01")) == false)
    #expect(limit.isOverdue(on: day("2026-04-02")) == true)
  }
}
