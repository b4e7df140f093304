// One case, many numbers; a case that goes on in another.

extension Complaint {
  func adding(
    _ number: String, _ from: Transferor?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("外部编号", "outside number")
    try TextCheck.notEmpty(number, field)
    try TextCheck.size(number, field, max: TextCheck.shortMax)
    guard !intake.numbers.contains(where: { $0.number == number }) else {
      throw Refusal(
        .alreadyExists,
        problem: Phrase(
          "投诉 \(id) 已有编号“\(number)”", "the complaint \(id) has the number `\(number)` already"),
        remedy: Phrase("用 xiaobao complaint show \(id) 查看", "see xiaobao complaint show \(id)"))
    }
    return noted(
      .numberAdded(
        ComplaintNumberAdded(number: number, from: from, envelope: context.envelope(of: id))))
  }

  /// The number, or a refusal that lists those there are.
  @discardableResult
  func known(_ number: String) throws(Refusal) -> OutsideNumber {
    if let known = intake.numbers.first(where: { $0.number == number }) { return known }
    let list = intake.numbers.map(\.number)
    throw Refusal(
      .unknownIdentifier,
      problem: Phrase(
        "投诉 \(id) 没有编号“\(number)”", "the complaint \(id) has no number `\(number)`"),
      remedy: list.isEmpty
        ? Phrase(
          "先登记：xiaobao complaint number \(id) \(number) --from …",
          "add it first: xiaobao complaint number \(id) \(number) --from …")
        : Phrase("已有：\(list.joined(separator: "、"))", "it has: \(list.joined(separator: ", "))"))
  }

  /// PBC5 art. 44: a report on a transferred complaint lacks none of its facts.
  func answering(_ answer: AnswerBack, in context: Context) throws(Refusal) -> Outcome<Event> {
    let number = try known(answer.number)
    guard number.from != nil else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "编号“\(number.number)”不是转办编号，无须反馈",
          "`\(number.number)` is no number of a transfer: nobody is to be answered"),
        remedy: nextStep)
    }
    let missing = AnswerBack.facts.filter { fact in
      (answer.texts[fact.name] ?? "").unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }
    guard missing.isEmpty else {
      throw Refusal(
        .incompleteReply,
        problem: Phrase(
          "对“\(number.number)”的反馈缺少：\(missing.map(\.title.zh).joined(separator: "、"))",
          "the report on `\(number.number)` lacks: "
            + missing.map(\.title.en).joined(separator: ", ")),
        remedy: Phrase(
          "没有的写“无”；成员：\(missing.map(\.name).joined(separator: "、"))",
          "where there is none, say so; members: \(missing.map(\.name).joined(separator: ", "))"),
        basis: .centralBankMeasures("第四十四条", "art. 44"))
    }
    for fact in AnswerBack.facts { try TextCheck.size(answer.texts[fact.name], fact.title) }
    return noted(
      .answeredBack(ComplaintAnsweredBack(answer, envelope: context.envelope(of: id))))
  }

  /// The later complaint ends; its numbers and its duties to regulators go on in the earlier one, which
  /// must still be open. CN3 art. 18(3): no new clock.
  func merging(into other: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    guard other != id else { throw Self.cannotMerge(id, into: other, nil) }
    guard let first = context.lookUps.complaint(other) else {
      throw .notThere(Phrase("投诉", "complaint"), other, list: "xiaobao complaint list")
    }
    guard first.isOpen else { throw Self.cannotMerge(id, into: other, first.stage.name) }
    guard first.receivedOn <= receivedOn else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "\(id)（\(receivedOn.iso)）先于 \(other)（\(first.receivedOn.iso)）收到",
          "\(id) (\(receivedOn.iso)) came before \(other) (\(first.receivedOn.iso))"),
        remedy: Phrase(
          "将后一件并入前一件：xiaobao complaint merge \(other) --into \(id)",
          "merge the later one: xiaobao complaint merge \(other) --into \(id)"),
        basis: .complaintMeasures("第十八条第三款", "art. 18(3)"))
    }
    // A duty to a regulator is never dropped by a merge: it goes on under the number it came with.
    let kept = obligations.filter { $0.isOpen && $0.name == "transfer_answer" }
    let rules = Set(first.obligations.map(\.rule))
    let moved = kept.map { duty in
      var rule = duty.rule
      while rules.contains(rule) { rule += "+" }
      return duty.renamed(rule)
    }
    let source = ComplaintMergeTaken.Source(
      id: id, numbers: intake.numbers, obligations: moved)
    return Outcome(
      [
        .intake(
          .merged(
            ComplaintMerged(into: other, settles: owed(), envelope: context.envelope(of: id))))
      ],
      orders: [Order(Command.intake(.takeMerged(source)), to: other, of: Complaint.self)])
  }

  func taking(
    _ source: ComplaintMergeTaken.Source, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    noted(.mergeTaken(ComplaintMergeTaken(source, envelope: context.envelope(of: id))))
  }

  private static func cannotMerge(
    _ id: String, into other: String, _ stage: Stage.Name?
  ) -> Refusal {
    guard let stage else {
      return Refusal(
        .notAdmitted,
        problem: Phrase("\(id) 不能并入自身", "\(id) cannot be merged into itself"),
        remedy: Phrase("用 --into 给出另一件投诉", "name another complaint with --into"))
    }
    return Refusal(
      .notAdmitted,
      problem: Phrase(
        "投诉 \(other) \(stage.title.zh)，不能再并入其他投诉",
        "the complaint \(other) is \(stage.title.en) and takes no other in"),
      remedy: Phrase(
        "标为重复投诉：xiaobao complaint repeat \(id) --of \(other)",
        "link it as a repeat: xiaobao complaint repeat \(id) --of \(other)"),
      basis: .complaintMeasures("第十八条第三款", "art. 18(3)"))
  }

  func linking(_ earlier: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    guard earlier != id, let first = context.lookUps.complaint(earlier) else {
      throw .notThere(Phrase("较早的投诉", "earlier complaint"), earlier, list: "xiaobao complaint list")
    }
    guard !first.isOpen else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "投诉 \(earlier) 尚未办结，应当合并", "the complaint \(earlier) is still open and should be merged"),
        remedy: Phrase(
          "xiaobao complaint merge \(id) --into \(earlier)",
          "xiaobao complaint merge \(id) --into \(earlier)"),
        basis: .complaintMeasures("第十八条第三款", "art. 18(3)"))
    }
    guard first.receivedOn <= receivedOn else {
      throw Refusal(
        .badDay,
        problem: Phrase(
          "\(earlier) 收到于 \(first.receivedOn.iso)，晚于 \(id)",
          "\(earlier) was received on \(first.receivedOn.iso), later than \(id)"),
        remedy: Phrase("请给出较早的一件", "name the earlier one"))
    }
    return noted(
      .repeatLinked(
        ComplaintRepeatLinked(earlier: earlier, envelope: context.envelope(of: id))))
  }
}
