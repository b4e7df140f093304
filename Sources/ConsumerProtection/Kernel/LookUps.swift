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
}
