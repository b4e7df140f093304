// The review by the superior institution, and what other forums held.

/// The complainant applied for a review.
/// Version 1, since 0.2: `unit`, `decision_received_on`?, `obligations`?; sealed `grounds`.
public struct ComplaintReviewApplied: Sendable, Equatable {
  /// `complaint.review_applied`
  public static let type = "complaint.review_applied"
  /// The superior institution that reviews.
  public let unit: String
  /// The day on which the complainant received the decision, where it is known.
  public let decisionReceivedOn: CivilDay?
  /// What the superior institution owes from now on.
  public let obligations: [Obligation]
  /// What is disputed.
  public let grounds: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintReviewApplied {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    unit = try payload.text("unit")
    decisionReceivedOn = try payload.optionalDay("decision_received_on")
    obligations = try payload.obligations()
    grounds = payload.sealed("grounds")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("unit", unit)
    payload.write("decision_received_on", decisionReceivedOn)
    payload.write("obligations", objects: obligations) { $0.write(to: &$1) }
    payload.seal("grounds", grounds)
  }
}

/// Somebody of the superior institution took the review up. Version 1, since 0.2: `person`.
public struct ComplaintReviewAccepted: Sendable, Equatable {
  /// `complaint.review_accepted`
  public static let type = "complaint.review_accepted"
  /// The staff number of the reviewer.
  public let person: String
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintReviewAccepted {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    person = try payload.text("person")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("person", person)
  }
}

/// The review was decided and the complainant told.
/// Version 1, since 0.2: `result`, `manner`, `sent_on`, `settles`?; sealed `process`, `limits`, `outcome`,
/// `notice_proof`.
public struct ComplaintReviewDecided: Sendable, Equatable {
  /// `complaint.review_decided`
  public static let type = "complaint.review_decided"
  /// What becomes of the decision.
  public let result: ReviewDecision.Result
  /// How the complainant was told.
  public let manner: Reply.Manner
  /// The day on which it was handed over, posted, sent or dialled.
  public let sentOn: CivilDay
  /// The rules of the obligations that this fulfils, on `sentOn`.
  public let settles: [String]
  /// What was found about the process.
  public let process: PersonalText?
  /// What was found about the time limits.
  public let limits: PersonalText?
  /// What was found about the result.
  public let outcome: PersonalText?
  /// What proves the notice.
  public let noticeProof: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintReviewDecided {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    result = try payload.choice("result")
    manner = try payload.choice("manner")
    sentOn = try payload.day("sent_on")
    settles = try payload.texts("settles")
    process = payload.sealed("process")
    limits = payload.sealed("limits")
    outcome = payload.sealed("outcome")
    noticeProof = payload.sealed("notice_proof")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("result", result.rawValue)
    payload.write("manner", manner.rawValue)
    payload.write("sent_on", sentOn)
    payload.write("settles", settles)
    payload.seal("process", process)
    payload.seal("limits", limits)
    payload.seal("outcome", outcome)
    payload.seal("notice_proof", noticeProof)
  }
}

/// A mediation, arbitration or suit ended.
/// Version 1, since 0.2: `forum`, `result`, `ended_on`, `amount_fen`?, `number`?; sealed `words`.
public struct ComplaintOutcomeRecorded: Sendable, Equatable {
  /// `complaint.outcome_recorded`
  public static let type = "complaint.outcome_recorded"
  /// Where.
  public let forum: ForumOutcome.Forum
  /// How.
  public let result: ForumOutcome.Result
  /// The day on which it ended.
  public let endedOn: CivilDay
  /// What the bank pays by it.
  public let amount: Money?
  /// The forum's own number.
  public let number: String?
  /// What was settled or held.
  public let words: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintOutcomeRecorded {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    forum = try payload.choice("forum")
    result = try payload.choice("result")
    endedOn = try payload.day("ended_on")
    amount = try payload.optionalInteger("amount_fen").map(Money.init(fen:))
    number = try payload.optionalText("number")
    words = payload.sealed("words")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("forum", forum.rawValue)
    payload.write("result", result.rawValue)
    payload.write("ended_on", endedOn)
    payload.write("amount_fen", amount?.fen)
    payload.write("number", number)
    payload.seal("words", words)
  }
}
