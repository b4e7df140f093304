internal import ConsumerProtection
internal import EventLedger

/// Derives a complaint's row from one of its lines.
///
/// It reads the plain payload where it stands, not the domain's state: a line costs one row, never a
/// replay, and makes no texts.
struct ComplaintProjection {
  let line: LedgerLine
  let row: ProjectionEditor

  func run() {
    guard let change = Change(line) else { return }
    if row.isNew {
      guard change == .received else { return }
      line.withData { receive($0) }
    } else if row.number(ComplaintColumn.receivedOn.rawValue) != nil {
      line.withData { apply(change, $0) }
    }
  }

  /// What lines do to a row.
  private enum Change: CaseIterable {
    case received, assigned, accepted, investigated, decided, replied, feedback, closed, archived
    case withdrawn, extended, overdueMarked, fieldsSet, restricted, erased, escalated, taskDone
    case dutyOpened, other
    case settled, declined, merged, relabelled, supplemented, numberAdded, mergeTaken, repeatLinked

    private static let types: [(type: [UInt8], change: Change)] = names.map {
      (Array($0.0.utf8), $0.1)
    }
    private static let names: [(String, Change)] = [
      (ComplaintReceived.type, .received), (ComplaintAssigned.type, .assigned),
      (ComplaintAccepted.type, .accepted), (ComplaintInvestigated.type, .investigated),
      (ComplaintDecided.type, .decided), (ComplaintReplied.type, .replied),
      (ComplaintFeedbackRecorded.type, .feedback), (ComplaintClosed.type, .closed),
      (ComplaintArchived.type, .archived), (ComplaintWithdrawn.type, .withdrawn),
      (ComplaintExtended.type, .extended), (ComplaintOverdueMarked.type, .overdueMarked),
      (ComplaintFieldsSet.type, .fieldsSet), (EngineEvent.dataRestricted, .restricted),
      (EngineEvent.dataErased, .erased),
      (ComplaintEscalated.type, .escalated), (ComplaintTaskDone.type, .taskDone),
      (ComplaintDutyOpened.type, .dutyOpened),
      (ComplaintSettled.type, .settled), (ComplaintDeclined.type, .declined),
      (ComplaintMerged.type, .merged), (ComplaintRelabelled.type, .relabelled),
      (ComplaintSupplemented.type, .supplemented), (ComplaintNumberAdded.type, .numberAdded),
      (ComplaintMergeTaken.type, .mergeTaken), (ComplaintRepeatLinked.type, .repeatLinked),
    ]

    /// nil = a line of the engine, which changes no row.
    init?(_ line: LedgerLine) {
      let found = line.withType { bytes in
        Self.types.first { $0.type.count == bytes.count && bytes.elementsEqual($0.type) }?.change
      }
      if found == nil, EngineEvent.types.contains(line.type) { return nil }
      self = found ?? .other
    }
  }

  private func set(_ column: ComplaintColumn, _ value: Int64?) { row.set(column.rawValue, value) }

  private func setCode(_ column: ComplaintColumn, _ value: UnsafeRawBufferPointer) {
    if JSONRaw.withText(value, { row.setCode(column.rawValue, $0) }) == nil {
      row.setCode(column.rawValue, nil)
    }
  }

  private func enter(_ stage: Complaint.Stage.Name) {
    row.setCode(ComplaintColumn.stage.rawValue, stage.rawValue)
    set(.held, nil)
  }

  // MARK: Intake

  private func receive(_ data: UnsafeRawBufferPointer) {
    set(.receivedOn, Int64(line.day))
    set(.headcount, 1)
    enter(.received)
    var obligations = Obligations()
    var marks = MarkEditor(row)
    marks.add(ComplaintMark.open)
    var members = JSONMembers(data)
    while let (name, value) = members.next() {
      if JSONRaw.isEqual(name, "obligations") {
        obligations.read(value, row)
      } else {
        receive(name, value)
        marks.take(name, value)
      }
    }
    obligations.write(row)
    marks.write()
    line.withID { countNumber($0) }
  }

