internal import Casework
internal import ConsumerProtection

/// What was added to a complaint beside its way, for `complaint show`.
struct AddedFacts {
  let view: ComplaintView
  let fields: [CustomField]
  let session: Session

  var all: [Fact] {
    let values = view.row.fields.map { member in
      let field = fields.first { $0.name == member.name }
      return Fact(
        field?.title ?? Phrase(same: member.name),
        field?.words(of: member.value) ?? "\(member.value)")
    }
    let tasks = view.complaint.tasks.map { task in
      let state =
        task.doneOn.map { session.say("已完成 \($0.iso)", "done \($0.iso)") }
        ?? session.say("截止 \(task.due.iso)", "due \(task.due.iso)")
      let owner = task.owner.map { "  \($0)" } ?? ""
      return Fact("任务", "Task", "\(task.name)  \(session.say(task.title))\(owner)  \(state)")
    }
    let escalations = view.complaint.escalations.map { step in
      Fact(
        "升级", "Escalated",
        session.say("\(step.level) 级", "level \(step.level)")
          + "  \(step.to.joined(separator: ", "))  \(step.envelope.day.iso)"
          + (step.rule.map { "  \($0)" } ?? ""))
    }
    return values + tasks + escalations
  }
}

extension JSONValue {
  /// A task: `{name, title, owner?, budget, due, done_on?, plugin}`.
  init(_ task: ComplaintTask) {
    var object = ObjectBuilder()
    object.add("name", task.name)
    object.add("title", value: JSONValue(task.title))
    object.add("owner", task.owner)
    object.add("budget", task.budget.text)
    object.add("due", task.due)
    object.add("done_on", task.doneOn)
    object.add("plugin", task.plugin)
    self = object.object
  }

  /// An escalation: `{level, to, day, rule?, plugin?}`.
  init(_ step: ComplaintEscalated) {
    var object = ObjectBuilder()
    object.add("level", step.level)
    object.add("to", value: JSONValue(step.to))
    object.add("day", step.envelope.day)
    object.add("rule", step.rule)
    object.add("plugin", step.plugin)
    self = object.object
  }
}
