internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint extend CASE --reason TEXT`
struct ComplaintExtend: Verb {
  static let configuration: CommandConfiguration = .command(
    "extend", "延长办理期限（须在到期前）", "take the next step of a limit, before it has passed",
    examples: [
      Example(
        "xiaobao complaint extend C-20260302-000007 --reason 案情复杂需外部取证",
        "第一次延长", "the first step"),
      Example(
        "xiaobao complaint extend C-20260302-000007 --reason 需第三方鉴定 --approved-by 10001"
          + " --notified 2026-03-28",
        "第二次延长：须经批准并告知投诉人", "the second: approved, and the complainant told"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "时限名称或规则编号；缺省为最先到期且可延长的一项",
      "the limit's name or rule; else the one that falls due first and can go on",
      value: Phrase("时限", "limit")))
  var limit: String?

  @Option(
    help: .say("批准人，不得为本人", "who approved, never yourself", value: Phrase("工号", "staff number")))
  var approvedBy: String?

  @Option(
    help: .say("告知投诉人之日", "the day the complainant was told", value: Phrase("日期", "day")))
  var notified: String?

  @Option(
    help: .say(
      "告知方式；须用 --file 给出凭证", "how the complainant was told; needs its proof in --file",
      value: Phrase("方式", "manner")))
  var manner: MannerChoice?

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
    var request = ExtensionRequest(
      limit: limit, reason: global.reason ?? "", approver: approvedBy,
      notifiedOn: try OptionValue.day(notified, "--notified"), manner: manner?.manner,
      proof: proof ?? "")
    request.statedDay = try OptionValue.day(expected, "--expected")
    return try await session.perform(.extend(request), on: subject.id)
  }
}
