internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin run PLUGIN HOOK`
struct PluginRun: Verb {
  static let configuration: CommandConfiguration = .command(
    "run", "向插件的一个钩子提一次问题，看它如何作答", "ask one hook of a plugin once and see its answer",
    detail: Phrase(
      "不需要批准，不写入任何内容。--case 用台账中的投诉（个人信息除外）；--input 用 JSON 文件：投诉类钩子为字段对象，"
        + "report 为参数，其余为第一个参数。退出码 0 为作答（含没有意见），1 为拒绝或失败。",
      "Needs no approval and writes nothing. --case takes a complaint of the ledger, without its"
        + " personal texts; --input a JSON file: the fields for hooks on a complaint, the parameters"
        + " for a report, else the first argument. Exit 0 for an answer, no opinion included, 1 when"
        + " the plugin refuses or fails."),
    examples: [
      Example(
        "xiaobao plugin run plugins/acme.cards complaint.route --input case.json", "用文件中的字段",
        "with the fields in a file"),
      Example(
        "xiaobao plugin run acme.cards complaint.route --case C-20260302-000007 --show-input",
        "用台账中的投诉，并显示读到的值", "about a case, with the values that were read"),
    ])

  @Argument(
    help: .say("插件目录或编号", "a folder or an identifier", value: Phrase("插件", "plugin")),
    completion: .directory)
  var plugin: String

  @Argument(help: .say("钩子，如 complaint.route", "the hook", value: Phrase("钩子", "hook")))
  var hook: String

  @OptionGroup var question: QuestionOptions

  @Flag(help: .say("显示读到的字段的值", "show the values of the fields that were read"))
  var showInput = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let folder = try PluginTarget.folder(named: plugin, in: session)
    try QuestionOptions.check(hook, of: folder)
    let asked = try await question.ask(
      hook, of: folder, in: session, repeating: repeating, isQuestionNeeded: true)
    if let failure = asked.answer.failure { throw Failure(failure, showInput: showInput) }
    if session.isJSON {
      Output.print(JSONText.envelope(members(asked, folder)))
    } else {
      show(asked, folder, in: session)
    }
    return .done
  }

  /// The command that asks the same again.
  private var repeating: String {
    (["xiaobao plugin run \(plugin) \(hook)"] + question.words).joined(separator: " ")
  }

  private func members(
    _ asked: QuestionOptions.Asked, _ folder: PluginFolder
  ) -> [JSONValue.Member] {
    let answer = asked.answer
    var object = ObjectBuilder()
    object.add("plugin", folder.name)
    object.add("hook", hook)
    object.add("answer", value: answer.value)
    object.add("because", value: .array(asked.reasons.map { JSONValue($0) }))
    object.add("at", answer.at)
    if showInput {
      object.add(
        "read",
        value: .object(answer.reads.map { JSONValue.Member($0.name, JSONValue($0.value)) }))
    }
    object.add("reads", value: JSONValue(answer.reads.map(\.name)))
    object.add("context_reads", value: JSONValue(answer.contextReads))
    object.add("instructions", answer.instructions)
    object.add("instructions_max", answer.instructionsMax)
    object.add("memory_kib", answer.memoryKiB)
    object.add("memory_kib_max", answer.memoryKiBMax)
    object.add("log", value: JSONValue(answer.log.map(\.text)))
    return object.members
  }

  private func show(
    _ asked: QuestionOptions.Asked, _ folder: PluginFolder, in session: Session
  ) {
    let answer = asked.answer
    let comma = session.say("、", ", ")
    let reads = answer.reads.map { field in
      showInput ? "\(field.name)=\(JSONText.line(JSONValue(field.value)))" : field.name
    }
    let none = session.say("无", "none")
    session.print(facts: [
      Fact("插件", "Plugin", "\(folder.name)  \(hook)  \(answer.at)"),
      Fact(
        "答案", "Answer",
        answer.value == .null
          ? session.say("没有意见（nil）", "no opinion (nil)") : JSONText.line(answer.value)),
      Fact(
        "理由", "Because",
        asked.reasons.isEmpty
          ? nil : asked.reasons.map { session.say($0) }.joined(separator: "\n")),
      Fact("读取", "Read", reads.isEmpty ? none : reads.joined(separator: comma)),
      Fact(
        "上下文", "Context",
        answer.contextReads.isEmpty
          ? nil : answer.contextReads.map { "ctx.\($0)" }.joined(separator: comma)),
      Fact(
        "用量", "Used",
        session.say(
          "\(answer.instructions) / \(answer.instructionsMax) 条指令，\(answer.memoryKiB) / \(answer.memoryKiBMax) KiB",
          "\(answer.instructions) of \(answer.instructionsMax) instructions, \(answer.memoryKiB) of \(answer.memoryKiBMax) KiB"
        )),
      Fact(
        "日志", "Log",
        answer.log.isEmpty ? nil : answer.log.map(\.text).joined(separator: "\n")),
    ])
  }
}
