// What is added to a complaint beside its way: classes, fields, tasks, escalations.

extension Draft {
  /// The draft with what plugins classified, where the desk left it open: what a person said stands.
  ///
  /// A key that the code table does not have is not taken, and the case is flagged.
  func classified(by answers: [Classification]) -> (Draft, held: [String]) {
    var (draft, held) = (self, [String]())
    for answer in answers {
      guard let text = answer.value.text else { continue }
      switch answer.key {
      case "business_class" where businessClass.key == CodeTable.businessClass.missing:
        held += Self.take(text, of: .businessClass, into: &draft.businessClass)
      case "cause" where cause.key == CodeTable.cause.missing:
        held += Self.take(text, of: .cause, into: &draft.cause)
      default: continue
      }
    }
    return (draft, held)
  }

  private static func take(
    _ key: String, of table: CodeTable, into value: inout CodeValue
  ) -> [String] {
    guard table.row(key) != nil else { return ["classify_unknown_code"] }
    value = CodeValue(key, label: value.label)
    return []
  }

  /// The fields of the draft, and `severity` and `tags` as plugins gave them.
  func added(in context: Context) -> [Complaint.Event] {
    let envelope = context.envelope(of: context.newIdentifier)
    var events: [Complaint.Event] = []
    if !fields.isEmpty {
      events.append(.fieldsSet(ComplaintFieldsSet(fields: fields, envelope: envelope)))
    }
    for answer in context.answers.classified where ["severity", "tags"].contains(answer.key) {
      guard !fields.contains(where: { $0.name == answer.key }) else { continue }
      let tags = (answer.value.array ?? []).compactMap(\.text).joined(separator: ",")
      let value = answer.value.text ?? tags
      guard !value.isEmpty else { continue }
      events.append(
        .fieldsSet(
          ComplaintFieldsSet(
            fields: [.init(answer.key, .text(value))], plugin: answer.plugin, envelope: envelope)))
    }
    return events
  }
}

extension Complaint {
  /// The commands that every open stage takes; nil for all others.
  func enriching(
    _ command: Command, in context: Context
  ) throws(Refusal) -> Outcome<Event>? {
    switch command {
    case .setFields(let fields):
      return Outcome(
        .fieldsSet(ComplaintFieldsSet(fields: fields, envelope: context.envelope(of: id))))
    case .plan:
      let events = planned(in: context)
      guard !events.isEmpty else { throw nothingToPlan() }
      return Outcome(events)
    case .finishTask(let name): return try finishing(name, in: context)
    case .escalate(let reason, let rule):
      return try escalating(reason, rule, in: context)
    default: return nil
    }
  }

  /// The tasks of `complaint.plan` that the case does not have yet.
  func planned(in context: Context) -> [Event] {
    let known = Set(tasks.map(\.name))
    let calendar = context.calendar(context.policy.calendarID)
    let new = context.answers.tasks.filter { !known.contains($0.name) }.map { task in
      ComplaintTask(
        name: task.name, title: task.title, owner: task.owner, budget: task.budget,
        due: task.budget.due(from: context.businessDay, in: calendar).day, plugin: task.plugin,
        duty: Self.owner(task.owner, in: context))
    }
    let held = context.answers.held.filter { $0 == "plan_failed" }
    guard !new.isEmpty || !held.isEmpty else { return [] }
    return [
      .planned(ComplaintPlanned(tasks: new, held: held, envelope: context.envelope(of: id)))
    ]
  }

  /// The unit or person that a plugin names; nil where neither is there.
  private static func owner(_ name: String?, in context: Context) -> ObligationOwner? {
    guard let name else { return nil }
    let day = context.businessDay
    if let person = context.lookUps.person(name), let unit = person.unit(on: day) {
      return ObligationOwner(unit: unit, person: name)
    }
    guard context.lookUps.unit(name)?.isActive(on: day) ?? false else { return nil }
    return ObligationOwner(unit: name)
  }

  private func nothingToPlan() -> Refusal {
    Refusal(
      .notAdmitted,
      problem: Phrase("没有插件为 \(id) 提出新的任务", "no plugin plans a new task for \(id)"),
      remedy: Phrase("查看插件顺序：xiaobao plugin order", "see the plugins asked: xiaobao plugin order"))
  }

  private func finishing(_ name: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    guard tasks.contains(where: { $0.name == name && $0.doneOn == nil }) else {
      let open = tasks.filter { $0.doneOn == nil }.map(\.name)
      let near = Nearest.match(of: name, in: open)
      let list = open.isEmpty ? "—" : open.joined(separator: ", ")
      throw Refusal(
        .unknownIdentifier,
        problem: Phrase(
          "投诉 \(id) 没有未完成的任务“\(name)”" + (near.map { "；是否为 \($0)？" } ?? ""),
          "the complaint \(id) has no open task `\(name)`"
            + (near.map { "; did you mean \($0)?" } ?? "")),
        remedy: Phrase("未完成的任务：\(list)", "open tasks: \(list)"))
    }
    return Outcome(
      .taskDone(ComplaintTaskDone(name: name, envelope: context.envelope(of: id))))
  }

  /// To where the plugins say; a person, or a failing plugin, else reaches the default superior.
  func escalating(
    _ reason: String, _ rule: String?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    if rule == nil { try TextCheck.notEmpty(reason, Phrase("升级原因", "reason of the escalation")) }
    var answers = context.answers.escalations
    let hasFailed = context.answers.held.contains("escalate_failed")
    if answers.isEmpty || hasFailed {
      // A sweep escalates as far as the bank's levels say, and each level once.
      let level = level(for: rule, hasFailed: hasFailed, in: context)
      guard 0 < level else { return Outcome([]) }
      answers.append(
        EscalationAnswer(level: level, to: superior(level, in: context), plugin: nil))
    }
    var to: [String] = []
    for answer in answers where !to.contains(answer.to) { to.append(answer.to) }
    return Outcome(
      .escalated(
        ComplaintEscalated(
          level: answers[0].level, to: to, rule: rule, plugin: answers[0].plugin,
          reason: .plain(unlessEmpty: reason), envelope: context.envelope(of: id))))
  }

  /// The level that an escalation without a plugin's answer reaches; 0 where it reaches none.
  private func level(for rule: String?, hasFailed: Bool, in context: Context) -> Int {
    guard let rule else {
      // A person goes one unit further up each time.
      return min((escalations.filter { $0.plugin == nil }.map(\.level).max() ?? 0) + 1, 9)
    }
    let known = escalations.filter { $0.rule == rule }.map(\.level).max() ?? 0
    if hasFailed { return known == 0 ? 1 : 0 }
    guard let obligation = obligations.first(where: { $0.rule == rule && $0.isOpen }) else {
      return 0
    }
    let reached = context.policy.handling.level(
      daysLate: obligation.due.distance(to: context.businessDay))
    return known < reached ? reached : 0
  }

  /// The unit so many steps above the handling one, at most the head office, which stands above
  /// itself.
  private func superior(_ level: Int, in context: Context) -> String {
    let above = context.lookUps.unitsAbove(handlingUnit, on: context.businessDay)
    return above.prefix(level).last?.id ?? handlingUnit
  }
}
