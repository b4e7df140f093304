internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger
internal import Reporting

/// `xiaobao ledger show SEQ`
struct LedgerShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "查看台账的一行", "show one line of the record",
    examples: [
      Example("xiaobao ledger show 2184", "第 2184 行", "line 2184"),
      Example("xiaobao ledger show 2184 --raw", "文件中的原文", "as it stands in the file"),
    ])

  @Argument(help: .say("行号", "number of the line", value: Phrase("行号", "number")))
  var sequence: String

  @Flag(help: .say("逐字节输出该行原文", "print the line byte for byte"))
  var raw = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let number = try OptionValue.count(sequence, "SEQ", in: 1...Int.max) ?? 1
    let line = try await session.open(.reading).line(UInt64(number))
    if raw {
      Output.write(line.bytes + [0x0A])
    } else if session.isJSON {
      Output.print(JSONText.envelope(RecordLineShape.members(of: line)))
    } else {
      session.print(facts: facts(line))
    }
    return .done
  }

  private func facts(_ line: RecordLine) -> [Fact] {
    let entry = line.entry
    var writer = ConsumerProtection.JSONWriter()
    writer.write(entry.data)
    return [
      Fact("序号", "Line", "\(entry.sequence)"),
      Fact("事项", "Matter", "\(line.matter.kind) \(line.matter.id) · \(entry.version)"),
      Fact("类型", "Type", entry.type),
      Fact("记录时间", "Recorded", entry.at.iso),
      Fact("业务日", "Day", entry.day.iso),
      Fact("操作人", "Actor", entry.actor.isEmpty ? nil : entry.actor),
      Fact("机构", "Unit", line.organisation.isEmpty ? nil : line.organisation),
      Fact("内容", "Content", String(decoding: writer.bytes, as: UTF8.self)),
      Fact(
        "封存", "Sealed",
        entry.sealedFields.isEmpty ? nil : entry.sealedFields.joined(separator: ", ")),
      Fact("位置", "Place", "\(line.position.segment):\(line.position.offset)"),
      Fact("哈希", "Hash", entry.hash),
    ]
  }
}

/// A line of the record as JSON.
enum RecordLineShape {
  static func members(of line: RecordLine) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("kind", line.matter.kind.text)
    object.add("id", line.matter.id)
    object.add("organisation", line.organisation)
    object.add("segment", Int(line.position.segment))
    object.add("offset", Int(line.position.offset))
    object.add("entry", value: JSONValue(line.entry))
    return object.members
  }
}

/// `xiaobao ledger tail`
struct LedgerTail: Verb {
  static let configuration: CommandConfiguration = .command(
    "tail", "台账的最后几行，可持续跟随", "the last lines of the record, and those that follow",
    examples: [
      Example("xiaobao ledger tail --lines 20", "最后 20 行", "the last 20 lines"),
      Example("xiaobao ledger tail --follow --json", "持续输出，每行一个 JSON", "go on, one JSON a line"),
    ])

  @Option(help: .say("行数（1 至 10000）", "how many (1 to 10000)", value: Phrase("行数", "count")))
  var lines = "10"

  @Flag(help: .say("持续输出新的行，直至中断", "go on with new lines until interrupted"))
  var follow = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  /// How often a follower looks (ms).
  private static let pauseMilliseconds = 300

  func run(in session: Session) async throws(Failure) -> Ending {
    let count = try OptionValue.count(lines, "--lines", in: 1...10_000) ?? 10
    let workspace = try session.open(.reading)
    var last: UInt64?
    repeat {
      let found = try await workspace.lines(behind: last, last: count)
      for line in found { show(line, in: session) }
      last = found.last?.entry.sequence ?? last ?? 0
      if follow {
        try? await Task.sleep(for: .milliseconds(Self.pauseMilliseconds))
      }
    } while follow
    return .done
  }

  private func show(_ line: RecordLine, in session: Session) {
    if session.isJSON {
      Output.print(JSONText.envelope(RecordLineShape.members(of: line)))
      return
    }
    let entry = line.entry
    let actor = entry.actor.isEmpty ? "" : "  \(entry.actor)"
    session.print(
      DisplayWidth.printable(
        "\(entry.sequence)  \(entry.at.iso)  \(line.matter.id)·\(entry.version)  \(entry.type)\(actor)"
      ))
  }
}
