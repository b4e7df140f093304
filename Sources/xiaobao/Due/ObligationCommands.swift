internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao obligation …`
struct ObligationCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "obligation", "时限事项：规则或日历变更后重新计算",
    "what falls due: counting anew after a rule or calendar changed",
    verbs: [ObligationRecompute.self])
}

/// `xiaobao obligation recompute`
struct ObligationRecompute: Verb {
  static let configuration: CommandConfiguration = .command(
    "recompute", "按现行规则和日历重新计算未完成的时限",
    "count open limits anew, with the rules and calendar of today",
    detail: Phrase(
      "到期日不会自行变动。先列出会变动的投诉和原因（规则、插件结果、日历、节假日顺延设置）；加 --confirm 和 --reason 才写入。"
        + "双方约定的、已经告知的不变。有变动时退出码为 2。",
      "A due day never moves by itself. This lists the cases that would move and why (rule, plugin, calendar,"
        + " roll-over); --confirm with --reason stores them. What was agreed or told stays. Exit 2 when"
        + " some would."),
    examples: [
      Example("xiaobao obligation recompute", "预览哪些投诉会变动", "which cases would move"),
      Example(
        "xiaobao obligation recompute --confirm --reason 国务院公布2027年放假安排", "写入变动",
        "store the moves"),
    ])

  @Option(
    name: .customLong("case"),
    help: .say("只计算这一件", "only this one", value: Phrase("投诉编号", "case")))
  var subject: String?

  @Flag(help: .say("写入变动；须加 --reason", "store the moves; needs --reason"))
  var confirm = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(confirm ? .writing : .reading)
    let invocation = try session.invocation()
    let result = try await workspace.recompute(subject, confirmed: confirm, as: invocation)
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: result, isConfirmed: confirm)))
    } else {
      show(result, in: session)
    }
    return result.cases.isEmpty || confirm ? .done : .findings
  }

  private func show(_ result: RecomputeResult, in session: Session) {
    session.print(
      session.say(
        "未完成的投诉 \(result.counted) 件，到期日变动 \(result.cases.count) 件",
        "\(result.counted) cases counted, \(result.cases.count) move"))
    if 0 < result.kept {
      session.print(
        session.say(
          "已约定或已告知的 \(result.kept) 项不变", "\(result.kept) limits stay as agreed or told"))
    }
    for failure in result.failures { session.report(Failure(failure)) }
    guard !result.cases.isEmpty else { return }
    session.print(table(result.cases, in: session))
    session.print(
      confirm
        ? session.say("已写入 \(result.stored) 件", "\(result.stored) were stored")
        : session.say(
          "以上为预览，未写入；确认：--confirm --reason 理由",
          "this is a preview; to store it: --confirm --reason TEXT"))
  }

  private func table(_ cases: [RecomputedCase], in session: Session) -> TextTable {
    TextTable(
      columns: [
        .init(session.say("编号", "Case")), .init(session.say("机构", "Unit"), priority: 1),
        .init(session.say("事项", "What"), priority: 2),
        .init(session.say("规则", "Rule"), priority: 1),
        .init(session.say("现到期日", "Due now")), .init(session.say("新到期日", "New due day")),
        .init(session.say("新期限", "New budget"), priority: 1),
        .init(session.say("原因", "Why"), priority: 2),
      ],
      rows: cases.flatMap { found in
        found.moves.map { move in
          [
            found.matter.id, found.unit, session.say(ObligationWord.title(move.name)), move.rule,
            move.fromDue.iso, move.toDue.iso, move.budget.map { session.say($0.title) } ?? "",
            move.causes.map { session.say($0.title) }.joined(separator: session.say("、", ", ")),
          ]
        }
          + found.added.map { limit in
            [
              found.matter.id, found.unit, session.say(ObligationWord.title(limit.name)),
              limit.rule, "", limit.due.iso, session.say(limit.budget.title),
              session.say("新增时限", "a new limit"),
            ]
          }
      })
  }

  private static func members(
    of result: RecomputeResult, isConfirmed: Bool
  ) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("day", result.day)
    object.add("confirmed", isConfirmed)
    object.add("counted", result.counted)
    object.add("stored", result.stored)
    if 0 < result.kept { object.add("kept", result.kept) }
    object.add(
      "cases",
      value: .array(
        result.cases.map { found in
          var entry = ObjectBuilder()
          entry.add("matter", value: JSONValue(found.matter))
          entry.add("unit", found.unit)
          entry.add("moves", value: .array(found.moves.map { JSONValue($0) }))
          if !found.added.isEmpty {
            entry.add(
              "added",
              value: .array(
                found.added.map { limit in
                  var object = ObjectBuilder()
                  object.add("name", limit.name)
                  object.add("rule", limit.rule)
                  object.add("due", limit.due)
                  object.add("budget", limit.budget.text)
                  return object.object
                }))
          }
          return entry.object
        }))
    return object.members
  }
}

extension JSONValue {
  /// A due day that moves: `{name, rule, from_due, to_due, provisional, budget?, causes?}`.
  init(_ move: ObligationMove) {
    var object = ObjectBuilder()
    object.add("name", move.name)
    object.add("rule", move.rule)
    object.add("from_due", move.fromDue)
    object.add("to_due", move.toDue)
    object.add("provisional", move.isProvisional)
    object.add("budget", move.budget?.text)
    if !move.causes.isEmpty { object.add("causes", value: JSONValue(move.causes.map(\.rawValue))) }
    self = object.object
  }
}
