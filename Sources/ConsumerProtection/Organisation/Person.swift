/// A member of the bank's staff, effective-dated; the name is sealed.
public struct Person: Matter, Equatable {
  /// `person`
  public static let kind = MatterKind("person")

  /// What somebody wants done with a person's record.
  public enum Command: Sendable, Equatable {
    /// Records a person in service from a day on.
    case record(name: String, from: CivilDay)
    /// Posts the person to a unit from a day on.
    case post(unit: String, position: String?, from: CivilDay)
    /// Grants a role, for the whole bank or one unit; `until` is the first day without it.
    case grant(Role, unit: String?, from: CivilDay, until: CivilDay?)
    /// Ends a role in all units; `from` is the first day without it.
    case end(Role, from: CivilDay)
    /// Ends the service; `from` is the first day without it.
    case leave(from: CivilDay)
    /// Gives authority to settle up to an amount for some time; `until` is the first day without it.
    case authorise(upTo: Money, unit: String?, from: CivilDay, until: CivilDay, reason: String)
    /// Somebody stands in while the person is on leave; `until` is the first day back.
    case cover(by: String, from: CivilDay, until: CivilDay)
  }

  /// The staff number: 1 to 32 letters, digits, `-` and `.`.
  public let id: String
  /// The name, sealed once it is recorded.
  public let name: PersonalText?
  /// The first day of service.
  public let from: CivilDay
  /// The first day after the service; nil while nobody recorded the leaving.
  public internal(set) var leftFrom: CivilDay?
  /// Where the person works, from day to day.
  public internal(set) var postings = Timeline<Posting>()
  /// The roles, in the order in which they were granted.
  public internal(set) var grants: [RoleGrant] = []
  /// Temporary authority to settle, in the order in which it was given.
  public internal(set) var authorities: [TemporaryAuthority] = []
  /// Who stands in on days of leave, in the order of the records.
  public internal(set) var covers: [Cover] = []

  /// Whether the person is in service on the day.
  public func isActive(on day: CivilDay) -> Bool {
    from <= day && leftFrom.map { day < $0 } ?? true
  }

  /// The unit on the day; nil before the first posting and out of service.
  public func unit(on day: CivilDay) -> String? {
    isActive(on: day) ? postings.on(day)?.unit : nil
  }

  /// The roles on the day, each with the unit it is limited to; none out of service.
  public func roles(on day: CivilDay) -> [RoleGrant] {
    isActive(on: day) ? grants.filter { $0.holds(on: day) } : []
  }

  /// Whether the person has the role somewhere on the day.
  public func has(_ role: Role, on day: CivilDay) -> Bool {
    roles(on: day).contains { $0.role == role }
  }
}
