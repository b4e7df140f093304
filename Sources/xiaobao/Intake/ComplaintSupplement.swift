internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint supplement CASE --file FILE`
struct ComplaintSupplement: Verb {
  static let configuration: CommandConfiguration = .command(
    "supplement", "补正登记要素；不影响任何时限", "complete what was registered; no limit moves",
    detail: Phrase(
      "文件为 JSON：urgency、sensitivity、vulnerable_groups、demand_kinds、escalated_to、suspected_agent、capacity、proxy、heir、"
        + "representatives、channel_facts、major，以及说明 note；narrative、demand 更正投诉内容和诉求，原文留在记录中，不再被查到。补正不中止、不重新起算本行的任何时限。",
      "The file is JSON: urgency, sensitivity, vulnerable_groups, demand_kinds, escalated_to,"
        + " suspected_agent, capacity, proxy, heir, representatives, channel_facts, major, and a note;"
        + " narrative and demand put the words right: the old ones stay on record and are found no more."
        + " It stops and restarts no limit of the bank's."),
    examples: [
      Example(
        "xiaobao complaint supplement C-20260302-000007 --file more.json", "补充录音编号和紧急程度",
        "add the recording and the urgency")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "补正内容的 JSON 文件；- 为标准输入", "what is added, as JSON; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file(extensions: ["json"]))
  var file: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let json = try InputFile.json(file)
    let texts = ["note", "narrative", "demand"]
    func text(_ name: String) -> String { json[name]?.text ?? "" }
    let members = (json.members ?? []).filter { !texts.contains($0.name) }
    let particulars: Particulars
    do throws(Refusal) {
      particulars = try Particulars(json: .object(members))
    } catch {
      throw Failure(error)
    }
    return try await session.perform(
      .intake(
        .supplement(
          Supplement(
            particulars: particulars, note: text("note"), narrative: text("narrative"),
            demand: text("demand")))), on: subject.id)
  }
}

/// `xiaobao complaint ask CASE --material LIST`
struct ComplaintAsk: Verb {
  static let configuration: CommandConfiguration = .command(
    "ask", "要求投诉人补正材料", "ask the complainant for material",
    detail: Phrase(
      "不得要求提供本行已有的材料（第十三条）：合同、流水、录音等由行内调取。",
      "What the bank holds itself must not be asked for (art. 13): contracts, statements, recordings."
    ),
    examples: [
      Example(
        "xiaobao complaint ask C-20260302-000007 --material authorisation,proxy_identity",
        "请受托人补交授权委托书", "ask the proxy for the authorisation")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say("材料，逗号分隔", "the material, separated by commas", value: Phrase("材料", "material")))
  var material: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let keys = material.split(separator: ",").map { word in
      CodeTable.material.resolve(String(word)) ?? String(word)
    }
    return try await session.perform(
      .intake(.ask(keys, note: global.reason ?? "")), on: subject.id)
  }
}

/// `xiaobao complaint first-response CASE --manner MANNER`
struct ComplaintFirstResponse: Verb {
  static let configuration: CommandConfiguration = .command(
    "first-response", "登记首次联系投诉人（首次响应）", "record the first contact with the complainant",
    detail: Phrase(
      "首次响应时限由本行自定：站点文件 limits 中 name: first_response，如 budget: 2 hours。",
      "The limit is the bank's own: `limits` of the site file, name: first_response, e.g. budget: 2"
        + " hours."),
    examples: [
      Example(
        "xiaobao complaint first-response C-20260302-000007 --manner phone --proof R-4711 --on 2026-03-02T10:40",
        "10:40 已电话联系", "called at 10:40")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("联系方式", "how", value: Phrase("方式", "manner")))
  var manner: MannerChoice

  @Option(
    help: .say("凭证，如录音编号", "the proof, such as a recording number", value: Phrase("凭证", "proof")))
  var proof: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .intake(.respond(manner: manner.manner, proof: proof ?? "")), on: subject.id)
  }
}

/// `xiaobao complaint hand-over CASE --to STAFF --reason TEXT`
struct ComplaintHandOver: Verb {
  static let configuration: CommandConfiguration = .command(
    "hand-over", "移交首问责任", "hand the first-contact owner's duty over",
    detail: Phrase(
      "登记时的首问责任人始终保留在记录中。接手人当日请假且已登记顶岗（person cover）的，由顶岗人接手。",
      "Who was named at intake stays on record. Where the one who takes it is on leave and somebody"
        + " stands in (person cover), the stand-in takes it."),
    examples: [
      Example(
        "xiaobao complaint hand-over C-20260302-000007 --to 10024 --reason 轮岗", "移交给 10024",
        "10024 takes it")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("接手人", "who takes it", value: Phrase("工号", "staff number")))
  var to: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(
      .intake(.handOver(to: to, reason: global.reason ?? "")), on: subject.id)
  }
}

/// `xiaobao complaint decline CASE --ground GROUND`
struct ComplaintDecline: Verb {
  static let configuration: CommandConfiguration = .command(
    "decline", "不予办理并告知", "decline to handle it, and tell the person",
    detail: Phrase(
      "法定理由只有一项：not_party（第十八条第四款）。policy 为本行规定，须另一人批准（--approved-by）并告知。",
      "The order knows one ground: not_party (art. 18(4)). policy is the bank's own; somebody else has to"
        + " approve it (--approved-by), and the person is told."),
    examples: [
      Example(
        "xiaobao complaint decline C-20260302-000007 --ground not_party --manner phone --proof R-4711 --reason 非本人且无授权",
        "并非投诉人本人提出", "not raised by the complainant")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say(
      "理由：not_party 或 policy", "the ground: not_party or policy", value: Phrase("理由", "ground")))
  var ground: String

  @Option(help: .say("告知方式", "how the person was told", value: Phrase("方式", "manner")))
  var manner: MannerChoice

  @Option(
    help: .say(
      "告知之日，缺省为业务日", "the day of the notice; else the business day", value: Phrase("日期", "day")))
  var told: String?

  @Option(help: .say("告知凭证", "what proves the notice", value: Phrase("凭证", "proof")))
  var proof: String?

  @Option(
    help: .say("批准人，不得为本人", "who approved, never yourself", value: Phrase("工号", "staff number")))
  var approvedBy: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let ground = try OptionValue.choice(ground, "--ground", of: Declining.Ground.self)
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let declining = Declining(
      ground, reason: global.reason ?? "", approver: approvedBy, manner: manner.manner,
      toldOn: try session.day(told, "--told"), proof: proof ?? "")
    return session.show(
      try await workspace.perform(.intake(.decline(declining)), on: subject.id, as: invocation))
  }
}
