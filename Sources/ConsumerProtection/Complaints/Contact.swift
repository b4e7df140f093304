/// One attempt to speak with the complainant or somebody else outside the bank about a case, or
/// one call of theirs (联系记录). Working notes among staff are none.
public struct Contact: Sendable, Equatable {
  /// Who began it.
  public enum Direction: String, Sendable, Hashable, CaseIterable {
    /// The bank did (去电、去函).
    case outgoing
    /// The other side did (来电、来函).
    case incoming

    /// The direction as people say it.
    public var title: Phrase {
      switch self {
      case .outgoing: Phrase("主动联系", "outgoing")
      case .incoming: Phrase("对方来联系", "incoming")
      }
    }
  }

  /// By what.
  public enum Means: String, Sendable, Hashable, CaseIterable {
    /// A telephone call (电话).
    case phone
    /// A text message (短信).
    case sms
    /// An e-mail (电子邮件).
    case email
    /// A letter (信函).
    case letter
    /// In person (面谈).
    case visit
    /// Another message that can be stored (其他可存储的电子信息).
    case electronic

    /// The means as people say it.
    public var title: Phrase {
      switch self {
      case .phone: Phrase("电话", "telephone")
      case .sms: Phrase("短信", "text message")
      case .email: Phrase("电子邮件", "e-mail")
      case .letter: Phrase("信函", "letter")
      case .visit: Phrase("面谈", "in person")
      case .electronic: Phrase("其他可存储的电子信息", "another storable message")
      }
    }
  }

  /// Who began it.
  public var direction: Direction
  /// By what.
  public var means: Means
  /// Whether the other side was reached; an incoming contact always is one that reached.
  public var isReached: Bool
  /// The number of the recording, or of the letter.
  public var recording: String?
  /// What was said, or what happened instead.
  public var note: String

  /// A contact with its parts.
  public init(
    _ direction: Direction, by means: Means, isReached: Bool, recording: String? = nil,
    note: String = ""
  ) {
    self.direction = direction
    self.means = means
    self.isReached = isReached
    self.recording = recording
    self.note = note
  }
}

extension Complaint {
  /// How often the bank tried in vain since the complainant was last reached: what a notice to
  /// somebody unreachable rests on.
  ///
  /// Source: 银行业保险业消费投诉处理管理办法 (银保监会令2020年第3号), art. 21; how many attempts
  /// make somebody unreachable is the bank's own policy.
  public var failedAttempts: Int {
    contacts.reversed().prefix { !$0.isReached }.count
  }

  func contacting(_ contact: Contact, in context: Context) throws(Refusal) -> Outcome<Event> {
    let note = Phrase("联系情况", "note of the contact")
    try TextCheck.size(contact.note, note)
    let number = Phrase("录音编号", "number of the recording")
    try TextCheck.size(contact.recording, number, max: TextCheck.shortMax)
    guard contact.isReached || contact.direction == .outgoing else {
      throw Refusal(
        .malformedInput,
        problem: Phrase(
          "对方来联系的不会是“未联系上”", "what the other side began cannot have failed to reach them"),
        remedy: Phrase("去掉 --failed，或去掉 --incoming", "leave out --failed, or --incoming"))
    }
    if contact.isReached { try TextCheck.notEmpty(contact.note, note) }
    return Outcome(
      .after(
        .contacted(
          ComplaintContacted(
            contact, minute: context.businessMinute, envelope: context.envelope(of: id)))))
  }

  /// Refuses a notice to somebody unreachable before the attempts that the bank's policy names.
  func checkAttempts(in context: Context) throws(Refusal) {
    guard let wanted = context.policy.unreachableAttempts, failedAttempts < wanted else { return }
    throw Refusal(
      .noticeMissing,
      problem: Phrase(
        "投诉 \(id) 只有 \(failedAttempts) 次未联系上的记录，本行规定 \(wanted) 次才算无法联系",
        "the complaint \(id) has \(failedAttempts) failed attempts on record; the bank's policy asks "
          + "for \(wanted) before somebody counts as unreachable"),
      remedy: Phrase(
        "再次联系并登记：xiaobao complaint contact \(id) --failed",
        "try again and record it: xiaobao complaint contact \(id) --failed"),
      basis: .complaintMeasures("第二十一条", "art. 21"))
  }
}
