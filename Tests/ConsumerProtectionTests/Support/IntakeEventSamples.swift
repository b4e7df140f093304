@testable import ConsumerProtection

/// One event of each type of intake, contacts, emergencies and boxes, every member filled, as it is
/// written.
enum IntakeEventSamples {
  static var events: [any RecordedEvent] {
    complaints.map { Complaint.Event.intake($0) } + contacts + [Person.Event.covered(cover)]
      + emergencies + boxes
  }

  private static func envelope(_ id: String = "C-20260302-000007") -> EventEnvelope {
    EventEnvelope(id: id, day: day("2026-03-02"), actor: "88001")
  }

  static var particulars: Particulars {
    var noted = Particulars()
    noted.urgency = .second
    noted.sensitivity = ["petition", "emotional"]
    noted.vulnerableGroups = ["elderly"]
    noted.demandKinds = ["refund"]
    noted.escalatedTo = .regulator
    noted.suspectsAgent = true
    noted.capacity = .proxy
    noted.major = .publicHealth
    noted.representativeCount = 2
    noted.channelFacts = [.init("recording", .text("R-4711"))]
    noted.proof = .plain("授权委托书原件")
    noted.difficulty = .plain("住院")
    noted.proxyName = .plain("王示例")
    noted.proxyPhone = .plain("13900000000")
    noted.proxyIDNumber = .plain("110101190001010000")
    noted.representatives = .plain("甲\n乙")
    return noted
  }

  private static var obligation: Obligation {
    Obligation(
      name: "transfer_answer", rule: "PBC5.43.bank", isRegime: true, start: day("2026-03-02"),
      startMinute: nil, budget: .naturalDays(15), calendar: nil, lastDay: .strict,
      originalDue: day("2026-03-17"), dueMinute: nil, isProvisional: false,
      basis: .centralBankMeasures("第四十三条第三款", "art. 43(3)"))
  }

  private static var complaints: [Complaint.IntakeEvent] {
    let envelope = envelope()
    let settlement = Settlement(
      agreement: "退还 20 元", amount: Money(fen: 2000), manner: .handedOver, proof: "签字回执",
      feedback: Feedback(.satisfied, opinion: "谢谢", reason: "补记"))
    let declining = Declining(
      .policy, reason: "与本行无关", approver: "88002", manner: .phone, toldOn: day("2026-03-02"),
      proof: "R-1")
    let texts = Dictionary(
      uniqueKeysWithValues: AnswerBack.facts.map { ($0.name, $0.title.zh) })
    let source = ComplaintMergeTaken.Source(
      id: "C-20260305-000001",
      numbers: [OutsideNumber(number: "RH-1", from: .centralBank)], obligations: [obligation])
    return [
      .settled(ComplaintSettled(settlement, settles: ["CN3.18.simple"], envelope: envelope)),
      .declined(ComplaintDeclined(declining, settles: ["CN3.18.simple"], envelope: envelope)),
      .merged(
        ComplaintMerged(
          into: "C-20260301-000001", settles: ["CN3.18.simple"], envelope: envelope)),
      .relabelled(
        ComplaintRelabelled(
          kind: .enquiry, second: "88002", settles: ["CN3.18.simple"], reason: "客户只是咨询",
          envelope: envelope)),
      .supplemented(
        ComplaintSupplemented(
          Supplement(particulars: particulars, note: "收到委托书"), envelope: envelope)),
      .materialAsked(
        ComplaintMaterialAsked(material: ["authorisation"], note: "请补交", envelope: envelope)),
      .firstAnswered(
        ComplaintFirstAnswered(
          manner: .phone, minute: 640, settles: ["site"], proof: "R-2", envelope: envelope)),
      .handedOver(
        ComplaintHandedOver(
          from: "88001", to: "88003", covers: "88002", reason: "轮岗", envelope: envelope)),
      .attached(
        ComplaintAttached(
          Attachment(
            digest: String(repeating: "ab", count: 32), byteCount: 12, type: "pdf",
            purpose: .newMaterial, name: "凭证.pdf"), envelope: envelope)),
      .numberAdded(
        ComplaintNumberAdded(number: "12378-1", from: .regulator, envelope: envelope)),
      .regulatorRefused(
        ComplaintRegulatorRefused(number: "12378-1", ground: .elsewhere, envelope: envelope)),
      .answeredBack(
        ComplaintAnsweredBack(AnswerBack(number: "RH-1", texts: texts), envelope: envelope)),
      .mergeTaken(ComplaintMergeTaken(source, envelope: envelope)),
      .restarted(
        ComplaintRestarted(
          step: "CN3.18.newfacts", second: "88002", material: [String(repeating: "ab", count: 32)],
          minute: 600,
          moves: [
            ObligationMove(
              name: "decision", rule: "CN3.18.simple", fromDue: day("2026-03-17"),
              toDue: day("2026-03-24"), isProvisional: true)
          ], reason: "新的流水", envelope: envelope)),
      .repeatLinked(
        ComplaintRepeatLinked(earlier: "C-20260101-000001", envelope: envelope)),
    ]
  }

  private static var contacts: [IntakeContact.Event] {
    let envelope = envelope("K-20260302-000001")
    var draft = Draft(narrative: "请问如何挂失？")
    draft.intakeChannel = CodeValue("phone")
    draft.complainant = Draft.Complainant(
      name: "张示例", phone: "13800000000", idNumber: "110101190001010000", address: "示例路 1 号")
    let contact = ContactDraft(kind: .complaint, draft: draft, complaint: "C-20260302-000007")
    return [
      .registered(
        ContactRegistered(
          contact, unit: "O1", owner: "88001", minute: 570, obligations: [obligation],
          envelope: envelope)),
      .relabelled(
        ContactRelabelled(
          from: .enquiry, to: .complaint, second: "88002", complaint: "C-20260302-000007",
          settles: ["P.1"], reason: "客户要求按投诉处理", envelope: envelope)),
      .finished(ContactFinished(answer: "已告知挂失流程", settles: ["P.1"], envelope: envelope)),
    ]
  }

  private static var cover: PersonCovered {
    PersonCovered(
      by: "88003", from: day("2026-03-02"), until: day("2026-03-09"),
      envelope: envelope("88002"))
  }

  private static var emergencies: [Emergency.Event] {
    let envelope = envelope("E-20260302-000007")
    let threshold = Quantity(
      id: "CN3.29.group", name: "group_complainants", value: 20,
      inForceFrom: day("2020-03-01"), citation: .complaintMeasures("第二十九条", "art. 29"))
    return [
      .opened(
        EmergencyOpened(
          Emergency.Opening(
            level: .group, complaint: "C-20260302-000007", headcount: 21,
            ground: .naturalDisaster, threshold: threshold, notified: ["HQ"]),
          envelope: envelope)),
      .told(EmergencyTold(to: ["HQ"], envelope: envelope)),
      .closed(EmergencyClosed(outcome: "已平息", envelope: envelope)),
    ]
  }

  private static var boxes: [SuggestionBox.Event] {
    [
      .opened(
        BoxOpened(
          SuggestionBox.Opening(unit: "O1", form: .book, second: "88002", slips: 2),
          before: day("2026-02-20"), late: true, budget: .naturalDays(7), due: day("2026-03-09"),
          envelope: envelope("O1.book"))),
      .overdueMarked(BoxOverdueMarked(due: day("2026-03-01"), envelope: envelope("O1.book"))),
    ]
  }
}
