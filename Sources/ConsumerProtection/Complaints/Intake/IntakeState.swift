/// A complaint's number elsewhere, and whether whoever gave it was answered.
public struct OutsideNumber: Sendable, Equatable {
  /// The number.
  public let number: String
  /// Who gave it and is to be answered; nil for a number of the bank's own systems.
  public let from: Transferor?
  /// The day on which it was answered.
  public internal(set) var answeredOn: CivilDay?
  /// Why a regulator does not take it, where it said so.
  public internal(set) var refusal: RegulatorGround?

  /// A number with who gave it.
  public init(number: String, from: Transferor?) {
    self.number = number
    self.from = from
  }

  /// Whether somebody still waits for an answer.
  public var isOwed: Bool { from != nil && answeredOn == nil && refusal == nil }
}

extension Complaint {
  /// How a complaint ended at intake.
  public enum IntakeEnding: Sendable, Equatable {
    /// By an agreement at the counter.
    case settled(ComplaintSettled)
    /// It is not handled.
    case declined(ComplaintDeclined)
    /// It goes on in another.
    case merged(ComplaintMerged)
    /// It was no complaint.
    case relabelled(ComplaintRelabelled)

    /// The day.
    public var day: CivilDay {
      switch self {
      case .settled(let fact): fact.envelope.day
      case .declined(let fact): fact.envelope.day
      case .merged(let fact): fact.envelope.day
      case .relabelled(let fact): fact.envelope.day
      }
    }

    /// The kind of ending as lists and JSON write it.
    public var name: String {
      switch self {
      case .settled: "settled"
      case .declined: "declined"
      case .merged: "merged"
      case .relabelled: "relabelled"
      }
    }

    /// The kind of ending as people say it.
    public var title: Phrase {
      switch self {
      case .settled: Phrase("当场和解", "settled at the counter")
      case .declined: Phrase("不予办理", "declined")
      case .merged: Phrase("已合并", "merged")
      case .relabelled: Phrase("变更性质", "relabelled")
      }
    }
  }

  /// What is known from intake and grows while the complaint is open.
  public struct Intake: Sendable, Equatable {
    /// The particulars with every supplement.
    public internal(set) var particulars = Particulars()
    /// Who answers for the first contact now.
    public internal(set) var owner: String?
    /// How that duty went from hand to hand, oldest first.
    public internal(set) var handOvers: [ComplaintHandedOver] = []
    /// The day of the first contact after the receipt.
    public internal(set) var answeredOn: CivilDay?
    /// The files.
    public internal(set) var attachments: [ComplaintAttached] = []
    /// The numbers elsewhere.
    public internal(set) var numbers: [OutsideNumber] = []
    /// Complaints that were taken in.
    public internal(set) var takenIn: [String] = []
    /// The earlier complaint that this one repeats.
    public internal(set) var repeats: String?
    /// How its clock began anew, oldest first.
    public internal(set) var restarts: [ComplaintRestarted] = []
    /// Material that was asked for.
    public internal(set) var asked: [ComplaintMaterialAsked] = []

    init(_ receipt: ComplaintReceived) {
      particulars = receipt.particulars
      owner = receipt.firstContactOwner
      numbers = receipt.outsideNumbers.map {
        OutsideNumber(number: $0, from: receipt.transferredBy)
      }
    }
  }
}

extension Complaint.Intake {
  /// Applies a fact that changes no stage.
  mutating func take(_ event: Complaint.IntakeEvent) {
    switch event {
    case .supplemented(let fact):
      particulars = particulars.supplemented(by: fact.particulars)
    case .materialAsked(let fact): asked.append(fact)
    case .firstAnswered(let fact): answeredOn = answeredOn ?? fact.envelope.day
    case .handedOver(let fact):
      owner = fact.to
      handOvers.append(fact)
    case .attached(let fact): attachments.append(fact)
    case .numberAdded(let fact):
      add(OutsideNumber(number: fact.number, from: fact.from))
    case .regulatorRefused(let fact): change(fact.number) { $0.refusal = fact.ground }
    case .answeredBack(let fact): change(fact.number) { $0.answeredOn = fact.envelope.day }
    case .mergeTaken(let fact):
      takenIn.append(fact.source.id)
      for number in fact.source.numbers { add(number) }
    case .repeatLinked(let fact): repeats = fact.earlier
    case .restarted(let fact): restarts.append(fact)
    case .settled, .declined, .merged, .relabelled: break
    }
  }

  private mutating func add(_ number: OutsideNumber) {
    if !numbers.contains(where: { $0.number == number.number }) { numbers.append(number) }
  }

  private mutating func change(_ number: String, _ body: (inout OutsideNumber) -> Void) {
    for place in numbers.indices where numbers[place].number == number { body(&numbers[place]) }
  }
}

extension Complaint {
  /// Applies a fact of intake to stage, obligations and what is noted.
  mutating func take(_ event: IntakeEvent) {
    intake.take(event)
    switch event {
    case .settled(let fact): end(.settled(fact), fact.settles)
    case .declined(let fact): end(.declined(fact), fact.settles)
    case .merged(let fact): end(.merged(fact), fact.settles)
    case .relabelled(let fact): end(.relabelled(fact), fact.settles)
    case .firstAnswered(let fact): settle(fact.settles, on: fact.envelope.day)
    case .restarted(let fact): take(fact)
    case .mergeTaken(let fact): obligations += fact.source.obligations
    case .supplemented, .materialAsked, .handedOver, .attached, .numberAdded, .regulatorRefused,
      .answeredBack, .repeatLinked:
      break
    }
  }

  private mutating func end(_ ending: IntakeEnding, _ rules: [String]) {
    settle(rules, on: ending.day)
    stage = .closed(.atIntake(ending, assignment: assignment))
  }
}
