internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao sweep`
struct SweepCommand: Verb {
  static let configuration: CommandConfiguration = .command(
    "sweep", "登记逾期，并列出三日内到期的事项",
    "record what is overdue, once each, and list what falls due within three days",
    detail: Phrase(
      "每日运行一次，可重复运行；有逾期时退出码为 2。站点文件设有 checkpoints.folder 时，每日向该目录写一个检查点。",
      "Run it once a day; running it again does no harm. Exit 2 when"
        + " something is overdue. Where the site file names checkpoints.folder, it puts one"
        + " checkpoint a day there."),
    examples: [
      Example("xiaobao sweep --as system", "每日例行", "the daily run"),
      Example("xiaobao sweep --on 2026-03-31", "按 2026-03-31 检查", "as of 2026-03-31"),
    ])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    let result = try await workspace.sweep(as: invocation)
    // What the sweep found is shown although no checkpoint could be made; then that is said.
    let checkpoint: Result<CheckpointReceipt?, Failure>
    do throws(Failure) {
      checkpoint = .success(try await workspace.dailyCheckpoint())
    } catch {
      checkpoint = .failure(error)
    }
    let made = (try? checkpoint.get()).flatMap(\.self)
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("day", result.day.iso)
      object.add("marked", value: .array(result.marked.map { JSONValue($0) }))
      object.add("still_overdue", value: .array(result.stillOverdue.map { JSONValue($0) }))
      object.add("due_soon", value: .array(result.dueSoon.map { JSONValue($0) }))
      object.add("checkpoint", made?.files.last)
      Output.print(JSONText.envelope(object.members))
    } else {
      show(result, in: session)
      if let file = made?.files.last {
        session.print(session.say("检查点：\(file)", "checkpoint: \(file)"))
      }
    }
    _ = try checkpoint.get()
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
  }
}
