internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import Reporting

/// `xiaobao today`
struct TodayCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "today", "我今天要办的：已过期、今天到期、即将到期、催办督办", "my day: late, due, due soon, reminded",
    examples: [
      Example("xiaobao today", "本人的", "one's own"),
      Example(
        "xiaobao today --owner 10023 --within 5", "10023 五日内的", "what 10023 has within five days"),
    ])

  @Option(
    help: .say("经办人；缺省为本人", "the handler; else oneself", value: Phrase("工号", "staff number")))
  var owner: String?

  @Option(help: .say("今后若干日之内", "within so many days", value: Phrase("天数", "days")))
  var within = "3"

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let days = try OptionValue.count(within, "--within", in: 0...366) ?? 3
    let workspace = try session.open(.reading)
    let handler: String
    if let owner { handler = owner } else { handler = try session.actor() }
    let list = try await workspace.today(
      of: handler, on: try session.businessDay(), within: days)
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: list)))
      return .done
    }
    if !list.covers.isEmpty {
      session.print(
        session.say("代为顶岗：", "stands in for: ")
          + list.covers.joined(separator: session.say("、", ", ")))
    }
    let parts: [(Phrase, [ComplaintRow])] = [
      (Phrase("已过期", "Late"), list.overdue), (Phrase("今天到期", "Due today"), list.due),
      (Phrase("\(days) 日内到期", "Due within \(days) days"), list.soon),
    ]
    for (title, rows) in parts where !rows.isEmpty {
      session.print("\(session.say(title))（\(rows.count)）")
      session.print(ComplaintTable(language: session.language).table(rows))
    }
    if !list.asked.isEmpty {
      session.print(
        session.say("催办、督办、协办、审批", "Reminded, supervised, asked") + "（\(list.asked.count)）")
      session.print(DueTable(language: session.language).table(list.asked))
    }
    if !list.waiting.isEmpty {
      session.print(session.say("待他人审批", "Waiting for approval") + "（\(list.waiting.count)）")
      session.print(DueTable(language: session.language).table(list.waiting))
    }
    if parts.allSatisfy(\.1.isEmpty), list.asked.isEmpty, list.waiting.isEmpty {
      session.print(session.say("没有到期的投诉", "nothing falls due"))
    }
    session.print(session.say("以后到期：\(list.later) 件", "later: \(list.later)"))
    return .done
  }

  private static func members(of list: DayList) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("day", list.day)
    for (name, rows) in [("overdue", list.overdue), ("due", list.due), ("soon", list.soon)] {
      object.add(name, value: .array(rows.map { JSONValue($0) }))
    }
    object.add("asked", value: .array(list.asked.map { JSONValue($0) }))
    if !list.waiting.isEmpty {
      object.add("waiting", value: .array(list.waiting.map { JSONValue($0) }))
    }
    object.add("later", list.later)
    if !list.covers.isEmpty { object.add("covers", value: JSONValue(list.covers)) }
    return object.members
  }
}
