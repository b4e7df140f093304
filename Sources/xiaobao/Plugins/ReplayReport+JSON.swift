internal import Casework
internal import ConsumerProtection
internal import PluginHost

extension ReplayReport {
  /// The members of `plugin replay --json`; docs/reference/cli-json.md has their meaning.
  var members: [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("candidate", candidate)
    object.add("digest", digest)
    object.add("against", baseline.rawValue)
    object.add("from", from)
    object.add("to", to)
    object.add("sequence", Int(position))
    object.add("hash", hash)
    object.add("cases", cases)
    object.add("changed_cases", changedCases)
    object.add(
      "hooks",
      value: .array(
        hooks.map { hook in
          var entry = ObjectBuilder()
          entry.add("hook", hook)
          entry.add("changed", changed[hook] ?? 0)
          return entry.object
        }))
    object.add("transitions", value: .array(transitions.map { Self.json($0) }))
    object.add(
      "load",
      value: .array(
        load.map { unit in
          var entry = ObjectBuilder()
          entry.add("unit", unit.unit)
          entry.add("before", unit.before)
          entry.add("after", unit.after)
          return entry.object
        }))
    object.add("deadlines_missed", missed)
    object.add("deadlines_gained", gained)
    object.add("changes", value: .array(changes.map { Self.json($0) }))
    object.add(
      "failures",
      value: .array(
        failures.map { failed in
          var entry = ObjectBuilder()
          entry.add("code", failed.code)
          entry.add("count", failed.count)
          entry.add("first", value: JSONValue(failed.first))
          return entry.object
        }))
    object.add("undetermined", undetermined)
    object.add("calendars_not_kept", calendarsNotKept)
    object.add("synthetic", hasSynthetic)
    return object.members
  }

  private static func json(_ transition: Transition) -> JSONValue {
    var entry = ObjectBuilder()
    entry.add("hook", transition.hook)
    entry.add("before", value: JSONValue(transition.before))
    entry.add("after", value: JSONValue(transition.after))
    entry.add("count", transition.count)
    return entry.object
  }

  private static func json(_ change: Change) -> JSONValue {
    func json(_ said: Said) -> JSONValue {
      var entry = ObjectBuilder()
      entry.add("decision", value: JSONValue(said.decision))
      if !said.source.isEmpty { entry.add("source", said.source) }
      entry.add("because", value: said.because.map { JSONValue($0) })
      return entry.object
    }
    var entry = ObjectBuilder()
    entry.add("id", change.id)
    entry.add("received_on", change.receivedOn)
    entry.add("hook", change.hook)
    entry.add("before", value: json(change.before))
    entry.add("after", value: json(change.after))
    entry.add("outcome", change.outcome?.rawValue)
    return entry.object
  }
}
