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
        + "台账损坏时退出码为 65，其他发现为 2。",
      "By default the last segment and the recorded end; --full checks every hash; --deep also compares"
        + " the index with a rebuild. It only reads and takes no lock. Exit 65 when the"
        + " record is damaged, 2 for other findings."),
    examples: [
      Example("xiaobao ledger verify --full", "核对全部记录", "check the whole record"),
      Example(
        "xiaobao ledger verify --full --against checkpoint-2184.txt --key key.pub",
        "另与保存在别处的检查点核对", "also against a checkpoint kept elsewhere"),
    ])

  @Flag(help: .say("核对全部记录", "check the whole record"))
  var full = false

  @Flag(help: .say("核对全部记录与索引", "check the whole record and the index"))
  var deep = false

  @Option(
    help: .say(
      "另与签名检查点核对：检查点文件", "also compare with a signed checkpoint: its file",
      value: Phrase("文件", "file")))
  var against: String?

  @Option(
    help: .say(
      "检查点的公钥或公钥文件；缺省用本工作区的",
      "the checkpoint's public key or its file; this workspace's by default",
      value: Phrase("公钥", "key")))
  var key: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    let progress = Progress(errorWidth: session.terminal.errorWidth)
    defer { progress.clear() }
    let checkpoint = try against.map { file throws(Failure) in
      try CheckpointFile.open(file, key: key, in: paths)
    }
    let level: VerifyLevel = deep ? .deep : full ? .full : .fast
    let report = try Workspace.verify(paths, level: level, against: checkpoint) { lines in
      progress.tick(lines: lines)
    }
    progress.clear()
    if session.isJSON {
      Output.print(JSONText.envelope(Self.members(of: report)))
    } else {
      show(report, in: session)
    }
    if report.isSound { return .done }
    return report.findings.contains { $0.code.isDamage } ? .damaged : .findings
  }

  private func show(_ report: VerifyReport, in session: Session) {
    session.print(facts: [
      Fact(
        "结论", "Result",
        report.isSound
          ? session.say("完好", "sound")
          : session.say("有 \(report.findings.count) 项发现", "\(report.findings.count) findings")
      ),
      Fact("分段", "Segments", "\(report.segmentCount)"),
      Fact("行", "Lines", "\(report.lineCount)"),
      Fact("事务", "Transactions", "\(report.transactionCount)"),
      Fact("末行序号", "Last line", "\(report.sequence)"),
      Fact("末行哈希", "Its hash", report.hash),
      Fact(
        "索引条目", "Index entries",
        report.level == .deep ? "\(report.comparedEntryCount)" : nil
      ),
    ])
    for finding in report.findings { session.print("  " + session.say(finding.phrase)) }
  }

  private static func members(of report: VerifyReport) -> [JSONValue.Member] {
    var object = ObjectBuilder()
    object.add("sound", report.isSound)
    object.add("segments", report.segmentCount)
    object.add("lines", Int(report.lineCount))
    object.add("transactions", Int(report.transactionCount))
    object.add("sequence", Int(report.sequence))
    object.add("hash", report.hash)
    object.add("index_entries", Int(report.comparedEntryCount))
    object.add(
      "findings",
      value: .array(
        report.findings.map { finding in
          var entry = ObjectBuilder()
          entry.add("code", finding.code.rawValue)
          entry.add("file", finding.file)
          entry.add("offset", finding.offset.map { Int($0) })
          entry.add("sequence", finding.sequence.map { Int($0) })
          entry.add("text", value: JSONValue(finding.phrase))
          return entry.object
        }))
    return object.members
  }
}

extension Finding.Code {
  /// Whether the record itself is harmed; the others can be mended from it.
  var isDamage: Bool {
    switch self {
    case .unreadableLine, .brokenChain, .wrongNumber, .wrongPrevious, .missingSegment,
      .wrongSegment, .behindHead, .unreadableHead, .wrongStore, .missingKey, .wrongCheckpoint,
      .wrongBackup:
      true
    case .unsealedSegment, .tornTail, .wrongIndex, .wrongEntry, .poisoned: false
    }
  }
}
