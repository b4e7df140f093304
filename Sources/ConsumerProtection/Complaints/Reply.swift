/// What the complainant is told, how and when (答复、告知).
///
/// Source: 银行业保险业消费投诉处理管理办法 (银保监会令2020年第3号), art. 19 (what a reply holds)
/// and art. 21 (when a duty to tell is done).
public struct Reply: Sendable, Equatable {
  /// How the complainant was told; the duty is done when it was handed over, posted, sent or
  /// dialled.
  public enum Manner: String, Sendable, Hashable, CaseIterable {
    /// Paper, into the complainant's hands (当面送交).
    case handedOver = "handed_over"
    /// Paper, by post (邮寄).
    case posted
    /// A text message (短信).
    case sms
    /// An e-mail (电子邮件).
    case email
    /// Another message that can be stored (其他可存储的电子信息).
    case electronic
    /// A telephone call (电话).
    case phone
    /// The complainant cannot be reached; the proof says what was tried (无法联系).
    case unreachable

    /// The manner as people say it.
    public var title: Phrase {
      switch self {
      case .handedOver: Phrase("当面送交", "handed over")
      case .posted: Phrase("邮寄", "posted")
      case .sms: Phrase("短信", "text message")
      case .email: Phrase("电子邮件", "e-mail")
      case .electronic: Phrase("其他可存储的电子信息", "another storable message")
      case .phone: Phrase("电话", "telephone")
      case .unreachable: Phrase("无法联系", "unreachable")
      }
    }
  }

  /// A way that stays open to the complainant.
  public enum Remedy: String, Sendable, Hashable, CaseIterable {
    /// A review by the superior unit (申请核查).
    case review
    /// Mediation (调解).
    case mediation
    /// Arbitration (仲裁).
    case arbitration
    /// A suit (诉讼).
    case litigation
    /// The bank's own, voluntary appeal (申诉).
    case appeal

    /// The way as people say it.
    public var title: Phrase {
      switch self {
      case .review: Phrase("申请核查", "review")
      case .mediation: Phrase("调解", "mediation")
      case .arbitration: Phrase("仲裁", "arbitration")
      case .litigation: Phrase("诉讼", "litigation")
      case .appeal: Phrase("向本行申诉（本行自愿设立）", "appeal to the bank (voluntary)")
      }
    }
  }

  /// How the complainant was told.
  public var manner: Manner
  /// The day on which it was handed over, posted, sent or dialled.
  public var sentOn: CivilDay
  /// What was verified.
  public var findings: String
  /// The provisions or terms it rests on.
  public var basis: String
  /// Why it was decided so.
  public var reasons: String
  /// The ways that stay open, at least one.
  public var remedies: [Remedy]
  /// What proves the notice: a postal number, a recording, or what was tried.
  public var proof: String

  /// A reply with its parts.
  public init(
    manner: Manner, sentOn: CivilDay, findings: String, basis: String, reasons: String,
    remedies: [Remedy], proof: String = ""
  ) {
    self.manner = manner
    self.sentOn = sentOn
    self.findings = findings
    self.basis = basis
    self.reasons = reasons
    self.remedies = remedies
    self.proof = proof
  }
}
