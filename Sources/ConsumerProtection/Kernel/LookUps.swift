/// Serves units, persons, calendars and limits as they stood at one ledger position.
///
/// The engine's conformer remembers what was looked up, so that the append can expect those
/// versions.
public protocol LookUps: Sendable {
  /// The unit of that identifier, whether open or closed.
  func unit(_ id: String) -> Unit?

  /// The person of that staff number, whether active or gone.
  func person(_ id: String) -> Person?

  /// The working calendar of that identifier; nil when no plugin provides it.
  func calendar(_ id: String) -> WorkingCalendar?

  /// The row that lengthens a row of a regime, for what was received on the day; nil when the
  /// row cannot be extended or is the bank's own.
  func limit(extending rule: String, onReceipt day: CivilDay) -> Limit?

  /// The row of that identifier, or of the bank's own table the limit of that name, for what was
  /// received on the day; nil when there is none now.
  func limit(_ rule: String, named name: String, onReceipt day: CivilDay) -> Budget?

  /// The rows that a later event starts, such as a review, for what was received on the day.
  func limits(startedBy trigger: Limit.Trigger, onReceipt day: CivilDay) -> [Limit]

  /// What the regimes say about the clock, for what was received on the day.
  func clockRules(onReceipt day: CivilDay) -> [ClockRule]

  /// The staff numbers on record, sorted; whom they name may be out of service.
  func staff() -> [String]

  /// The number that a regime sets for what was received on the day, or the bank's own smaller one;
  /// nil when no regime sets it.
  func quantity(_ name: String, on day: CivilDay) -> Quantity?

  /// The complaint of that number, for a command that ties two together.
  func complaint(_ id: String) -> Complaint?

  /// Whether the text of a complaint on record has the full name or the staff number of the person.
  func isNamed(_ person: String, in complaint: Complaint) -> Bool

  /// The same of a text that is not on record yet.
  func isNamed(_ person: String, inTexts texts: [String]) -> Bool
}

extension LookUps {
  /// No regime sets a number.
  public func quantity(_ name: String, on day: CivilDay) -> Quantity? { nil }

  /// No text is read.
  public func isNamed(_ person: String, in complaint: Complaint) -> Bool { false }

  /// No text is read.
  public func isNamed(_ person: String, inTexts texts: [String]) -> Bool { false }

  /// No other complaint is known.
  public func complaint(_ id: String) -> Complaint? { nil }
}
