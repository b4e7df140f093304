public import ConsumerProtection

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
    /// The due day.
    public var due: CivilDay
    /// Whether official calendar data was missing.
    public var isProvisional: Bool
    /// Whether it was recorded as overdue.
    public var isMarked: Bool
  }

  /// The obligation that falls due first.
  public var binding: OpenObligation? { open.first }
  /// The binding due day.
  public var due: CivilDay? { binding?.due }
  /// Whether the case is neither closed, archived nor withdrawn.
  public var isOpen: Bool { !["closed", "withdrawn"].contains(stage) }
}

extension ComplaintRow {
  /// The fields in their stored order; a report reads only those it groups by.
  enum Field: Int, CaseIterable {
    case receivedOn, stage, unit, handler, receivingUnit, intakeChannel, intakeLabel
    case businessChannel, businessChannelLabel, businessClass, businessClassLabel, cause, causeLabel
    case region, regionLabel, product, amount, headcount, open, overdue, held, synthetic
    case satisfaction, closedOn, sourceSystem, sourceID
  }

  /// The row as stored.
  var bytes: [UInt8] {
    var writer = RowWriter()
    writer.write(Int64(receivedOn.number))
    for text in [stage, unit, handler ?? "", receivingUnit] { writer.write(text) }
    for coded in [intakeChannel, businessChannel, businessClass, cause, region] {
      writer.write(coded.key)
      writer.write(coded.label ?? "")
    }
    writer.write(product ?? "")
    writer.write(amount?.fen)
    writer.write(Int64(headcount))
    writer.write(open.map(Self.text).joined(separator: "\n"))
    for flag in [isOverdue, isHeld, isSynthetic] { writer.write(flag ? "1" : "") }
    writer.write(satisfaction ?? "")
    writer.write(closedOn.map { Int64($0.number) })
    writer.write(sourceSystem ?? "")
    writer.write(sourceID ?? "")
    return writer.bytes
  }

  /// Reads a stored row.
  init(id: String, bytes: [UInt8]) {
    let view = RowView(bytes, fieldCount: Field.allCases.count)
    func text(_ field: Field) -> String { view.text(field.rawValue) }
    func some(_ field: Field) -> String? { text(field).isEmpty ? nil : text(field) }
    func coded(_ key: Field, _ label: Field) -> Coded { Coded(key: text(key), label: some(label)) }
    func day(_ field: Field) -> CivilDay? {
      view.number(field.rawValue).map { CivilDay(number: Int32(truncatingIfNeeded: $0)) }
    }
    self.id = id
    receivedOn = day(.receivedOn) ?? CivilDay(number: 0)
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
    amount = view.number(Field.amount.rawValue).map { Money(fen: $0) }
    headcount = Int(view.number(Field.headcount.rawValue) ?? 1)
    open = text(.open).split(separator: "\n").compactMap { Self.obligation(String($0)) }
    isOverdue = some(.overdue) != nil
    isHeld = some(.held) != nil
    isSynthetic = some(.synthetic) != nil
    satisfaction = some(.satisfaction)
    closedOn = day(.closedOn)
    sourceSystem = some(.sourceSystem)
    sourceID = some(.sourceID)
  }

  private static func text(_ obligation: OpenObligation) -> String {
    let flags = (obligation.isProvisional ? "p" : "-") + (obligation.isMarked ? "m" : "-")
    return [obligation.name, obligation.rule, "\(obligation.due.number)", flags]
      .joined(separator: "\t")
  }

  private static func obligation(_ text: String) -> OpenObligation? {
    let parts = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let number = Int32(parts[2]) else { return nil }
    return OpenObligation(
      name: parts[0], rule: parts[1], due: CivilDay(number: number),
      isProvisional: parts[3].hasPrefix("p"), isMarked: parts[3].hasSuffix("m"))
  }
}
