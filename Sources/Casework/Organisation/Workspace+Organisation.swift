public import ConsumerProtection
internal import EventLedger

/// What loading an organisation did.
public struct OrganisationLoad: Sendable, Equatable {
  /// Units recorded now.
  public internal(set) var units = 0
  /// Persons recorded now.
  public internal(set) var persons = 0
  /// Persons who were there and got a posting or a role that the text gives them.
  public internal(set) var completed = 0
  /// Entries that were there already.
  public internal(set) var known = 0
}

extension Workspace {
  /// Records units and persons from one JSON text; what is there already is passed over, but a person
  /// gets the postings and roles that are still missing (`init` records its administrator bare).
  ///
  /// - Throws: The first refusal; what came before it is stored.
  public func loadOrganisation(
    _ value: JSONValue, as invocation: Invocation
  ) throws(Failure) -> OrganisationLoad {
    let file = try OrganisationFile(value)
    var load = OrganisationLoad()
    for entry in file.units {
      if try exists(MatterReference(Unit.kind, entry.id)) {
        load.known += 1
        continue
      }
      _ = try execute(entry.command, on: entry.id, of: Unit.self, as: invocation)
      load.units += 1
    }
    for entry in file.persons {
      guard try exists(MatterReference(Person.kind, entry.id)) else {
        _ = try executeAll(entry.commands, on: entry.id, as: invocation)
        load.persons += 1
        continue
      }
      let missing = entry.missing(from: try person(entry.id))
      load.known += 1
      if !missing.isEmpty {
        _ = try executeAll(missing, on: entry.id, as: invocation)
        load.completed += 1
      }
    }
    return load
  }

  /// Carries out a command on a unit.
  public func perform(
    _ command: Unit.Command, on id: String, as invocation: Invocation
  ) throws(Failure) -> Performed {
    try performed(execute(command, on: id, of: Unit.self, as: invocation), invocation)
  }

  /// Carries out a command on a person.
  public func perform(
    _ command: Person.Command, on id: String, as invocation: Invocation
  ) throws(Failure) -> Performed {
    try performed(execute(command, on: id, of: Person.self, as: invocation), invocation)
  }

  /// Records a person with posting and roles from one JSON object, in one transaction.
  public func addPerson(
    _ value: JSONValue, as invocation: Invocation
  ) throws(Failure) -> Performed {
    let entry = try OrganisationFile.person(value, "person")
    return try performed(executeAll(entry.commands, on: entry.id, as: invocation), invocation)
  }

  /// The units, by identifier.
  public func units() throws(Failure) -> [Unit] {
    try matters(Unit.self)
  }

  /// The persons, by staff number; names stay sealed.
  public func persons() throws(Failure) -> [Person] {
    try matters(Person.self)
  }

  /// One unit.
  ///
  /// - Throws: `XB-002` when there is none.
  public func unit(_ id: String) throws(Failure) -> Unit { try matter(id, Unit.self) }

  /// One person.
  ///
  /// - Throws: `XB-002` when there is none.
  public func person(_ id: String) throws(Failure) -> Person { try matter(id, Person.self) }

  func matter<M: Matter>(_ id: String, _: M.Type) throws(Failure) -> M {
    let reference = MatterReference(M.kind, id)
    let loader = MatterLoader(view: try currentView(), areas: Self.areas)
    guard let matter = try loader.load(reference).state?.matter(as: M.self) else {
      throw Self.notFound(reference)
    }
    return matter
  }

  func matters<M: Matter>(_: M.Type) throws(Failure) -> [M] {
    let view = try currentView()
    let loader = MatterLoader(view: view, areas: Self.areas)
    var ids: [String] = []
    do throws(LedgerError) {
      try view.table(M.kind.text)?.scan { row in
        ids.append(row.id)
        return true
      }
    } catch {
      throw Failure(error)
    }
    var matters: [M] = []
    for id in ids.sorted() {
      if let matter = try loader.load(MatterReference(M.kind, id)).state?.matter(as: M.self) {
        matters.append(matter)
      }
    }
    return matters
  }

  /// Several commands on one person, all or none.
  private func executeAll(
    _ commands: [Person.Command], on id: String, as invocation: Invocation
  ) throws(Failure) -> Executed {
    let moment = try moment(of: invocation)
    let reference = MatterReference(Person.kind, id)
    let prepared = try prepare(
      commands, on: reference, as: invocation, at: moment, in: currentView(), setNumber: nil)
    do throws(LedgerError) {
      let receipt = try store.append(prepared.transaction)
      return Executed(
        reference: reference, receipt: receipt, version: prepared.version, intake: nil)
    } catch {
      throw Failure(error)
    }
  }
}
