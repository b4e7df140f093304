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

  /// When it falls due again; nil where the bank set no period.
  public var due: CivilDay? { openings.last?.due }

  /// Decides a command; see `Matter.deciding`.
  public static func deciding(
    _ command: Command, on box: SuggestionBox?, in context: Context
  ) throws(Refusal) -> Outcome<Event> {
    switch command {
    case .open(let opening): try opened(opening, before: box?.openings.last, in: context)
    }
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

extension SuggestionBox {
  /// What happened to a box or book.
  public enum Event: RecordedEvent {
    /// It was opened.
    case opened(BoxOpened)

    /// The stored type.
    public var type: String { BoxOpened.type }
    /// The payload's version that this build writes.
    public var version: Int { 1 }

    /// Writes the payload.
    public func write(to payload: inout PayloadWriter) {
      switch self {
      case .opened(let fact): fact.write(to: &payload)
      }
    }

    /// Reads a stored payload.
    public init(
      type: String, version: Int, payload: Payload, envelope: EventEnvelope
    ) throws(PayloadError) {
      try payload.check(type: type, version: version, max: 1)
      guard type == BoxOpened.type else { throw .unknownType(type) }
      self = .opened(try BoxOpened(payload: payload, envelope: envelope))
    }
  }
}
