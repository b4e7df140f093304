internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger …`
struct LedgerCommands: ParsableCommand {
  static let configuration: CommandConfiguration = .command(
    "ledger", "台账：统计、查看、校验、检查点、备份与恢复",
    "the record: figures, lines, verification, checkpoints, backup and restore",
    verbs: [
      LedgerStat.self, LedgerShow.self, LedgerTail.self, LedgerVerify.self, LedgerCheckpoint.self,
      LedgerBackup.self, LedgerRestore.self, LedgerReindex.self,
    ])
}
