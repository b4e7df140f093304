internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin order`
struct PluginOrder: Verb {
  static let configuration: CommandConfiguration = .command(
    "order", "各钩子询问插件的次序及理由", "the order in which each hook asks its plugins, and why",
    examples: [Example("xiaobao plugin order", "次序", "the order")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let failures = await workspace.pluginFailures()
    let text = await workspace.pluginOrder(in: session.language)
    let hooks = await workspace.pluginPlaces()
    if session.isJSON {
      Output.print(
        JSONText.envelope([
          JSONValue.Member(
            "lines", JSONValue(text.split(separator: "\n").map { String($0) })),
          JSONValue.Member("hooks", .array(hooks.map { JSONValue($0) })),
          JSONValue.Member("failures", .array(failures.map { JSONValue($0) })),
        ]))
    } else {
      Output.print(text.hasSuffix("\n") || text.isEmpty ? text : text + "\n")
      for failure in failures { session.note(failure.block(in: session.language)) }
    }
    return failures.isEmpty ? .done : .findings
  }
}

extension JSONValue {
  /// The order of a hook: `{hook, plugins[{plugin, enforcement, reason?}], edges[{first, second,
  /// declared_by, reason}], cycles[[id]]}`.
  init(_ places: HookPlaces) {
    var object = ObjectBuilder()
    object.add("hook", places.hook)
    object.add(
      "plugins",
      value: .array(
        places.places.map { place in
          var entry = ObjectBuilder()
          entry.add("plugin", place.plugin)
          entry.add("enforcement", place.enforcement.rawValue)
          entry.add("reason", value: place.reason.map { JSONValue($0) })
          return entry.object
        }))
    object.add(
      "edges",
      value: .array(
        places.edges.map { edge in
          var entry = ObjectBuilder()
          entry.add("first", edge.first)
          entry.add("second", edge.second)
          entry.add("declared_by", edge.declaredBy)
          entry.add("reason", value: JSONValue(edge.reason))
          return entry.object
        }))
    object.add("cycles", value: .array(places.cycles.map { JSONValue($0) }))
    self = object.object
  }
}
