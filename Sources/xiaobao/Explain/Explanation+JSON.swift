internal import Casework
internal import ConsumerProtection

extension Explanation {
  /// The members of the JSON object.
  var members: [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("complaint", value: JSONValue(row))
    object.add("limits", value: .array(limits.map { $0.json }))
    object.add("decisions", value: .array(decisions.map { $0.json }))
    object.add(
      "silent",
      value: .array(
        silent.map { silent in
          .object([
            JSONValue.Member("hook", .text(silent.hook)),
            JSONValue.Member("plugins", JSONValue(silent.plugins)),
          ])
        }))
    object.add(
      "plugin_sets",
      value: .array(
        sets.sorted { $0.key < $1.key }.map { number, plugins in
          .object([
            JSONValue.Member("number", .integer(number)),
            JSONValue.Member("plugins", JSONValue(plugins)),
          ])
        }))
    return object.members
  }
}

extension Explanation.Limit {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("name", obligation.name)
    object.add("rule", obligation.rule)
    object.add("current_rule", obligation.currentRule)
    object.add("regime", obligation.isRegime)
    object.add("basis", value: JSONValue(obligation.currentBasis))
    object.add("start", obligation.start)
    object.add("budget", obligation.currentBudget.text)
    object.add("original_due", obligation.originalDue)
    object.add("due", obligation.due)
    object.add("agreed_due", obligation.agreedDue)
    object.add("paused_from", obligation.pausedFrom)
    if !obligation.pauses.isEmpty {
      object.add(
        "pauses",
        value: .array(
          obligation.pauses.map { pause in
            var stop = ObjectBuilder()
            stop.add("from", pause.from)
            stop.add("through", pause.through)
            stop.add("reason", value: pause.reason.map { JSONValue($0) })
            return stop.object
          }))
    }
    object.add("provisional", obligation.isProvisional)
    if obligation.isOpportunity {
      object.add("exempts", value: JSONValue(obligation.exempts))
    }
    object.add("settled_on", obligation.settledOn)
    object.add("overdue_marked_on", obligation.overdueMarkedOn)
    let (zh, en) = (count.derivation.lines(in: .zh), count.derivation.lines(in: .en))
    object.add("derivation", value: .array(zip(zh, en).map { JSONValue(Phrase($0, $1)) }))
    object.add("calendar_newer", isCalendarNewer)
    object.add("extensions", value: .array(obligation.extensions.map { JSONValue($0) }))
    return object.object
  }
}

extension Explanation.Decision {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("sequence", Int(sequence))
    object.add("hook", hook)
    object.add("plugin_set", Int(set))
    object.add("used", value: .array(used.map { $0.json }))
    object.add("losers", value: .array(losers.map { $0.json }))
    object.add("conflicts", value: .array(conflicts.map { JSONValue($0) }))
    object.add(
      "failures",
      value: .array(
        failures.map { failure in
          .object([
            JSONValue.Member("plugin", .text(failure.plugin)),
            JSONValue.Member("code", .text(failure.code)),
            JSONValue.Member("place", .text(failure.place)),
          ])
        }))
    object.add("asked", value: .array(asked.map { $0.json }))
    return object.object
  }
}

extension Explanation.Given {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("plugin", plugin)
    object.add("place", place)
    object.add("answer", value: answer)
    object.add("because", because)
    object.add("reason", value: reason.map { JSONValue($0) })
    return object.object
  }
}

extension Explanation.Asked {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("plugin", plugin)
    object.add("digest", digest)
    object.add(
      "reads",
      value: .array(
        reads.map { read in
          .object([
            JSONValue.Member("name", .text(read.name)),
            JSONValue.Member("value", .text(read.value)),
          ])
        }))
    object.add("confirmed", value: isConfirmed.map { .boolean($0) })
    object.add("instructions", Int(instructions))
    return object.object
  }
}

extension JSONValue {
  /// A provision in both languages.
  fileprivate init(_ citation: Citation) {
    self.init(Phrase(citation.text(in: .zh), citation.text(in: .en)))
  }

  /// A step of a limit.
  fileprivate init(_ step: ObligationExtension) {
    var object = ObjectBuilder()
    object.add("rule", step.rule)
    object.add("budget", step.budget.text)
    object.add("day", step.day)
    object.add("from_due", step.fromDue)
    object.add("to_due", step.toDue)
    object.add("approver", step.approver)
    object.add("notified_on", step.notifiedOn)
    object.add("basis", value: JSONValue(step.basis))
    self = object.object
  }
}
