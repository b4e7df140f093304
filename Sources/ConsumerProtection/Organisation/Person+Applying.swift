extension Person {
  /// Applies a fact; see `Matter.applying`.
  public static func applying(_ event: Event, to person: Person?) -> Person? {
    guard var next = person ?? Person(opening: event) else { return nil }
    switch event {
    case .recorded: break
    case .posted(let fact):
      next.postings.set(Posting(unit: fact.unit, position: fact.position), from: fact.from)
    case .roleGranted(let fact):
      next.grants.append(
        RoleGrant(role: fact.role, unit: fact.unit, from: fact.from, until: fact.until))
    case .roleEnded(let fact): next.end(fact.role, from: fact.from)
    case .covered(let fact):
      next.covers.append(Cover(by: fact.by, from: fact.from, until: fact.until))
    case .left(let fact): next.leftFrom = fact.from
    case .authorityGranted(let fact):
      next.authorities.append(
        TemporaryAuthority(
          upTo: fact.upTo, unit: fact.unit, from: fact.from, until: fact.until,
          grantedBy: fact.envelope.actor))
    }
    return next
  }

  private init?(opening event: Event) {
    guard case .recorded(let fact) = event else { return nil }
    id = fact.envelope.id
    name = fact.name
    from = fact.from
  }

  /// Ends every grant of the role; one that had not begun never holds.
  private mutating func end(_ role: Role, from day: CivilDay) {
    for place in grants.indices where grants[place].role == role {
      grants[place].until = min(grants[place].until ?? day, day)
    }
  }
}
