public import ConsumerProtection
internal import EventLedger
internal import PluginHost

#if canImport(Glibc)
  internal import Glibc
#endif

/// An attachment and whether the workspace still has its bytes.
public struct AttachmentView: Sendable, Equatable {
  /// Whether the file is there as it was taken.
  public enum State: String, Sendable {
    /// As it was taken.
    case present
    /// Its bytes are others now: an incident.
    case changed
    /// It is not there: an incident.
    case missing
  }
  /// What was recorded.
  public let attached: ComplaintAttached
  /// What the workspace has.
  public let state: State
}

extension Workspace {
  /// Keeps a file by its SHA-256 and adds it to a complaint. It is never run, opened or shown.
  ///
  /// - Throws: `XB-042` for a file that is too large or of a kind that the site does not take; the
  ///   refusal of the complaint otherwise. The file is not kept then.
  public func attach(
    _ path: String, purpose: Attachment.Purpose, to id: String, as invocation: Invocation
  ) throws(Failure) -> Performed {
    let policy = site.policy.intake
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let bytes: [UInt8]
    do throws(Failure) {
      bytes = try Files.read(path, byteCountMax: policy.attachmentByteCountMax)
    } catch {
      guard error.code == Refusal.Code.textTooLong.text else { throw error }
      throw Self.refusedFile(
        Phrase(
          "文件超过 \(policy.attachmentByteCountMax >> 20) MiB",
          "the file is larger than \(policy.attachmentByteCountMax >> 20) MiB"),
        Phrase("请拆分或压缩后添加", "split it or make it smaller"))
    }
    guard !bytes.isEmpty else {
      throw Self.refusedFile(
        Phrase("文件为空", "the file is empty"), Phrase("请核对文件", "look at the file"))
    }
    guard let type = AttachmentType(bytes, name: name),
      policy.attachmentTypes.contains(type.rawValue)
    else {
      let list = policy.attachmentTypes.joined(separator: ", ")
      throw Self.refusedFile(
        Phrase(
          "不接受这种文件（程序、脚本或未知类型）", "this kind of file is not taken (program, script or unknown)"),
        Phrase(
          "可用：\(list)；站点文件 intake.attachments.types 可改",
          "taken are: \(list); see intake.attachments.types of the site file"))
    }
    let digest = ContentDigest.hex(of: bytes)
    let stored = attachmentPath(digest)
    let isNew = !Files.isReadable(stored)
    if isNew {
      try Files.makeFolder("\(paths.attachments)/\(digest.prefix(2))", mode: 0o700)
      try Files.write(bytes, to: stored, mode: 0o600)
    }
    do throws(Failure) {
      return try perform(
        .intake(
          .attach(
            Attachment(
              digest: digest, byteCount: bytes.count, type: type.rawValue, purpose: purpose,
              name: name))), on: id, as: invocation)
    } catch {
      // Nothing points to it: what was refused leaves no file behind.
      if isNew, error.exit != .unknown { unlink(stored) }
      throw error
    }
  }

  /// The attachments of a complaint; each file's bytes are compared with what was taken.
  public func attachments(
    of id: String, as invocation: Invocation
  ) throws(Failure) -> [AttachmentView] {
    let view = try complaint(id, as: invocation)
    return view.complaint.intake.attachments.map { attached in
      guard let bytes = try? bytes(of: attached) else {
        return AttachmentView(
          attached: attached,
          state: Files.isReadable(attachmentPath(attached.digest)) ? .changed : .missing)
      }
      let isSame = ContentDigest.hex(of: bytes) == attached.digest
      return AttachmentView(attached: attached, state: isSame ? .present : .changed)
    }
  }

  /// The bytes of one attachment, recorded as an opening with its reason before they are given.
  ///
  /// - Throws: `XB-002` for an unknown one, `XB-009` when the actor may not open it.
  public func attachment(
    _ digest: String, of id: String, as invocation: Invocation
  ) throws(Failure) -> [UInt8] {
    let view = try complaint(id, as: invocation)
    let found = view.complaint.intake.attachments.filter { $0.digest.hasPrefix(digest) }
    guard let attached = found.first, found.count == 1 else {
      let list = view.complaint.intake.attachments.map { String($0.digest.prefix(12)) }
      throw Self.unknown(digest, Phrase("材料", "attachment"), list)
    }
    _ = try complaint(id, revealing: true, as: invocation)
    let bytes = try bytes(of: attached)
    guard ContentDigest.hex(of: bytes) == attached.digest else {
      throw Self.refusedFile(
        Phrase("文件已与登记时不同", "the file is not what was taken in"),
        Phrase("请从备份恢复，并报告", "restore it from a backup, and report it"))
    }
    return bytes
  }

  private func bytes(of attached: ComplaintAttached) throws(Failure) -> [UInt8] {
    try Files.read(attachmentPath(attached.digest), byteCountMax: attached.byteCount)
  }

  private nonisolated func attachmentPath(_ digest: String) -> String {
    "\(paths.attachments)/\(digest.prefix(2))/\(digest)"
  }

  private static func refusedFile(_ problem: Phrase, _ remedy: Phrase) -> Failure {
    Failure(Refusal.Code.attachmentRefused.text, problem: problem, remedy: remedy)
  }
}
