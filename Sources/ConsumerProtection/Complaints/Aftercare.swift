/// What follows once a complaint is closed (办结后工作): call-back, check of quality, liability,
/// rectification, suggestion for the product, request for deduction.
public struct Aftercare: Sendable, Equatable {
  /// Nothing yet.
  public init() {}

  /// The call-backs, oldest first.
  public internal(set) var callbacks: [ComplaintCalledBack] = []
  /// The checks of how it was handled, oldest first; the last one stands.
  public internal(set) var inspections: [ComplaintInspected] = []
  /// Who answers for the cause; the last word stands.
  public internal(set) var liability: ComplaintLiabilityFound?
  /// What is put right, by number from 1.
  public internal(set) var rectifications: [Rectification] = []
  /// What was suggested for the product or service.
  public internal(set) var suggestions: [ComplaintSuggestionMade] = []
  /// What was asked of the regulator, and what it answered; the last request stands.
  public internal(set) var deduction: Deduction?

  /// One measure against the cause (溯源整改).
  public struct Rectification: Sendable, Equatable {
    /// What was ordered.
    public let order: ComplaintRectificationOrdered
    /// What proves that it was done; nil while it is open.
    public internal(set) var evidence: ComplaintRectified?
  }

  /// A request that the regulator does not count the complaint (核减).
  public struct Deduction: Sendable, Equatable {
    /// What was asked.
    public let request: ComplaintDeductionRequested
    /// The answer; nil while there is none.
    public internal(set) var answer: ComplaintDeductionAnswered?
  }

  /// The call-back that reached the customer last.
  public var lastAnswer: ComplaintCalledBack? { callbacks.last { $0.isReached } }

  mutating func take(_ event: Complaint.AfterEvent) {
    switch event {
    case .contacted: break
    case .calledBack(let fact): callbacks.append(fact)
    case .inspected(let fact): inspections.append(fact)
    case .liabilityFound(let fact): liability = fact
    case .rectificationOrdered(let fact): rectifications.append(Rectification(order: fact))
    case .rectified(let fact):
      for place in rectifications.indices where rectifications[place].order.number == fact.number {
        rectifications[place].evidence = fact
      }
    case .suggestionMade(let fact): suggestions.append(fact)
    case .deductionRequested(let fact): deduction = Deduction(request: fact)
    case .deductionAnswered(let fact): deduction?.answer = fact
    }
  }
}

extension Complaint {
  /// What somebody wants done about a closed complaint.
  public enum AfterCommand: Sendable, Equatable {
    /// Records that the customer was called back, by somebody who did not handle the case (回访).
    case callBack(CallBack)
    /// Records a check of how it was handled, by somebody who did not (质检).
    case inspect(isPassed: Bool, remark: String)
    /// Says whether the bank is at fault, and who answers for it (有责、问责).
    case findLiability(Liability)
    /// Orders that the cause is put right (溯源整改).
    case orderRectification(measure: String, owner: String, due: CivilDay)
    /// Records what proves that a measure was carried out.
    case proveRectification(number: Int, evidence: String)
    /// Suggests a change of the product or service.
    case suggest(text: String, product: String?)
    /// Asks the regulator not to count it (核减).
    case requestDeduction(ground: String, explanation: String, materials: [String])
    /// Records the regulator's answer.
    case answerDeduction(isAccepted: Bool, number: String?)

    /// The verb on the command line, and what it does.
    var verb: (name: String, act: Phrase) {
      switch self {
      case .callBack: ("callback", Phrase("登记回访", "take a call-back"))
      case .inspect: ("inspect", Phrase("登记质检", "be checked"))
      case .findLiability: ("liability", Phrase("认定责任", "have its liability found"))
      case .orderRectification, .proveRectification:
        ("rectify", Phrase("登记整改", "be rectified"))
      case .suggest: ("suggest", Phrase("登记产品建议", "take a suggestion"))
      case .requestDeduction, .answerDeduction:
        ("deduct", Phrase("登记核减", "be deducted"))
      }
    }
  }

  /// What the customer said when somebody called after the closure.
  public struct CallBack: Sendable, Equatable {
    /// Whether the customer was reached.
    public var isReached: Bool
    /// How content the customer is; nil where nobody was reached.
    public var satisfaction: Satisfaction?
    /// Whether the customer holds the matter to be settled; nil where nobody was reached.
    public var isSettled: Bool?
    /// The customer's words.
    public var opinion: String

    /// A call-back with its parts.
    public init(
      isReached: Bool, satisfaction: Satisfaction? = nil, isSettled: Bool? = nil,
      opinion: String = ""
    ) {
      self.isReached = isReached
      self.satisfaction = satisfaction
      self.isSettled = isSettled
      self.opinion = opinion
    }
  }

  /// Whether the bank is at fault, and who answers for it.
  public struct Liability: Sendable, Equatable {
    /// Whether the bank is at fault (有责).
    public var isLiable: Bool
    /// The unit at fault.
    public var unit: String?
    /// Staff numbers of those at fault.
    public var persons: [String]
    /// The root cause.
    public var cause: String
    /// What follows for those at fault (问责情况).
    public var accountability: String

    /// A finding with its parts.
    public init(
      isLiable: Bool, unit: String? = nil, persons: [String] = [], cause: String = "",
      accountability: String = ""
    ) {
      self.isLiable = isLiable
      self.unit = unit
      self.persons = persons
      self.cause = cause
      self.accountability = accountability
    }
  }
}
