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
      "每日运行一次，可重复运行；有逾期时退出码为 2。此前有几日没有运行的，会说明漏了几日。站点文件的 handling.escalation 规定逐级上报的层级。"
        + "站点文件设有 checkpoints.folder 时，每日向该目录写一个检查点。--watch 持续运行，每日一次，直到收到停止信号。",
      "Run it once a day; running it again does no harm. Exit 2 when"
        + " something is overdue. It says for how many days none was made before it."
        + " handling.escalation of the site file has the levels of escalation. Where the site file names"
        + " checkpoints.folder, it puts one checkpoint a day there. --watch goes on, once a day, until"
        + " it is told to stop."),
    examples: [
      Example("xiaobao sweep --as system", "每日例行", "the daily run"),
      Example("xiaobao sweep --on 2026-03-31", "按 2026-03-31 检查", "as of 2026-03-31"),
    ])

  @Flag(help: .say("持续运行，每日一次", "go on, once a day"))
  var watch = false

  @Option(
    help: .say(
      "--watch 时两次查看时钟之间的秒数", "with --watch: seconds between two looks at the clock",
      value: Phrase("秒", "seconds")))
  var every = "60"

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let seconds = try OptionValue.count(every, "--every", in: 1...86_400) ?? 60
    let workspace = try session.open(.writing)
    let invocation = try session.invocation()
    guard watch else { return try await sweep(workspace, invocation, in: session) }
    StopRequest.listen()
    var last: CivilDay?
    repeat {
      let today = workspace.today()
      guard today != last else { continue }
      do throws(Failure) {
        _ = try await sweep(workspace, invocation, in: session)
        last = today
      } catch {
        // What stops one sweep, such as a busy record, must not stop the next.
        session.report(error)
      }
    } while StopRequest.wait(milliseconds: Int32(seconds) * 1000)
    return .done
  }

  private func sweep(
    _ workspace: Workspace, _ invocation: Invocation, in session: Session
  ) async throws(Failure) -> Ending {
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
      if !result.reminded.isEmpty {
        object.add("reminded", value: .array(result.reminded.map { JSONValue($0) }))
      }
      if !result.escalated.isEmpty {
        object.add("escalated", value: .array(result.escalated.map { JSONValue($0) }))
      }
      if !result.told.isEmpty { object.add("told", value: JSONValue(result.told)) }
      object.add("previous", result.previous)
      object.add("missed_days", result.missedDays)
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
    if let previous = result.previous, 0 < result.missedDays {
      session.print(
        session.say(
          "上次检查为 \(previous.iso)，漏检 \(result.missedDays) 日",
          "the sweep before was for \(previous.iso): \(result.missedDays) days without one"))
    }
    if !result.reminded.isEmpty {
      let ids = result.reminded.map(\.matter.id).joined(separator: ", ")
      session.print(session.say("催办：\(ids)", "reminded: \(ids)"))
    }
    if !result.escalated.isEmpty {
      let ids = result.escalated.map(\.matter.id).joined(separator: ", ")
      session.print(session.say("逐级上报：\(ids)", "escalated: \(ids)"))
    }
    if !result.told.isEmpty {
      let ids = result.told.joined(separator: ", ")
      session.print(session.say("补发应急通知：\(ids)", "the leadership group is told now: \(ids)"))
    }
    for (title, rows) in parts {
      session.print("\(session.say(title))\(session.say("：", ": "))\(rows.count)")
      if !rows.isEmpty { session.print(table.table(rows)) }
    }
  }
}
