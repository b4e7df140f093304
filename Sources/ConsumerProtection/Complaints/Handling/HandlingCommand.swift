extension Complaint {
  /// What somebody wants done beside a complaint's way from intake to closure.
  public enum HandlingCommand: Sendable, Equatable {
    /// Stops the clock from the business day on.
    case pause(PauseRequest)
    /// Lets it run again; the business day counts.
    case resume(result: String)
    /// Records what bank and complainant agreed on for a limit.
    case agree(AgreementRequest)
    /// Counts the open limits anew after a rule or calendar changed.
    case recompute(reason: String)

    /// The command's verb on the command line, and what it does.
    public var verb: (name: String, act: Phrase) {
      switch self {
      case .pause: ("pause", Phrase("中止时限", "have its clock stopped"))
      case .resume: ("resume", Phrase("恢复时限", "have its clock run again"))
      case .agree: ("agree", Phrase("登记双方约定", "have an agreement recorded"))
      case .recompute: ("recompute", Phrase("重新计算时限", "be recomputed"))
      }
    }
  }
}

/// A request to stop the clock (时限中止).
public struct PauseRequest: Sendable, Equatable {
  /// Why.
  public var ground: ClockRule.Ground
  /// What is awaited, in the handler's words; never empty.
  public var reason: String
  /// Whether the complainant agreed to it.
  public var isConsented: Bool
  /// How the complainant was told of it.
  public var notice: ComplainantNotice?

  /// A request with its parts.
  public init(
    _ ground: ClockRule.Ground, reason: String, isConsented: Bool = false,
    notice: ComplainantNotice? = nil
  ) {
    self.ground = ground
    self.reason = reason
    self.isConsented = isConsented
    self.notice = notice
  }
}

/// What bank and complainant agreed on for a limit (双方约定).
public struct AgreementRequest: Sendable, Equatable {
  /// The obligation's name or rule; nil takes the first that the regime lets the parties agree on.
  public var limit: String?
  /// The last day in time from now on.
  public var until: CivilDay
  /// What was agreed, and what proves it; never empty.
  public var terms: String

  /// An agreement with its parts.
  public init(limit: String? = nil, until: CivilDay, terms: String) {
    self.limit = limit
    self.until = until
    self.terms = terms
  }
}
