import Testing

@testable import ConsumerProtection

@Suite struct ComplaintIntakeTests {
  private func refusal(
    _ change: (inout Draft) -> Void, in context: Context = .at("2026-03-02", by: "clerk")
  ) -> Refusal? {
    var draft = Draft.sample
    change(&draft)
    return ConsumerProtectionTests.refusal(.register(draft), on: nil, in: context)
  }

  @Test func `a complaint is received with its limits, counted from the business day`() throws {
    let complaint = try Complaint.received()
    #expect(complaint.id == caseID)
    #expect(complaint.stage == .received(proposal: nil))
    #expect(complaint.receivedOn == day("2026-03-02"))
    #expect(complaint.handlingUnit == "O1")
    #expect(complaint.receipt.respondentUnit == "O1")
    #expect(complaint.receipt.firstContactOwner == "clerk")
    #expect(complaint.receipt.narrative == .plain("柜员多收手续费 20 元，要求退还。"))
    let limit = try #require(complaint.obligations.first)
    #expect(complaint.obligations.count == 1)
    #expect(limit.rule == "CN3.18.simple")
    #expect(limit.due == day("2026-03-17"))
    #expect(limit.calendar == nil)
    #expect(!limit.isProvisional)
    #expect(limit.derived(in: spring2026).day == limit.due)
  }

  @Test func `the provisional decision without answers gives the same facts without limits`() throws
  {
    let complaint = try Complaint.received(Answers())
    #expect(complaint.obligations == [])
    #expect(complaint.receipt.businessClass == CodeValue("B.card", label: "信用卡"))
  }

  @Test func `a route is a proposal, and acceptance stays a human act`() throws {
    var answers = Answers.decisionLimit
    answers.route = RouteAnswer(
      unit: "S1", person: "handler", because: Because("by_class"), plugin: "cn.branch-routing")
    let complaint = try Complaint.received(answers)
    #expect(complaint.stage.name == .received)
    #expect(complaint.handlingUnit == "S1")
    #expect(complaint.assignment?.plugin == "cn.branch-routing")
    let accepted = try complaint.after(.accept, in: .at("2026-03-03"))
    #expect(accepted.stage.name == .accepted)
    #expect(accepted.handler == "handler")
    let next = try accepted.after(.investigate(finding: "属实"), in: .at("2026-03-04"))
    #expect(next.stage.name == .investigating)
  }

  @Test(
    arguments: [
      ("X", nil, ["route_unknown_unit"]), ("O9", nil, ["route_unknown_unit"]),
      ("S1", "gone", ["route_unknown_person"]), ("S1", "nobody", ["route_unknown_person"]),
    ] as [(String, String?, [String])])
  func `a route that leads nowhere never stops the intake but holds the case`(
    unit: String, person: String?, held: [String]
  ) throws {
    let answers = Answers(
      route: RouteAnswer(unit: unit, person: person, because: Because("x"), plugin: "p"),
      held: ["deadline_failed"])
    let complaint = try Complaint.received(answers)
    #expect(complaint.receipt.held == ["deadline_failed"] + held)
    #expect(complaint.isHeld)
    #expect(complaint.handlingUnit == (unit == "S1" ? "S1" : "O1"))
    #expect(try complaint.after(.accept, in: .at("2026-03-02")).isHeld == false)
  }

  @Test func `all limits are kept and the earliest open one binds`() throws {
    let answers = Answers(deadlines: [.row("CN3.18.simple"), .row("PBC5.43.bank"), .own(10)])
    let complaint = try Complaint.received(answers)
    #expect(complaint.obligations.map(\.due.iso) == ["2026-03-17", "2026-03-17", "2026-03-12"])
    #expect(complaint.binding?.rule == "site")
    let equal = try Complaint.received(Answers(deadlines: [.own(15), .row("CN3.18.simple")]))
    #expect(equal.binding?.rule == "CN3.18.simple")
  }

