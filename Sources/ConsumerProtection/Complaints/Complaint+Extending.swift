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
    if let notice = request.notice { try notice.check(of: self, in: context) }
    if needsApproval(row, in: context) || request.approver != nil {
      return try requestingExtension(request, obligation, row, in: context)
    }
    if request.notice == nil, row.isNoticeRequired { throw noNotice(row) }
    let granted = Granted(
      obligation: obligation, row: row, statedDay: request.statedDay, notice: request.notice,
      reason: .plain(request.reason))
    return Outcome(.extended(try extended(granted, in: context)))
  }

  /// A step that nothing stands in the way of any more.
  struct Granted {
    let obligation: Obligation
    let row: Limit
    let statedDay: CivilDay?
    var approver: String?
    let notice: ComplainantNotice?
    let reason: PersonalText?
  }

  /// The due day that the step gives; refuses one that is no later.
  func extended(
    _ granted: Granted, in context: Context
  ) throws(Refusal) -> ComplaintExtended {
    let (obligation, row) = (granted.obligation, granted.row)
    let budget = try budget(of: row, on: obligation, granted.statedDay, in: context)
    let due = budget.due(
      from: obligation.start, minute: obligation.startMinute,
      in: context.calendar(row.terms.calendar ?? obligation.calendar?.id),
      pauses: obligation.pauses, lastDay: obligation.lastDay)
    guard obligation.due < due.day else { throw noLaterDay(obligation, row, due.day) }
    return ComplaintExtended(
      name: obligation.name, rule: obligation.rule, step: row.id, budget: budget,
      approver: granted.approver, notifiedOn: granted.notice?.sentOn, fromDue: obligation.due,
      toDue: due.day, isProvisional: due.isProvisional, basis: row.citation,
      reason: granted.reason, noticeManner: granted.notice?.manner,
      noticeProof: .plain(unlessEmpty: granted.notice?.proof), envelope: context.envelope(of: id))
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

  func tooLate(_ obligation: Obligation, _ row: Limit) -> Refusal {
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

  private func noNotice(_ row: Limit) -> Refusal {
    Refusal(
      .noticeMissing,
      problem: Phrase(
        "\(row.id) 延期须告知投诉人，投诉 \(id) 没有告知",
        "an extension by \(row.id) must be told to the complainant, and \(id) has no notice"),
      remedy: Phrase(
        "先告知投诉人，再加 --notified DAY --manner MANNER --file FILE",
        "tell the complainant, then add --notified DAY --manner MANNER --file FILE"),
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
