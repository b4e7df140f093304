@testable import ConsumerProtection

extension EventSamples {
  /// One event of each type beside a complaint's way.
  var handling: [Complaint.HandlingEvent] { clock }

  private var side: EventEnvelope {
    EventEnvelope(id: "C-20260302-000007", day: day("2026-03-02"), actor: "88001")
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
