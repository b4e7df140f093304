internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao watch …`
struct WatchCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "watch", "监测：从汇总数中发现信号", "signals in the counts of complaints", verbs: [WatchRun.self])
}

/// `xiaobao score …`
struct ScoreCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "score", "评分：依插件的方案计分", "scores by the schemes of plugins",
    verbs: [ScoreList.self, ScoreRun.self])
}

/// `xiaobao product …`
struct ProductCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "product", "产品：消保审查清单", "products: the items of a review", verbs: [ProductChecklist.self])
}

/// `xiaobao fund …`
struct FundCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "fund", "补偿资金：测算申请", "compensation: assess a claim", verbs: [FundAssess.self])
}

/// `xiaobao watch run`
struct WatchRun: Verb {
  static let configuration: CommandConfiguration = .command(
    "run", "询问监测插件", "ask the watching plugins",
    detail: Phrase(
      "插件（watch.detect）查看汇总数并报告信号；有 alarm 时退出码为 2。答案记入台账。",
      "Plugins (watch.detect) look at the counts and report signals; exit 2 when there is an alarm."
        + " Their answers are recorded."),
    examples: [Example("xiaobao watch run --on 2026-03-31", "截至 2026-03-31", "as of 2026-03-31")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let answer = try await session.open(.writing).watch(as: session.invocation())
    AreaPage(answer: answer, session: session).show { item in
      "\(item["level"]?.text ?? "")  \(item["key"]?.text ?? "")  \(session.say(item.phrase("title")))"
    }
    let hasAlarm = answer.items.contains { $0.answer["level"]?.text == "alarm" }
    return hasAlarm || !answer.held.isEmpty ? .findings : .done
  }
}

/// `xiaobao score list`
struct ScoreList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出评分方案", "the schemes on offer",
    examples: [Example("xiaobao score list", "可用方案", "what can be scored")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let schemes = try await session.open(.reading).scores()
    if session.isJSON {
      Output.print(
        JSONText.list(schemes.map { JSONValue($0) }, total: schemes.count, next: nil))
      return .done
    }
    if schemes.isEmpty {
      session.print(
        session.say("没有评分方案：没有插件提供 score.<方案>", "no schemes: no plugin offers score.<scheme>"))
    }
    for scheme in schemes {
      session.print("\(scheme.id)  \(session.say(scheme.title))  (\(scheme.plugin))")
    }
    return .done
  }
}

/// `xiaobao score run SCHEME --file FILE`
struct ScoreRun: Verb {
  static let configuration: CommandConfiguration = .command(
    "run", "依方案计分", "score a sheet",
    detail: Phrase(
      "评分表是 JSON 对象：id、unit、from、to 和 figures {名称: 整数}。各指标得分和理由记入台账。",
      "The sheet is a JSON object: id, unit, from, to and figures {name: integer}. The points and their"
        + " reasons are recorded."),
    examples: [
      Example("xiaobao score run branch --file sheet.json", "按方案 branch 计分", "by the scheme branch")
    ])

  @Argument(help: .say("方案", "the scheme", value: Phrase("方案", "scheme")))
  var scheme: String
  @OptionGroup var input: CaseFileOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let sheet = try InputFile.json(input.file)
    let answer = try await session.open(.writing).score(
      scheme, sheet: sheet, file: input.file, as: session.invocation())
    let sum = answer.items.reduce(into: (Int64(0), Int64(0))) { sum, item in
      sum.0 += item.answer["points"]?.integer ?? 0
      sum.1 += item.answer["points_max"]?.integer ?? 0
    }
    AreaPage(answer: answer, session: session).show(
      total: answer.items.isEmpty ? nil : "\(sum.0)/\(sum.1)"
    ) { item in
      "\(item["indicator"]?.text ?? "")  \(item["points"]?.integer ?? 0)/\(item["points_max"]?.integer ?? 0)"
    }
    return answer.held.isEmpty ? .done : .findings
  }
}

/// `xiaobao product checklist --file FILE`
struct ProductChecklist: Verb {
  static let configuration: CommandConfiguration = .command(
    "checklist", "列出消保审查事项", "list what a review looks at",
    detail: Phrase(
      "内置事项依银保监会令2022年第9号第九条；插件（product.checklist）可以增加。产品是 JSON 对象：id、name、kind、channels、is_new、changes_terms、for_seniors。",
      "The built-in items follow CBIRC Order 2022 No. 9, art. 9; plugins (product.checklist) add their"
        + " own. The product is a JSON object: id, name, kind, channels, is_new, changes_terms,"
        + " for_seniors."),
    examples: [
      Example("xiaobao product checklist --file product.json", "一个产品的审查事项", "for one product")
    ])

  @OptionGroup var input: CaseFileOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let product = try InputFile.json(input.file)
    let answer = try await session.open(.writing).productChecklist(
      product, file: input.file, as: session.invocation())
    AreaPage(answer: answer, session: session).show { item in
      "\(item["code"]?.text ?? "")  \(session.say(item.phrase("text")))"
    }
    return answer.held.isEmpty ? .done : .findings
  }
}

/// `xiaobao fund assess --file FILE`
struct FundAssess: Verb {
  static let configuration: CommandConfiguration = .command(
    "assess", "测算一笔申请", "assess a claim",
    detail: Phrase(
      "插件（fund.assess）给出是否符合条件和金额；答案不一致或插件失败时转人工，退出码为 2。申请是 JSON 对象：id、applied_on、amount、loss（分）、complaint、reason、bank_at_fault。",
      "Plugins (fund.assess) say whether it is eligible, and the amount; when they differ or one fails, a"
        + " person decides and the exit is 2. The claim is a JSON object: id, applied_on, amount, loss (in"
        + " fen), complaint, reason, bank_at_fault."),
    examples: [
      Example("xiaobao fund assess --file claim.json", "测算 claim.json", "assess claim.json")
    ])

  @OptionGroup var input: CaseFileOption
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let claim = try InputFile.json(input.file)
    let answer = try await session.open(.writing).assessFund(
      claim, file: input.file, as: session.invocation())
    AreaPage(answer: answer, session: session).show { item in
      let eligible = item["eligible"]?.boolean ?? false
      let amount = item["amount"]?.integer.map { "  " + Money(fen: $0).text } ?? ""
      return session.say(eligible ? Phrase("符合条件", "eligible") : Phrase("不符合条件", "not eligible"))
        + amount
    }
    return answer.held.isEmpty ? .done : .findings
  }
}

/// `--file`, which must be given.
struct CaseFileOption: ParsableArguments {
  @Option(
    help: .say("JSON 文件；- 为标准输入", "a JSON file; - is standard input", value: Phrase("文件", "file")),
    completion: .file(extensions: ["json"]))
  var file: String
}
