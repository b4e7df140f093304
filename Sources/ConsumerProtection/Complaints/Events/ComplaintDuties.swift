// Duties beside the way, and internal notes.

/// Somebody was reminded, supervised or asked to assist, with a last day.
/// Version 1, since 0.2: `duty` (the kind), `name`, `rule`? (the limit that the sweep reminds of) with
/// its `limit_due`?, `obligations`; sealed `words`.
public struct ComplaintDutyOpened: Sendable, Equatable {
  /// `complaint.duty_opened`
  public static let type = "complaint.duty_opened"
  /// The kind.
  public let kind: DutyRequest.Kind
  /// The name on the case, such as `reminder.1`; the rule of its obligation.
  public let name: String
  /// The limit that the sweep reminds of; nil when a person asks.
  public let rule: String?
  /// The day on which that limit falls due.
  public let limitDue: CivilDay?
  /// What is owed, with who owes it.
  public let obligations: [Obligation]
  /// What is asked.
  public let words: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintDutyOpened {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    kind = try payload.choice("duty")
    name = try payload.text("name")
    rule = try payload.optionalText("rule")
    limitDue = try payload.optionalDay("limit_due")
    obligations = try payload.obligations()
    words = payload.sealed("words")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("duty", kind.rawValue)
    payload.write("name", name)
    payload.write("rule", rule)
    payload.write("limit_due", limitDue)
    payload.write("obligations", objects: obligations) { $0.write(to: &$1) }
    payload.seal("words", words)
  }
}

/// Whoever owed it answered. Version 1, since 0.2: `name`, `settles`; sealed `words`.
public struct ComplaintDutyAnswered: Sendable, Equatable {
  /// `complaint.duty_answered`
  public static let type = "complaint.duty_answered"
  /// The name on the case.
  public let name: String
  /// The rules of the obligations that this fulfils.
  public let settles: [String]
  /// The answer.
  public let words: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintDutyAnswered {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    name = try payload.text("name")
    settles = try payload.texts("settles")
    words = payload.sealed("words")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("settles", settles)
    payload.seal("words", words)
  }
}

/// An internal note (工作记录); the complainant never sees it. Version 1, since 0.2: sealed `note`.
public struct ComplaintNoted: Sendable, Equatable {
  /// `complaint.noted`
  public static let type = "complaint.noted"
  /// The words.
  public let note: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintNoted {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    note = payload.sealed("note")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.seal("note", note)
  }
}
