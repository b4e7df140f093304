internal import ConsumerProtection
internal import EventLedger

/// The open obligations of a row while a line changes them.
struct Obligations {
  private struct Entry: Equatable {
    var due: Int64
    var name: Int64
    var rule: Int64
    var flags: Int64
    var original: Int64
    /// Set where another unit than the case's owes it.
    var unit: Int64?
    var person: Int64?

    func has(_ flag: Int64) -> Bool { flags & flag != 0 }
  }

  private var entries: [Entry] = []
  private var isChanged = false
  private var unit: Int64?

  /// None yet.
  init() { isChanged = true }

  /// Those of a row.
  init(_ row: ProjectionEditor) {
    let parts = ObligationPart.allCases.count
    let tuples = row.tuples(list: 0)
    for start in stride(from: 0, to: tuples.count, by: parts) {
      func part(_ part: ObligationPart) -> Int64 { tuples[start + part.rawValue] }
      var entry = Entry(
        due: part(.due), name: part(.name), rule: part(.rule), flags: part(.flags),
        original: part(.original))
      if part(.person) != ProjectionEditor.absent { entry.person = part(.person) }
      if entry.has(ObligationPart.owned) {
        entry.unit = part(.unit)
      } else {
        unit = part(.unit)
      }
      entries.append(entry)
    }
  }

  /// The line of an escalation: which level the sweep has reached for a rule.
  mutating func escalate(_ data: UnsafeRawBufferPointer, _ row: ProjectionEditor) {
    guard let level = ComplaintProjection.member("level", of: data).flatMap(JSONRaw.integer),
      let place = place(data, row)
    else { return }
    let flags = entries[place].flags & ~ObligationPart.levelMask
    entries[place].flags = flags | min(max(level, 0), 15) << ObligationPart.levelShift
    isChanged = true
  }

  /// The line of a duty that the sweep opened for a limit.
  mutating func remind(_ data: UnsafeRawBufferPointer, _ row: ProjectionEditor) {
    guard let place = place(data, row) else { return }
    entries[place].flags |= ObligationPart.reminded
    isChanged = true
  }

  mutating func removeAll() {
    isChanged = isChanged || !entries.isEmpty
    entries = []
  }

  /// The array of a receipt.
  mutating func read(_ array: UnsafeRawBufferPointer, _ row: ProjectionEditor) {
    var elements = JSONMembers(array)
    while let element = elements.nextElement() {
      var (due, name, rule): (Int64?, Int64?, Int64?)
      var (unit, person): (Int64?, Int64?)
      var words: (name: UnsafeRawBufferPointer?, rule: UnsafeRawBufferPointer?)
      var flags: Int64 = 0
      // An early settlement that may lapse is owed by nobody.
      var isOpportunity = false
      var members = JSONMembers(element)
      while let (member, value) = members.next() {
        if JSONRaw.isEqual(member, "name") {
          name = code(.name, value, row)
          words.name = value
        } else if JSONRaw.isEqual(member, "rule") {
          rule = code(.rule, value, row)
          words.rule = value
        } else if JSONRaw.isEqual(member, "due") {
          due = Self.day(value)
        } else if JSONRaw.isEqual(member, "provisional"), JSONRaw.isTrue(value) {
          flags |= ObligationPart.provisional
        } else if JSONRaw.isEqual(member, "owner_unit") {
          unit = code(.unit, value, row)
        } else if JSONRaw.isEqual(member, "owner_person") {
          person = code(.person, value, row)
        } else if JSONRaw.isEqual(member, "exempts") {
          isOpportunity = true
        }
      }
      guard !isOpportunity, let due, let name, let rule else { continue }
      if unit != nil { flags |= ObligationPart.owned }
      if let name = words.name, let rule = words.rule, name.elementsEqual(rule) {
        flags |= ObligationPart.duty
      }
      entries.append(
        Entry(
          due: due, name: name, rule: rule, flags: flags, original: due, unit: unit,
          person: person))
      isChanged = true
    }
  }

