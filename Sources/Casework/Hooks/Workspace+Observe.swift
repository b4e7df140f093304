internal import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// A notice that waits for the bank's own gateway.
public struct OutboxEntry: Sendable, Equatable {
  /// When it was written, UTC.
  public let at: String
  /// The complaint.
  public let matter: String
  /// The ledger position behind which it was asked.
  public let sequence: Int64
  /// What was done, e.g. `close`.
  public let command: String
  /// The plugin.
  public let plugin: String
  /// A unit or a staff number.
  public let to: String
  /// The subject.
  public let subject: String
  /// The text.
  public let text: String
}

extension Workspace {
  /// The most bytes of one notice's line.
  private static let noticeByteCountMax = 65_536

  /// Asks `matter.observe` about what was just stored, and puts the notices into the outbox.
  ///
  /// What was stored stands, whatever happens here: failures are given back to be shown.
  func observe(
    _ matters: [MatterReference], _ command: any Sendable, as invocation: Invocation,
    at moment: Moment
  ) -> [PluginFailure] {
    guard let command = command as? Complaint.Command, plugins.set.answers("matter.observe")
    else { return [] }
    var failures: [PluginFailure] = []
    for reference in matters {
      guard let view = try? currentView(),
        let loaded = try? MatterLoader(view: view, areas: Self.areas).load(reference),
        let complaint = loaded.state?.matter(as: Complaint.self)
      else { continue }
      let asking = Asking(
        complaint: complaint, command: command, invocation: invocation,
        hooks: hookContext(reference.id, invocation, moment, 0, view))
      let answer = plugins.set.askObserve(asking.record, asking.commandContext)
      failures += answer.failures
      let lines = answer.value.map { notice in
        Self.line(notice, of: reference.id, asking, at: moment, view)
      }
      do throws(Failure) {
        try Files.append(lines.flatMap(\.self), to: outboxFile, in: paths.outbox)
      } catch {
        plugins.set.log("outbox", "warn", error.description)
      }
    }
    return failures
  }

  private nonisolated var outboxFile: String { "\(paths.outbox)/notices.jsonl" }

  private static func line(
    _ notice: Notice, of id: String, _ asking: Asking, at moment: Moment, _ view: LedgerView
  ) -> [UInt8] {
    var writer = ConsumerProtection.JSONWriter()
    writer.write(
      .object([
        .init("at", .text(moment.now.iso)), .init("matter", .text(id)),
        .init("sequence", .integer(Int64(view.head.sequence))),
        .init("command", .text(asking.command?.verb.name ?? "")),
        .init("plugin", .text(notice.plugin)), .init("to", .text(notice.to)),
        .init("subject", .text(notice.subject)), .init("text", .text(notice.text)),
      ]))
    return writer.bytes + [0x0A]
  }

  /// The notices of the outbox, oldest first; a line that was cut off by a crash is left out.
  ///
  /// - Throws: `XB-110` when the file is there and cannot be read.
  public nonisolated func outbox() throws(Failure) -> [OutboxEntry] {
    guard Files.isReadable(outboxFile) else { return [] }
    let bytes = try Files.read(outboxFile, byteCountMax: 1 << 28)
    return bytes.split(separator: 0x0A).compactMap { line in
      guard let json = try? JSONReader.value(of: Array(line)), let at = json["at"]?.text else {
        return nil
      }
      func text(_ name: String) -> String { json[name]?.text ?? "" }
      return OutboxEntry(
        at: at, matter: text("matter"), sequence: json["sequence"]?.integer ?? 0,
        command: text("command"), plugin: text("plugin"), to: text("to"),
        subject: text("subject"), text: text("text"))
    }
  }
}
