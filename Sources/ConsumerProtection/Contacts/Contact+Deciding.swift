extension IntakeContact {
  private static let noun = Phrase("来访来电登记", "contact")

  /// Decides a command; see `Matter.deciding`.
  public static func deciding(
    _ command: Command, on contact: IntakeContact?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.checkDay(notBefore: contact?.lastDay, of: contact?.id ?? "")
    guard let contact else {
      guard case .register(let draft) = command else {
        throw .notThere(noun, context.newIdentifier, list: "xiaobao contact list")
      }
      return try registering(draft, in: context)
    }
    switch command {
    case .register:
      throw .alreadyThere(noun, contact.id, show: "xiaobao contact show \(contact.id)")
    case .relabel(let kind, let reason, let second, let draft):
      return try contact.relabelling(to: kind, reason, second, draft, in: context)
    case .finish(let answer): return try contact.finishing(answer, in: context)
    }
  }

  private static func registering(
    _ contact: ContactDraft, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    var contact = contact
    // Everything is registered: only the words are needed, and a complaint is checked as one.
    try TextCheck.notEmpty(contact.draft.narrative ?? "", Phrase("内容", "what was said"))
    try TextCheck.size(contact.draft.narrative, Phrase("内容", "what was said"))
    if contact.kind != .complaint { contact.complaint = nil }
    let unit = try contact.draft.receivingUnit(in: context)
    let registered = ContactRegistered(
      contact, unit: unit,
      owner: contact.draft.firstContactOwner ?? context.lookUps.person(context.actor)?.id,
      minute: context.businessMinute,
      obligations: opening(contact.kind, in: context),
      envelope: context.envelope(of: context.newIdentifier))
    guard contact.kind == .complaint, let complaint = contact.complaint else {
      return Outcome(.registered(registered))
    }
    return Outcome(
      [.registered(registered)],
      orders: [Order(Complaint.Command.register(contact.draft), to: complaint, of: Complaint.self)])
  }

  /// What a regime puts on a contact that is no complaint; nothing where none does.
  private static func opening(_ kind: ContactKind, in context: Context) -> [Obligation] {
    guard kind == .petition else { return [] }
    let limits = context.lookUps.limits(startedBy: .petition, onReceipt: context.businessDay)
    return Obligation.opening(
      limits.map { limit in
        DeadlineAnswer(
          name: limit.name, rule: limit.id, isRegime: true, budget: limit.budget, calendar: nil,
          basis: limit.citation, because: Because("contact_limit"), plugin: "")
      }, in: context)
  }

  /// A reason, a second person, the first receipt kept, and counted.
  private func relabelling(
    to kind: ContactKind, _ reason: String, _ second: String, _ draft: ContactDraft?,
    in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    guard kind != current else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("\(id) 已是\(kind.title.zh)", "\(id) is \(kind.title.en) already"),
        remedy: Phrase("用 --to 给出另一性质", "name another kind with --to"))
    }
    let field = Phrase("变更原因", "reason of the change")
    try TextCheck.notEmpty(reason, field)
    try TextCheck.size(reason, field)
    try context.checkSecond(second)
    if kind == .complaint, complaint != nil || draft?.complaint == nil { throw opensNoOther() }
    let opened = kind == .complaint ? draft?.complaint : nil
    let event = ContactRelabelled(
      from: current, to: kind, second: second, complaint: opened,
      settles: obligations.filter(\.isOpen).map(\.rule), reason: reason,
      envelope: context.envelope(of: id))
    var orders: [Order] = []
    if let ended = complaint, current == .complaint {
      orders.append(
        Order(
          Complaint.Command.intake(.relabel(to: kind, reason: reason, second: second)), to: ended,
          of: Complaint.self))
    }
    // The complaint's limits run from the first receipt, not from the change.
    if let opened, let draft {
      orders.append(
        Order(
          Complaint.Command.register(draft.draft), to: opened, of: Complaint.self,
          on: (receivedOn, receipt.minute)))
    }
    return Outcome([.relabelled(event)], orders: orders)
  }

  private func opensNoOther() -> Refusal {
    Refusal(
      .notAdmitted,
      problem: Phrase(
        "\(id) 已开立过投诉 \(complaint ?? "")，不能再开立",
        "\(id) opened the complaint \(complaint ?? "") before and opens no other"),
      remedy: Phrase("另行登记：xiaobao complaint submit", "register it anew: xiaobao complaint submit"))
  }

  private func finishing(_ answer: String, in context: Context) throws(Refusal) -> Outcome<Event> {
    guard current != .complaint else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("\(id) 是投诉，按投诉办理", "\(id) is a complaint and handled as one"),
        remedy: Phrase(
          "xiaobao complaint show \(complaint ?? "")", "xiaobao complaint show \(complaint ?? "")"))
    }
    if let day = finishedOn {
      throw Refusal(
        .notAdmitted,
        problem: Phrase("\(id) 已于 \(day.iso) 办结", "\(id) was done with on \(day.iso)"),
        remedy: Phrase(
          "另行登记：xiaobao contact register", "register a new one: xiaobao contact register"))
    }
    let field = Phrase("答复或处理情况", "answer")
    try TextCheck.notEmpty(answer, field)
    try TextCheck.size(answer, field)
    return Outcome(
      .finished(
        ContactFinished(
          answer: answer, settles: obligations.filter(\.isOpen).map(\.rule),
          envelope: context.envelope(of: id))))
  }

  /// Applies a fact; see `Matter.applying`.
  public static func applying(_ event: Event, to contact: IntakeContact?) -> IntakeContact? {
    guard var next = contact ?? IntakeContact(opening: event) else { return nil }
    next.lastDay = max(next.lastDay, event.envelope.day)
    switch event {
    case .registered: break
    case .relabelled(let fact):
      next.current = fact.to
      next.complaint = fact.complaint ?? next.complaint
      next.changes.append(fact)
      next.settle(fact.settles, on: fact.envelope.day)
    case .finished(let fact):
      next.finishedOn = fact.envelope.day
      next.settle(fact.settles, on: fact.envelope.day)
    }
    return next
  }

  private init?(opening event: Event) {
    guard case .registered(let receipt) = event else { return nil }
    id = receipt.envelope.id
    self.receipt = receipt
    current = receipt.kind
    complaint = receipt.complaint
    changes = []
    obligations = receipt.obligations
    lastDay = receipt.envelope.day
  }

  private mutating func settle(_ rules: [String], on day: CivilDay) {
    for place in obligations.indices
    where obligations[place].isOpen && rules.contains(obligations[place].rule) {
      obligations[place].settledOn = day
    }
  }
}

extension Context {
  /// A second person in service, not the one who commands.
  func checkSecond(_ person: String?) throws(Refusal) {
    guard let person, !person.isEmpty else {
      throw Refusal(
        .approvalNeeded,
        problem: Phrase("须有第二人批准", "a second person has to approve"),
        remedy: Phrase("用 --approved-by 给出批准人", "name who approved with --approved-by"))
    }
    guard person != actor else {
      throw Refusal(
        .approvalNeeded,
        problem: Phrase("“\(person)”不能批准自己", "`\(person)` cannot approve their own act"),
        remedy: Phrase("请另一人批准：--approved-by", "let somebody else approve: --approved-by"))
    }
    try activePerson(person)
  }
}
