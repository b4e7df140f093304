internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint extension …`
struct ComplaintExtensionCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "extension", "延期的审批和告知", "approve an extension, and tell the complainant",
    verbs: [ExtensionApprove.self, ExtensionRefuse.self, ExtensionTold.self])
}

/// Which of several.
struct ExtensionLimitOption: ParsableArguments {
  @Option(
    help: .say(
      "时限名称或规则编号；只有一项时可省略", "the limit's name or rule; needed where there are several",
      value: Phrase("时限", "limit")))
  var limit: String?
}

/// `xiaobao complaint extension approve CASE`
struct ExtensionApprove: Verb {
  static let configuration: CommandConfiguration = .command(
    "approve", "批准延期", "approve an extension",
    detail: Phrase(
      "由有权批准者本人办理；申请人和经办人不得批准。到期日从此改变；规则要求告知而申请时没有告知的，告知列入经办人的到期事项。",
      "By whoever may, never by who asked or handles. The due day moves now; where the rule wants the"
        + " complainant told and the request had no notice, the notice falls due for the handler."),
    examples: [
      Example(
        "xiaobao complaint extension approve C-20260302-000007 --as 10001", "10001 批准",
        "10001 approves")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup var which: ExtensionLimitOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .handling(
        .answerExtension(limit: which.limit, isGranted: true, reason: global.reason ?? "")),
      on: subject.id)
  }
}

/// `xiaobao complaint extension refuse CASE --reason TEXT`
struct ExtensionRefuse: Verb {
  static let configuration: CommandConfiguration = .command(
    "refuse", "不予批准延期", "do not approve an extension",
    examples: [
      Example(
        "xiaobao complaint extension refuse C-20260302-000007 --reason 材料已齐", "不予批准",
        "it is not approved")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup var which: ExtensionLimitOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .handling(
        .answerExtension(limit: which.limit, isGranted: false, reason: global.reason ?? "")),
      on: subject.id)
  }
}

/// `xiaobao complaint extension told CASE --notified DAY --manner MANNER --file FILE`
struct ExtensionTold: Verb {
  static let configuration: CommandConfiguration = .command(
    "told", "登记已将延期告知投诉人", "record that the complainant was told of an extension",
    examples: [
      Example(
        "xiaobao complaint extension told C-20260302-000007 --notified 2026-03-28 --manner sms"
          + " --file proof.txt",
        "已短信告知", "told by text message")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup var which: ExtensionLimitOption
  @OptionGroup var notice: NoticeOptions

  @Option(
    help: .say(
      "告知凭证，UTF-8 文本；- 为标准输入", "the proof of notice, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let told = try notice.notice(proof: try InputFile.text(file))
    guard let told else {
      throw Failure(
        "XB-306",
        problem: Phrase(
          "--notified 和 --manner 须同时给出", "--notified and --manner belong together"),
        remedy: Phrase("补上这两项", "give both"), exit: .usage)
    }
    return try await session.perform(
      .handling(.tellExtension(limit: which.limit, told)), on: subject.id)
  }
}
