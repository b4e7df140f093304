// Contacts with the complainant, and what the customer and a second person say afterwards.

/// Somebody spoke with the complainant, or tried to.
/// Version 1, since 0.2: `direction`, `means`, `reached`?, `minute`?, `recording`?; sealed `note`?.
public struct ComplaintContacted: Sendable, Equatable {
  /// `complaint.contacted`
  public static let type = "complaint.contacted"
  /// Who began it.
  public let direction: Contact.Direction
  /// By what.
  public let means: Contact.Means
  /// Whether the other side was reached.
  public let isReached: Bool
  /// The minute of the business day, where it was given.
  public let minute: Int?
  /// The number of the recording, or of the letter.
  public let recording: String?
  /// What was said, or what happened instead.
  public let note: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintContacted {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    direction = try payload.choice("direction")
    means = try payload.choice("means")
    isReached = try payload.flag("reached")
    minute = try payload.minute("minute")
    recording = try payload.optionalText("recording")
    note = payload.sealed("note")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("direction", direction.rawValue)
    payload.write("means", means.rawValue)
    payload.write("reached", flag: isReached)
    payload.write("minute", minute.map(Int64.init))
    payload.write("recording", recording)
    payload.seal("note", note)
  }
}

extension ComplaintContacted {
  init(_ contact: Contact, minute: Int?, envelope: EventEnvelope) {
    self.init(
      direction: contact.direction, means: contact.means, isReached: contact.isReached,
      minute: minute, recording: contact.recording, note: .plain(unlessEmpty: contact.note),
      envelope: envelope)
  }
}

/// The customer was called back after the closure, or somebody tried to.
/// Version 1, since 0.2: `reached`?, `satisfaction`?, `settled`?, `settles`?; sealed `opinion`?.
public struct ComplaintCalledBack: Sendable, Equatable {
  /// `complaint.called_back`
  public static let type = "complaint.called_back"
  /// Whether the customer was reached.
  public let isReached: Bool
  /// How content the customer is.
  public let satisfaction: Satisfaction?
  /// Whether the customer holds the matter to be settled.
  public let isSettled: Bool?
  /// The rules of the obligations that this fulfils.
  public let settles: [String]
  /// The customer's words.
  public let opinion: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintCalledBack {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    isReached = try payload.flag("reached")
    satisfaction = payload.has("satisfaction") ? try payload.choice("satisfaction") : nil
    isSettled = payload.has("settled") ? try payload.flag("settled") : nil
    settles = try payload.texts("settles")
    opinion = payload.sealed("opinion")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("reached", flag: isReached)
    payload.write("satisfaction", satisfaction?.rawValue)
    payload.write("settled", value: isSettled.map { .boolean($0) })
    payload.write("settles", settles)
    payload.seal("opinion", opinion)
  }
}

/// How the case was handled was checked. Version 1, since 0.2: `passed`?; sealed `remark`?.
public struct ComplaintInspected: Sendable, Equatable {
  /// `complaint.inspected`
  public static let type = "complaint.inspected"
  /// Whether it was handled as it should be.
  public let isPassed: Bool
  /// What was found.
  public let remark: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintInspected {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    isPassed = try payload.flag("passed")
    remark = payload.sealed("remark")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("passed", flag: isPassed)
    payload.seal("remark", remark)
  }
}

/// Whether the bank is at fault was found.
/// Version 1, since 0.2: `liable`?, `unit`?, `persons`?; sealed `cause`, `accountability`?.
public struct ComplaintLiabilityFound: Sendable, Equatable {
  /// `complaint.liability_found`
  public static let type = "complaint.liability_found"
  /// Whether the bank is at fault (有责).
  public let isLiable: Bool
  /// The unit at fault.
  public let unit: String?
  /// Staff numbers of those at fault.
  public let persons: [String]
  /// The root cause.
  public let cause: PersonalText?
  /// What follows for those at fault (问责).
  public let accountability: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintLiabilityFound {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    isLiable = try payload.flag("liable")
    unit = try payload.optionalText("unit")
    persons = try payload.texts("persons")
    cause = payload.sealed("cause")
    accountability = payload.sealed("accountability")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("liable", flag: isLiable)
    payload.write("unit", unit)
    payload.write("persons", persons)
    payload.seal("cause", cause)
    payload.seal("accountability", accountability)
  }
}
