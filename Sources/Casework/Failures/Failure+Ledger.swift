internal import ConsumerProtection
public import EventLedger

extension Failure {
  /// What the ledger reports, in words.
  public init(_ error: LedgerError) {
    switch error {
    case .notAStore, .alreadyAStore, .newerFormat, .keysUnusable:
      self = Self.unusableStore(error)
    case .locked(let holder) where holder.processID == 0 && holder.host.isEmpty:
      self.init(
        "XB-201",
        problem: Phrase(
          "另一进程正在写入（持有者未登记）", "Another process is writing there (it left no name)"),
        remedy: Phrase(
          "请稍候重试；进程结束后锁自动释放", "Wait and try again; the lock ends with that process"),
        exit: .busy)
    case .locked(let holder):
      self.init(
        "XB-201",
        problem: Phrase(
          "台账正被另一进程写入（进程 \(holder.processID)，主机 \(holder.host)，自 \(Self.instant(holder.since)) 起）",
          "Another process is writing the ledger (process \(holder.processID) on \(holder.host),"
            + " since \(Self.instant(holder.since)))"),
        remedy: Phrase(
          "请稍候重试；进程结束后锁自动释放", "Wait and try again; the lock ends with that process"),
        exit: .busy)
    case .conflict(let matter, let expected, let found):
      self.init(
        "XB-015",
        problem: Phrase(
          "\(matter.id) 已被他人更改（决定时为第 \(expected) 版，现为第 \(found) 版）",
          "Somebody else changed \(matter.id) meanwhile (decided at version \(expected),"
            + " now at \(found))"),
        remedy: Phrase(
          "请先查看再重试：xiaobao \(matter.kind) history \(matter.id)",
          "Look first, then try again: xiaobao \(matter.kind) history \(matter.id)"))
    case .corrupt(let finding): self = Self.damaged(finding, "XB-202")
    case .indexDamaged(let finding): self = Self.damaged(finding, "XB-203")
    case .poisoned, .outcomeUnknown: self = Self.notDurable(error)
    case .noSpace, .readOnly, .io, .networkFileSystem: self = Self.disk(error)
    case .noteRefused(let fault): self = Self.refused(note: fault)
    case .notABackup, .otherBackup, .backupDamaged, .backupDiverges, .targetNotEmpty:
      self = Self.backup(error)
    case .clockStep(let last, let now):
      self.init(
        "XB-210",
        problem: Phrase(
          "系统时钟（\(Self.instant(now))）早于台账最后一条记录（\(Self.instant(last))）5 分钟以上",
          "The system clock (\(Self.instant(now))) stands more than 5 minutes before the ledger's"
            + " last record (\(Self.instant(last)))"),
        remedy: Phrase(
          "请校准时钟；确认无误时加 --allow-clock-step", "Set the clock; if it is right, add --allow-clock-step"
        ))
    case .tooLong(let count, let max):
      self.init(
        "XB-006",
        problem: Phrase(
          "一条记录有 \(count) 字节，上限为 \(max) 字节", "One record has \(count) bytes; \(max) are admitted"),
        remedy: Phrase("请缩短文本，或将全文作为附件保存", "Shorten the text, or keep the whole of it outside"))
    case .invalid(.shortQuery):
      self.init(
        Refusal.Code.malformedInput.text,
        problem: Phrase("要查找的文字太短", "The text to look for is too short"),
        remedy: Phrase(
          "至少给出一个汉字，或连续三个字母或数字", "Give one ideograph, or three letters or digits in a row"))
    case .invalid(let reason):
      self.init(
        "XB-290",
        problem: Phrase("事务不可接受：\(reason)", "The transaction is not admissible: \(reason)"),
        remedy: Phrase("这是程序缺陷，请报告", "This is a fault of the program; please report it"),
        exit: .fault)
    }
  }

  private static func instant(_ milliseconds: Int64) -> String {
    Instant(milliseconds: milliseconds).iso
  }

  /// What the ledger does not say to the command that was given.
  static func unexpected(_ error: LedgerError) -> Failure {
    Failure(
      "XB-290",
      problem: Phrase("台账给出了意外的错误：\(error)", "The ledger gave an unexpected error: \(error)"),
      remedy: Phrase("这是程序缺陷，请报告", "This is a fault of the program; please report it"),
      exit: .fault)
  }

