import Testing

@testable import ConsumerProtection

/// The case that most tests speak of, received on Monday 2026-03-02 at the outlet O1.
let caseID = "C-20260302-000007"

extension Draft {
  /// An invented complaint with nothing wrong in it.
  static var sample: Draft {
    var draft = Draft(narrative: "柜员多收手续费 20 元，要求退还。")
    draft.intakeChannel = CodeValue("visit")
    draft.businessClass = CodeValue("B.card", label: "信用卡")
    draft.cause = CodeValue("C.price")
    draft.unit = "O1"
    return draft
  }
}

extension Decision {
  static let sample = Decision(.upheld, amount: Money(fen: 2000), reasons: "收费项目未在价目表公示")
}

extension Reply {
  static func sample(sentOn: String) -> Reply {
    Reply(
      manner: .sms, sentOn: day(sentOn), findings: "经核查，2 月 27 日收取手续费 20 元。",
      basis: "本行服务价格目录第 12 项", reasons: "该项目未公示，应予退还。", remedies: [.review, .mediation])
  }
}

extension Complaint {
  /// The events of a decided command applied to the complaint.
  static func after(
    _ command: Command, on complaint: Complaint? = nil, in context: Context
  ) throws(Refusal) -> Complaint {
    let outcome = try deciding(command, on: complaint, in: context)
    guard let next = outcome.events.reduce(complaint, { applying($1, to: $0) }) else {
      preconditionFailure("the opening command gave no complaint")
    }
    return next
  }

  func after(_ command: Command, in context: Context) throws(Refusal) -> Complaint {
    try Self.after(command, on: self, in: context)
  }

  static func received(_ answers: Answers = .decisionLimit) throws(Refusal) -> Complaint {
    try after(.register(.sample), in: .at("2026-03-02", by: "clerk", answers: answers))
  }

  static func accepted() throws(Refusal) -> Complaint {
    try received().after(.accept, in: .at("2026-03-03"))
  }

  static func assigned(_ answers: Answers = .decisionLimit) throws(Refusal) -> Complaint {
    try received(answers).after(.accept, in: .at("2026-03-03"))
      .after(.assign(unit: "S1", person: "handler"), in: .at("2026-03-03"))
  }

  static func investigating(_ answers: Answers = .decisionLimit) throws(Refusal) -> Complaint {
    try assigned(answers).after(.investigate(finding: "流水显示收费 20 元"), in: .at("2026-03-05"))
  }

  static func decided() throws(Refusal) -> Complaint {
    try investigating().after(.decide(.sample), in: .at("2026-03-10"))
  }

  static func replied() throws(Refusal) -> Complaint {
    try decided().after(.reply(.sample(sentOn: "2026-03-11")), in: .at("2026-03-12"))
  }

  static func heard() throws(Refusal) -> Complaint {
    try replied().after(
      .recordFeedback(Feedback(.satisfied, opinion: "谢谢")), in: .at("2026-03-13"))
  }

  static func closed() throws(Refusal) -> Complaint {
    try heard().after(.close, in: .at("2026-03-14"))
  }

  static func withdrawn() throws(Refusal) -> Complaint {
    try investigating().after(.withdraw(reason: "已与网点协商一致"), in: .at("2026-03-06"))
  }
}

/// The refusal that a command meets; a command that goes through fails the test.
func refusal(
  _ command: Complaint.Command, on complaint: Complaint?, in context: Context,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Refusal? {
  #expect(throws: Refusal.self, sourceLocation: sourceLocation) {
    try Complaint.deciding(command, on: complaint, in: context)
  }
}
