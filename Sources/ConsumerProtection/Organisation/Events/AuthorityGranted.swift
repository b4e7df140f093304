/// A person was given authority to settle up to an amount, for some time.
/// Version 1, since 0.2: `up_to_fen`, `unit`?, `from`, `until`; sealed `reason`.
public struct AuthorityGranted: Sendable, Equatable {
  /// `person.authority_granted`
  public static let type = "person.authority_granted"
  /// The largest amount.
  public let upTo: Money
  /// The unit whose cases it covers; nil for all.
  public let unit: String?
  /// The first day.
  public let from: CivilDay
  /// The first day without it.
  public let until: CivilDay
  /// Why.
  public let reason: PersonalText?
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope
}

extension AuthorityGranted {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    upTo = Money(fen: try payload.integer("up_to_fen"))
    unit = try payload.optionalText("unit")
    from = try payload.day("from")
    until = try payload.day("until")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("up_to_fen", upTo.fen)
    payload.write("unit", unit)
    payload.write("from", from)
    payload.write("until", until)
    payload.seal("reason", reason)
  }
}
