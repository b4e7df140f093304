internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// What an automatic recovery did, for the person whose command met it.
struct RecoveryNotice {
  let report: RecoveryReport
  /// The ledger's folder.
  let ledger: String

  private var evidence: String {
    report.evidence.map { "\(ledger)/\($0)" }.joined(separator: ", ")
  }

  /// One paragraph; nothing in it is asked of the reader.
  var phrase: Phrase {
    var zh: [String] = []
    var en: [String] = []
    if report.cutByteCount > 0, let place = report.cutAt {
      zh.append(
        "已自动恢复：上次写入中断，截去第 \(place.segment) 段 \(place.offset) 字节处之后未完成的"
          + " \(report.cutByteCount) 字节。")
      en.append(
        "Recovered: a write had been interrupted; \(report.cutByteCount) unfinished bytes behind byte"
          + " \(place.offset) of segment \(place.segment) were cut off.")
    }
    if let segment = report.removedSegment {
      zh.append("已自动恢复：移除尚未写完首行的 \(segment)。")
      en.append("Recovered: \(segment), whose first line was not finished, was removed.")
    }
    if report.cutByteCount > 0 || report.removedSegment != nil {
      zh.append("这些内容写入后没有得到确认，没有任何命令报告过成功，因此不是已登记的事实；已登记的记录全部在案。")
      en.append(
        "They were never acknowledged: no command had reported success for them, so they are no"
          + " recorded facts; everything recorded is there.")
    }
    if !report.evidence.isEmpty {
      zh.append("原字节保存在 \(evidence)。")
      en.append("The bytes are kept in \(evidence).")
    }
    if let text = report.poisonText {
      let bare = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      zh.append("此前有一次磁盘同步失败（\(bare)），末段已重新写入并落盘；请检查磁盘。")
      en.append(
        "A synchronisation with the disk had failed (\(bare)); the last segment was written anew and"
          + " is on the disk. Check the disk.")
    }
    return Phrase(zh.joined(), en.joined(separator: " "))
  }

  /// For programs, on standard error.
  func json(in language: Language) -> String {
    var object = ObjectBuilder()
    object.add("cut_bytes", Int(report.cutByteCount))
    object.add("segment", report.cutAt.map { Int($0.segment) })
    object.add("offset", report.cutAt.map { Int($0.offset) })
    object.add("removed_segment", report.removedSegment)
    object.add("evidence", value: JSONValue(report.evidence))
    object.add("poison", report.poisonText)
    object.add("text", phrase.text(in: language))
    return JSONText.envelope([JSONValue.Member("recovery", object.object)])
  }
}

extension Session {
  /// Says on standard error what this process repaired; nothing when it did not.
  func reportRepair() {
    guard let workspace = opened, let report = workspace.repair else { return }
    let notice = RecoveryNotice(report: report, ledger: workspace.paths.ledger)
    if isJSON {
      Output.error(notice.json(in: language))
    } else {
      note(say(notice.phrase))
    }
  }
}
