public import ConsumerProtection

extension HostAPI {
  /// Something of the API that goes on working and that new code should not use.
  public struct Deprecation: Sendable, Equatable {
    /// The name: a function (`host.text.find`), a hook, or a field of `ctx` (`ctx.day`) or of the record
    /// (`complaint.unit`).
    public let name: String
    /// The level that deprecated it.
    public let since: APILevel
    /// What to use instead.
    public let instead: Phrase

    init(_ name: String, since: APILevel, instead: Phrase) {
      self.name = name
      self.since = since
      self.instead = instead
    }
  }

  /// What is deprecated; a level of the API removes nothing, so the list only grows within a major.
  ///
  /// A call of it is silent in production: `plugin check` and `doctor` tell.
  public static let deprecations: [Deprecation] = []

  /// The functions of `ctx`.
  static var contextFunctionNames: [String] {
    functions.filter { $0.module == "ctx" }.map(\.name)
  }
}
