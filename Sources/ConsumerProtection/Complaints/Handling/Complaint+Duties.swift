// Duties beside the way (催办、督办、协办): each has an owner, a last day and an answer.

/// What somebody is asked to do about a complaint, with a last day.
public struct DutyRequest: Sendable, Equatable {
  /// What kind of duty.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Somebody is reminded (催办).
    case reminder
    /// A superior demands an answer (督办).
    case supervision
    /// A unit assists the leading one (协办).
    case assistance

    /// The kind as people say it.
    public var title: Phrase {
      switch self {
      case .reminder: Phrase("催办", "reminder")
      case .supervision: Phrase("督办", "supervision")
      case .assistance: Phrase("协办", "assistance")
      }
    }
  }

  /// The kind.
  public var kind: Kind
  /// The unit that owes it; nil is the handling one.
  public var unit: String?
  /// The person who owes it; nil is the handler, where the handling unit owes it.
  public var person: String?
  /// How long, from the business day; nil takes the bank's own time for that kind.
  public var within: Budget?
  /// What is asked; never empty.
  public var words: String

  /// A duty with its parts.
  public init(
    _ kind: Kind, unit: String? = nil, person: String? = nil, within: Budget? = nil, words: String
  ) {
    self.kind = kind
    self.unit = unit
    self.person = person
    self.within = within
    self.words = words
  }
}

extension Complaint {
  /// A duty, from the day it began to its answer.
  public struct Duty: Sendable, Equatable {
    /// What was asked of whom.
    public let opening: ComplaintDutyOpened
    /// The answer.
    public internal(set) var answer: ComplaintDutyAnswered?
  }

  func openingDuty(
    _ request: DutyRequest, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    guard isOpen else { throw notAdmitted(.handling(.openDuty(request))) }
    let field = Phrase("\(request.kind.title.zh)内容", "words of the \(request.kind.title.en)")
    try TextCheck.notEmpty(request.words, field)
    try TextCheck.size(request.words, field)
    let owner = try dutyOwner(request, in: context)
    if request.kind == .supervision { try checkSupervisor(in: context) }
    guard let budget = request.within ?? context.policy.handling.budget(for: request.kind) else {
      throw Refusal(
        .emptyText,
        problem: Phrase(
          "没有\(request.kind.title.zh)的办理期限",
          "nothing says how long the \(request.kind.title.en) has"),
        remedy: Phrase(
          "用 --within 2_working_days 给出，或在站点文件 handling 中规定",
          "give --within 2_working_days, or let `handling` of the site file say it"))
    }
    let number = handling.duties.filter { $0.opening.kind == request.kind }.count + 1
    let name = "\(request.kind.rawValue).\(number)"
    let obligation = Obligation.starting(
      name, rule: name, budget, basis: .ownRule, owner: owner, in: context)
    return Outcome(
      .handling(
        .dutyOpened(
          ComplaintDutyOpened(
            kind: request.kind, name: name, rule: nil, limitDue: nil, obligations: [obligation],
            words: .plain(request.words), envelope: context.envelope(of: id)))))
  }

  /// Reminds the handler of a limit that falls due soon; nothing where it was done for that day already.
  func remindingOf(_ rule: String, _ words: String, in context: Context) -> Outcome<Event> {
    guard isOpen, let budget = context.policy.handling.reminder,
      let limit = obligations.first(where: { $0.rule == rule && $0.isOpen && !$0.isPaused }),
      !handling.duties.contains(where: {
        $0.opening.rule == rule && $0.opening.limitDue == limit.due
      })
    else { return Outcome([]) }
    let number = handling.duties.filter { $0.opening.kind == .reminder }.count + 1
    let name = "\(DutyRequest.Kind.reminder.rawValue).\(number)"
    let away = handler.flatMap { context.lookUps.person($0)?.standIn(on: context.businessDay) }
    let owner = ObligationOwner(unit: handlingUnit, person: away ?? handler)
    return Outcome(
      .handling(
        .dutyOpened(
          ComplaintDutyOpened(
            kind: .reminder, name: name, rule: rule, limitDue: limit.due,
            obligations: [
              Obligation.starting(
                name, rule: name, budget, basis: .ownRule, owner: owner, in: context)
            ], words: .plain(words), envelope: context.envelope(of: id)))))
  }

