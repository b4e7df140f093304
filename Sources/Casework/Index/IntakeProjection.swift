internal import ConsumerProtection
internal import EventLedger

/// Derives the rows of contacts, emergencies and boxes from their lines.
struct IntakeProjection {
  let line: LedgerLine
  let row: ProjectionEditor

  /// nil = the line is of another kind.
  init?(_ line: LedgerLine, _ row: ProjectionEditor) {
    guard line.hasKind("contact") || line.hasKind("emergency") || line.hasKind("box") else {
      return nil
    }
    self.line = line
    self.row = row
  }

  func run() {
    line.withData { data in
      switch line.type {
      case ContactRegistered.type: register(data)
      case ContactRelabelled.type: relabel(data)
      case ContactFinished.type:
        row.set(ContactColumn.finishedOn.rawValue, Int64(line.day))
        settle(data)
      case EmergencyOpened.type:
        row.set(EmergencyColumn.openedOn.rawValue, Int64(line.day))
        setCode("level", EmergencyColumn.level.rawValue, data)
        setText("complaint", EmergencyColumn.complaint.rawValue, data)
      case EmergencyClosed.type: row.set(EmergencyColumn.closedOn.rawValue, Int64(line.day))
      case EmergencyTold.type: row.set(EmergencyColumn.toldOn.rawValue, Int64(line.day))
      case BoxOpened.type: open(data)
      case BoxOverdueMarked.type:
        var obligations = Obligations(row)
        obligations.flagMarked(data, row)
        obligations.write(row, unit: BoxColumn.unit.rawValue, due: nil)
      default: break
      }
    }
  }

  private func register(_ data: UnsafeRawBufferPointer) {
    row.set(ContactColumn.receivedOn.rawValue, Int64(line.day))
    setCode("kind", ContactColumn.kind.rawValue, data)
    setCode("kind", ContactColumn.firstKind.rawValue, data)
    setCode("unit", ContactColumn.unit.rawValue, data)
    setCode("intake_channel", ContactColumn.channel.rawValue, data)
    setText("complaint", ContactColumn.complaint.rawValue, data)
    var obligations = Obligations()
    if let list = ComplaintProjection.member("obligations", of: data) {
      obligations.read(list, row)
    }
    obligations.write(row, unit: ContactColumn.unit.rawValue, due: nil)
    line.withID { id in
      guard let parts = CaseNumber.parts(of: id) else { return }
      let key = IndexKey.counter(parts.day, letter: "K")
      let last = row.get(key).map { Int64(storedBytes: $0) } ?? 0
      if parts.counter > last { row.put(key, parts.counter.storedBytes) }
    }
  }

  private func relabel(_ data: UnsafeRawBufferPointer) {
    setCode("to", ContactColumn.kind.rawValue, data)
    if ComplaintProjection.member("complaint", of: data) != nil {
      setText("complaint", ContactColumn.complaint.rawValue, data)
    }
    let changes = row.number(ContactColumn.changes.rawValue) ?? 0
    row.set(ContactColumn.changes.rawValue, changes + 1)
    settle(data)
  }

  private func settle(_ data: UnsafeRawBufferPointer) {
    var obligations = Obligations(row)
    if let rules = ComplaintProjection.member("settles", of: data) {
      obligations.settle(rules, on: Int64(line.day), row)
    }
    obligations.write(row, unit: ContactColumn.unit.rawValue, due: nil)
  }

  private func open(_ data: UnsafeRawBufferPointer) {
    setCode("unit", BoxColumn.unit.rawValue, data)
    setCode("form", BoxColumn.form.rawValue, data)
    row.set(BoxColumn.openedOn.rawValue, Int64(line.day))
    row.set(
      BoxColumn.slips.rawValue,
      ComplaintProjection.member("slips", of: data).flatMap { JSONRaw.integer($0) })
    var obligations = Obligations()
    if let due = ComplaintProjection.member("due", of: data).flatMap(Obligations.day) {
      obligations.add("box_opening", rule: "site", due: due, row)
    }
    obligations.write(row, unit: BoxColumn.unit.rawValue, due: nil)
  }

  private func setCode(_ name: StaticString, _ column: Int, _ data: UnsafeRawBufferPointer) {
    guard let value = ComplaintProjection.member(name, of: data) else { return }
    _ = JSONRaw.withText(value) { row.setCode(column, $0) }
  }

  private func setText(_ name: StaticString, _ column: Int, _ data: UnsafeRawBufferPointer) {
    guard let value = ComplaintProjection.member(name, of: data) else { return }
    _ = JSONRaw.withText(value) { row.setText(column, $0) }
  }
}