  /// What one line says about obligations, whatever its type: `obligations` that begin, `settles`,
  /// `moved`, `paused` and `resumed`. A receipt's are read with the rest of it.
  mutating func apply(
    _ data: UnsafeRawBufferPointer, on day: Int64, _ row: ProjectionEditor
  ) {
    // What tells the complainant settles on the day it was sent.
    let settledOn = ComplaintProjection.member("sent_on", of: data).flatMap(Self.day) ?? day
    var members = JSONMembers(data)
    while let (name, value) = members.next() {
      if JSONRaw.isEqual(name, "settles") {
        settle(value, on: settledOn, row)
      } else if JSONRaw.isEqual(name, "obligations") {
        read(value, row)
      } else if JSONRaw.isEqual(name, "tasks") {
        readTasks(value, row)
      } else if JSONRaw.isEqual(name, "moved") {
        var elements = JSONMembers(value)
        while let element = elements.nextElement() { extend(element, row) }
      } else if JSONRaw.isEqual(name, "paused") {
        flag(value, row) { $0 | ObligationPart.paused }
      } else if JSONRaw.isEqual(name, "resumed") {
        flag(value, row) { $0 & ~ObligationPart.paused }
      }
    }
  }

  /// The tasks of a plan, each a duty of its own.
  private mutating func readTasks(_ array: UnsafeRawBufferPointer, _ row: ProjectionEditor) {
    var elements = JSONMembers(array)
    while let element = elements.nextElement() {
      guard let name = ComplaintProjection.member("name", of: element),
        let rule = JSONRaw.text(name).map({ ComplaintTask.ruleCode($0, row, .rule) }),
        let title = JSONRaw.text(name).map({ ComplaintTask.ruleCode($0, row, .name) }),
        let due = ComplaintProjection.member("due", of: element).flatMap(Self.day)
      else { continue }
      let unit = ComplaintProjection.member("owner_unit", of: element).flatMap {
        code(.unit, $0, row)
      }
      let person = ComplaintProjection.member("owner_person", of: element).flatMap {
        code(.person, $0, row)
      }
      entries.append(
        Entry(
          due: due, name: title, rule: rule,
          flags: ObligationPart.duty | (unit == nil ? 0 : ObligationPart.owned), original: due,
          unit: unit, person: person))
      isChanged = true
    }
  }

  /// The line of a task that was done.
  mutating func finishTask(_ data: UnsafeRawBufferPointer, _ row: ProjectionEditor) {
    guard let name = ComplaintProjection.member("name", of: data).flatMap(JSONRaw.text) else {
      return
    }
    let rule = ComplaintTask.ruleCode(name, row, .rule)
    entries.removeAll { $0.rule == rule }
    isChanged = true
  }

  /// What ends a case ends its duties, whether or not its line names them.
  mutating func removeDuties() {
    let before = entries.count
    entries.removeAll { $0.has(ObligationPart.duty) }
    isChanged = isChanged || entries.count != before
  }

  private mutating func flag(
    _ rules: UnsafeRawBufferPointer, _ row: ProjectionEditor, _ change: (Int64) -> Int64
  ) {
    var elements = JSONMembers(rules)
    while let element = elements.nextElement() {
      guard let rule = code(.rule, element, row) else { continue }
      for place in entries.indices where entries[place].rule == rule {
        entries[place].flags = change(entries[place].flags)
        isChanged = true
      }
    }
  }

  private func code(
    _ part: ObligationPart, _ value: UnsafeRawBufferPointer, _ row: ProjectionEditor
  ) -> Int64? {
    JSONRaw.withText(value) { row.code(list: 0, column: part.rawValue, $0) }
  }

  /// A day as payloads write it.
  static func day(_ value: UnsafeRawBufferPointer) -> Int64? {
    if let number = JSONRaw.integer(value) { return number }
    return JSONRaw.text(value).flatMap { CivilDay(iso: $0) }.map { Int64($0.number) }
  }

  /// One obligation more, named by the projection itself.
  mutating func add(_ name: String, rule: String, due: Int64, _ row: ProjectionEditor) {
    func code(_ part: ObligationPart, _ text: String) -> Int64 {
      var text = text
      return text.withUTF8 {
        row.code(list: 0, column: part.rawValue, UnsafeRawBufferPointer($0))
      }
    }
    entries.append(
      Entry(
        due: due, name: code(.name, name), rule: code(.rule, rule), flags: 0, original: due,
        unit: nil, person: nil))
    isChanged = true
  }

  mutating func settle(
    _ rules: UnsafeRawBufferPointer, on day: Int64, _ row: ProjectionEditor
  ) {
    var elements = JSONMembers(rules)
    while let element = elements.nextElement() {
      guard let rule = code(.rule, element, row) else { continue }
      let isLate = entries.contains {
        $0.rule == rule && $0.original < day && !$0.has(ObligationPart.duty)
      }
      if isLate { row.set(ComplaintColumn.pastOriginal.rawValue, 1) }
      let before = entries.count
      entries.removeAll { $0.rule == rule }
      isChanged = isChanged || entries.count != before
    }
  }

