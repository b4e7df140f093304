/// A text that names a person or that a person wrote freely: sealed wherever it is stored.
///
/// The field's name says which key seals it: `complainant.name` uses the key of the scope
/// `complainant`, `narrative` (no dot) the matter's own key. Destroying a scope's key erases
/// its texts while the ledger's chain stays verifiable.
public enum PersonalText: Sendable, Equatable {
  /// In a command, on its way to the ledger.
  case plain(String)
  /// In the ledger, sealed under that key of the pool.
  case recorded(key: UInt64)

  /// The text, while it is still in a command.
  public var plain: String? {
    if case .plain(let text) = self { text } else { nil }
  }

  /// The scope of a sealed field's key: the part before the first dot, or nothing for the matter.
  public static func scope(of field: String) -> String {
    field.firstIndex(of: ".").map { String(field[..<$0]) } ?? ""
  }
}
