internal import ConsumerProtection
internal import EventLedger

/// What the engine's index holds: one row a complaint, with the orders and counts that lists and
/// reports ask for; units and persons by identifier only.
enum CaseworkSchema {
  /// Raise it when the same lines give other rows or entries: the index is then rebuilt.
  static let version: UInt32 = 12

  static let schema = IndexSchema(
    version: version,
    tables: [
      complaints, TableSchema(kind: Unit.kind.text, columns: []),
      TableSchema(kind: Person.kind.text, columns: []),
      SubjectColumn.table, TableSchema(kind: SavedView.kind.text, columns: []), contacts,
      emergencies, boxes,
    ])

  private static let complaints = TableSchema(
    kind: Complaint.kind.text, columns: ComplaintColumn.allCases.map(\.schema),
    lists: [obligations, ComplaintMark.schema],
    orders: ComplaintOrder.allCases.map(\.schema),
    lookups: [
      LookupSchema(
        "source",
        by: [ComplaintColumn.sourceID.rawValue, ComplaintColumn.sourceSystem.rawValue])
    ],
    cubes: [
      counted(.unit), counted(.stage, .overdue), counted(.intakeChannel, .intakeLabel),
      counted(.businessChannel, .businessChannelLabel),
      counted(.businessClass, .businessClassLabel), counted(.cause, .causeLabel),
      counted(.businessClass, .cause), counted(.region, .regionLabel), counted(.satisfaction),
    ], searched: searched, matched: matched)

  /// What falls due on a matter, in every table that has such: the one due list reads them all.
  static let obligations = ListSchema(
    "obligations", columns: ObligationPart.allCases.map(\.schema),
    orders: [
      OrderSchema("due", by: [ObligationPart.due.rawValue]),
      OrderSchema("unit+due", by: [ObligationPart.unit.rawValue, ObligationPart.due.rawValue]),
      OrderSchema(
        "person+due", by: [ObligationPart.person.rawValue, ObligationPart.due.rawValue]),
      OrderSchema("desk+due", by: [ObligationPart.desk.rawValue, ObligationPart.due.rawValue]),
    ])

  /// Sealed texts about the matter; who complains is not found by words.
  static let searched = [
    "narrative", "demand", "finding", "findings", "basis", "reasons", "proof", "opinion", "reason",
    "result", "terms", "grounds", "process", "limits", "outcome", "words", "note", "detail",
    "answer", "remark", "suggestion", "explanation", "measure", "cause", "agreement",
    "evidence",
  ]

  /// What a person is found by: whole values only, through a keyed hash.
  static let matched = [
    MatchedField("complainant.id_number"), MatchedField("complainant.account"),
    // The same number with and without the country's code.
    MatchedField("complainant.phone", trailing: 11), MatchedField("complainant.name"),
    MatchedField("complainant.address"),
  ]

  /// By month of receipt, made up or not, and these.
  private static func counted(_ columns: ComplaintColumn...) -> CubeSchema {
    CubeSchema(
      by: [.month(ComplaintColumn.receivedOn.rawValue), .value(ComplaintColumn.synthetic.rawValue)]
        + columns.map { .value($0.rawValue) })
  }
}

/// The columns of a complaint's row. Flags are 1 or absent.
enum ComplaintColumn: Int, CaseIterable {
  case receivedOn, stage, unit, handler, receivingUnit, intakeChannel, intakeLabel
  case businessChannel, businessChannelLabel, businessClass, businessClassLabel, cause, causeLabel
  case region, regionLabel, product, amount, headcount, overdue, held, synthetic
  case satisfaction, closedOn, sourceSystem, sourceID, due
  /// Whether it was settled, or found overdue, after a first due day, whatever was approved later.
  case pastOriginal
  /// The bank's own fields as one JSON object, so that rows group by it; names sorted.
  case fields
  /// 1 = its personal data is stored only.
  case restricted
  /// 1 = its keys were destroyed.
  case erased
  case urgency, escalatedTo, ending, repeats
  /// The complaint in which it goes on.
  case mergedInto

