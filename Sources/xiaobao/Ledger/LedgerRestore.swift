internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger restore BACKUP DIR`
struct LedgerRestore: Verb {
  static let configuration: CommandConfiguration = .command(
    "restore", "从备份恢复台账", "restore the ledger from a backup",
    detail: Phrase(
      "先校验整份备份，再于目标旁建好并重建索引，最后一次改名到位；目标须为空目录或不存在。"
        + "目标通常是工作区的 ledger 目录。备份含密钥时，可用 --keys-to 恢复到 keys 目录。",
      "Checks the whole backup, builds the ledger and its index beside the target, and moves it into"
        + " place by one rename; the target must be empty or not there. It usually is the"
        + " workspace's ledger folder. Where the backup holds keys, --keys-to restores them into a"
        + " keys folder."),
    examples: [
      Example(
        "xiaobao ledger restore /mnt/backup/bank /srv/bank/ledger", "恢复到 /srv/bank/ledger",
        "into /srv/bank/ledger")
    ])

  @Argument(
    help: .say("备份目录", "the backup's folder", value: Phrase("备份", "backup")),
    completion: .directory)
  var backup: String

  @Argument(
    help: .say("目标目录，须为空或不存在", "the target, empty or not there yet", value: Phrase("目录", "dir")),
    completion: .directory)
  var directory: String

  @Option(
    help: .say("密钥的目标目录", "the target for the keys", value: Phrase("目录", "dir")),
    completion: .directory)
  var keysTo: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    if let paths = try? session.workspacePaths() { session.adoptLanguage(of: paths) }
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    defer { progress.clear() }
    let report = try Workspace.restore(backup, to: directory, keysTo: keysTo) { lines in
      progress.tick(lines: lines)
    }
    progress.clear()
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
          : session.say("未恢复：请将 keys/ 另行放回", "not restored: put keys/ back from its own backup")),
    ])
    return .done
  }
}
