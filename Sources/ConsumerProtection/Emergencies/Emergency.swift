/// A major matter that the leadership group follows (应急事项), opened by a major or group complaint.
public struct Emergency: Matter, Equatable {
  /// `emergency`
  public static let kind = MatterKind("emergency")

  /// How it is ranked.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// A major complaint (重大消费投诉).
    case major
    /// Many complain together in person (群体性投诉).
    case group

    /// The level as people say it.
    public var title: Phrase {
      switch self {
      case .major: Phrase("重大消费投诉", "major complaint")
      case .group: Phrase("群体性投诉", "group complaint")
      }
    }
  }

  /// What somebody wants done with it.
  public enum Command: Sendable, Equatable {
    /// Opens it; the order of a complaint.
    case open(Opening)
    /// Records that the notices for the leadership group stand in the outbox; the engine's command.
    case markTold
    /// Ends it.
    case close(outcome: String)
  }

  /// What is known when it opens.
  public struct Opening: Sendable, Equatable {
    /// How it is ranked.
    public var level: Level
    /// The complaint.
    public var complaint: String
    /// How many complain.
    public var headcount: Int
    /// What makes it major, where it is not the number alone.
    public var ground: Particulars.MajorGround?
    /// The number from which on it counts as a group, and the row that says so.
    public var threshold: Quantity?
    /// Who is told.
    public var notified: [String]
  }

  /// The number, such as `E-20260302-000007`: that of its complaint.
  public let id: String
  /// How it opened.
  public let opened: EmergencyOpened
  /// Since when the notices stand in the outbox; nil where that is not on record.
  public internal(set) var told: EmergencyTold?
  /// How it ended.
  public internal(set) var closed: EmergencyClosed?

  /// Decides a command; see `Matter.deciding`.
  public static func deciding(
    _ command: Command, on emergency: Emergency?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.checkDay(
      notBefore: emergency?.opened.envelope.day, of: emergency?.id ?? "")
    let noun = Phrase("应急事项", "emergency")
    guard let emergency else {
      guard case .open(let opening) = command else {
        throw .notThere(noun, context.newIdentifier, list: "xiaobao emergency list")
      }
      return Outcome(
        .opened(
          EmergencyOpened(opening, envelope: context.envelope(of: context.newIdentifier))))
    }
    if case .markTold = command {
      guard emergency.told == nil else { return Outcome([]) }
      return Outcome(
        .told(
          EmergencyTold(
            to: emergency.opened.notified, envelope: context.envelope(of: emergency.id))))
    }
    guard case .close(let outcome) = command else {
      throw .alreadyThere(noun, emergency.id, show: "xiaobao emergency show \(emergency.id)")
    }
    if let day = emergency.closed?.envelope.day {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "应急事项 \(emergency.id) 已于 \(day.iso) 结束",
          "the emergency \(emergency.id) ended on \(day.iso)"),
        remedy: Phrase(
          "用 xiaobao emergency show \(emergency.id) 查看",
          "see xiaobao emergency show \(emergency.id)"))
    }
    try TextCheck.notEmpty(outcome, Phrase("处置结果", "outcome"))
    try TextCheck.size(outcome, Phrase("处置结果", "outcome"))
    return Outcome(
      .closed(EmergencyClosed(outcome: outcome, envelope: context.envelope(of: emergency.id))))
  }

  /// Applies a fact; see `Matter.applying`.
  public static func applying(_ event: Event, to emergency: Emergency?) -> Emergency? {
    switch event {
    case .opened(let fact): emergency ?? Emergency(id: fact.envelope.id, opened: fact)
    case .told(let fact):
      emergency.map { known in
        var next = known
        next.told = fact
        return next
      }
    case .closed(let fact):
      emergency.map { known in
        var next = known
        next.closed = fact
        return next
      }
    }
  }
}

extension Draft {
  /// The emergency that the complaint opens: many in person together, or a ground of art. 29; nil for
  /// every other complaint and for records of another system.
  func emergency(in context: Context) -> Order? {
    guard archive == nil, sourceSystem == nil else { return nil }
    let threshold = context.lookUps.quantity("group_complainants", on: context.businessDay)
    let isGroup =
      intakeChannel.key == "visit" && threshold.map { headcount >= $0.value } ?? false
    guard isGroup || particulars.major != nil else { return nil }
    let notified = context.policy.intake.leadershipGroup
    let opening = Emergency.Opening(
      level: isGroup ? .group : .major, complaint: context.newIdentifier, headcount: headcount,
      ground: particulars.major, threshold: isGroup ? threshold : nil, notified: notified)
    return Order(
      Emergency.Command.open(opening), to: "E-\(context.newIdentifier.dropFirst(2))",
      of: Emergency.self)
  }
}
