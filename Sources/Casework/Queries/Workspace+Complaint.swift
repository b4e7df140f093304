public import ConsumerProtection
internal import EventLedger

/// A sealed text of a matter as somebody may see it.
public struct SealedTextView: Sendable, Equatable {
  /// What can be seen of it.
  public enum Sight: Sendable, Equatable {
    /// Covered.
    case masked(Phrase)
    /// In full; the opening was recorded.
    case open(String)
    /// Its key was destroyed: it is erased for good.
    case erased
    /// Its key is missing: an incident.
    case keyMissing
  }
  /// The field's name, e.g. `complainant.name`.
  public let field: String
  /// The type of the event that holds it.
  public let type: String
  /// The number of the line that holds it.
  public let sequence: UInt64
  /// What can be seen.
  public let sight: Sight
}

/// One complaint in full.
public struct ComplaintView: Sendable {
  /// The complaint as lists see it.
  public let row: ComplaintRow
  /// Its state.
  public let complaint: Complaint
  /// Its version.
  public let version: Int
  /// Its sealed texts, oldest first.
  public let texts: [SealedTextView]
}

extension Workspace {
  /// One complaint: one look-up and its own history, whatever the ledger's size.
  ///
  /// `revealing` opens the sealed texts: it needs a reason and a role, and is recorded in the
  /// complaint's history before anything is shown. Throws `XB-002` when there is no such complaint,
  /// `XB-009` when the actor may not open it.
  public func complaint(
    _ id: String, revealing: Bool = false, as invocation: Invocation
  ) throws(Failure) -> ComplaintView {
    let reference = MatterReference(Complaint.kind, id)
    if revealing { try recordOpening(of: reference, as: invocation) }
    let view = try currentView()
    let loaded = try MatterLoader(view: view, areas: Self.areas).load(reference)
    guard let complaint = loaded.state?.matter(as: Complaint.self) else {
      throw Self.notFound(reference)
    }
    do throws(LedgerError) {
      guard let row = try row(id, in: view) else { throw .notAStore(path: paths.ledger) }
      return ComplaintView(
        row: row, complaint: complaint, version: loaded.version,
        texts: try texts(of: loaded, in: view, open: revealing))
    } catch {
      throw Failure(error)
    }
  }

  func texts(
    of loaded: LoadedMatter, in view: LedgerView, open: Bool
  ) throws(LedgerError) -> [SealedTextView] {
    var found: [(entry: SealedEntry, line: LedgerLine, value: UnsealedValue)] = []
    var names: [String] = []
    for line in loaded.lines {
      for entry in line.sealed {
        let value = try view.unseal(entry, of: line)
        found.append((entry, line, value))
        if entry.field.hasSuffix("name"), case .text(let bytes) = value {
          names.append(String(decoding: bytes, as: UTF8.self))
        }
      }
    }
    return found.map { entry, line, value in
      let sight: SealedTextView.Sight
      switch value {
      case .erased: sight = .erased
      case .keyMissing: sight = .keyMissing
      case .text(let bytes):
        let text = String(decoding: bytes, as: UTF8.self)
        sight =
          open ? .open(text) : .masked(Masking.shown(text, field: entry.field, names: names))
      }
      return SealedTextView(
        field: entry.field, type: line.type, sequence: line.sequence, sight: sight)
    }
  }

  /// Data whose erasure was asked for is stored only.
  private func refuseRestricted(_ id: String, in view: LedgerView) throws(Failure) {
    do throws(LedgerError) {
      let row = try Self.complaints(in: view).row(id: id)
      guard row?.number(ComplaintColumn.restricted.rawValue) != nil,
        row?.number(ComplaintColumn.erased.rawValue) == nil
      else { return }
    } catch {
      throw Failure(error)
    }
    throw Failure(
      Refusal(
        .notAdmitted,
        problem: Phrase("\(id) 的个人信息仅存储，不得查看", "the personal data of \(id) is stored only"),
        remedy: Phrase(
          "保存期内除存储和必要的安全保护外不得处理", "until its retention ends nothing but storing it is allowed"),
        basis: DataSubject.storeOnly))
  }

  /// The sealed texts as people see them who did not open them, by field; of several the last.
  func maskedTexts(
    of loaded: LoadedMatter, in view: LedgerView
  ) throws(Failure) -> [String: String] {
    do throws(LedgerError) {
      var shown: [String: String] = [:]
      for text in try texts(of: loaded, in: view, open: false) {
        if case .masked(let phrase) = text.sight { shown[text.field] = phrase.zh }
      }
      return shown
    } catch {
      throw Failure(error)
    }
  }

  /// Records who opens what and why, before it is shown.
  private func recordOpening(
    of reference: MatterReference, as invocation: Invocation
  ) throws(Failure) {
    guard let reason = invocation.reason, !reason.isEmpty else {
      throw Failure(
        Refusal.Code.emptyText.text,
        problem: Phrase("查看封存内容须说明理由", "Opening sealed data needs a reason"),
        remedy: Phrase("加 --reason 理由", "Add --reason TEXT"))
    }
    let moment = try moment(of: invocation)
    let view = try currentView()
    let loader = MatterLoader(view: view, areas: Self.areas)
    let loaded = try loader.load(reference)
    guard loaded.version > 0 else { throw Self.notFound(reference) }
    try check(moment, notBefore: loaded)
    let lookUps = EngineLookUps(loader: loader, calendars: [:], regimes: [])
    try authorise([OpenSealed()], by: invocation, at: moment, lookUps, in: view)
    try refuseRestricted(reference.id, in: view)
    try checkCap(opening: 1, as: invocation, in: view)
    var builder = TransactionBuilder(moment: moment, zone: site.zone, actor: invocation.actor)
    builder.add(
      [Area.EncodedEvent(Opened(fields: loaded.keys.keys.sorted(), reason: .plain(reason)))],
      to: loaded)
    builder.expect(lookUps.expectations)
    do throws(LedgerError) {
      _ = try store.append(builder.transaction(idempotencyKey: invocation.idempotencyKey ?? ""))
    } catch {
      throw Failure(error)
    }
  }
}

/// The command of opening sealed data, for the table of authorities.
struct OpenSealed: Sendable {}

/// Sealed data were opened. Version 1, since 0.1: `scopes`; sealed `reason`.
private struct Opened: RecordedEvent {
  let fields: [String]
  let reason: PersonalText
  var type: String { EngineEvent.opened }
  var version: Int { 1 }

  init(fields: [String], reason: PersonalText) {
    self.fields = fields
    self.reason = reason
  }

  init(
    type: String, version: Int, payload: Payload, envelope: EventEnvelope
  ) throws(PayloadError) {
    guard type == EngineEvent.opened else { throw .unknownType(type) }
    fields = try payload.texts("scopes")
    guard let text = payload.sealed("reason") else { throw .missing("reason") }
    reason = text
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("scopes", fields.map { $0.isEmpty ? "matter" : $0 })
    payload.seal("reason", reason)
  }
}
