public import ConsumerProtection

extension PluginManifest.Report {
  /// The `params` of a run from what the command line gave; defaults are filled in.
  ///
  /// - Parameter given: Names and texts, e.g. `("by", "product,year")`.
  /// - Returns: An object with a member for each parameter that has a value.
  /// - Throws: Every problem at once: unknown names with the nearest one, texts of another kind.
  public func values(of given: [(name: String, text: String)]) throws(PluginProblems) -> JSONValue {
    .object([])
  }
}
