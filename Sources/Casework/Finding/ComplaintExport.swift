public import ConsumerProtection
internal import EventLedger
internal import PluginHost

/// A column of a list or an export of complaints, by the name that options and views use.
public enum ComplaintListColumn: String, Sendable, CaseIterable {
  case id
  case receivedOn = "received_on"
  case stage, unit, handler
  case receivingUnit = "receiving_unit"
  case intakeChannel = "intake_channel"
  case businessChannel = "business_channel"
  case businessClass = "business_class"
  case cause, region, product, amount, headcount, due, overdue, held, satisfaction
  case closedOn = "closed_on"
  case sourceSystem = "source_system"
  case sourceID = "source_id"
  case tags, urgency, sensitivity
  case vulnerableGroups = "vulnerable_groups"
  case escalatedTo = "escalated_to"
  case suspectedAgent = "suspected_agent"
  case ending
  case mergedInto = "merged_into"
  case narrative, demand
  case complainantName = "complainant_name"
  case complainantPhone = "complainant_phone"

  /// The sealed field behind it; nil for what is no personal text.
  var sealedField: String? {
    switch self {
    case .narrative: "narrative"
    case .demand: "demand"
    case .complainantName: "complainant.name"
    case .complainantPhone: "complainant.phone"
    default: nil
    }
  }

  /// The columns of an export that names none: everything that is not sealed.
  public static let plain = allCases.filter { $0.sealedField == nil }

  /// The heading.
  public var title: Phrase {
    switch self {
    case .id: Phrase("编号", "Case")
    case .receivedOn: Phrase("登记日", "Received")
    case .stage: Phrase("阶段", "Stage")
    case .unit: Phrase("办理机构", "Unit")
    case .handler: Phrase("经办人", "Handler")
    case .receivingUnit: Phrase("受理机构", "Received by")
    case .intakeChannel: Phrase("投诉渠道", "Channel")
    case .businessChannel: Phrase("业务办理渠道", "Business channel")
    case .businessClass: Phrase("业务类别", "Business class")
    case .cause: Phrase("投诉原因", "Cause")
    case .region: Phrase("地区", "Region")
    case .product: Phrase("产品", "Product")
    case .amount: Phrase("涉及金额（元）", "Amount (yuan)")
    case .headcount: Phrase("人数", "People")
    case .due: Phrase("到期日", "Due")
    case .overdue: Phrase("逾期", "Overdue")
    case .held: Phrase("待人工", "Held")
    case .satisfaction: Phrase("满意度", "Satisfaction")
    case .closedOn: Phrase("办结日", "Closed")
    case .sourceSystem: Phrase("来源系统", "Source system")
    case .sourceID: Phrase("来源编号", "Source number")
    case .tags: Phrase("标签", "Tags")
    case .urgency: Phrase("紧急程度", "Urgency")
    case .sensitivity: Phrase("敏感标记", "Sensitivity")
    case .vulnerableGroups: Phrase("特殊消费者群体", "Vulnerable groups")
    case .escalatedTo: Phrase("升级投诉至", "Escalated to")
    case .suspectedAgent: Phrase("疑似代理投诉", "Agent suspected")
    case .ending: Phrase("登记时终结", "Ended at intake")
    case .mergedInto: Phrase("并入", "Merged into")
    case .narrative: Phrase("投诉内容（遮盖）", "Narrative (masked)")
    case .demand: Phrase("诉求（遮盖）", "Demand (masked)")
    case .complainantName: Phrase("投诉人（遮盖）", "Complainant (masked)")
    case .complainantPhone: Phrase("联系电话（遮盖）", "Telephone (masked)")
    }
  }

  /// The value of a row: keys for programs, and free words masked.
  public func value(of row: ComplaintRow) -> JSONValue {
    func text(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
    func list(_ keys: [String]) -> JSONValue {
      text(keys.isEmpty ? nil : keys.joined(separator: ","))
    }
    switch self {
    case .id: return .text(row.id)
    case .receivedOn: return .text(row.receivedOn.iso)
    case .stage: return .text(row.stage)
    case .unit: return .text(row.unit)
    case .handler: return text(row.handler)
    case .receivingUnit: return .text(row.receivingUnit)
    case .intakeChannel: return .text(row.intakeChannel.key)
    case .businessChannel: return .text(row.businessChannel.key)
    case .businessClass: return .text(row.businessClass.key)
    case .cause: return .text(row.cause.key)
    case .region: return .text(row.region.key)
    case .product: return text(row.product.map { Masking.freeText($0) })
    case .amount: return text(row.amount?.text)
    case .headcount: return .integer(Int64(row.headcount))
    case .due: return text(row.due?.iso)
    case .overdue: return .boolean(row.isOverdue)
    case .held: return .boolean(row.isHeld)
    case .satisfaction: return text(row.satisfaction)
    case .closedOn: return text(row.closedOn?.iso)
    case .sourceSystem: return text(row.sourceSystem)
    case .sourceID: return text(row.sourceID)
    case .tags: return list(row.tags)
    case .urgency: return text(row.urgency)
    case .sensitivity: return list(row.sensitivity)
    case .vulnerableGroups: return list(row.vulnerableGroups)
    case .escalatedTo: return text(row.escalatedTo)
    case .suspectedAgent: return .boolean(row.suspectsAgent)
    case .ending: return text(row.ending)
    case .mergedInto: return text(row.mergedInto)
    case .narrative, .demand, .complainantName, .complainantPhone: return .null
    }
  }
}

extension Workspace {
  /// Hands every complaint of a query over, row by row, as values of columns; nothing is kept and nothing
  /// is left out, whatever `limit` says.
  ///
  /// Sealed columns need a role and are masked; what is stored only is left out of them.
  ///
  /// - Returns: How many there were.
  public func export(
    _ query: ComplaintQuery, columns: [ComplaintListColumn], as invocation: Invocation,
    _ body: @Sendable ([JSONValue]) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    let view = try currentView()
    let isSealed = columns.contains { $0.sealedField != nil }
    if isSealed { try authorise(SearchTexts(), as: invocation, in: view) }
    var count = 0
    var failure: Failure?
    try scan(query, as: invocation, in: view) { indexed in
      do throws(Failure) {
        try body(try values(of: indexed, columns, isSealed, in: view))
        count += 1
      } catch {
        failure = error
      }
      return failure == nil
    }
    if let failure { throw failure }
    do throws(LedgerError) {
      try Self.complaints(in: view).confirm()
    } catch {
      throw Failure(error)
    }
    return count
  }

  private func values(
    of indexed: IndexRow, _ columns: [ComplaintListColumn], _ isSealed: Bool, in view: LedgerView
  ) throws(Failure) -> [JSONValue] {
    let row = ComplaintRow(indexed)
    var texts: [SealedTextView] = []
    if isSealed, indexed.number(ComplaintColumn.restricted.rawValue) == nil {
      let loaded = try MatterLoader(view: view, areas: Self.areas)
        .load(MatterReference(Complaint.kind, row.id))
      do throws(LedgerError) {
        texts = try self.texts(of: loaded, in: view, open: false)
      } catch {
        throw Failure(error)
      }
    }
    return columns.map { column in
      guard let field = column.sealedField else { return column.value(of: row) }
      guard case .masked(let text)? = texts.last(where: { $0.field == field })?.sight else {
        return .null
      }
      return .text(text.zh)
    }
  }
}
