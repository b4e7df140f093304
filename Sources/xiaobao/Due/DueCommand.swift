internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao due`
struct DueCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "due", "列出将到期的事项", "what falls due, earliest first",
    examples: [
      Example("xiaobao due", "七日内到期和已过期的", "within seven days, and what is past its day"),
      Example("xiaobao due --overdue --unit HQ-CARD", "HQ-CARD 已过期的", "what HQ-CARD has missed"),
      Example(
        "xiaobao due --on 2026-03-10 --within 0", "2026-03-10 当日到期的", "what is due by 2026-03-10"),
    ])

  @Option(help: .say("今后若干日之内", "within so many days", value: Phrase("天数", "days")))
  var within = "7"

  @Flag(help: .say("只列已过期的", "only what is past its day"))
  var overdue = false

  @Option(help: .say("只列此机构的", "only this unit's", value: Phrase("机构", "unit")))
  var unit: String?

  @OptionGroup var list: ListOptions
  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    var query = DueQuery()
    query.on = try session.day()
    query.within = try OptionValue.count(within, "--within", in: 0...3660) ?? 7
    query.overdueOnly = overdue
    query.unit = unit
    query.limit = try list.count()
    query.after = list.after
    let page = try await session.open(.reading).due(query)
    if session.isJSON {
      Output.print(
        JSONText.list(page.items.map { JSONValue($0) }, total: page.total, next: page.next))
    } else if page.items.isEmpty {
      session.print(session.say("没有到期事项", "nothing falls due"))
    } else {
      session.print(DueTable(language: session.language).table(page.items))
      if let next = page.next {
        session.print(session.say("下一页：", "next page: ") + "--after \(next)")
      }
    }
    return .done
  }
}

/// What falls due as a table for the terminal.
struct DueTable {
  let language: Language

  func table(_ rows: [DueRow]) -> TextTable {
    TextTable(
      columns: [
        .init(say("到期日", "Due")),
        .init(say("剩余", "Left"), alignment: .right),
        .init(say("编号", "Case")),
        .init(say("事项", "What"), minimumWidth: 8, priority: 4),
        .init(say("规则", "Rule"), priority: 2),
        .init(say("机构", "Unit"), minimumWidth: 6, priority: 5),
        .init(say("经办", "Who"), priority: 3),
        .init(say("阶段", "Stage"), priority: 4),
        .init(say("标记", "Flags"), priority: 1),
      ],
      rows: rows.map { row in
        [
          row.due.iso, row.isPaused ? "—" : left(row.daysLeft), row.matter.id,
          ObligationWord.title(row.name).text(in: language), row.rule, row.unit,
          row.handler ?? "", StageWord.title(row.stage).text(in: language), flags(row),
        ]
      })
  }

  private func left(_ days: Int) -> String {
    switch days {
    case ..<0: say("过期 \(-days) 天", "\(-days) d late")
    case 0: say("今天", "today")
    default: say("\(days) 天", "\(days) d")
    }
  }

  private func flags(_ row: DueRow) -> String {
    var flags: [String] = []
    if row.isMarked { flags.append(say("已登记逾期", "marked")) }
    if row.isPaused { flags.append(say("中止", "stopped")) }
    if row.due != row.originalDue {
      flags.append(say("原定 \(row.originalDue.iso)", "first \(row.originalDue.iso)"))
    }
    if row.isProvisional { flags.append(say("暂定", "provisional")) }
    return flags.joined(separator: say("、", ", "))
  }

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
}
