internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao complaint list`
struct ComplaintList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出投诉，最新在前", "list complaints, newest first",
    examples: [
      Example(
        "xiaobao complaint list --stage investigating --unit HQ-CARD",
        "HQ-CARD 正在调查的投诉", "what HQ-CARD investigates"),
      Example(
        "xiaobao complaint list --from 2026-01-01 --to 2026-03-31 --json",
        "一季度登记的投诉，JSON 格式", "the first quarter's complaints as JSON"),
    ])

  @Option(
    help: .say(
      "只列此阶段：received、accepted、assigned、investigating、decided、replied、closed、withdrawn、archived",
      "only this stage: received, accepted, assigned, investigating, decided, replied, closed,"
        + " withdrawn, archived", value: Phrase("阶段", "stage")))
  var stage: String?

  @Option(help: .say("只列此机构办理的", "only cases of this unit", value: Phrase("机构", "unit")))
  var unit: String?

  @Option(help: .say("登记日不早于", "received on or after", value: Phrase("日期", "day")))
  var from: String?

  @Option(help: .say("登记日不晚于", "received on or before", value: Phrase("日期", "day")))
  var to: String?

  @Flag(help: .say("只列已登记逾期的", "only with an overdue obligation"))
  var overdue = false

  @Flag(help: .say("只列待人工处理的", "only those in the manual queue"))
  var held = false

  @Option(
    help: .say(
      "只列自定义字段为此值的", "only where a field has this value",
      value: Phrase("名称=值", "name=value")))
  var field: String?

  @Flag(help: .say("最早在前", "oldest first"))
  var oldestFirst = false

  @OptionGroup var list: ListOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    var query = ComplaintQuery()
    query.stage = try stage.map { text throws(Failure) in try Self.stage(text) }
    query.unit = unit
    query.from = try OptionValue.day(from, "--from")
    query.to = try OptionValue.day(to, "--to")
    query.overdueOnly = overdue
    query.heldOnly = held
    query.newestFirst = !oldestFirst
    query.limit = try list.count()
    query.after = list.after
    let workspace = try session.open(.reading)
    if let field {
      let pair = try OptionValue.pair(field, "--field")
      query.field = try await workspace.field(
        pair.name, is: pair.text, as: session.invocation())
    }
    let page = try await workspace.complaints(query)
    ComplaintTable.show(page, in: session)
    return .done
  }

  private static func stage(_ text: String) throws(Failure) -> String {
    let names = Complaint.Stage.Name.allCases.map(\.rawValue) + ["archived"]
    if names.contains(text) { return text }
    let near = Nearest.match(of: text, in: names)
    throw Failure(
      "XB-305",
      problem: Phrase("--stage 的值“\(text)”无效", "the value `\(text)` of --stage is not valid"),
      remedy: Phrase(
        (near.map { "是否指 \($0)？" } ?? "") + "可选值：\(names.joined(separator: "、"))",
        (near.map { "did you mean \($0)? " } ?? "") + "one of: \(names.joined(separator: ", "))"),
      exit: .usage)
  }
}

/// Complaints as a table for the terminal.
struct ComplaintTable {
  let language: Language

  /// A page of a list, for people or programs.
  static func show(_ page: Page<ComplaintRow>, in session: Session) {
    guard !session.isJSON else {
      return Output.print(
        JSONText.list(page.items.map { JSONValue($0) }, total: page.total, next: page.next))
    }
    guard !page.items.isEmpty else {
      return session.print(session.say("没有符合条件的投诉", "no complaints"))
    }
    session.print(ComplaintTable(language: session.language).table(page.items))
    if let total = page.total {
      session.print(
        session.say(
          "共 \(total) 件，显示 \(page.items.count) 件", "\(page.items.count) of \(total)"))
    }
    if let next = page.next {
      session.print(session.say("下一页：", "next page: ") + "--after \(next)")
    }
  }

  func table(_ rows: [ComplaintRow]) -> TextTable {
    TextTable(
      columns: [
        .init(say("编号", "Case")),
        .init(say("登记日", "Received"), priority: 5),
        .init(say("阶段", "Stage")),
        .init(say("机构", "Unit"), minimumWidth: 6, priority: 6),
        .init(say("业务类别", "Class"), minimumWidth: 8, priority: 4),
        .init(say("投诉原因", "Cause"), minimumWidth: 8, priority: 3),
        .init(say("金额", "Amount"), alignment: .right, priority: 2),
        .init(say("到期", "Due"), priority: 7),
        .init(say("原定", "First due"), priority: 1),
        .init(say("标记", "Flags"), priority: 1),
      ],
      rows: rows.map(cells))
  }

  private func cells(_ row: ComplaintRow) -> [String] {
    let words = CodedWordPrinter(language: language)
    return [
      row.id, row.receivedOn.iso, StageWord.title(row.stage).text(in: language), row.unit,
      words.text(row.businessClass, .businessClass), words.text(row.cause, .cause),
      row.amount?.text ?? "", row.due?.iso ?? "", Self.original(row), flags(row),
    ]
  }

  /// The first due day, where it is another than the one that counts now.
  private static func original(_ row: ComplaintRow) -> String {
    guard let open = row.binding, open.due != open.originalDue else { return "" }
    return open.originalDue.iso
  }

  /// What stands out about a case.
  func flags(_ row: ComplaintRow) -> String {
    var flags: [String] = []
    if row.isOverdue { flags.append(say("逾期", "overdue")) }
    if row.isHeld { flags.append(say("待人工", "held")) }
    if row.open.contains(where: \.isPaused) { flags.append(say("中止", "stopped")) }
    if row.binding?.isProvisional == true { flags.append(say("暂定", "provisional")) }
    if row.isSynthetic { flags.append(say("合成", "synthetic")) }
    return flags.joined(separator: say("、", ", "))
  }

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
}