  /// Names are written out: every process computes them at its start, and asking the runtime for the
  /// name of a case costs more than opening the index.
  var schema: ColumnSchema {
    switch self {
    case .receivedOn: ColumnSchema("receivedOn", .number)
    case .stage: ColumnSchema("stage", .code)
    case .unit: ColumnSchema("unit", .code)
    case .handler: ColumnSchema("handler", .code)
    case .receivingUnit: ColumnSchema("receivingUnit", .code)
    case .intakeChannel: ColumnSchema("intakeChannel", .code)
    case .intakeLabel: ColumnSchema("intakeLabel", .code)
    case .businessChannel: ColumnSchema("businessChannel", .code)
    case .businessChannelLabel: ColumnSchema("businessChannelLabel", .code)
    case .businessClass: ColumnSchema("businessClass", .code)
    case .businessClassLabel: ColumnSchema("businessClassLabel", .code)
    case .cause: ColumnSchema("cause", .code)
    case .causeLabel: ColumnSchema("causeLabel", .code)
    case .region: ColumnSchema("region", .code)
    case .regionLabel: ColumnSchema("regionLabel", .code)
    case .product: ColumnSchema("product", .code)
    case .amount: ColumnSchema("amount", .number)
    case .headcount: ColumnSchema("headcount", .number)
    case .overdue: ColumnSchema("overdue", .number)
    case .held: ColumnSchema("held", .number)
    case .synthetic: ColumnSchema("synthetic", .number)
    case .satisfaction: ColumnSchema("satisfaction", .code)
    case .closedOn: ColumnSchema("closedOn", .number)
    case .sourceSystem: ColumnSchema("sourceSystem", .code)
    case .sourceID: ColumnSchema("sourceID", .text)
    case .due: ColumnSchema("due", .number)
    case .pastOriginal: ColumnSchema("pastOriginal", .number)
    case .fields: ColumnSchema("fields", .code)
    case .restricted: ColumnSchema("restricted", .number)
    case .erased: ColumnSchema("erased", .number)
    case .urgency: ColumnSchema("urgency", .code)
    case .escalatedTo: ColumnSchema("escalatedTo", .code)
    case .ending: ColumnSchema("ending", .code)
    case .repeats: ColumnSchema("repeats", .text)
    case .mergedInto: ColumnSchema("mergedInto", .text)
    }
  }
}

/// The parts of an open obligation.
enum ObligationPart: Int, CaseIterable {
  case due, name, rule, flags, unit
  /// The first due day, and who owes it where that is not whoever handles the case.
  case original, person
  /// The unit once more, of a duty that names no person: it lies on the desks of the unit.
  case desk

  static let provisional: Int64 = 1
  static let marked: Int64 = 2
  /// Of several regimes an earlier one binds: the due list shows that one only.
  static let following: Int64 = 4
  /// Its clock stands still.
  static let paused: Int64 = 8
  /// Another unit than the case's owes it.
  static let owned: Int64 = 16
  /// A duty beside the way: it does not decide when the case falls due.
  static let duty: Int64 = 32
  /// The sweep reminded of it, for the day on which it falls due now.
  static let reminded: Int64 = 64
  /// The level of escalation reached, in the bits above.
  static let levelShift: Int64 = 8
  static let levelMask: Int64 = 15 << levelShift

  var schema: ColumnSchema {
    switch self {
    case .due: ColumnSchema("due", .number)
    case .name: ColumnSchema("name", .code)
    case .rule: ColumnSchema("rule", .code)
    case .flags: ColumnSchema("flags", .number)
    case .unit: ColumnSchema("unit", .code)
    case .original: ColumnSchema("original", .number)
    case .person: ColumnSchema("person", .code)
    case .desk: ColumnSchema("desk", .code)
    }
  }
}

/// The sorted orders of complaints.
enum ComplaintOrder: Int, CaseIterable {
  case received, unitReceived, stageReceived, stageDue, handlerDue, overdueReceived, heldReceived
  case closed, handlerReceived, classReceived, causeReceived, channelReceived, due, amount

  var schema: OrderSchema {
    switch self {
    case .received: Self.order("received", .receivedOn)
    case .unitReceived: Self.order("unitReceived", .unit, .receivedOn)
    case .stageReceived: Self.order("stageReceived", .stage, .receivedOn)
    case .stageDue: Self.order("stageDue", .stage, .due)
    case .handlerDue: Self.order("handlerDue", .handler, .due)
    case .overdueReceived: Self.order("overdueReceived", .overdue, .receivedOn)
    case .heldReceived: Self.order("heldReceived", .held, .receivedOn)
    case .closed: Self.order("closed", .closedOn)
    case .handlerReceived: Self.order("handlerReceived", .handler, .receivedOn)
    case .classReceived: Self.order("classReceived", .businessClass, .receivedOn)
    case .causeReceived: Self.order("causeReceived", .cause, .receivedOn)
    case .channelReceived: Self.order("channelReceived", .intakeChannel, .receivedOn)
    case .due: Self.order("due", .due)
    case .amount: Self.order("amount", .amount)
    }
  }

  private static func order(_ name: String, _ columns: ComplaintColumn...) -> OrderSchema {
    OrderSchema(name, by: columns.map(\.rawValue))
  }
}

/// The orders of open obligations.
enum ObligationOrder: Int {
  case due, unitDue, personDue, deskDue
}
