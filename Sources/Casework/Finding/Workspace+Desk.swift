internal import ConsumerProtection
internal import EventLedger

/// For whom and for which units somebody works on a day.
struct Desk {
  /// Themselves first, then those for whom they stand in.
  var persons: [String]
  /// The units whose unnamed duties are theirs, sorted.
  var units: [String]
}

extension Workspace {
  /// Roles whose holders do what their unit is asked to do about a complaint.
  private static let acting: Set<Role> = [.intake, .handler, .complaintHead, .seniorExecutive]

  /// Somebody's desk: their posting and roles on the day, and those of whoever they stand in for.
  func desk(of id: String, on day: CivilDay, in view: LedgerView) throws(Failure) -> Desk {
    let loader = MatterLoader(view: view, areas: Self.areas)
    func person(_ id: String) throws(Failure) -> Person? {
      try loader.load(MatterReference(Person.kind, id)).state?.matter(as: Person.self)
    }
    var desk = Desk(persons: [id], units: [])
    var units = try person(id).map { Self.units(of: $0, on: day) } ?? []
    for other in try covered(by: id, in: view) {
      guard let absent = try person(other), absent.standIn(on: day) == id else { continue }
      desk.persons.append(other)
      units.formUnion(Self.units(of: absent, on: day))
    }
    desk.units = units.sorted()
    return desk
  }

  private static func units(of person: Person, on day: CivilDay) -> Set<String> {
    let grants = person.roles(on: day).filter { acting.contains($0.role) }
    var units = Set(grants.compactMap(\.unit))
    if let posted = person.unit(on: day), grants.contains(where: { $0.unit == nil }) {
      units.insert(posted)
    }
    return units
  }

  /// For whom somebody ever stood in.
  private func covered(by id: String, in view: LedgerView) throws(Failure) -> [String] {
    do throws(LedgerError) {
      return (try view.index.get(IndexKey.covered(by: id.utf8)) ?? []).split(separator: 0x0A)
        .map { String(decoding: $0, as: UTF8.self) }
    } catch {
      throw Failure(error)
    }
  }
}
