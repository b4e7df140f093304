internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger verify`
struct LedgerVerify: Verb {
  static let configuration: CommandConfiguration = .command(
    "verify", "校验台账", "verify the record",
    detail: Phrase(
      "缺省核对末段与登记的末行；--full 核对全部哈希链；--deep 另将索引与重建结果逐条比较。只读，不加锁。"
        + "--against 另核对台账是否仍包含检查点所签署的内容，并核对全部哈希链。台账损坏或与检查点不符时退出码为 65，其他发现为 2。",
      "By default the last segment and the recorded end; --full checks every hash; --deep also compares"
        + " the index with a rebuild; --against also checks every hash, and that the record still"
        + " contains what a checkpoint signed. It only reads and takes no lock. Exit 65 when the"
        + " record is damaged or contradicts the checkpoint, 2 for other findings."),
    examples: [
      Example("xiaobao ledger verify --full", "核对全部记录", "check the whole record"),
      Example(
        "xiaobao ledger verify --against 000000000042-20261123T000002Z.note --key checkpoint.pub",
        "用机外保存的检查点与公钥核对", "against a note and a key kept outside the machine"),
    ])

  @Flag(help: .say("核对全部记录", "check the whole record"))
  var full = false

  @Flag(help: .say("核对全部记录与索引", "check the whole record and the index"))
  var deep = false

  @Option(
    help: .say("检查点文件", "a checkpoint's file", value: Phrase("文件", "file")), completion: .file())
  var against: String?

  @Option(
    help: .say(
      "检查点的公钥：文件或公钥文本；缺省为 keys/checkpoint.pub",
      "its public key, a file or the key itself; else keys/checkpoint.pub",
      value: Phrase("公钥", "key")),
    completion: .file())
  var key: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    defer { progress.clear() }
    let report: VerifyReport
    var checkpoint: Checkpoint?
    if let against {
      let found = try Workspace.verify(
        paths, level: deep ? .deep : .full, against: against, key: key
      ) { lines in progress.tick(lines: lines) }
      (report, checkpoint) = (found.report, found.checkpoint)
    } else {
      let level: VerifyLevel = deep ? .deep : full ? .full : .fast
      report = try Workspace.verify(paths, level: level) { progress.tick(lines: $0) }
    }
    progress.clear()
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: report, checkpoint)))
    } else {
      show(report, checkpoint, in: session)
    }
    if report.isSound { return .done }
    return report.findings.contains { $0.code.isDamage } ? .damaged : .findings
  }

  private func show(_ report: VerifyReport, _ checkpoint: Checkpoint?, in session: Session) {
    session.print(facts: [
      session.result(of: report.findings),
      Fact("分段", "Segments", "\(report.segmentCount)"),
      Fact("行", "Lines", "\(report.lineCount)"),
      Fact("事务", "Transactions", "\(report.transactionCount)"),
      Fact("末行序号", "Last line", "\(report.sequence)"),
      Fact("末行哈希", "Its hash", report.hash),
      Fact(
        "索引条目", "Index entries",
        report.level == .deep ? "\(report.comparedEntryCount)" : nil
      ),
      Fact(
        "检查点", "Checkpoint",
        checkpoint.map { "\($0.sequence)  \(Instant(milliseconds: $0.time).iso)" }),
    ])
    session.print(findings: report.findings)
  }

  private static func members(
    of report: VerifyReport, _ checkpoint: Checkpoint?
  ) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("sound", report.isSound)
    object.add("segments", report.segmentCount)
    object.add("lines", Int(report.lineCount))
    object.add("transactions", Int(report.transactionCount))
    object.add("sequence", Int(report.sequence))
    object.add("hash", report.hash)
    object.add("index_entries", Int(report.comparedEntryCount))
    object.add("checkpoint", value: checkpoint.map { JSONValue($0) })
    object.add("findings", value: .array(report.findings.map { JSONValue($0) }))
    return object.members
  }
}

extension Finding.Code {
  /// Whether the record itself is harmed; the others can be mended from it.
  var isDamage: Bool {
    switch self {
    case .unreadableLine, .brokenChain, .wrongNumber, .wrongPrevious, .missingSegment,
      .wrongSegment, .behindHead, .unreadableHead, .wrongStore, .missingKey, .behindCheckpoint,
      .missingFile, .wrongFile:
      true
    case .unsealedSegment, .tornTail, .wrongIndex, .wrongEntry, .poisoned: false
    }
  }
}
