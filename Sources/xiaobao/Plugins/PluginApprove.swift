internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import PluginHost

/// `xiaobao plugin approve ID`
struct PluginApprove: Verb {
  static let configuration: CommandConfiguration = .command(
    "approve", "批准插件目录的现状", "approve a plugin's folder as it is now",
    detail: Phrase(
      "先列出与已批准版本相比的文件、权限和决定差异，再将目录的摘要写入 xiaobao.yaml；只看不批准用 xiaobao plugin diff。批准前请运行 xiaobao plugin check 与 xiaobao plugin test。须有管理员角色；批准记入台账。",
      "Shows what differs from the version approved before, in files, permissions and decisions, then pins"
        + " the folder's digest in xiaobao.yaml; xiaobao plugin diff only shows. Run xiaobao plugin check and xiaobao plugin test"
        + " first. Needs the administrator's role; the approval is recorded in the ledger."),
    examples: [Example("xiaobao plugin approve acme.cards", "批准 acme.cards", "approve acme.cards")])

  @Argument(help: .say("插件编号", "the plugin", value: Phrase("编号", "id")))
  var id: String

  @Flag(
    name: .customLong("without-decisions"),
    help: .say("不回放以往投诉", "do not ask about past cases"))
  var withoutDecisions = false

  @OptionGroup var period: PreviewPeriod
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    var preview: ApprovalPreview?
    if !withoutDecisions, workspace.site.plugins.contains(where: { $0.id == id }) {
      let (first, last) = (try period.first(), try period.last())
      preview = try await workspace.approvalPreview(id, from: first, to: last, as: invocation)
    }
    if !session.isJSON, let preview {
      for line in preview.lines(in: session.language) + [""] { session.print(line) }
    }
    let approval = try await workspace.approve(id, as: invocation)
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("difference", value: preview.map { .object($0.members) })
      object.add("id", approval.id)
      object.add("before", approval.before?.description)
      object.add("after", approval.after.description)
      object.add("permissions", value: JSONValue(approval.permissions))
      Output.print(JSONText.envelope(object.members))
      return .done
    }
    let none = session.say("无", "none")
    session.print(facts: [
      Fact("插件", "Plugin", approval.id),
      Fact("此前批准", "Approved before", approval.before?.description ?? none),
      Fact("现批准", "Approved now", approval.after.description),
      Fact(
        "权限", "Permissions",
        approval.permissions.isEmpty
          ? none : approval.permissions.joined(separator: session.say("、", ", "))
      ),
    ])
    return .done
  }
}
