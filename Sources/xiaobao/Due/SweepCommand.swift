internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao sweep`
struct SweepCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "sweep", "登记逾期，并列出三日内到期的事项",
    "record what is overdue, once each, and list what falls due within three days",
    detail: Phrase(
      "每日运行一次，可重复运行；有逾期时退出码为 2。",
      "Run it once a day; running it again does no harm. Exit 2 when"
        + " something is overdue."),
    examples: [
      Example("xiaobao sweep --as system", "每日例行", "the daily run"),
      Example("xiaobao sweep --on 2026-03-31", "按 2026-03-31 检查", "as of 2026-03-31"),
    ])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let invocation = try session.invocation()
    let result = try await session.open(.writing).sweep(as: invocation)
    if session.isJSON {
      Output.print(
        JSONText.envelope(
          [
            JSONValue.Member("day", .text(result.day.iso)),
            JSONValue.Member("marked", .array(result.marked.map { JSONValue($0) })),
            JSONValue.Member("still_overdue", .array(result.stillOverdue.map { JSONValue($0) })),
            JSONValue.Member("due_soon", .array(result.dueSoon.map { JSONValue($0) })),
          ] + (result.checkpoint.map { [JSONValue.Member("checkpoint", .text($0))] } ?? [])))
    } else {
      show(result, in: session)
    }
    return result.marked.isEmpty && result.stillOverdue.isEmpty ? .done : .findings
  }

  private func show(_ result: SweepResult, in session: Session) {
    let table = DueTable(language: session.language)
    let parts = [
      (Phrase("新登记逾期", "newly overdue"), result.marked),
      (Phrase("此前已逾期", "overdue before"), result.stillOverdue),
      (Phrase("三日内到期", "due within three days"), result.dueSoon),
    ]
    session.print(session.say("检查日 \(result.day.iso)", "as of \(result.day.iso)"))
    for (title, rows) in parts {
      session.print("\(session.say(title))\(session.say("：", ": "))\(rows.count)")
      if !rows.isEmpty { session.print(table.table(rows)) }
    }
    if let file = result.checkpoint {
      session.print(
        session.say(
          "已签署检查点 ledger/\(file)，副本在 outbox/：请送出本机保存",
          "checkpoint ledger/\(file) signed, a copy in outbox/: keep it outside this machine"))
    }
  }
}
