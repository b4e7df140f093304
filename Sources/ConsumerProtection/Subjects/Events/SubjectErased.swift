/// A person's data was opened.
///
/// | version | since | payload |
/// | --- | --- | --- |
/// | 1 | 0.4 | `cases`: those whose data was opened; sealed: `reason` |
public struct SubjectRevealed: Sendable, Equatable {
  /// `subject.revealed`
  public static let type = "subject.revealed"
  /// The complaints whose data was opened.
  public let cases: [String]
  /// Why.
  public let reason: PersonalText
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope
}

extension SubjectRevealed {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    cases = try payload.texts("cases")
    guard let text = payload.sealed("reason") else { throw .missing("reason") }
    reason = text
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("cases", cases)
    payload.seal("reason", reason)
  }
}

/// A person's data is stored and used for nothing else, because a period of law still runs.
///
/// | version | since | payload |
/// | --- | --- | --- |
/// | 1 | 0.4 | `until`: the last day of the longest retention; `cases` |
public struct SubjectRestricted: Sendable, Equatable {
  /// `subject.restricted`
  public static let type = "subject.restricted"
  /// The last day of the longest retention.
  public let until: CivilDay
  /// The person's complaints.
  public let cases: [String]
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope
}

extension SubjectRestricted {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    until = try payload.day("until")
    cases = try payload.texts("cases")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("until", until)
    payload.write("cases", cases)
  }
}

/// The keys of a person's data, and of what was written about their complaints, were destroyed.
///
/// | version | since | payload |
/// | --- | --- | --- |
/// | 1 | 0.4 | `keys`: their numbers; `cases` |
public struct SubjectErased: Sendable, Equatable {
  /// `subject.erased`
  public static let type = "subject.erased"
  /// Numbers of the destroyed keys.
  public let keys: [UInt64]
  /// The person's complaints.
  public let cases: [String]
  /// The person, the business day and the actor.
  public let envelope: EventEnvelope
}

extension SubjectErased {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    var keys: [UInt64] = []
    for text in try payload.texts("keys") {
      guard let key = UInt64(text) else { throw .badValue("keys") }
      keys.append(key)
    }
    self.keys = keys
    cases = try payload.texts("cases")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("keys", keys.map { String($0) })
    payload.write("cases", cases)
  }
}
