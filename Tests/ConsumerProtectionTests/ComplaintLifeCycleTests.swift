import Testing

@testable import ConsumerProtection

@Suite struct ComplaintLifeCycleTests {
  /// One command of each kind, with nothing wrong in it for a case of 2026-03-02.
  static let commands: [String: Complaint.Command] = [
    "register": .register(.sample), "accept": .accept,
    "assign": .assign(unit: "S1", person: "handler"), "investigate": .investigate(finding: "属实"),
    "decide": .decide(.sample), "reply": .reply(.sample(sentOn: "2026-03-16")),
    "feedback": .recordFeedback(Feedback(.satisfied)), "close": .close,
    "extend": .extend(ExtensionRequest(reason: "需向清算中心调单")),
    "withdraw": .withdraw(reason: "已解决"), "overdue": .markOverdue("decision"),
    "archive": .archive(outcome: "Closed"),
  ]

  /// The commands that each stage takes; all others are refused as not admitted.
  @Test(arguments: [
    ("received", ["accept", "extend", "withdraw"]),
    ("accepted", ["assign", "extend", "withdraw"]),
    ("assigned", ["assign", "investigate", "extend", "withdraw"]),
    ("investigating", ["assign", "investigate", "decide", "extend", "withdraw"]),
    ("decided", ["reply", "extend", "withdraw"]),
    ("replied", ["feedback", "withdraw"]), ("heard", ["feedback", "close", "withdraw"]),
    ("closed", []), ("withdrawn", []),
  ])
  func `each stage takes its commands and no other`(stage: String, admitted: [String]) throws {
    let complaint = try Self.complaint(stage)
    for (name, command) in Self.commands {
      let context = Context.at("2026-03-16")
      if admitted.contains(name) {
        #expect(throws: Never.self, "\(stage) \(name)") {
          try Complaint.deciding(command, on: complaint, in: context)
        }
      } else {
        let refusal = refusal(command, on: complaint, in: context)
        let isExpected =
          refusal?.code == .notAdmitted || (name == "close" && refusal?.code == .feedbackMissing)
        #expect(isExpected, "\(stage) \(name): \(refusal?.code.text ?? "")")
      }
    }
  }

  @Test(arguments: [
    ("received", "accept it first: xiaobao complaint accept \(caseID)"),
    ("accepted", "assign it first: xiaobao complaint assign \(caseID) --unit UNIT"),
    ("assigned", "record what was found first: xiaobao complaint investigate \(caseID)"),
    ("investigating", "decide it first: xiaobao complaint decide \(caseID)"),
    ("decided", "tell the complainant the decision: xiaobao complaint reply \(caseID)"),
    ("replied", "record the customer's feedback: xiaobao complaint feedback \(caseID)"),
    ("heard", "close it: xiaobao complaint close \(caseID)"),
    (
      "closed",
      "the procedure has ended; with new facts and reasons, register a new complaint: "
        + "xiaobao complaint submit"
    ),
  ])
  func `a refusal names the command that the stage waits for`(stage: String, remedy: String) throws
  {
    let complaint = try Self.complaint(stage)
    let refusal = refusal(.register(.sample), on: complaint, in: .at("2026-03-16"))
    #expect(refusal?.remedy.en == remedy)
  }

  @Test func `a decided complaint refuses a second decision and says how to go on`() throws {
    let refusal = refusal(.decide(.sample), on: try .decided(), in: .at("2026-03-11"))
    #expect(
      refusal
        == Refusal(
          .notAdmitted,
          problem: Phrase(
            "投诉 \(caseID) 已作处理决定，不能作出处理决定",
            "the complaint \(caseID) is decided and cannot be decided"),
          remedy: Phrase(
            "请将决定告知投诉人：xiaobao complaint reply \(caseID)",
            "tell the complainant the decision: xiaobao complaint reply \(caseID)")))
  }

  @Test func `a command for a complaint that is not there is refused`() {
    for (name, command) in Self.commands where name != "register" {
      let refusal = refusal(command, on: nil, in: .at("2026-03-16"))
      #expect(refusal?.code == .unknownIdentifier)
      #expect(refusal?.problem.en == "there is no complaint `\(caseID)`")
    }
  }

  @Test func `no command lies before the last fact, and the same day is taken`() throws {
    let complaint = try Complaint.assigned()
    let early = refusal(.investigate(finding: "属实"), on: complaint, in: .at("2026-03-02"))
    #expect(early?.code == .badDay)
    #expect(
      early?.problem.en
        == "the business day 2026-03-02 lies before the last record of \(caseID), 2026-03-03")
    #expect(throws: Never.self) {
      try Complaint.deciding(
        .investigate(finding: "属实"), on: complaint, in: .at("2026-03-03"))
    }
  }

  @Test func `a complaint goes the whole way, and each stage keeps what was known`() throws {
    let closed = try Complaint.closed()
    guard case .closed(.answered(let answered, let closing)) = closed.stage else {
      Issue.record("the stage is \(closed.stage.name)")
      return
    }
    #expect(answered.decided.investigation.findings.map(\.finding) == [.plain("流水显示收费 20 元")])
    #expect(answered.decided.decision.outcome == .upheld)
    #expect(answered.reply.remedies == [.review, .mediation])
    #expect(answered.feedback?.satisfaction == .satisfied)
    #expect(closing.envelope.day == day("2026-03-14"))
    #expect(closed.endedOn == day("2026-03-14"))
    #expect(closed.handler == "handler")
    #expect(closed.feedback == answered.feedback)
    #expect(!closed.isOpen)
  }

  @Test func `an assignment goes to a unit and a person who are there`() throws {
    let accepted = try Complaint.accepted()
    let context = Context.at("2026-03-04")
    #expect(
      refusal(.assign(unit: "X", person: nil), on: accepted, in: context)?.problem.en
        == "there is no unit `X`")
    #expect(
      refusal(.assign(unit: "O9", person: nil), on: accepted, in: context)?.code
        == .unknownIdentifier)
    #expect(
      refusal(.assign(unit: "S1", person: "gone"), on: accepted, in: context)?.problem.en
        == "the person `gone` is not in service on 2026-03-04")
    #expect(
      refusal(.assign(unit: "S1", person: "nobody"), on: accepted, in: context)?.problem.en
        == "nobody has the staff number `nobody`")
  }

  @Test func `a new handler keeps what was found`() throws {
    let complaint = try Complaint.investigating()
      .after(.assign(unit: "B1", person: nil), in: .at("2026-03-06"))
      .after(.investigate(finding: "已退费"), in: .at("2026-03-07"))
    guard case .investigating(let investigation) = complaint.stage else {
      Issue.record("the stage is \(complaint.stage.name)")
      return
    }
    #expect(investigation.assignment.unit == "B1")
    #expect(investigation.findings.map(\.finding) == [.plain("流水显示收费 20 元"), .plain("已退费")])
  }

  @Test func `a finding and the reasons of a decision are never empty`() throws {
    let context = Context.at("2026-03-10")
    #expect(
      refusal(.investigate(finding: " "), on: try .assigned(), in: context)?.code == .emptyText)
    #expect(
      refusal(.decide(Decision(.rejected, reasons: "　")), on: try .investigating(), in: context)?
        .code == .emptyText)
    #expect(
      refusal(
        .decide(Decision(.upheld, amount: Money(fen: -1), reasons: "x")), on: try .investigating(),
        in: context)?.code == .badNumber)
    #expect(
      refusal(
        .investigate(finding: String(repeating: "a", count: 65_537)), on: try .assigned(),
        in: context)?.code == .textTooLong)
  }

  static func complaint(_ stage: String) throws -> Complaint {
    switch stage {
    case "received": try .received()
    case "accepted": try .accepted()
    case "assigned": try .assigned()
    case "investigating": try .investigating()
    case "decided": try .decided()
    case "replied": try .replied()
    case "heard": try .heard()
    case "closed": try .closed()
    default: try .withdrawn()
    }
  }
}
