internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger backup DIR`
struct LedgerBackup: Verb {
  static let configuration: CommandConfiguration = .command(
    "backup", "备份工作区，或校验备份", "back the workspace up, or check a backup",
    detail: Phrase(
      "复制台账、站点文件、插件与附件。办理照常进行，不加锁；备份到最后一条已确认的记录。没有变化的文件不重复复制，中途断电时上一份备份仍然可用。"
        + "缺省不含密钥：keys/ 应另外备份，由另一人保管。"
        + "校验时备份损坏则退出码为 65。",
      "Copies ledger, site file, plugins and attachments. Work goes on meanwhile and no lock is taken;"
        + " the backup ends with the last acknowledged line. What has not changed is not copied again,"
        + " and after a crash the backup before is as it was. Without --with-keys no keys are copied:"
        + " keep keys/ apart, in other hands. With --verify exit 65 for a damaged backup."
    ),
    examples: [
      Example("xiaobao ledger backup /mnt/backup/bank", "每日例行", "the daily run"),
      Example(
        "xiaobao ledger backup --verify /mnt/backup/bank", "核对每个文件与全部哈希",
        "every file and every hash"),
    ])

  @Argument(
    help: .say("备份目录", "the backup's folder", value: Phrase("目录", "dir")), completion: .directory)
  var directory: String

  @Flag(help: .say("同时复制密钥", "copy the keys, too"))
  var withKeys = false

  @Flag(help: .say("不备份，只校验该备份", "check the backup instead of making one"))
  var verify = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    if verify { return try check(in: session) }
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    let report = try Workspace.backup(paths, into: directory, withKeys: withKeys)
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("store", report.store)
      object.add("backup", Int(report.number))
      object.add("sequence", Int(report.sequence))
      object.add("hash", report.hash)
      object.add("files", report.fileCount)
      object.add("bytes", Int(report.byteCount))
      object.add("copied_files", report.copiedFileCount)
      object.add("copied_bytes", Int(report.copiedByteCount))
      object.add("keys", report.hasKeys)
      Output.print(JSONText.envelope(object.members))
      return .done
    }
    session.print(facts: [
      Fact("备份", "Backup", "\(report.number)"),
      Fact("末行序号", "Last line", "\(report.sequence)"),
      Fact("末行哈希", "Its hash", report.hash),
      Fact("文件", "Files", "\(report.fileCount)"),
      Fact("字节", "Bytes", "\(report.byteCount)"),
      Fact("本次复制的文件", "Files copied now", "\(report.copiedFileCount)"),
      Fact("本次复制的字节", "Bytes copied now", "\(report.copiedByteCount)"),
      Fact("密钥", "Keys", session.say(Self.keys(report.hasKeys))),
    ])
    return .done
  }

  private static func keys(_ hasKeys: Bool) -> Phrase {
    hasKeys
      ? Phrase("包含", "included") : Phrase("不包含，须另外备份", "not included: back them up apart")
  }

  /// A backup is checked without a workspace, too: on the machine that keeps it.
  private func check(in session: Session) throws(Failure) -> Ending {
    session.adoptLanguageOfSurroundings()
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    defer { progress.clear() }
    let check = try Workspace.verifyBackup(directory) { progress.tick(lines: $0) }
    progress.clear()
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("sound", check.isSound)
      object.add("store", check.store)
      object.add("backup", Int(check.number))
      object.add("made", Instant(milliseconds: check.made).iso)
      object.add("sequence", Int(check.sequence))
      object.add("hash", check.hash)
      object.add("files", check.fileCount)
      object.add("bytes", Int(check.byteCount))
      object.add("lines", Int(check.lineCount))
      object.add("keys", check.hasKeys)
      object.add("findings", value: .array(check.findings.map { JSONValue($0) }))
      Output.print(JSONText.envelope(object.members))
    } else {
      session.print(facts: [
        session.result(of: check.findings),
        Fact("备份", "Backup", "\(check.number)"),
        Fact("完成于", "Made", Instant(milliseconds: check.made).iso),
        Fact("末行序号", "Last line", "\(check.sequence)"),
        Fact("末行哈希", "Its hash", check.hash),
        Fact("文件", "Files", "\(check.fileCount)"),
        Fact("字节", "Bytes", "\(check.byteCount)"),
        Fact("行", "Lines", "\(check.lineCount)"),
        Fact("密钥", "Keys", session.say(Self.keys(check.hasKeys))),
      ])
      session.print(findings: check.findings)
    }
    return check.isSound ? .done : .damaged
  }
}
