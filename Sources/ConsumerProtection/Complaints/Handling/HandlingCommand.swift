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
    /// Declares that a person has a direct interest.
    case declareInterest(String, InterestGround, detail: String)
    /// Lifts that again.
    case liftInterest(String, reason: String)
    /// Records that the complainant applies for a review.
    case applyReview(ReviewApplication)
    /// Names who of the superior institution reviews.
    case acceptReview(person: String)
    /// Decides the review and records that the complainant was told.
    case decideReview(ReviewDecision)
    /// Records how a mediation, arbitration or suit ended.
    case recordOutcome(ForumOutcome)
    /// Asks to have an amount approved.
    case requestApproval(ApprovalRequest)
    /// Approves an amount, or does not.
    case approve(Money, isGranted: Bool, reason: String)
    /// Reminds, supervises or asks a unit to assist.
    case openDuty(DutyRequest)
    /// Reminds whoever handles it that a limit falls due soon, once; the sweep's command.
    case remindOf(rule: String, words: String)
    /// Answers that.
    case answerDuty(String, words: String)
    /// Keeps an internal note.
    case note(String)
    /// Allows the extension that waits, or does not; nil takes the one that waits.
    case answerExtension(limit: String?, isGranted: Bool, reason: String)
    /// Records that the complainant was told of an approved extension.
    case tellExtension(limit: String?, ComplainantNotice)
    /// Records that the text means somebody else of that name.
    case recordNamesake(String, reason: String)
    /// Gives the case to somebody else, saying why.
    case handOff(unit: String, person: String?, reason: String)

    /// The command's verb on the command line, and what it does.
    public var verb: (name: String, act: Phrase) {
      switch self {
      case .pause: ("pause", Phrase("中止时限", "have its clock stopped"))
      case .resume: ("resume", Phrase("恢复时限", "have its clock run again"))
      case .agree: ("agree", Phrase("登记双方约定", "have an agreement recorded"))
      case .recompute: ("recompute", Phrase("重新计算时限", "be recomputed"))
      case .declareInterest: ("interest", Phrase("登记利害关系", "have an interest declared"))
      case .liftInterest: ("interest", Phrase("撤销回避", "have a recusal lifted"))
      case .applyReview: ("review", Phrase("申请核查", "be reviewed"))
      case .acceptReview: ("review", Phrase("受理核查", "have its review taken up"))
      case .decideReview: ("review", Phrase("作出核查决定", "have its review decided"))
      case .recordOutcome: ("outcome", Phrase("登记调解、仲裁、诉讼结果", "have an outcome recorded"))
      case .requestApproval: ("approval", Phrase("申请审批", "have an approval asked for"))
      case .approve: ("approval", Phrase("审批", "be approved"))
      case .openDuty(let request):
        switch request.kind {
        case .reminder: ("remind", Phrase("催办", "be followed up"))
        case .supervision: ("supervise", Phrase("督办", "be supervised"))
        case .assistance: ("assist", Phrase("协办", "be assisted"))
        }
      case .remindOf: ("sweep", Phrase("自动催办", "be reminded of"))
      case .answerDuty: ("respond", Phrase("回复催办、督办、协办", "have a duty answered"))
      case .note: ("note", Phrase("登记工作记录", "take a note"))
      case .answerExtension: ("extension", Phrase("审批延期", "have an extension approved"))
      case .tellExtension: ("extension", Phrase("登记延期告知", "have a notice of extension recorded"))
      case .recordNamesake: ("interest", Phrase("登记同名", "have a namesake recorded"))
      case .handOff: ("hand-off", Phrase("移交", "be handed off"))
      }
    }

    /// Whether it is an act of handling, from which a direct interest keeps out.
    var isHandling: Bool {
      switch self {
      case .pause, .resume, .agree, .acceptReview, .decideReview, .requestApproval, .approve,
        .answerExtension, .tellExtension, .handOff:
        true
      case .remindOf, .recompute, .declareInterest, .liftInterest, .recordNamesake, .applyReview,
        .recordOutcome, .openDuty, .answerDuty, .note:
        false
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
