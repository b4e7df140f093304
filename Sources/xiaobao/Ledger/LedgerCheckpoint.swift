internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger checkpoint`
struct LedgerCheckpoint: Verb {
  static let configuration: CommandConfiguration = .command(
    "checkpoint", "签署检查点", "sign a checkpoint",
    detail: Phrase(
      "签署末行的序号与哈希（Ed25519），写入 ledger/checkpoints。只有保存在机外的副本能发现台账被截短或整体改写："
        + "请用 --to 另存，并将公钥交给机外的人保管。首次使用时在 keys/ 中生成密钥对。",
      "Signs the number and the hash of the last line (Ed25519) into ledger/checkpoints. Only a copy"
        + " outside the machine shows that the record was cut off or written anew: keep one with"
        + " --to, and give the public key to somebody elsewhere. The key pair is made in keys/ on"
        + " first use."),
    examples: [
      Example(
        "xiaobao ledger checkpoint --to /mnt/audit/checkpoints", "另存一份到 /mnt/audit/checkpoints",
        "with a copy in /mnt/audit/checkpoints"),
      Example("xiaobao ledger checkpoint --public-key", "只显示公钥", "the public key only"),
    ])

  @Option(
    help: .say(
      "另存检查点与公钥的目录", "a folder for a copy, with the public key", value: Phrase("目录", "dir")),
    completion: .directory)
  var to: String?

  @Flag(help: .say("只显示公钥", "show the public key, sign nothing"))
  var publicKey = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let paths = try session.workspacePaths()
    session.adoptLanguage(of: paths)
    if publicKey {
      let key = try Workspace.checkpointKey(paths).text
      if session.isJSON {
        Output.print(JSONText.envelope([JSONValue.Member("public_key", .text(key))]))
      } else {
        session.print(key)
      }
      return .done
    }
    show(try Workspace.checkpoint(paths, into: to.map { [$0] } ?? []), in: session)
    return .done
  }

  private func show(_ receipt: CheckpointReceipt, in session: Session) {
    let checkpoint = receipt.note.checkpoint
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("store", checkpoint.store)
      object.add("sequence", Int(checkpoint.sequence))
      object.add("hash", checkpoint.hash)
      object.add("time", Instant(milliseconds: checkpoint.time).iso)
      object.add("note", receipt.note.text)
      object.add("public_key", receipt.key.text)
      object.add("files", value: JSONValue(receipt.files))
      Output.print(JSONText.envelope(object.members))
      return
    }
    session.print(facts: [
      Fact("末行序号", "Last line", "\(checkpoint.sequence)"),
      Fact("末行哈希", "Its hash", checkpoint.hash),
      Fact("签署时刻", "Signed", Instant(milliseconds: checkpoint.time).iso),
      Fact("公钥", "Public key", receipt.key.text),
      Fact("文件", "Files", receipt.files.joined(separator: "\n")),
    ])
  }
}
