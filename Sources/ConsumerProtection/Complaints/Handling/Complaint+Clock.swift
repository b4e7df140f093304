// The clock: stops, agreements, and counting anew. What is allowed comes from the regime's rows.

extension Complaint {
  /// Decides what stands beside the way.
  func handling(
    _ command: HandlingCommand, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    switch command {
    case .pause(let request): try pausing(request, in: context)
    case .resume(let result): try resuming(result, in: context)
    case .agree(let request): try agreeing(request, in: context)
    case .recompute(let reason): try recomputing(reason, in: context)
    case .declareInterest(let person, let ground, let detail):
      try declaringInterest(person, ground, detail, in: context)
    case .liftInterest(let person, let reason): try liftingInterest(person, reason, in: context)
    case .applyReview(let application): try applyingForReview(application, in: context)
    case .acceptReview(let person): try acceptingReview(person, in: context)
    case .decideReview(let decision): try decidingReview(decision, in: context)
    case .recordOutcome(let outcome): try recording(outcome, in: context)
    case .answerExtension(let limit, let isGranted, let reason):
      try answeringExtension(limit, isGranted, reason, in: context)
    case .tellExtension(let limit, let notice): try tellingExtension(limit, notice, in: context)
    case .recordNamesake(let person, let reason):
      try recordingNamesake(person, reason, in: context)
    case .requestApproval(let request): try requestingApproval(request, in: context)
    case .approve(let amount, let isGranted, let reason):
      try approving(amount, isGranted, reason, in: context)
    case .openDuty(let request): try openingDuty(request, in: context)
    case .remindOf(let rule, let words): remindingOf(rule, words, in: context)
    case .answerDuty(let name, let words): try answeringDuty(name, words, in: context)
    case .note(let note): try noting(note, in: context)
    case .handOff(let unit, let person, let reason):
      try handingOff(unit, person, reason, in: context)
    }
  }

