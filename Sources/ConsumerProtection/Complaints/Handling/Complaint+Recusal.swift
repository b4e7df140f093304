// Recusal (回避): nobody with a direct interest handles, decides or reviews (CN3 art. 17).

/// Why somebody has a direct interest in a complaint.
public enum InterestGround: String, Sendable, Hashable, CaseIterable {
  /// The complaint names the person (被投诉人员).
  case named
  /// The person handled the business complained about (业务经办).
  case handledBusiness = "handled_business"
  /// A relative of somebody involved (亲属关系).
  case relative
  /// Another interest, which the words say (其他利害关系).
  case other

  /// The ground as people say it.
  public var title: Phrase {
    switch self {
    case .named: Phrase("被投诉人员", "named in the complaint")
    case .handledBusiness: Phrase("经办过被投诉的业务", "handled the business complained about")
    case .relative: Phrase("与当事人有亲属关系", "a relative of somebody involved")
    case .other: Phrase("其他利害关系", "another interest")
    }
  }
}

extension Complaint {
  func declaringInterest(
    _ person: String, _ ground: InterestGround, _ detail: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.activePerson(person)
    let field = Phrase("利害关系说明", "words about the interest")
    try TextCheck.size(detail, field)
    if ground == .other { try TextCheck.notEmpty(detail, field) }
    if let known = interest(of: person) {
      throw Refusal(
        .alreadyExists,
        problem: Phrase(
          "工号“\(person)”对投诉 \(id) 的利害关系已登记：\(known.ground.title.zh)",
          "the interest of `\(person)` in \(id) is recorded already: \(known.ground.title.en)"),
        remedy: Phrase("无需重复登记", "nothing is to be done"))
    }
    return Outcome(
      .handling(
        .interestDeclared(
          ComplaintInterestDeclared(
            person: person, ground: ground, detail: .plain(unlessEmpty: detail),
            envelope: context.envelope(of: id)))))
  }

  func liftingInterest(
    _ person: String, _ reason: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    let field = Phrase("撤销回避的原因", "reason for lifting the recusal")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    guard interest(of: person) != nil else {
      throw Refusal(
        .unknownIdentifier,
        problem: Phrase(
          "投诉 \(id) 没有登记“\(person)”的利害关系", "no interest of `\(person)` in \(id) is recorded"),
        remedy: Phrase("用 xiaobao complaint show \(id) 查看", "see xiaobao complaint show \(id)"))
    }
    guard person != context.actor else {
      throw Refusal(
        .approvalNeeded,
        problem: Phrase("“\(person)”不能撤销自己的回避", "`\(person)` cannot lift the own recusal"),
        remedy: Phrase("由投诉处理工作负责人办理", "let the head of complaint handling do it"),
        basis: Self.recusal)
    }
    return Outcome(
      .handling(
        .interestLifted(
          ComplaintInterestLifted(
            person: person, reason: .plain(reason), envelope: context.envelope(of: id)))))
  }

  func recordingNamesake(
    _ person: String, _ reason: String, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.activePerson(person)
    let field = Phrase("所指为他人的依据", "reason why somebody else is meant")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    guard person != context.actor else {
      throw Refusal(
        .approvalNeeded,
        problem: Phrase(
          "“\(person)”不能自行说明投诉所指不是本人", "`\(person)` cannot say that somebody else is meant"),
        remedy: Phrase("由投诉处理工作负责人办理", "let the head of complaint handling do it"),
        basis: Self.recusal)
    }
    guard !isNamesake(person) else {
      throw Refusal(
        .alreadyExists,
        problem: Phrase(
          "投诉 \(id) 已登记“\(person)”为同名", "`\(person)` is recorded as a namesake on \(id) already"),
        remedy: Phrase("无需重复登记", "nothing is to be done"))
    }
    return Outcome(
      .handling(
        .namesakeRecorded(
          ComplaintNamesakeRecorded(
            person: person, reason: .plain(reason), envelope: context.envelope(of: id)))))
  }

  /// Whether somebody looked and the text means another of that name.
  func isNamesake(_ person: String) -> Bool {
    handling.namesakes.contains { $0.person == person }
  }

  /// The interest of a person that stands; nil where none was declared.
  public func interest(of person: String) -> ComplaintInterestDeclared? {
    handling.interests.first { $0.person == person }
  }

  /// Refuses somebody with a direct interest, and names who may instead.
  func checkInterest(_ person: String, in context: Context) throws(Refusal) {
    if let interest = interest(of: person) {
      let day = interest.envelope.day.iso
      throw recused(
        person,
        Phrase(
          "\(interest.ground.title.zh)（\(day) 登记）",
          "\(interest.ground.title.en), declared on \(day)"),
        in: context)
    }
    guard isNamed(person, in: context) else { return }
    let command = "xiaobao complaint interest namesake \(id) --person \(person) --reason TEXT"
    throw recused(
      person,
      Phrase("投诉内容中有其姓名或工号", "the complaint's text has the name or the staff number"),
      or: Phrase(
        "；只是同名的，由他人登记：\(command)", "; of another of that name somebody else says so: \(command)"),
      in: context)
  }

  /// Whether the text names the person, and nobody said that another of that name is meant.
  func isNamed(_ person: String, in context: Context) -> Bool {
    !isNamesake(person) && context.lookUps.isNamed(person, in: self)
  }

  private func recused(
    _ person: String, _ why: Phrase, or besides: Phrase = Phrase("", ""), in context: Context
  ) -> Refusal {
    let others = handlers(without: [person], in: context)
    let list = others.isEmpty ? "—" : others.joined(separator: ", ")
    let assign = "xiaobao complaint assign \(id) --unit \(handlingUnit) --person STAFF"
    return Refusal(
      .recused,
      problem: Phrase(
        "工号“\(person)”须回避投诉 \(id)：\(why.zh)", "`\(person)` must keep out of \(id): \(why.en)"),
      remedy: Phrase(
        "可由他人办理：\(list)；改派：\(assign)\(besides.zh)",
        "somebody else may: \(list); \(assign)\(besides.en)"),
      basis: Self.recusal)
  }

  /// Refuses a command whose actor has an interest, where the command is one of handling.
  func checkInterest(
    ofActorFor command: Command, in context: Context
  ) throws(Refusal) {
    switch command {
    case .investigate, .decide, .reply, .extend, .close:
      try checkInterest(context.actor, in: context)
    case .handling(let command) where command.isHandling:
      try checkInterest(context.actor, in: context)
    default: return
    }
  }

  /// Who may handle the case: in service, with a handling role, without an interest; at most three,
  /// those of the handling unit first.
  func handlers(without persons: Set<String>, in context: Context) -> [String] {
    let day = context.businessDay
    let free = context.lookUps.staff().compactMap { context.lookUps.person($0) }.filter { person in
      !persons.contains(person.id) && interest(of: person.id) == nil
        && [Role.handler, .complaintHead].contains { person.has($0, on: day) }
    }
    let own = free.filter { $0.unit(on: day) == handlingUnit }
    let others = free.filter { $0.unit(on: day) != handlingUnit }
    // The text is read for those alone who would be named.
    let able = (own + others).lazy.map(\.id).filter { !isNamed($0, in: context) }
    return Array(able.prefix(3))
  }

  /// The provision on recusal.
  static let recusal = Citation.complaintMeasures("第十七条", "art. 17")
}
