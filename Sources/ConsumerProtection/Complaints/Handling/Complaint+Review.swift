// The review by the superior institution (核查): CN3 art. 20.

/// An application for a review (核查申请).
public struct ReviewApplication: Sendable, Equatable {
  /// What the complainant disputes; never empty.
  public var grounds: String
  /// The day on which the complainant received the decision; nil takes the day it was sent.
  public var decisionReceivedOn: CivilDay?

  /// An application with its grounds.
  public init(grounds: String, decisionReceivedOn: CivilDay? = nil) {
    self.grounds = grounds
    self.decisionReceivedOn = decisionReceivedOn
  }
}

/// The decision of a review (核查决定).
public struct ReviewDecision: Sendable, Equatable {
  /// What becomes of the decision under review.
  public enum Result: String, Sendable, Hashable, CaseIterable {
    /// It stands (维持).
    case confirmed
    /// It is changed (变更).
    case changed
    /// It is to be handled again (责令重新处理).
    case returned

    /// The result as people say it.
    public var title: Phrase {
      switch self {
      case .confirmed: Phrase("维持原处理决定", "the decision stands")
      case .changed: Phrase("变更处理决定", "the decision is changed")
      case .returned: Phrase("责令重新处理", "to be handled again")
      }
    }
  }

  /// What becomes of it.
  public var result: Result
  /// What the review found about the process (处理程序); never empty.
  public var process: String
  /// What it found about the time limits (处理时限); never empty.
  public var limits: String
  /// What it found about the result (处理结果); never empty.
  public var outcome: String
  /// How and when the complainant was told.
  public var notice: ComplainantNotice

  /// A decision with its parts.
  public init(
    _ result: Result, process: String, limits: String, outcome: String, notice: ComplainantNotice
  ) {
    self.result = result
    self.process = process
    self.limits = limits
    self.outcome = outcome
    self.notice = notice
  }
}

extension Complaint {
  /// A review, from the application to its decision.
  public struct Review: Sendable, Equatable {
    /// What was applied for, and to whom.
    public let application: ComplaintReviewApplied
    /// Who looks into it, once somebody does.
    public internal(set) var acceptance: ComplaintReviewAccepted?
    /// How it ended.
    public internal(set) var decision: ComplaintReviewDecided?
  }

  private static let art20 = Citation.complaintMeasures("第二十条", "art. 20")

  /// The reply that a review would be about.
  private var answer: ComplaintReplied? {
    switch stage {
    case .replied(let answered), .closed(.answered(let answered, _)): answered.reply
    case .received, .accepted, .assigned, .investigating, .decided, .closed, .withdrawn: nil
    }
  }

  func applyingForReview(
    _ application: ReviewApplication, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("核查申请的理由", "grounds of the application")
    try TextCheck.notEmpty(application.grounds, field)
    try TextCheck.size(application.grounds, field)
    guard let answer else { throw notAdmitted(.handling(.applyReview(application))) }
    guard handling.review == nil else {
      throw Refusal(
        .alreadyExists,
        problem: Phrase("投诉 \(id) 已申请过核查", "a review of \(id) was applied for already"),
        remedy: Phrase("用 xiaobao complaint show \(id) 查看", "see xiaobao complaint show \(id)"),
        basis: Self.art20)
    }
    guard let row = reviewRow(in: context), let superior = superiorInstitution(in: context) else {
      throw noReview(in: context)
    }
    try checkInTime(application, answer, row, in: context)
    let owner = ObligationOwner(unit: superior.id)
    let obligations = context.lookUps.limits(startedBy: .reviewRequested, onReceipt: receivedOn)
      .filter { $0.name == "review_decision" }.map {
        Obligation.starting(
          $0.name, rule: $0.id, $0.budget, isRegime: true, basis: $0.citation, owner: owner,
          in: context)
      }
    return Outcome(
      .handling(
        .reviewApplied(
          ComplaintReviewApplied(
            unit: superior.id, decisionReceivedOn: application.decisionReceivedOn,
            obligations: obligations, grounds: .plain(application.grounds),
            envelope: context.envelope(of: id)))))
  }

  private func noReview(in context: Context) -> Refusal {
    let others = openRemedies(in: context).map(\.remedy.title)
    return Refusal(
      .remedyNotOpen,
      problem: Phrase(
        "投诉 \(id) 由 \(handlingUnit) 作出决定，没有可申请核查的上级机构",
        "\(id) was decided by \(handlingUnit), which has no superior institution to review it"),
      remedy: Phrase(
        "请告知其他途径：\(others.map(\.zh).joined(separator: "、"))",
        "tell the other ways: \(others.map(\.en).joined(separator: ", "))"),
      basis: Self.art20)
  }

