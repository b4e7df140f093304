internal import ConsumerProtection
internal import EventLedger

extension CaseworkSchema {
  static let contacts = TableSchema(
    kind: IntakeContact.kind.text, columns: ContactColumn.allCases.map(\.schema),
    lists: [obligations],
    orders: [OrderSchema("received", by: [ContactColumn.receivedOn.rawValue])])

  static let emergencies = TableSchema(
    kind: Emergency.kind.text, columns: EmergencyColumn.allCases.map(\.schema))

  static let boxes = TableSchema(
    kind: SuggestionBox.kind.text, columns: BoxColumn.allCases.map(\.schema),
    lists: [obligations])

  /// The kinds beside complaints that have obligations, in the order of the due list.
  static let otherOwing: [MatterKind] = [IntakeContact.kind, SuggestionBox.kind]
}

/// The columns of a contact's row.
enum ContactColumn: Int, CaseIterable {
  case receivedOn, kind, firstKind, unit, channel, complaint, changes, finishedOn

  var schema: ColumnSchema {
    switch self {
    case .receivedOn: ColumnSchema("receivedOn", .number)
    case .kind: ColumnSchema("kind", .code)
    case .firstKind: ColumnSchema("firstKind", .code)
    case .unit: ColumnSchema("unit", .code)
    case .channel: ColumnSchema("channel", .code)
    case .complaint: ColumnSchema("complaint", .text)
    case .changes: ColumnSchema("changes", .number)
    case .finishedOn: ColumnSchema("finishedOn", .number)
    }
  }
}

/// The columns of an emergency's row.
enum EmergencyColumn: Int, CaseIterable {
  case openedOn, level, complaint, closedOn, toldOn

  var schema: ColumnSchema {
    switch self {
    case .openedOn: ColumnSchema("openedOn", .number)
    case .level: ColumnSchema("level", .code)
    case .complaint: ColumnSchema("complaint", .text)
    case .closedOn: ColumnSchema("closedOn", .number)
    case .toldOn: ColumnSchema("toldOn", .number)
    }
  }
}

/// The columns of a box's row.
enum BoxColumn: Int, CaseIterable {
  case unit, form, openedOn, slips

  var schema: ColumnSchema {
    switch self {
    case .unit: ColumnSchema("unit", .code)
    case .form: ColumnSchema("form", .code)
    case .openedOn: ColumnSchema("openedOn", .number)
    case .slips: ColumnSchema("slips", .number)
    }
  }
}
