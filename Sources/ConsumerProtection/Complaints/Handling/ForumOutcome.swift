/// How a mediation, arbitration or suit about a complaint ended (调解、仲裁、诉讼结果).
public struct ForumOutcome: Sendable, Equatable {
  /// Where.
  public enum Forum: String, Sendable, Hashable, CaseIterable {
    /// A mediation (调解).
    case mediation
    /// An arbitration (仲裁).
    case arbitration
    /// A suit (诉讼).
    case litigation

    /// The forum as people say it.
    public var title: Phrase {
      switch self {
      case .mediation: Phrase("调解", "mediation")
      case .arbitration: Phrase("仲裁", "arbitration")
      case .litigation: Phrase("诉讼", "litigation")
      }
    }
  }

  /// How.
  public enum Result: String, Sendable, Hashable, CaseIterable {
    /// The parties settled (达成协议).
    case settled
    /// For the complainant (支持投诉人).
    case forComplainant = "for_complainant"
    /// For the complainant in part (部分支持).
    case inPart = "in_part"
    /// For the bank (支持本行).
    case forBank = "for_bank"
    /// Without a result (未达成).
    case failed
    /// Withdrawn (撤回).
    case withdrawn

    /// The result as people say it.
    public var title: Phrase {
      switch self {
      case .settled: Phrase("达成协议", "settled")
      case .forComplainant: Phrase("支持投诉人", "for the complainant")
      case .inPart: Phrase("部分支持投诉人", "for the complainant in part")
      case .forBank: Phrase("支持本行", "for the bank")
      case .failed: Phrase("未达成协议", "without a result")
      case .withdrawn: Phrase("撤回", "withdrawn")
      }
    }
  }

  /// Where.
  public var forum: Forum
  /// How.
  public var result: Result
  /// The day on which it ended.
  public var endedOn: CivilDay
  /// What the bank pays by it.
  public var amount: Money?
  /// The forum's own number of the matter.
  public var number: String?
  /// What was settled or held; never empty.
  public var words: String

  /// An outcome with its parts.
  public init(
    _ forum: Forum, _ result: Result, endedOn: CivilDay, amount: Money? = nil,
    number: String? = nil, words: String
  ) {
    self.forum = forum
    self.result = result
    self.endedOn = endedOn
    self.amount = amount
    self.number = number
    self.words = words
  }
}

extension Complaint {
  func recording(
    _ outcome: ForumOutcome, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("结果说明", "words about the outcome")
    try TextCheck.notEmpty(outcome.words, field)
    try TextCheck.size(outcome.words, field)
    try TextCheck.size(outcome.number, Phrase("案号", "number"), max: TextCheck.shortMax)
    if let amount = outcome.amount, amount < .zero {
      throw Refusal(
        .badNumber,
        problem: Phrase("金额 \(amount.text) 元为负数", "the amount \(amount.text) yuan is negative"),
        remedy: Phrase("请填写 0 元以上的金额，或留空", "give an amount from 0 on, or leave it out"))
    }
    guard receivedOn <= outcome.endedOn, outcome.endedOn <= context.businessDay else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "终结日 \(outcome.endedOn.iso) 不在收到日 \(receivedOn.iso) 与业务日 "
            + "\(context.businessDay.iso) 之间",
          "the day of the outcome \(outcome.endedOn.iso) does not lie between the receipt, "
            + "\(receivedOn.iso), and the business day, \(context.businessDay.iso)"),
        remedy: Phrase("用 --ended 给出其间的日期", "give a day in between with --ended"))
    }
    return Outcome(
      .handling(
        .outcomeRecorded(
          ComplaintOutcomeRecorded(
            forum: outcome.forum, result: outcome.result, endedOn: outcome.endedOn,
            amount: outcome.amount, number: outcome.number, words: .plain(outcome.words),
            envelope: context.envelope(of: id)))))
  }
}
