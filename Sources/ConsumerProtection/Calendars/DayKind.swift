/// What a calendar says about a day.
public enum DayKind: String, Sendable, Hashable, CaseIterable {
  /// An ordinary day of work (工作日).
  case workday
  /// A weekly day of rest (公休日).
  case weekend
  /// A statutory holiday, or a day moved to it by the yearly notice (法定节假日及调休).
  case holiday
  /// A day of rest that is worked in exchange for a longer holiday (调休上班).
  case makeUpWorkday = "makeup_workday"

  /// Whether people work on such a day.
  public var isWorking: Bool {
    switch self {
    case .workday, .makeUpWorkday: true
    case .weekend, .holiday: false
    }
  }

  /// The kind as people say it.
  public var title: Phrase {
    switch self {
    case .workday: Phrase("工作日", "working day")
    case .weekend: Phrase("周末休息日", "weekly rest day")
    case .holiday: Phrase("节假日", "holiday")
    case .makeUpWorkday: Phrase("调休上班日", "make-up working day")
    }
  }
}
