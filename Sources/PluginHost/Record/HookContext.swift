public import ConsumerProtection

/// What a hook may depend on besides the record: the `ctx` of a script.
public struct HookContext: Sendable, Equatable {
  /// The real instant, UTC.
  public var now: Instant
  /// The civil day of `now` in the institution's zone.
  public var today: CivilDay
  /// The business day of the command.
  public var day: CivilDay
  /// The language of texts that a report or a log makes.
  public var language: Language
  /// The case that is decided; empty where there is none. Seeds `ctx.random()`.
  public var caseID: String
  /// The parameters of a report or importer, an object.
  public var params: JSONValue?
  /// The institution's IANA time zone.
  public var zone: String
  /// The number of the active plugin set, as `plugins.activated` gave it.
  public var setNumber: Int64
  /// The ledger position that the answers rest on.
  public var position: Int64
  /// The calendar that `host.date` counts in when a script names none.
  public var calendarID: String

  /// Whether a script would see the same `ctx`, its case apart; one with parameters counts as another.
  func looksLike(_ other: HookContext) -> Bool {
    now == other.now && today == other.today && day == other.day && language == other.language
      && params == nil && other.params == nil
  }

  /// Takes over what a script does not see of one that looks the same.
  mutating func follow(_ other: HookContext) {
    caseID = other.caseID
    setNumber = other.setNumber
    position = other.position
    if zone != other.zone { zone = other.zone }
    if calendarID != other.calendarID { calendarID = other.calendarID }
  }

  /// A context with its parts.
  public init(
    now: Instant, today: CivilDay, day: CivilDay, language: Language = .zh, caseID: String = "",
    params: JSONValue? = nil, zone: String = "Asia/Shanghai", setNumber: Int64 = 0,
    position: Int64 = 0, calendarID: String = "cn"
  ) {
    self.now = now
    self.today = today
    self.day = day
    self.language = language
    self.caseID = caseID
    self.params = params
    self.zone = zone
    self.setNumber = setNumber
    self.position = position
    self.calendarID = calendarID
  }
}
