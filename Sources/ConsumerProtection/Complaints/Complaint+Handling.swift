// From acceptance to the decision.

extension Complaint {
  func accepting(in context: Context) -> Outcome<Event> {
    let accepted = ComplaintAccepted(
      settles: owed(among: ["acceptance"]), envelope: context.envelope(of: id))
    return Outcome([.accepted(accepted)] + planned(in: context))
  }

  func assigning(
    _ unit: String, _ person: String?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.activeUnit(unit)
    let taker = try person.map { person throws(Refusal) in try context.taking(person) }
    if let taker { try checkInterest(taker.person, in: context) }
    return Outcome(
      .assigned(
        ComplaintAssigned(
          unit: unit, person: taker?.person, covers: taker?.covers,
          envelope: context.envelope(of: id))))
  }

  func investigating(_ finding: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("调查结果", "finding")
    try TextCheck.notEmpty(finding, field)
    try TextCheck.size(finding, field)
    return Outcome(
      .investigated(
        ComplaintInvestigated(finding: .plain(finding), envelope: context.envelope(of: id))))
  }

  func deciding(_ decision: Decision, in context: Context) throws(Refusal) -> Outcome<Event> {
    try TextCheck.notEmpty(decision.reasons, Phrase("决定理由", "reasons of the decision"))
    try TextCheck.size(decision.reasons, Phrase("决定理由", "reasons of the decision"))
    try TextCheck.size(decision.findings, Phrase("核查情况", "verification findings"))
    try TextCheck.size(decision.basis, Phrase("决定依据", "basis of the decision"))
    if let amount = decision.amount, amount < .zero {
      throw Refusal(
        .badNumber,
        problem: Phrase("金额 \(amount.text) 元为负数", "the amount \(amount.text) yuan is negative"),
        remedy: Phrase("请填写 0 元以上的金额，或留空", "give an amount from 0 on, or leave it out"))
    }
    let approver = try checkAuthority(for: decision.amount, in: context)
    return Outcome(
      .decided(
        ComplaintDecided(decision, approver: approver, envelope: context.envelope(of: id))))
  }
}
