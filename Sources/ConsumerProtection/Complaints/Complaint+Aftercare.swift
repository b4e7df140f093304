// What may be recorded beside and behind a complaint's way: contacts at any time, the rest once it
// is closed.

extension Complaint {
  /// The commands that do not move a complaint on; nil for all others.
  func besides(_ command: Command, in context: Context) throws(Refusal) -> Outcome<Event>? {
    switch command {
    case .contact(let contact): return try contacting(contact, in: context)
    case .after(let command): return try caring(command, in: context)
    // What is put right after the closure falls due like anything else.
    case .markOverdue(let limit) where !isOpen: return try markingOverdue(limit, in: context)
    case .escalate(let reason, rule: .some(let rule)) where !isOpen:
      return try escalating(reason, rule, in: context)
    default: return nil
    }
  }

  private func caring(_ command: AfterCommand, in context: Context) throws(Refusal)
    -> Outcome<Event>
  {
    switch command {
    case .requestDeduction(let ground, let explanation, let materials):
      return try requesting(ground, explanation, materials, in: context)
    case .answerDeduction(let isAccepted, let number):
      return try answering(isAccepted, number, in: context)
    case .callBack, .inspect, .findLiability, .orderRectification, .proveRectification, .suggest:
      guard !isOpen, !isArchived else { throw notClosed(command) }
    }
    switch command {
    case .callBack(let call): return try callingBack(call, in: context)
    case .inspect(let isPassed, let remark): return try inspecting(isPassed, remark, in: context)
    case .findLiability(let liability): return try finding(liability, in: context)
    case .orderRectification(let measure, let owner, let due):
      return try ordering(measure, owner, due, in: context)
    case .proveRectification(let number, let evidence):
      return try proving(number, evidence, in: context)
    case .suggest(let text, let product): return try suggesting(text, product, in: context)
    case .requestDeduction, .answerDeduction: return Outcome([])
    }
  }

  private var isArchived: Bool {
    if case .closed(.archived) = stage { true } else { false }
  }

  private func notClosed(_ command: AfterCommand) -> Refusal {
    let (title, act) = (stage.name.title, command.verb.act)
    return Refusal(
      .notAdmitted,
      problem: isArchived
        ? Phrase(
          "投诉 \(id) 由其他系统办结归档，不能在此\(act.zh)",
          "the complaint \(id) was closed in another system and cannot \(act.en) here")
        : Phrase(
          "投诉 \(id) \(title.zh)，办结后才能\(act.zh)",
          "the complaint \(id) is \(title.en); only a closed one can \(act.en)"),
      remedy: isArchived
        ? Phrase("请在原系统办理", "see to it in that system") : nextStep)
  }

  /// Refuses somebody who handled the case where an independent look is asked for.
  func checkIndependent(_ act: Phrase, in context: Context) throws(Refusal) {
    guard handledBy.contains(context.actor) else { return }
    throw Refusal(
      .approvalNeeded,
      problem: Phrase(
        "工号“\(context.actor)”办理过投诉 \(id)，不能由其\(act.zh)",
        "`\(context.actor)` handled the complaint \(id) and may not \(act.en)"),
      remedy: Phrase(
        "请由未办理该投诉的人员登记（办理过的：\(handledBy.joined(separator: "、"))）",
        "somebody else records it (who handled it: \(handledBy.joined(separator: ", ")))"))
  }

  private func callingBack(_ call: CallBack, in context: Context) throws(Refusal) -> Outcome<Event>
  {
    try checkIndependent(Phrase("回访", "call back"), in: context)
    try TextCheck.size(call.opinion, Phrase("客户意见", "customer's opinion"))
    if call.isReached, call.satisfaction == nil || call.isSettled == nil {
      throw Refusal(
        .emptyText,
        problem: Phrase(
          "回访联系上客户的，须登记满意度和问题是否解决",
          "a call-back that reached the customer needs the satisfaction and whether it is settled"),
        remedy: Phrase(
          "加 --satisfaction … 以及 --settled 或 --unsettled；未联系上的用 --failed",
          "add --satisfaction … and --settled or --unsettled; use --failed where nobody was reached"
        ))
    }
    return after(
      .calledBack(
        ComplaintCalledBack(
          isReached: call.isReached, satisfaction: call.satisfaction, isSettled: call.isSettled,
          settles: call.isReached ? owed(among: ["callback"]) : [],
          opinion: .plain(unlessEmpty: call.opinion), envelope: context.envelope(of: id))))
  }

  private func inspecting(
    _ isPassed: Bool, _ remark: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try checkIndependent(Phrase("质检", "check it"), in: context)
    let field = Phrase("质检意见", "remark of the check")
    if !isPassed { try TextCheck.notEmpty(remark, field) }
    try TextCheck.size(remark, field)
    return after(
      .inspected(
        ComplaintInspected(
          isPassed: isPassed, remark: .plain(unlessEmpty: remark),
          envelope: context.envelope(of: id))))
  }

  private func finding(_ liability: Liability, in context: Context) throws(Refusal) -> Outcome<
    Event
  > {
    try TextCheck.notEmpty(liability.cause, Phrase("问题根源", "root cause"))
    try TextCheck.size(liability.cause, Phrase("问题根源", "root cause"))
    try TextCheck.size(liability.accountability, Phrase("问责情况", "accountability"))
    if let unit = liability.unit { try context.activeUnit(unit) }
    for person in liability.persons {
      guard context.lookUps.person(person) != nil else { throw Self.nobody(person) }
      guard person != context.actor else {
        throw Refusal(
          .approvalNeeded,
          problem: Phrase("“\(person)”不能认定自己的责任", "`\(person)` cannot judge the own fault"),
          remedy: Phrase("请由他人认定", "somebody else finds the liability"))
      }
    }
    return after(
      .liabilityFound(
        ComplaintLiabilityFound(
          isLiable: liability.isLiable, unit: liability.unit, persons: liability.persons,
          cause: .plain(unlessEmpty: liability.cause),
          accountability: .plain(unlessEmpty: liability.accountability),
          envelope: context.envelope(of: id))))
  }

  private static func nobody(_ id: String) -> Refusal {
    Refusal(
      .unknownIdentifier,
      problem: Phrase("没有工号为“\(id)”的人员", "nobody has the staff number `\(id)`"),
      remedy: Phrase("用 xiaobao person list 查看人员", "see xiaobao person list"))
  }

  func after(_ event: AfterEvent) -> Outcome<Event> { Outcome(.after(event)) }
}
