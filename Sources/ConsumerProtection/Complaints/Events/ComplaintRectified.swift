// The cause put right, what the product should learn, and what the regulator shall not count.

/// A measure against the cause was ordered (溯源整改).
/// Version 1, since 0.2: `number`, `owner`, `obligations` (one); sealed `measure`.
public struct ComplaintRectificationOrdered: Sendable, Equatable {
  /// `complaint.rectification_ordered`
  public static let type = "complaint.rectification_ordered"
  /// Counted from 1 on each complaint.
  public let number: Int
  /// Who carries it out: a staff number.
  public let owner: String
  /// What falls due.
  public let obligation: Obligation
  /// What is to be done.
  public let measure: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintRectificationOrdered {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    number = Int(try payload.integer("number"))
    owner = try payload.text("owner")
    guard let object = try payload.objects("obligations").first else {
      throw .missing("obligations")
    }
    obligation = try Obligation(payload: object)
    measure = payload.sealed("measure")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("number", number)
    payload.write("owner", owner)
    payload.write("obligations", objects: [obligation]) { $0.write(to: &$1) }
    payload.seal("measure", measure)
  }
}

/// A measure was carried out. Version 1, since 0.2: `number`, `settles`; sealed `evidence`.
public struct ComplaintRectified: Sendable, Equatable {
  /// `complaint.rectified`
  public static let type = "complaint.rectified"
  /// The measure's number.
  public let number: Int
  /// The rules of the obligations that this fulfils.
  public let settles: [String]
  /// What proves it.
  public let evidence: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintRectified {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    number = Int(try payload.integer("number"))
    settles = try payload.texts("settles")
    evidence = payload.sealed("evidence")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("number", number)
    payload.write("settles", settles)
    payload.seal("evidence", evidence)
  }
}

/// A change of the product or service was suggested.
/// Version 1, since 0.2: `product`?; sealed `suggestion`.
public struct ComplaintSuggestionMade: Sendable, Equatable {
  /// `complaint.suggestion_made`
  public static let type = "complaint.suggestion_made"
  /// The product, in the bank's own words.
  public let product: String?
  /// What should change.
  public let suggestion: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintSuggestionMade {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    product = try payload.optionalText("product")
    suggestion = payload.sealed("suggestion")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("product", product)
    payload.seal("suggestion", suggestion)
  }
}

/// The regulator was asked not to count the complaint (核减).
/// Version 1, since 0.2: `ground`, `materials`; sealed `explanation`?.
public struct ComplaintDeductionRequested: Sendable, Equatable {
  /// `complaint.deduction_requested`
  public static let type = "complaint.deduction_requested"
  /// The ground, in the regulator's words.
  public let ground: String
  /// What proves it: names of documents, at least one.
  public let materials: [String]
  /// What happened (情况说明).
  public let explanation: PersonalText?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintDeductionRequested {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    ground = try payload.text("ground")
    materials = try payload.texts("materials")
    explanation = payload.sealed("explanation")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("ground", ground)
    payload.write("materials", materials)
    payload.seal("explanation", explanation)
  }
}

/// The regulator answered a request. Version 1, since 0.2: `accepted`?, `number`?.
public struct ComplaintDeductionAnswered: Sendable, Equatable {
  /// `complaint.deduction_answered`
  public static let type = "complaint.deduction_answered"
  /// Whether the complaint is not counted.
  public let isAccepted: Bool
  /// The number of the answer.
  public let number: String?
  /// The complaint, the business day and the actor.
  public let envelope: EventEnvelope
}

extension ComplaintDeductionAnswered {
  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    isAccepted = try payload.flag("accepted")
    number = try payload.optionalText("number")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("accepted", flag: isAccepted)
    payload.write("number", number)
  }
}
