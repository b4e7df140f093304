// Asking for more time where somebody else must allow it, the answer, and the notice that follows.

/// Somebody asked for the next step of a limit.
/// Version 1, since 0.3: `name`, `rule`, `step`, `approver`, `stated_day`?, `notice_manner`?,
/// `notified_on`?, `obligations`?; sealed `reason`, `notice_proof`?.
public struct ComplaintExtensionRequested: Sendable, Equatable {
  /// `complaint.extension_requested`
  public static let type = "complaint.extension_requested"
  /// The obligation's name.
  public let name: String
  /// The obligation's first rule, which identifies it on the case.
  public let rule: String
  /// The row that gives the time.
  public let step: String
  /// Who is asked to approve.
  public let approver: String
  /// The day of the answer that a holding reply states.
  public let statedDay: CivilDay?
  /// How the complainant was told, where that was done already.
  public let noticeManner: Reply.Manner?
  /// The day of that notice.
  public let notifiedOn: CivilDay?
  /// What the approver owes.
  public let obligations: [Obligation]
  /// Why more time is needed.
  public let reason: PersonalText?
  /// What proves the notice.
  public let noticeProof: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintExtensionRequested {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    name = try payload.text("name")
    rule = try payload.text("rule")
    step = try payload.text("step")
    approver = try payload.text("approver")
    statedDay = try payload.optionalDay("stated_day")
    noticeManner = try payload.optionalChoice("notice_manner")
    notifiedOn = try payload.optionalDay("notified_on")
    obligations = try payload.obligations()
    reason = payload.sealed("reason")
    noticeProof = payload.sealed("notice_proof")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("rule", rule)
    payload.write("step", step)
    payload.write("approver", approver)
    payload.write("stated_day", statedDay)
    payload.write("notice_manner", noticeManner?.rawValue)
    payload.write("notified_on", notifiedOn)
    payload.write("obligations", objects: obligations) { $0.write(to: &$1) }
    payload.seal("reason", reason)
    payload.seal("notice_proof", noticeProof)
  }
}

/// Somebody who may allowed the step, or did not; a `complaint.extended` follows where it is allowed.
/// Version 1, since 0.3: `rule`, `step`, `granted`?, `settles`?, `obligations`? (the notice that is
/// still owed); sealed `reason`?.
public struct ComplaintExtensionAnswered: Sendable, Equatable {
  /// `complaint.extension_answered`
  public static let type = "complaint.extension_answered"
  /// The obligation's first rule.
  public let rule: String
  /// The row that gives the time.
  public let step: String
  /// Whether it is allowed.
  public let isGranted: Bool
  /// The rules of the obligations that this fulfils.
  public let settles: [String]
  /// The notice to the complainant, where it is still owed.
  public let obligations: [Obligation]
  /// Words of the approver.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintExtensionAnswered {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    rule = try payload.text("rule")
    step = try payload.text("step")
    isGranted = try payload.flag("granted")
    settles = try payload.texts("settles")
    obligations = try payload.obligations()
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("rule", rule)
    payload.write("step", step)
    payload.write("granted", flag: isGranted)
    payload.write("settles", settles)
    payload.write("obligations", objects: obligations) { $0.write(to: &$1) }
    payload.seal("reason", reason)
  }
}

/// The complainant was told of an approved extension.
/// Version 1, since 0.3: `rule`, `step`, `manner`, `sent_on`, `settles`?; sealed `notice_proof`.
public struct ComplaintExtensionTold: Sendable, Equatable {
  /// `complaint.extension_told`
  public static let type = "complaint.extension_told"
  /// The obligation's first rule.
  public let rule: String
  /// The row that gives the time.
  public let step: String
  /// How.
  public let manner: Reply.Manner
  /// The day of the notice.
  public let sentOn: CivilDay
  /// The rules of the obligations that this fulfils.
  public let settles: [String]
  /// What proves it.
  public let noticeProof: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintExtensionTold {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    rule = try payload.text("rule")
    step = try payload.text("step")
    manner = try payload.choice("manner")
    sentOn = try payload.day("sent_on")
    settles = try payload.texts("settles")
    noticeProof = payload.sealed("notice_proof")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("rule", rule)
    payload.write("step", step)
    payload.write("manner", manner.rawValue)
    payload.write("sent_on", sentOn)
    payload.write("settles", settles)
    payload.seal("notice_proof", noticeProof)
  }
}
