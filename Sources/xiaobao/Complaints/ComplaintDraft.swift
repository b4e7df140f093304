internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao complaint draft CASE`
struct ComplaintDraft: Verb {
  static let configuration: CommandConfiguration = .command(
    "draft", "起草答复", "draft a reply",
    detail: Phrase(
      "由插件（complaint.reply）依事实起草；没有插件或插件失败时为标准答复。输出为 complaint reply --file 所读的 JSON，请核对修改后使用。",
      "A plugin (complaint.reply) drafts it from the facts; without one, or when one fails, it is the"
        + " standard reply. The output is the JSON that complaint reply --file reads: look it over first."
    ),
    examples: [
      Example(
        "xiaobao complaint draft C-20260302-000007 --output reply.json", "起草并写入 reply.json",
        "into reply.json")
    ])

  @OptionGroup var subject: CaseArgument
  @Option(
    help: .say(
      "写入文件，缺省为标准输出", "write a file instead of standard output", value: Phrase("文件", "file")),
    completion: .file())
  var output: String?
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let drafted = try await workspace.draftReply(subject.id, as: session.invocation())
    var object = ObjectBuilder()
    object.add("findings", drafted.draft.findings)
    object.add("basis", drafted.draft.basis)
    object.add("reasons", drafted.draft.reasons)
    var writer = ConsumerProtection.JSONWriter()
    writer.write(object.object)
    let bytes = writer.bytes + [0x0A]
    if let output {
      try Files.write(bytes, to: output)
      session.note(session.say("已写入 \(output)", "written to \(output)"))
    } else {
      Output.write(bytes)
    }
    let source =
      drafted.draft.plugin.map { session.say("插件 \($0)", "the plugin \($0)") }
      ?? session.say("标准答复", "the standard reply")
    session.note(
      session.say("来源：", "source: ") + source + (drafted.reason.map { "  \($0)" } ?? ""))
    for failure in drafted.failures { session.report(Failure(failure)) }
    return .done
  }
}
