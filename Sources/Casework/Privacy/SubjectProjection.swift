internal import ConsumerProtection
internal import EventLedger

/// The column of a person's row.
enum SubjectColumn: Int {
  case state

  /// An erasure was decided; its keys may still be there.
  static let erasing = "erasing"

  static let table = TableSchema(
    kind: DataSubject.kind.text, columns: [ColumnSchema("state", .code)],
    orders: [OrderSchema("state", by: [state.rawValue])])
}

/// Derives a person's row, and what operators opened.
enum SubjectProjection {
  static func project(_ line: LedgerLine, into row: ProjectionEditor) {
    switch line.type {
    case SubjectRevealed.type: RevealCount.project(line, into: row)
    case SubjectErasureRequested.type: row.setCode(SubjectColumn.state.rawValue, "requested")
    case SubjectErasureCancelled.type: row.setCode(SubjectColumn.state.rawValue, nil)
    case SubjectRestricted.type: row.setCode(SubjectColumn.state.rawValue, "restricted")
    case SubjectErased.type:
      row.setCode(SubjectColumn.state.rawValue, SubjectColumn.erasing)
    case EngineEvent.keysDestroyed: row.setCode(SubjectColumn.state.rawValue, "erased")
    default: break
    }
  }
}
