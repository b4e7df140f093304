/// A complaint that was closed after its reply, with what other complaints say about it.
public struct ClosedCase: Sendable {
  /// The complaint.
  public let complaint: Complaint
  /// Whether it repeats an earlier one (重复投诉).
  public var isRepeat: Bool
  /// The day on which a repeat of it came in; nil where none did.
  public var repeatedOn: CivilDay?
  /// The day on which it is known that the customer went above the bank (升级投诉); nil where not.
  public var wentAboveOn: CivilDay?
  /// Whether it was taken up again: restarted, reviewed.
  public var isTakenUpAgain: Bool

  /// A case with what is known about it.
  public init(
    _ complaint: Complaint, isRepeat: Bool = false, repeatedOn: CivilDay? = nil,
    wentAboveOn: CivilDay? = nil, isTakenUpAgain: Bool = false
  ) {
    self.complaint = complaint
    self.isRepeat = isRepeat
    self.repeatedOn = repeatedOn
    self.wentAboveOn = wentAboveOn
    self.isTakenUpAgain = isTakenUpAgain
  }
}
