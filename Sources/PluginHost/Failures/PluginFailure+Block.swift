public import ConsumerProtection

extension PluginFailure {
  /// The block that people see: place, source lines, calls, what was read, budget, effect, repeat.
  ///
  /// - Parameters:
  ///   - language: The language of everything but the script's own words.
  ///   - showInput: Print the values of the fields read and messages that may repeat them.
  /// - Returns: Lines without a line feed at the end.
  public func block(in language: Language, showInput: Bool = false) -> String { "" }
}
