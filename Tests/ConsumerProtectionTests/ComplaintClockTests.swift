import Testing

@testable import ConsumerProtection

/// Stops of the clock (CN3 art. 18(2), 23), agreements (art. 21), counting anew.
@Suite struct ComplaintClockTests {
  private static let mediation = Complaint.Command.handling(
    .pause(PauseRequest(.mediation, reason: "双方申请调解", isConsented: true)))
  private static let appraisal = Complaint.Command.handling(
    .pause(
      PauseRequest(
        .appraisal, reason: "委托笔迹鉴定",
        notice: ComplainantNotice(manner: .sms, sentOn: day("2026-03-05"), proof: "短信 0305-1"))))
  private static let resume = Complaint.Command.handling(.resume(result: "已终结"))

  private func agree(_ until: String, limit: String? = nil) -> Complaint.Command {
    .handling(.agree(AgreementRequest(limit: limit, until: day(until), terms: "书面约定，编号 7")))
  }

  @Test(arguments: [(mediation, "mediation"), (appraisal, "appraisal")])
  func `ten days of a stop move 15 days from 03-17 to 03-27 and keep the first day`(
    stop: Complaint.Command, ground: String
  ) throws {
    let paused = try Complaint.investigating().after(stop, in: .at("2026-03-05"))
    #expect(paused.binding?.isPaused == true)
    #expect(paused.binding?.isOverdue(on: day("2026-06-01")) == false)
    let resumed = try paused.after(Self.resume, in: .at("2026-03-15"))
    let limit = try #require(resumed.binding)
    #expect(limit.due == day("2026-03-27"))
    #expect(limit.originalDue == day("2026-03-17"))
    #expect(limit.pauses.map(\.days) == [10])
    #expect(limit.derived(in: spring2026).day == day("2026-03-27"))
    #expect(resumed.handling.stop == nil)
    #expect(limit.isOverdue(on: day("2026-03-27")) == false)
    #expect(limit.isOverdue(on: day("2026-03-28")))
  }

  @Test func `a stop that ends on its own day takes none, and two stops add up`() throws {
    var complaint = try Complaint.investigating()
      .after(Self.mediation, in: .at("2026-03-05")).after(Self.resume, in: .at("2026-03-05"))
    #expect(complaint.binding?.due == day("2026-03-17"))
    for (from, through) in [("2026-03-06", "2026-03-08"), ("2026-03-10", "2026-03-13")] {
      complaint = try complaint.after(Self.mediation, in: .at(from))
        .after(Self.resume, in: .at(through))
    }
    #expect(complaint.binding?.due == day("2026-03-22"))
  }

  @Test func `an extension behind a stop counts the stop, and one inside it is counted at its end`()
    throws
  {
    let extend = Complaint.Command.extend(ExtensionRequest(reason: "情况复杂"))
    let behind = try Complaint.investigating().after(Self.mediation, in: .at("2026-03-05"))
      .after(Self.resume, in: .at("2026-03-15")).after(extend, in: .at("2026-03-16"))
    #expect(behind.binding?.due == day("2026-04-11"))
    let inside = try Complaint.investigating().after(Self.mediation, in: .at("2026-03-05"))
      .after(extend, in: .at("2026-03-10")).after(Self.resume, in: .at("2026-03-15"))
    #expect(inside.binding?.due == day("2026-04-11"))
  }

