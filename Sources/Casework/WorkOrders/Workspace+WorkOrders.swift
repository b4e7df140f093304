internal import ConsumerProtection
internal import EventLedger
internal import PluginHost
internal import Reporting

/// The command of sending work orders, for the table of authorities.
struct SendWorkOrders: Sendable {}

extension Workspace {
  /// The work orders of one unit, or of every unit that has something open: cases that wait for
  /// findings, and tasks that the unit owns or that stand on its cases.
  ///
  /// Personal data is masked, in what the complainant says too.
  ///
  /// - Throws: `XB-002` for an unknown unit, `XB-009` when the actor may not see complaints.
  public func workOrders(
    for unit: String?, as invocation: Invocation
  ) throws(Failure) -> [WorkOrder] {
    let moment = try moment(of: invocation)
    let view = try currentView()
    let loader = MatterLoader(view: view, areas: Self.areas)
    let lookUps = EngineLookUps(loader: loader, calendars: [:], regimes: [])
    if let unit, lookUps.unit(unit) == nil {
      throw Failure(
        Refusal.Code.unknownIdentifier.text,
        problem: Phrase("没有机构“\(unit)”", "there is no unit `\(unit)`"),
        remedy: Phrase("用 xiaobao unit list 查看机构", "see xiaobao unit list"))
    }
    try authorise([SendWorkOrders()], by: invocation, at: moment, lookUps, in: view)
    var lines: [String: [WorkOrder.Line]] = [:]
    for id in try openCases(in: view) {
      let closed = try complaint(id, as: invocation)
      let wanted = Self.wanted(closed.complaint).filter { unit == nil || $0.unit == unit }
      guard !wanted.isEmpty else { continue }
      let texts = FormTexts(closed.texts, [])
      for item in wanted {
        lines[item.unit, default: []].append(Self.line(item, closed, texts))
      }
    }
    let position = try currentView().head.sequence
    return lines.sorted { $0.key < $1.key }.map { unit, lines in
      WorkOrder(
        unit: unit, unitName: lookUps.unit(unit)?.name(on: moment.businessDay) ?? "",
        day: moment.businessDay, position: position, institution: site.institution.name.zh,
        lines: lines)
    }
  }

  /// A work order as a page to print, by the template `task-list`.
  public func page(of order: WorkOrder, as invocation: Invocation) throws(Failure) -> [UInt8] {
    let template = try template(formTemplate("task-list"), named: "task-list")
    var values = order.values
    values["printed_by"] = .text(invocation.actor)
    return Array(template.filled(values).utf8)
  }

  private struct Wanted {
    let unit: String
    let task: ComplaintTask?
  }

  /// What a case asks of which unit.
  private static func wanted(_ complaint: Complaint) -> [Wanted] {
    var wanted: [Wanted] = []
    switch complaint.stage {
    case .accepted(_, assignment: .some), .assigned, .investigating:
      wanted.append(Wanted(unit: complaint.handlingUnit, task: nil))
    default: break
    }
    guard complaint.isOpen else { return wanted }
    for task in complaint.tasks where task.doneOn == nil {
      // An owner that is a person works in the unit that has the case.
      let owner = task.owner.flatMap { $0.contains(where: \.isLetter) ? $0 : nil }
      wanted.append(Wanted(unit: owner ?? complaint.handlingUnit, task: task))
    }
    return wanted
  }

  private static func line(
    _ item: Wanted, _ view: ComplaintView, _ texts: FormTexts
  ) -> WorkOrder.Line {
    let row = view.row
    return WorkOrder.Line(
      caseID: row.id, task: item.task?.name, request: item.task?.title.zh ?? "调查核实并写明查明的事实",
      due: item.task?.due ?? view.complaint.binding?.due,
      businessClass: row.businessClass.label
        ?? CodeTable.businessClass.name(of: row.businessClass.key).zh,
      complainant: texts.last("received", "complainant.name") ?? "",
      narrative: texts.standing("narrative") ?? "",
      demand: texts.standing("demand") ?? "")
  }

  private func openCases(in view: LedgerView) throws(Failure) -> [String] {
    var ids: [String] = []
    try forEachRow(in: view, from: nil, to: nil) { row throws(Failure) in
      if !["closed", "withdrawn", "received"].contains(row.stage) { ids.append(row.id) }
      return true
    }
    return ids
  }
}