  private func dutyOwner(
    _ request: DutyRequest, in context: Context
  ) throws(Refusal) -> ObligationOwner {
    var unit = request.unit ?? handlingUnit
    let isLeading = request.unit == nil && request.person == nil
    // During a leave whoever stands in is reminded.
    let wanted = request.person ?? (isLeading ? handler : nil)
    let person = try wanted.map { person throws(Refusal) in try context.taking(person).person }
    if let person, request.person != nil {
      try checkInterest(person, in: context)
      if request.unit == nil {
        unit = context.lookUps.person(person)?.unit(on: context.businessDay) ?? unit
      }
    }
    try context.activeUnit(unit)
    guard request.kind != .assistance || unit != handlingUnit || request.person != nil else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("\(unit) 是投诉 \(id) 的主办机构", "\(unit) leads \(id) itself"),
        remedy: Phrase("请给出协办机构 --unit 或人员 --person", "name an assisting --unit or a --person"))
    }
    return ObligationOwner(unit: unit, person: person)
  }

  /// Supervision comes from above: the unit tree, the head of complaint handling, an executive.
  private func checkSupervisor(in context: Context) throws(Refusal) {
    let person = try context.activePerson(context.actor)
    let isAbove =
      isEntitled(person, as: .superiorUnit, in: context)
      || [Role.complaintHead, .seniorExecutive].contains {
        person.has($0, on: context.businessDay)
      }
    guard !isAbove else { return }
    throw Refusal(
      .notAuthorised,
      problem: Phrase(
        "“\(context.actor)”不在 \(handlingUnit) 的上级机构，不能督办投诉 \(id)",
        "`\(context.actor)` does not work above \(handlingUnit) and cannot supervise \(id)"),
      remedy: Phrase(
        "可以催办：xiaobao complaint remind \(id)",
        "a reminder is open to all: xiaobao complaint remind \(id)"))
  }

  func answeringDuty(
    _ name: String, _ words: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let open = handling.duties.filter { $0.answer == nil }.map(\.opening)
    guard let duty = open.first(where: { $0.name == name }) else {
      let names = open.map(\.name)
      let near = Nearest.match(of: name, in: names)
      let list = names.isEmpty ? "—" : names.joined(separator: ", ")
      throw Refusal(
        .unknownIdentifier,
        problem: Phrase(
          "投诉 \(id) 没有待办的“\(name)”" + (near.map { "；是否为 \($0)？" } ?? ""),
          "nothing named `\(name)` waits on \(id)" + (near.map { "; did you mean \($0)?" } ?? "")),
        remedy: Phrase("待办：\(list)", "what waits: \(list)"))
    }
    try TextCheck.notEmpty(words, Phrase("回复内容", "answer"))
    try TextCheck.size(words, Phrase("回复内容", "answer"))
    guard duty.rule != nil || duty.envelope.actor != context.actor else {
      throw Refusal(
        .notAuthorised,
        problem: Phrase(
          "“\(name)”由“\(context.actor)”提出，须由被\(duty.kind.title.zh)方回复",
          "`\(name)` was asked by `\(context.actor)`: whoever is asked answers it"),
        remedy: Phrase("请承办人员回复", "let whoever owes it answer"))
    }
    let owner = duty.obligations.first?.owner
    let unit = context.lookUps.person(context.actor)?.unit(on: context.businessDay)
    let standIn = owner?.person.flatMap {
      context.lookUps.person($0)?.standIn(on: context.businessDay)
    }
    guard [owner?.person, standIn].contains(context.actor) || owner?.unit == unit else {
      throw Refusal(
        .notAuthorised,
        problem: Phrase(
          "“\(name)”应由 \(owner?.person ?? owner?.unit ?? "") 回复",
          "`\(name)` is owed by \(owner?.person ?? owner?.unit ?? "")"),
        remedy: Phrase("请承办人员回复", "let whoever owes it answer"))
    }
    return Outcome(
      .handling(
        .dutyAnswered(
          ComplaintDutyAnswered(
            name: name, settles: duty.obligations.map(\.rule), words: .plain(words),
            envelope: context.envelope(of: id)))))
  }

  func noting(_ note: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    try TextCheck.notEmpty(note, Phrase("工作记录", "note"))
    try TextCheck.size(note, Phrase("工作记录", "note"))
    return Outcome(
      .handling(.noted(ComplaintNoted(note: .plain(note), envelope: context.envelope(of: id)))))
  }

  /// Gives the case to another unit or person, saying why; who had it stays on record.
  func handingOff(
    _ unit: String, _ person: String?, _ reason: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("移交原因", "reason of the hand-off")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    guard [Stage.Name.assigned, .investigating].contains(stage.name), let now = assignment else {
      throw notAdmitted(.assign(unit: unit, person: person))
    }
    try context.activeUnit(unit)
    let taker = try person.map { person throws(Refusal) in try context.taking(person) }
    let person = taker?.person
    if let person { try checkInterest(person, in: context) }
    guard (unit, person) != (now.unit, now.person) else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "投诉 \(id) 已由 \(person ?? unit) 办理", "\(id) is with \(person ?? unit) already"),
        remedy: Phrase("请给出另一机构或人员", "name another unit or person"))
    }
    return Outcome(
      .assigned(
        ComplaintAssigned(
          unit: unit, person: person, fromUnit: now.unit, fromPerson: now.person,
          covers: taker?.covers, reason: .plain(reason), envelope: context.envelope(of: id))))
  }
}

extension HandlingPolicy {
  fileprivate func budget(for kind: DutyRequest.Kind) -> Budget? {
    switch kind {
    case .reminder: reminder
    case .supervision: supervision
    case .assistance: nil
    }
  }
}

extension ComplaintTask {
  /// What a task's duty is called on its case.
  static func rule(_ name: String) -> String { "task.\(name)" }

  /// The duty that a planned task puts on its case.
  func obligation(from day: CivilDay) -> Obligation {
    var obligation = Obligation(
      name: Self.rule(name), rule: Self.rule(name), isRegime: false, start: day, startMinute: nil,
      budget: budget, calendar: nil, lastDay: .strict, originalDue: due, dueMinute: nil,
      isProvisional: false, basis: .ownRule)
    obligation.owner = duty
    return obligation
  }
}
