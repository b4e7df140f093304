internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint review …`
struct ComplaintReviewCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "review", "核查：对分支机构的处理决定，由上级机构核查",
    "the review of a branch's decision by its superior institution",
    verbs: [ReviewApply.self, ReviewAccept.self, ReviewDecide.self])
}

/// `xiaobao complaint review apply CASE --file FILE`
struct ReviewApply: Verb {
  static let configuration: CommandConfiguration = .command(
    "apply", "登记投诉人的核查申请", "record the complainant's application",
    detail: Phrase(
      "自收到决定之日起在时限插件规定的期限内书面申请；逾期的予以拒绝并告知其他途径（《银行业保险业消费投诉处理管理办法》第二十条）。",
      "In writing, within the time of the regime's plugin from the day on which the decision was"
        + " received; a late one is refused, naming the other ways (CBIRC Order 2020 No. 3, art. 20)."
    ),
    examples: [
      Example(
        "xiaobao complaint review apply C-20260302-000007 --received 2026-03-12 --file grounds.txt",
        "3 月 12 日收到决定", "the decision was received on 12 March")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "投诉人收到决定之日；缺省为答复发出之日", "the day the decision was received; else the day it was sent",
      value: Phrase("日期", "day")))
  var received: String?

  @Option(
    help: .say(
      "申请理由，UTF-8 文本；- 为标准输入", "the grounds, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let grounds = try TextInput(session, file: file).text(Phrase("申请理由", "grounds"))
    let application = ReviewApplication(
      grounds: grounds, decisionReceivedOn: try OptionValue.day(received, "--received"))
    return try await session.perform(.handling(.applyReview(application)), on: subject.id)
  }
}

/// `xiaobao complaint review accept CASE --person STAFF`
struct ReviewAccept: Verb {
  static let configuration: CommandConfiguration = .command(
    "accept", "受理核查并指定核查人", "take the review up and name who reviews",
    detail: Phrase(
      "核查人须在上级机构任职，未办理过该投诉，也没有利害关系。",
      "The reviewer works at the superior institution, did not handle the case and has no interest."
    ),
    examples: [
      Example(
        "xiaobao complaint review accept C-20260302-000007 --person 20011", "由 20011 核查",
        "20011 reviews")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("核查人", "who reviews", value: Phrase("工号", "staff number")))
  var person: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.handling(.acceptReview(person: person)), on: subject.id)
  }
}

/// `xiaobao complaint review decide CASE --result RESULT --file FILE`
struct ReviewDecide: Verb {
  static let configuration: CommandConfiguration = .command(
    "decide", "作出核查决定并登记告知", "decide the review and record that the complainant was told",
    detail: Phrase(
      "须就处理程序、处理时限和处理结果分别说明。文本取自 JSON 文件"
        + " {\"process\": …, \"limits\": …, \"outcome\": …, \"proof\": …}，或在终端录入。",
      "It speaks of the process, the time limits and the result. The texts come from a JSON file"
        + " {\"process\": …, \"limits\": …, \"outcome\": …, \"proof\": …} or are typed at the terminal."
    ),
    examples: [
      Example(
        "xiaobao complaint review decide C-20260302-000007 --result confirmed --manner posted"
          + " --file review.json", "维持原决定，邮寄告知", "the decision stands; told by post")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "结果：confirmed 维持，changed 变更，returned 责令重新处理",
      "what becomes of the decision: confirmed, changed, returned", value: Phrase("结果", "result")))
  var result: String

  @Option(
    help: .say("告知方式", "how the complainant was told", value: Phrase("方式", "manner")))
  var manner: MannerChoice

  @Option(
    help: .say(
      "告知之日；缺省为业务日", "the day of notice; else the business day", value: Phrase("日期", "day")))
  var sent: String?

  @Option(
    help: .say(
      "核查决定文本的 JSON 文件；- 为标准输入", "the texts as JSON; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let ending = try OptionValue.choice(result, "--result", of: ReviewDecision.Result.self)
    let texts = try TextInput(session, file: file).fields([
      TextField("process", Phrase("处理程序", "the process"), isRequired: true),
      TextField("limits", Phrase("处理时限", "the time limits"), isRequired: true),
      TextField("outcome", Phrase("处理结果", "the result"), isRequired: true),
      TextField("proof", Phrase("告知凭证（邮单号、录音编号等）", "proof of notice (postal number, recording)")),
    ])
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let notice = ComplainantNotice(
      manner: manner.manner, sentOn: try session.day(sent, "--sent"), proof: texts["proof"] ?? "")
    let decision = ReviewDecision(
      ending, process: texts["process"] ?? "", limits: texts["limits"] ?? "",
      outcome: texts["outcome"] ?? "", notice: notice)
    return session.show(
      try await workspace.perform(
        .handling(.decideReview(decision)), on: subject.id, as: invocation))
  }
}

/// `xiaobao complaint outcome CASE --forum FORUM --result RESULT --file FILE`
struct ComplaintOutcomeVerb: Verb {
  static let configuration: CommandConfiguration = .command(
    "outcome", "登记调解、仲裁、诉讼的结果", "record how a mediation, arbitration or suit ended",
    examples: [
      Example(
        "xiaobao complaint outcome C-20260302-000007 --forum mediation --result settled"
          + " --ended 2026-03-20 --amount 120.00 --file outcome.txt",
        "调解达成协议，赔付 120 元", "settled in mediation for 120 yuan")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "途径：mediation 调解，arbitration 仲裁，litigation 诉讼",
      "where: mediation, arbitration, litigation", value: Phrase("途径", "forum")))
  var forum: String

  @Option(
    help: .say(
      "结果：settled 达成协议，for_complainant 支持投诉人，in_part 部分支持，for_bank 支持本行，failed 未达成，withdrawn 撤回",
      "how: settled, for_complainant, in_part, for_bank, failed, withdrawn",
      value: Phrase("结果", "result")))
  var result: String

  @Option(
    help: .say("终结之日；缺省为业务日", "the day it ended; else the business day", value: Phrase("日期", "day"))
  )
  var ended: String?

  @Option(help: .say("本行支付金额（元）", "what the bank pays, in yuan", value: Phrase("金额", "amount")))
  var amount: String?

  @Option(help: .say("案号", "the forum's number", value: Phrase("案号", "number")))
  var number: String?

  @Option(
    help: .say(
      "结果说明，UTF-8 文本；- 为标准输入", "what was held or settled, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let place = try OptionValue.choice(forum, "--forum", of: ForumOutcome.Forum.self)
    let ending = try OptionValue.choice(result, "--result", of: ForumOutcome.Result.self)
    let paid = try OptionValue.money(amount, "--amount")
    let words = try TextInput(session, file: file).text(
      Phrase("结果说明", "what was held or settled"))
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let outcome = ForumOutcome(
      place, ending, endedOn: try session.day(ended, "--ended"), amount: paid, number: number,
      words: words)
    return session.show(
      try await workspace.perform(
        .handling(.recordOutcome(outcome)), on: subject.id, as: invocation))
  }
}

/// `xiaobao complaint remedies CASE`
struct ComplaintRemedies: Verb {
  static let configuration: CommandConfiguration = .command(
    "remedies", "列出对处理决定可用的救济途径", "the ways that are open after the decision",
    detail: Phrase(
      "核查只在作出决定的机构有上级机构时列出，并写明机构和期限；申诉是本行自愿设立的。答复须照此告知。",
      "A review only where the deciding institution has a superior one, with its name and time; an"
        + " appeal is the bank's own. A reply names these."),
    examples: [
      Example("xiaobao complaint remedies C-20260302-000007", "答复前查看", "before the reply")
    ])

  @OptionGroup var subject: CaseArgument
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let open = try await workspace.openRemedies(of: subject.id, as: session.invocation())
    if session.isJSON {
      Output.print(JSONText.list(open.map { JSONValue($0) }, total: open.count))
    } else {
      for remedy in open { session.print("· " + session.say(remedy.title)) }
    }
    return .done
  }
}

extension JSONValue {
  /// A way that is open: `{remedy, title, unit?, within?, basis?}`.
  init(_ open: NamedRemedy) {
    var object = ObjectBuilder()
    object.add("remedy", open.remedy.remedy.rawValue)
    object.add("title", value: JSONValue(open.title))
    object.add("unit", open.remedy.unit)
    object.add("within", open.remedy.within?.text)
    object.add(
      "basis",
      value: open.remedy.basis.map { JSONValue(Phrase($0.text(in: .zh), $0.text(in: .en))) })
    self = object.object
  }
}
