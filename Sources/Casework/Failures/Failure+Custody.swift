internal import ConsumerProtection
internal import EventLedger

extension Failure {
  /// A signed note, or a key, that can not be used.
  static func refused(note fault: NoteFault) -> Failure {
    let problem: Phrase
    switch fault {
    case .unreadable:
      problem = Phrase("这不是台账的检查点", "This is no checkpoint of a ledger")
    case .wrongSignature:
      problem = Phrase(
        "检查点的签名与内容不符：签署后有改动",
        "The signature does not fit: the checkpoint was changed after it was signed")
    case .unknownKey(let name):
      problem = Phrase(
        "检查点上没有公钥 \(name) 的签名", "The checkpoint bears no signature of the public key \(name)")
    case .otherStore(let store):
      problem = Phrase("检查点属于另一台账（\(store)）", "The checkpoint is of another ledger (\(store))")
    case .badKey:
      problem = Phrase("公钥无法识别", "The public key cannot be read")
    }
    return Failure(
      "XB-230", problem: problem,
      remedy: Phrase(
        "请用机外保存的检查点与公钥（--key）再试；没有作任何比较",
        "Take the copies kept outside the machine, of note and public key (--key); nothing was compared"
      ))
  }

  /// What stands in the way of a backup or a restore.
  static func backup(_ error: LedgerError) -> Failure {
    switch error {
    case .notABackup(let path):
      Failure(
        "XB-233",
        problem: Phrase(
          "\(path) 中没有备份（没有 BACKUP.json）", "There is no backup in \(path): no BACKUP.json"),
        remedy: Phrase("请检查路径", "Check the path"), exit: .usage)
    case .otherBackup(let path, let store):
      Failure(
        "XB-233",
        problem: Phrase(
          "\(path) 是另一台账的备份（\(store)）", "\(path) is the backup of another ledger (\(store))"),
        remedy: Phrase("请换一个目录", "Choose another folder"), exit: .usage)
    case .targetNotEmpty(let path):
      Failure(
        "XB-232",
        problem: Phrase(
          "\(path) 不为空，什么也没有写入", "\(path) is not empty; nothing was written there"),
        remedy: Phrase(
          "请给出空目录或尚不存在的目录", "Give a folder that is empty or not there yet"), exit: .usage)
    case .backupDamaged(let path, let findings): damagedBackup(path, findings)
    case .backupDiverges(let path, let finding):
      Failure(
        "XB-234",
        problem: Phrase(
          "台账与它的备份 \(path) 不符：\(finding.phrase.zh)；备份保持原样",
          "The ledger differs from its backup in \(path): \(finding.phrase.en); the backup stays as it is"
        ),
        remedy: Phrase(
          "台账可能被截短或改写：请用 xiaobao ledger verify --against 核对；刚从较早的备份恢复过的，请备份到新目录",
          "It may have been cut off or written anew: see xiaobao ledger verify --against; after a restore of"
            + " an older backup, back up into a new folder"),
        exit: .damaged)
    default: unexpected(error)
    }
  }

  private static func damagedBackup(_ path: String, _ findings: [Finding]) -> Failure {
    func list(_ language: Language) -> String {
      findings.map { $0.phrase.text(in: language) }.joined(separator: "\n")
    }
    return Failure(
      "XB-231",
      problem: Phrase(
        "备份 \(path) 损坏，什么也没有改动：\n\(list(.zh))",
        "The backup in \(path) is damaged; nothing was changed:\n\(list(.en))"),
      remedy: Phrase(
        "请换用另一份备份；台账完好时，向新目录重新备份",
        "Take another backup; while the ledger is sound, back it up into a new folder"),
      exit: .damaged)
  }
}