  private func pausing(
    _ request: PauseRequest, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("中止事由", "what the clock waits for")
    try TextCheck.notEmpty(request.reason, field)
    try TextCheck.size(request.reason, field)
    if let stop = handling.stop {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "投诉 \(id) 的时限自 \(stop.envelope.day.iso) 起已中止（\(stop.ground.title.zh)）",
          "the clock of \(id) stands still since \(stop.envelope.day.iso): \(stop.ground.title.en)"),
        remedy: Self.next("resume \(id)", "请先恢复", "let it run again first"))
    }
    let rule = try clockRule(.stop, ground: request.ground, in: context)
    let touched = running(rule, in: context)
    guard !touched.isEmpty else { throw nothingToStop(rule, in: context) }
    try checkConsent(request, rule)
    try checkNotice(request, rule, in: context)
    return Outcome(
      .handling(
        .paused(
          ComplaintClockPaused(
            ground: request.ground, step: rule.id, rules: touched.map(\.rule),
            isConsented: request.isConsented, noticeManner: request.notice?.manner,
            notifiedOn: request.notice?.sentOn, basis: rule.citation,
            reason: .plain(request.reason),
            noticeProof: .plain(unlessEmpty: request.notice?.proof),
            envelope: context.envelope(of: id)))))
  }

  /// The open obligations that the row touches and whose last day has not passed: a stop heals
  /// nothing that was missed.
  private func running(_ rule: ClockRule, in context: Context) -> [Obligation] {
    obligations.filter {
      $0.isOpen && rule.obligations.contains($0.name) && !$0.hasPassed(in: context)
    }
  }

  private func checkConsent(
    _ request: PauseRequest, _ rule: ClockRule
  ) throws(Refusal) {
    guard rule.isConsentRequired, !request.isConsented else { return }
    throw Refusal(
      .approvalNeeded,
      problem: Phrase(
        "按 \(rule.id)，\(request.ground.title.zh)须经投诉人同意，投诉 \(id) 没有登记",
        "by \(rule.id) the complainant must agree to the \(request.ground.title.en), "
          + "and \(id) does not say so"),
      remedy: Phrase("投诉人同意的，加 --consented", "where the complainant agreed, add --consented"),
      basis: rule.citation)
  }

  private func checkNotice(
    _ request: PauseRequest, _ rule: ClockRule, in context: Context
  ) throws(Refusal) {
    if let notice = request.notice { return try notice.check(of: self, in: context) }
    guard rule.isNoticeRequired else { return }
    throw Refusal(
      .noticeMissing,
      problem: Phrase(
        "按 \(rule.id) 中止须及时告知投诉人，投诉 \(id) 没有告知",
        "by \(rule.id) the complainant must be told promptly of the stop, and \(id) has no notice"),
      remedy: Phrase(
        "先告知投诉人，再加 --notified DAY --manner MANNER --file FILE",
        "tell the complainant, then add --notified DAY --manner MANNER --file FILE"),
      basis: rule.citation)
  }

  private func nothingToStop(_ rule: ClockRule, in context: Context) -> Refusal {
    let others = obligations.filter(\.isOpen).map { "\($0.name) (\($0.due.iso))" }
    let list = others.isEmpty ? "—" : others.joined(separator: ", ")
    return Refusal(
      .notAdmitted,
      problem: Phrase(
        "投诉 \(id) 没有可按 \(rule.id) 中止的时限（已办结、已到期或不适用）",
        "\(id) has no limit that \(rule.id) could stop: settled, passed, or not touched by it"),
      remedy: Phrase("未完成的时限：\(list)", "open limits: \(list)"), basis: rule.citation)
  }

  private func resuming(_ result: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("中止结果", "what came of the stop")
    try TextCheck.notEmpty(result, field)
    try TextCheck.size(result, field)
    guard let stop = handling.stop else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("投诉 \(id) 的时限没有中止", "the clock of \(id) does not stand still"),
        remedy: nextStep)
    }
    // The day of the stop does not count, the day on which it ends does; so a stop that ends on
    // its own day took none.
    let through = context.businessDay - 1
    let hasDays = stop.envelope.day <= through
    var moves: [ObligationMove] = []
    for obligation in obligations
    where hasDays && obligation.isOpen && stop.rules.contains(obligation.rule) {
      let pause = Pause(from: stop.envelope.day, through: through)
      if let move = obligation.moved(by: pause, in: context) { moves.append(move) }
    }
    return Outcome(
      .handling(
        .resumed(
          ComplaintClockResumed(
            ground: stop.ground, rules: stop.rules, through: hasDays ? through : nil,
            moves: moves, result: .plain(result), envelope: context.envelope(of: id)))))
  }

  private func agreeing(
    _ request: AgreementRequest, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("约定内容和凭证", "terms and proof of the agreement")
    try TextCheck.notEmpty(request.terms, field)
    try TextCheck.size(request.terms, field)
    let rule = try clockRule(.agreement, in: context)
    guard context.businessDay <= request.until else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "约定的期限 \(request.until.iso) 早于业务日 \(context.businessDay.iso)",
          "the agreed day \(request.until.iso) lies before the business day, "
            + "\(context.businessDay.iso)"),
        remedy: Phrase("用 --until 给出之后的日期", "give a later day with --until"))
    }
    let touched = running(rule, in: context).filter {
      request.limit == nil || $0.name == request.limit || $0.rule == request.limit
    }
    guard !touched.isEmpty else { throw nothingToStop(rule, in: context) }
    let moves = touched.filter { $0.due != request.until }.map {
      ObligationMove(name: $0.name, rule: $0.rule, fromDue: $0.due, toDue: request.until)
    }
    guard !moves.isEmpty else {
      throw Refusal(
        .noExtension,
        problem: Phrase(
          "投诉 \(id) 的时限已是 \(request.until.iso)",
          "the limit of \(id) is \(request.until.iso) already"),
        remedy: nextStep, basis: rule.citation)
    }
    return Outcome(
      .handling(
        .agreed(
          ComplaintClockAgreed(
            step: rule.id, until: request.until, moves: moves, basis: rule.citation,
            terms: .plain(request.terms), envelope: context.envelope(of: id)))))
  }

  /// The regime's row of that effect; a regime that has none does not allow it.
  private func clockRule(
    _ effect: ClockRule.Effect, ground: ClockRule.Ground? = nil, in context: Context
  ) throws(Refusal) -> ClockRule {
    let rules = context.lookUps.clockRules(onReceipt: receivedOn).filter { $0.effect == effect }
    if let rule = rules.first(where: { $0.ground == ground }) { return rule }
    let grounds = rules.compactMap { $0.ground?.rawValue }.joined(separator: ", ")
    throw Refusal(
      .noExtension,
      problem: Phrase(
        "投诉 \(id) 收到之日（\(receivedOn.iso)）适用的规则不允许\(effect.title.zh)",
        "the rules in force on the receipt of \(id), \(receivedOn.iso), do not allow "
          + effect.title.en),
      remedy: grounds.isEmpty
        ? nextStep : Phrase("可用的事由：\(grounds)", "grounds that are allowed: \(grounds)"))
  }
}

extension ClockRule.Effect {
  fileprivate var title: Phrase {
    switch self {
    case .stop: Phrase("以此事由中止时限", "a stop on this ground")
    case .restart: Phrase("重新起算时限", "a new count of the limit")
    case .agreement: Phrase("由双方约定时限", "an agreement of the parties on the limit")
    }
  }
}

extension Obligation {
  /// The move that a further pause makes: an agreed day moves by the days that did not count.
  fileprivate func moved(by pause: Pause, in context: Context) -> ObligationMove? {
    if let agreedDue {
      return ObligationMove(
        name: name, rule: rule, fromDue: due, toDue: agreedDue + pause.days)
    }
    return move(
      to: currentBudget.due(
        from: start, minute: startMinute, in: context.calendar(calendar?.id),
        pauses: pauses + [pause], lastDay: lastDay))
  }
}
