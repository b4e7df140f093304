public import ConsumerProtection
internal import EventLedger

/// One complaint as lists and reports see it: everything that rules and counts need, no personal
/// data. Derived from the events by `CaseworkProjection`.
public struct ComplaintRow: Sendable, Equatable {
  /// The case number, e.g. `C-20260302-000007`.
  public var id: String
  /// The business day of receipt.
  public var receivedOn: CivilDay
  /// The stage's name, e.g. `investigating`.
  public var stage = ""
  /// The unit that handles the case; the receiving unit until it is assigned.
  public var unit = ""
  /// The staff number of the handler.
  public var handler: String?
  /// The unit that took the complaint in.
  public var receivingUnit = ""
  /// Coded facts: standard key and the bank's own label.
  public var intakeChannel = Coded()
  /// Where the business was done (投诉业务办理渠道).
  public var businessChannel = Coded()
  /// The class of business (投诉业务类别).
  public var businessClass = Coded()
  /// The cause (投诉原因).
  public var cause = Coded()
  /// The region.
  public var region = Coded()
  /// The product's name as received.
  public var product: String?
  /// The amount in dispute.
  public var amount: Money?
  /// How many people complain.
  public var headcount = 1
  /// The obligations still open, earliest first.
  public var open: [OpenObligation] = []
  /// Whether an obligation was recorded as overdue.
  public var isOverdue = false
  /// Whether the case waits in the manual queue after a plugin's failure.
  public var isHeld = false
  /// Whether the case is made up, as in the demonstration.
  public var isSynthetic = false
  /// The customer's satisfaction, or `not_given`.
  public var satisfaction: String?
  /// The day of closure.
  public var closedOn: CivilDay?
  /// The system that the record came from.
  public var sourceSystem: String?
  /// Its number there.
  public var sourceID: String?

  /// How urgent it is: I, II or III.
  public var urgency: String?
  /// To whom the customer went above the bank (升级投诉).
  public var escalatedTo: String?
  /// How it ended at intake: `settled`, `declined`, `merged` or `relabelled`.
  public var ending: String?
  /// The earlier complaint that it repeats.
  public var repeats: String?
  /// The complaint in which it goes on after a merge.
  public var mergedInto: String?
  /// Sensitivity marks (敏感标记), by key.
  public var sensitivity: [String] = []
  /// Groups that need particular care (特殊消费者群体), by key.
  public var vulnerableGroups: [String] = []
  /// Whether agents may stand behind it.
  public var suspectsAgent = false

  /// Values of the bank's own fields, sorted by name.
  public var fields: [JSONValue.Member] = []

  /// A standard key and the bank's own label for it.
  public struct Coded: Sendable, Equatable {
    /// The standard key; `unrecorded` when nobody said.
    public var key = ""
    /// The bank's own word.
    public var label: String?
  }

  /// Something that still falls due.
  public struct OpenObligation: Sendable, Equatable {
    /// Its name, e.g. `decision`.
    public var name: String
    /// The rule, e.g. `CN3.18.simple`.
    public var rule: String
    /// The due day, after extensions and moves.
    public var due: CivilDay
    /// The first due day, kept whatever happens later.
    public var originalDue: CivilDay
    /// The unit that owes it, where that is not the one that handles the case.
    public var unit: String?
    /// The person who owes it, where that is not the case's handler.
    public var person: String?
    /// Whether its clock stands still.
    public var isPaused: Bool
    /// Whether it is a duty beside the way, such as a reminder.
    public var isDuty: Bool
    /// Whether the sweep reminded of it.
    public var isReminded: Bool
    /// The level of escalation that the sweep reached; 0 for none.
    public var level: Int
    /// Whether official calendar data was missing.
    public var isProvisional: Bool
    /// Whether it was recorded as overdue.
    public var isMarked: Bool

    /// Whether it is somebody's duty to allow more time.
    public var isExtensionApproval: Bool { isDuty && name.hasPrefix("extension.") }
    /// Whether it is somebody's duty to allow something.
    var isApproval: Bool { isExtensionApproval || isDuty && name.hasPrefix("approval.") }
  }

  /// The obligation that falls due first.
  public var binding: OpenObligation? {
    let limits = open.filter { !$0.isDuty }
    return limits.first { !$0.isPaused } ?? limits.first
  }
  /// The binding due day.
  public var due: CivilDay? { binding?.due }
  /// What was classified or written as `tags`.
  public var tags: [String] { CustomFieldValues.tags(in: fields) }
  /// Whether the case is neither closed, archived nor withdrawn.
  public var isOpen: Bool { !["closed", "withdrawn"].contains(stage) }
}

