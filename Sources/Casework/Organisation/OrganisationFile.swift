internal import ConsumerProtection

/// The units and persons of a bank as one JSON text, for `xiaobao unit load`.
struct OrganisationFile {
  struct UnitEntry {
    let id: String
    let command: Unit.Command
  }

  struct PersonEntry {
    let id: String
    let commands: [Person.Command]

    /// The postings and roles of the entry that a recorded person does not have, from its first day of
    /// service at the earliest.
    func missing(from person: Person) -> [Person.Command] {
      commands.compactMap { command in
        switch command {
        case .post(let unit, let position, let from):
          let start = max(from, person.from)
          return person.unit(on: start) == unit
            ? nil : .post(unit: unit, position: position, from: start)
        case .grant(let role, let unit, let from, let until):
          let start = max(from, person.from)
          if let until, until <= start { return nil }
          let isHeld = person.roles(on: start).contains { $0.role == role && $0.unit == unit }
          return isHeld ? nil : .grant(role, unit: unit, from: start, until: until)
        case .record, .end, .leave, .authorise, .cover: return nil
        }
      }
    }
  }

  let units: [UnitEntry]
  let persons: [PersonEntry]

  /// Reads `{"units":[…],"persons":[…]}`.
  ///
  /// - Throws: `XB-007` with the place of the first wrong value, such as `units[3].from`.
  init(_ value: JSONValue) throws(Failure) {
    guard value.members != nil else { throw Self.wrong("", "应为对象", "must be an object") }
    var units: [UnitEntry] = []
    for (place, entry) in (value["units"]?.array ?? []).enumerated() {
      units.append(try Self.unit(entry, "units[\(place + 1)]"))
    }
    var persons: [PersonEntry] = []
    for (place, entry) in (value["persons"]?.array ?? []).enumerated() {
      persons.append(try Self.person(entry, "persons[\(place + 1)]"))
    }
    self.units = units
    self.persons = persons
  }

  static func unit(_ value: JSONValue, _ place: String) throws(Failure) -> UnitEntry {
    let levelText = try text(value, "level", place)
    guard let level = Unit.Level(rawValue: levelText) else {
      let list = Unit.Level.allCases.map(\.rawValue).joined(separator: ", ")
      throw wrong("\(place).level", "应为 \(list) 之一", "must be one of \(list)")
    }
    return UnitEntry(
      id: try text(value, "id", place),
      command: .establish(
        name: try text(value, "name", place), shortName: value["short_name"]?.text, level: level,
        parent: value["parent"]?.text, from: try day(value, "from", place)))
  }

  static func person(_ value: JSONValue, _ place: String) throws(Failure) -> PersonEntry {
    let from = try day(value, "from", place)
    var commands: [Person.Command] = [
      .record(name: try text(value, "name", place), from: from)
    ]
    if let unit = value["unit"]?.text {
      commands.append(.post(unit: unit, position: value["position"]?.text, from: from))
    }
    for (index, entry) in (value["roles"]?.array ?? []).enumerated() {
      let inner = "\(place).roles[\(index + 1)]"
      let name = entry.text ?? entry["role"]?.text ?? ""
      guard let role = Role(rawValue: name) else {
        let list = Role.allCases.map(\.rawValue).joined(separator: ", ")
        throw wrong(inner, "角色应为 \(list) 之一", "must name a role, one of \(list)")
      }
      let start = entry["from"] == nil ? from : try day(entry, "from", inner)
      let end = entry["until"] == nil ? nil : try day(entry, "until", inner)
      commands.append(.grant(role, unit: entry["unit"]?.text, from: start, until: end))
    }
    return PersonEntry(id: try text(value, "id", place), commands: commands)
  }

  private static func text(
    _ value: JSONValue, _ name: String, _ place: String
  ) throws(Failure) -> String {
    guard let text = value[name]?.text, !text.isEmpty else {
      throw wrong("\(place).\(name)", "应为文本", "must be a text")
    }
    return text
  }

  private static func day(
    _ value: JSONValue, _ name: String, _ place: String
  ) throws(Failure) -> CivilDay {
    guard let text = value[name]?.text, let day = CivilDay(iso: text) else {
      throw wrong("\(place).\(name)", "应为日期，如 2024-01-01", "must be a day such as 2024-01-01")
    }
    return day
  }

  private static func wrong(_ place: String, _ zh: String, _ en: String) -> Failure {
    Failure(
      Refusal.Code.malformedInput.text, problem: Phrase("\(place) \(zh)", "\(place) \(en)"),
      remedy: Phrase(
        "格式见 docs/reference/organisation-json.md",
        "The form stands in docs/reference/organisation-json.md"))
  }
}
