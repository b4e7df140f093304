// What ties a complaint to numbers elsewhere and to other complaints.

/// A number elsewhere was added. Version 1, since 0.1: `number`, `from`?.
public struct ComplaintNumberAdded: Sendable, Equatable {
  /// `complaint.number_added`
  public static let type = "complaint.number_added"
  /// The number.
  public let number: String
  /// Who gave it and is to be answered; nil for a number of the bank's own systems.
  public let from: Transferor?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(number: String, from: Transferor?, envelope: EventEnvelope) {
    self.number = number
    self.from = from
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    number = try payload.text("number")
    from = try payload.optionalChoice("from")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("number", number)
    payload.write("from", from?.rawValue)
  }
}

/// A regulator does not take the complaint; its reason, no reason of the bank's.
/// Version 1, since 0.1: `number`, `ground`.
public struct ComplaintRegulatorRefused: Sendable, Equatable {
  /// `complaint.regulator_refused`
  public static let type = "complaint.regulator_refused"
  /// The regulator's number.
  public let number: String
  /// Its ground.
  public let ground: RegulatorGround
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(number: String, ground: RegulatorGround, envelope: EventEnvelope) {
    self.number = number
    self.ground = ground
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    number = try payload.text("number")
    ground = try payload.choice("ground")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("number", number)
    payload.write("ground", ground.rawValue)
  }
}

/// A regulator was told how its complaint was handled.
/// Version 1, since 0.1: `number`; sealed `answer.` and each of the seven facts.
public struct ComplaintAnsweredBack: Sendable, Equatable {
  /// `complaint.answered_back`
  public static let type = "complaint.answered_back"
  /// The regulator's number.
  public let number: String
  /// The facts by name, in the order of the provision.
  public let texts: [(name: String, text: PersonalText?)]
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  /// Whether both say the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.number == right.number && left.envelope == right.envelope
      && left.texts.elementsEqual(right.texts) { $0.name == $1.name && $0.text == $1.text }
  }

  init(_ answer: AnswerBack, envelope: EventEnvelope) {
    number = answer.number
    texts = AnswerBack.facts.map { ($0.name, .plain(unlessEmpty: answer.texts[$0.name])) }
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    number = try payload.text("number")
    texts = AnswerBack.facts.map { ($0.name, payload.sealed("answer.\($0.name)")) }
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("number", number)
    for (name, text) in texts { payload.seal("answer.\(name)", text) }
  }
}

/// Another complaint was taken in (合并处理).
/// Version 1, since 0.1: `from`, `numbers`? {`number`, `from`?}, `obligations`?.
public struct ComplaintMergeTaken: Sendable, Equatable {
  /// `complaint.merge_taken`
  public static let type = "complaint.merge_taken"

  /// What the other complaint brings along.
  public struct Source: Sendable, Equatable {
    /// Its number.
    public var id: String
    /// Its numbers elsewhere, each with who is to be answered.
    public var numbers: [OutsideNumber]
    /// Its duties to regulators that are still open; they go on.
    public var obligations: [Obligation]

    /// What a complaint brings along.
    public init(id: String, numbers: [OutsideNumber], obligations: [Obligation]) {
      self.id = id
      self.numbers = numbers
      self.obligations = obligations
    }
  }

  /// What came along.
  public let source: Source
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(_ source: Source, envelope: EventEnvelope) {
    self.source = source
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    var numbers: [OutsideNumber] = []
    for object in try payload.objects("numbers") {
      numbers.append(
        OutsideNumber(number: try object.text("number"), from: try object.optionalChoice("from")))
    }
    var obligations: [Obligation] = []
    for object in try payload.objects("obligations") {
      obligations.append(try Obligation(payload: object))
    }
    source = Source(id: try payload.text("from"), numbers: numbers, obligations: obligations)
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("from", source.id)
    payload.write("numbers", objects: source.numbers) { number, object in
      object.write("number", number.number)
      object.write("from", number.from?.rawValue)
    }
    payload.write("obligations", objects: source.obligations) { $0.write(to: &$1) }
  }
}

/// The complaint repeats an earlier one that has ended. Version 1, since 0.1: `earlier`.
public struct ComplaintRepeatLinked: Sendable, Equatable {
  /// `complaint.repeat_linked`
  public static let type = "complaint.repeat_linked"
  /// The earlier complaint.
  public let earlier: String
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope

  init(earlier: String, envelope: EventEnvelope) {
    self.earlier = earlier
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    earlier = try payload.text("earlier")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) { payload.write("earlier", earlier) }
}
