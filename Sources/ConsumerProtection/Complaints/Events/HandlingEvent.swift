extension Complaint {
  /// What happened beside a complaint's way from intake to closure.
  public enum HandlingEvent: Sendable, Equatable {
    /// The clock stands still.
    case paused(ComplaintClockPaused)
    /// It runs again.
    case resumed(ComplaintClockResumed)
    /// The parties agreed on another day.
    case agreed(ComplaintClockAgreed)
    /// Limits were counted anew.
    case recomputed(ComplaintRecomputed)
    /// Somebody keeps out of it.
    case interestDeclared(ComplaintInterestDeclared)
    /// That was lifted.
    case interestLifted(ComplaintInterestLifted)
    /// A review was applied for.
    case reviewApplied(ComplaintReviewApplied)
    /// Somebody took it up.
    case reviewAccepted(ComplaintReviewAccepted)
    /// It was decided.
    case reviewDecided(ComplaintReviewDecided)
    /// Another forum came to an end.
    case outcomeRecorded(ComplaintOutcomeRecorded)
    /// An approval was asked for.
    case approvalRequested(ComplaintApprovalRequested)
    /// Somebody approved, or did not.
    case approved(ComplaintApproved)
    /// Somebody owes an answer.
    case dutyOpened(ComplaintDutyOpened)
    /// It was given.
    case dutyAnswered(ComplaintDutyAnswered)
    /// An internal note.
    case noted(ComplaintNoted)
    /// Somebody asked for the next step of a limit.
    case extensionRequested(ComplaintExtensionRequested)
    /// Somebody allowed it, or did not.
    case extensionAnswered(ComplaintExtensionAnswered)
    /// The complainant was told of it.
    case extensionTold(ComplaintExtensionTold)
    /// The text names somebody else of that name.
    case namesakeRecorded(ComplaintNamesakeRecorded)

    private static let titles: [String: Phrase] = [
      ComplaintClockPaused.type: Phrase("时限中止", "clock stopped"),
      ComplaintClockResumed.type: Phrase("时限恢复", "clock runs again"),
      ComplaintClockAgreed.type: Phrase("双方约定期限", "limit agreed"),
      ComplaintRecomputed.type: Phrase("重新计算时限", "limits counted anew"),
      ComplaintInterestDeclared.type: Phrase("登记回避", "interest declared"),
      ComplaintInterestLifted.type: Phrase("撤销回避", "recusal lifted"),
      ComplaintReviewApplied.type: Phrase("申请核查", "review applied for"),
      ComplaintReviewAccepted.type: Phrase("受理核查", "review taken up"),
      ComplaintReviewDecided.type: Phrase("核查决定", "review decided"),
      ComplaintOutcomeRecorded.type: Phrase("调解、仲裁、诉讼结果", "outcome elsewhere"),
      ComplaintApprovalRequested.type: Phrase("申请审批", "approval asked for"),
      ComplaintApproved.type: Phrase("审批", "approval"),
      ComplaintDutyOpened.type: Phrase("催办、督办、协办", "duty opened"),
      ComplaintDutyAnswered.type: Phrase("回复催办、督办、协办", "duty answered"),
      ComplaintNoted.type: Phrase("工作记录", "noted"),
      ComplaintExtensionRequested.type: Phrase("申请延期", "more time asked for"),
      ComplaintExtensionAnswered.type: Phrase("延期审批", "extension answered"),
      ComplaintExtensionTold.type: Phrase("告知延期", "extension told"),
      ComplaintNamesakeRecorded.type: Phrase("登记同名", "namesake recorded"),
    ]

    /// The title of a stored type; nil for one of another part.
    static func title(of type: String) -> Phrase? { titles[type] }

    /// The stored type.
    var type: String {
      switch self {
      case .paused: ComplaintClockPaused.type
      case .resumed: ComplaintClockResumed.type
      case .agreed: ComplaintClockAgreed.type
      case .recomputed: ComplaintRecomputed.type
      case .interestDeclared: ComplaintInterestDeclared.type
      case .interestLifted: ComplaintInterestLifted.type
      case .reviewApplied: ComplaintReviewApplied.type
      case .reviewAccepted: ComplaintReviewAccepted.type
      case .reviewDecided: ComplaintReviewDecided.type
      case .outcomeRecorded: ComplaintOutcomeRecorded.type
      case .approvalRequested: ComplaintApprovalRequested.type
      case .approved: ComplaintApproved.type
      case .dutyOpened: ComplaintDutyOpened.type
      case .dutyAnswered: ComplaintDutyAnswered.type
      case .noted: ComplaintNoted.type
      case .extensionRequested: ComplaintExtensionRequested.type
      case .extensionAnswered: ComplaintExtensionAnswered.type
      case .extensionTold: ComplaintExtensionTold.type
      case .namesakeRecorded: ComplaintNamesakeRecorded.type
      }
    }

    /// The complaint, the business day and the actor.
    var envelope: EventEnvelope {
      switch self {
      case .paused(let fact): fact.envelope
      case .resumed(let fact): fact.envelope
      case .agreed(let fact): fact.envelope
      case .recomputed(let fact): fact.envelope
      case .interestDeclared(let fact): fact.envelope
      case .interestLifted(let fact): fact.envelope
      case .reviewApplied(let fact): fact.envelope
      case .reviewAccepted(let fact): fact.envelope
      case .reviewDecided(let fact): fact.envelope
      case .outcomeRecorded(let fact): fact.envelope
      case .approvalRequested(let fact): fact.envelope
      case .approved(let fact): fact.envelope
      case .dutyOpened(let fact): fact.envelope
      case .dutyAnswered(let fact): fact.envelope
      case .noted(let fact): fact.envelope
      case .extensionRequested(let fact): fact.envelope
      case .extensionAnswered(let fact): fact.envelope
      case .extensionTold(let fact): fact.envelope
      case .namesakeRecorded(let fact): fact.envelope
      }
    }

    /// Writes the payload.
    func write(to payload: inout PayloadWriter) {
      switch self {
      case .paused(let fact): fact.write(to: &payload)
      case .resumed(let fact): fact.write(to: &payload)
      case .agreed(let fact): fact.write(to: &payload)
      case .recomputed(let fact): fact.write(to: &payload)
      case .interestDeclared(let fact): fact.write(to: &payload)
      case .interestLifted(let fact): fact.write(to: &payload)
      case .reviewApplied(let fact): fact.write(to: &payload)
      case .reviewAccepted(let fact): fact.write(to: &payload)
      case .reviewDecided(let fact): fact.write(to: &payload)
      case .outcomeRecorded(let fact): fact.write(to: &payload)
      case .approvalRequested(let fact): fact.write(to: &payload)
      case .approved(let fact): fact.write(to: &payload)
      case .dutyOpened(let fact): fact.write(to: &payload)
      case .dutyAnswered(let fact): fact.write(to: &payload)
      case .noted(let fact): fact.write(to: &payload)
      case .extensionRequested(let fact): fact.write(to: &payload)
      case .extensionAnswered(let fact): fact.write(to: &payload)
      case .extensionTold(let fact): fact.write(to: &payload)
      case .namesakeRecorded(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    init(type: String, payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
      switch type {
      case ComplaintClockPaused.type:
        self = .paused(try ComplaintClockPaused(payload: payload, envelope: envelope))
      case ComplaintClockResumed.type:
        self = .resumed(try ComplaintClockResumed(payload: payload, envelope: envelope))
      case ComplaintClockAgreed.type:
        self = .agreed(try ComplaintClockAgreed(payload: payload, envelope: envelope))
      case ComplaintRecomputed.type:
        self = .recomputed(try ComplaintRecomputed(payload: payload, envelope: envelope))
      case ComplaintInterestDeclared.type:
        self = .interestDeclared(
          try ComplaintInterestDeclared(payload: payload, envelope: envelope))
      case ComplaintInterestLifted.type:
        self = .interestLifted(try ComplaintInterestLifted(payload: payload, envelope: envelope))
      case ComplaintReviewApplied.type:
        self = .reviewApplied(try ComplaintReviewApplied(payload: payload, envelope: envelope))
      case ComplaintReviewAccepted.type:
        self = .reviewAccepted(try ComplaintReviewAccepted(payload: payload, envelope: envelope))
      case ComplaintReviewDecided.type:
        self = .reviewDecided(try ComplaintReviewDecided(payload: payload, envelope: envelope))
      case ComplaintOutcomeRecorded.type:
        self = .outcomeRecorded(try ComplaintOutcomeRecorded(payload: payload, envelope: envelope))
      case ComplaintApprovalRequested.type:
        self = .approvalRequested(
          try ComplaintApprovalRequested(payload: payload, envelope: envelope))
      case ComplaintApproved.type:
        self = .approved(try ComplaintApproved(payload: payload, envelope: envelope))
      case ComplaintDutyOpened.type:
        self = .dutyOpened(try ComplaintDutyOpened(payload: payload, envelope: envelope))
      case ComplaintDutyAnswered.type:
        self = .dutyAnswered(try ComplaintDutyAnswered(payload: payload, envelope: envelope))
      case ComplaintNoted.type:
        self = .noted(try ComplaintNoted(payload: payload, envelope: envelope))
      case ComplaintExtensionRequested.type:
        self = .extensionRequested(
          try ComplaintExtensionRequested(payload: payload, envelope: envelope))
      case ComplaintExtensionAnswered.type:
        self = .extensionAnswered(
          try ComplaintExtensionAnswered(payload: payload, envelope: envelope))
      case ComplaintExtensionTold.type:
        self = .extensionTold(
          try ComplaintExtensionTold(payload: payload, envelope: envelope))
      case ComplaintNamesakeRecorded.type:
        self = .namesakeRecorded(
          try ComplaintNamesakeRecorded(payload: payload, envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}
