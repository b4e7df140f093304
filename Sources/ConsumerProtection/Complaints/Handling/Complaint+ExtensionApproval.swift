// Two persons for more time: who needs it asks, whoever the limits table names allows it.

extension Complaint {
  /// More time that was asked for, with the answer and the notice.
  public struct ExtensionCase: Sendable, Equatable {
    /// What was asked.
    public let request: ComplaintExtensionRequested
    /// What was answered; nil while it waits.
    public internal(set) var answer: ComplaintExtensionAnswered?
    /// How the complainant was told afterwards.
    public internal(set) var told: ComplaintExtensionTold?

    /// Whether it waits for the approver.
    public var isWaiting: Bool { answer == nil }
    /// Whether it was allowed and the complainant is not told yet.
    var isUntold: Bool { !(answer?.obligations.isEmpty ?? true) && told == nil }
  }

  /// Whether the text or the bank's own table wants somebody else to allow the step.
  func needsApproval(_ row: Limit, in context: Context) -> Bool {
    !row.approvers.isEmpty || !context.policy.handling.approvers(of: row.id).isEmpty
  }

  func requestingExtension(
    _ request: ExtensionRequest, _ obligation: Obligation, _ row: Limit, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    if let known = handling.extensions.first(where: {
      $0.isWaiting && $0.request.rule == obligation.rule
    }) {
      throw Refusal(
        .alreadyExists,
        problem: Phrase(
          "投诉 \(id) 按 \(known.request.step) 延期已于 \(known.request.envelope.day.iso) 申请，待 "
            + "\(known.request.approver) 审批",
          "the extension of \(id) by \(known.request.step) was asked for on "
            + "\(known.request.envelope.day.iso) and waits for \(known.request.approver)"),
        remedy: approveCommand)
    }
    // What could not be granted is refused now, not when somebody has read it.
    _ = try extended(
      Granted(
        obligation: obligation, row: row, statedDay: request.statedDay, notice: nil, reason: nil),
      in: context)
    guard let approver = request.approver ?? extensionApprovers(row, in: context).first else {
      throw approvalNeeded(
        row, Phrase("没有可以批准的人员", "nobody in service may approve it"), in: context)
    }
    let person = try checkApprover(approver, of: row, asker: context.actor, in: context)
    let name = "extension.\(handling.extensions.count + 1)"
    let owner = ObligationOwner(
      unit: person.unit(on: context.businessDay) ?? handlingUnit, person: approver)
    return Outcome(
      .handling(
        .extensionRequested(
          ComplaintExtensionRequested(
            name: obligation.name, rule: obligation.rule, step: row.id, approver: approver,
            statedDay: request.statedDay, noticeManner: request.notice?.manner,
            notifiedOn: request.notice?.sentOn,
            obligations: [approval(name, of: obligation, row, owner, in: context)],
            reason: .plain(request.reason),
            noticeProof: .plain(unlessEmpty: request.notice?.proof),
            envelope: context.envelope(of: id)))))
  }

  /// The approver's duty: within the bank's own time, and on the last day of the limit at the latest,
  /// since an extension comes before.
  private func approval(
    _ name: String, of limit: Obligation, _ row: Limit, _ owner: ObligationOwner,
    in context: Context
  ) -> Obligation {
    let basis = row.approvers.isEmpty ? Citation.ownRule : row.citation
    func duty(_ budget: Budget) -> Obligation {
      .starting(name, rule: name, budget, basis: basis, owner: owner, in: context)
    }
    let last = duty(.fixed(limit.due))
    guard let quick = context.policy.handling.approval.map(duty), quick.due < last.due else {
      return last
    }
    return quick
  }

