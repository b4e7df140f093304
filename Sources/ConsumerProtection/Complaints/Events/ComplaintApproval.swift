// Approvals of amounts beyond the own authority.

/// Somebody asked to have an amount approved.
/// Version 1, since 0.2: `amount_fen`, `approver`, `obligations`?; sealed `reason`.
public struct ComplaintApprovalRequested: Sendable, Equatable {
  /// `complaint.approval_requested`
  public static let type = "complaint.approval_requested"
  /// What shall be paid.
  public let amount: Money
  /// Who shall approve.
  public let approver: String
  /// What the approver owes, where the bank gives a time.
  public let obligations: [Obligation]
  /// Why.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintApprovalRequested {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    amount = Money(fen: try payload.integer("amount_fen"))
    approver = try payload.text("approver")
    obligations = try payload.obligations()
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("amount_fen", amount.fen)
    payload.write("approver", approver)
    payload.write("obligations", objects: obligations) { $0.write(to: &$1) }
    payload.seal("reason", reason)
  }
}

/// Somebody with the authority approved an amount, or did not.
/// Version 1, since 0.2: `amount_fen`, `granted`?, `settles`?; sealed `reason`?.
public struct ComplaintApproved: Sendable, Equatable {
  /// `complaint.approved`
  public static let type = "complaint.approved"
  /// The amount.
  public let amount: Money
  /// Whether it is approved.
  public let isGranted: Bool
  /// The rules of the obligations that this fulfils.
  public let settles: [String]
  /// Words of the approver.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintApproved {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    amount = Money(fen: try payload.integer("amount_fen"))
    isGranted = try payload.flag("granted")
    settles = try payload.texts("settles")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("amount_fen", amount.fen)
    payload.write("granted", flag: isGranted)
    payload.write("settles", settles)
    payload.seal("reason", reason)
  }
}
