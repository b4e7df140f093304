/// A request for more time (延期).
public struct ExtensionRequest: Sendable, Equatable {
  /// The obligation's name or rule; nil takes the open one that falls due first and can go on.
  public var limit: String?
  /// Why; never empty.
  public var reason: String
  /// Who approved: a staff number, never the one who asks.
  public var approver: String?
  /// The day on which the complainant was told.
  public var notifiedOn: CivilDay?
  /// How the complainant was told, where that is known.
  public var manner: Reply.Manner?
  /// What proves the notice: a postal number, a recording.
  public var proof: String
  /// The day that a holding reply or delay notice states for the answer; nil where the row counts it.
  public var statedDay: CivilDay?

  /// A request with its parts.
  public init(
    limit: String? = nil, reason: String, approver: String? = nil, notifiedOn: CivilDay? = nil,
    manner: Reply.Manner? = nil, proof: String = ""
  ) {
    self.limit = limit
    self.reason = reason
    self.approver = approver
    self.notifiedOn = notifiedOn
    self.manner = manner
    self.proof = proof
  }
}
