/// What a row of a regime says beside its days and its approvers: in which calendar it counts, what
/// the bank may send in place of an answer, and what an early end makes needless.
public struct LimitTerms: Sendable, Equatable {
  /// What gives the time of a further step.
  public enum Step: String, Sendable, Hashable, CaseIterable {
    /// Somebody lengthens the limit (延期).
    case `extension`
    /// A reply that says why there is no answer yet (暂复; holding reply).
    case holdingReply = "holding_reply"
    /// A notice that the answer is late (延迟通知; delay notice).
    case delayNotice = "delay_notice"
    /// The bank reports that it is still at work (办理中; in progress).
    case inProgress = "in_progress"

    /// The step as people say it.
    public var title: Phrase {
      switch self {
      case .extension: Phrase("延期", "extension")
      case .holdingReply: Phrase("暂复", "holding reply")
      case .delayNotice: Phrase("延迟通知", "delay notice")
      case .inProgress: Phrase("办理中状态", "“in progress” status")
      }
    }
  }

  /// Where the day of a further step comes from.
  public enum StatedDay: String, Sendable, Hashable, CaseIterable {
    /// The row counts it.
    case counted
    /// The message states it, and the row's budget is the latest it may be.
    case within
    /// The message states it; the text sets no latest day.
    case free
  }

  /// The calendar of the row's working days; nil takes the institution's.
  public var calendar: String?
  /// What gives the time; `extension` for a first step too.
  public var step = Step.extension
  /// Where the day comes from.
  public var statedDay = StatedDay.counted
  /// What the message to the complainant must say.
  public var contents: [Phrase] = []
  /// The obligations that fall away when the case is settled to the complainant's satisfaction by
  /// this row's day; such a row is an opportunity, never overdue. Empty for a duty.
  public var exempts: [String] = []

  /// A row with nothing special.
  public init() {}
}
