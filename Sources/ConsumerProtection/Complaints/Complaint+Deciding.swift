extension Complaint {
  /// Decides a command; see `Matter.deciding`. The rules of each command stand beside it in
  /// `Complaint+Registering`, `+Handling`, `+Answering`, `+Extending` and `+Ending`.
  public static func deciding(
    _ command: Command, on complaint: Complaint?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.checkDay(notBefore: complaint?.lastDay, of: complaint?.id ?? "")
    guard let complaint else {
      guard case .register(let draft) = command else {
        throw .notThere(
          Phrase("投诉", "complaint"), context.newIdentifier, list: "xiaobao complaint list")
      }
      return try draft.registered(in: context)
    }
    return try complaint.deciding(command, in: context)
  }

  private func deciding(
    _ command: Command, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try checkInterest(ofActorFor: command, in: context)
    if case .handling(let command) = command { return try handling(command, in: context) }
    if case .intake(let command) = command { return try deciding(command, in: context) }
    // A review that is missed escalates although the case below it is closed.
    if isOpen || command.isSweeps, let outcome = try enriching(command, in: context) {
      return outcome
    }
    if let outcome = try besides(command, in: context) { return outcome }
    switch (stage, command) {
    case (.received, .accept):
      return accepting(in: context)
    case (.accepted, .assign(let unit, let person)), (.assigned, .assign(let unit, let person)),
      (.investigating, .assign(let unit, let person)):
      return try assigning(unit, person, in: context)
    case (.accepted(_, assignment: .some), .investigate(let finding)),
      (.assigned, .investigate(let finding)), (.investigating, .investigate(let finding)):
      return try investigating(finding, in: context)
    case (.investigating, .decide(let decision)):
      return try deciding(decision, in: context)
    case (.decided(let decided), .reply(let reply)):
      return try replying(reply, to: decided, in: context)
    case (.replied, .recordFeedback(let feedback)):
      return try recording(feedback, in: context)
    case (.replied(let answered), .close):
      return try closing(answered, in: context)
    case (.received, .extend(let request)), (.accepted, .extend(let request)),
      (.assigned, .extend(let request)), (.investigating, .extend(let request)),
      (.decided, .extend(let request)):
      return try extending(request, in: context)
    case (.received, .withdraw(let reason)), (.accepted, .withdraw(let reason)),
      (.assigned, .withdraw(let reason)), (.investigating, .withdraw(let reason)),
      (.decided, .withdraw(let reason)), (.replied, .withdraw(let reason)):
      return try withdrawing(reason, in: context)
    case (.received, .markOverdue(let limit)), (.accepted, .markOverdue(let limit)),
      (.assigned, .markOverdue(let limit)), (.investigating, .markOverdue(let limit)),
      (.decided, .markOverdue(let limit)), (.replied, .markOverdue(let limit)),
      (.closed, .markOverdue(let limit)):
      return try markingOverdue(limit, in: context)
    case (.received, .archive(let outcome)):
      return try archiving(outcome, in: context)
    case (.received, _), (.accepted, _), (.assigned, _), (.investigating, _), (.decided, _),
      (.replied, _), (.closed, _), (.withdrawn, _):
      throw notAdmitted(command)
    }
  }

  /// The refusal of a command that this stage does not take, with the command that it does.
  func notAdmitted(_ command: Command) -> Refusal {
    let (title, act) = (stage.name.title, command.verb.act)
    return Refusal(
      .notAdmitted,
      problem: Phrase(
        "投诉 \(id) \(title.zh)，不能\(act.zh)",
        "the complaint \(id) is \(title.en) and cannot \(act.en)"),
      remedy: nextStep)
  }

  /// The command that the stage waits for.
  var nextStep: Phrase {
    switch stage {
    case .received: Self.next("accept \(id)", "请先受理", "accept it first")
    case .accepted(_, assignment: nil):
      Self.next("assign \(id) --unit UNIT", "请先派单", "assign it first")
    case .accepted, .assigned:
      Self.next("investigate \(id)", "请先登记调查结果", "record what was found first")
    case .investigating: Self.next("decide \(id)", "请先作出处理决定", "decide it first")
    case .decided:
      Self.next("reply \(id)", "请将决定告知投诉人", "tell the complainant the decision")
    case .replied(let answered) where answered.feedback == nil:
      Self.next("feedback \(id)", "请登记客户反馈", "record the customer's feedback")
    case .replied: Self.next("close \(id)", "请办结", "close it")
    case .closed, .withdrawn:
      Self.next(
        "submit", "程序已终结；有新事实和理由的，另行登记",
        "the procedure has ended; with new facts and reasons, register a new complaint")
    }
  }

  static func next(_ command: String, _ zh: String, _ en: String) -> Phrase {
    Phrase("\(zh)：xiaobao complaint \(command)", "\(en): xiaobao complaint \(command)")
  }

  /// The rules of the obligations that the case still owes, of these names or of all.
  func owed(among names: Set<String>? = nil) -> [String] {
    obligations.filter { obligation in
      // A review is owed by the superior institution, whatever ends the case below it.
      obligation.isOpen && !obligation.isOpportunity
        && names?.contains(obligation.name) ?? (obligation.name != "review_decision")
    }.map(\.rule)
  }
}
