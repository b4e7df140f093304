internal import ConsumerProtection
internal import EventLedger

/// Derives a complaint's row, its place in the due list and the counters from one of its lines.
///
/// It reads the plain payload, not the domain's state: a line costs one row, never a replay.
struct ComplaintProjection {
  let line: LedgerLine

  func run(_ view: inout some ProjectionView) {
    guard !EngineEvent.types.contains(line.type), let payload = try? Payload(data: line.data) else {
      return
    }
    let key = IndexKey.complaint(line.id)
    let before = view.get(key).map { ComplaintRow(id: line.id, bytes: $0) }
    guard var row = before ?? opened(payload, &view) else { return }
    if before != nil { apply(payload, to: &row) }
    row.open.sort { ($0.due, $0.rule) < ($1.due, $1.rule) }
    updateDueList(from: before, to: row, &view)
    updateCounts(from: before?.stage, to: row.stage, &view)
    view.put(key, row.bytes)
  }

  private var day: CivilDay { CivilDay(number: Int32(truncatingIfNeeded: line.day)) }

  private func opened(_ payload: Payload, _ view: inout some ProjectionView) -> ComplaintRow? {
    guard line.type == ComplaintReceived.type else { return nil }
    func text(_ name: String) -> String { ((try? payload.optionalText(name)) ?? nil) ?? "" }
    func some(_ name: String) -> String? { (try? payload.optionalText(name)) ?? nil }
    func coded(_ name: String, _ label: String) -> ComplaintRow.Coded {
      ComplaintRow.Coded(key: text(name), label: some(label))
    }
    var row = ComplaintRow(id: line.id, receivedOn: day)
    row.stage = Complaint.Stage.Name.received.rawValue
    row.unit = text("unit")
    row.receivingUnit = row.unit
    row.intakeChannel = coded("intake_channel", "intake_label")
    row.businessChannel = coded("business_channel", "business_channel_label")
    row.businessClass = coded("business_class", "business_class_label")
    row.cause = coded("cause", "cause_label")
    row.region = coded("region", "region_label")
    row.product = some("product")
    row.amount = ((try? payload.optionalInteger("amount_fen")) ?? nil).map { Money(fen: $0) }
    row.headcount = Int(((try? payload.optionalInteger("headcount")) ?? nil) ?? 1)
    row.isHeld = !((try? payload.texts("held")) ?? []).isEmpty
    row.isSynthetic = (try? payload.flag("synthetic")) ?? false
    row.sourceSystem = some("source_system")
    row.sourceID = some("source_id")
    row.open = ((try? payload.objects("obligations")) ?? []).compactMap { Self.obligation($0) }
    if let system = row.sourceSystem, let id = row.sourceID {
      view.put(IndexKey.source(system, id), Array(line.id.utf8))
    }
    if let parts = CaseNumber.parts(of: line.id) {
      let counter = IndexKey.counter(parts.day)
      let last = view.get(counter).map { Int64(storedBytes: $0) } ?? 0
      view.put(counter, max(last, parts.counter).storedBytes)
    }
    return row
  }

  private static func obligation(_ payload: Payload) -> ComplaintRow.OpenObligation? {
    guard let name = try? payload.text("name"), let rule = try? payload.text("rule"),
      let due = try? payload.day("due")
    else { return nil }
    return ComplaintRow.OpenObligation(
      name: name, rule: rule, due: due, isProvisional: (try? payload.flag("provisional")) ?? false,
      isMarked: false)
  }

  private func apply(_ payload: Payload, to row: inout ComplaintRow) {
    let settled = Set((try? payload.texts("settles")) ?? [])
    row.open.removeAll { settled.contains($0.rule) }
    switch line.type {
    case ComplaintAssigned.type:
      row.unit = (try? payload.text("unit")) ?? row.unit
      row.handler = (try? payload.optionalText("person")) ?? nil
      // A plugin only proposes: acceptance stays a human act. A case under investigation that goes
      // to somebody else stays under investigation.
      let early = [Complaint.Stage.Name.received, .accepted, .assigned].map(\.rawValue)
      if !payload.has("plugin"), early.contains(row.stage) { enter(.assigned, &row) }
    case ComplaintAccepted.type: enter(.accepted, &row)
    case ComplaintInvestigated.type: enter(.investigating, &row)
    case ComplaintDecided.type: enter(.decided, &row)
    case ComplaintReplied.type: enter(.replied, &row)
    case ComplaintFeedbackRecorded.type:
      row.satisfaction = (try? payload.optionalText("satisfaction")) ?? nil
    case ComplaintClosed.type, ComplaintArchived.type: end(.closed, &row)
    case ComplaintWithdrawn.type: end(.withdrawn, &row)
    case ComplaintExtended.type: extend(payload, &row)
    case ComplaintOverdueMarked.type: mark(payload, &row)
    default: break
    }
  }

  private func enter(_ stage: Complaint.Stage.Name, _ row: inout ComplaintRow) {
    row.stage = stage.rawValue
    row.isHeld = false
  }

  private func end(_ stage: Complaint.Stage.Name, _ row: inout ComplaintRow) {
    enter(stage, &row)
    row.closedOn = day
    row.open = []
  }

  private func extend(_ payload: Payload, _ row: inout ComplaintRow) {
    guard let rule = try? payload.text("rule"), let due = try? payload.day("to_due"),
      let place = row.open.firstIndex(where: { $0.rule == rule })
    else { return }
    row.open[place].due = due
    row.open[place].isProvisional = (try? payload.flag("provisional")) ?? false
  }

  private func mark(_ payload: Payload, _ row: inout ComplaintRow) {
    row.isOverdue = true
    guard let rule = try? payload.text("rule"),
      let place = row.open.firstIndex(where: { $0.rule == rule })
    else { return }
    row.open[place].isMarked = true
  }

  /// One entry for each name: of several regimes the earliest binds.
  private func updateDueList(
    from before: ComplaintRow?, to after: ComplaintRow, _ view: inout some ProjectionView
  ) {
    let old = Self.dueKeys(before)
    let new = Self.dueKeys(after)
    for key in old where !new.contains(key) { view.delete(key) }
    for key in new where !old.contains(key) { view.put(key, []) }
  }

  private static func dueKeys(_ row: ComplaintRow?) -> [[UInt8]] {
    guard let row else { return [] }
    var names: Set<String> = []
    return row.open.filter { names.insert($0.name).inserted }.map {
      IndexKey.due($0.due, row.id, $0.name)
    }
  }

  private func updateCounts(
    from old: String?, to new: String, _ view: inout some ProjectionView
  ) {
    guard old != new else { return }
    if let old { add(-1, to: IndexKey.stageCount(old), &view) }
    add(1, to: IndexKey.stageCount(new), &view)
  }

  private func add(_ change: Int64, to key: [UInt8], _ view: inout some ProjectionView) {
    let count = view.get(key).map { Int64(storedBytes: $0) } ?? 0
    view.put(key, (count + change).storedBytes)
  }
}
