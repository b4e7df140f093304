/// What the desk notes about a complaint beside its classes (登记要素): urgency, marks, in what
/// capacity somebody complains, and what belongs to the channel.
///
/// Every part may be missing: an office that had to fill in thirty fields would leave complaints
/// unregistered. What is missing is supplemented later and never moves a limit.
public struct Particulars: Sendable, Equatable {
  /// How urgent it is (紧急程度); I is the most urgent.
  public enum Urgency: String, Sendable, Hashable, CaseIterable {
    /// The most urgent.
    case first = "I"
    /// Urgent.
    case second = "II"
    /// Ordinary.
    case third = "III"
  }

  /// In what capacity somebody complains.
  public enum Capacity: String, Sendable, Hashable, CaseIterable {
    /// In person, the consumer (本人).
    case inPerson = "in_person"
    /// By an authorised proxy (委托代理人).
    case proxy
    /// An heir of the consumer (继承人).
    case heir
    /// Several consumers together (共同投诉).
    case joint

    /// The capacity as people say it.
    public var title: Phrase {
      switch self {
      case .inPerson: Phrase("本人", "in person")
      case .proxy: Phrase("委托代理", "by proxy")
      case .heir: Phrase("继承人", "heir")
      case .joint: Phrase("共同投诉", "joint")
      }
    }
  }

  /// What makes a complaint a major one beside the number of people (重大消费投诉).
  ///
  /// Source: 银保监会令2020年第3号 art. 29.
  public enum MajorGround: String, Sendable, Hashable, CaseIterable {
    /// A natural disaster.
    case naturalDisaster = "natural_disaster"
    /// A safety accident.
    case safetyAccident = "safety_accident"
    /// A public-health event.
    case publicHealth = "public_health"
    /// Named by the regulator.
    case namedByRegulator = "named_by_regulator"

    /// The ground as people say it.
    public var title: Phrase {
      switch self {
      case .naturalDisaster: Phrase("自然灾害", "natural disaster")
      case .safetyAccident: Phrase("安全事故", "safety accident")
      case .publicHealth: Phrase("公共卫生事件", "public-health event")
      case .namedByRegulator: Phrase("监管部门认定", "named by the regulator")
      }
    }
  }

  /// How urgent it is.
  public var urgency: Urgency?
  /// Keys of `CodeTable.sensitivity`.
  public var sensitivity: [String] = []
  /// Keys of `CodeTable.vulnerableGroup`.
  public var vulnerableGroups: [String] = []
  /// Keys of `CodeTable.demandKind`.
  public var demandKinds: [String] = []
  /// To whom the customer went above the bank, after the bank had answered (升级投诉). Not the bank's
  /// own escalation.
  public var escalatedTo: Transferor?
  /// An internal mark that agents may stand behind it; it stops nothing.
  public var suspectsAgent = false
  /// In what capacity somebody complains.
  public var capacity: Capacity?
  /// What makes it a major complaint, where the desk knows.
  public var major: MajorGround?
  /// How many representatives a joint complaint has.
  public var representativeCount = 0
  /// Facts of the channel by name, sorted.
  public var channelFacts: [JSONValue.Member] = []
  /// What shows the capacity: the authorisation, or the proof of inheritance.
  public var proof: PersonalText?
  /// Why the consumer does not come in person.
  public var difficulty: PersonalText?
  /// The proxy's name.
  public var proxyName: PersonalText?
  /// The proxy's telephone.
  public var proxyPhone: PersonalText?
  /// The number of the proxy's identity document.
  public var proxyIDNumber: PersonalText?
  /// The names of the representatives, one a line.
  public var representatives: PersonalText?

  /// Nothing noted.
  public init() {}

  /// These with what a supplement adds; what it leaves out stays.
  func supplemented(by other: Particulars) -> Particulars {
    var all = self
    all.urgency = other.urgency ?? urgency
    if !other.sensitivity.isEmpty { all.sensitivity = other.sensitivity }
    if !other.vulnerableGroups.isEmpty { all.vulnerableGroups = other.vulnerableGroups }
    if !other.demandKinds.isEmpty { all.demandKinds = other.demandKinds }
    all.escalatedTo = other.escalatedTo ?? escalatedTo
    all.suspectsAgent = suspectsAgent || other.suspectsAgent
    all.capacity = other.capacity ?? capacity
    all.major = other.major ?? major
    if other.representativeCount > 0 { all.representativeCount = other.representativeCount }
    for fact in other.channelFacts {
      all.channelFacts.removeAll { $0.name == fact.name }
      all.channelFacts.append(fact)
    }
    all.channelFacts.sort { $0.name < $1.name }
    all.proof = other.proof ?? proof
    all.difficulty = other.difficulty ?? difficulty
    all.proxyName = other.proxyName ?? proxyName
    all.proxyPhone = other.proxyPhone ?? proxyPhone
    all.proxyIDNumber = other.proxyIDNumber ?? proxyIDNumber
    all.representatives = other.representatives ?? representatives
    return all
  }

  /// What the channel should have brought along and did not.
  public func missingFacts(of channel: String) -> [ChannelFact] {
    let there = Set(channelFacts.map(\.name))
    return ChannelFacts.needed(channel).filter { !there.contains($0.name) }
  }
}
