internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint liability CASE --liable --file FILE`
struct ComplaintLiability: Verb {
  static let configuration: CommandConfiguration = .command(
    "liability", "认定责任（有责、无责）与问责", "find whether the bank is at fault, and what follows",
    detail: Phrase(
      "文本取自 JSON 文件 {\"cause\": …, \"accountability\": …}，或在终端录入；以最近一次认定为准。",
      "The texts come from a JSON file {\"cause\": …, \"accountability\": …} or are typed at the"
        + " terminal. The last finding stands."),
    examples: [
      Example(
        "xiaobao complaint liability C-20260302-000007 --liable --unit B1 --persons 10023"
          + " --file liability.json",
        "有责：责任机构 B1、责任人 10023", "at fault: the unit B1 and 10023"),
      Example(
        "xiaobao complaint liability C-20260302-000007 --not-liable --file liability.json", "无责",
        "not at fault"),
    ])

  @OptionGroup var subject: CaseArgument

  @Flag(help: .say("有责", "the bank is at fault"))
  var liable = false

  @Flag(help: .say("无责", "the bank is not at fault"))
  var notLiable = false

  @Option(help: .say("责任机构", "the unit at fault", value: Phrase("机构", "unit")))
  var unit: String?

  @Option(
    help: .say("责任人工号，逗号分隔", "staff numbers, separated by commas", value: Phrase("工号", "staff")))
  var persons = ""

  @Option(
    help: .say(
      "JSON 文件；- 为标准输入", "the texts as JSON; - is standard input", value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    guard liable != notLiable else { throw OptionValue.contradiction("complaint liability") }
    let texts = try TextInput(session, file: file).fields([
      TextField("cause", Phrase("问题根源", "root cause"), isRequired: true),
      TextField("accountability", Phrase("问责情况", "accountability")),
    ])
    let liability = Complaint.Liability(
      isLiable: liable, unit: unit, persons: persons.split(separator: ",").map(String.init),
      cause: texts["cause"] ?? "", accountability: texts["accountability"] ?? "")
    return try await session.perform(.after(.findLiability(liability)), on: subject.id)
  }
}

/// `xiaobao complaint rectify CASE --owner STAFF --due DAY --file FILE`
struct ComplaintRectify: Verb {
  static let configuration: CommandConfiguration = .command(
    "rectify", "溯源整改：要求整改，或登记整改证据", "order a measure against the cause, or record its evidence",
    detail: Phrase(
      "整改有责任人和期限，列入到期清单；以证据结束：--done 序号 --file 证据。",
      "A measure has an owner and a last day and stands in the due list. It ends with evidence: --done"
        + " NUMBER --file EVIDENCE."),
    examples: [
      Example(
        "xiaobao complaint rectify C-20260302-000007 --owner 10023 --due 2026-04-30 --file measure.txt",
        "10023 于 2026-04-30 前整改", "10023 puts it right by 2026-04-30"),
      Example(
        "xiaobao complaint rectify C-20260302-000007 --done 1 --file evidence.txt", "第 1 项已整改",
        "measure 1 was carried out"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("整改责任人", "who carries it out", value: Phrase("工号", "staff number")))
  var owner: String?

  @Option(help: .say("整改期限", "the last day", value: Phrase("日期", "day")))
  var due: String?

  @Option(
    help: .say("已完成的整改序号", "the number of the measure carried out", value: Phrase("序号", "number")))
  var done: String?

  @Option(
    help: .say(
      "整改措施或证据，UTF-8 文本；- 为标准输入", "the measure or its evidence as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let number = try OptionValue.count(done, "--done", in: 1...10_000)
    let day = try OptionValue.day(due, "--due")
    let input = TextInput(session, file: file)
    if let number {
      guard owner == nil, day == nil else { throw OptionValue.contradiction("complaint rectify") }
      let evidence = try input.text(Phrase("整改证据", "evidence"))
      return try await session.perform(
        .after(.proveRectification(number: number, evidence: evidence)), on: subject.id)
    }
    guard let owner, let day else { throw OptionValue.contradiction("complaint rectify") }
    let measure = try input.text(Phrase("整改措施", "measure"))
    return try await session.perform(
      .after(.orderRectification(measure: measure, owner: owner, due: day)), on: subject.id)
  }
}

/// `xiaobao complaint suggest CASE --file FILE`
struct ComplaintSuggest: Verb {
  static let configuration: CommandConfiguration = .command(
    "suggest", "登记产品与服务改进建议", "record a suggestion for the product or service",
    examples: [
      Example(
        "xiaobao complaint suggest C-20260302-000007 --product 示例借记卡 --file suggestion.txt",
        "针对示例借记卡",
        "for one product")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(
    help: .say("产品；缺省为投诉所涉产品", "the product; else the complaint's", value: Phrase("产品", "product")))
  var product: String?

  @Option(
    help: .say(
      "建议，UTF-8 文本；- 为标准输入", "the suggestion as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let text = try TextInput(session, file: file).text(Phrase("改进建议", "suggestion"))
    return try await session.perform(.after(.suggest(text: text, product: product)), on: subject.id)
  }
}

/// `xiaobao complaint deduct CASE --ground TEXT --material NAME`
struct ComplaintDeduct: Verb {
  static let configuration: CommandConfiguration = .command(
    "deduct", "登记核减申请或监管答复", "record a request that the regulator does not count it, or the answer",
    detail: Phrase(
      "申请须有理由和说明材料；答复用 --granted 或 --denied。",
      "A request needs its ground and material; the answer is --granted or --denied."),
    examples: [
      Example(
        "xiaobao complaint deduct C-20260302-000007 --ground 非本行客户 --material 账户查询结果"
          + " --file explanation.txt",
        "申请核减", "ask for it"),
      Example(
        "xiaobao complaint deduct C-20260302-000007 --granted --number 答复〔2026〕12号", "已同意核减",
        "it was granted"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("核减理由", "the ground, in the regulator's words", value: Phrase("理由", "ground")))
  var ground: String?

  @Option(
    help: .say(
      "说明材料名称，可多次", "a document that proves it; may be repeated", value: Phrase("材料", "name")))
  var material: [String] = []

  @Option(
    help: .say(
      "情况说明，UTF-8 文本；- 为标准输入", "what happened, as UTF-8 text; - is standard input",
      value: Phrase("文件", "file")),
    completion: .file())
  var file: String?

  @Flag(help: .say("监管同意核减", "the regulator granted it"))
  var granted = false

  @Flag(help: .say("监管不同意核减", "the regulator denied it"))
  var denied = false

  @Option(help: .say("答复文号", "the number of the answer", value: Phrase("文号", "number")))
  var number: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let chosen = [ground != nil, granted, denied].count(where: \.self)
    guard chosen == 1 else { throw OptionValue.contradiction("complaint deduct") }
    guard let ground else {
      return try await session.perform(
        .after(.answerDeduction(isAccepted: granted, number: number)), on: subject.id)
    }
    let explanation = try file.map { path throws(Failure) in try InputFile.text(path) } ?? ""
    return try await session.perform(
      .after(
        .requestDeduction(ground: ground, explanation: explanation, materials: material)),
      on: subject.id)
  }
}
