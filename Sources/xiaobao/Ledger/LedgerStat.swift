internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger stat`
struct LedgerStat: Verb {
  static let configuration: CommandConfiguration = .command(
    "stat", "台账的规模、末行、检查点与密钥", "sizes of the record, its last line, checkpoint and keys",
    examples: [Example("xiaobao ledger stat", "行数、分段、末行哈希", "lines, segments, last hash")])

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    let figures = try await workspace.statistics()
    let status = try Workspace.status(workspace.paths)
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(figures, status)))
    } else {
      session.print(facts: Self.facts(figures, status, in: session))
    }
    return .done
  }

  private static func facts(
    _ figures: LedgerStatistics, _ status: StoreStatus, in session: Session
  ) -> [Fact] {
    let head = figures.head
    return [
      Fact("台账", "Store", figures.store),
      Fact("建立于", "Created", Instant(milliseconds: figures.created).iso),
      Fact("末行序号", "Last line", "\(head.sequence)"),
      Fact("末行哈希", "Its hash", head.hash),
      Fact("末行写入于", "Written", Instant(milliseconds: head.at).iso),
      Fact("事务", "Transactions", "\(head.transaction)"),
      Fact("分段", "Segments", "\(figures.segmentCount)"),
      Fact("字节", "Bytes", "\(figures.segmentByteCount)"),
      Fact("末行之后的位置", "End", "\(head.position.segment):\(head.position.offset)"),
      Fact("未入索引的行", "Lines behind the index", "\(figures.tailLineCount)"),
      Fact("索引文件", "Index runs", "\(figures.runs.count)"),
      Fact("索引字节", "Index bytes", "\(status.indexByteCount)"),
      Fact("已用密钥", "Keys used", "\(keysUsed(figures))"),
      Fact("备好的密钥", "Keys ready", status.keyCount.map { "\($0 - min($0, keysUsed(figures)))" }),
      Fact("已销毁的密钥", "Keys destroyed", status.destroyedKeyCount.map { "\($0)" }),
      Fact("最近的检查点", "Last checkpoint", session.say(checkpoint(status, figures))),
      Fact("落盘失败", "Failed synchronisation", status.poison),
      Fact(
        "恢复时截下的内容", "Evidence of recoveries",
        status.evidence.isEmpty ? nil : status.evidence.joined(separator: "\n")),
    ]
  }

  /// The pool hands out numbers from 1.
  private static func keysUsed(_ figures: LedgerStatistics) -> UInt64 {
    figures.nextKey - min(1, figures.nextKey)
  }

  private static func checkpoint(_ status: StoreStatus, _ figures: LedgerStatistics) -> Phrase {
    guard let checkpoint = status.checkpoint, let age = status.checkpointAge else {
      return Phrase("无：xiaobao ledger checkpoint", "none: xiaobao ledger checkpoint")
    }
    let time = Instant(milliseconds: checkpoint.time).iso
    let hours = age / 3_600_000
    return Phrase(
      "第 \(checkpoint.sequence) 行，\(time)（\(hours) 小时前）",
      "line \(checkpoint.sequence), \(time) (\(hours) hours ago)")
  }

  private static func members(
    _ figures: LedgerStatistics, _ status: StoreStatus
  ) -> [JSONValue.Member] {
    let head = figures.head
    var object = ObjectBuilder()
    object.add("store", figures.store)
    object.add("created", Instant(milliseconds: figures.created).iso)
    object.add("sequence", Int(head.sequence))
    object.add("hash", head.hash)
    object.add("segments", figures.segmentCount)
    object.add("bytes", Int(figures.segmentByteCount))
    object.add("tail_lines", figures.tailLineCount)
    object.add("index_runs", figures.runs.count)
    object.add("keys_used", Int(keysUsed(figures)))
    object.add("transactions", Int(head.transaction))
    object.add("last_at", Instant(milliseconds: head.at).iso)
    object.add("segment", Int(head.position.segment))
    object.add("offset", Int(head.position.offset))
    object.add("index_bytes", Int(status.indexByteCount))
    object.add("keys_provided", status.keyCount.map { Int($0) })
    object.add("keys_destroyed", status.destroyedKeyCount.map { Int($0) })
    if let checkpoint = status.checkpoint {
      object.add("checkpoint", value: JSONValue(checkpoint))
      object.add("checkpoint_age_seconds", status.checkpointAge.map { Int($0 / 1_000) })
    }
    object.add("poison", status.poison)
    object.add("evidence", value: JSONValue(status.evidence))
    return object.members
  }
}
