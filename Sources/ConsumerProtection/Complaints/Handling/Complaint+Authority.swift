// Who may settle for how much: the bank's tiers, temporary authority (临时授权), quick approval (快速审批).
// CN3 art. 24 asks banks to have them; the amounts and who are the bank's own.

/// A request to have an amount approved (审批申请).
public struct ApprovalRequest: Sendable, Equatable {
  /// What shall be paid.
  public var amount: Money
  /// Who shall approve; nil takes the first who may.
  public var approver: String?
  /// Why; never empty.
  public var reason: String

  /// A request with its parts.
  public init(amount: Money, approver: String? = nil, reason: String) {
    self.amount = amount
    self.approver = approver
    self.reason = reason
  }
}

extension Complaint {
  private static let art24 = Citation.complaintMeasures("第二十四条", "art. 24")

  /// Refuses a decision whose amount is beyond what its maker may settle and nobody else approved.
  ///
  /// - Returns: Who approved; nil where the own authority is enough.
  @discardableResult
  func checkAuthority(for amount: Money?, in context: Context) throws(Refusal) -> String? {
    guard !context.policy.handling.tiers.isEmpty, let amount, .zero < amount else { return nil }
    if let person = context.lookUps.person(context.actor),
      person.maySettle(amount, at: settlingUnit, in: context)
    {
      return nil
    }
    let approval = handling.approvals.last { approval in
      approval.isGranted && amount <= approval.amount && approval.envelope.actor != context.actor
    }
    if let approval { return approval.envelope.actor }
    throw beyondAuthority(context.actor, amount, in: context)
  }

  func requestingApproval(
    _ request: ApprovalRequest, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("申请理由", "reason of the request")
    try TextCheck.notEmpty(request.reason, field)
    try TextCheck.size(request.reason, field)
    try checkPositive(request.amount)
    let able = approvers(of: request.amount, without: context.actor, in: context)
    guard let approver = request.approver ?? able.first else {
      throw beyondAuthority(context.actor, request.amount, in: context)
    }
    guard approver != context.actor else { throw selfApproval(approver) }
    let person = try context.activePerson(approver)
    try checkInterest(approver, in: context)
    guard person.maySettle(request.amount, at: settlingUnit, in: context) else {
      throw beyondAuthority(approver, request.amount, in: context)
    }
    let name = "approval.\(handling.requests.count + 1)"
    let owner = ObligationOwner(
      unit: person.unit(on: context.businessDay) ?? handlingUnit, person: approver)
    let obligations = context.policy.handling.approval.map {
      [Obligation.starting(name, rule: name, $0, basis: .ownRule, owner: owner, in: context)]
    }
    return Outcome(
      .handling(
        .approvalRequested(
          ComplaintApprovalRequested(
            amount: request.amount, approver: approver, obligations: obligations ?? [],
            reason: .plain(request.reason), envelope: context.envelope(of: id)))))
  }

  func approving(
    _ amount: Money, _ isGranted: Bool, _ reason: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("审批意见", "opinion of the approver")
    try TextCheck.size(reason, field)
    if !isGranted { try TextCheck.notEmpty(reason, field) }
    try checkPositive(amount)
    try checkInterest(context.actor, in: context)
    // Nobody approves what the same person asked for, found or decided.
    let own = handling.requests.last?.envelope.actor == context.actor
    guard !own, handler != context.actor else { throw selfApproval(context.actor) }
    let person = try context.activePerson(context.actor)
    guard person.maySettle(amount, at: settlingUnit, in: context) else {
      throw beyondAuthority(context.actor, amount, in: context)
    }
    let settled = obligations.filter { $0.isOpen && $0.name.hasPrefix("approval.") }.map(\.rule)
    return Outcome(
      .handling(
        .approved(
          ComplaintApproved(
            amount: amount, isGranted: isGranted, settles: settled,
            reason: .plain(unlessEmpty: reason), envelope: context.envelope(of: id)))))
  }

  private func checkPositive(_ amount: Money) throws(Refusal) {
    guard amount <= .zero else { return }
    throw Refusal(
      .badNumber,
      problem: Phrase(
        "审批金额 \(amount.text) 元不大于 0", "the amount \(amount.text) yuan is not above 0"),
      remedy: Phrase("请填写大于 0 的金额", "give an amount above 0"))
  }

  private func selfApproval(_ person: String) -> Refusal {
    Refusal(
      .approvalNeeded,
      problem: Phrase(
        "“\(person)”不能批准自己申请或经办的事项",
        "`\(person)` cannot approve what the same person handles or asked for"),
      remedy: Phrase("由他人批准", "somebody else approves"), basis: Self.art24)
  }

