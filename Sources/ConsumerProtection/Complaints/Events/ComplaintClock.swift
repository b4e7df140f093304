// Stops of the clock, agreements of the parties, counting anew.

/// The clock of some obligations stands still from the business day on.
/// Version 1, since 0.2: `ground`, `step`, `paused` (rules), `consented`?, `notice_manner`?,
/// `notified_on`?, `basis`; sealed `reason`, `notice_proof`?.
public struct ComplaintClockPaused: Sendable, Equatable {
  /// `complaint.clock_paused`
  public static let type = "complaint.clock_paused"
  /// Why.
  public let ground: ClockRule.Ground
  /// The regime's row that allows it.
  public let step: String
  /// The first rules of the obligations whose clock stands still.
  public let rules: [String]
  /// Whether the complainant agreed.
  public let isConsented: Bool
  /// How the complainant was told.
  public let noticeManner: Reply.Manner?
  /// The day of that notice.
  public let notifiedOn: CivilDay?
  /// The provision.
  public let basis: Citation
  /// What is awaited.
  public let reason: PersonalText?
  /// What proves the notice.
  public let noticeProof: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintClockPaused {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    ground = try payload.choice("ground")
    step = try payload.text("step")
    rules = try payload.texts("paused")
    isConsented = try payload.flag("consented")
    noticeManner = try payload.optionalChoice("notice_manner")
    notifiedOn = try payload.optionalDay("notified_on")
    basis = try payload.citation("basis")
    reason = payload.sealed("reason")
    noticeProof = payload.sealed("notice_proof")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("ground", ground.rawValue)
    payload.write("step", step)
    payload.write("paused", rules)
    payload.write("consented", flag: isConsented)
    payload.write("notice_manner", noticeManner?.rawValue)
    payload.write("notified_on", notifiedOn)
    payload.write("basis", basis)
    payload.seal("reason", reason)
    payload.seal("notice_proof", noticeProof)
  }
}

/// The clock runs again; the business day counts.
/// Version 1, since 0.2: `ground`, `resumed` (rules), `through`? (the last day that did not count),
/// `moved`? {`name`, `rule`, `from_due`, `to_due`, `to_minute`?, `provisional`?}; sealed `result`.
public struct ComplaintClockResumed: Sendable, Equatable {
  /// `complaint.clock_resumed`
  public static let type = "complaint.clock_resumed"
  /// Why it had stood still.
  public let ground: ClockRule.Ground
  /// The first rules of the obligations whose clock runs again.
  public let rules: [String]
  /// The last day that did not count; nil when the stop took no day.
  public let through: CivilDay?
  /// The due days that moved.
  public let moves: [ObligationMove]
  /// What came of the stop.
  public let result: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintClockResumed {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    ground = try payload.choice("ground")
    rules = try payload.texts("resumed")
    through = try payload.optionalDay("through")
    moves = try payload.moves("moved")
    result = payload.sealed("result")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("ground", ground.rawValue)
    payload.write("resumed", rules)
    payload.write("through", through)
    payload.write("moved", objects: moves) { $0.write(to: &$1) }
    payload.seal("result", result)
  }
}

/// Bank and complainant agreed on another last day.
/// Version 1, since 0.2: `step`, `until`, `moved`, `basis`; sealed `terms`.
public struct ComplaintClockAgreed: Sendable, Equatable {
  /// `complaint.clock_agreed`
  public static let type = "complaint.clock_agreed"
  /// The regime's row that lets the agreement prevail.
  public let step: String
  /// The agreed last day.
  public let until: CivilDay
  /// The due days that moved.
  public let moves: [ObligationMove]
  /// The provision.
  public let basis: Citation
  /// What was agreed and what proves it.
  public let terms: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintClockAgreed {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    step = try payload.text("step")
    until = try payload.day("until")
    moves = try payload.moves("moved")
    basis = try payload.citation("basis")
    terms = payload.sealed("terms")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("step", step)
    payload.write("until", until)
    payload.write("moved", objects: moves) { $0.write(to: &$1) }
    payload.write("basis", basis)
    payload.seal("terms", terms)
  }
}

/// Limits were counted anew after a rule or calendar changed.
/// Version 1, since 0.2: `moved` {…, `budget`? (the rule's new one)}, `calendar_version`; sealed
/// `reason`. Since 0.3 `moved` {…, `last_day`?, `causes`?}, `obligations`? (what is new).
public struct ComplaintRecomputed: Sendable, Equatable {
  /// `complaint.recomputed`
  public static let type = "complaint.recomputed"
  /// The due days that moved.
  public let moves: [ObligationMove]
  /// What the case has to keep from now on.
  public var obligations: [Obligation] = []
  /// The version of the calendar's data that was asked.
  public let calendarVersion: String
  /// Why.
  public let reason: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintRecomputed {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    moves = try payload.moves("moved")
    obligations = try payload.obligations()
    calendarVersion = try payload.text("calendar_version")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("moved", objects: moves) { $0.write(to: &$1) }
    payload.write("obligations", objects: obligations) { $0.write(to: &$1) }
    payload.write("calendar_version", calendarVersion)
    payload.seal("reason", reason)
  }
}
