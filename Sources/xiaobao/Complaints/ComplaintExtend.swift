internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint extend CASE --reason TEXT`
struct ComplaintExtend: Verb {
  static let configuration: CommandConfiguration = .command(
    "extend", "延长办理期限（须在到期前）", "take the next step of a limit, before it has passed",
    detail: Phrase(
      "须经批准的一步只是申请：由批准人本人执行 complaint extension approve，到期日在批准时才改变。谁批准由时限插件的 limits.yaml"
        + " 规定，本行另有要求的写在站点文件 handling.extension。告知可以同时登记，也可以在批准后登记。",
      "A step that needs an approval is only asked for: the approver gives complaint extension approve,"
        + " and the due day moves then. Who approves stands in limits.yaml of the regime's plugin, and"
        + " what the bank itself wants in handling.extension of the site file. The notice may be given"
        + " here or after the approval."),
    examples: [
      Example(
        "xiaobao complaint extend C-20260302-000007 --reason 案情复杂需外部取证",
        "第一次延长", "the first step"),
      Example(
        "xiaobao complaint extend C-20260302-000007 --reason 需第三方鉴定 --to 10001",
        "第二次延长：向 10001 申请批准", "the second: 10001 is asked to approve"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "时限名称或规则编号；缺省为最先到期且可延长的一项",
      "the limit's name or rule; else the one that falls due first and can go on",
      value: Phrase("时限", "limit")))
  var limit: String?

  @Option(
    help: .say(
      "请谁批准；缺省为规则所列人员中的第一位", "who is asked to approve; else the first of those named",
      value: Phrase("工号", "staff number")))
  var to: String?

  @OptionGroup var notice: NoticeOptions

  @Option(
    help: .say(
      "告知凭证，UTF-8 文本；- 为标准输入", "the proof of notice, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @Option(
    help: .say(
      "暂复或延迟通知中写明的预计答复日", "the day of the answer that a holding reply or delay notice states",
      value: Phrase("日期", "day")))
  var expected: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let proof = try file.map { path throws(Failure) in try InputFile.text(path) }
    let request = ExtensionRequest(
      limit: limit, reason: global.reason ?? "", approver: to,
      notice: try notice.notice(proof: proof ?? ""),
      statedDay: try OptionValue.day(expected, "--expected"))
    return try await session.perform(.extend(request), on: subject.id)
  }
}
