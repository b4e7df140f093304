internal import ConsumerProtection

extension PluginTestCaseRun {
  /// What `expect_due` finds wrong: the last day of a row counted from the day of receipt, without
  /// pauses and with a strict last day, in the calendar that the row names.
  ///
  /// `stated` stands for a row whose message alone states the day, `in_force` for a rule of the clock
  /// that applies to what was received on that day, a plain number for one of `quantities`.
  func dueDifferences() -> [Phrase] {
    guard !test.expectDue.isEmpty else { return [] }
    guard let regime = trial.plugins.regimes.first(where: { $0.plugin == trial.id }) else {
      return [Phrase("插件没有时限表", "the plugin has no table of limits")]
    }
    var received = question.context.day
    if case .record(let record) = question.argument, let day = record.receivedOn { received = day }
    var differences: [Phrase] = []
    for expected in test.expectDue {
      let rules = regime.table.clock.filter { $0.id == expected.row }
      let numbers = regime.table.quantities.filter { $0.id == expected.row }
      guard
        !rules.isEmpty || !numbers.isEmpty
          || regime.table.rows.contains(where: { $0.id == expected.row })
      else {
        let near = Nearest.match(
          of: expected.row,
          in: regime.table.rows.map(\.id) + regime.table.clock.map(\.id)
            + regime.table.quantities.map(\.id))
        differences.append(
          Phrase(
            "时限表没有行“\(expected.row)”" + (near.map { "；是否为 \($0)？" } ?? ""),
            "the table has no row `\(expected.row)`"
              + (near.map { "; did you mean `\($0)`?" } ?? "")))
        continue
      }
      let row = regime.table.row(expected.row, onReceipt: received)
      let found =
        row.map { due(of: $0, from: received) }
        ?? (rules.contains { $0.isInForce(on: received) } ? "in_force" : nil)
        ?? numbers.first { $0.isInForce(on: received) }.map { "\($0.value)" }
      guard found != expected.due else { continue }
      differences.append(
        Phrase(
          "\(expected.row)：应为 \(expected.due ?? "不适用")，实为 \(found ?? "不适用")",
          "\(expected.row): \(expected.due ?? "not in force") expected, \(found ?? "not in force") found"
        ))
    }
    return differences
  }

  /// The last day, with the minute for limits in hours, which count from the first minute of the day.
  private func due(of row: Limit, from received: CivilDay) -> String {
    if row.terms.statedDay == .free { return "stated" }
    let context = question.context
    let id = row.terms.calendar ?? context.calendarID
    let calendar =
      trial.plugins.calendar(id, years: received.year...(received.year + 1), context).value
      ?? WorkingCalendar(id: id, version: "", officialYears: [], days: [])
    let due = row.budget.due(from: received, in: calendar)
    let day = due.isProvisional ? due.day.iso + " provisional" : due.day.iso
    guard let minute = due.minute else { return day }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day) \(two(minute / 60)):\(two(minute % 60))"
  }
}
