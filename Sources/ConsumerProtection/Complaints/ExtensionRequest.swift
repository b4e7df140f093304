/// A request for more time (延期).
public struct ExtensionRequest: Sendable, Equatable {
  /// The obligation's name or rule; nil takes the open one that falls due first and can go on.
  public var limit: String?
  /// Why; never empty.
  public var reason: String
  /// Who shall approve; nil takes the first who may, where the step needs an approval.
  public var approver: String?
  /// How the complainant was told, where that was done.
  public var notice: ComplainantNotice?
  /// The day that a holding reply or delay notice states for the answer; nil where the row counts it.
  public var statedDay: CivilDay?

  /// A request with its parts.
  public init(
    limit: String? = nil, reason: String, approver: String? = nil,
    notice: ComplainantNotice? = nil, statedDay: CivilDay? = nil
  ) {
    self.limit = limit
    self.reason = reason
    self.approver = approver
    self.notice = notice
    self.statedDay = statedDay
  }
}
