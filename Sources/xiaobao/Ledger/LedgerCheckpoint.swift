internal import ArgumentParser
internal import Casework
internal import ConsumerProtection
internal import EventLedger

/// `xiaobao ledger checkpoint`
struct LedgerCheckpoint: Verb {
  static let configuration: CommandConfiguration = .command(
    "checkpoint", "签署检查点：台账到此为止的样子", "sign what the record is up to here",
    detail: Phrase(
      "检查点用 keys/checkpoint.key（Ed25519，首次使用时生成）签名，存入 ledger/checkpoints/ 与 outbox/。只有保存在本机之外的副本，"
        + "才能证明台账未被截断或整体改写；公钥也请保存在本机之外。",
      "It is signed with keys/checkpoint.key (Ed25519, made on first use) and kept in ledger/checkpoints/"
        + " and outbox/. Only a copy outside this machine shows that the record was cut or written anew;"
        + " keep the public key outside as well."),
    examples: [
      Example("xiaobao ledger checkpoint", "签署并保存", "sign and keep"),
      Example("xiaobao ledger checkpoint --public-key", "只显示公钥", "only show the public key"),
    ])

  @Flag(help: .say("只显示公钥", "only show the public key"))
  var publicKey = false

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let workspace = try session.open(.reading)
    if publicKey { return try await showKey(workspace, session) }
    let signed = try await workspace.checkpoint()
    if session.isJSON {
      var object = ObjectBuilder()
      object.add("sequence", Int(signed.checkpoint.sequence))
      object.add("hash", signed.checkpoint.hash)
      object.add("at", Instant(milliseconds: signed.checkpoint.at).iso)
      object.add("file", "ledger/" + signed.file)
      object.add("note", signed.note)
      object.add("public_key", signed.key.text)
      Output.print(JSONText.envelope(object.members))
      return .done
    }
    session.print(facts: [
      Fact("末行序号", "Last line", "\(signed.checkpoint.sequence)"),
      Fact("末行哈希", "Its hash", signed.checkpoint.hash),
      Fact("文件", "File", "ledger/\(signed.file)"),
      Fact("公钥", "Public key", signed.key.text),
    ])
    session.note(
      session.say("请将该文件与公钥保存在本机之外", "keep this file and the public key outside this machine"))
    return .done
  }

  private func showKey(
    _ workspace: Workspace, _ session: Session
  ) async throws(Failure) -> Ending {
    guard let key = try await workspace.checkpointKey() else {
      throw Failure(
        "XB-223", problem: Phrase("还没有检查点密钥", "There is no checkpoint key yet"),
        remedy: Phrase("先签署一次：xiaobao ledger checkpoint", "Sign once: xiaobao ledger checkpoint"))
    }
    if session.isJSON {
      Output.print(JSONText.envelope([JSONValue.Member("public_key", .text(key.text))]))
    } else {
      session.print(key.text)
    }
    return .done
  }
}

/// A note file and the key that checks it.
enum CheckpointFile {
  static func open(
    _ file: String, key: String?, in paths: WorkspacePaths
  ) throws(Failure) -> Checkpoint {
    let note = try Files.readText(file)
    let source = key ?? "\(paths.ledger)/checkpoints/key.pub"
    let isText = source.contains("+") && !Files.isReadable(source)
    let text = isText ? source : try Files.readText(source)
    let trimmed = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    guard let verifier = CheckpointVerifier(trimmed) else {
      throw Failure(
        "XB-221", problem: Phrase("公钥无法识别", "The public key cannot be read"),
        remedy: Phrase(
          "应为 名称+编号+Base64，见 xiaobao ledger checkpoint --public-key",
          "It reads name+id+base64; see xiaobao ledger checkpoint --public-key"))
    }
    do throws(CheckpointError) {
      return try verifier.open(note)
    } catch {
      throw refusal(file, error)
    }
  }

  private static func refusal(_ file: String, _ error: CheckpointError) -> Failure {
    switch error {
    case .noteUnreadable:
      Failure(
        "XB-221", problem: Phrase("\(file) 不是检查点文件", "\(file) is no checkpoint"),
        remedy: Phrase(
          "请给出 ledger checkpoint 写出的文件，逐字节不变",
          "Give a file that ledger checkpoint wrote, byte for byte"))
    case .noteUnsigned:
      Failure(
        "XB-222",
        problem: Phrase(
          "\(file) 的签名与公钥不符，不可信", "\(file) is not signed by this key: do not trust it"),
        remedy: Phrase(
          "核对公钥（--key）与文件的来源", "Check where the key (--key) and the file come from"), exit: .damaged
      )
    }
  }
}
