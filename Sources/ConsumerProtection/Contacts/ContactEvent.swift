/// A contact was registered.
/// Version 1, since 0.1: `kind`, `intake_channel`, `unit`, `owner`?, `minute`?, `complaint`?,
/// `obligations`?; sealed `narrative`, `complainant.name`?, `.phone`?, `.id_number`?, `.address`?.
public struct ContactRegistered: Sendable, Equatable {
  /// `contact.registered`
  public static let type = "contact.registered"
  /// What it was registered as.
  public let kind: ContactKind
  /// How it came in.
  public let intakeChannel: String
  /// The receiving unit.
  public let unit: String
  /// Who spoke with the person first.
  public let owner: String?
  /// The minute of the business day, where it was given.
  public let minute: Int?
  /// The complaint that it opened.
  public let complaint: String?
  /// What falls due on it.
  public let obligations: [Obligation]
  /// What was said.
  public let narrative: PersonalText?
  /// The person's name.
  public let name: PersonalText?
  /// The person's telephone.
  public let phone: PersonalText?
  /// The number of the person's identity document.
  public let idNumber: PersonalText?
  /// The person's address.
  public let address: PersonalText?
  /// The contact, the business day and the actor.
  public let envelope: EventEnvelope

  init(
    _ contact: ContactDraft, unit: String, owner: String?, minute: Int?,
    obligations: [Obligation], envelope: EventEnvelope
  ) {
    kind = contact.kind
    intakeChannel = contact.draft.intakeChannel.key
    self.unit = unit
    self.owner = owner
    self.minute = minute
    complaint = contact.complaint
    self.obligations = obligations
    narrative = .plain(unlessEmpty: contact.draft.narrative)
    name = .plain(unlessEmpty: contact.draft.complainant.name)
    phone = .plain(unlessEmpty: contact.draft.complainant.phone)
    idNumber = .plain(unlessEmpty: contact.draft.complainant.idNumber)
    address = .plain(unlessEmpty: contact.draft.complainant.address)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    kind = try payload.choice("kind")
    intakeChannel = try payload.text("intake_channel")
    unit = try payload.text("unit")
    owner = try payload.optionalText("owner")
    minute = try payload.minute("minute")
    complaint = try payload.optionalText("complaint")
    var obligations: [Obligation] = []
    for object in try payload.objects("obligations") {
      obligations.append(try Obligation(payload: object))
    }
    self.obligations = obligations
    narrative = payload.sealed("narrative")
    name = payload.sealed("complainant.name")
    phone = payload.sealed("complainant.phone")
    idNumber = payload.sealed("complainant.id_number")
    address = payload.sealed("complainant.address")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("kind", kind.rawValue)
    payload.write("intake_channel", intakeChannel)
    payload.write("unit", unit)
    payload.write("owner", owner)
    payload.write("minute", minute.map(Int64.init))
    payload.write("complaint", complaint)
    payload.write("obligations", objects: obligations) { $0.write(to: &$1) }
    payload.seal("narrative", narrative)
    payload.seal("complainant.name", name)
    payload.seal("complainant.phone", phone)
    payload.seal("complainant.id_number", idNumber)
    payload.seal("complainant.address", address)
  }
}

/// A contact's kind was changed. Version 1, since 0.1: `from`, `to`, `second`, `complaint`?,
/// `settles`; sealed `reason`.
public struct ContactRelabelled: Sendable, Equatable {
  /// `contact.relabelled`
  public static let type = "contact.relabelled"
  /// What it was.
  public let from: ContactKind
  /// What it is now.
  public let to: ContactKind
  /// The second person.
  public let second: String
  /// The complaint that it opened by this.
  public let complaint: String?
  /// The rules of the obligations that end with it.
  public let settles: [String]
  /// Why.
  public let reason: PersonalText?
  /// The contact, the business day and the actor.
  public let envelope: EventEnvelope

  init(
    from: ContactKind, to: ContactKind, second: String, complaint: String?, settles: [String],
    reason: String, envelope: EventEnvelope
  ) {
    self.from = from
    self.to = to
    self.second = second
    self.complaint = complaint
    self.settles = settles
    self.reason = .plain(reason)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    from = try payload.choice("from")
    to = try payload.choice("to")
    second = try payload.text("second")
    complaint = try payload.optionalText("complaint")
    settles = try payload.texts("settles")
    reason = payload.sealed("reason")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("from", from.rawValue)
    payload.write("to", to.rawValue)
    payload.write("second", second)
    payload.write("complaint", complaint)
    payload.write("settles", settles)
    payload.seal("reason", reason)
  }
}

/// A contact was done with. Version 1, since 0.1: `settles`; sealed `answer`.
public struct ContactFinished: Sendable, Equatable {
  /// `contact.finished`
  public static let type = "contact.finished"
  /// The rules of the obligations that end with it.
  public let settles: [String]
  /// What was done or said.
  public let answer: PersonalText?
  /// The contact, the business day and the actor.
  public let envelope: EventEnvelope

  init(answer: String, settles: [String], envelope: EventEnvelope) {
    self.settles = settles
    self.answer = .plain(answer)
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    settles = try payload.texts("settles")
    answer = payload.sealed("answer")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("settles", settles)
    payload.seal("answer", answer)
  }
}

extension IntakeContact {
  /// What happened to a contact.
  public enum Event: RecordedEvent {
    /// It came in.
    case registered(ContactRegistered)
    /// Its kind changed.
    case relabelled(ContactRelabelled)
    /// It was done with.
    case finished(ContactFinished)

    /// The stored type.
    public var type: String {
      switch self {
      case .registered: ContactRegistered.type
      case .relabelled: ContactRelabelled.type
      case .finished: ContactFinished.type
      }
    }

    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// The contact, the business day and the actor.
    public var envelope: EventEnvelope {
      switch self {
      case .registered(let fact): fact.envelope
      case .relabelled(let fact): fact.envelope
      case .finished(let fact): fact.envelope
      }
    }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      switch self {
      case .registered(let fact): fact.write(to: &payload)
      case .relabelled(let fact): fact.write(to: &payload)
      case .finished(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      switch type {
      case ContactRegistered.type:
        self = .registered(try ContactRegistered(payload: payload, envelope: envelope))
      case ContactRelabelled.type:
        self = .relabelled(try ContactRelabelled(payload: payload, envelope: envelope))
      case ContactFinished.type:
        self = .finished(try ContactFinished(payload: payload, envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}
