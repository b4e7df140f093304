import Testing

@testable import ConsumerProtection

/// Contacts at any time, and what follows the closure.
@Suite struct ComplaintAftercareTests {
  private static let failed = Complaint.Command.contact(
    Contact(.outgoing, by: .phone, isReached: false))
  private static let reached = Complaint.Command.contact(
    Contact(.incoming, by: .phone, isReached: true, recording: "R-1", note: "客户来电"))

  @Test func `failed attempts count since the complainant was last reached`() throws {
    var complaint = try Complaint.decided()
    for (command, count) in [
      (Self.failed, 1), (Self.failed, 2), (Self.reached, 0), (Self.failed, 1),
    ] {
      complaint = try complaint.after(command, in: .at("2026-03-10"))
      #expect(complaint.failedAttempts == count)
    }
    #expect(complaint.stage.name == .decided)
    let senseless = Contact(.incoming, by: .phone, isReached: false)
    #expect(
      refusal(.contact(senseless), on: complaint, in: .at("2026-03-10"))?.code == .malformedInput)
    let silent = Contact(.outgoing, by: .phone, isReached: true)
    #expect(refusal(.contact(silent), on: complaint, in: .at("2026-03-10"))?.code == .emptyText)
  }

  @Test(arguments: [(nil, 0, true), (2, 1, false), (2, 2, true)])
  func `a notice to somebody unreachable rests on the attempts that the policy names`(
    wanted: Int?, attempts: Int, isTaken: Bool
  ) throws {
    var policy = Policy()
    policy.unreachableAttempts = wanted
    var complaint = try Complaint.decided()
    for _ in 0..<attempts { complaint = try complaint.after(Self.failed, in: .at("2026-03-10")) }
    var reply = Reply.sample(sentOn: "2026-03-11")
    reply.manner = .unreachable
    reply.proof = "三次去电无人接听"
    let context = Context.at("2026-03-11").with(policy: policy)
    if isTaken {
      #expect(try complaint.after(.reply(reply), in: context).stage.name == .replied)
    } else {
      let refused = refusal(.reply(reply), on: complaint, in: context)
      #expect(refused?.code == .noticeMissing)
      #expect(refused?.remedy.zh.contains("complaint contact \(caseID) --failed") == true)
    }
  }

  @Test(arguments: [
    Complaint.AfterCommand.callBack(Complaint.CallBack(isReached: false)),
    .inspect(isPassed: true, remark: ""),
    .findLiability(Complaint.Liability(isLiable: false, cause: "无")),
    .orderRectification(measure: "公示价目", owner: "clerk", due: day("2026-04-30")),
    .proveRectification(number: 1, evidence: "照片"), .suggest(text: "首年免费", product: nil),
  ])
  func `what follows the closure is refused before it, and says what comes first`(
    command: Complaint.AfterCommand
  ) throws {
    let complaint = try Complaint.heard()
    let refused = refusal(.after(command), on: complaint, in: .at("2026-03-20", by: "head"))
    #expect(refused?.code == .notAdmitted)
    #expect(refused?.remedy == complaint.nextStep)
  }

  @Test(arguments: [
    Complaint.AfterCommand.callBack(
      Complaint.CallBack(isReached: true, satisfaction: .satisfied, isSettled: true)),
    .inspect(isPassed: false, remark: "超期"),
  ])
  func `who handled the case neither calls back nor checks it, whoever has it now`(
    command: Complaint.AfterCommand
  ) throws {
    let complaint = try Complaint.investigating()
      .after(.assign(unit: "B1-CP", person: "branch-boss"), in: .at("2026-03-06"))
      .after(.decide(.sample), in: .at("2026-03-10", by: "branch-boss"))
      .after(.reply(.sample(sentOn: "2026-03-11")), in: .at("2026-03-12", by: "branch-boss"))
      .after(.recordFeedback(Feedback(.satisfied)), in: .at("2026-03-13", by: "clerk"))
      .after(.close, in: .at("2026-03-14", by: "head"))
    #expect(complaint.handledBy == ["branch-boss", "handler", "head"])
    for actor in complaint.handledBy {
      let refused = refusal(.after(command), on: complaint, in: .at("2026-03-20", by: actor))
      #expect(refused?.code == .approvalNeeded)
    }
    let after = try complaint.after(.after(command), in: .at("2026-03-20", by: "clerk"))
    #expect(after.aftercare.callbacks.count + after.aftercare.inspections.count == 1)
    #expect(
      after.aftercare.lastAnswer?.satisfaction
        == (after.aftercare.inspections.isEmpty ? .satisfied : nil))
  }

  @Test func `a call-back that reached the customer says how content and whether it is settled`()
    throws
  {
    let call = Complaint.CallBack(isReached: true, satisfaction: .satisfied)
    let refused = refusal(
      .after(.callBack(call)), on: try Complaint.closed(), in: .at("2026-03-20", by: "clerk"))
    #expect(refused?.code == .emptyText)
  }

  @Test func `a measure falls due after the closure, is marked overdue and ends with evidence`()
    throws
  {
    let head = Context.at("2026-03-20", by: "head")
    let ordered = try Complaint.closed().after(
      .after(.orderRectification(measure: "公示价目", owner: "clerk", due: day("2026-04-30"))),
      in: head)
    #expect(ordered.binding?.rule == "rectification.1")
    #expect(ordered.binding?.due == day("2026-04-30"))
    #expect(ordered.binding?.owner?.person == "clerk")
    let sweep = Complaint.Command.markOverdue("rectification.1")
    #expect(refusal(sweep, on: ordered, in: .at("2026-04-30"))?.code == .notAdmitted)
    let late = try ordered.after(sweep, in: .at("2026-05-01"))
    #expect(late.binding?.overdueMarkedOn == day("2026-05-01"))

    let empty = Complaint.Command.after(.proveRectification(number: 1, evidence: " "))
    #expect(refusal(empty, on: late, in: .at("2026-05-02"))?.code == .emptyText)
    let proof = Complaint.Command.after(.proveRectification(number: 1, evidence: "公示照片"))
    let done = try late.after(proof, in: .at("2026-05-02"))
    #expect(done.binding == nil)
    #expect(done.obligations.last?.settledOn == day("2026-05-02"))
    #expect(refusal(proof, on: done, in: .at("2026-05-03"))?.code == .unknownIdentifier)

    let past = Complaint.Command.after(
      .orderRectification(measure: "培训", owner: "clerk", due: day("2026-03-19")))
    #expect(refusal(past, on: ordered, in: head)?.code == .badDay)
    let gone = Complaint.Command.after(
      .orderRectification(measure: "培训", owner: "gone", due: day("2026-04-30")))
    #expect(refusal(gone, on: ordered, in: head)?.code == .unknownIdentifier)
  }

  @Test func `nobody judges the own fault, and the last finding stands`() throws {
    let head = Context.at("2026-03-20", by: "head")
    let own = Complaint.Liability(isLiable: true, persons: ["head"], cause: "未公示")
    #expect(
      refusal(.after(.findLiability(own)), on: try Complaint.closed(), in: head)?.code
        == .approvalNeeded)
    let complaint = try Complaint.closed()
      .after(
        .after(
          .findLiability(
            Complaint.Liability(isLiable: true, unit: "S1", persons: ["gone"], cause: "未公示"))),
        in: head
      )
      .after(
        .after(.findLiability(Complaint.Liability(isLiable: false, cause: "系统故障"))), in: head)
    #expect(complaint.aftercare.liability?.isLiable == false)
  }

  @Test func `a deduction needs ground and material, and one answer before the next request`()
    throws
  {
    func request(_ ground: String, _ materials: [String]) -> Complaint.Command {
      .after(.requestDeduction(ground: ground, explanation: "", materials: materials))
    }
    let answer = Complaint.Command.after(.answerDeduction(isAccepted: true, number: "12"))
    let context = Context.at("2026-03-20")
    let closed = try Complaint.closed()
    #expect(refusal(request("非本行客户", []), on: closed, in: context)?.code == .emptyText)
    #expect(refusal(request("", ["查询"]), on: closed, in: context)?.code == .emptyText)
    #expect(refusal(answer, on: closed, in: context)?.code == .notAdmitted)
    let asked = try closed.after(request("非本行客户", ["账户查询结果"]), in: context)
    #expect(refusal(request("重复", ["清单"]), on: asked, in: context)?.code == .alreadyExists)
    let granted = try asked.after(answer, in: context)
    #expect(granted.aftercare.deduction?.answer?.isAccepted == true)
    #expect(refusal(answer, on: granted, in: context)?.code == .notAdmitted)
  }
}