  private func checkInTime(
    _ application: ReviewApplication, _ answer: ComplaintReplied, _ row: Limit,
    in context: Context
  ) throws(Refusal) {
    let received = application.decisionReceivedOn ?? answer.sentOn
    guard answer.sentOn <= received, received <= context.businessDay else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "收到决定之日 \(received.iso) 不在告知日 \(answer.sentOn.iso) 与业务日 "
            + "\(context.businessDay.iso) 之间",
          "the day \(received.iso) on which the decision was received does not lie between the "
            + "notice, \(answer.sentOn.iso), and the business day, \(context.businessDay.iso)"),
        remedy: Phrase("用 --received 给出其间的日期", "give a day in between with --received"))
    }
    let last = row.budget.due(from: received, in: context.calendar(nil)).day
    guard last < context.businessDay else { return }
    throw Refusal(
      .reviewTooLate,
      problem: Phrase(
        "投诉 \(id) 的核查申请期限已于 \(last.iso) 届满",
        "the time to apply for a review of \(id) ended on \(last.iso)"),
      remedy: Phrase(
        "请告知其他途径：调解、仲裁、诉讼", "tell the other ways: mediation, arbitration, litigation"),
      basis: row.citation)
  }

  func acceptingReview(
    _ person: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let review = try openReview()
    let reviewer = try context.activePerson(person)
    try checkReviewer(reviewer, review, in: context)
    return Outcome(
      .handling(
        .reviewAccepted(
          ComplaintReviewAccepted(person: person, envelope: context.envelope(of: id)))))
  }

  func decidingReview(
    _ decision: ReviewDecision, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let review = try openReview()
    guard let acceptance = review.acceptance else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("投诉 \(id) 的核查申请尚未受理", "nobody has taken up the review of \(id) yet"),
        remedy: Self.next("review accept \(id) --person STAFF", "请先受理", "take it up first"))
    }
    guard acceptance.person == context.actor else {
      throw Refusal(
        .notAuthorised,
        problem: Phrase(
          "投诉 \(id) 的核查由 \(acceptance.person) 办理", "the review of \(id) is \(acceptance.person)'s"),
        remedy: Phrase("请其办理，或重新受理", "ask that person, or take the review up again"))
    }
    try checkReviewer(try context.activePerson(context.actor), review, in: context)
    try checkContents(decision)
    try decision.notice.check(of: self, in: context)
    return Outcome(
      .handling(
        .reviewDecided(
          ComplaintReviewDecided(
            result: decision.result, manner: decision.notice.manner,
            sentOn: decision.notice.sentOn, settles: owed(among: ["review_decision"]),
            process: .plain(decision.process), limits: .plain(decision.limits),
            outcome: .plain(decision.outcome), noticeProof: .plain(decision.notice.proof),
            envelope: context.envelope(of: id)))))
  }

  private func openReview() throws(Refusal) -> Review {
    if let review = handling.review, review.decision == nil { return review }
    throw Refusal(
      .notAdmitted,
      problem: Phrase(
        handling.review == nil ? "投诉 \(id) 没有核查申请" : "投诉 \(id) 的核查已作出决定",
        handling.review == nil
          ? "nobody applied for a review of \(id)" : "the review of \(id) was decided already"),
      remedy: Self.next("review apply \(id)", "登记申请", "record the application"), basis: Self.art20)
  }

  /// Somebody of the superior institution who neither handled the case nor has an interest in it.
  private func checkReviewer(
    _ person: Person, _ review: Review, in context: Context
  ) throws(Refusal) {
    try checkInterest(person.id, in: context)
    let others = reviewers(review, in: context)
    let list = others.isEmpty ? "—" : others.joined(separator: ", ")
    let remedy = Phrase("可由他人核查：\(list)", "somebody else may: \(list)")
    if handling.handled.contains(person.id) {
      throw Refusal(
        .recused,
        problem: Phrase(
          "“\(person.id)”办理过投诉 \(id)，不能核查", "`\(person.id)` handled \(id) and cannot review it"),
        remedy: remedy, basis: Self.art20)
    }
    guard institution(of: person, in: context)?.id == review.application.unit else {
      throw Refusal(
        .notAuthorised,
        problem: Phrase(
          "“\(person.id)”不在核查机构 \(review.application.unit)",
          "`\(person.id)` does not work at \(review.application.unit), which reviews"),
        remedy: remedy, basis: Self.art20)
    }
  }

  private func reviewers(_ review: Review, in context: Context) -> [String] {
    let free = context.lookUps.staff().compactMap { context.lookUps.person($0) }.filter { person in
      person.isActive(on: context.businessDay) && !handling.handled.contains(person.id)
        && interest(of: person.id) == nil
        && institution(of: person, in: context)?.id == review.application.unit
    }
    return free.prefix(3).map(\.id)
  }

  private func checkContents(_ decision: ReviewDecision) throws(Refusal) {
    let parts: [(String, Phrase)] = [
      (decision.process, Phrase("处理程序", "the process")),
      (decision.limits, Phrase("处理时限", "the time limits")),
      (decision.outcome, Phrase("处理结果", "the result")),
    ]
    let missing = parts.filter { $0.0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
      .map(\.1)
    guard missing.isEmpty else {
      throw Refusal(
        .incompleteReply,
        problem: Phrase(
          "投诉 \(id) 的核查没有说明：\(missing.map(\.zh).joined(separator: "、"))",
          "the review of \(id) says nothing about \(missing.map(\.en).joined(separator: ", "))"),
        remedy: Phrase("补齐后重试", "add it and try again"), basis: Self.art20)
    }
    for (text, field) in parts { try TextCheck.size(text, field) }
  }
}
