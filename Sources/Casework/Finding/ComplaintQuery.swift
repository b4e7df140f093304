public import ConsumerProtection

/// By what a list of complaints is sorted.
public enum ComplaintSort: String, Sendable, CaseIterable {
  /// The day of receipt, the newest first.
  case received
  /// The binding due day, the earliest first; only what still falls due.
  case due
  /// The amount in dispute, the largest first.
  case amount
  /// The day of closure, the newest first.
  case closed

  /// Whether the greatest comes first unless told otherwise.
  var isDescending: Bool { self != .due }
}

/// Which complaints a list shows, and in which order.
public struct ComplaintQuery: Sendable, Equatable {
  /// Only this stage.
  public var stage: String?
  /// Only cases of this unit.
  public var unit: String?
  /// Only cases of this handler.
  public var handler: String?
  /// Only this business class and those below it, by standard key.
  public var businessClass: String?
  /// Only this cause and those below it, by standard key.
  public var cause: String?
  /// Only this intake channel, by standard key.
  public var channel: String?
  /// Only cases received on or after this day.
  public var from: CivilDay?
  /// Only cases received on or before this day.
  public var to: CivilDay?
  /// Only cases that fall due on or after this day.
  public var dueFrom: CivilDay?
  /// Only cases that fall due on or before this day.
  public var dueTo: CivilDay?
  /// Only cases of at least this amount.
  public var amountFrom: Money?
  /// Only cases of at most this amount.
  public var amountTo: Money?
  /// Only cases this urgent.
  public var urgency: Particulars.Urgency?
  /// Only cases with this sensitivity mark (敏感标记), by key.
  public var sensitivity: String?
  /// Only cases of this vulnerable group (特殊消费者群体), by key.
  public var vulnerableGroup: String?
  /// Only cases whose customer went above the bank (升级投诉).
  public var escalatedOnly = false
  /// Only cases whose customer went there.
  public var escalatedTo: Transferor?
  /// Only cases behind which agents may stand.
  public var suspectedAgentOnly = false
  /// Only cases with this tag.
  public var tag: String?
  /// Only cases whose sealed texts contain this; needs a role.
  public var text: String?
  /// Only cases of this complainant; needs a role.
  public var person: PersonalIdentity?
  /// Only cases with an overdue obligation.
  public var overdueOnly = false
  /// Only cases in the manual queue.
  public var heldOnly = false
  /// Only cases that are neither closed nor withdrawn.
  public var openOnly = false
  /// Only cases whose own field of that name has that value.
  public var field: JSONValue.Member?
  /// At most so many.
  public var limit = 50
  /// Go on behind this case number.
  public var after: String?
  /// The order.
  public var sort = ComplaintSort.received
  /// The other way round.
  public var isReversed = false

  /// Every complaint.
  public init() {}

  /// Newest first, or oldest first, by receipt.
  public var newestFirst: Bool {
    get { isDescending }
    set { isReversed = newValue != sort.isDescending }
  }

  var isDescending: Bool { sort.isDescending != isReversed }

  var isFiltered: Bool {
    var plain = ComplaintQuery()
    plain.limit = limit
    plain.after = after
    plain.sort = sort
    plain.isReversed = isReversed
    return self != plain || sort != .received
  }

  /// Whether it looks into what is sealed.
  var looksIntoTexts: Bool { text != nil || person != nil }
}
