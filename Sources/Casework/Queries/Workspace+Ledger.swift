public import ConsumerProtection
public import EventLedger

extension Workspace {
  /// Checks the ledger of a workspace without a lock and without writing; damage is a finding.
  /// `progress` is called now and then with the lines read so far.
  public static func verify(
    _ paths: WorkspacePaths, level: VerifyLevel, progress: (UInt64) -> Void = { _ in }
  ) throws(Failure) -> VerifyReport {
    do throws(LedgerError) {
      return try Ledger.verify(
        at: paths.ledger, keysAt: paths.keys, projection: CaseworkProjection(), level: level,
        environment: environment(paths), progress: progress)
    } catch {
      throw Failure(error)
    }
  }

  /// Counts and sizes of the ledger.
  public func statistics() throws(Failure) -> LedgerStatistics {
    do throws(LedgerError) {
      return try store.view.statistics()
    } catch {
      throw Failure(error)
    }
  }

  /// Makes the index anew from the record.
  public func reindex(progress: @Sendable (UInt64) -> Void = { _ in }) throws(Failure) {
    do throws(LedgerError) {
      try store.rebuildIndex(progress: progress)
    } catch {
      throw Failure(error)
    }
  }
}

extension Finding {
  /// What was found, with its place, for people.
  public var phrase: Phrase {
    let place = file + (offset.map { ":\($0)" } ?? "")
    let number = sequence.map { " (seq \($0))" } ?? ""
    return Phrase(
      "\(place)\(number)：\(code.title.zh)", "\(place)\(number): \(code.title.en)")
  }
}

extension Finding.Code {
  /// The kind of finding in words.
  public var title: Phrase {
    switch self {
    case .unreadableLine: Phrase("有一行无法解析", "a line cannot be parsed")
    case .brokenChain: Phrase("内容与链式摘要不符", "the chain hash does not match the bytes")
    case .wrongNumber: Phrase("序号不连续", "a number is not the next one")
    case .wrongPrevious: Phrase("前一行的位置不对", "the place of the matter's line before is wrong")
    case .missingSegment: Phrase("缺少分段文件", "a segment is missing")
    case .wrongSegment: Phrase("分段的首尾与内容或邻段不符", "a segment contradicts its content or neighbour")
    case .unsealedSegment: Phrase("分段未封存或可写", "a segment is not sealed or not read-only")
    case .behindHead: Phrase("短于已确认的记录", "shorter than what was acknowledged")
    case .unreadableHead: Phrase("HEAD 两个副本均无法读取", "both slots of HEAD are unreadable")
    case .tornTail: Phrase("末尾有未完成的写入", "bytes behind the last complete transaction")
    case .wrongStore: Phrase("STORE 损坏或属于另一台账", "STORE is damaged or of another store")
    case .wrongIndex: Phrase("索引与台账不符", "the index does not fit the record")
    case .wrongEntry: Phrase("索引条目与台账不符", "an index entry differs from the record")
    case .missingKey: Phrase("缺少密钥", "a key is missing")
    case .poisoned: Phrase("曾有同步失败（POISON）", "a synchronisation failed (POISON)")
    case .behindCheckpoint:
      Phrase("不含检查点所签署的内容", "does not contain what a checkpoint signed")
    case .missingFile: Phrase("缺少文件", "the file is missing")
    case .wrongFile: Phrase("大小或摘要不符", "its size or digest is not the recorded one")
    }
  }
}