  @Test func `a rule identifies its obligation on the case, even where a plugin gives two`() throws
  {
    func limit(_ name: String) -> DeadlineAnswer {
      DeadlineAnswer(
        name: name, rule: "acme", isRegime: false, budget: .naturalDays(5), calendar: nil,
        basis: .complaintMeasures("", ""), because: Because("own"), plugin: "acme")
    }
    let complaint = try Complaint.received(
      Answers(deadlines: [limit("decision"), limit("closure"), limit("closure")]))
    #expect(complaint.obligations.map(\.rule) == ["acme", "acme.closure", "acme.closure+"])
  }

  @Test func `acceptance fulfils the duty to accept and no other`() throws {
    let acceptance = DeadlineAnswer(
      name: "acceptance", rule: "site", isRegime: false, budget: .workingDays(2), calendar: nil,
      basis: .complaintMeasures("", ""), because: Because("own"), plugin: "site")
    let complaint = try Complaint.received(
      Answers(deadlines: [.row("CN3.18.simple"), acceptance]))
    #expect(complaint.binding?.due == day("2026-03-04"))
    let accepted = try complaint.after(.accept, in: .at("2026-03-03"))
    #expect(accepted.obligations.map(\.settledOn) == [nil, day("2026-03-03")])
  }

  @Test func `the site may roll a last day over a holiday`() throws {
    var draft = Draft.sample
    draft.unit = "O1"
    let context = Context.at(
      "2026-04-16", by: "clerk", answers: .decisionLimit, rollsOverHolidays: true)
    let complaint = try Complaint.after(.register(draft), in: context)
    let limit = try #require(complaint.obligations.first)
    #expect(limit.due == day("2026-05-06"))
    #expect(limit.calendar == CalendarReference(id: "cn", version: "test"))
    #expect(limit.derived(in: spring2026).day == limit.due)
  }

  @Test func `a calendar that nobody provides makes a limit provisional`() throws {
    let answer = DeadlineAnswer(
      name: "decision", rule: "x", isRegime: false, budget: .workingDays(5), calendar: "uk",
      basis: .complaintMeasures("", ""), because: Because("x"), plugin: "x")
    let complaint = try Complaint.received(Answers(deadlines: [answer]))
    #expect(complaint.binding?.due == day("2026-03-09"))
    #expect(complaint.binding?.isProvisional == true)
    #expect(complaint.binding?.calendar == CalendarReference(id: "uk", version: ""))
  }

