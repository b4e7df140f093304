@testable import ConsumerProtection

/// One event of each type with every member filled, and one of some types with none but the
/// needed ones. Texts come as they stand in a command, or as the ledger gives them back.
struct EventSamples {
  let text: @Sendable (String) -> PersonalText

  /// The samples as they are written.
  static let written = EventSamples { .plain($0) }
  /// The samples as they are read: each sealed text is known by the number of its key.
  static let read = EventSamples { _ in .recorded(key: 7) }

  func envelope(_ id: String) -> EventEnvelope {
    EventEnvelope(id: id, day: day("2026-03-02"), actor: "88001")
  }

  var units: [Unit.Event] {
    let envelope = envelope("S1")
    return [
      .established(
        UnitEstablished(
          name: "示例支行", shortName: "示例", level: .subBranch, parent: "B1",
          from: day("2026-03-02"), envelope: envelope)),
      .renamed(UnitRenamed(name: "新街支行", from: day("2026-03-10"), envelope: envelope)),
      .moved(UnitMoved(parent: "B2", from: day("2026-03-20"), envelope: envelope)),
      .closed(UnitClosed(from: day("2026-04-01"), envelope: envelope)),
    ]
  }

  var persons: [Person.Event] {
    let envelope = envelope("88002")
    let from = day("2026-03-02")
    return [
      .recorded(PersonRecorded(name: text("李示例"), from: from, envelope: envelope)),
      .posted(PersonPosted(unit: "S1", position: "综合柜员", from: from, envelope: envelope)),
      .roleGranted(
        RoleGranted(
          role: .complaintHead, unit: "S1", from: from, until: day("2027-03-02"),
          envelope: envelope)),
      .roleEnded(RoleEnded(role: .complaintHead, from: day("2026-06-01"), envelope: envelope)),
      .left(PersonLeft(from: day("2026-07-01"), envelope: envelope)),
      .authorityGranted(
        AuthorityGranted(
          upTo: Money(fen: 200_000), unit: "S1", from: from, until: day("2026-04-02"),
          reason: text("主任外出"), envelope: envelope)),
    ]
  }

  var views: [SavedView.Event] {
    let envelope = envelope("urgent")
    let definition = SavedView.Definition(
      title: "三日内到期",
      filters: [.init("due_within", .text("3")), .init("open", .boolean(true))],
      columns: ["id", "due"])
    return [
      .saved(ViewSaved(definition: definition, revision: 2, envelope: envelope)),
      .dropped(ViewDropped(envelope: envelope)),
    ]
  }

  var subjects: [DataSubject.Event] {
    let envelope = envelope("P-000007")
    let cases = ["C-20260302-000007"]
    return [
      .revealed(SubjectRevealed(cases: cases, reason: text("回访客户"), envelope: envelope)),
      .held(SubjectHeld(reason: text("诉讼保全"), envelope: envelope)),
      .released(SubjectReleased(reason: text("诉讼终结"), envelope: envelope)),
      .erasureRequested(SubjectErasureRequested(reason: text("客户申请"), envelope: envelope)),
      .erasureCancelled(SubjectErasureCancelled(reason: text("客户撤回"), envelope: envelope)),
      .restricted(
        SubjectRestricted(until: day("2029-03-02"), cases: cases, envelope: envelope)),
      .erased(SubjectErased(keys: [7, 9], cases: cases, envelope: envelope)),
    ]
  }

  var complaints: [Complaint.Event] {
    [.received(received)] + handled + ended + limits + added + after
      + handling.map { .handling($0) }
  }

  private var added: [Complaint.Event] {
    let envelope = envelope("C-20260302-000007")
    let task = ComplaintTask(
      name: "card_records", title: Phrase("调取交易记录", "Fetch the transactions"), owner: "S1",
      budget: .workingDays(2), due: day("2026-03-04"), plugin: "shili.casework")
    return [
      .fieldsSet(
        ComplaintFieldsSet(
          fields: [.init("severity", .text("high")), .init("loss", .null)],
          plugin: "shili.casework", envelope: envelope)),
      .planned(ComplaintPlanned(tasks: [task], held: ["plan_failed"], envelope: envelope)),
      .taskDone(ComplaintTaskDone(name: "card_records", envelope: envelope)),
      .escalated(
        ComplaintEscalated(
          level: 3, to: ["HQ.CP", "88001"], rule: "CN3.18.simple", plugin: "shili.casework",
          reason: text("客户要求"), envelope: envelope)),
    ]
  }

