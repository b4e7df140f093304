// The reply and what the customer says to it.

extension Complaint {
  /// The obligations that telling the complainant fulfils: CN3 art. 18(1) asks to decide *and* to
  /// tell, so the decision alone fulfils nothing; PBC5 art. 43 asks to answer a transferred one.
  static let settledByReply: Set<String> = [
    "decision", "reply", "transfer_answer", "first_response",
  ]

  func replying(
    _ reply: Reply, to decided: Decided, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try reply.checkContents(of: id)
    try checkRemedies(reply, in: context)
    if reply.manner == .unreachable { try checkAttempts(in: context) }
    try reply.checkDay(of: id, decidedOn: decided.decision.envelope.day, in: context)
    return Outcome(
      .replied(
        ComplaintReplied(
          reply, settles: owed(among: Self.settledByReply) + needlessApprovals,
          envelope: context.envelope(of: id))))
  }

  /// More time is no longer asked for once the complainant has the answer.
  private var needlessApprovals: [String] {
    obligations.filter { $0.isOpen && $0.isApproval(of: "extension") }.map(\.rule)
  }

  func recording(_ feedback: Feedback, in context: Context) throws(Refusal) -> Outcome<Event> {
    try TextCheck.size(feedback.opinion, Phrase("客户意见", "customer's opinion"))
    try TextCheck.size(feedback.reason, Phrase("未反馈原因", "reason for no feedback"))
    if feedback.satisfaction == .notGiven {
      try TextCheck.notEmpty(feedback.reason, Phrase("未反馈原因", "reason for no feedback"))
    }
    return Outcome(
      .feedbackRecorded(
        ComplaintFeedbackRecorded(feedback, envelope: context.envelope(of: id))))
  }
}

extension Reply {
  /// Refuses a reply that lacks what art. 19 asks for, naming every missing part at once.
  fileprivate func checkContents(of id: String) throws(Refusal) {
    let parts: [(String, Phrase)] = [
      (findings, Phrase("核查情况", "verification findings")), (basis, Phrase("决定依据", "basis")),
      (reasons, Phrase("决定理由", "reasons")),
    ]
    var missing = parts.filter { $0.0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
      .map(\.1)
    if remedies.isEmpty { missing.append(Phrase("救济途径", "remedies open")) }
    guard missing.isEmpty else {
      throw Refusal(
        .incompleteReply,
        problem: Phrase(
          "投诉 \(id) 的答复缺少：\(missing.map(\.zh).joined(separator: "、"))",
          "the reply to \(id) lacks: \(missing.map(\.en).joined(separator: ", "))"),
        remedy: Phrase(
          "补齐后重试：xiaobao complaint reply \(id)",
          "add them and try again: xiaobao complaint reply \(id)"),
        basis: .complaintMeasures("第十九条", "art. 19"))
    }
    for (text, field) in parts { try TextCheck.size(text, field) }
    try TextCheck.size(proof, Phrase("告知凭证", "proof of notice"))
    guard manner == .unreachable else { return }
    guard proof.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return }
    throw Refusal(
      .noticeMissing,
      problem: Phrase(
        "投诉 \(id) 无法联系投诉人，但没有联系记录",
        "the complainant of \(id) could not be reached, and nothing shows what was tried"),
      remedy: Phrase(
        "在 proof 中写明联系的时间和方式：xiaobao complaint reply \(id)",
        "say in `proof` when and how it was tried: xiaobao complaint reply \(id)"),
      basis: .complaintMeasures("第二十一条", "art. 21"))
  }

  /// The reply was sent after the decision and not in the future.
  fileprivate func checkDay(
    of id: String, decidedOn: CivilDay, in context: Context
  ) throws(Refusal) {
    guard sentOn < decidedOn || context.businessDay < sentOn else { return }
    throw Refusal(
      .badDay,
      problem: Phrase(
        "投诉 \(id) 的告知日 \(sentOn.iso) 不在决定日 \(decidedOn.iso) 与业务日 "
          + "\(context.businessDay.iso) 之间",
        "the day \(sentOn.iso) on which \(id) was told does not lie between the decision, "
          + "\(decidedOn.iso), and the business day, \(context.businessDay.iso)"),
      remedy: Phrase(
        "用 --sent 给出其间的日期：xiaobao complaint reply \(id)",
        "give a day in between with --sent: xiaobao complaint reply \(id)"),
      basis: .complaintMeasures("第二十一条", "art. 21"))
  }
}