  @Test(arguments: [nil, "", " ", "　\n\t"])
  func `an empty narrative is refused`(text: String?) {
    #expect(
      refusal { $0.narrative = text }
        == Refusal(
          .emptyText, problem: Phrase("投诉内容为空", "the narrative is empty"),
          remedy: Phrase("请填写投诉内容后重试", "write the narrative and try again")))
  }

  @Test func `a text of 64 KiB is taken, one byte more is refused`() throws {
    var draft = Draft.sample
    draft.narrative = String(repeating: "a", count: 65_536)
    draft.demand = draft.narrative
    #expect(throws: Never.self) {
      try Complaint.deciding(.register(draft), on: nil, in: .at("2026-03-02", by: "clerk"))
    }
    let refused = refusal { $0.narrative = String(repeating: "a", count: 65_537) }
    #expect(refused?.code == .textTooLong)
    #expect(refused?.problem.en == "the narrative has 65537 bytes; the limit is 65536")
    #expect(refusal { $0.demand = String(repeating: "汉", count: 21_846) }?.code == .textTooLong)
    #expect(refusal { $0.product = String(repeating: "a", count: 513) }?.code == .textTooLong)
    #expect(
      refusal { $0.complainant.name = String(repeating: "a", count: 513) }?.code == .textTooLong)
  }

  @Test func `a key that its table does not have is refused with the nearest`() {
    #expect(
      refusal { $0.intakeChannel = CodeValue("phnoe") }
        == Refusal(
          .unknownCode, problem: Phrase("投诉渠道没有“phnoe”", "there is no intake channel `phnoe`"),
          remedy: Phrase("是否为 phone（电话）？", "did you mean phone (phone)?")))
    #expect(refusal { $0.region = CodeValue("火星") }?.remedy.en.hasPrefix("use: urban") == true)
  }

  @Test func `an amount below zero and a head count below one are refused, the bounds are taken`() {
    #expect(refusal { $0.amount = Money(fen: -1) }?.code == .badNumber)
    #expect(refusal { $0.headcount = 0 }?.code == .badNumber)
    #expect(refusal { $0.headcount = 1_000_001 }?.code == .badNumber)
    var draft = Draft.sample
    draft.amount = .zero
    draft.headcount = 1_000_000
    #expect(throws: Never.self) {
      try Complaint.deciding(.register(draft), on: nil, in: .at("2026-03-02", by: "clerk"))
    }
  }

  @Test func `units and people must be there on the business day`() throws {
    #expect(refusal { $0.unit = "X" }?.problem.en == "there is no unit `X`")
    #expect(refusal { $0.unit = "O9" }?.problem.en == "the unit `O9` is not open on 2026-03-02")
    #expect(refusal { $0.respondentUnit = "X" }?.code == .unknownIdentifier)
    #expect(
      refusal { $0.firstContactOwner = "gone" }?.problem.en
        == "the person `gone` is not in service on 2026-03-02")
    var draft = Draft.sample
    draft.unit = "O9"
    #expect(throws: Never.self) {
      try Complaint.deciding(.register(draft), on: nil, in: .at("2026-02-28", by: "clerk"))
    }
  }

  @Test func `without a receiving unit the actor's takes it, and an actor without one is refused`()
    throws
  {
    var draft = Draft.sample
    draft.unit = nil
    let complaint = try Complaint.after(.register(draft), in: .at("2026-03-02", by: "branch-boss"))
    #expect(complaint.receipt.unit == "B1-CP")
    #expect(refusal({ $0.unit = nil }, in: .at("2026-03-02", by: "portal"))?.code == .emptyText)
  }

  @Test func `a business day is today or earlier, and the day that the importer read`() throws {
    let tomorrow = refusal({ _ in }, in: .at("2026-03-03", today: "2026-03-02", by: "clerk"))
    #expect(
      tomorrow
        == Refusal(
          .badDay,
          problem: Phrase(
            "业务日 2026-03-03 在今天（2026-03-02）之后",
            "the business day 2026-03-03 lies after today, 2026-03-02"),
          remedy: Phrase(
            "请用 --on 给出不晚于 2026-03-02 的日期", "give a day up to 2026-03-02 with --on")))
    #expect(throws: Never.self) {
      try Complaint.deciding(
        .register(.sample), on: nil, in: .at("2026-03-02", today: "2026-03-02", by: "clerk"))
    }
    #expect(refusal { $0.receivedOn = day("2026-03-01") }?.code == .badDay)
  }

  @Test func `an error of a plugin's check refuses the intake, a warning does not`() throws {
    func answers(_ severity: CheckProblem.Severity) -> Answers {
      Answers(problems: [
        CheckProblem(
          field: "amount", code: "no_amount", severity: severity,
          message: Phrase("缺少金额", "the amount is missing"), plugin: "acme.checks")
      ])
    }
    let refused = refusal({ _ in }, in: .at("2026-03-02", by: "clerk", answers: answers(.error)))
    #expect(refused?.code == .refusedByPlugin)
    #expect(refused?.problem.zh == "amount: 缺少金额 [acme.checks no_amount]")
    #expect(try Complaint.received(answers(.warning)).stage.name == .received)
  }

  @Test func `a record of another system is archived at once, with nothing owed`() throws {
    var draft = Draft.sample
    draft.sourceSystem = "cfpb"
    draft.archive = "Closed with explanation"
    let outcome = try Complaint.deciding(
      .register(draft), on: nil, in: .at("2026-03-02", by: "clerk", answers: .decisionLimit))
    #expect(outcome.events.map(\.type) == ["complaint.received", "complaint.archived"])
    let complaint = outcome.events.reduce(nil) { Complaint.applying($1, to: $0) }
    #expect(complaint?.stage.name == .closed)
    #expect(complaint?.endedOn == day("2026-03-02"))
    #expect(complaint?.binding == nil)
    #expect(refusal { $0.archive = " " }?.code == .emptyText)
  }
}
