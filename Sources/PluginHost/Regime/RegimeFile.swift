public import ConsumerProtection

/// A regime's data file `limits.yaml`: the rows, and when each applies without Lua.
public struct RegimeFile: Sendable, Equatable {
  /// When a row binds if the regime's Lua fails.
  public enum Applies: Sendable, Equatable {
    /// Only when Lua selects it, or as a further step.
    case onSelection
    /// To every complaint.
    case always
    /// To complaints that one of these transferred: `pbc`, `nfra`, `government`, `other`.
    case transferred([String])
  }

  /// The plugin that brings it.
  public let plugin: String
  /// The rows.
  public let table: RegimeTable
  /// For each row, by its place in the table, when it applies.
  public let applies: [Applies]
}
