public import ConsumerProtection

/// When a command happened, as `--on` gives it.
public struct BusinessTime: Sendable, Equatable {
  /// The civil day in the institution's zone.
  public let day: CivilDay
  /// The minute of the day (0…1439), when it was given.
  public let minute: Int?

  /// A day, with or without a minute.
  public init(day: CivilDay, minute: Int? = nil) {
    self.day = day
    self.minute = minute
  }

  /// Reads `2026-03-02` or `2026-03-02T09:30`.
  ///
  /// - Throws: `XB-004` for an impossible day or another form.
  public init(text: String) throws(Failure) {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let day = CivilDay(iso: String(parts[0])) else { throw Self.failure(text) }
    guard parts.count == 2 else {
      self.init(day: day)
      return
    }
    let digits = parts[1].utf8.map { $0 }
    guard digits.count == 5, digits[2] == UInt8(ascii: ":"),
      let hour = Int(parts[1].prefix(2)), let minute = Int(parts[1].suffix(2)),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { throw Self.failure(text) }
    self.init(day: day, minute: hour * 60 + minute)
  }

  private static func failure(_ text: String) -> Failure {
    Failure(
      Refusal.Code.badDay.text,
      problem: Phrase("没有这一天或时刻：\(text)", "There is no such day or time: \(text)"),
      remedy: Phrase(
        "请写作 2026-03-02 或 2026-03-02T09:30", "Write 2026-03-02 or 2026-03-02T09:30"))
  }
}

/// Who commands, when it happened, and in which language to answer.
public struct Invocation: Sendable {
  /// The staff number of the person who commands.
  public let actor: String
  /// When it happened; nil is now.
  public let on: BusinessTime?
  /// Repeating a command with the same key stores it once.
  public let idempotencyKey: String?
  /// The language of texts made for this call, such as reports.
  public let language: Language
  /// Why, where a rule asks for a reason (backdating, opening sealed data).
  public let reason: String?
  /// Whether refusals of `matter.guard` shall be overridden; needs a role and a reason.
  public var overridesGuard = false

  /// An invocation with its parts.
  public init(
    actor: String, on: BusinessTime? = nil, idempotencyKey: String? = nil,
    language: Language = .zh, reason: String? = nil
  ) {
    self.actor = actor
    self.on = on
    self.idempotencyKey = idempotencyKey
    self.language = language
    self.reason = reason
  }
}
