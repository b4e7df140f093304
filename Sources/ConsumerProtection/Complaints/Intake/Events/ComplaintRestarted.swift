/// The clock of a complaint began anew with new facts and reasons (重新起算).
/// Version 1, since 0.1: `step` (the regime's row), `second`, `material` (SHA-256), `minute`?,
/// `moved` {`name`, `rule`, `from_due`, `to_due`}; sealed `reason`.
public struct ComplaintRestarted: Sendable, Equatable {
  /// `complaint.restarted`
  public static let type = "complaint.restarted"
  /// The regime's row that allows it.
  public let step: String
  /// The second person.
  public let second: String
  /// The files with the new facts and reasons.
  public let material: [String]
  /// The minute of the receipt of the new material, where it was given.
  public let minute: Int?
  /// The limits that count anew from this day; the first due days stay on record.
  public let moves: [ObligationMove]
  /// Why.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(
    step: String, second: String, material: [String], minute: Int?, moves: [ObligationMove],
    reason: String, envelope: EventEnvelope
  ) {
    self.step = step
    self.second = second
    self.material = material
    self.minute = minute
    self.moves = moves
    self.reason = .plain(reason)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    step = try payload.text("step")
    second = try payload.text("second")
    material = try payload.texts("material")
    minute = try payload.minute("minute")
    moves = try payload.moves("moved")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("step", step)
    payload.write("second", second)
    payload.write("material", material)
    payload.write("minute", minute.map(Int64.init))
    payload.write("moved", objects: moves) { $0.write(to: &$1) }
    payload.seal("reason", reason)
  }
}
