internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger show SEQ`
struct LedgerShow: Verb {
  static let configuration: CommandConfiguration = .command(
    "show", "显示台账的一行", "one line of the record",
    detail: Phrase(
      "先按原样显示，再逐项说明。封存的内容保持封存。",
      "As it is stored, then field by field. What is sealed stays sealed."),
    examples: [Example("xiaobao ledger show 17", "第 17 行", "line 17")])

  @Argument(help: .say("序号", "the line's number", value: Phrase("序号", "seq")))
  var sequence: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    let bounds = 1...Int(UInt32.max)
    guard let number = try OptionValue.count(sequence, "SEQ", in: bounds) else { return .done }
    var follower = try Workspace.lines(paths, from: .sequence(UInt64(number)))
    var found: LedgerLine?
    try follower.next { line in
      found = line
      return false
    }
    guard let line = found else { throw Self.absent(number) }
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("line", String(decoding: line.bytes, as: UTF8.self))
      object.add("decoded", value: Self.decoded(line))
      Output.print(JSONText.envelope(object.members))
    } else {
      session.print(String(decoding: line.bytes, as: UTF8.self))
      session.print("")
      session.print(facts: Self.facts(line, session.language))
    }
    return .done
  }

  private static func absent(_ number: Int) -> Failure {
    Failure(
      "XB-235",
      problem: Phrase("台账没有第 \(number) 行", "The ledger has no line \(number)"),
      remedy: Phrase(
        "末行序号见 xiaobao ledger stat", "xiaobao ledger stat shows the number of the last line"))
  }

  private static func facts(_ line: LedgerLine, _ language: Language) -> [Fact] {
    [
      Fact("序号", "Sequence", "\(line.sequence)"),
      Fact(
        "事务", "Transaction",
        "\(line.transaction)"
          + (line.endsTransaction
            ? Phrase("（末行）", " (its last line)").text(in: language) : "")),
      Fact("写入时刻", "Written", Instant(milliseconds: line.at).iso),
      Fact(
        "业务日", "Day", "\(CivilDay(number: Int32(clamping: line.day)).iso) \(line.zone)"),
      Fact("事项", "Matter", "\(line.kind) \(line.id)"),
      Fact("版本", "Its version", "\(line.matterVersion)"),
      Fact("类型", "Type", "\(line.type) \(line.typeVersion)"),
      Fact("机构", "Unit", line.organisation.isEmpty ? nil : line.organisation),
      Fact("经办", "Actor", line.actor.isEmpty ? nil : line.actor),
      Fact("幂等键", "Idempotency key", line.commandKey.isEmpty ? nil : line.commandKey),
      Fact("内容", "Data", String(decoding: line.data, as: UTF8.self)),
      Fact(
        "封存", "Sealed",
        line.sealed.isEmpty
          ? nil
          : line.sealed.map { entry in
            Phrase("\(entry.field)（密钥 \(entry.key)）", "\(entry.field) (key \(entry.key))")
              .text(in: language)
          }.joined(separator: "\n")),
      Fact(
        "位置", "Place", "\(line.position.segment):\(line.position.offset)"),
      Fact("哈希", "Hash", line.hash),
    ]
  }

  private static func decoded(_ line: LedgerLine) -> JSONValue {
    var object = ObjectBuilder()
    object.add("sequence", Int(line.sequence))
    object.add("group", Int(line.group))
    object.add("transaction", Int(line.transaction))
    object.add("ends_transaction", line.endsTransaction)
    object.add("at", Instant(milliseconds: line.at).iso)
    object.add("day", CivilDay(number: Int32(clamping: line.day)).iso)
    object.add("zone", line.zone)
    object.add("kind", line.kind)
    object.add("id", line.id)
    object.add("matter_version", line.matterVersion)
    object.add("type", line.type)
    object.add("type_version", line.typeVersion)
    object.add("idempotency_key", line.commandKey.isEmpty ? nil : line.commandKey)
    object.add("unit", line.organisation.isEmpty ? nil : line.organisation)
    object.add("actor", line.actor.isEmpty ? nil : line.actor)
    object.add("data", value: try? JSONReader.value(of: line.data))
    object.add(
      "sealed",
      value: .array(
        line.sealed.map { entry in
          .object([
            JSONValue.Member("field", .text(entry.field)),
            JSONValue.Member("key", .integer(Int64(entry.key))),
          ])
        }))
    object.add("segment", Int(line.position.segment))
    object.add("offset", Int(line.position.offset))
    object.add("hash", line.hash)
    return object.object
  }
}

extension RecordFollower {
  /// Reads on, with errors in words.
  @discardableResult
  mutating func next(_ body: (LedgerLine) -> Bool) throws(Failure) -> Bool {
    do throws(LedgerError) {
      return try read(body)
    } catch {
      throw Failure(error)
    }
  }
}
