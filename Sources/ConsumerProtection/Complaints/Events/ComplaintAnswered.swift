// What the complainant is told, and says to it.

/// The complainant was told the decision.
/// Version 1, since 0.1: `manner`, `sent_on`, `remedies`, `settles`; sealed `findings`, `basis`,
/// `reasons`, `proof`?.
public struct ComplaintReplied: Sendable, Equatable {
  /// `complaint.replied`
  public static let type = "complaint.replied"
  /// How the complainant was told.
  public let manner: Reply.Manner
  /// The day on which it was handed over, posted, sent or dialled.
  public let sentOn: CivilDay
  /// The ways that stay open.
  public let remedies: [Reply.Remedy]
  /// The rules of the obligations that this fulfils, on `sentOn`.
  public let settles: [String]
  /// What was verified.
  public let findings: PersonalText?
  /// The provisions or terms it rests on.
  public let basis: PersonalText?
  /// Why it was decided so.
  public let reasons: PersonalText?
  /// What proves the notice.
  public let proof: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintReplied {
  init(_ reply: Reply, settles: [String], envelope: EventEnvelope) {
    manner = reply.manner
    sentOn = reply.sentOn
    remedies = reply.remedies
    self.settles = settles
    findings = .plain(unlessEmpty: reply.findings)
    basis = .plain(unlessEmpty: reply.basis)
    reasons = .plain(unlessEmpty: reply.reasons)
    proof = .plain(unlessEmpty: reply.proof)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    manner = try payload.choice("manner")
    sentOn = try payload.day("sent_on")
    var remedies: [Reply.Remedy] = []
    for text in try payload.texts("remedies") {
      guard let remedy = Reply.Remedy(rawValue: text) else { throw .badValue("remedies") }
      remedies.append(remedy)
    }
    self.remedies = remedies
    settles = try payload.texts("settles")
    findings = payload.sealed("findings")
    basis = payload.sealed("basis")
    reasons = payload.sealed("reasons")
    proof = payload.sealed("proof")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("manner", manner.rawValue)
    payload.write("sent_on", sentOn)
    payload.write("remedies", remedies.map(\.rawValue))
    payload.write("settles", settles)
    payload.seal("findings", findings)
    payload.seal("basis", basis)
    payload.seal("reasons", reasons)
    payload.seal("proof", proof)
  }
}

/// The customer's feedback was recorded, or why there is none.
/// Version 1, since 0.1: `satisfaction`; sealed `opinion`?, `reason`?.
public struct ComplaintFeedbackRecorded: Sendable, Equatable {
  /// `complaint.feedback_recorded`
  public static let type = "complaint.feedback_recorded"
  /// How content the customer is, or `not_given`.
  public let satisfaction: Satisfaction
  /// The customer's own words.
  public let opinion: PersonalText?
  /// Why there is no answer.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintFeedbackRecorded {
  init(_ feedback: Feedback, envelope: EventEnvelope) {
    satisfaction = feedback.satisfaction
    opinion = .plain(unlessEmpty: feedback.opinion)
    reason = .plain(unlessEmpty: feedback.reason)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    satisfaction = try payload.choice("satisfaction")
    opinion = payload.sealed("opinion")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("satisfaction", satisfaction.rawValue)
    payload.seal("opinion", opinion)
    payload.seal("reason", reason)
  }
}