  private func place(_ data: UnsafeRawBufferPointer, _ row: ProjectionEditor) -> Int? {
    guard let rule = ComplaintProjection.member("rule", of: data).flatMap({ code(.rule, $0, row) })
    else { return nil }
    return entries.firstIndex { $0.rule == rule }
  }

  mutating func extend(_ data: UnsafeRawBufferPointer, _ row: ProjectionEditor) {
    guard let due = ComplaintProjection.member("to_due", of: data).flatMap(Self.day),
      let place = place(data, row)
    else { return }
    // More time, given in whatever way, leaves no earlier mark standing.
    if entries[place].due < due {
      entries[place].flags &= ~(ObligationPart.marked | ObligationPart.reminded)
    }
    entries[place].due = due
    entries[place].flags &= ~ObligationPart.provisional
    if let value = ComplaintProjection.member("provisional", of: data), JSONRaw.isTrue(value) {
      entries[place].flags |= ObligationPart.provisional
    }
    isChanged = true
  }

  mutating func mark(_ data: UnsafeRawBufferPointer, _ row: ProjectionEditor) {
    guard let place = flagMarked(data, row) else { return }
    if !entries[place].has(ObligationPart.duty) {
      row.set(ComplaintColumn.pastOriginal.rawValue, 1)
    }
  }

  /// The same on a matter that is no complaint.
  @discardableResult
  mutating func flagMarked(_ data: UnsafeRawBufferPointer, _ row: ProjectionEditor) -> Int? {
    guard let place = place(data, row) else { return nil }
    entries[place].flags |= ObligationPart.marked
    isChanged = true
    return place
  }

  /// The unit on whose desks a duty lies; absent where it names a person or is a limit.
  private func desk(_ entry: Entry, _ unit: Int64, _ row: ProjectionEditor) -> Int64 {
    guard entry.has(ObligationPart.duty), entry.person == nil else {
      return ProjectionEditor.absent
    }
    var text = row.text(list: 0, column: ObligationPart.unit.rawValue, unit)
    return text.withUTF8 {
      $0.isEmpty
        ? ProjectionEditor.absent
        : row.code(list: 0, column: ObligationPart.desk.rawValue, UnsafeRawBufferPointer($0))
    }
  }

  /// Back into the row, earliest first, with the unit that owes them.
  mutating func write(
    _ row: ProjectionEditor, unit column: Int = ComplaintColumn.unit.rawValue,
    due dueColumn: Int? = ComplaintColumn.due.rawValue
  ) {
    let owner = row.code(column) ?? ""
    var text = owner
    let unit = text.withUTF8 {
      $0.isEmpty
        ? ProjectionEditor.absent
        : row.code(list: 0, column: ObligationPart.unit.rawValue, UnsafeRawBufferPointer($0))
    }
    guard isChanged || (self.unit ?? unit) != unit else { return }
    // Ties by the rule's text, as lists showed them before there were codes.
    entries.sort { left, right in
      if left.due != right.due { return left.due < right.due }
      return row.text(list: 0, column: ObligationPart.rule.rawValue, left.rule)
        < row.text(list: 0, column: ObligationPart.rule.rawValue, right.rule)
    }
    var tuples: [Int64] = []
    for (turn, entry) in entries.enumerated() {
      let follows = entries[..<turn].contains { $0.name == entry.name }
      let flags = entry.flags & ~ObligationPart.following | (follows ? ObligationPart.following : 0)
      tuples += [
        entry.due, entry.name, entry.rule, flags, entry.unit ?? unit, entry.original,
        entry.person ?? ProjectionEditor.absent, desk(entry, entry.unit ?? unit, row),
      ]
    }
    row.set(list: 0, tuples)
    let binding = entries.first {
      !$0.has(ObligationPart.paused) && !$0.has(ObligationPart.duty)
    }
    if let dueColumn { row.set(dueColumn, binding?.due) }
  }
}

extension ComplaintTask {
  /// The code of a task's duty in a column of the list.
  fileprivate static func ruleCode(
    _ name: String, _ row: ProjectionEditor, _ part: ObligationPart
  ) -> Int64 {
    var rule = "task.\(name)"
    return rule.withUTF8 {
      row.code(list: 0, column: part.rawValue, UnsafeRawBufferPointer($0))
    }
  }
}