  /// Where money is settled: a proposal of a plugin moves no authority, so until somebody accepts the
  /// case that is the receiving unit.
  private var settlingUnit: String {
    if case .received = stage { receipt.unit } else { handlingUnit }
  }

  private func beyondAuthority(
    _ person: String, _ amount: Money, in context: Context
  ) -> Refusal {
    let own = context.lookUps.person(person)?.authority(at: settlingUnit, in: context) ?? .zero
    let able = approvers(of: amount, without: context.actor, in: context)
    let list = able.isEmpty ? "—" : able.joined(separator: ", ")
    return Refusal(
      .beyondAuthority,
      problem: Phrase(
        "\(amount.text) 元超出“\(person)”的处理权限（\(own.text) 元）",
        "\(amount.text) yuan is beyond the authority of `\(person)`, \(own.text) yuan"),
      remedy: Phrase(
        "可批准的人员：\(list)；申请：xiaobao complaint approval request \(id) --amount \(amount.text)",
        "who may approve: \(list); xiaobao complaint approval request \(id) --amount \(amount.text)"
      ),
      basis: Self.art24)
  }

  /// Who may settle that much and has no interest; at most three, the least authority first.
  private func approvers(
    of amount: Money, without actor: String, in context: Context
  ) -> [String] {
    let able = context.lookUps.staff().compactMap { context.lookUps.person($0) }.filter { person in
      person.id != actor && person.id != handler && interest(of: person.id) == nil
        && person.maySettle(amount, at: settlingUnit, in: context)
    }
    func reach(_ person: Person) -> Money { person.authority(at: settlingUnit, in: context) }
    return able.sorted { (reach($0), $0.id) < (reach($1), $1.id) }.prefix(3).map(\.id)
  }
}

extension Person {
  /// An authority that somebody was given for some time (临时授权).
  public struct TemporaryAuthority: Sendable, Hashable {
    /// The largest amount.
    public let upTo: Money
    /// The unit whose cases it covers; nil for all.
    public let unit: String?
    /// The first day.
    public let from: CivilDay
    /// The first day without it.
    public let until: CivilDay
    /// Who gave it.
    public let grantedBy: String
  }

  /// The largest amount that the person may settle at a unit's cases on the business day.
  func authority(at unit: String, in context: Context) -> Money {
    let day = context.businessDay
    guard isActive(on: day) else { return .zero }
    let tiers = context.policy.handling.tiers.filter { tier in
      roles(on: day).contains { $0.role == tier.role && context.covers($0.unit, unit) }
    }
    let given = authorities.filter {
      $0.from <= day && day < $0.until && context.covers($0.unit, unit)
    }
    // A tier without a bound is the largest amount that can be written.
    return (tiers.map { $0.upTo ?? Money(fen: .max) } + given.map(\.upTo)).max() ?? .zero
  }

  func maySettle(_ amount: Money, at unit: String, in context: Context) -> Bool {
    amount <= authority(at: unit, in: context)
  }

  /// A temporary authority: given by somebody who has it, never to oneself, never without an end.
  func checkAuthority(
    _ upTo: Money, unit: String?, from: CivilDay, until: CivilDay, in context: Context
  ) throws(Refusal) {
    if let unit { try context.activeUnit(unit, on: from) }
    guard context.actor != id else {
      throw Refusal(
        .approvalNeeded,
        problem: Phrase("“\(id)”不能给自己授权", "`\(id)` cannot authorise the same person"),
        remedy: Phrase("由他人授权", "let somebody else do it"),
        basis: .complaintMeasures("第二十四条", "art. 24"))
    }
    let own =
      context.lookUps.person(context.actor)?
      .authority(at: unit ?? self.unit(on: from) ?? "", in: context) ?? .zero
    guard .zero < upTo, upTo <= own else {
      throw Refusal(
        .beyondAuthority,
        problem: Phrase(
          "“\(context.actor)”的处理权限为 \(own.text) 元，不能授权 \(upTo.text) 元",
          "the authority of `\(context.actor)` is \(own.text) yuan and cannot give \(upTo.text)"),
        remedy: Phrase(
          "由权限不低于该金额的人员授权；权限见站点文件 handling.authority",
          "let somebody whose authority reaches it; see handling.authority of the site file"),
        basis: .complaintMeasures("第二十四条", "art. 24"))
    }
  }
}

extension Context {
  /// Whether a role or authority limited to a unit reaches another: the unit itself and what stands
  /// below it. A department reaches its own teams, not the institution that it belongs to.
  fileprivate func covers(_ scope: String?, _ unit: String) -> Bool {
    guard let scope, scope != unit else { return true }
    return lookUps.unitsAbove(unit, on: businessDay).contains { $0.id == scope }
  }
}
