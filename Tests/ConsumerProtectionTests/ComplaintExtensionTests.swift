import Testing

@testable import ConsumerProtection

/// CN3 art. 18(1): 15, 30, 60 days in all; PBC5 art. 43(3): 15, 60 days in all.
@Suite struct ComplaintExtensionTests {
  private func request(
    _ limit: String? = nil, by approver: String? = nil, notified: String? = nil,
    reason: String = "需向清算中心调单"
  ) -> Complaint.Command {
    .extend(
      ExtensionRequest(
        limit: limit, reason: reason, approver: approver, notifiedOn: notified.map { day($0) }))
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
  func `the second step has 60 days in all with an executive or the superior unit`(
    approver: String
  ) throws {
    let complaint = try complex()
      .after(request(by: approver, notified: "2026-03-31"), in: .at("2026-04-01"))
    #expect(complaint.binding?.due == day("2026-05-01"))
    #expect(complaint.binding?.originalDue == day("2026-03-17"))
    #expect(complaint.binding?.extensions.map(\.approver) == [nil, approver])
    #expect(complaint.binding?.extensions.last?.notifiedOn == day("2026-03-31"))
  }

  @Test(
    arguments: [
      (nil, "the extension of \(caseID) by CN3.18.special: nobody approved"),
      (
        "handler",
        "the extension of \(caseID) by CN3.18.special: `handler` cannot approve the own request"
      ),
      (
        "other-boss",
        "the extension of \(caseID) by CN3.18.special: `other-boss` may not approve it"
      ),
      ("clerk", "the extension of \(caseID) by CN3.18.special: `clerk` may not approve it"),
    ] as [(String?, String)])
  func `nobody, oneself, another branch and the unit below may not approve the second step`(
    approver: String?, problem: String
  ) throws {
    let refused = refusal(
      request(by: approver, notified: "2026-03-31"), on: try complex(), in: .at("2026-04-01"))
    #expect(refused?.code == .approvalNeeded)
    #expect(refused?.problem.en == problem)
    #expect(
      refused?.remedy.en
        == "somebody of a superior unit or a senior executive of the head office approves: "
        + "xiaobao complaint extend \(caseID) --approved-by STAFF")
    #expect(refused?.basis == .complaintMeasures("第十八条第一款", "art. 18(1)"))
  }

  @Test func `an approver is in service on the day`() throws {
    #expect(
      refusal(
        request(by: "gone", notified: "2026-03-31"), on: try complex(), in: .at("2026-04-01"))?
        .code == .unknownIdentifier)
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
          request(by: approver, notified: "2026-03-31"), on: complaint,
          in: .at("2026-04-01", bank: bank))
        return nil
      } catch { return error }
    }
    #expect(outcome("other-boss")?.code == .approvalNeeded)
    #expect(outcome("hq-clerk")?.code == .approvalNeeded)
    #expect(outcome("hq-executive") == nil)
  }

  @Test func `the complainant is told of the second step, between receipt and business day`() throws
  {
    let complaint = try complex()
    let context = Context.at("2026-04-01")
    #expect(
      refusal(request(by: "executive"), on: complaint, in: context)
        == Refusal(
          .noticeMissing,
          problem: Phrase(
            "CN3.18.special 延期须告知投诉人，投诉 \(caseID) 没有告知日",
            "an extension by CN3.18.special must be told to the complainant, "
              + "and \(caseID) has no day of notice"),
          remedy: Phrase(
            "先告知投诉人，再执行：xiaobao complaint extend \(caseID) --notified DAY",
            "tell the complainant, then: xiaobao complaint extend \(caseID) --notified DAY"),
          basis: .complaintMeasures("第十八条第一款", "art. 18(1)")))
    for text in ["2026-03-01", "2026-04-02"] {
      #expect(
        refusal(request(by: "executive", notified: text), on: complaint, in: context)?.code
          == .badDay)
    }
    for text in ["2026-03-02", "2026-04-01"] {
      #expect(throws: Never.self) {
        try Complaint.deciding(
          request(by: "executive", notified: text), on: complaint, in: context)
      }
    }
  }

  @Test func `there is no third step`() throws {
    let complaint = try complex()
      .after(request(by: "executive", notified: "2026-03-31"), in: .at("2026-04-01"))
    let refused = refusal(request(), on: complaint, in: .at("2026-04-30"))
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
        refusal(
          request("PBC5.43.bank", by: approver, notified: "2026-03-16"), on: complaint, in: context)?
          .code == .approvalNeeded)
    }
    #expect(
      refusal(request("transfer_answer", by: "head"), on: complaint, in: context)?.code
        == .noticeMissing)
    let extended = try complaint.after(
      request("transfer_answer", by: "head", notified: "2026-03-16"), in: context)
    #expect(extended.obligations.map(\.due.iso) == ["2026-03-17", "2026-05-01"])
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
