internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger …`
struct LedgerCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "ledger", "台账：统计、查看、校验、检查点、备份、恢复、重建索引",
    "the record: figures, lines, verification, checkpoints, backup, restore, index",
    verbs: [
      LedgerStat.self, LedgerShow.self, LedgerTail.self, LedgerVerify.self, LedgerCheckpoint.self,
      LedgerBackup.self, LedgerRestore.self, LedgerReindex.self,
    ])
}

/// `xiaobao ledger stat`
struct LedgerStat: Verb {
  static let configuration: CommandConfiguration = .command(
    "stat", "台账的规模与末行", "sizes of the record, and its last line",
    examples: [Example("xiaobao ledger stat", "行数、分段、末行哈希", "lines, segments, last hash")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let figures = try await workspace.statistics()
    let last = try await workspace.lastCheckpoint()
    let indexBytes = figures.runs.reduce(0) { $0 + Int($1.byteCount) }
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
      object.add("index_bytes", indexBytes)
      object.add("index_rows", figures.runs.reduce(0) { $0 + $1.rowCount })
      object.add("checkpoint_sequence", last.map { Int($0.sequence) })
      object.add("checkpoint_at", last.map { Instant(milliseconds: $0.at).iso })
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
      Fact("索引字节", "Index bytes", "\(indexBytes)"),
      Fact(
        "最近检查点", "Last checkpoint",
        last.map { "\($0.sequence) · \(Instant(milliseconds: $0.at).iso)" }),
    ])
    return .done
  }
}
