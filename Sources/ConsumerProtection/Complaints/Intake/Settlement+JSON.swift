extension Settlement {
  /// Reads `{agreement, amount?, amount_fen?, manner?, proof, satisfaction, opinion?, reason?}`.
  ///
  /// - Throws: A refusal that names the member.
  public init(json: JSONValue) throws(Refusal) {
    let reader = try DraftReader(
      json,
      names: [
        "agreement", "amount", "amount_fen", "manner", "proof", "satisfaction", "opinion", "reason",
      ], place: "settlement.")
    let satisfaction: Satisfaction? = try reader.choice(
      "satisfaction", Phrase("满意度", "satisfaction"))
    let manner: Reply.Manner? = try reader.choice("manner", Phrase("告知方式", "manner"))
    let reason = try reader.text("reason") ?? ""
    self.init(
      agreement: try reader.text("agreement") ?? "", amount: try reader.amount(.person),
      manner: manner ?? .handedOver, proof: try reader.text("proof") ?? "",
      feedback: Feedback(
        satisfaction ?? .notGiven, opinion: try reader.text("opinion") ?? "", reason: reason))
  }
}
