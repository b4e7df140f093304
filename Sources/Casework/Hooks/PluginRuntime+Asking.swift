internal import ConsumerProtection
internal import PluginHost

/// A command on a complaint that plugins are asked about.
struct Asking {
  let complaint: Complaint
  let command: Complaint.Command?
  let invocation: Invocation
  let hooks: HookContext

  var record: ComplaintRecord { ComplaintRecord(complaint) }

  /// The context with what the hook's declaration names in `ctx.params`.
  func context(_ params: KeyValuePairs<String, JSONValue?>) -> HookContext {
    var context = hooks
    context.params = .object(
      params.compactMap { name, value in value.map { JSONValue.Member(name, $0) } })
    return context
  }

  /// Who does what.
  var commandContext: HookContext {
    context([
      "command": (command?.verb.name).map { .text($0) }, "actor": .text(invocation.actor),
    ])
  }
}

extension PluginRuntime {
  /// Whether some plugin is asked when this command is given to an existing complaint.
  func isAsked(beside command: any Sendable) -> Bool {
    guard let command = command as? Complaint.Command else { return false }
    if command.isGuarded, set.answers("matter.guard") { return true }
    switch command {
    case .accept, .plan: return set.answers("complaint.plan")
    case .escalate: return set.answers("complaint.escalate")
    default: return false
    }
  }

  /// Asks the hooks that stand beside a command; nil when there is none.
  func ask(beside asking: Asking, calendar: WorkingCalendar) -> IntakeAnswers? {
    var answers = IntakeAnswers()
    switch asking.command {
    case .accept?, .plan?:
      let plan = set.askPlan(asking.record, asking.hooks)
      answers.take(plan) { $0.tasks = plan.value }
    case .escalate(_, let rule)?:
      let obligation = asking.complaint.obligations.first { $0.rule == rule }
      let late = obligation.map { Int64($0.due.distance(to: asking.hooks.day)) }
      let escalate = set.askEscalate(
        asking.record,
        asking.context([
          "rule": rule.map { .text($0) }, "days_late": late.map { .integer($0) },
        ]))
      answers.take(escalate) { $0.escalations = escalate.value }
    case .handling(.recompute)?:
      answers = askDeadlinesAgain(asking.record, asking.hooks, calendar: calendar)
    default: return nil
    }
    return answers
  }
}

extension PluginRuntime {
  /// Asks `complaint.deadline` about a case on record, as its intake did. A failure answers nothing: no
  /// case moves because a script broke.
  func askDeadlinesAgain(
    _ record: ComplaintRecord, _ context: HookContext, calendar: WorkingCalendar
  ) -> IntakeAnswers {
    var answers = IntakeAnswers()
    let deadlines = set.askDeadlines(record, context, siteLimits: limits, calendar: calendar)
    answers.take(deadlines) { $0.recounted = deadlines.failures.isEmpty ? deadlines.value : nil }
    answers.answers.held = []
    return answers
  }
}

extension Complaint.Command {
  /// Whether `matter.guard` may refuse it; what the program itself records passes.
  var isGuarded: Bool {
    switch self {
    case .markOverdue, .archive, .escalate(_, rule: .some), .handling(.recompute): false
    default: true
    }
  }
}

extension IntakeAnswers {
  /// What was asked before and this, for one report to the person.
  func joined(behind earlier: IntakeAnswers?) -> IntakeAnswers {
    guard var all = earlier else { return self }
    all.records += records
    all.failures += failures
    all.answers.held += answers.held
    return all
  }
}

extension ComplaintRecord {
  /// The record as the hooks behind `complaint.classify` see it: open classes filled in.
  func classified(by answers: [Classification]) -> ComplaintRecord {
    var record = self
    for answer in answers {
      guard let table = Self.table(of: answer.key), let key = answer.value.text,
        table.row(key) != nil, record[answer.key] == .text(table.missing)
      else { continue }
      record[answer.key] = .text(key)
    }
    return record
  }

  /// The record as the hooks before it saw it, given what it decided.
  func unclassified(by answers: [(key: String, value: String)]) -> ComplaintRecord {
    var record = self
    for answer in answers {
      guard let table = Self.table(of: answer.key), record[answer.key] == .text(answer.value)
      else { continue }
      record[answer.key] = .text(table.missing)
    }
    return record
  }

  private static func table(of key: String) -> CodeTable? {
    switch key {
    case "business_class": .businessClass
    case "cause": .cause
    default: nil
    }
  }
}
