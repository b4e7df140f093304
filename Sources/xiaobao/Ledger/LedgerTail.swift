internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger tail`
struct LedgerTail: Verb {
  static let configuration: CommandConfiguration = .command(
    "tail", "台账的最后几行", "the last lines of the record",
    detail: Phrase(
      "--json 按原样输出，每行一个对象。--follow 持续输出新登记的行，Ctrl-C 结束。只显示已确认的行。",
      "With --json the lines as they are stored, one object a line. --follow goes on with what is"
        + " recorded, until Ctrl-C. Only acknowledged lines are shown."),
    examples: [
      Example("xiaobao ledger tail --count 20", "最后 20 行", "the last 20 lines"),
      Example("xiaobao ledger tail --follow --json", "供程序跟踪", "for a program that follows"),
    ])

  @Option(help: .say("行数", "how many lines", value: Phrase("行数", "count")))
  var count = "10"

  @Flag(help: .say("持续输出新的行", "go on with new lines"))
  var follow = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    let wanted = try OptionValue.count(count, "--count", in: 0...1_000_000) ?? 10
    var follower = try Workspace.lines(paths, from: .last(UInt64(wanted)))
    if follow { StopRequest.listen() }
    repeat {
      try follower.next { line in
        if session.isJSON {
          Output.write(line.bytes + [0x0A])
        } else {
          session.print(Self.summary(line))
        }
        return !StopRequest.isMade
      }
    } while follow && StopRequest.wait(milliseconds: Self.pause)
    return .done
  }

  /// Between two looks at the record (ms).
  private static let pause: Int32 = 250

  /// `17  2026-03-02T01:30:00.000Z  complaint C-20260302-000001  complaint.received  C001`
  private static func summary(_ line: LedgerLine) -> String {
    [
      "\(line.sequence)", Instant(milliseconds: line.at).iso, "\(line.kind) \(line.id)", line.type,
      line.actor,
    ].filter { !$0.isEmpty }.joined(separator: "  ")
  }
}
