internal import ConsumerProtection
internal import EventLedger

/// Which complaints a search shows.
public struct SearchQuery: Sendable {
  /// What a sealed text must contain; case, width and runs of blanks do not count.
  public var text: String
  /// At most so many.
  public var limit = 50
  /// Go on behind this case number.
  public var after: String?

  /// A search for a text.
  public init(_ text: String) { self.text = text }
}

/// The command of looking into sealed texts, for the table of authorities.
struct SearchTexts: Sendable {}

extension Workspace {
  /// Complaints whose sealed narrative, demand, findings, reasons or opinion contain a text, newest
  /// first. Erased texts are not found; nothing of a text is shown.
  ///
  /// - Throws: `XB-009` when the actor may not look into sealed texts, `XB-007` when the text is too
  ///   short, `XB-2xx` for the ledger.
  public func search(
    _ query: SearchQuery, as invocation: Invocation
  ) throws(Failure) -> Page<ComplaintRow> {
    var complaints = ComplaintQuery()
    complaints.text = query.text
    complaints.limit = query.limit
    complaints.after = query.after
    return try self.complaints(complaints, as: invocation)
  }

  /// Whether what a case says now has a text: words that were corrected, stored only or erased do not
  /// count.
  nonisolated func contains(
    _ wanted: String, _ row: IndexRow, in view: LedgerView
  ) throws(LedgerError) -> Bool {
    guard row.number(ComplaintColumn.restricted.rawValue) == nil else { return false }
    var standing = StandingTexts()
    for line in try view.history(of: MatterKey(kind: Complaint.kind.text, id: row.id)).reversed() {
      for entry in line.sealed where CaseworkSchema.searched.contains(entry.field) {
        guard standing.holds(entry.field, in: line),
          case .text(let bytes) = try view.unseal(entry, of: line)
        else { continue }
        if TextGrams.folded(String(decoding: bytes, as: UTF8.self)).contains(wanted) { return true }
      }
      standing.pass(line)
    }
    return false
  }
}
