/// Something that falls due (时限事项), with the rule that says so.
public struct Obligation: Sendable, Equatable {
  /// What is owed, such as `decision`.
  public let name: String
  /// The regime's row, such as `CN3.18.simple`, or the plugin or table of the bank's own limit;
  /// identifies the obligation on its case.
  public let rule: String
  /// Whether it is law (true) or the bank's own, tighter limit.
  public let isRegime: Bool
  /// The day of the trigger, day 0; that of new material where the clock began anew.
  public internal(set) var start: CivilDay
  /// The minute of that day, for limits in hours.
  public internal(set) var startMinute: Int?
  /// How long, at first.
  public let budget: Budget
  /// The calendar that the count asked; nil when it asked none.
  public let calendar: CalendarReference?
  /// What happened to a last day on a holiday.
  public internal(set) var lastDay: LastDay
  /// The first due day, kept whatever happens later.
  public let originalDue: CivilDay
  /// The minute of the due day, for limits in hours.
  public internal(set) var dueMinute: Int?
  /// Whether the calendar had no official answer for a day of the count.
  public internal(set) var isProvisional: Bool
  /// The provision, or the bank's own rule.
  public let basis: Citation
  /// Who owes it; nil where whoever handles the case does.
  public internal(set) var owner: ObligationOwner?
  /// The obligations that fall away if the case is settled to the complainant's satisfaction by the
  /// due day; empty for a duty. See `LimitTerms.exempts`.
  public internal(set) var exempts: [String] = []
  /// Stops of the clock.
  public internal(set) var pauses: [Pause] = []
  /// The first day of a stop that has not ended yet.
  public internal(set) var pausedFrom: CivilDay?
  /// The due day that bank and complainant agreed on; it prevails over the count.
  public internal(set) var agreedDue: CivilDay?
  /// The due day after the last move or extension; nil while it is the original one.
  public internal(set) var movedDue: CivilDay?
  /// The budget after the rule behind it was changed and the case recomputed.
  public internal(set) var recomputedBudget: Budget?
  /// The extensions, in order.
  public internal(set) var extensions: [ObligationExtension] = []
  /// When it was fulfilled; nil while it is open.
  public internal(set) var settledOn: CivilDay?
  /// When a sweep recorded that it was missed; nil when none did.
  public internal(set) var overdueMarkedOn: CivilDay?

  /// The last day in time, after all extensions and moves.
  public var due: CivilDay { movedDue ?? extensions.last?.toDue ?? originalDue }

  /// Whether it is a duty beside the way, such as a reminder: its name and rule are one.
  public var isDuty: Bool { name == rule }

  /// Whether its clock stands still.
  public var isPaused: Bool { pausedFrom != nil }

  /// The row that applies now: that of the last extension, or the first one.
  public var currentRule: String { extensions.last?.rule ?? rule }

  /// The whole budget that applies now, counted from `start`.
  public var currentBudget: Budget {
    recomputedBudget ?? extensions.last?.budget ?? budget
  }

  /// The provision that applies now.
  public var currentBasis: Citation { extensions.last?.basis ?? basis }

  /// Whether it is still owed.
  public var isOpen: Bool { settledOn == nil }

  /// Whether the last day has passed and it was, or is, not yet fulfilled then.
  public func isOverdue(on day: CivilDay) -> Bool {
    !isPaused && !isOpportunity && due < settledOn ?? day
  }

  /// Whether it may lapse: an early settlement that spares other obligations, and no duty.
  public var isOpportunity: Bool { !exempts.isEmpty }
}

/// A calendar and the version of its data that a count asked.
public struct CalendarReference: Sendable, Hashable {
  /// The calendar, such as `cn`.
  public let id: String
  /// The version of its data; empty when nobody provides the calendar.
  public let version: String

  /// A calendar with its version.
  public init(id: String, version: String) {
    self.id = id
    self.version = version
  }
}

/// More time for an obligation (延期), by the next row of its regime.
public struct ObligationExtension: Sendable, Equatable {
  /// The row that gives the time, such as `CN3.18.complex`.
  public let rule: String
  /// The whole budget from the obligation's start.
  public let budget: Budget
  /// Why.
  public let reason: PersonalText?
  /// Who approved: a staff number; nil where the text names nobody.
  public let approver: String?
  /// The provision.
  public let basis: Citation
  /// The day on which the complainant was told.
  public internal(set) var notifiedOn: CivilDay?
  /// The due day before.
  public let fromDue: CivilDay
  /// The due day after.
  public let toDue: CivilDay
  /// The business day of the extension.
  public let day: CivilDay
}

extension Sequence where Element == Obligation {
  /// The open obligation that falls due first; of two on one day the law's stands before the
  /// bank's own.
  public var binding: Obligation? {
    filter { $0.isOpen && !$0.isOpportunity && !$0.isDuty }.min { first, second in
      if first.due != second.due { return first.due < second.due }
      let (one, two) = (first.dueMinute ?? 1440, second.dueMinute ?? 1440)
      return one == two ? first.isRegime && !second.isRegime : one < two
    }
  }
}