  private static func unusableStore(_ error: LedgerError) -> Failure {
    switch error {
    case .notAStore(let path):
      Failure(
        "XB-204", problem: Phrase("\(path) 中没有台账", "There is no ledger in \(path)"),
        remedy: Phrase(
          "请检查工作区路径，或用 xiaobao init 新建", "Check the workspace path, or make one with xiaobao init"))
    case .alreadyAStore(let path):
      Failure(
        "XB-204", problem: Phrase("\(path) 中已有台账", "\(path) holds a ledger already"),
        remedy: Phrase("请选择空目录", "Choose an empty folder"))
    case .newerFormat(let path, let found, let supported):
      Failure(
        "XB-205",
        problem: Phrase(
          "\(path) 的格式版本为 \(found)，本程序支持到 \(supported)",
          "\(path) has format \(found); this program knows up to \(supported)"),
        remedy: Phrase("请升级 xiaobao", "Update xiaobao"))
    default:
      Failure(
        "XB-206", problem: Phrase("密钥目录不可用", "The key folder is not usable"),
        remedy: Phrase(
          "请从备份恢复 keys/（workspace.key 与 *.keys），它们与台账分开备份",
          "Restore keys/ (workspace.key and *.keys) from its backup; it is kept apart from the ledger"
        ),
        exit: .damaged)
    }
  }

  private static func damaged(_ finding: Finding, _ code: String) -> Failure {
    let place = finding.file + (finding.offset.map { ":\($0)" } ?? "")
    let isIndex = code == "XB-203"
    return Failure(
      code,
      problem: isIndex
        ? Phrase(
          "索引损坏：\(place)（\(finding.code.title.zh)）；台账本身不受影响",
          "The index is damaged at \(place) (\(finding.code.title.en)); the ledger itself is not")
        : Phrase(
          "台账损坏：\(place)（\(finding.code.title.zh)）",
          "The ledger is damaged at \(place) (\(finding.code.title.en))"),
      remedy: isIndex
        ? Phrase("运行 xiaobao ledger reindex 重建", "Rebuild it with xiaobao ledger reindex")
        : Phrase(
          "停止写入；运行 xiaobao ledger verify --full 查看全部发现，并从备份恢复",
          "Write nothing; see all findings with xiaobao ledger verify --full and restore a backup"),
      exit: .damaged)
  }

  private static func notDurable(_ error: LedgerError) -> Failure {
    if case .poisoned(let path, let detail) = error {
      return Failure(
        "XB-207",
        problem: Phrase(
          "磁盘同步曾失败（\(path)：\(detail)），本进程不再写入",
          "A synchronisation with the disk failed (\(path): \(detail)); this process writes no more"
        ),
        remedy: Phrase(
          "检查磁盘后重新运行命令，台账会自行恢复", "Check the disk and run the command again; the ledger recovers"),
        exit: .unknown)
    }
    return Failure(
      "XB-208",
      problem: Phrase(
        "已写入，但未能确认落盘，结果不明", "Written, but not known to be on the disk: outcome unknown"),
      remedy: Phrase(
        "检查磁盘后用同一 --idempotency-key 重复命令，不会重复登记",
        "Check the disk and repeat the command with the same --idempotency-key; it is stored once"),
      exit: .unknown)
  }

  private static func disk(_ error: LedgerError) -> Failure {
    switch error {
    case .noSpace(let path, _):
      Failure(
        "XB-209",
        problem: Phrase("磁盘已满，未登记：\(path)", "The disk is full; nothing was stored: \(path)"),
        remedy: Phrase("腾出空间后重试；已有记录不受影响", "Free some space and try again; the record is unharmed"),
        exit: .busy)
    case .readOnly(let path):
      Failure(
        "XB-211", problem: Phrase("没有写入权限：\(path)", "No right to write: \(path)"),
        remedy: Phrase(
          "请使用有写权限的账户，或只运行查询命令", "Use an account that may write, or run only commands that read"))
    case .networkFileSystem(let path, let type):
      Failure(
        "XB-212",
        problem: Phrase(
          "\(path) 位于网络文件系统（类型 \(type)），不能保证落盘",
          "\(path) lies on a network file system (type \(type)); durability is not assured there"),
        remedy: Phrase("请把工作区放在本地磁盘", "Put the workspace on a local disk"))
    case .io(let operation, let path, let errno):
      Failure(
        "XB-213",
        problem: Phrase(
          "读写失败：\(operation) \(path)（errno \(errno)）",
          "Input or output failed: \(operation) \(path) (errno \(errno))"),
        remedy: Phrase("请检查磁盘与权限后重试", "Check the disk and the rights, then try again"), exit: .fault
      )
    default: unexpected(error)
    }
  }
}
