internal import ConsumerProtection
internal import EventLedger

/// A person's data, opened.
public struct RevealedPerson: Sendable {
  /// `P-` and the number of the key.
  public let id: String
  /// By case, the open fields in the order of the record.
  public let cases: [(id: String, texts: [SealedTextView])]
  /// How many records this operator may still open today; nil without a cap.
  public let left: Int?
}

extension Workspace {
  /// Opens a person's own data: by `C-…` that of one complaint, by `P-…` that of all the person's
  /// complaints. What was said about the matter stays sealed.
  ///
  /// It is recorded before anything is shown.
  ///
  /// - Throws: `XB-005` without a reason, `XB-009` without a role, `XB-019` when the day's cap is
  ///   reached, `XB-001` when the data is erased or only stored.
  public func reveal(_ id: String, as invocation: Invocation) throws(Failure) -> RevealedPerson {
    let view = try currentView()
    let key = try subjectKey(id, in: view)
    let cases = id.hasPrefix("C-") ? [id] : try subjectView(key, in: view).cases.map(\.id)
    let left = try checkCap(opening: max(1, cases.count), as: invocation, in: view)
    let subject = DataSubject.identifier(ofKey: key)
    _ = try execute(
      DataSubject.Command.reveal(reason: invocation.reason ?? "", cases: cases), on: subject,
      of: DataSubject.self, as: invocation)
    var opened: [(id: String, texts: [SealedTextView])] = []
    for id in cases {
      let loaded = try MatterLoader(view: view, areas: Self.areas)
        .load(MatterReference(Complaint.kind, id))
      do throws(LedgerError) {
        let texts = try texts(of: loaded, in: view, open: true).filter {
          PersonalText.scope(of: $0.field) == Self.complainantScope
        }
        opened.append((id, texts))
      } catch {
        throw Failure(error)
      }
    }
    return RevealedPerson(id: subject, cases: opened, left: left)
  }

  /// Refuses to open more than the site admits an operator in one day of the institution's zone.
  ///
  /// Counted by the real clock, because a business day can be chosen.
  ///
  /// - Returns: How many are left afterwards; nil without a cap.
  @discardableResult
  func checkCap(
    opening count: Int, as invocation: Invocation, in view: LedgerView
  ) throws(Failure) -> Int? {
    guard let cap = site.privacy.revealsPerDay else { return nil }
    let opened: Int
    do throws(LedgerError) {
      opened = try reveals(by: invocation.actor, in: view)
    } catch {
      throw Failure(error)
    }
    guard opened + count <= cap else {
      throw Failure(
        Refusal.Code.capReached.text,
        problem: Phrase(
          "工号“\(invocation.actor)”今天已查看 \(opened) 件明文，上限 \(cap) 件",
          "`\(invocation.actor)` opened \(opened) records today; the limit is \(cap)"),
        remedy: Phrase(
          "请次日再查看，或请其他有权限的人员办理；上限见 \(SiteFile.fileName) 的 privacy",
          "Go on tomorrow, or ask somebody else who may; the limit stands under `privacy` in"
            + " \(SiteFile.fileName)"))
    }
    return cap - opened - count
  }

  private func reveals(by actor: String, in view: LedgerView) throws(LedgerError) -> Int {
    let now = clock.now()
    let minute = clock.civil(now).minute
    let last = RevealCount.hour(ofMilliseconds: now.milliseconds)
    let first = RevealCount.hour(ofMilliseconds: now.milliseconds - Int64(minute) * 60_000)
    var count = 0
    for hour in first...last {
      count +=
        try view.index.get(IndexKey.reveals(hour: hour, actor: actor))
        .map { Int(Int64(storedBytes: $0)) } ?? 0
    }
    return count
  }
}

/// Counts what each operator opened, by hours of the real clock: the day begins elsewhere in each zone.
enum RevealCount {
  static func hour(ofMilliseconds at: Int64) -> UInt32 {
    UInt32(clamping: at / 3_600_000)
  }

  /// Takes a line that opened something into account.
  static func project(_ line: LedgerLine, into row: ProjectionEditor) {
    var count: Int64 = 1
    line.withData { data in
      guard let cases = ComplaintProjection.member("cases", of: data) else { return }
      var elements = JSONMembers(cases)
      var found: Int64 = 0
      while elements.nextElement() != nil { found += 1 }
      count = max(1, found)
    }
    let key = IndexKey.reveals(hour: hour(ofMilliseconds: line.at), actor: line.actor)
    row.put(key, ((row.get(key).map { Int64(storedBytes: $0) } ?? 0) + count).storedBytes)
  }
}
