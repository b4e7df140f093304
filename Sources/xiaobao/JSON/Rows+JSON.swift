internal import Casework
internal import ConsumerProtection
internal import PluginHost

extension JSONValue {
  /// `{kind, id}`
  init(_ reference: MatterReference) {
    self = .object([
      Member("kind", .text(reference.kind.text)), Member("id", .text(reference.id)),
    ])
  }

  /// A coded field: `{key, label?}`.
  init(_ coded: ComplaintRow.Coded) {
    var object = ObjectBuilder()
    object.add("key", coded.key)
    object.add("label", coded.label)
    self = object.object
  }

  /// One complaint without personal data.
  init(_ row: ComplaintRow) {
    var object = ObjectBuilder()
    object.add("id", row.id)
    object.add("received_on", row.receivedOn)
    object.add("stage", row.stage)
    object.add("unit", row.unit)
    object.add("handler", row.handler)
    object.add("receiving_unit", row.receivingUnit)
    object.add("intake_channel", value: JSONValue(row.intakeChannel))
    object.add("business_channel", value: JSONValue(row.businessChannel))
    object.add("business_class", value: JSONValue(row.businessClass))
    object.add("cause", value: JSONValue(row.cause))
    object.add("region", value: JSONValue(row.region))
    object.add("product", row.product)
    object.add("amount", row.amount?.text)
    object.add("headcount", row.headcount)
    object.add("due", row.due)
    object.add("open_obligations", value: .array(row.open.map { JSONValue($0) }))
    object.add("overdue", row.isOverdue)
    object.add("held", row.isHeld)
    object.add("synthetic", row.isSynthetic)
    object.add("satisfaction", row.satisfaction)
    object.add("closed_on", row.closedOn)
    object.add("source_system", row.sourceSystem)
    object.add("source_id", row.sourceID)
    object.add("urgency", row.urgency)
    object.add("escalated_to", row.escalatedTo)
    object.add("ending", row.ending)
    object.add("repeats", row.repeats)
    object.add("merged_into", row.mergedInto)
    if !row.sensitivity.isEmpty { object.add("sensitivity", value: JSONValue(row.sensitivity)) }
    if !row.vulnerableGroups.isEmpty {
      object.add("vulnerable_groups", value: JSONValue(row.vulnerableGroups))
    }
    if row.suspectsAgent { object.add("suspected_agent", true) }
    if !row.fields.isEmpty { object.add("fields", value: .object(row.fields)) }
    self = object.object
  }

  /// An open obligation.
  init(_ open: ComplaintRow.OpenObligation) {
    var object = ObjectBuilder()
    object.add("name", open.name)
    object.add("rule", open.rule)
    object.add("due", open.due)
    object.add("original_due", open.originalDue)
    object.add("owner_unit", open.unit)
    object.add("owner_person", open.person)
    object.add("provisional", open.isProvisional)
    object.add("overdue_marked", open.isMarked)
    if open.isPaused { object.add("paused", true) }
    self = object.object
  }

  /// One line of the due list.
  init(_ row: DueRow) {
    var object = ObjectBuilder()
    object.add("matter", value: JSONValue(row.matter))
    object.add("name", row.name)
    object.add("rule", row.rule)
    object.add("due", row.due)
    object.add("original_due", row.originalDue)
    object.add("days_left", row.daysLeft)
    object.add("unit", row.unit)
    object.add("handler", row.handler)
    object.add("stage", row.stage)
    object.add("provisional", row.isProvisional)
    object.add("overdue_marked", row.isMarked)
    if row.isPaused { object.add("paused", true) }
    self = object.object
  }

  /// One line of a history.
  init(_ entry: HistoryEntry) {
    var object = ObjectBuilder()
    object.add("sequence", Int(entry.sequence))
    object.add("matter_version", entry.version)
    object.add("at", entry.at.iso)
    object.add("day", entry.day)
    object.add("type", entry.type)
    object.add("actor", entry.actor)
    object.add("data", value: entry.data)
    object.add("sealed", value: JSONValue(entry.sealedFields))
    object.add("hash", entry.hash)
    self = object.object
  }

  /// What `complaint.check` found.
  init(_ problem: CheckProblem) {
    var object = ObjectBuilder()
    object.add("field", problem.field)
    object.add("code", problem.code)
    object.add("severity", problem.severity.rawValue)
    object.add("message", value: JSONValue(problem.message))
    object.add("plugin", problem.plugin)
    self = object.object
  }

  /// A plugin that gave no answer.
  init(_ failure: PluginFailure) {
    var object = ObjectBuilder()
    object.add("code", failure.code.text)
    object.add("plugin", failure.plugin)
    object.add("hook", failure.hook)
    object.add("file", failure.file)
    object.add("line", failure.line)
    object.add("message", value: JSONValue(failure.message))
    object.add("effect", value: JSONValue(failure.effect))
    self = object.object
  }
}
