internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao outbox …`
struct OutboxCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "outbox", "发件箱：插件写给机构和人员的通知", "notices of plugins for units and persons",
    verbs: [OutboxList.self])
}

/// `xiaobao outbox list`
struct OutboxList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出通知，最早在前", "list the notices, oldest first",
    detail: Phrase(
      "插件（matter.observe）在操作提交之后写入 outbox/notices.jsonl，由本行的网关取走发送。",
      "Plugins (matter.observe) write outbox/notices.jsonl after a commit; the bank's own gateway takes"
        + " them from there."),
    examples: [Example("xiaobao outbox list --to HQ-CARD", "写给 HQ-CARD 的通知", "notices for HQ-CARD")]
  )

  @Option(help: .say("只列写给此机构或人员的", "only those to this unit or person", value: Phrase("收件", "to")))
  var to: String?
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let all = try session.open(.reading).outbox()
    let entries = all.filter { to == nil || $0.to == to }
    if session.isJSON {
      Output.print(JSONText.envelope([.init("notices", .array(entries.map { JSONValue($0) }))]))
      return .done
    }
    for entry in entries {
      session.print(
        "\(entry.at)  \(entry.matter)  \(entry.command)  → \(entry.to)  \(entry.subject)")
      session.print("    \(entry.text)")
    }
    if entries.isEmpty { session.print(session.say("没有通知", "no notices")) }
    return .done
  }
}

extension JSONValue {
  /// A notice: `{at, matter, sequence, command, plugin, to, subject, text}`.
  init(_ entry: OutboxEntry) {
    var object = ObjectBuilder()
    object.add("at", entry.at)
    object.add("matter", entry.matter)
    object.add("sequence", Int(entry.sequence))
    object.add("command", entry.command)
    object.add("plugin", entry.plugin)
    object.add("to", entry.to)
    object.add("subject", entry.subject)
    object.add("text", entry.text)
    self = object.object
  }
}
