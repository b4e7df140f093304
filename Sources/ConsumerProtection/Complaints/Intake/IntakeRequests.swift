// What the desk asks for around intake; each is one command's contents.

/// An agreement at the counter (当场和解): the complaint ends with it.
///
/// Source: 银保监会令2020年第3号 art. 21: the parties may agree on decision, period and manner, and
/// the agreement prevails.
public struct Settlement: Sendable, Equatable {
  /// What the parties agreed; never empty.
  public var agreement: String
  /// What the bank pays, where it pays.
  public var amount: Money?
  /// How the complainant was told.
  public var manner: Reply.Manner
  /// What proves it: a signature, the number of a recording; never empty.
  public var proof: String
  /// What the customer says to it.
  public var feedback: Feedback

  /// An agreement with its parts.
  public init(
    agreement: String, amount: Money? = nil, manner: Reply.Manner = .handedOver, proof: String,
    feedback: Feedback
  ) {
    self.agreement = agreement
    self.amount = amount
    self.manner = manner
    self.proof = proof
    self.feedback = feedback
  }
}

/// What completes a registered complaint (补正): it never stops or restarts a limit.
public struct Supplement: Sendable, Equatable {
  /// What is noted now; parts that are absent stay as they are.
  public var particulars: Particulars
  /// What came in, as the desk describes it.
  public var note: String
  /// What the complainant says, put right; empty = it stays as it is.
  public var narrative: String
  /// What the complainant wants, put right; empty = it stays as it is.
  public var demand: String

  /// A supplement with its parts.
  public init(
    particulars: Particulars = Particulars(), note: String = "", narrative: String = "",
    demand: String = ""
  ) {
    self.particulars = particulars
    self.note = note
    self.narrative = narrative
    self.demand = demand
  }
}

/// A file that belongs to a complaint, kept by its SHA-256.
public struct Attachment: Sendable, Equatable {
  /// The SHA-256 of its bytes, 64 lower-case hex digits.
  public var digest: String
  /// Its size in bytes.
  public var byteCount: Int
  /// What kind of file its first bytes say it is, such as `pdf`.
  public var type: String
  /// What it is for, such as `evidence` or `new_material`.
  public var purpose: Purpose
  /// Its name where it came from.
  public var name: String

  /// What a file is for.
  public enum Purpose: String, Sendable, Hashable, CaseIterable {
    /// Anything else of the case.
    case evidence
    /// New facts and reasons, on which a limit may start anew.
    case newMaterial = "new_material"
    /// An authorisation or a proof of inheritance.
    case authority
    /// A recording.
    case recording
    /// A signed paper.
    case signed

    /// The purpose as people say it.
    public var title: Phrase {
      switch self {
      case .evidence: Phrase("证据材料", "evidence")
      case .newMaterial: Phrase("新的事实和理由", "new facts and reasons")
      case .authority: Phrase("授权或继承证明", "authorisation or inheritance")
      case .recording: Phrase("录音", "recording")
      case .signed: Phrase("签字文件", "signed paper")
      }
    }
  }

  /// An attachment with its parts.
  public init(digest: String, byteCount: Int, type: String, purpose: Purpose, name: String) {
    self.digest = digest
    self.byteCount = byteCount
    self.type = type
    self.purpose = purpose
    self.name = name
  }
}

/// Why a complaint is not handled (不予办理).
public struct Declining: Sendable, Equatable {
  /// The ground.
  public enum Ground: String, Sendable, Hashable, CaseIterable {
    /// Not raised by the complainant, a guardian or a proxy; the one ground of the order.
    case notParty = "not_party"
    /// The bank's own policy; needs an approver.
    case policy

    /// The ground as people say it.
    public var title: Phrase {
      switch self {
      case .notParty:
        Phrase("非投诉人本人、法定代理人或受托人提出", "not raised by complainant, guardian or proxy")
      case .policy: Phrase("本行规定", "the bank's own policy")
      }
    }
  }

  /// The ground.
  public var ground: Ground
  /// What was found; never empty.
  public var reason: String
  /// Who approved; needed for `policy`.
  public var approver: String?
  /// How the person was told.
  public var manner: Reply.Manner
  /// The day on which the person was told.
  public var toldOn: CivilDay
  /// What proves the notice.
  public var proof: String

  /// A decision not to handle, with its parts.
  public init(
    _ ground: Ground, reason: String, approver: String? = nil, manner: Reply.Manner,
    toldOn: CivilDay, proof: String = ""
  ) {
    self.ground = ground
    self.reason = reason
    self.approver = approver
    self.manner = manner
    self.toldOn = toldOn
    self.proof = proof
  }
}

/// Why a branch of the People's Bank does not take a complaint; recorded as its reason only.
///
/// Source: 人民银行令〔2020〕第5号 art. 42.
public enum RegulatorGround: String, Sendable, Hashable, CaseIterable {
  /// Not in its remit.
  case notInRemit = "not_in_remit"
  /// No identity, respondent or claim.
  case incomplete
  /// Not the consumer nor authorised.
  case notConsumer = "not_consumer"
  /// Already before a court, arbitration, an agency or mediation.
  case elsewhere
  /// Settled and performed.
  case settled
  /// A fair solution was offered already.
  case fairSolution = "fair_solution"
  /// Another ground.
  case other

  /// The ground as people say it.
  public var title: Phrase {
    switch self {
    case .notInRemit: Phrase("不属于其职责范围", "not in its remit")
    case .incomplete: Phrase("没有身份、被投诉人或请求", "no identity, respondent or claim")
    case .notConsumer: Phrase("非消费者本人且未经授权", "not the consumer nor authorised")
    case .elsewhere: Phrase("已由法院、仲裁、行政机关或调解组织受理", "already before a court or the like")
    case .settled: Phrase("已达成协议并履行", "settled and performed")
    case .fairSolution: Phrase("已提供公平合理的解决方案", "a fair solution was offered")
    case .other: Phrase("其他", "other")
    }
  }
}

/// What a regulator that transferred a complaint is told (反馈).
///
/// Source: 人民银行令〔2020〕第5号 art. 44, whose seven facts these are.
public struct AnswerBack: Sendable, Equatable {
  /// The regulator's number.
  public var number: String
  /// The texts by name; `facts` names them all.
  public var texts: [String: String]

  /// The seven facts.
  public static let facts: [(name: String, title: Phrase)] = [
    ("basic_facts", Phrase("基本情况", "basic facts")),
    ("dispute", Phrase("争议焦点", "the dispute")),
    ("findings", Phrase("调查结果及证据", "findings and evidence")),
    ("basis", Phrase("处理依据", "basis")),
    ("communication", Phrase("与投诉人的沟通情况", "communication with the complainant")),
    ("extension", Phrase("延期处理情况及原因", "extension")),
    ("satisfaction", Phrase("投诉人满意度", "the complainant's satisfaction")),
  ]

  /// A report with its texts.
  public init(number: String, texts: [String: String]) {
    self.number = number
    self.texts = texts
  }
}
