// How a complaint ends at intake: settled, declined, merged, or no complaint at all.

/// Bank and complainant agreed at the counter.
/// Version 1, since 0.1: `amount_fen`?, `manner`, `satisfaction`, `settles`; sealed `agreement`,
/// `proof`, `opinion`?, `reason`?.
public struct ComplaintSettled: Sendable, Equatable {
  /// `complaint.settled`
  public static let type = "complaint.settled"
  /// What the bank pays.
  public let amount: Money?
  /// How the complainant was told.
  public let manner: Reply.Manner
  /// How content the customer is, or `not_given`.
  public let satisfaction: Satisfaction
  /// The rules of the obligations that end with it.
  public let settles: [String]
  /// What was agreed.
  public let agreement: PersonalText?
  /// What proves it.
  public let proof: PersonalText?
  /// The customer's own words.
  public let opinion: PersonalText?
  /// Why there is no feedback.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(_ settlement: Settlement, settles: [String], envelope: EventEnvelope) {
    amount = settlement.amount
    manner = settlement.manner
    satisfaction = settlement.feedback.satisfaction
    self.settles = settles
    agreement = .plain(settlement.agreement)
    proof = .plain(settlement.proof)
    opinion = .plain(unlessEmpty: settlement.feedback.opinion)
    reason = .plain(unlessEmpty: settlement.feedback.reason)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    amount = try payload.optionalInteger("amount_fen").map(Money.init(fen:))
    manner = try payload.choice("manner")
    satisfaction = try payload.choice("satisfaction")
    settles = try payload.texts("settles")
    agreement = payload.sealed("agreement")
    proof = payload.sealed("proof")
    opinion = payload.sealed("opinion")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("amount_fen", amount?.fen)
    payload.write("manner", manner.rawValue)
    payload.write("satisfaction", satisfaction.rawValue)
    payload.write("settles", settles)
    payload.seal("agreement", agreement)
    payload.seal("proof", proof)
    payload.seal("opinion", opinion)
    payload.seal("reason", reason)
  }
}

/// The complaint is not handled, and the person was told.
/// Version 1, since 0.1: `ground`, `approver`?, `manner`, `told_on`, `settles`; sealed `reason`,
/// `proof`?.
public struct ComplaintDeclined: Sendable, Equatable {
  /// `complaint.declined`
  public static let type = "complaint.declined"
  /// The ground.
  public let ground: Declining.Ground
  /// Who approved.
  public let approver: String?
  /// How the person was told.
  public let manner: Reply.Manner
  /// The day on which the person was told.
  public let toldOn: CivilDay
  /// The rules of the obligations that end with it.
  public let settles: [String]
  /// What was found.
  public let reason: PersonalText?
  /// What proves the notice.
  public let proof: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(_ declining: Declining, settles: [String], envelope: EventEnvelope) {
    ground = declining.ground
    approver = declining.approver
    manner = declining.manner
    toldOn = declining.toldOn
    self.settles = settles
    reason = .plain(declining.reason)
    proof = .plain(unlessEmpty: declining.proof)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    ground = try payload.choice("ground")
    approver = try payload.optionalText("approver")
    manner = try payload.choice("manner")
    toldOn = try payload.day("told_on")
    settles = try payload.texts("settles")
    reason = payload.sealed("reason")
    proof = payload.sealed("proof")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("ground", ground.rawValue)
    payload.write("approver", approver)
    payload.write("manner", manner.rawValue)
    payload.write("told_on", toldOn)
    payload.write("settles", settles)
    payload.seal("reason", reason)
    payload.seal("proof", proof)
  }
}

/// The complaint goes on as part of another.
/// Version 1, since 0.1: `into`, `settles`.
public struct ComplaintMerged: Sendable, Equatable {
  /// `complaint.merged`
  public static let type = "complaint.merged"
  /// The complaint that goes on.
  public let into: String
  /// The rules of the obligations that end here; duties to a regulator go on there.
  public let settles: [String]
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(into: String, settles: [String], envelope: EventEnvelope) {
    self.into = into
    self.settles = settles
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    into = try payload.text("into")
    settles = try payload.texts("settles")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("into", into)
    payload.write("settles", settles)
  }
}

/// The contact turned out to be no complaint; a second person agreed.
/// Version 1, since 0.1: `kind`, `second`, `settles`; sealed `reason`.
public struct ComplaintRelabelled: Sendable, Equatable {
  /// `complaint.relabelled`
  public static let type = "complaint.relabelled"
  /// What it is now.
  public let kind: ContactKind
  /// The second person.
  public let second: String
  /// The rules of the obligations that end with it.
  public let settles: [String]
  /// Why.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(
    kind: ContactKind, second: String, settles: [String], reason: String, envelope: EventEnvelope
  ) {
    self.kind = kind
    self.second = second
    self.settles = settles
    self.reason = .plain(reason)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    kind = try payload.choice("kind")
    second = try payload.text("second")
    settles = try payload.texts("settles")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("kind", kind.rawValue)
    payload.write("second", second)
    payload.write("settles", settles)
    payload.seal("reason", reason)
  }
}
