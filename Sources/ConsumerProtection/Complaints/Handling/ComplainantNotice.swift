/// That the complainant was told something (告知), with the proof that the bank keeps.
///
/// Source: 银行业保险业消费投诉处理管理办法 (银保监会令2020年第3号), art. 21: paper is told when handed
/// over or posted, a storable message when sent, a call when dialled; the proof is kept.
public struct ComplainantNotice: Sendable, Equatable {
  /// How.
  public var manner: Reply.Manner
  /// The day on which it was handed over, posted, sent or dialled.
  public var sentOn: CivilDay
  /// What proves it: a signature, a postal number, a message's number, a recording, or what was
  /// tried.
  public var proof: String

  /// A notice with its parts.
  public init(manner: Reply.Manner, sentOn: CivilDay, proof: String) {
    self.manner = manner
    self.sentOn = sentOn
    self.proof = proof
  }
}

extension Reply.Manner {
  /// What proves a notice of this manner.
  public var proofKind: Phrase {
    switch self {
    case .handedOver: Phrase("签收记录", "the signed receipt")
    case .posted: Phrase("邮寄凭证编号", "the postal number")
    case .sms, .email, .electronic: Phrase("发送记录", "the record of sending")
    case .phone: Phrase("录音编号", "the recording's number")
    case .unreachable: Phrase("联系的时间和方式", "when and how it was tried")
    }
  }
}

extension ComplainantNotice {
  /// Refuses a notice without proof, or on a day that cannot be.
  func check(of complaint: Complaint, in context: Context) throws(Refusal) {
    try TextCheck.size(proof, Phrase("告知凭证", "proof of notice"))
    let id = complaint.id
    guard !proof.unicodeScalars.allSatisfy(\.properties.isWhitespace) else {
      throw Refusal(
        .noticeMissing,
        problem: Phrase(
          "投诉 \(id) 的告知（\(manner.title.zh)）没有凭证：\(manner.proofKind.zh)",
          "the notice of \(id) (\(manner.title.en)) has no proof: \(manner.proofKind.en)"),
        remedy: Phrase("在文件的 proof 中写明", "say it in `proof` of the file"),
        basis: .complaintMeasures("第二十一条", "art. 21"))
    }
    if manner == .unreachable { try complaint.checkAttempts(in: context) }
    guard sentOn < complaint.receivedOn || context.businessDay < sentOn else { return }
    throw Refusal(
      .badDay,
      problem: Phrase(
        "告知日 \(sentOn.iso) 不在收到日 \(complaint.receivedOn.iso) 与业务日 "
          + "\(context.businessDay.iso) 之间",
        "the day of notice \(sentOn.iso) does not lie between the receipt, "
          + "\(complaint.receivedOn.iso), and the business day, \(context.businessDay.iso)"),
      remedy: Phrase("用 --notified 给出其间的日期", "give a day in between with --notified"))
  }
}
