internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao complaint number CASE NUMBER`
struct ComplaintNumber: Verb {
  static let configuration: CommandConfiguration = .command(
    "number", "登记外部编号", "add a number that it has elsewhere",
    detail: Phrase(
      "--from 说明由谁转来；转办的编号须逐一反馈（answer-back），合并不免除。",
      "--from says who transferred it; each such number is to be answered (answer-back), and a merge drops"
        + " none."),
    examples: [
      Example(
        "xiaobao complaint number C-20260302-000007 12378-2026-0815 --from nfra", "监管转办编号",
        "the regulator's number")
    ])

  @OptionGroup var subject: CaseArgument
  @Argument(help: .say("外部编号", "the number", value: Phrase("编号", "number")))
  var number: String

  @Option(
    help: .say(
      "转办方：pbc、nfra、government、other", "who gave it: pbc, nfra, government, other",
      value: Phrase("转办方", "from")))
  var from: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let from = try from.map { text throws(Failure) in
      try OptionValue.choice(text, "--from", of: Transferor.self)
    }
    return try await session.perform(.intake(.addNumber(number, from: from)), on: subject.id)
  }
}

/// `xiaobao complaint refused CASE NUMBER --ground GROUND`
struct ComplaintRefused: Verb {
  static let configuration: CommandConfiguration = .command(
    "refused", "登记监管部门不予受理的理由", "record why a regulator does not take it",
    detail: Phrase(
      "仅记录监管部门自己的理由（人民银行令〔2020〕第5号第四十二条），不是本行不予办理的理由。",
      "The regulator's reason only (PBC Order 2020 No. 5, art. 42); no ground for the bank to decline."
    ),
    examples: [
      Example(
        "xiaobao complaint refused C-20260302-000007 RH-2026-0815 --ground elsewhere", "法院已受理",
        "already before a court")
    ])

  @OptionGroup var subject: CaseArgument
  @Argument(help: .say("监管编号", "the regulator's number", value: Phrase("编号", "number")))
  var number: String

  @Option(help: .say("监管部门的理由", "its ground", value: Phrase("理由", "ground")))
  var ground: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let ground = try OptionValue.choice(ground, "--ground", of: RegulatorGround.self)
    return try await session.perform(
      .intake(.noteRefusal(number: number, ground)), on: subject.id)
  }
}

/// `xiaobao complaint answer-back CASE NUMBER --file FILE`
struct ComplaintAnswerBack: Verb {
  static let configuration: CommandConfiguration = .command(
    "answer-back", "登记对转办部门的反馈", "record what a transferring regulator was told",
    detail: Phrase(
      "七项缺一不可（人民银行令〔2020〕第5号第四十四条）：basic_facts、dispute、findings、basis、communication、extension、satisfaction；没有的写“无”。",
      "None of the seven facts may be missing (PBC Order 2020 No. 5, art. 44): basic_facts, dispute,"
        + " findings, basis, communication, extension, satisfaction; where there is none, say so."),
    examples: [
      Example(
        "xiaobao complaint answer-back C-20260302-000007 RH-2026-0815 --file facts.json", "反馈人民银行",
        "answer the People's Bank")
    ])

  @OptionGroup var subject: CaseArgument
  @Argument(help: .say("转办编号", "the regulator's number", value: Phrase("编号", "number")))
  var number: String

  @Option(
    help: .say(
      "反馈内容的 JSON 文件；- 为标准输入", "the facts as JSON; - is standard input", value: Phrase("文件", "file")
    ),
    completion: .file(extensions: ["json"]))
  var file: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let texts = try TextInput(session, file: file).fields(
      AnswerBack.facts.map { TextField($0.name, $0.title, isRequired: true) })
    return try await session.perform(
      .intake(.answerBack(AnswerBack(number: number, texts: texts))), on: subject.id)
  }
}

/// `xiaobao complaint merge CASE --into CASE`
struct ComplaintMerge: Verb {
  static let configuration: CommandConfiguration = .command(
    "merge", "并入较早的、尚未办结的投诉", "merge it into an earlier one that is still open",
    detail: Phrase(
      "不另行起算时限（第十八条第三款）。外部编号和对监管部门的反馈义务随之转入，逐一保留。",
      "No new clock (art. 18(3)). Its numbers and its duties to regulators go along, each of them."),
    examples: [
      Example(
        "xiaobao complaint merge C-20260305-000003 --into C-20260302-000007", "同一事项再次来到",
        "the same matter came again")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("较早的投诉", "the earlier complaint", value: Phrase("投诉编号", "case")))
  var into: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.intake(.merge(into: into)), on: subject.id)
  }
}

/// `xiaobao complaint repeat CASE --of CASE`
struct ComplaintRepeat: Verb {
  static let configuration: CommandConfiguration = .command(
    "repeat", "标为已办结投诉的重复投诉", "link it as a repeat of one that has ended",
    examples: [
      Example(
        "xiaobao complaint repeat C-20260405-000003 --of C-20260302-000007", "办结后再次投诉",
        "complained again after the closure")
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("较早的投诉", "the earlier complaint", value: Phrase("投诉编号", "case")))
  var of: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    try await session.perform(.intake(.linkRepeat(of: of)), on: subject.id)
  }
}

/// `xiaobao complaint find NUMBER`
struct ComplaintFind: Verb {
  static let configuration: CommandConfiguration = .command(
    "find", "按任一编号查找投诉", "find complaints by any number",
    detail: Phrase(
      "投诉编号、外部编号（12378、12345、人民银行等）和来源系统编号均可。",
      "The case number, a number elsewhere (12378, 12345, the People's Bank …) or the source's number."
    ),
    examples: [
      Example("xiaobao complaint find 12378-2026-0815", "按转办编号查找", "by the regulator's number")
    ])

  @Argument(help: .say("编号", "the number", value: Phrase("编号", "number")))
  var number: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let found = try await session.open(.reading).find(number)
    if session.isJSON {
      let items = found.map { item in
        var object = ObjectBuilder()
        object.add("what", item.what)
        object.add("complaint", value: JSONValue(item.row))
        return object.object
      }
      Output.print(JSONText.list(items, total: items.count, next: nil))
    } else {
      for item in found {
        let what =
          switch item.what {
          case "case": session.say("投诉编号", "case number")
          case "outside": session.say("外部编号", "outside number")
          case "merged": session.say("由其并入", "merged into this one")
          default: session.say("来源编号", "source number")
          }
        let stage = session.say(StageWord.title(item.row.stage))
        let into =
          item.row.mergedInto.map { session.say("  并入 \($0)", "  merged into \($0)") } ?? ""
        session.print("\(item.row.id)  \(stage)  \(item.row.receivedOn.iso)  \(what)\(into)")
      }
      if found.isEmpty {
        session.print(session.say("没有投诉带有编号“\(number)”", "no complaint has the number `\(number)`"))
      }
    }
    return found.isEmpty ? .findings : .done
  }
}
