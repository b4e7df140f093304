extension Obligation {
  /// Reads an obligation as an opening event keeps it: open and without extensions.
  init(payload: Payload) throws(PayloadError) {
    name = try payload.text("name")
    rule = try payload.text("rule")
    isRegime = try payload.flag("regime")
    start = try payload.day("start")
    startMinute = try payload.minute("start_minute")
    budget = try payload.budget("budget")
    if let id = try payload.optionalText("calendar") {
      calendar = CalendarReference(
        id: id, version: try payload.optionalText("calendar_version") ?? "")
    } else {
      calendar = nil
    }
    lastDay = try payload.flag("rolls") ? .overHolidays : .strict
    originalDue = try payload.day("due")
    dueMinute = try payload.minute("due_minute")
    isProvisional = try payload.flag("provisional")
    basis = try payload.citation("basis")
    owner = try payload.optionalText("owner_unit").map { unit throws(PayloadError) in
      ObligationOwner(unit: unit, person: try payload.optionalText("owner_person"))
    }
    exempts = try payload.texts("exempts")
  }

  /// Writes what the opening event keeps.
  func write(to payload: inout PayloadWriter) {
    payload.write("name", name)
    payload.write("rule", rule)
    payload.write("regime", flag: isRegime)
    payload.write("start", start)
    payload.write("start_minute", startMinute.map(Int64.init))
    payload.write("budget", budget.text)
    payload.write("calendar", calendar?.id)
    payload.write("calendar_version", calendar?.version)
    payload.write("rolls", flag: lastDay == .overHolidays)
    payload.write("due", originalDue)
    payload.write("due_minute", dueMinute.map(Int64.init))
    payload.write("provisional", flag: isProvisional)
    payload.write("basis", basis)
    payload.write("owner_unit", owner?.unit)
    payload.write("owner_person", owner?.person)
    payload.write("exempts", exempts)
  }
}

extension Payload {
  /// The obligations that an event puts on the case; none when they are left out.
  func obligations(_ name: String = "obligations") throws(PayloadError) -> [Obligation] {
    var obligations: [Obligation] = []
    for object in try objects(name) { obligations.append(try Obligation(payload: object)) }
    return obligations
  }

  /// A budget in the form of data files.
  func budget(_ name: String) throws(PayloadError) -> Budget {
    let text = try text(name)
    do throws(BudgetError) {
      return try Budget(text)
    } catch {
      throw .badValue(name)
    }
  }

  /// A minute of a day that may be left out.
  func minute(_ name: String) throws(PayloadError) -> Int? {
    guard let minute = try optionalInteger(name) else { return nil }
    guard (0..<1440).contains(minute) else { throw .badValue(name) }
    return Int(minute)
  }

  /// A provision: instrument and provision in both languages.
  func citation(_ name: String) throws(PayloadError) -> Citation {
    guard let nested = try optionalObject(name) else { throw .missing(name) }
    return Citation(
      instrument: Phrase(try nested.text("zh"), try nested.text("en")),
      provision: Phrase(
        try nested.optionalText("provision_zh") ?? "", try nested.optionalText("provision_en") ?? ""
      )
    )
  }
}

extension PayloadWriter {
  /// Writes a provision.
  mutating func write(_ name: String, _ citation: Citation) {
    write(
      name,
      object: { nested in
        nested.write("zh", citation.instrument.zh)
        nested.write("en", citation.instrument.en)
        nested.write("provision_zh", citation.provision.zh)
        nested.write("provision_en", citation.provision.en)
      })
  }
}
