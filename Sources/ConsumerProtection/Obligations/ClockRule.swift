/// What a regime says about the clock itself, beside its limits (时限规则以外的计时规则).
///
/// A row is data, like a limit: `clock` of `limits.yaml`.
public struct ClockRule: Sendable, Equatable {
  /// What the row allows.
  public enum Effect: String, Sendable, Hashable, CaseIterable {
    /// The clock stands still for some time (中止).
    case stop
    /// What bank and complainant agree on prevails (约定优先).
    case agreement
    /// With new facts and reasons the clock begins anew (重新起算).
    case restart
  }

  /// Why the clock may stand still.
  public enum Ground: String, Sendable, Hashable, CaseIterable {
    /// An outside appraisal, test or valuation (鉴定、检测、评估).
    case appraisal
    /// A mediation (调解).
    case mediation

    /// The ground as people say it.
    public var title: Phrase {
      switch self {
      case .appraisal: Phrase("外部鉴定、检测、评估", "outside appraisal, test or valuation")
      case .mediation: Phrase("调解", "mediation")
      }
    }
  }

  /// The row's identifier, such as `CN3.23.mediation`.
  public let id: String
  /// What it allows.
  public let effect: Effect
  /// For a stop, why.
  public let ground: Ground?
  /// The names of the obligations whose clock it touches; no other is touched.
  public let obligations: [String]
  /// Whether the complainant must be told of it.
  public let isNoticeRequired: Bool
  /// Whether the complainant must have agreed to it.
  public let isConsentRequired: Bool
  /// The first day of receipt that the row applies to.
  public let inForceFrom: CivilDay
  /// The first day of receipt that the row no longer applies to; nil while it is in force.
  public let inForceUntil: CivilDay?
  /// The provision.
  public let citation: Citation

  /// A row with its columns.
  public init(
    id: String, effect: Effect, ground: Ground? = nil, obligations: [String],
    isNoticeRequired: Bool = false, isConsentRequired: Bool = false, inForceFrom: CivilDay,
    inForceUntil: CivilDay? = nil, citation: Citation
  ) {
    self.id = id
    self.effect = effect
    self.ground = ground
    self.obligations = obligations
    self.isNoticeRequired = isNoticeRequired
    self.isConsentRequired = isConsentRequired
    self.inForceFrom = inForceFrom
    self.inForceUntil = inForceUntil
    self.citation = citation
  }

  /// Whether the row applies to what was received on the day.
  public func isInForce(on day: CivilDay) -> Bool {
    inForceFrom <= day && inForceUntil.map { day < $0 } ?? true
  }
}
