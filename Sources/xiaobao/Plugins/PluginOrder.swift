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
    if session.isJSON {
      Output.print(
        JSONText.envelope([
          JSONValue.Member(
            "lines", JSONValue(text.split(separator: "\n").map { String($0) })),
          JSONValue.Member("failures", .array(failures.map { JSONValue($0) })),
        ]))
    } else {
      Output.print(text.hasSuffix("\n") || text.isEmpty ? text : text + "\n")
      for failure in failures { session.note(failure.block(in: session.language)) }
    }
    return failures.isEmpty ? .done : .findings
  }
}
