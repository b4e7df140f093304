// How a complaint comes to a decision: acceptance, assignment, findings, decision.

/// Somebody accepted the complaint. Version 1, since 0.1: `settles`.
public struct ComplaintAccepted: Sendable, Equatable {
  /// `complaint.accepted`
  public static let type = "complaint.accepted"
  /// The rules of the obligations that this fulfils.
  public let settles: [String]
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(settles: [String], envelope: EventEnvelope) {
    self.settles = settles
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    settles = try payload.texts("settles")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("settles", settles)
  }
}

/// The complaint was sent to a unit, or a plugin proposed one at intake.
/// Version 1, since 0.1: `unit`, `person`?, `plugin`?. Since 0.2, for a hand-off: `from_unit`?,
/// `from_person`?; sealed `reason`?. Since 0.3 `covers`?.
public struct ComplaintAssigned: Sendable, Equatable {
  /// `complaint.assigned`
  public static let type = "complaint.assigned"
  /// The unit.
  public let unit: String
  /// The person there.
  public let person: String?
  /// The plugin that proposed it; nil when a person decided.
  public let plugin: String?
  /// The unit that handed it off.
  public let fromUnit: String?
  /// The person who had it then.
  public let fromPerson: String?
  /// Whom the person stands in for (AB角): who was meant and is on leave.
  public let covers: String?
  /// Why it was handed off.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(
    unit: String, person: String?, plugin: String? = nil, fromUnit: String? = nil,
    fromPerson: String? = nil, covers: String? = nil, reason: PersonalText? = nil,
    envelope: EventEnvelope
  ) {
    self.unit = unit
    self.person = person
    self.plugin = plugin
    self.fromUnit = fromUnit
    self.fromPerson = fromPerson
    self.covers = covers
    self.reason = reason
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    unit = try payload.text("unit")
    person = try payload.optionalText("person")
    plugin = try payload.optionalText("plugin")
    fromUnit = try payload.optionalText("from_unit")
    fromPerson = try payload.optionalText("from_person")
    covers = try payload.optionalText("covers")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("unit", unit)
    payload.write("person", person)
    payload.write("plugin", plugin)
    payload.write("from_unit", fromUnit)
    payload.write("from_person", fromPerson)
    payload.write("covers", covers)
    payload.seal("reason", reason)
  }
}

/// Something was found. Version 1, since 0.1: sealed `finding`.
public struct ComplaintInvestigated: Sendable, Equatable {
  /// `complaint.investigated`
  public static let type = "complaint.investigated"
  /// What was found.
  public let finding: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(finding: PersonalText?, envelope: EventEnvelope) {
    self.finding = finding
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    finding = payload.sealed("finding")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.seal("finding", finding)
  }
}

/// The complaint was decided.
/// Version 1, since 0.1: `outcome`, `amount_fen`?; sealed `findings`?, `basis`?, `reasons`. Since 0.2
/// `approver`?.
public struct ComplaintDecided: Sendable, Equatable {
  /// `complaint.decided`
  public static let type = "complaint.decided"
  /// How it ends for the complainant.
  public let outcome: Decision.Outcome
  /// What the bank pays.
  public let amount: Money?
  /// Who approved an amount beyond the actor's own authority.
  public var approver: String?
  /// What was verified.
  public let findings: PersonalText?
  /// The provisions or terms it rests on.
  public let basis: PersonalText?
  /// Why.
  public let reasons: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintDecided {
  init(_ decision: Decision, approver: String? = nil, envelope: EventEnvelope) {
    outcome = decision.outcome
    amount = decision.amount
    self.approver = approver
    findings = .plain(unlessEmpty: decision.findings)
    basis = .plain(unlessEmpty: decision.basis)
    reasons = .plain(unlessEmpty: decision.reasons)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    outcome = try payload.choice("outcome")
    amount = try payload.optionalInteger("amount_fen").map(Money.init(fen:))
    approver = try payload.optionalText("approver")
    findings = payload.sealed("findings")
    basis = payload.sealed("basis")
    reasons = payload.sealed("reasons")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("outcome", outcome.rawValue)
    payload.write("amount_fen", amount?.fen)
    payload.write("approver", approver)
    payload.seal("findings", findings)
    payload.seal("basis", basis)
    payload.seal("reasons", reasons)
  }
}

extension PersonalText {
  /// A text on its way to the ledger; nothing for an empty one.
  static func plain(unlessEmpty text: String?) -> PersonalText? {
    text.flatMap { $0.isEmpty ? nil : .plain($0) }
  }
}
