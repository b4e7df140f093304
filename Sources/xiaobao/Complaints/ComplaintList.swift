internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao complaint list`
struct ComplaintList: Verb {
  static let configuration: CommandConfiguration = .command(
    "list", "列出投诉，最新在前", "list complaints, newest first",
    detail: Phrase(
      "条件可任意组合。--sort due 到期最早在前，amount 金额最大在前，closed 办结最晚在前，只列有该值的；--reverse 颠倒。全部导出用 complaint export，常用条件可存为视图（view save）。",
      "Conditions combine. --sort due begins with what falls due first, amount with the largest, closed with"
        + " the newest closure, and lists only what has the value; --reverse turns it round. Everything at"
        + " once: complaint export. What is asked often is kept by view save."),
    examples: [
      Example(
        "xiaobao complaint list --stage investigating --unit HQ-CARD",
        "HQ-CARD 正在调查的投诉", "what HQ-CARD investigates"),
      Example(
        "xiaobao complaint list --owner 10023 --due-within 3 --sort due",
        "10023 三日内到期的，最急的在前", "what 10023 must finish within three days, the most urgent first"),
      Example(
        "xiaobao complaint list --class 信用卡 --amount-from 10000 --sort amount",
        "信用卡一万元以上的", "cards, from ten thousand yuan on"),
      Example(
        "xiaobao complaint list --from 2026-01-01 --to 2026-03-31 --json",
        "一季度登记的投诉，JSON 格式", "the first quarter's complaints as JSON"),
    ])

  @OptionGroup var filters: ComplaintFilters
  @OptionGroup var sealed: SealedFilters
  @OptionGroup var list: ListOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    var query = try await filters.query(in: session, workspace)
    try sealed.add(to: &query)
    query.limit = try list.count()
    query.after = list.after
    let invocation = query.text != nil || query.person != nil ? try session.invocation() : nil
    ComplaintTable.show(try await workspace.complaints(query, as: invocation), in: session)
    return .done
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

  /// Chosen columns, as a view names them.
  func table(_ rows: [ComplaintRow], _ columns: [ComplaintListColumn]) -> TextTable {
    TextTable(
      columns: columns.map { column in
        .init(
          column.title.text(in: language), alignment: column == .amount ? .right : .left,
          priority: column == .id ? nil : 1)
      },
      rows: rows.map { row in columns.map { cell(row, $0) } })
  }

  private func cell(_ row: ComplaintRow, _ column: ComplaintListColumn) -> String {
    let words = CodedWordPrinter(language: language)
    switch column {
    case .stage: return StageWord.title(row.stage).text(in: language)
    case .intakeChannel: return words.text(row.intakeChannel, .intakeChannel)
    case .businessChannel: return words.text(row.businessChannel, .businessChannel)
    case .businessClass: return words.text(row.businessClass, .businessClass)
    case .cause: return words.text(row.cause, .cause)
    case .region: return words.text(row.region, .region)
    default:
      switch column.value(of: row) {
      case .text(let text): return text
      case .integer(let number): return String(number)
      case .boolean(let flag): return flag ? say("是", "yes") : ""
      case .null, .number, .array, .object: return ""
      }
    }
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
