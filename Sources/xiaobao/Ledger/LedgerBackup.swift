internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger backup DIR`
struct LedgerBackup: Verb {
  static let configuration: CommandConfiguration = .command(
    "backup", "备份台账、站点文件、插件与附件", "copy ledger, site file, plugins and attachments",
    detail: Phrase(
      "可在他人写入时运行，不加锁；再次备份到同一目录只复制变化的部分。清单 BACKUP.json 最后写入：中断不损坏上一次备份。密钥（keys/）不在其中，"
        + "须另行保管：否则删除密钥不等于删除内容。",
      "It runs while others write and takes no lock; into the same folder it copies only what changed. The"
        + " list, BACKUP.json, is written last: an interruption leaves the backup before whole. Keys (keys/)"
        + " are not in it and have their own custody, else erasing a key would not erase."),
    examples: [
      Example("xiaobao ledger backup /backup/xiaobao", "每日备份", "the daily backup"),
      Example("xiaobao ledger backup /backup/xiaobao --verify", "核对已有备份", "check a backup"),
    ])

  @Argument(help: .say("备份目录", "the backup's folder", value: Phrase("目录", "folder")))
  var folder: String

  @Flag(help: .say("不备份，只核对该备份的每个文件", "do not copy; check every file of that backup"))
  var verify = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    if verify {
      let manifest = try Workspace.verifyBackup(folder)
      show(manifest, copied: nil, in: session)
      return .done
    }
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    let report = try Workspace.backUp(paths, to: folder)
    show(report.manifest, copied: report, in: session)
    return .done
  }

  private func show(_ manifest: BackupManifest, copied: BackupReport?, in session: Session) {
    let bytes = manifest.files.reduce(0) { $0 + Int($1.byteCount) }
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("store", manifest.store)
      object.add("sequence", Int(manifest.sequence))
      object.add("hash", manifest.hash)
      object.add("at", Instant(milliseconds: manifest.at).iso)
      object.add("files", manifest.files.count)
      object.add("bytes", bytes)
      object.add("copied_files", copied?.copiedFileCount)
      object.add("copied_bytes", copied.map { Int($0.copiedByteCount) })
      Output.print(JSONText.envelope(object.members))
      return
    }
    session.print(facts: [
      Fact("台账", "Store", manifest.store),
      Fact("末行序号", "Last line", "\(manifest.sequence)"),
      Fact("末行哈希", "Its hash", manifest.hash),
      Fact("备份时间", "Made", Instant(milliseconds: manifest.at).iso),
      Fact("文件", "Files", "\(manifest.files.count)"),
      Fact("字节", "Bytes", "\(bytes)"),
      Fact(
        "本次复制", "Copied now",
        copied.map { copied in
          session.say(
            "\(copied.copiedFileCount) 个文件，\(copied.copiedByteCount) 字节",
            "\(copied.copiedFileCount) files, \(copied.copiedByteCount) bytes")
        }),
    ])
  }
}

/// `xiaobao ledger restore BACKUP DIR`
struct LedgerRestore: Verb {
  static let configuration: CommandConfiguration = .command(
    "restore", "由备份恢复出一个工作区", "make a workspace from a backup",
    detail: Phrase(
      "先核对备份的每个文件与全部哈希链，在旁边建好并重建索引，最后才取名。目标目录不得存在。恢复后请把密钥放入 keys/，再运行 ledger reindex。",
      "Every file and the whole chain are checked first; it is built aside, indexed, and only then gets its"
        + " name. The folder must not exist. Afterwards put the keys into keys/ and run ledger reindex."
    ),
    examples: [
      Example(
        "xiaobao ledger restore /backup/xiaobao /srv/xiaobao-restored", "演练恢复", "a restore drill")
    ])

  @Argument(help: .say("备份目录", "the backup's folder", value: Phrase("备份", "backup")))
  var backup: String

  @Argument(
    help: .say(
      "新工作区目录，不得存在", "the new workspace, which must not exist", value: Phrase("目录", "folder")))
  var folder: String

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    defer { progress.clear() }
    let manifest = try Workspace.restore(backup, to: folder) { lines in progress.tick(lines: lines)
    }
    progress.clear()
    session.adoptLanguage(of: WorkspacePaths(root: folder))
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("store", manifest.store)
      object.add("sequence", Int(manifest.sequence))
      object.add("hash", manifest.hash)
      object.add("folder", folder)
      Output.print(JSONText.envelope(object.members))
      return .done
    }
    session.print(facts: [
      Fact("工作区", "Workspace", folder),
      Fact("末行序号", "Last line", "\(manifest.sequence)"),
      Fact("末行哈希", "Its hash", manifest.hash),
    ])
    session.note(
      session.say(
        "请把密钥放入 \(folder)/keys，再运行 xiaobao ledger reindex --workspace \(folder)",
        "put the keys into \(folder)/keys, then run xiaobao ledger reindex --workspace \(folder)"))
    return .done
  }
}
