/// All that a decision may depend on besides the matter and the command.
public struct Context: Sendable {
  /// The real instant, UTC.
  public let now: Instant
  /// The civil day of `now` in the institution's zone.
  public let today: CivilDay
  /// The day on which the command happened (`--on`); limits run from it.
  public let businessDay: CivilDay
  /// The minute of that day (0…1439), where the caller gave one.
  public let businessMinute: Int?
  /// The institution's IANA time zone.
  public let zone: String
  /// Who commands: a staff number, or the name of an engine part.
  public let actor: String
  /// The identifier that an opening command gives to its matter.
  public let newIdentifier: String
  /// The plugins' combined answers; empty in the first, provisional decision.
  public let answers: Answers
  /// Units, persons, calendars and limits at one ledger position.
  public let lookUps: any LookUps
  /// The site's policies that decisions depend on.
  public let policy: Policy

  /// A context with all its parts.
  public init(
    now: Instant, today: CivilDay, businessDay: CivilDay, businessMinute: Int? = nil, zone: String,
    actor: String, newIdentifier: String = "", answers: Answers = Answers(),
    lookUps: any LookUps, policy: Policy = Policy()
  ) {
    self.now = now
    self.today = today
    self.businessDay = businessDay
    self.businessMinute = businessMinute
    self.zone = zone
    self.actor = actor
    self.newIdentifier = newIdentifier
    self.answers = answers
    self.lookUps = lookUps
    self.policy = policy
  }

  /// The envelope that an event decided here gets.
  ///
  /// - Parameter id: The matter's identifier; `newIdentifier` for an opening command.
  /// - Returns: The identifier with the business day and the actor.
  public func envelope(of id: String) -> EventEnvelope {
    EventEnvelope(id: id, day: businessDay, actor: actor)
  }

  /// The context of an order: another matter, perhaps another business day; nobody was asked yet.
  public func ordered(_ id: String, on day: CivilDay, minute: Int?) -> Context {
    Context(
      now: now, today: today, businessDay: day, businessMinute: minute, zone: zone, actor: actor,
      newIdentifier: id, lookUps: lookUps, policy: policy)
  }

  /// The same context with answers: the second decision.
  public func with(answers: Answers) -> Context {
    Context(
      now: now, today: today, businessDay: businessDay, businessMinute: businessMinute, zone: zone,
      actor: actor, newIdentifier: newIdentifier, answers: answers, lookUps: lookUps,
      policy: policy)
  }
}

/// The site's own choices where law leaves one.
public struct Policy: Sendable, Equatable {
  /// Whether a last day on a statutory holiday moves behind it; the strict reading is false.
  public let rollsOverHolidays: Bool
  /// The working calendar of the institution, e.g. `cn`.
  public let calendarID: String
  /// How many civil days back `--on` may lie without a special role; nil for no bound.
  public let backdatingDaysMax: Int?
  /// What the bank itself decides about handling.
  public let handling: HandlingPolicy
  /// What the bank decided about intake.
  public var intake = IntakePolicy()

  /// After how many failed attempts the complainant counts as unreachable; nil where the bank's
  /// policy names no number.
  public var unreachableAttempts: Int?
  /// Within how many days after the closure a repeat or an escalated complaint shows that a first
  /// complaint was not resolved; nil where the bank states none.
  public var firstResolutionDays: Int?

  /// Policies with their defaults: strict last day, calendar `cn`, 30 days back.
  public init(
    rollsOverHolidays: Bool = false, calendarID: String = "cn", backdatingDaysMax: Int? = 30,
    handling: HandlingPolicy = HandlingPolicy()
  ) {
    self.rollsOverHolidays = rollsOverHolidays
    self.calendarID = calendarID
    self.backdatingDaysMax = backdatingDaysMax
    self.handling = handling
  }
}
