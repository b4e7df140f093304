internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger …`
struct LedgerCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "ledger", "台账：统计、校验、重建索引", "the record: figures, verification, index",
    verbs: [LedgerStat.self, LedgerVerify.self, LedgerReindex.self])
}

/// `xiaobao ledger stat`
struct LedgerStat: Verb {
  static let configuration: CommandConfiguration = .command(
    "stat", "台账的规模与末行", "sizes of the record, and its last line",
    examples: [Example("xiaobao ledger stat", "行数、分段、末行哈希", "lines, segments, last hash")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let figures = try await session.open(.reading).statistics()
    let created = Instant(milliseconds: figures.created).iso
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("store", figures.store)
      object.add("created", created)
      object.add("sequence", Int(figures.head.sequence))
      object.add("hash", figures.head.hash)
      object.add("segments", figures.segmentCount)
      object.add("bytes", Int(figures.segmentByteCount))
      object.add("tail_lines", figures.tailLineCount)
      object.add("index_runs", figures.runs.count)
      object.add("keys_used", Int(figures.nextKey))
      Output.print(JSONText.envelope(object.members))
      return .done
    }
    session.print(facts: [
      Fact("台账", "Store", figures.store),
      Fact("建立于", "Created", created),
      Fact("末行序号", "Last line", "\(figures.head.sequence)"),
      Fact("末行哈希", "Its hash", figures.head.hash),
      Fact("分段", "Segments", "\(figures.segmentCount)"),
      Fact("字节", "Bytes", "\(figures.segmentByteCount)"),
      Fact("未入索引的行", "Lines behind the index", "\(figures.tailLineCount)"),
      Fact("索引文件", "Index runs", "\(figures.runs.count)"),
    ])
    return .done
  }
}
