internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger restore BACKUP DIR`
struct LedgerRestore: Verb {
  static let configuration: CommandConfiguration = .command(
    "restore", "从备份恢复出一个工作区", "make a workspace from a backup",
    detail: Phrase(
      "先校验整份备份，再于目标旁建好并重建索引，最后一次改名到位；目标须为空目录或不存在。备份不含密钥时，请将 keys/ 放回，"
        + "再运行 xiaobao ledger reindex。",
      "Checks the whole backup, builds workspace and index beside the target, and moves it into place by"
        + " one rename; the target must be empty or not there. Where the backup holds no keys, put keys/"
        + " back and run xiaobao ledger reindex."),
    examples: [
      Example(
        "xiaobao ledger restore /mnt/backup/bank /srv/bank", "恢复到 /srv/bank", "into /srv/bank")
    ])

  @Argument(
    help: .say("备份目录", "the backup's folder", value: Phrase("备份", "backup")),
    completion: .directory)
  var backup: String

  @Argument(
    help: .say(
      "新工作区目录，须为空或不存在", "the new workspace, empty or not there yet", value: Phrase("目录", "dir")),
    completion: .directory)
  var directory: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    defer { progress.clear() }
    let report = try Workspace.restore(backup, to: directory) { lines in
      progress.tick(lines: lines)
    }
    progress.clear()
    session.adoptLanguage(of: WorkspacePaths(root: directory))
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("store", report.store)
      object.add("sequence", Int(report.sequence))
      object.add("hash", report.hash)
      object.add("segments", report.segmentCount)
      object.add("bytes", Int(report.byteCount))
      object.add("keys", report.hasKeys)
      Output.print(JSONText.envelope(object.members))
      return .done
    }
    session.print(facts: [
      Fact("台账", "Store", report.store),
      Fact("末行序号", "Last line", "\(report.sequence)"),
      Fact("末行哈希", "Its hash", report.hash),
      Fact("分段", "Segments", "\(report.segmentCount)"),
      Fact("字节", "Bytes", "\(report.byteCount)"),
      Fact(
        "密钥", "Keys",
        report.hasKeys
          ? session.say("已恢复", "restored")
          : session.say(
            "不在备份中：请放回 \(directory)/keys，再运行 xiaobao ledger reindex --workspace \(directory)",
            "not in the backup: put \(directory)/keys back, then run xiaobao ledger reindex --workspace"
              + " \(directory)")
      ),
    ])
    return .done
  }
}
