internal import ArgumentParser
internal import Casework
internal import ConsumerProtection

/// `xiaobao complaint attach CASE FILE…`
struct ComplaintAttach: Verb {
  static let configuration: CommandConfiguration = .command(
    "attach", "添加材料（按 SHA-256 保存，不打开不执行）", "add files, kept by their SHA-256, never opened or run",
    detail: Phrase(
      "大小和类型限制见站点文件 intake.attachments；类型按文件内容判断，不看扩展名。",
      "Size and kinds are limited by intake.attachments of the site file; the first bytes tell the kind,"
        + " not the name."),
    examples: [
      Example(
        "xiaobao complaint attach C-20260302-000007 receipt.pdf", "添加凭证", "add a receipt"),
      Example(
        "xiaobao complaint attach C-20260302-000007 new.pdf --purpose new_material", "添加新的事实和理由",
        "new facts and reasons"),
    ])

  @OptionGroup var subject: CaseArgument

  @Argument(help: .say("文件", "the files", value: Phrase("文件", "file")), completion: .file())
  var files: [String]

  @Option(
    help: .say(
      "用途：evidence、new_material、authority、recording、signed",
      "what it is for: evidence, new_material, authority, recording, signed",
      value: Phrase("用途", "purpose")))
  var purpose = "evidence"

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let purpose = try OptionValue.choice(purpose, "--purpose", of: Attachment.Purpose.self)
    let invocation = try session.invocation()
    let workspace = try session.open(.writing)
    for file in files {
      session.show(
        try await workspace.attach(file, purpose: purpose, to: subject.id, as: invocation))
    }
    return .done
  }
}

/// `xiaobao complaint attachments CASE`
struct ComplaintAttachments: Verb {
  static let configuration: CommandConfiguration = .command(
    "attachments", "列出材料并核对，或取出一份", "list the files and check them, or take one out",
    detail: Phrase(
      "取出（--take 与 --output）须有权限并以 --reason 说明理由，每次都记入经过。",
      "Taking one out (--take and --output) needs a role and a --reason, and is recorded."),
    examples: [
      Example("xiaobao complaint attachments C-20260302-000007", "列出并核对", "list and check them"),
      Example(
        "xiaobao complaint attachments C-20260302-000007 --take 3f2a --output copy.pdf --reason 核查",
        "取出一份", "take one out"),
    ])

  @OptionGroup var subject: CaseArgument

  @Option(help: .say("SHA-256 或其开头", "its SHA-256 or the beginning", value: Phrase("摘要", "sha256")))
  var take: String?

  @Option(
    help: .say("写入的文件", "where to write it", value: Phrase("文件", "file")), completion: .file())
  var output: String?

  @OptionGroup(title: GlobalOptions.group) var global: GlobalOptions

  func run(in session: Session) async throws(Failure) -> Ending {
    let invocation = try session.invocation()
    if let take, let output {
      let workspace = try session.open(.writing)
      let bytes = try await workspace.attachment(take, of: subject.id, as: invocation)
      try Files.write(bytes, to: output, mode: 0o600)
      session.note(session.say("已写入 \(output)", "written to \(output)"))
      return .done
    }
    guard take == nil, output == nil else {
      throw Failure(
        "XB-306", problem: Phrase("--take 与 --output 须同时给出", "--take and --output go together"),
        remedy: Phrase(
          "查看 xiaobao help complaint attachments", "see xiaobao help complaint attachments"),
        exit: .usage)
    }
    let workspace = try session.open(.reading)
    let files = try await workspace.attachments(of: subject.id, as: invocation)
    if session.isJSON {
      Output.print(
        JSONText.list(files.map { JSONValue($0) }, total: files.count, next: nil))
    } else {
      for file in files {
        let state =
          switch file.state {
          case .present: session.say("完好", "as taken")
          case .changed: session.say("内容已变，请报告", "changed: report it")
          case .missing: session.say("缺失，请报告", "missing: report it")
          }
        session.print(
          "\(file.attached.digest.prefix(12))  \(file.attached.fileType)  \(file.attached.byteCount) B  "
            + "\(session.say(file.attached.purpose.title))  \(file.attached.envelope.day.iso)  \(state)"
        )
      }
      if files.isEmpty { session.print(session.say("没有材料", "no files")) }
    }
    return files.allSatisfy { $0.state == .present } ? .done : .findings
  }
}

extension JSONValue {
  /// A file: `{sha256, bytes, type, purpose, day, state}`; its name is sealed.
  init(_ file: AttachmentView) {
    var object = ObjectBuilder()
    object.add("sha256", file.attached.digest)
    object.add("bytes", file.attached.byteCount)
    object.add("type", file.attached.fileType)
    object.add("purpose", file.attached.purpose.rawValue)
    object.add("day", file.attached.envelope.day)
    object.add("state", file.state.rawValue)
    self = object.object
  }
}
