/// Somebody stands in for a person on leave (AB角).
/// Version 1, since 0.1: `by`, `from`, `until`, the first day without the stand-in.
public struct PersonCovered: Sendable, Equatable {
  /// `person.covered`
  public static let type = "person.covered"
  /// Who stands in.
  public let by: String
  /// The first day.
  public let from: CivilDay
  /// The first day on which the person is back.
  public let until: CivilDay
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope

  /// The fact with its parts.
  public init(by: String, from: CivilDay, until: CivilDay, envelope: EventEnvelope) {
    self.by = by
    self.from = from
    self.until = until
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    by = try payload.text("by")
    from = try payload.day("from")
    until = try payload.day("until")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("by", by)
    payload.write("from", from)
    payload.write("until", until)
  }
}

/// Who stands in for whom, and when.
public struct Cover: Sendable, Hashable {
  /// The staff number of the stand-in.
  public let by: String
  /// The first day.
  public let from: CivilDay
  /// The first day without it.
  public let until: CivilDay
}

extension Person {
  /// Who stands in on the day; nil when the person is there. Of two records the later one holds.
  public func standIn(on day: CivilDay) -> String? {
    covers.last { $0.from <= day && day < $0.until }?.by
  }

  func covering(
    by other: String, from: CivilDay, until: CivilDay, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    guard other != id else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("“\(id)”不能由自己顶岗", "`\(id)` cannot stand in for themselves"),
        remedy: Phrase("用 --by 给出另一人", "name somebody else with --by"))
    }
    try context.activePerson(other)
    guard from < until else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "返岗日 \(until.iso) 不晚于起始日 \(from.iso)",
          "the day of return \(until.iso) does not come after \(from.iso)"),
        remedy: Phrase("返岗日为首个不再顶岗的日期", "it is the first day without the stand-in"))
    }
    return Outcome(
      .covered(
        PersonCovered(by: other, from: from, until: until, envelope: context.envelope(of: id))))
  }
}

extension Context {
  /// Who takes what is given to a person: the person, or during a leave whoever stands in.
  ///
  /// - Returns: The staff number, and who is covered where that is another.
  func taking(_ person: String) throws(Refusal) -> (person: String, covers: String?) {
    let named = try activePerson(person)
    guard let standIn = named.standIn(on: businessDay) else { return (person, nil) }
    return (try activePerson(standIn).id, person)
  }
}