extension ComplaintRow {
  /// Reads a row of the index.
  init(_ row: IndexRow) {
    func text(_ column: ComplaintColumn) -> String { row.code(column.rawValue) ?? "" }
    func some(_ column: ComplaintColumn) -> String? { row.code(column.rawValue) }
    func number(_ column: ComplaintColumn) -> Int64? { row.number(column.rawValue) }
    func coded(_ key: ComplaintColumn, _ label: ComplaintColumn) -> Coded {
      Coded(key: text(key), label: some(label))
    }
    id = row.id
    receivedOn = CivilDay(indexed: number(.receivedOn) ?? 0)
    stage = text(.stage)
    unit = text(.unit)
    handler = some(.handler)
    receivingUnit = text(.receivingUnit)
    intakeChannel = coded(.intakeChannel, .intakeLabel)
    businessChannel = coded(.businessChannel, .businessChannelLabel)
    businessClass = coded(.businessClass, .businessClassLabel)
    cause = coded(.cause, .causeLabel)
    region = coded(.region, .regionLabel)
    product = some(.product)
    amount = number(.amount).map { Money(fen: $0) }
    headcount = Int(number(.headcount) ?? 1)
    open = OpenObligation.all(of: row)
    isOverdue = number(.overdue) != nil
    isHeld = number(.held) != nil
    isSynthetic = number(.synthetic) != nil
    satisfaction = some(.satisfaction)
    closedOn = number(.closedOn).map { CivilDay(indexed: $0) }
    sourceSystem = some(.sourceSystem)
    fields = some(.fields).map { CustomFieldValues.members(of: $0) } ?? []
    sourceID = row.text(ComplaintColumn.sourceID.rawValue)
    if sourceID?.isEmpty == true { sourceID = nil }
    urgency = some(.urgency)
    escalatedTo = some(.escalatedTo)
    ending = some(.ending)
    repeats = row.text(ComplaintColumn.repeats.rawValue)
    if repeats?.isEmpty == true { repeats = nil }
    mergedInto = row.text(ComplaintColumn.mergedInto.rawValue)
    if mergedInto?.isEmpty == true { mergedInto = nil }
    take(ComplaintMark.all(of: row))
  }
}

extension ComplaintRow {
  private mutating func take(_ marks: [String]) {
    func keys(_ prefix: String) -> [String] {
      marks.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
    }
    sensitivity = keys(ComplaintMark.Prefix.sensitivity)
    vulnerableGroups = keys(ComplaintMark.Prefix.vulnerable)
    suspectsAgent = marks.contains(ComplaintMark.agent)
  }
}

extension ComplaintRow.OpenObligation {
  static func all(of row: IndexRow) -> [Self] {
    let parts = ObligationPart.allCases.count
    let tuples = row.tuples(list: 0)
    return (0..<(tuples.count / parts)).map { Self(row, tuples, $0) }
  }

  /// One tuple of a row's list.
  init(_ row: IndexRow, _ tuples: [Int64], _ tuple: Int) {
    let start = tuple * ObligationPart.allCases.count
    func code(_ part: ObligationPart) -> String {
      row.text(list: 0, column: part.rawValue, tuples[start + part.rawValue])
    }
    let flags = tuples[start + ObligationPart.flags.rawValue]
    func some(_ part: ObligationPart) -> String? {
      let text = code(part)
      return text.isEmpty ? nil : text
    }
    self.init(
      name: code(.name), rule: code(.rule),
      due: CivilDay(indexed: tuples[start + ObligationPart.due.rawValue]),
      originalDue: CivilDay(indexed: tuples[start + ObligationPart.original.rawValue]),
      unit: flags & ObligationPart.owned == 0 ? nil : some(.unit),
      person: tuples[start + ObligationPart.person.rawValue] == ProjectionEditor.absent
        ? nil : some(.person), isPaused: flags & ObligationPart.paused != 0,
      isDuty: flags & ObligationPart.duty != 0,
      isReminded: flags & ObligationPart.reminded != 0,
      level: Int((flags & ObligationPart.levelMask) >> ObligationPart.levelShift),
      isProvisional: flags & ObligationPart.provisional != 0,
      isMarked: flags & ObligationPart.marked != 0)
  }
}

extension CivilDay {
  /// A day number as the index keeps it.
  init(indexed number: Int64) { self.init(number: Int32(truncatingIfNeeded: number)) }
}