  private func receive(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    if let column = ReceivedMember.column(name) {
      setCode(column, value)
      // The receiving unit handles the case until it is assigned.
      if column == .receivingUnit { setCode(.unit, value) }
    } else if JSONRaw.isEqual(name, "amount_fen") {
      set(.amount, JSONRaw.integer(value))
    } else if JSONRaw.isEqual(name, "headcount") {
      set(.headcount, JSONRaw.integer(value) ?? 1)
    } else if JSONRaw.isEqual(name, "held") {
      var elements = JSONMembers(value)
      set(.held, value.first == 0x5B && elements.nextElement() != nil ? 1 : nil)
    } else if JSONRaw.isEqual(name, "synthetic") {
      set(.synthetic, JSONRaw.isTrue(value) ? 1 : nil)
    } else if JSONRaw.isEqual(name, "outside_numbers") {
      var elements = JSONMembers(value)
      while let element = elements.nextElement() { putNumber(element) }
    } else if JSONRaw.isEqual(name, "source_id") {
      _ = JSONRaw.withText(value) { row.setText(ComplaintColumn.sourceID.rawValue, $0) }
    }
  }

  /// Remembers which complaints bear a number.
  private func putNumber(_ value: UnsafeRawBufferPointer) {
    guard let number = JSONRaw.text(value) else { return }
    let key = IndexKey.outsideNumber(number.utf8)
    line.withID { id in
      let lines = (row.get(key) ?? []).split(separator: 0x0A).map(Array.init)
      guard !lines.contains(where: { $0.elementsEqual(id) }) else { return }
      row.put(key, Array((lines + [Array(id)]).joined(separator: [0x0A])))
    }
  }

  /// Remembers the highest case number of the day.
  private func countNumber(_ id: UnsafeRawBufferPointer) {
    guard let parts = CaseNumber.parts(of: id) else { return }
    let key = IndexKey.counter(parts.day)
    let last = row.get(key).map { Int64(storedBytes: $0) } ?? 0
    if parts.counter > last { row.put(key, parts.counter.storedBytes) }
  }

  // MARK: Later lines

  private func apply(_ change: Change, _ data: UnsafeRawBufferPointer) {
    var obligations = Obligations(row)
    obligations.apply(data, on: Int64(line.day), row)
    switch change {
    case .assigned: assign(data)
    case .accepted: enter(.accepted)
    case .investigated: enter(.investigating)
    case .decided: enter(.decided)
    case .replied: enter(.replied)
    case .feedback:
      if let value = Self.member("satisfaction", of: data) {
        setCode(.satisfaction, value)
      } else {
        row.setCode(ComplaintColumn.satisfaction.rawValue, nil)
      }
    case .closed, .archived: end(.closed, &obligations)
    case .withdrawn: end(.withdrawn, &obligations)
    case .extended: obligations.extend(data, row)
    case .overdueMarked:
      // A measure that is late after the closure does not make the complaint late.
      if row.number(ComplaintColumn.closedOn.rawValue) == nil { set(.overdue, 1) }
      obligations.mark(data, row)
    case .escalated: obligations.escalate(data, row)
    case .dutyOpened: obligations.remind(data, row)
    case .taskDone: obligations.finishTask(data, row)
    case .fieldsSet:
      CustomFieldValues.merge(data, into: row)
      mark { $0.takeFields() }
    case .restricted: set(.restricted, 1)
    case .erased: set(.erased, 1)
    case .settled:
      if let value = Self.member("satisfaction", of: data) { setCode(.satisfaction, value) }
      endAtIntake("settled", &obligations)
    case .declined: endAtIntake("declined", &obligations)
    case .merged:
      if let value = Self.member("into", of: data) {
        _ = JSONRaw.withText(value) { row.setText(ComplaintColumn.mergedInto.rawValue, $0) }
      }
      endAtIntake("merged", &obligations)
    case .relabelled: endAtIntake("relabelled", &obligations)
    case .supplemented: supplement(data)
    case .numberAdded: if let value = Self.member("number", of: data) { putNumber(value) }
    case .mergeTaken: takeNumbers(data)
    case .repeatLinked:
      if let value = Self.member("earlier", of: data) {
        _ = JSONRaw.withText(value) { row.setText(ComplaintColumn.repeats.rawValue, $0) }
      }
    case .received, .other: break
    }
    obligations.write(row)
  }