  func answeringExtension(
    _ limit: String?, _ isGranted: Bool, _ reason: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("审批意见", "opinion of the approver")
    try TextCheck.size(reason, field)
    if !isGranted { try TextCheck.notEmpty(reason, field) }
    let waiting = try extensionCase(limit, { $0.isWaiting }, Phrase("待审批", "waits for approval"))
    let request = waiting.request
    guard let obligation = obligations.first(where: { $0.rule == request.rule && $0.isOpen }),
      let row = context.lookUps.limit(
        extending: obligation.currentRule, onReceipt: receivedOn), row.id == request.step
    else { throw overtaken(request) }
    try checkApprover(context.actor, of: row, asker: request.envelope.actor, in: context)
    // Where nobody is named the one who was asked answers.
    guard needsApproval(row, in: context) || context.actor == request.approver else {
      throw approvalNeeded(
        row,
        Phrase("由 \(request.approver) 审批", "it is \(request.approver) who was asked"), in: context)
    }
    let notice = request.notifiedOn.flatMap { day in
      request.noticeManner.map { ComplainantNotice(manner: $0, sentOn: day, proof: "") }
    }
    let isNoticeOwed = isGranted && row.isNoticeRequired && notice == nil
    let told = "extension_notice.\(handling.extensions.count)"
    let owner = ObligationOwner(unit: handlingUnit, person: handler)
    let settled = obligations.filter { $0.isOpen && $0.isApproval(of: "extension") }.map(\.rule)
    var events: [Event] = [
      .handling(
        .extensionAnswered(
          ComplaintExtensionAnswered(
            rule: request.rule, step: request.step, isGranted: isGranted, settles: settled,
            obligations: isNoticeOwed
              ? [
                .starting(
                  told, rule: told, .fixed(obligation.due), basis: row.citation, owner: owner,
                  in: context)
              ] : [],
            reason: .plain(unlessEmpty: reason), envelope: context.envelope(of: id))))
    ]
    if isGranted {
      guard !obligation.hasPassed(in: context) else { throw tooLate(obligation, row) }
      // Why and with which proof stands sealed in the request; it is not written twice.
      let granted = Granted(
        obligation: obligation, row: row, statedDay: request.statedDay, approver: context.actor,
        notice: notice, reason: nil)
      events.append(.extended(try extended(granted, in: context)))
    }
    return Outcome(events)
  }

