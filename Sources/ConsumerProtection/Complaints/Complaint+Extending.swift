// More time: the next row of the limit, with what that row asks for.

extension Complaint {
  func extending(
    _ request: ExtensionRequest, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let (obligation, row) = try step(request.limit, in: context)
    guard !obligation.hasPassed(in: context) else { throw tooLate(obligation, row) }
    let field = Phrase("延期原因", "reason of the extension")
    try TextCheck.notEmpty(request.reason, field)
    try TextCheck.size(request.reason, field)
    try checkApproval(request.approver, for: row, in: context)
    try checkNotice(request.notifiedOn, for: row, in: context)
    if let manner = request.manner, let day = request.notifiedOn {
      try ComplainantNotice(manner: manner, sentOn: day, proof: request.proof).check(
        of: self, in: context)
    }
    let budget = try budget(of: row, on: obligation, request, in: context)
    let due = budget.due(
      from: obligation.start, minute: obligation.startMinute,
      in: context.calendar(row.terms.calendar ?? obligation.calendar?.id),
      pauses: obligation.pauses, lastDay: obligation.lastDay)
    guard obligation.due < due.day else { throw noLaterDay(obligation, row, due.day) }
    return Outcome(
      .extended(
        ComplaintExtended(
          name: obligation.name, rule: obligation.rule, step: row.id, budget: budget,
          approver: request.approver, notifiedOn: request.notifiedOn, fromDue: obligation.due,
          toDue: due.day, isProvisional: due.isProvisional, basis: row.citation,
          reason: .plain(request.reason), noticeManner: request.manner,
          noticeProof: .plain(unlessEmpty: request.proof), envelope: context.envelope(of: id))))
  }

  /// The open obligation to extend and the row that follows it.
  private func step(
    _ limit: String?, in context: Context
  ) throws(Refusal) -> (Obligation, Limit) {
    let open = obligations.filter(\.isOpen)
    let named = open.filter { limit == nil || $0.rule == limit || $0.name == limit }
    if let limit, named.isEmpty { throw noLimit(limit) }
    let steps = named.sorted { $0.due < $1.due }.compactMap { obligation in
      context.lookUps.limit(extending: obligation.currentRule, onReceipt: receivedOn)
        .map { (obligation, $0) }
    }
    if let first = steps.first { return first }
    let names = named.map { "\($0.name) (\($0.currentRule))" }.joined(separator: ", ")
    throw Refusal(
      .noExtension,
      problem: Phrase(
        "投诉 \(id) 的时限不能（再）延长\(names.isEmpty ? "" : "：\(names)")",
        "no limit of the complaint \(id) can be extended (further)"
          + (names.isEmpty ? "" : ": \(names)")),
      remedy: nextStep, basis: named.binding?.currentBasis)
  }

  private func tooLate(_ obligation: Obligation, _ row: Limit) -> Refusal {
    Refusal(
      .noExtension,
      problem: Phrase(
        "投诉 \(id) 的“\(obligation.name)”已于 \(obligation.due.iso) 到期，不能再延期",
        "`\(obligation.name)` of the complaint \(id) fell due on \(obligation.due.iso), "
          + "and an extension must come before"),
      remedy: Phrase(
        "尽快答复，逾期如实登记。\(nextStep.zh)",
        "reply as soon as possible; the overdue stands on record. \(nextStep.en)"),
      basis: row.citation)
  }

  private func noLaterDay(_ obligation: Obligation, _ row: Limit, _ day: CivilDay) -> Refusal {
    Refusal(
      .noExtension,
      problem: Phrase(
        "按 \(row.id) 到期日为 \(day.iso)，不晚于现在的 \(obligation.due.iso)",
        "by \(row.id) the due day is \(day.iso), not later than \(obligation.due.iso) now"),
      remedy: nextStep, basis: row.citation)
  }

  private func checkNotice(
    _ notified: CivilDay?, for row: Limit, in context: Context
  ) throws(Refusal) {
    if let notified, notified < receivedOn || context.businessDay < notified {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "告知日 \(notified.iso) 不在收到日 \(receivedOn.iso) 与业务日 \(context.businessDay.iso) 之间",
          "the day of notice \(notified.iso) does not lie between the receipt, \(receivedOn.iso), "
            + "and the business day, \(context.businessDay.iso)"),
        remedy: Phrase("用 --notified 给出其间的日期", "give a day in between with --notified"))
    }
    guard row.isNoticeRequired, notified == nil else { return }
    throw Refusal(
      .noticeMissing,
      problem: Phrase(
        "\(row.id) 延期须告知投诉人，投诉 \(id) 没有告知日",
        "an extension by \(row.id) must be told to the complainant, and \(id) has no day of notice"),
      remedy: Phrase(
        "先告知投诉人，再执行：xiaobao complaint extend \(id) --notified DAY",
        "tell the complainant, then: xiaobao complaint extend \(id) --notified DAY"),
      basis: row.citation)
  }

  private func checkApproval(
    _ approver: String?, for row: Limit, in context: Context
  ) throws(Refusal) {
    guard let approver else {
      if row.approvers.isEmpty { return }
      throw approvalNeeded(
        row, Phrase("没有批准人", "nobody approved"))
    }
    guard approver != context.actor else {
      throw approvalNeeded(
        row,
        Phrase("“\(approver)”不能批准自己的申请", "`\(approver)` cannot approve the own request"))
    }
    let person = try context.activePerson(approver)
    try checkInterest(approver, in: context)
    let isOneOfThem = row.approvers.contains { isEntitled(person, as: $0, in: context) }
    guard row.approvers.isEmpty || isOneOfThem else {
      throw approvalNeeded(
        row, Phrase("“\(approver)”无权批准", "`\(approver)` may not approve it"))
    }
  }

  private func approvalNeeded(_ row: Limit, _ problem: Phrase) -> Refusal {
    let who = row.approvers.map(\.title)
    let (zh, en) = (who.map(\.zh).joined(separator: "或"), who.map(\.en).joined(separator: " or "))
    return Refusal(
      .approvalNeeded,
      problem: Phrase(
        "投诉 \(id) 按 \(row.id) 延期：\(problem.zh)",
        "the extension of \(id) by \(row.id): \(problem.en)"),
      remedy: Phrase(
        "\(zh.isEmpty ? "由他人批准" : "须经\(zh)批准")：xiaobao complaint extend \(id) --approved-by STAFF",
        "\(en.isEmpty ? "somebody else approves" : "\(en) approves"): "
          + "xiaobao complaint extend \(id) --approved-by STAFF"),
      basis: row.citation)
  }

  /// Whether the person is one of those whom the row names, on the business day.
  func isEntitled(
    _ person: Person, as kind: Limit.Approver, in context: Context
  ) -> Bool {
    let day = context.businessDay
    switch kind {
    case .complaintHead:
      return person.has(.complaintHead, on: day)
    case .headOfficeExecutive:
      return person.has(.seniorExecutive, on: day)
        && institution(of: person, in: context)?.level == .headOffice
    case .superiorUnit:
      guard let own = institution(of: person, in: context),
        let handling = context.lookUps.institution(of: handlingUnit, on: day)
      else { return false }
      return context.lookUps.unitsAbove(handling.id, on: day).contains { $0.id == own.id }
    }
  }

  func institution(of person: Person, in context: Context) -> Unit? {
    person.unit(on: context.businessDay).flatMap {
      context.lookUps.institution(of: $0, on: context.businessDay)
    }
  }
}
