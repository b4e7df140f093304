extension Unit {
  /// Applies a fact; see `Matter.applying`.
  public static func applying(_ event: Event, to unit: Unit?) -> Unit? {
    guard var next = unit ?? Unit(opening: event) else { return nil }
    switch event {
    case .established: break
    case .renamed(let fact): next.names.set(fact.name, from: fact.from)
    case .moved(let fact): next.parents.set(fact.parent, from: fact.from)
    case .closed(let fact): next.closedFrom = fact.from
    }
    return next
  }

  private init?(opening event: Event) {
    guard case .established(let fact) = event else { return nil }
    id = fact.envelope.id
    level = fact.level
    shortName = fact.shortName
    names = Timeline(fact.name, from: fact.from)
    parents = Timeline(fact.parent, from: fact.from)
    from = fact.from
    closedFrom = nil
  }
}
