/// The suggestion box or the suggestion book of an outlet (意见箱、意见簿): opened again and again by two
/// persons, and recorded even when nothing was in it.
public struct SuggestionBox: Matter, Equatable {
  /// `box`
  public static let kind = MatterKind("box")

  /// Which of the two.
  public enum Form: String, Sendable, Hashable, CaseIterable {
    /// A box (意见箱).
    case box
    /// A book (意见簿).
    case book

    /// The form as people say it.
    public var title: Phrase {
      switch self {
      case .box: Phrase("意见箱", "suggestion box")
      case .book: Phrase("意见簿", "suggestion book")
      }
    }
  }

  /// What somebody wants done with it.
  public enum Command: Sendable, Equatable {
    /// Records an opening.
    case open(Opening)
    /// Records that nobody opened it in time; the sweep's command.
    case markOverdue
  }

  /// One opening.
  public struct Opening: Sendable, Equatable {
    /// The outlet.
    public var unit: String
    /// Box or book.
    public var form: Form
    /// The second person, beside the one who records.
    public var second: String
    /// How many slips or entries were found; zero too.
    public var slips: Int

    /// An opening with its parts.
    public init(unit: String, form: Form, second: String, slips: Int) {
      self.unit = unit
      self.form = form
      self.second = second
      self.slips = slips
    }

    /// The identifier of that unit's box or book, such as `B1.box`.
    public var id: String { "\(unit).\(form.rawValue)" }
  }

  /// The identifier, such as `B1.box`.
  public let id: String
  /// Every opening, oldest first.
  public internal(set) var openings: [BoxOpened]
  /// When a sweep recorded that it was not opened in time; nil since the last opening.
  public internal(set) var overdueMarkedOn: CivilDay?

  /// When it falls due again; nil where the bank set no period.
  public var due: CivilDay? { openings.last?.due }

  /// Decides a command; see `Matter.deciding`.
  public static func deciding(
    _ command: Command, on box: SuggestionBox?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    switch command {
    case .open(let opening): try opened(opening, before: box?.openings.last, in: context)
    case .markOverdue: try markingOverdue(box, in: context)
    }
  }

  private static func markingOverdue(
    _ box: SuggestionBox?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    guard let box else {
      throw .notThere(
        Phrase("意见箱（簿）", "box or book"), context.newIdentifier, list: "xiaobao box list")
    }
    try context.checkDay(notBefore: box.openings.last?.envelope.day, of: box.id)
    guard let due = box.due, due < context.businessDay, box.overdueMarkedOn == nil else {
      throw Refusal(
        .notAdmitted,
        problem: Phrase(
          "\(box.id) 没有（未登记的）逾期", "\(box.id) has no opening that is late and not recorded so"),
        remedy: Phrase("无需处理；用 xiaobao box list 查看", "nothing is to be done; see xiaobao box list"))
    }
    return Outcome(
      .overdueMarked(BoxOverdueMarked(due: due, envelope: context.envelope(of: box.id))))
  }

  private static func opened(
    _ opening: Opening, before last: BoxOpened?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    try context.checkDay(notBefore: last?.envelope.day, of: opening.id)
    try context.activeUnit(opening.unit)
    guard opening.second != context.actor else {
      throw Refusal(
        .approvalNeeded,
        problem: Phrase(
          "开箱须两人在场，“\(opening.second)”是登记人本人",
          "two persons open it; `\(opening.second)` is the one who records"),
        remedy: Phrase("用 --with 给出另一人", "name the other person with --with"))
    }
    try context.activePerson(opening.second)
    guard (0...100_000).contains(opening.slips) else {
      throw Refusal(
        .badNumber,
        problem: Phrase("意见数为 \(opening.slips)", "the number of slips is \(opening.slips)"),
        remedy: Phrase(
          "请填写 0 或以上的整数；没有也要登记", "give a whole number from 0 on; nothing found is recorded too"))
    }
    let calendar = context.calendar(context.policy.calendarID)
    let budget = context.policy.intake.boxOpening
    let due = budget?.due(
      from: context.businessDay, in: calendar,
      lastDay: context.policy.rollsOverHolidays ? .overHolidays : .strict)
    return Outcome(
      .opened(
        BoxOpened(
          opening, before: last?.envelope.day,
          late: last?.due.map { $0 < context.businessDay } ?? false,
          budget: budget, due: due?.day, envelope: context.envelope(of: opening.id))))
  }

