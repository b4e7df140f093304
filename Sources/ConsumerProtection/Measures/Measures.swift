/// Counts that the rates of complaint handling are made of; each rate has its formula in
/// `docs/reference/measures.md`. Counts first: a share is computed from two of them, last.
public struct Measures: Sendable, Equatable {
  /// Two counts of which one is part of the other.
  public struct Ratio: Sendable, Equatable {
    /// The part.
    public var part: Int64 = 0
    /// The whole.
    public var whole: Int64 = 0

    /// Nothing counted.
    public init() {}

    /// Two counts.
    public init(_ part: Int64, of whole: Int64) {
      self.part = part
      self.whole = whole
    }

    mutating func count(_ isPart: Bool) {
      whole += 1
      if isPart { part += 1 }
    }
  }

  /// Complaints closed after their reply.
  public private(set) var closed: Int64 = 0
  /// In time by the limits with their approved extensions (及时率).
  public private(set) var timely = Ratio()
  /// In time by the limits as they stood at first.
  public private(set) var timelyAtFirst = Ratio()
  /// Checked and passed (合格率).
  public private(set) var passed = Ratio()
  /// Content among those who said how content (满意度).
  public private(set) var satisfied = Ratio()
  /// Asked, and gave no answer.
  public private(set) var silent: Int64 = 0
  /// Closed for good at the first attempt (一次办结率).
  public private(set) var closedAtOnce = Ratio()
  /// First complaints resolved (首诉处理结案率); nil where the bank states no number of days.
  public private(set) var resolvedAtFirst: Ratio?
  /// First complaints whose days have not passed yet; they are not in the rate.
  public private(set) var pending: Int64 = 0

  /// Counts closed cases, as known on a day.
  ///
  /// `firstResolutionDays` is N of the first-complaint resolution, the bank's own setting.
  public init(_ cases: some Sequence<ClosedCase>, asOf day: CivilDay, firstResolutionDays: Int?) {
    if firstResolutionDays != nil { resolvedAtFirst = Ratio() }
    for entry in cases { count(entry, day, firstResolutionDays) }
  }

  private mutating func count(_ entry: ClosedCase, _ day: CivilDay, _ days: Int?) {
    let complaint = entry.complaint
    closed += 1
    let owed = complaint.obligations.filter { Complaint.settledByReply.contains($0.name) }
    if !owed.isEmpty {
      timely.count(owed.allSatisfy { $0.isSettled(by: $0.due) })
      timelyAtFirst.count(owed.allSatisfy { $0.isSettled(by: $0.originalDue) })
    }
    if let check = complaint.aftercare.inspections.last { passed.count(check.isPassed) }
    switch complaint.lastSatisfaction {
    case nil, .notGiven?: silent += 1
    case .verySatisfied?, .satisfied?: satisfied.count(true)
    case .neutral?, .dissatisfied?, .veryDissatisfied?: satisfied.count(false)
    }
    let isUnsettled = complaint.aftercare.lastAnswer?.isSettled == false
    closedAtOnce.count(!entry.isTakenUpAgain && entry.repeatedOn == nil && !isUnsettled)
    guard let days, !entry.isRepeat, let closedOn = complaint.endedOn else { return }
    let end = closedOn + days
    let came = [entry.repeatedOn, entry.wentAboveOn].compactMap(\.self)
    if came.contains(where: { $0 <= end }) {
      resolvedAtFirst?.count(false)
    } else if end < day {
      resolvedAtFirst?.count(true)
    } else {
      pending += 1
    }
  }
}

extension Complaint {
  /// How content the customer said to be at last: in the call-back where one answered it, else before
  /// the closure or at the settlement.
  public var lastSatisfaction: Satisfaction? {
    let called = aftercare.callbacks.compactMap(\.satisfaction).last { $0 != .notGiven }
    if called == nil, case .closed(.atIntake(.settled(let settlement), _)) = stage {
      return settlement.satisfaction
    }
    return called ?? feedback?.satisfaction
  }
}

extension Obligation {
  fileprivate func isSettled(by last: CivilDay) -> Bool { settledOn.map { $0 <= last } ?? false }
}
