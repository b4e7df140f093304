internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint callback CASE --satisfaction DEGREE --settled`
struct ComplaintCallback: Verb {
  static let configuration: CommandConfiguration = .command(
    "callback", "登记办结后的回访", "record a call-back after the closure",
    detail: Phrase(
      "由未办理该投诉的人员回访。", "By somebody who did not handle the case."),
    examples: [
      Example(
        "xiaobao complaint callback C-20260302-000007 --satisfaction satisfied --settled", "已解决，满意",
        "settled, and satisfied"),
      Example(
        "xiaobao complaint callback C-20260302-000007 --failed", "未联系上", "nobody was reached"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say("满意度", "how content the customer is", value: Phrase("满意度", "degree")))
  var satisfaction: SatisfactionChoice?

  @Flag(help: .say("客户不愿评价", "the customer would not say how content"))
  var notGiven = false

  @Flag(help: .say("问题已解决", "the customer holds it to be settled"))
  var settled = false

  @Flag(help: .say("问题未解决", "the customer does not"))
  var unsettled = false

  @Flag(help: .say("未联系上", "nobody was reached"))
  var failed = false

  @Option(
    help: .say(
      "客户意见，UTF-8 文本；- 为标准输入", "the customer's words as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let said = [satisfaction != nil, notGiven, settled, unsettled].contains(true)
    guard !(failed && said), !(settled && unsettled), !(notGiven && satisfaction != nil) else {
      throw OptionValue.contradiction("complaint callback")
    }
    let opinion = try file.map { path throws(Failure) in try InputFile.text(path) } ?? ""
    let call = Complaint.CallBack(
      isReached: !failed, satisfaction: notGiven ? .notGiven : satisfaction?.satisfaction,
      isSettled: settled ? true : unsettled ? false : nil, opinion: opinion)
    return try await session.perform(.after(.callBack(call)), on: subject.id)
  }
}

/// `xiaobao complaint inspect CASE --passed`
struct ComplaintInspect: Verb {
  static let configuration: CommandConfiguration = .command(
    "inspect", "登记投诉处理质检结果", "record a check of how a complaint was handled",
    detail: Phrase(
      "由未办理该投诉的人员质检；不合格的须以 --file 写明意见。最近一次为准，计入合格率。",
      "By somebody who did not handle the case; a failed one needs its remark with --file. The last"
        + " one stands, and the quality pass rate counts it."),
    examples: [
      Example("xiaobao complaint inspect C-20260302-000007 --passed", "合格", "it passed"),
      Example(
        "xiaobao complaint inspect C-20260302-000007 --failed --file remark.txt", "不合格",
        "it failed, and why"),
    ])

  @OptionGroup var subject: CaseArgument

  @Flag(help: .say("合格", "it passed"))
  var passed = false

  @Flag(help: .say("不合格", "it failed"))
  var failed = false

  @Option(
    help: .say(
      "质检意见，UTF-8 文本；- 为标准输入", "the remark as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    guard passed != failed else { throw OptionValue.contradiction("complaint inspect") }
    let remark = try file.map { path throws(Failure) in try InputFile.text(path) } ?? ""
    return try await session.perform(
      .after(.inspect(isPassed: passed, remark: remark)), on: subject.id)
  }
}

extension OptionValue {
  /// Options that exclude each other, or none of those of which one is needed.
  static func contradiction(_ verb: String) -> Failure {
    Failure(
      "XB-306",
      problem: Phrase(
        "选项互相矛盾，或缺少必选的一项", "the options contradict each other, or one of them is missing"),
      remedy: Phrase("查看 xiaobao help \(verb)", "see xiaobao help \(verb)"), exit: .usage)
  }
}
