extension Complaint {
  /// What is recorded beside and behind a complaint's way.
  public enum AfterEvent: Sendable, Equatable {
    /// Somebody spoke with the complainant, or tried to.
    case contacted(ComplaintContacted)
    /// The customer was called back.
    case calledBack(ComplaintCalledBack)
    /// How it was handled was checked.
    case inspected(ComplaintInspected)
    /// Who is at fault was found.
    case liabilityFound(ComplaintLiabilityFound)
    /// A measure against the cause was ordered.
    case rectificationOrdered(ComplaintRectificationOrdered)
    /// A measure was carried out.
    case rectified(ComplaintRectified)
    /// A change of the product was suggested.
    case suggestionMade(ComplaintSuggestionMade)
    /// The regulator was asked not to count it.
    case deductionRequested(ComplaintDeductionRequested)
    /// The regulator answered.
    case deductionAnswered(ComplaintDeductionAnswered)

    var type: String {
      switch self {
      case .contacted: ComplaintContacted.type
      case .calledBack: ComplaintCalledBack.type
      case .inspected: ComplaintInspected.type
      case .liabilityFound: ComplaintLiabilityFound.type
      case .rectificationOrdered: ComplaintRectificationOrdered.type
      case .rectified: ComplaintRectified.type
      case .suggestionMade: ComplaintSuggestionMade.type
      case .deductionRequested: ComplaintDeductionRequested.type
      case .deductionAnswered: ComplaintDeductionAnswered.type
      }
    }

    var envelope: EventEnvelope {
      switch self {
      case .contacted(let fact): fact.envelope
      case .calledBack(let fact): fact.envelope
      case .inspected(let fact): fact.envelope
      case .liabilityFound(let fact): fact.envelope
      case .rectificationOrdered(let fact): fact.envelope
      case .rectified(let fact): fact.envelope
      case .suggestionMade(let fact): fact.envelope
      case .deductionRequested(let fact): fact.envelope
      case .deductionAnswered(let fact): fact.envelope
      }
    }

    func write(to payload: inout PayloadWriter) {
      switch self {
      case .contacted(let fact): fact.write(to: &payload)
      case .calledBack(let fact): fact.write(to: &payload)
      case .inspected(let fact): fact.write(to: &payload)
      case .liabilityFound(let fact): fact.write(to: &payload)
      case .rectificationOrdered(let fact): fact.write(to: &payload)
      case .rectified(let fact): fact.write(to: &payload)
      case .suggestionMade(let fact): fact.write(to: &payload)
      case .deductionRequested(let fact): fact.write(to: &payload)
      case .deductionAnswered(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload; nil for a type of another part.
    init?(type: String, payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
      switch type {
      case ComplaintContacted.type:
        self = .contacted(try ComplaintContacted(payload: payload, envelope: envelope))
      case ComplaintCalledBack.type:
        self = .calledBack(try ComplaintCalledBack(payload: payload, envelope: envelope))
      case ComplaintInspected.type:
        self = .inspected(try ComplaintInspected(payload: payload, envelope: envelope))
      case ComplaintLiabilityFound.type:
        self = .liabilityFound(try ComplaintLiabilityFound(payload: payload, envelope: envelope))
      case ComplaintRectificationOrdered.type:
        self = .rectificationOrdered(
          try ComplaintRectificationOrdered(payload: payload, envelope: envelope))
      case ComplaintRectified.type:
        self = .rectified(try ComplaintRectified(payload: payload, envelope: envelope))
      case ComplaintSuggestionMade.type:
        self = .suggestionMade(try ComplaintSuggestionMade(payload: payload, envelope: envelope))
      case ComplaintDeductionRequested.type:
        self = .deductionRequested(
          try ComplaintDeductionRequested(payload: payload, envelope: envelope))
      case ComplaintDeductionAnswered.type:
        self = .deductionAnswered(
          try ComplaintDeductionAnswered(payload: payload, envelope: envelope))
      default: return nil
      }
    }
  }

  mutating func take(_ event: AfterEvent) {
    switch event {
    case .contacted(let fact): contacts.append(fact)
    case .calledBack(let fact): settle(fact.settles, on: fact.envelope.day)
    case .rectificationOrdered(let fact): obligations.append(fact.obligation)
    case .rectified(let fact): settle(fact.settles, on: fact.envelope.day)
    case .inspected, .liabilityFound, .suggestionMade, .deductionRequested, .deductionAnswered:
      break
    }
    aftercare.take(event)
  }
}
