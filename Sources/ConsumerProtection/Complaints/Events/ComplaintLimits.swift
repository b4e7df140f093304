// What happens to an obligation on a complaint.

/// An obligation got more time.
/// Version 1, since 0.1: `name`, `rule`, `step`, `budget`, `approver`?, `notified_on`?,
/// `from_due`, `to_due`, `provisional`?, `basis`; sealed `reason`. Since 0.2 `notice_manner`?;
/// sealed `notice_proof`?.
public struct ComplaintExtended: Sendable, Equatable {
  /// `complaint.extended`
  public static let type = "complaint.extended"
  /// The obligation's name.
  public let name: String
  /// The obligation's first rule, which identifies it on the case.
  public let rule: String
  /// The row that gives the time.
  public let step: String
  /// The whole budget from the obligation's start.
  public let budget: Budget
  /// Who approved.
  public let approver: String?
  /// The day on which the complainant was told.
  public let notifiedOn: CivilDay?
  /// The due day before.
  public let fromDue: CivilDay
  /// The due day after.
  public let toDue: CivilDay
  /// Whether the calendar had no official answer for a day of the count.
  public let isProvisional: Bool
  /// The provision.
  public let basis: Citation
  /// Why.
  public let reason: PersonalText?
  /// How the complainant was told.
  public var noticeManner: Reply.Manner?
  /// What proves that.
  public var noticeProof: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintExtended {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    name = try payload.text("name")
    rule = try payload.text("rule")
    step = try payload.text("step")
    budget = try payload.budget("budget")
    approver = try payload.optionalText("approver")
    notifiedOn = try payload.optionalDay("notified_on")
    fromDue = try payload.day("from_due")
    toDue = try payload.day("to_due")
    isProvisional = try payload.flag("provisional")
    basis = try payload.citation("basis")
    reason = payload.sealed("reason")
    noticeManner = try payload.optionalChoice("notice_manner")
    noticeProof = payload.sealed("notice_proof")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("rule", rule)
    payload.write("step", step)
    payload.write("budget", budget.text)
    payload.write("approver", approver)
    payload.write("notified_on", notifiedOn)
    payload.write("from_due", fromDue)
    payload.write("to_due", toDue)
    payload.write("provisional", flag: isProvisional)
    payload.write("basis", basis)
    payload.write("notice_manner", noticeManner?.rawValue)
    payload.seal("reason", reason)
    payload.seal("notice_proof", noticeProof)
  }
}

/// A sweep found an obligation missed. Version 1, since 0.1: `name`, `rule`, `due`.
public struct ComplaintOverdueMarked: Sendable, Equatable {
  /// `complaint.overdue_marked`
  public static let type = "complaint.overdue_marked"
  /// The obligation's name.
  public let name: String
  /// The obligation's first rule.
  public let rule: String
  /// The due day that passed.
  public let due: CivilDay
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintOverdueMarked {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    name = try payload.text("name")
    rule = try payload.text("rule")
    due = try payload.day("due")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("rule", rule)
    payload.write("due", due)
  }
}