  static func member(
    _ wanted: StaticString, of data: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    var members = JSONMembers(data)
    while let (name, value) = members.next() {
      if JSONRaw.isEqual(name, wanted) { return value }
    }
    return nil
  }

  private func assign(_ data: UnsafeRawBufferPointer) {
    if let unit = Self.member("unit", of: data) { setCode(.unit, unit) }
    if let person = Self.member("person", of: data) {
      setCode(.handler, person)
    } else {
      row.setCode(ComplaintColumn.handler.rawValue, nil)
    }
    // A plugin only proposes: acceptance stays a human act. A case under investigation that goes
    // to somebody else stays under investigation.
    let stage = row.code(ComplaintColumn.stage.rawValue)
    let early = [Complaint.Stage.Name.received, .accepted, .assigned].map(\.rawValue)
    let isProposed = Self.member("plugin", of: data).map { $0.first != UInt8(ascii: "n") } ?? false
    if !isProposed, early.contains(stage ?? "") { enter(.assigned) }
  }

  private func endAtIntake(_ ending: String, _ obligations: inout Obligations) {
    row.setCode(ComplaintColumn.ending.rawValue, ending)
    end(.closed, &obligations, ending)
  }

  private func mark(_ change: (inout MarkEditor) -> Void) {
    var marks = MarkEditor(row)
    change(&marks)
    marks.write()
  }

  private func supplement(_ data: UnsafeRawBufferPointer) {
    if let value = Self.member("urgency", of: data) { setCode(.urgency, value) }
    if let value = Self.member("escalated_to", of: data) { setCode(.escalatedTo, value) }
    mark { marks in
      var members = JSONMembers(data)
      while let (name, value) = members.next() { marks.take(name, value) }
    }
  }

  private func takeNumbers(_ data: UnsafeRawBufferPointer) {
    guard let list = Self.member("numbers", of: data) else { return }
    var elements = JSONMembers(list)
    while let element = elements.nextElement() {
      if let number = Self.member("number", of: element) { putNumber(number) }
    }
  }

  private func end(
    _ stage: Complaint.Stage.Name, _ obligations: inout Obligations, _ ending: String? = nil
  ) {
    enter(stage)
    mark { $0.end(ending) }
    set(.closedOn, Int64(line.day))
    // What a closure settles stands in its line; a review that is asked for stays owed.
    if stage == .withdrawn { obligations.removeAll() } else { obligations.removeDuties() }
  }
}

/// Members of a receipt that become a code of the row.
private enum ReceivedMember {
  private static let columns: [(name: [UInt8], column: ComplaintColumn)] = names.map {
    (Array($0.0.utf8), $0.1)
  }
  private static let names: [(String, ComplaintColumn)] = [
    ("unit", .receivingUnit), ("intake_channel", .intakeChannel), ("intake_label", .intakeLabel),
    ("business_channel", .businessChannel), ("business_channel_label", .businessChannelLabel),
    ("business_class", .businessClass), ("business_class_label", .businessClassLabel),
    ("cause", .cause), ("cause_label", .causeLabel), ("region", .region),
    ("region_label", .regionLabel), ("product", .product), ("source_system", .sourceSystem),
    ("urgency", .urgency), ("escalated_to", .escalatedTo),
  ]

  static func column(_ name: UnsafeRawBufferPointer) -> ComplaintColumn? {
    columns.first { $0.name.count == name.count && name.elementsEqual($0.name) }?.column
  }
}
