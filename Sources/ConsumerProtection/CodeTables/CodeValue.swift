/// A key of a code table, and the words in which the bank or the source wrote it.
public struct CodeValue: Sendable, Hashable {
  /// The standard key, such as `B.card`.
  public let key: String
  /// The bank's own label, byte for byte; nil when it wrote the key or the standard name.
  public let label: String?

  /// A key with an optional label.
  public init(_ key: String, label: String? = nil) {
    self.key = key
    self.label = label
  }

  /// The label, or the key's standard name where there is none.
  public func name(in table: CodeTable, _ language: Language) -> String {
    label ?? table.name(of: key).text(in: language)
  }
}
