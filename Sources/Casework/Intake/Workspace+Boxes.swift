public import ConsumerProtection
internal import EventLedger

extension Workspace {
  /// Records that a suggestion box or book was opened by two persons.
  public func openBox(
    _ opening: SuggestionBox.Opening, as invocation: Invocation
  ) throws(Failure) -> SuggestionBox {
    let executed = try execute(
      .open(opening), on: opening.id, of: SuggestionBox.self, as: invocation)
    return try box(executed.reference.id)
  }

  /// One box or book.
  ///
  /// - Throws: `XB-002` when it was never opened.
  public func box(_ id: String) throws(Failure) -> SuggestionBox {
    let reference = MatterReference(SuggestionBox.kind, id)
    let loader = MatterLoader(view: try currentView(), areas: Self.areas)
    guard let box = try loader.load(reference).state?.matter(as: SuggestionBox.self) else {
      throw Self.notFound(reference)
    }
    return box
  }

  /// Every box and book, and the outlets of the units in service on the day that have none on record.
  public func boxes(on day: CivilDay) throws(Failure) -> (boxes: [SuggestionBox], never: [String]) {
    let boxes = try rows(of: SuggestionBox.kind).sorted().map { id throws(Failure) in try box(id) }
    let seen = Set(boxes.compactMap { $0.openings.last?.unit })
    let never = try units().filter { unit in
      unit.isActive(on: day) && [.subBranch, .outlet].contains(unit.level)
        && !seen.contains(unit.id)
    }
    return (boxes, never.map(\.id))
  }

  /// Emergencies, newest first.
  public func emergencies(openOnly: Bool) throws(Failure) -> [Emergency] {
    var found: [Emergency] = []
    for id in try rows(of: Emergency.kind).reversed() {
      let emergency = try emergency(id)
      if !openOnly || emergency.closed == nil { found.append(emergency) }
    }
    return found
  }

  /// One emergency.
  ///
  /// - Throws: `XB-002` when there is none.
  public func emergency(_ id: String) throws(Failure) -> Emergency {
    let reference = MatterReference(Emergency.kind, id)
    let loader = MatterLoader(view: try currentView(), areas: Self.areas)
    guard let emergency = try loader.load(reference).state?.matter(as: Emergency.self) else {
      throw Self.notFound(reference)
    }
    return emergency
  }

  /// Ends an emergency.
  public func close(
    emergency id: String, outcome: String, as invocation: Invocation
  ) throws(Failure) -> Emergency {
    _ = try emergency(id)
    _ = try execute(.close(outcome: outcome), on: id, of: Emergency.self, as: invocation)
    return try emergency(id)
  }

  /// The identifiers of a kind, oldest first.
  private func rows(of kind: MatterKind) throws(Failure) -> [String] {
    let view = try currentView()
    var ids: [String] = []
    do throws(LedgerError) {
      try view.table(kind.text)?.scan { row in
        ids.append(row.id)
        return true
      }
    } catch {
      throw Failure(error)
    }
    return ids
  }
}
