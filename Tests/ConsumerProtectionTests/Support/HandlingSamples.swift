@testable import ConsumerProtection

extension EventSamples {
  /// One event of each type beside a complaint's way.
  var handling: [Complaint.HandlingEvent] { clock + recusal + review + duties }

  private var side: EventEnvelope {
    EventEnvelope(id: "C-20260302-000007", day: day("2026-03-02"), actor: "88001")
  }

  private var recusal: [Complaint.HandlingEvent] {
    [
      .interestDeclared(
        ComplaintInterestDeclared(
          person: "88002", ground: .handledBusiness, detail: text("经办开户"), envelope: side)),
      .interestLifted(
        ComplaintInterestLifted(person: "88002", reason: text("同名误登记"), envelope: side)),
      .namesakeRecorded(
        ComplaintNamesakeRecorded(person: "88002", reason: text("所指为另一人"), envelope: side)),
    ]
  }

  private func owed(_ name: String, _ rule: String) -> [Obligation] {
    var obligation = Obligation(
      name: name, rule: rule, isRegime: name != rule, start: day("2026-03-02"), startMinute: nil,
      budget: .naturalDays(30), calendar: nil, lastDay: .strict, originalDue: day("2026-04-01"),
      dueMinute: nil, isProvisional: false, basis: .complaintMeasures("第二十条", "art. 20"))
    obligation.owner = ObligationOwner(unit: "B1", person: "88003")
    return [obligation]
  }

  private var review: [Complaint.HandlingEvent] {
    [
      .reviewApplied(
        ComplaintReviewApplied(
          unit: "B1", decisionReceivedOn: day("2026-03-01"),
          obligations: owed("review_decision", "CN3.20.review"), grounds: text("认定有误"),
          envelope: side)),
      .reviewAccepted(ComplaintReviewAccepted(person: "88003", envelope: side)),
      .reviewDecided(
        ComplaintReviewDecided(
          result: .returned, manner: .posted, sentOn: day("2026-03-02"),
          settles: ["CN3.20.review"], process: text("程序合规"), limits: text("未超期"),
          outcome: text("依据不足"), noticeProof: text("EMS 2"), envelope: side)),
      .outcomeRecorded(
        ComplaintOutcomeRecorded(
          forum: .arbitration, result: .inPart, endedOn: day("2026-03-01"),
          amount: Money(fen: 12000), number: "仲 7", words: text("裁决书"), envelope: side)),
    ]
  }

  private var duties: [Complaint.HandlingEvent] {
    [
      .approvalRequested(
        ComplaintApprovalRequested(
          amount: Money(fen: 80000), approver: "88003",
          obligations: owed("approval.1", "approval.1"), reason: text("一次性了结"), envelope: side)),
      .approved(
        ComplaintApproved(
          amount: Money(fen: 80000), isGranted: true, settles: ["approval.1"], reason: text("同意"),
          envelope: side)),
      .dutyOpened(
        ComplaintDutyOpened(
          kind: .supervision, name: "supervision.1", rule: nil, limitDue: nil,
          obligations: owed("supervision.1", "supervision.1"), words: text("请报告"),
          envelope: side)),
      .dutyAnswered(
        ComplaintDutyAnswered(
          name: "supervision.1", settles: ["supervision.1"], words: text("已办理"), envelope: side)),
      .noted(ComplaintNoted(note: text("内部记录"), envelope: side)),
      .extensionRequested(
        ComplaintExtensionRequested(
          name: "decision", rule: "CN3.18.simple", step: "CN3.18.special", approver: "88003",
          statedDay: day("2026-04-20"), noticeManner: .posted, notifiedOn: day("2026-03-02"),
          obligations: owed("extension.1", "extension.1"), reason: text("需鉴定"),
          noticeProof: text("EMS 3"), envelope: side)),
      .extensionAnswered(
        ComplaintExtensionAnswered(
          rule: "CN3.18.simple", step: "CN3.18.special", isGranted: true,
          settles: ["extension.1"], obligations: owed("extension_notice.1", "extension_notice.1"),
          reason: text("同意"), envelope: side)),
      .extensionTold(
        ComplaintExtensionTold(
          rule: "CN3.18.simple", step: "CN3.18.special", manner: .sms, sentOn: day("2026-03-02"),
          settles: ["extension_notice.1"], noticeProof: text("短信 4"), envelope: side)),
    ]
  }

  private var clock: [Complaint.HandlingEvent] {
    let move = ObligationMove(
      name: "decision", rule: "CN3.18.simple", fromDue: day("2026-03-17"),
      toDue: day("2026-03-27"), toMinute: 600, isProvisional: true)
    let counted = ObligationMove(
      name: "decision", rule: "CN3.18.simple", fromDue: day("2026-03-17"),
      toDue: day("2026-03-12"), budget: .naturalDays(10))
    return [
      .paused(
        ComplaintClockPaused(
          ground: .mediation, step: "CN3.23.mediation", rules: ["CN3.18.simple"],
          isConsented: true, noticeManner: .sms, notifiedOn: day("2026-03-02"),
          basis: .complaintMeasures("第二十三条", "art. 23"), reason: text("已申请调解"),
          noticeProof: text("短信 0302-7"), envelope: side)),
      .resumed(
        ComplaintClockResumed(
          ground: .mediation, rules: ["CN3.18.simple"], through: day("2026-03-12"),
          moves: [move], result: text("达成调解协议"), envelope: side)),
      .agreed(
        ComplaintClockAgreed(
          step: "CN3.21.agreement", until: day("2026-03-27"), moves: [move],
          basis: .complaintMeasures("第二十一条", "art. 21"), terms: text("双方书面约定"),
          envelope: side)),
      .recomputed(
        ComplaintRecomputed(
          moves: [counted], calendarVersion: "1.0.1", reason: text("放假安排公布"), envelope: side)),
    ]
  }
}

extension Context {
  /// The same context under another policy of the site.
  func with(policy: Policy) -> Context {
    Context(
      now: now, today: today, businessDay: businessDay, businessMinute: businessMinute, zone: zone,
      actor: actor, newIdentifier: newIdentifier, answers: answers, lookUps: lookUps,
      policy: policy)
  }
}