  func tellingExtension(
    _ limit: String?, _ notice: ComplainantNotice, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let untold = try extensionCase(limit, { $0.isUntold }, Phrase("待告知", "waits for a notice"))
    try notice.check(of: self, in: context)
    guard let answer = untold.answer, answer.envelope.day <= notice.sentOn else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "告知日 \(notice.sentOn.iso) 早于批准之日 \(untold.answer?.envelope.day.iso ?? "")",
          "the day of notice \(notice.sentOn.iso) lies before the approval, "
            + (untold.answer?.envelope.day.iso ?? "")),
        remedy: Phrase("用 --notified 给出批准之后的日期", "give a day after it with --notified"))
    }
    return Outcome(
      .handling(
        .extensionTold(
          ComplaintExtensionTold(
            rule: untold.request.rule, step: untold.request.step, manner: notice.manner,
            sentOn: notice.sentOn, settles: answer.obligations.map(\.rule),
            noticeProof: .plain(notice.proof), envelope: context.envelope(of: id)))))
  }

  // MARK: Which, and who

  private func extensionCase(
    _ limit: String?, _ isWanted: (ExtensionCase) -> Bool, _ state: Phrase
  ) throws(Refusal) -> ExtensionCase {
    let found = handling.extensions.filter { entry in
      let request = entry.request
      return isWanted(entry)
        && (limit.map { [request.name, request.rule, request.step].contains($0) } ?? true)
    }
    if found.count == 1, let one = found.first { return one }
    let list = found.map(\.request.rule).joined(separator: ", ")
    throw Refusal(
      .notAdmitted,
      problem: found.isEmpty
        ? Phrase("投诉 \(id) 没有\(state.zh)的延期", "no extension of \(id) \(state.en)")
        : Phrase(
          "投诉 \(id) 有多项延期\(state.zh)：\(list)",
          "more than one extension of \(id) \(state.en): \(list)"),
      remedy: found.isEmpty
        ? Phrase("用 xiaobao complaint show \(id) 查看", "see xiaobao complaint show \(id)")
        : Phrase("用 --limit 说明是哪一项", "say which with --limit"))
  }

  /// The limit was settled or took another step meanwhile.
  private func overtaken(_ request: ComplaintExtensionRequested) -> Refusal {
    Refusal(
      .notAdmitted,
      problem: Phrase(
        "投诉 \(id) 的“\(request.name)”已完成或已变更，按 \(request.step) 的延期申请不再适用",
        "`\(request.name)` of \(id) is settled or has changed: the request by \(request.step) no "
          + "longer applies"),
      remedy: nextStep)
  }

  /// Nobody allows what the same person asked for or handles; whoever does is one of those named.
  @discardableResult
  private func checkApprover(
    _ approver: String, of row: Limit, asker: String, in context: Context
  ) throws(Refusal) -> Person {
    guard approver != asker, approver != handler else {
      throw approvalNeeded(
        row,
        Phrase(
          "“\(approver)”不能批准自己申请或经办的事项",
          "`\(approver)` cannot approve what the same person asked for or handles"), in: context)
    }
    let person = try context.activePerson(approver)
    try checkInterest(approver, in: context)
    guard mayApprove(person, row, in: context) else {
      throw approvalNeeded(
        row, Phrase("“\(approver)”无权批准", "`\(approver)` may not approve it"), in: context)
    }
    return person
  }

  private func mayApprove(_ person: Person, _ row: Limit, in context: Context) -> Bool {
    let lists = [row.approvers, context.policy.handling.approvers(of: row.id)]
    return person.isActive(on: context.businessDay)
      && lists.allSatisfy { kinds in
        kinds.isEmpty || kinds.contains { isEntitled(person, as: $0, in: context) }
      }
  }

  /// Who may allow the step and neither asks, handles nor has an interest; at most three.
  private func extensionApprovers(_ row: Limit, in context: Context) -> [String] {
    let able = context.lookUps.staff().lazy.compactMap { context.lookUps.person($0) }.filter {
      $0.id != context.actor && $0.id != handler && interest(of: $0.id) == nil
        && mayApprove($0, row, in: context) && !isNamed($0.id, in: context)
    }
    return able.prefix(3).map(\.id)
  }

  private func approvalNeeded(_ row: Limit, _ problem: Phrase, in context: Context) -> Refusal {
    let named =
      row.approvers.isEmpty ? context.policy.handling.approvers(of: row.id) : row.approvers
    let who = named.map(\.title)
    let (zh, en) = (who.map(\.zh).joined(separator: "或"), who.map(\.en).joined(separator: " or "))
    let able = extensionApprovers(row, in: context)
    let list = able.isEmpty ? "—" : able.joined(separator: ", ")
    return Refusal(
      .approvalNeeded,
      problem: Phrase(
        "投诉 \(id) 按 \(row.id) 延期：\(problem.zh)",
        "the extension of \(id) by \(row.id): \(problem.en)"),
      remedy: Phrase(
        "\(zh.isEmpty ? "由他人批准" : "须经\(zh)批准")，可批准的人员：\(list)；\(approveCommand.zh)",
        "\(en.isEmpty ? "somebody else approves" : "\(en) approves"); who may: \(list); "
          + approveCommand.en),
      basis: row.approvers.isEmpty ? .ownRule : row.citation)
  }

  private var approveCommand: Phrase {
    Self.next("extension approve \(id)", "由批准人本人办理", "the approver does it")
  }

  // MARK: Applying

  mutating func changeExtension(
    _ rule: String, _ step: String, _ body: (inout ExtensionCase) -> Void
  ) {
    let place = handling.extensions.lastIndex {
      $0.request.rule == rule && $0.request.step == step
    }
    if let place { body(&handling.extensions[place]) }
  }

  mutating func take(_ fact: ComplaintExtensionTold) {
    changeExtension(fact.rule, fact.step) { $0.told = fact }
    settle(fact.settles, on: fact.sentOn)
    change(fact.rule) { obligation in
      let place = obligation.extensions.lastIndex { $0.rule == fact.step }
      if let place { obligation.extensions[place].notifiedOn = fact.sentOn }
    }
  }
}

extension Obligation {
  /// Whether it is an approver's duty of that kind, such as `extension.1`.
  func isApproval(of kind: String) -> Bool { isDuty && name.hasPrefix("\(kind).") }
}
