// What is added to a complaint beside its way: fields, tasks, escalations.

/// Values of the bank's own fields, and of `severity` and `tags`.
/// Version 1, since 0.1: `fields` {name: value, null takes it away}, `plugin`?.
public struct ComplaintFieldsSet: Sendable, Equatable {
  /// `complaint.fields_set`
  public static let type = "complaint.fields_set"
  /// The fields with their new values; null takes a value away.
  public let fields: [JSONValue.Member]
  /// The plugin that classified; nil when a person did.
  public let plugin: String?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(fields: [JSONValue.Member], plugin: String? = nil, envelope: EventEnvelope) {
    self.fields = fields
    self.plugin = plugin
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    guard let fields = payload.value("fields")?.members else {
      throw .wrongKind("fields", expected: "object")
    }
    self.fields = fields
    plugin = try payload.optionalText("plugin")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("fields", value: .object(fields))
    payload.write("plugin", plugin)
  }
}

/// One task of a case (任务).
public struct ComplaintTask: Sendable, Equatable {
  /// The name, once a complaint.
  public let name: String
  /// What is to be done.
  public let title: Phrase
  /// A staff number or a unit.
  public let owner: String?
  /// How long, from the day of the plan.
  public let budget: Budget
  /// The last day.
  public let due: CivilDay
  /// The plugin that planned it.
  public let plugin: String
  /// Who owes it: the owner as the unit or person that was there on the day of the plan.
  public var duty: ObligationOwner?
  /// The day on which it was done; nil while it is open.
  public internal(set) var doneOn: CivilDay?
}

/// Tasks were planned. Version 1, since 0.1: `tasks`? {`name`, `title` {`zh`, `en`}, `owner`?,
/// `budget`, `due`, `plugin`, since 0.2 `owner_unit`?, `owner_person`?}, `held`?.
public struct ComplaintPlanned: Sendable, Equatable {
  /// `complaint.planned`
  public static let type = "complaint.planned"
  /// The tasks, new ones only.
  public let tasks: [ComplaintTask]
  /// `plan_failed` when a plugin failed.
  public let held: [String]
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(tasks: [ComplaintTask], held: [String], envelope: EventEnvelope) {
    self.tasks = tasks
    self.held = held
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    var tasks: [ComplaintTask] = []
    for object in try payload.objects("tasks") {
      let title = try object.optionalObject("title")
      tasks.append(
        ComplaintTask(
          name: try object.text("name"),
          title: Phrase(try title?.text("zh") ?? "", try title?.text("en") ?? ""),
          owner: try object.optionalText("owner"), budget: try object.budget("budget"),
          due: try object.day("due"), plugin: try object.text("plugin"),
          duty: try object.optionalText("owner_unit").map { unit throws(PayloadError) in
            ObligationOwner(unit: unit, person: try object.optionalText("owner_person"))
          }))
    }
    self.tasks = tasks
    held = try payload.texts("held")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("tasks", objects: tasks) { task, object in
      object.write("name", task.name)
      object.write(
        "title",
        object: { (title: inout PayloadWriter) in
          title.write("zh", task.title.zh)
          title.write("en", task.title.en)
        })
      object.write("owner", task.owner)
      object.write("budget", task.budget.text)
      object.write("due", task.due)
      object.write("plugin", task.plugin)
      object.write("owner_unit", task.duty?.unit)
      object.write("owner_person", task.duty?.person)
    }
    payload.write("held", held)
  }
}

/// A task was done. Version 1, since 0.1: `name`.
public struct ComplaintTaskDone: Sendable, Equatable {
  /// `complaint.task_done`
  public static let type = "complaint.task_done"
  /// The task's name.
  public let name: String
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(name: String, envelope: EventEnvelope) {
    self.name = name
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    name = try payload.text("name")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) { payload.write("name", name) }
}

/// The case was escalated (升级).
/// Version 1, since 0.1: `level`, `to` (a list), `rule`?, `plugin`?, sealed `reason`?.
public struct ComplaintEscalated: Sendable, Equatable {
  /// `complaint.escalated`
  public static let type = "complaint.escalated"
  /// The highest level, 1 to 9.
  public let level: Int
  /// Units and staff numbers.
  public let to: [String]
  /// The limit that was missed; nil when a person escalated.
  public let rule: String?
  /// The plugin that gave the highest level; nil for the default superior.
  public let plugin: String?
  /// Why, as a person put it.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(
    level: Int, to: [String], rule: String?, plugin: String?, reason: PersonalText?,
    envelope: EventEnvelope
  ) {
    self.level = level
    self.to = to
    self.rule = rule
    self.plugin = plugin
    self.reason = reason
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    level = Int(try payload.integer("level"))
    to = try payload.texts("to")
    rule = try payload.optionalText("rule")
    plugin = try payload.optionalText("plugin")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("level", level)
    payload.write("to", to)
    payload.write("rule", rule)
    payload.write("plugin", plugin)
    payload.seal("reason", reason)
  }
}
