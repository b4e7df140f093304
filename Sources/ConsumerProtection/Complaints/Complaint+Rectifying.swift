// The cause put right, what the product should learn, and what the regulator shall not count.

extension Complaint {
  /// A measure is owed by its owner and falls due like any obligation: named `rectification`, with
  /// the rule `rectification.1`, `rectification.2` …
  func ordering(
    _ measure: String, _ owner: String, _ due: CivilDay, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("整改措施", "measure")
    try TextCheck.notEmpty(measure, field)
    try TextCheck.size(measure, field)
    let person = try context.activePerson(owner)
    guard context.businessDay <= due else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "整改期限 \(due.iso) 早于业务日 \(context.businessDay.iso)",
          "the measure's last day \(due.iso) lies before the business day, "
            + "\(context.businessDay.iso)"),
        remedy: Phrase("用 --due 给出以后的日期", "give a later day with --due"))
    }
    let number = aftercare.rectifications.count + 1
    var obligation = Obligation(
      name: "rectification", rule: "rectification.\(number)", isRegime: false,
      start: context.businessDay, startMinute: nil, budget: .fixed(due), calendar: nil,
      lastDay: .strict, originalDue: due, dueMinute: nil, isProvisional: false,
      basis: .complaintMeasures("第二十六条", "art. 26"))
    obligation.owner = ObligationOwner(
      unit: person.unit(on: context.businessDay) ?? handlingUnit, person: owner)
    return after(
      .rectificationOrdered(
        ComplaintRectificationOrdered(
          number: number, owner: owner, obligation: obligation,
          measure: .plain(unlessEmpty: measure), envelope: context.envelope(of: id))))
  }

  /// A measure ends with evidence and not otherwise.
  func proving(_ number: Int, _ evidence: String, in context: Context) throws(Refusal)
    -> Outcome<Event>
  {
    let field = Phrase("整改证据", "evidence")
    try TextCheck.notEmpty(evidence, field)
    try TextCheck.size(evidence, field)
    let open = aftercare.rectifications.filter { $0.evidence == nil }.map(\.order.number)
    guard open.contains(number) else {
      let list = open.isEmpty ? "—" : open.map { "\($0)" }.joined(separator: ", ")
      throw Refusal(
        .unknownIdentifier,
        problem: Phrase(
          "投诉 \(id) 没有未完成的第 \(number) 项整改",
          "the complaint \(id) has no open measure number \(number)"),
        remedy: Phrase("未完成的整改：\(list)", "open measures: \(list)"))
    }
    return after(
      .rectified(
        ComplaintRectified(
          number: number, settles: ["rectification.\(number)"],
          evidence: .plain(unlessEmpty: evidence), envelope: context.envelope(of: id))))
  }

  func suggesting(
    _ text: String, _ product: String?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("产品与服务改进建议", "suggestion")
    try TextCheck.notEmpty(text, field)
    try TextCheck.size(text, field)
    try TextCheck.size(product, Phrase("产品", "product"), max: TextCheck.shortMax)
    return after(
      .suggestionMade(
        ComplaintSuggestionMade(
          product: product ?? receipt.product, suggestion: .plain(unlessEmpty: text),
          envelope: context.envelope(of: id))))
  }

  /// Grounds are the regulator's and differ from place to place, so the text is free; without
  /// material there is nothing to judge.
  func requesting(
    _ ground: String, _ explanation: String, _ materials: [String], in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("核减理由", "ground of the deduction")
    try TextCheck.notEmpty(ground, field)
    try TextCheck.size(ground, field, max: TextCheck.shortMax)
    try TextCheck.size(explanation, Phrase("情况说明", "explanation"))
    for material in materials {
      try TextCheck.notEmpty(material, Phrase("说明材料", "material"))
      try TextCheck.size(material, Phrase("说明材料", "material"), max: TextCheck.shortMax)
    }
    guard !materials.isEmpty else {
      throw Refusal(
        .emptyText,
        problem: Phrase(
          "投诉 \(id) 的核减申请没有说明材料", "the request for deduction of \(id) names no material"),
        remedy: Phrase("用 --material 列出材料名称", "name what proves it with --material"))
    }
    if let last = aftercare.deduction, last.answer == nil {
      throw Refusal(
        .alreadyExists,
        problem: Phrase(
          "投诉 \(id) 的核减申请（\(last.request.envelope.day.iso)）尚无答复",
          "the request for deduction of \(id) of \(last.request.envelope.day.iso) has no answer yet"
        ),
        remedy: Phrase(
          "先登记答复：xiaobao complaint deduct \(id) --granted 或 --denied",
          "record the answer first: xiaobao complaint deduct \(id) --granted or --denied"))
    }
    return after(
      .deductionRequested(
        ComplaintDeductionRequested(
          ground: ground, materials: materials, explanation: .plain(unlessEmpty: explanation),
          envelope: context.envelope(of: id))))
  }

  func answering(
    _ isAccepted: Bool, _ number: String?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try TextCheck.size(number, Phrase("文号", "number"), max: TextCheck.shortMax)
    guard let last = aftercare.deduction, last.answer == nil else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "投诉 \(id) 没有待答复的核减申请", "the complaint \(id) has no request for deduction that waits"),
        remedy: Phrase(
          "先登记申请：xiaobao complaint deduct \(id) --ground … --material …",
          "record the request first: xiaobao complaint deduct \(id) --ground … --material …"))
    }
    return after(
      .deductionAnswered(
        ComplaintDeductionAnswered(
          isAccepted: isAccepted, number: number, envelope: context.envelope(of: id))))
  }
}
