// How a complaint ends at intake.

extension Complaint {
  /// Art. 21: what the parties agreed on decision and manner prevails; the proof is kept.
  func settling(_ settlement: Settlement, in context: Context) throws(Refusal) -> Outcome<Event> {
    switch stage {
    case .received, .accepted, .assigned, .investigating: break
    case .decided, .replied, .closed, .withdrawn: throw notAdmitted(.intake(.settle(settlement)))
    }
    let (agreement, proof) = (Phrase("和解内容", "agreement"), Phrase("和解凭证", "proof"))
    try TextCheck.notEmpty(settlement.agreement, agreement)
    try TextCheck.size(settlement.agreement, agreement)
    guard !settlement.proof.unicodeScalars.allSatisfy(\.properties.isWhitespace) else {
      throw Refusal(
        .noticeMissing,
        problem: Phrase("当场和解没有凭证", "nothing proves the settlement"),
        remedy: Phrase(
          "填写签字、录音编号等凭证（proof）", "give the signature or the recording number in `proof`"),
        basis: .complaintMeasures("第二十一条", "art. 21"))
    }
    try TextCheck.size(settlement.proof, proof)
    try settlement.feedback.check()
    if let amount = settlement.amount, amount < .zero {
      throw Refusal(
        .badNumber,
        problem: Phrase("金额 \(amount.text) 元为负数", "the amount \(amount.text) yuan is negative"),
        remedy: Phrase("请填写 0 元以上的金额，或留空", "give an amount from 0 on, or leave it out"))
    }
    _ = try checkAuthority(for: settlement.amount, in: context)
    guard settlement.manner != .unreachable else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("没有联系上投诉人，谈不上和解", "nobody settles with whom they cannot reach"),
        remedy: nextStep)
    }
    return noted(
      .settled(
        ComplaintSettled(
          settlement, settles: owed() + taken(settlement.feedback.satisfaction, in: context),
          envelope: context.envelope(of: id))))
  }

  /// The one ground of the order is art. 18(4); any other is the bank's own and needs an approver.
  func declining(_ declining: Declining, in context: Context) throws(Refusal) -> Outcome<Event> {
    switch stage {
    case .received, .accepted, .assigned, .investigating: break
    case .decided, .replied, .closed, .withdrawn: throw notAdmitted(.intake(.decline(declining)))
    }
    let field = Phrase("不予办理的原因", "reason for not handling")
    try TextCheck.notEmpty(declining.reason, field)
    try TextCheck.size(declining.reason, field)
    try TextCheck.size(declining.proof, Phrase("告知凭证", "proof of notice"))
    if declining.ground == .policy { try context.checkSecond(declining.approver) }
    guard receivedOn <= declining.toldOn, declining.toldOn <= context.businessDay else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "告知日 \(declining.toldOn.iso) 不在收到日 \(receivedOn.iso) 与业务日 "
            + "\(context.businessDay.iso) 之间",
          "the day of notice \(declining.toldOn.iso) does not lie between the receipt, "
            + "\(receivedOn.iso), and the business day, \(context.businessDay.iso)"),
        remedy: Phrase("用 --told 给出其间的日期", "give a day in between with --told"))
    }
    if declining.manner == .unreachable {
      guard !declining.proof.isEmpty else {
        throw Refusal(
          .noticeMissing,
          problem: Phrase(
            "不予办理须告知，投诉 \(id) 没有联系记录",
            "the person must be told, and nothing shows what was tried for \(id)"),
          remedy: Phrase("在 proof 写明联系的时间和方式", "say in `proof` when and how it was tried"),
          basis: .complaintMeasures("第二十一条", "art. 21"))
      }
      try checkAttempts(in: context)
    }
    return noted(
      .declined(
        ComplaintDeclined(declining, settles: owed(), envelope: context.envelope(of: id))))
  }

  /// Re-labelling is how complaints get hidden: a reason, a second person, and it is counted.
  func relabelling(
    to kind: ContactKind, _ reason: String, _ second: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    guard kind != .complaint else {
      throw Refusal(
        .notAdmitted, problem: Phrase("\(id) 已是投诉", "\(id) is a complaint already"),
        remedy: nextStep)
    }
    let field = Phrase("变更原因", "reason of the change")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    try context.checkSecond(second)
    return noted(
      .relabelled(
        ComplaintRelabelled(
          kind: kind, second: second, settles: owed(), reason: reason,
          envelope: context.envelope(of: id))))
  }
}

extension Feedback {
  /// Refuses a feedback that says neither how content the customer is nor why that is not known.
  func check() throws(Refusal) {
    try TextCheck.size(opinion, Phrase("客户意见", "customer's opinion"))
    try TextCheck.size(reason, Phrase("未反馈原因", "reason for no feedback"))
    if satisfaction == .notGiven {
      try TextCheck.notEmpty(reason, Phrase("未反馈原因", "reason for no feedback"))
    }
  }
}
