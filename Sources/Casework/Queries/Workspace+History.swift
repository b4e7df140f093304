public import ConsumerProtection
internal import EventLedger

/// One line of a matter's history.
public struct HistoryEntry: Sendable, Equatable {
  /// The line's number in the ledger.
  public let sequence: UInt64
  /// The matter's version after it.
  public let version: Int
  /// When it was recorded, UTC.
  public let at: Instant
  /// The business day on which it happened.
  public let day: CivilDay
  /// The stored type, e.g. `complaint.received`.
  public let type: String
  /// Who did it.
  public let actor: String
  /// The plain part of the payload.
  public let data: JSONValue
  /// The names of the sealed fields.
  public let sealedFields: [String]
  /// The chain hash of the line.
  public let hash: String
}

extension Workspace {
  /// Everything that happened to a matter, oldest first.
  ///
  /// - Throws: `XB-002` when there is no such matter.
  public func history(of reference: MatterReference) throws(Failure) -> [HistoryEntry] {
    let view = try currentView()
    let entries: [HistoryEntry]
    do throws(LedgerError) {
      entries = try view.history(of: MatterKey(kind: reference.kind.text, id: reference.id))
        .map { HistoryEntry($0) }
    } catch {
      throw Failure(error)
    }
    guard !entries.isEmpty else { throw Self.notFound(reference) }
    return entries
  }

  static func notFound(_ reference: MatterReference) -> Failure {
    let kind = reference.kind.text
    return Failure(
      Refusal.Code.unknownIdentifier.text,
      problem: Phrase("没有 \(reference.id)", "There is no \(reference.id)"),
      remedy: Phrase("查看编号：xiaobao \(kind) list", "See the identifiers: xiaobao \(kind) list"))
  }
}

extension HistoryEntry {
  init(_ line: LedgerLine) {
    sequence = line.sequence
    version = line.matterVersion
    at = Instant(milliseconds: line.at)
    day = CivilDay(number: Int32(truncatingIfNeeded: line.day))
    type = line.type
    actor = line.actor
    data = (try? JSONReader.value(of: line.data)) ?? .null
    sealedFields = line.sealed.map(\.field)
    hash = line.hash
  }
}
