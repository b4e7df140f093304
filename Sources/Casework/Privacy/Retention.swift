public import ConsumerProtection
internal import EventLedger

/// How long complaints must be kept (保存期限): the longest of all regimes.
public enum Retention: Sendable, Equatable {
  /// A complaint is still open.
  case open(String)
  /// Up to and with a day, by a rule.
  case until(CivilDay, rule: String)
  /// No regime states a period.
  case none

  /// The last day; nil where no period is stated or a case is open.
  public var lastDay: CivilDay? {
    if case .until(let day, _) = self { day } else { nil }
  }
}

extension Workspace {
  /// The obligation that a regime's row of retention names.
  static let retentionName = "retention"

  /// The longest retention of some complaints.
  func retention(of cases: [ComplaintRow]) -> Retention {
    var longest = Retention.none
    for row in cases {
      switch retention(of: row) {
      case .open(let id): return .open(id)
      case .none: continue
      case .until(let day, let rule):
        if longest.lastDay.map({ $0 < day }) ?? true { longest = .until(day, rule: rule) }
      }
    }
    return longest
  }

  /// The longest retention of one complaint, by the rows in force when it was received.
  func retention(of row: ComplaintRow) -> Retention {
    guard let closedOn = row.closedOn, !row.isOpen else { return .open(row.id) }
    let week = Self.plainCalendar(site.policy.calendarID)
    var longest = Retention.none
    for limit in retentionRows where limit.isInForce(on: row.receivedOn) {
      let start = limit.trigger == .receipt ? row.receivedOn : closedOn
      let last = limit.budget.due(from: start, in: week).day
      if longest.lastDay.map({ $0 < last }) ?? true { longest = .until(last, rule: limit.id) }
    }
    return longest
  }

  /// Rows of retention that start at closure or at receipt.
  private var retentionRows: [Limit] {
    plugins.regimes.flatMap(\.rows).filter { row in
      row.name == Self.retentionName && [.closure, .receipt].contains(row.trigger)
    }
  }

  /// Persons whose complaints are past every retention and whose data is still there, the earliest
  /// closure first.
  ///
  /// - Throws: `XB-009` when the actor may not look.
  public func subjectsPastRetention(
    limit: Int, as invocation: Invocation
  ) throws(Failure) -> [SubjectView] {
    let view = try currentView()
    try authorise(FindPerson(), as: invocation, in: view)
    let today = try moment(of: invocation).businessDay
    var keys: [UInt64] = []
    var past: [SubjectView] = []
    for row in try rowsPastRetention(on: today, in: view) {
      guard past.count < limit, let key = try? subjectKey(row.id, in: view), !keys.contains(key)
      else { continue }
      keys.append(key)
      let subject = try subjectView(key, in: view)
      guard let last = subject.retention.lastDay, last < today, subject.subject?.erasedOn == nil
      else { continue }
      past.append(subject)
    }
    return past
  }

  private func rowsPastRetention(
    on today: CivilDay, in view: LedgerView
  ) throws(Failure) -> [ComplaintRow] {
    var rows: [ComplaintRow] = []
    do throws(LedgerError) {
      // Whoever closed first comes first; nothing closed today can be past anything.
      try Self.complaints(in: view).scan(
        order: ComplaintOrder.closed.rawValue, OrderRange(to: Int64(today.number))
      ) { indexed in
        guard indexed.number(ComplaintColumn.erased.rawValue) == nil else { return true }
        let row = ComplaintRow(indexed)
        guard let last = retention(of: row).lastDay else { return true }
        if last < today { rows.append(row) }
        // Later closures end later, except where rules differ by the day of receipt.
        return last < today || rows.isEmpty
      }
    } catch {
      throw Failure(error)
    }
    return rows
  }
}