  var citation: Citation { .complaintMeasures("第十八条第一款", "art. 18(1)") }

  private var received: ComplaintReceived {
    ComplaintReceived(
      intakeChannel: CodeValue("phone", label: "95588"),
      businessChannel: CodeValue("A.front.onsite", label: "营业场所"),
      businessClass: CodeValue("B.card", label: "信用卡"), cause: CodeValue("C.price", label: "收费"),
      region: CodeValue("township", label: "乡镇"), product: "示例卡", amount: Money(fen: 2000),
      headcount: 2, unit: "O1", respondentUnit: "S1", firstContactOwner: "88001",
      transferredBy: .centralBank, outsideNumbers: ["PBC-1", "12345-2"], sourceSystem: "core",
      sourceID: "42", isSynthetic: true, minute: 570, held: ["route_failed"],
      obligations: [
        Obligation(
          name: "decision", rule: "CN3.18.simple", isRegime: true, start: day("2026-03-02"),
          startMinute: nil, budget: .naturalDays(15),
          calendar: CalendarReference(id: "cn", version: "1.0.0"), lastDay: .overHolidays,
          originalDue: day("2026-03-17"), dueMinute: nil, isProvisional: true, basis: citation),
        Obligation(
          name: "report", rule: "acme.limits", isRegime: false, start: day("2026-03-02"),
          startMinute: 570, budget: .hours(72), calendar: nil, lastDay: .strict,
          originalDue: day("2026-03-05"), dueMinute: 570, isProvisional: false, basis: citation),
      ],
      narrative: text("多收手续费"), demand: text("退费"), complainantName: text("张示例"),
      complainantPhone: text("13800000000"), complainantIDNumber: text("110101190001010000"),
      complainantAddress: text("示例路 1 号"), complainantAccount: nil,
      envelope: envelope("C-20260302-000007"))
  }

  private var handled: [Complaint.Event] {
    let envelope = envelope("C-20260302-000007")
    return [
      .accepted(ComplaintAccepted(settles: ["acme.acceptance"], envelope: envelope)),
      .assigned(
        ComplaintAssigned(
          unit: "S1", person: "88002", plugin: "cn.branch-routing", envelope: envelope)),
      .investigated(ComplaintInvestigated(finding: text("收费属实"), envelope: envelope)),
      .decided(
        ComplaintDecided(
          outcome: .partlyUpheld, amount: Money(fen: 2000), findings: text("收费属实"),
          basis: text("价目表第 12 项"), reasons: text("未公示"), envelope: envelope)),
      .replied(
        ComplaintReplied(
          manner: .posted, sentOn: day("2026-03-02"), remedies: [.review, .litigation],
          settles: ["CN3.18.simple"], findings: text("收费属实"), basis: text("价目表第 12 项"),
          reasons: text("未公示"), proof: text("EMS 1000000000000"), envelope: envelope)),
      .feedbackRecorded(
        ComplaintFeedbackRecorded(
          satisfaction: .notGiven, opinion: text("再说"), reason: text("未接听"), envelope: envelope)),
    ]
  }

  private var ended: [Complaint.Event] {
    let envelope = envelope("C-20260302-000007")
    return [
      .closed(ComplaintClosed(settles: ["acme.limits"], envelope: envelope)),
      .withdrawn(
        ComplaintWithdrawn(reason: text("已协商"), settles: ["CN3.18.simple"], envelope: envelope)),
      .archived(
        ComplaintArchived(
          outcome: "Closed with explanation", settles: ["CN3.18.simple"], envelope: envelope)),
    ]
  }

  private var limits: [Complaint.Event] {
    let envelope = envelope("C-20260302-000007")
    return [
      .extended(
        ComplaintExtended(
          name: "decision", rule: "CN3.18.simple", step: "CN3.18.special",
          budget: .naturalDays(60), approver: "80001", notifiedOn: day("2026-03-02"),
          fromDue: day("2026-04-01"), toDue: day("2026-05-01"), isProvisional: true,
          basis: citation, reason: text("需调单"), envelope: envelope)),
      .overdueMarked(
        ComplaintOverdueMarked(
          name: "decision", rule: "CN3.18.simple", due: day("2026-03-17"), envelope: envelope)),
    ]
  }
}
