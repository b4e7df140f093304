internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao plugin release ID --reason TEXT`
struct PluginRelease: Verb {
  static let configuration: CommandConfiguration = .command(
    "release", "放行被隔离的插件", "let a plugin in quarantine answer again",
    detail: Phrase(
      "连续在三件投诉上失败的版本被隔离，不再询问，其钩子按失败处理。放行须有管理员角色并说明理由，记入台账。",
      "A version that failed on three cases in a row is in quarantine: it is not asked, and its hooks"
        + " count as failing. A release needs the administrator's role and a reason, which is recorded."
    ),
    examples: [
      Example(
        "xiaobao plugin release acme.cards --reason 数据已更正", "放行 acme.cards",
        "let acme.cards answer again")
    ])

  @Argument(help: .say("插件编号", "the plugin", value: Phrase("编号", "id")))
  var id: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let trouble = try await session.open(.writing).release(id, as: session.invocation())
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("id", trouble.id)
      object.add("digest", trouble.digest)
      object.add("in_a_row", trouble.inARow)
      object.add("code", trouble.code)
      object.add("hook", trouble.hook)
      object.add("case", trouble.caseID)
      Output.print(JSONText.envelope(object.members))
      return .done
    }
    session.print(facts: [
      Fact("放行", "Released", trouble.id),
      Fact("摘要", "Digest", trouble.digest),
      Fact(
        "最后一次失败", "Last failure", "\(trouble.code) \(trouble.hook) \(trouble.caseID)"),
    ])
    return .done
  }
}
