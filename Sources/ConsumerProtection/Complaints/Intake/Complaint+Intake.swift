// What may be done around intake, and when.

extension Complaint {
  /// Decides a command of intake.
  ///
  /// What is told to a regulator and where a case is found may be noted after its end; all else needs
  /// an open case.
  func deciding(
    _ command: IntakeCommand, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    switch command {
    case .addNumber(let number, let from):
      return try adding(number, from, in: context)
    case .noteRefusal(let number, let ground):
      try known(number)
      return noted(
        .regulatorRefused(
          ComplaintRegulatorRefused(
            number: number, ground: ground, envelope: context.envelope(of: id))))
    case .answerBack(let answer): return try answering(answer, in: context)
    case .linkRepeat(let earlier): return try linking(earlier, in: context)
    case .attach(let attachment): return try attaching(attachment, in: context)
    default: break
    }
    guard isOpen else { throw notAdmitted(.intake(command)) }
    switch command {
    case .settle(let settlement): return try settling(settlement, in: context)
    case .supplement(let supplement): return try supplementing(supplement, in: context)
    case .ask(let material, let note): return try asking(material, note, in: context)
    case .respond(let manner, let proof):
      return try responding(manner, proof, in: context)
    case .handOver(let person, let reason): return try handing(to: person, reason, in: context)
    case .decline(let declining): return try self.declining(declining, in: context)
    case .merge(let other): return try merging(into: other, in: context)
    case .takeMerged(let source): return try taking(source, in: context)
    case .restart(let reason, let second): return try restarting(reason, second, in: context)
    case .relabel(let kind, let reason, let second):
      return try relabelling(to: kind, reason, second, in: context)
    case .addNumber, .noteRefusal, .answerBack, .linkRepeat, .attach:
      throw notAdmitted(.intake(command))
    }
  }

  func noted(_ event: IntakeEvent) -> Outcome<Event> { Outcome(.intake(event)) }

  // MARK: Completing what was registered

  private func supplementing(
    _ supplement: Supplement, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try TextCheck.size(supplement.note, Phrase("补正说明", "note of the supplement"))
    try TextCheck.size(supplement.narrative, Phrase("投诉内容", "narrative"))
    try TextCheck.size(supplement.demand, Phrase("诉求", "demand"))
    let texts = [supplement.note, supplement.narrative, supplement.demand]
    guard supplement.particulars != Particulars() || texts.contains(where: { !$0.isEmpty }) else {
      throw Refusal(
        .emptyText, problem: Phrase("没有补正任何内容", "nothing is supplemented"),
        remedy: Phrase(
          "用 --file 给出补充的要素，或用 note 说明收到的材料",
          "give what is added with --file, or say in `note` what came in"))
    }
    try intake.particulars.supplemented(by: supplement.particulars).check(
      channel: receipt.intakeChannel.key, headcount: receipt.headcount, in: context)
    return noted(
      .supplemented(ComplaintSupplemented(supplement, envelope: context.envelope(of: id))))
  }

  private func asking(
    _ material: [String], _ note: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try TextCheck.size(note, Phrase("补正说明", "note"))
    guard !material.isEmpty else {
      throw Refusal(
        .emptyText, problem: Phrase("没有说明要补正什么材料", "no material is named"),
        remedy: Phrase("用 --material 列出材料", "list it with --material"))
    }
    for key in material where CodeTable.material.row(key) == nil {
      throw .unknownCode(key, in: .material)
    }
    let held = material.filter { CodeTable.heldByBank.contains($0) }
      .map { CodeTable.material.name(of: $0) }
    guard held.isEmpty else {
      throw Refusal(
        .askedTooMuch,
        problem: Phrase(
          "不得要求投诉人提供本行已有的材料：\(held.map(\.zh).joined(separator: "、"))",
          "the bank must not ask for what it holds: \(held.map(\.en).joined(separator: ", "))"),
        remedy: Phrase("请在行内调取", "get it inside the bank"),
        basis: .complaintMeasures("第十三条", "art. 13"))
    }
    return noted(
      .materialAsked(
        ComplaintMaterialAsked(
          material: material, note: note, envelope: context.envelope(of: id))))
  }

  private func attaching(
    _ attachment: Attachment, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try TextCheck.size(attachment.name, Phrase("文件名", "file name"), max: TextCheck.shortMax)
    if intake.attachments.contains(where: { $0.digest == attachment.digest }) {
      throw Refusal(
        .alreadyExists,
        problem: Phrase("投诉 \(id) 已有同一文件", "the complaint \(id) has this file already"),
        remedy: Phrase(
          "用 xiaobao complaint show \(id) 查看材料", "see the files: xiaobao complaint show \(id)"))
    }
    return noted(
      .attached(ComplaintAttached(attachment, envelope: context.envelope(of: id))))
  }

  // MARK: The first contact

  private func responding(
    _ manner: Reply.Manner, _ proof: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try TextCheck.size(proof, Phrase("联系凭证", "proof of the contact"))
    guard manner != .unreachable else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("没有联系上，不算首次响应", "nobody was reached: that is no first response"),
        remedy: Phrase("联系上后再登记", "record it once the complainant was reached"))
    }
    if let day = intake.answeredOn {
      throw Refusal(
        .alreadyExists,
        problem: Phrase(
          "投诉 \(id) 已于 \(day.iso) 首次联系投诉人",
          "the complainant of \(id) was contacted first on \(day.iso)"),
        remedy: nextStep)
    }
    return noted(
      .firstAnswered(
        ComplaintFirstAnswered(
          manner: manner, minute: context.businessMinute, settles: owed(among: ["first_response"]),
          proof: proof, envelope: context.envelope(of: id))))
  }

  private func handing(
    to person: String, _ reason: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("移交原因", "reason of the hand-over")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    // Somebody on leave does not take a duty: the stand-in does.
    let (to, covers) = try context.taking(person)
    guard to != intake.owner else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "“\(to)”已是投诉 \(id) 的首问责任人", "`\(to)` answers for the first contact of \(id) already"),
        remedy: Phrase("用 --to 给出另一人", "name somebody else with --to"))
    }
    return noted(
      .handedOver(
        ComplaintHandedOver(
          from: intake.owner, to: to, covers: covers, reason: reason,
          envelope: context.envelope(of: id))))
  }
}
