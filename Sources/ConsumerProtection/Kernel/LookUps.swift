/// Serves units, persons, calendars and limits as they stood at one ledger position.
///
/// The engine's conformer remembers what was looked up, so that the append can expect those
/// versions.
public protocol LookUps: Sendable {
}