  /// Applies a fact; see `Matter.applying`.
  public static func applying(_ event: Event, to box: SuggestionBox?) -> SuggestionBox? {
    switch event {
    case .opened(let fact):
      SuggestionBox(id: fact.envelope.id, openings: (box?.openings ?? []) + [fact])
    case .overdueMarked(let fact):
      box.map { known in
        var next = known
        next.overdueMarkedOn = fact.envelope.day
        return next
      }
    }
  }
}

/// A box or book was opened. Version 1, since 0.1: `unit`, `form`, `second`, `slips`, `before`?,
/// `late`?, `budget`?, `due`?.
public struct BoxOpened: Sendable, Equatable {
  /// `box.opened`
  public static let type = "box.opened"
  /// The outlet.
  public let unit: String
  /// Box or book.
  public let form: SuggestionBox.Form
  /// The second person.
  public let second: String
  /// How many slips or entries were found.
  public let slips: Int
  /// The day of the opening before; the slips lay there no longer than since then.
  public let before: CivilDay?
  /// Whether it was opened later than it should have been.
  public let isLate: Bool
  /// How long until the next opening.
  public let budget: Budget?
  /// The last day of the next opening.
  public let due: CivilDay?
  /// The box, the business day and the actor.
  public let envelope: EventEnvelope

  /// The most days that a slip lay there; nil for the first opening.
  public var gap: Int? { before.map { $0.distance(to: envelope.day) } }

  init(
    _ opening: SuggestionBox.Opening, before: CivilDay?, late: Bool, budget: Budget?,
    due: CivilDay?, envelope: EventEnvelope
  ) {
    unit = opening.unit
    form = opening.form
    second = opening.second
    slips = opening.slips
    self.before = before
    isLate = late
    self.budget = budget
    self.due = due
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    unit = try payload.text("unit")
    form = try payload.choice("form")
    second = try payload.text("second")
    slips = Int(try payload.integer("slips"))
    before = try payload.optionalDay("before")
    isLate = try payload.flag("late")
    budget = payload.has("budget") ? try payload.budget("budget") : nil
    due = try payload.optionalDay("due")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("unit", unit)
    payload.write("form", form.rawValue)
    payload.write("second", second)
    payload.write("slips", slips)
    payload.write("before", before)
    payload.write("late", flag: isLate)
    payload.write("budget", budget?.text)
    payload.write("due", due)
  }
}

/// A sweep found that it was not opened in time. Version 1, since 0.3: `name`, `rule`, `due`.
public struct BoxOverdueMarked: Sendable, Equatable {
  /// `box.overdue_marked`
  public static let type = "box.overdue_marked"
  /// The last day of the opening that nobody made.
  public let due: CivilDay
  /// The box, the business day and the actor.
  public let envelope: EventEnvelope

  init(due: CivilDay, envelope: EventEnvelope) {
    self.due = due
    self.envelope = envelope
  }

  init(payload: Payload, envelope: EventEnvelope) throws(PayloadError) {
    due = try payload.day("due")
    self.envelope = envelope
  }

  func write(to payload: inout PayloadWriter) {
    payload.write("name", "box_opening")
    payload.write("rule", "site")
    payload.write("due", due)
  }
}

extension SuggestionBox {
  /// What happened to a box or book.
  public enum Event: RecordedEvent {
    /// It was opened.
    case opened(BoxOpened)
    /// It was not opened in time.
    case overdueMarked(BoxOverdueMarked)

    /// The stored type.
    public var type: String {
      switch self {
      case .opened: BoxOpened.type
      case .overdueMarked: BoxOverdueMarked.type
      }
    }
    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      switch self {
      case .opened(let fact): fact.write(to: &payload)
      case .overdueMarked(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      switch type {
      case BoxOpened.type: self = .opened(try BoxOpened(payload: payload, envelope: envelope))
      case BoxOverdueMarked.type:
        self = .overdueMarked(try BoxOverdueMarked(payload: payload, envelope: envelope))
      default: throw .unknownType(type)
      }
    }
  }
}
