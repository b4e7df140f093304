public import ConsumerProtection
internal import EventLedger

/// One person's complaints, without saying who it is.
public struct SubjectView: Sendable {
  /// `P-` and the number of the person's key.
  public let id: String
  /// Hold, request, erasure; nil while nothing was recorded.
  public let subject: DataSubject?
  /// The complaints, newest first.
  public let cases: [ComplaintRow]
  /// How long they must be kept.
  public let retention: Retention
}

/// The command of looking for a person, for the table of authorities.
struct FindPerson: Sendable {}

extension Workspace {
  /// The persons whose sealed data is the one looked for. One person may have several keys, as after an
  /// import.
  ///
  /// - Throws: `XB-009` when the actor may not look, `XB-2xx` for the ledger.
  public func subjects(
    _ identity: PersonalIdentity, as invocation: Invocation
  ) throws(Failure) -> [SubjectView] {
    let view = try currentView()
    try authorise(FindPerson(), as: invocation, in: view)
    var keys: [UInt64] = []
    do throws(LedgerError) {
      for found in try persons(identity, in: view) where !keys.contains(found.key) {
        keys.append(found.key)
      }
    } catch {
      throw Failure(error)
    }
    var subjects: [SubjectView] = []
    for key in keys { subjects.append(try subjectView(key, in: view)) }
    return subjects
  }

  /// One person by `P-…`, or the person of a complaint.
  public func subject(
    _ id: String, as invocation: Invocation
  ) throws(Failure) -> SubjectView {
    let view = try currentView()
    try authorise(FindPerson(), as: invocation, in: view)
    return try subjectView(try subjectKey(id, in: view), in: view)
  }

  func authorise(
    _ command: any Sendable, as invocation: Invocation, in view: LedgerView
  ) throws(Failure) {
    let lookUps = EngineLookUps(
      loader: MatterLoader(view: view, areas: Self.areas), calendars: [:], regimes: [])
    try authorise(
      [command], by: invocation, at: try moment(of: invocation), lookUps, in: view)
  }

  func subjectView(_ key: UInt64, in view: LedgerView) throws(Failure) -> SubjectView {
    let id = DataSubject.identifier(ofKey: key)
    let loaded = try MatterLoader(view: view, areas: Self.areas)
      .load(MatterReference(DataSubject.kind, id))
    var cases: [ComplaintRow] = []
    do throws(LedgerError) {
      cases = try view.rows(of: Complaint.kind.text, sealedBy: key).map { ComplaintRow($0) }
      try Self.complaints(in: view).confirm()
    } catch {
      throw Failure(error)
    }
    return SubjectView(
      id: id, subject: loaded.state?.matter(as: DataSubject.self), cases: cases,
      retention: retention(of: cases))
  }

  /// The key behind `P-…`, or of the complainant of a complaint; a complaint without one has its own.
  ///
  /// - Throws: `XB-002` when there is no such person or complaint, or nothing was sealed.
  func subjectKey(_ id: String, in view: LedgerView) throws(Failure) -> UInt64 {
    if let key = DataSubject.key(of: id) {
      do throws(LedgerError) {
        if try key < view.nextKey() { return key }
      } catch {
        throw Failure(error)
      }
    } else if id.hasPrefix("C-") {
      let loaded = try MatterLoader(view: view, areas: Self.areas)
        .load(MatterReference(Complaint.kind, id))
      if let key = loaded.keys[Self.complainantScope] ?? loaded.keys[""] { return key }
    }
    throw Failure(
      Refusal.Code.unknownIdentifier.text,
      problem: Phrase("没有 \(id) 的个人信息", "there is no personal data of \(id)"),
      remedy: Phrase(
        "给出案件编号（C-…）或 xiaobao person find 列出的编号（P-…）",
        "give a case number (C-…), or a number that xiaobao person find lists (P-…)"))
  }

  static let complainantScope = "complainant"

  // MARK: The look-up

  /// Rows whose complainant is the one looked for, newest first, with the key of their data.
  nonisolated func persons(
    _ identity: PersonalIdentity, in view: LedgerView
  ) throws(LedgerError) -> [(row: IndexRow, key: UInt64)] {
    let wanted = identity.decisive
    guard let first = wanted.first else { return [] }
    var found: [(row: IndexRow, key: UInt64)] = []
    let rows = try view.rows(
      of: Complaint.kind.text, field: first.field, mayEqual: first.value)
    for row in rows {
      if let key = try key(of: row, having: wanted, in: view) { found.append((row, key)) }
    }
    return found
  }

  private nonisolated func key(
    of row: IndexRow, having wanted: [(field: String, value: String)], in view: LedgerView
  ) throws(LedgerError) -> UInt64? {
    var missing = wanted
    var key: UInt64?
    for line in try view.history(of: MatterKey(kind: Complaint.kind.text, id: row.id)) {
      for entry in line.sealed {
        guard let place = missing.firstIndex(where: { $0.field == entry.field }),
          let matched = CaseworkSchema.matched.first(where: { $0.name == entry.field }),
          case .text(let bytes) = try view.unseal(entry, of: line)
        else { continue }
        let values = matched.values(of: String(decoding: bytes, as: UTF8.self))
        guard matched.values(of: missing[place].value).contains(where: values.contains) else {
          continue
        }
        missing.remove(at: place)
        key = entry.key
      }
    }
    return missing.isEmpty ? key : nil
  }

  /// The key under which a complainant's data is sealed already, so that one person has one key.
  ///
  /// nil where nobody is recognised for sure, where the data is only stored, and while the key is lost.
  func sharedKey(
    of draft: Draft, in view: LedgerView
  ) throws(Failure) -> UInt64? {
    let given = draft.complainant
    var identity = PersonalIdentity(idNumber: given.idNumber)
    if given.idNumber?.isEmpty ?? true {
      guard let phone = given.phone, let name = given.name, !phone.isEmpty, !name.isEmpty else {
        return nil
      }
      identity = PersonalIdentity(phone: phone, name: name)
    }
    do throws(LedgerError) {
      for found in try persons(identity, in: view)
      where found.row.number(ComplaintColumn.restricted.rawValue) == nil {
        return found.key
      }
    } catch {
      // Intake never stops for this: the person gets another key, and is found by either.
      switch error {
      case .indexDamaged, .keysUnusable: return nil
      default: throw Failure(error)
      }
    }
    return nil
  }
}