  @Test func `the clock of a transferred complaint runs on through the stop of the other`() throws {
    let answers = Answers(deadlines: [.row("CN3.18.simple"), .row("PBC5.43.bank")])
    let complaint = try Complaint.investigating(answers).after(
      Self.mediation, in: .at("2026-03-05")
    )
    .after(Self.resume, in: .at("2026-03-15"))
    #expect(complaint.obligations.map(\.due) == [day("2026-03-27"), day("2026-03-17")])
    #expect(
      refusal(agree("2026-04-20", limit: "transfer_answer"), on: complaint, in: .at("2026-03-16"))?
        .code == .notAdmitted)
  }

  @Test func `a stop needs what its row asks for, a running clock and words`() throws {
    let complaint = try Complaint.investigating()
    func refused(_ request: PauseRequest, on day: String = "2026-03-05") -> Refusal? {
      refusal(.handling(.pause(request)), on: complaint, in: .at(day))
    }
    let unwilling = refused(PauseRequest(.mediation, reason: "调解"))
    #expect(unwilling?.code == .approvalNeeded)
    #expect(unwilling?.basis == .complaintMeasures("第二十三条", "art. 23"))
    let untold = refused(PauseRequest(.appraisal, reason: "鉴定"))
    #expect(untold?.code == .noticeMissing)
    #expect(untold?.basis == .complaintMeasures("第十八条第二款", "art. 18(2)"))
    let unproven = refused(
      PauseRequest(
        .appraisal, reason: "鉴定",
        notice: ComplainantNotice(manner: .posted, sentOn: day("2026-03-05"), proof: " ")))
    #expect(unproven?.problem.en.hasSuffix("has no proof: the postal number") == true)
    let early = refused(
      PauseRequest(
        .appraisal, reason: "鉴定",
        notice: ComplainantNotice(manner: .sms, sentOn: day("2026-03-01"), proof: "x")))
    #expect(early?.code == .badDay)
    #expect(refused(PauseRequest(.mediation, reason: " ", isConsented: true))?.code == .emptyText)
    #expect(
      refusal(Self.mediation, on: complaint, in: .at("2026-03-18"))?.code == .notAdmitted,
      "a stop heals nothing that was missed")
    #expect(refusal(Self.resume, on: complaint, in: .at("2026-03-05"))?.code == .notAdmitted)
    let paused = try complaint.after(Self.mediation, in: .at("2026-03-05"))
    #expect(refusal(Self.appraisal, on: paused, in: .at("2026-03-06"))?.code == .notAdmitted)
    #expect(
      refusal(.markOverdue("decision"), on: paused, in: .at("2026-04-30"))?.code == .notAdmitted)
    var bank = Bank.sample
    bank.limits = try RegimeTable(id: "none", rows: chinaLimits.rows)
    #expect(
      refusal(Self.mediation, on: complaint, in: .at("2026-03-05", bank: bank))?.code
        == .noExtension, "a regime without the row does not allow it")
  }

  @Test func `the parties' day prevails over the count, moves with a stop, and ends in time`()
    throws
  {
    let agreed = try Complaint.investigating().after(agree("2026-04-20"), in: .at("2026-03-10"))
    let limit = try #require(agreed.binding)
    #expect(limit.due == day("2026-04-20"))
    #expect(limit.originalDue == day("2026-03-17"))
    #expect(limit.derived(in: spring2026).day == day("2026-04-20"))
    let moved = try agreed.after(Self.mediation, in: .at("2026-04-01"))
      .after(Self.resume, in: .at("2026-04-04"))
    #expect(moved.binding?.due == day("2026-04-23"))
    #expect(moved.binding?.derived(in: spring2026).day == day("2026-04-23"))
    let earlier = try Complaint.investigating().after(agree("2026-03-12"), in: .at("2026-03-10"))
    #expect(earlier.binding?.due == day("2026-03-12"))
    let complaint = try Complaint.investigating()
    #expect(refusal(agree("2026-03-09"), on: complaint, in: .at("2026-03-10"))?.code == .badDay)
    #expect(
      refusal(agree("2026-04-20"), on: complaint, in: .at("2026-03-18"))?.code == .notAdmitted,
      "nothing missed is agreed away")
    #expect(
      refusal(agree("2026-03-17"), on: complaint, in: .at("2026-03-10"))?.code == .noExtension)
  }

  @Test func `a missed limit that was marked stays marked through a later stop of another`() throws
  {
    let marked = try Complaint.investigating()
      .after(.markOverdue("decision"), in: .at("2026-03-18"))
    #expect(refusal(Self.mediation, on: marked, in: .at("2026-03-19"))?.code == .notAdmitted)
    #expect(marked.binding?.overdueMarkedOn == day("2026-03-18"))
  }

  /// A context in which the plugins were asked again and answered so.
  private func asked(
    _ answers: [DeadlineAnswer]?, _ text: String = "2026-03-06", rolls: Bool = false
  ) -> Context {
    var again = Answers()
    again.recounted = answers
    return .at(text, answers: again, rollsOverHolidays: rolls)
  }

  @Test func `counting anew takes what the plugins answer now, and says that it was they`() throws {
    var own = DeadlineAnswer.own(10)
    own = DeadlineAnswer(
      name: own.name, rule: "bank.own", isRegime: false, budget: own.budget, calendar: nil,
      basis: own.basis, because: own.because, plugin: "bank.own")
    let shorter = DeadlineAnswer(
      name: own.name, rule: "bank.own", isRegime: false, budget: .naturalDays(7), calendar: nil,
      basis: own.basis, because: own.because, plugin: "bank.own")
    let law = DeadlineAnswer.row("CN3.18.simple")
    let complaint = try Complaint.investigating(Answers(deadlines: [own, law]))
    #expect(complaint.recounted(in: asked([own, law])) == Recount())
    #expect(complaint.recounted(in: asked(nil)) == Recount(), "nobody was asked")
    #expect(complaint.recounted(in: asked([law])) == Recount(), "what was promised stays")
    let context = asked([shorter, law])
    #expect(
      complaint.recounted(in: context).moves == [
        ObligationMove(
          name: "decision", rule: "bank.own", fromDue: day("2026-03-12"), toDue: day("2026-03-09"),
          budget: .naturalDays(7), causes: [.plugin])
      ])
    let counted = try complaint.after(.handling(.recompute(reason: "规则变更")), in: context)
    #expect(counted.binding?.due == day("2026-03-09"))
    #expect(counted.recounted(in: context).isEmpty)
  }

  @Test func `a limit that is new is added from the receipt on, unless it has passed already`()
    throws
  {
    let law = DeadlineAnswer.row("CN3.18.simple")
    let complaint = try Complaint.investigating()
    let new = DeadlineAnswer(
      name: "plan", rule: "bank.own", isRegime: false, budget: .naturalDays(4), calendar: nil,
      basis: .ownRule, because: Because("own_limit"), plugin: "bank.own")
    let added = complaint.recounted(in: asked([law, new]))
    #expect(added.moves.isEmpty && added.added.map(\.due) == [day("2026-03-06")])
    let counted = try complaint.after(
      .handling(.recompute(reason: "新增时限")), in: asked([law, new]))
    #expect(counted.obligations.map(\.name) == ["decision", "plan"])
    #expect(counted.recounted(in: asked([law, new])).isEmpty)
    #expect(complaint.recounted(in: asked([law, new], "2026-03-07")).isEmpty)
  }

  @Test
  func `a changed roll-over moves a last day on a holiday, and what was agreed or told stays`()
    throws
  {
    // 60 days in all end on 1 May 2026, the first of five days of holiday.
    let asking = Complaint.Command.extend(ExtensionRequest(reason: "需调单"))
    let approve = Complaint.Command.handling(
      .answerExtension(limit: nil, isGranted: true, reason: ""))
    let untold = try Complaint.investigating()
      .after(asking, in: .at("2026-03-16")).after(asking, in: .at("2026-03-30"))
      .after(approve, in: .at("2026-03-30", by: "executive"))
    let rolled = asked([.row("CN3.18.simple")], "2026-04-01", rolls: true)
    #expect(
      untold.recounted(in: rolled).moves == [
        ObligationMove(
          name: "decision", rule: "CN3.18.simple", fromDue: day("2026-05-01"),
          toDue: day("2026-05-06"), lastDay: .overHolidays, causes: [.rollOver])
      ])
    let counted = try untold.after(.handling(.recompute(reason: "改为顺延")), in: rolled)
    #expect(counted.binding?.due == day("2026-05-06"))
    #expect(counted.binding?.derived(in: spring2026).day == day("2026-05-06"))
    #expect(counted.recounted(in: rolled).isEmpty)
    let notice = ComplainantNotice(manner: .sms, sentOn: day("2026-03-31"), proof: "短信 1")
    let told = try untold.after(
      .handling(.tellExtension(limit: nil, notice)), in: .at("2026-03-31"))
    #expect(told.recounted(in: rolled).isEmpty)
    #expect(told.recounted(in: rolled).kept == ["CN3.18.simple"])
    let agreed = try untold.after(agree("2026-05-02"), in: .at("2026-04-01"))
    #expect(agreed.recounted(in: rolled).moves.isEmpty)
    #expect(agreed.recounted(in: rolled).kept == ["CN3.18.simple"])
  }

  @Test func `a move counted anew is written and read with its causes, an old one without`() throws
  {
    let move = ObligationMove(
      name: "decision", rule: "CN3.18.simple", fromDue: day("2026-05-01"),
      toDue: day("2026-05-06"), budget: .naturalDays(60), lastDay: .overHolidays,
      causes: [.rule, .rollOver])
    for move in [
      move,
      ObligationMove(name: "a", rule: "b", fromDue: day("2026-05-01"), toDue: day("2026-05-02")),
    ] {
      let envelope = EventEnvelope(id: caseID, day: day("2026-03-06"), actor: "head")
      let event = Complaint.Event.handling(
        .recomputed(
          ComplaintRecomputed(moves: [move], calendarVersion: "1", reason: nil, envelope: envelope))
      )
      let payload = try Payload(data: Area.EncodedEvent(event).data)
      #expect(
        try Complaint.Event(type: event.type, version: 1, payload: payload, envelope: envelope)
          == event)
    }
  }

  @Test func `counting anew moves what a changed row moves, and nothing else`() throws {
    let command = Complaint.Command.handling(.recompute(reason: "规定修订"))
    let complaint = try Complaint.investigating()
    #expect(refusal(command, on: complaint, in: .at("2026-03-06"))?.code == .notAdmitted)
    #expect(complaint.recounted(in: .at("2026-03-06")) == Recount())
    var bank = Bank.sample
    let rows = chinaLimits.rows.map { row in
      row.id == "CN3.18.simple"
        ? Limit(
          id: row.id, name: row.name, budget: .naturalDays(10), inForceFrom: row.inForceFrom,
          citation: row.citation) : row
    }
    bank.limits = try RegimeTable(id: "changed", rows: rows)
    let context = Context.at("2026-03-06", bank: bank)
    let counted = try complaint.after(command, in: context)
    #expect(counted.binding?.due == day("2026-03-12"))
    #expect(counted.binding?.originalDue == day("2026-03-17"))
    #expect(counted.binding?.currentBudget == .naturalDays(10))
    #expect(counted.binding?.derived(in: spring2026).day == day("2026-03-12"))
    #expect(counted.recounted(in: context).isEmpty)
    let paused = try complaint.after(Self.mediation, in: .at("2026-03-06"))
    #expect(
      paused.recounted(in: context).isEmpty, "what stands still is counted when it runs again")
  }
}
